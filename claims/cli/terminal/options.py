"""Options that several commands share."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click

from claims.vocabulary import Axis, ClaimKind, Mode, Naming, RelationKind, Status

Command = TypeVar("Command", bound=Callable[..., Any])


def words(vocabulary: type[StrEnum]) -> click.Choice[str]:
    """A closed vocabulary as an option offers it."""
    return click.Choice([word.value for word in vocabulary])


def stack(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Several options as one decorator, shown in the order given."""

    def wrap(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return wrap


quote_options = stack(
    click.option("-q", "--quote", metavar="TEXT", help="The exact words, as the source prints them."),
    click.option("--quote-prefix", metavar="TEXT", help="The words just before the quote, where it stands twice."),
    click.option("--quote-suffix", metavar="TEXT", help="The words just after it."),
    click.option("--orphan", is_flag=True, help="Keep the quote though the stored text doesn't have it."),
)

utterance_options = stack(
    click.option("-r", "--role", metavar="ROLE", help="The speaker's role at that time."),
    click.option("-s", "--source", metavar="URL|ID|PATH|TITLE", help="Where it appears."),
    click.option(
        "--via",
        "relays",
        metavar="NAME",
        multiple=True,
        help="Who passed it on, from the speaker outwards; repeats. NAME|ROLE|CUE says more.",
    ),
    click.option(
        "-o",
        "--on",
        "said_on",
        metavar="DATE",
        help="When it was said: 2025-04-10, 2025-04, 'about 2025', yesterday; unknown or none.",
    ),
    quote_options,
    click.option("-m", "--mode", type=words(Mode), help="How the source gives it; direct where a quote is given."),
    click.option("--cue", metavar="VERB", help="The words that attribute it: told, according to."),
    click.option("--named", "naming", type=words(Naming), help="How the source names the speaker."),
    click.option("--occasion", metavar="TEXT", help="Where or at what occasion it was said."),
)

claim_filters = stack(
    click.option("-S", "--status", "statuses", type=words(Status), multiple=True, help="How it stands; repeats."),
    click.option(
        "-a", "--axis", type=words(Axis), default=Axis.CONTENT.value, show_default=True, help="On which question."
    ),
    click.option("-b", "--by", metavar="NAME", help="Who said it."),
    click.option(
        "-s", "--source", metavar="URL|ID|PATH|NAME", help="Where it appears: a source, or all of a publisher's."
    ),
    click.option("--via", metavar="NAME", help="Who passed it on or printed it."),
    click.option("-t", "--tag", "tags", metavar="TAG", multiple=True, help="With this tag; repeats."),
    click.option("-k", "--kind", "kinds", type=words(ClaimKind), multiple=True, help="Of this sort; repeats."),
    click.option("-l", "--language", "languages", metavar="TAG", multiple=True, help="In this language; repeats."),
    click.option("--since", metavar="DATE", help="Said on or after this date."),
    click.option("--until", metavar="DATE", help="Said on or before this date."),
    click.option("--search", metavar="WORDS", help="With all of these words."),
    click.option("--pending", is_flag=True, help="With a ruling that waits for approval."),
    click.option("--recorded-by", "recorders", metavar="NAME", multiple=True, help="Entered by this person; repeats."),
    click.option(
        "--relation", "relations", type=words(RelationKind), multiple=True, help="So related, either way; repeats."
    ),
    click.option(
        "--named", "namings", type=words(Naming), multiple=True, help="Whose speaker a source names so; repeats."
    ),
    click.option("--archived", is_flag=True, help="Said in a source of which a copy is kept."),
    click.option("--retired", is_flag=True, help="With those that were taken out."),
)
"""Which claims a list or an export is about."""

strict_option = click.option(
    "--strict", is_flag=True, help="Refuse names that look like slips of the pen, and repeats."
)

MOST = 10**15
"""No ledger has so many records; larger numbers are beyond a database."""


def after_option(text: str) -> Callable[[Command], Command]:
    """Go on where a page ended."""
    return click.option("--after", type=click.IntRange(1, MOST), metavar="ID", help=text)


as_of_option = click.option(
    "--as-of",
    metavar="DATE|TIME|@LINE",
    help="As the ledger stood then: at the end of a day, at a time (UTC), after a line of the log.",
)

policy_option = click.option(
    "--policy",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The policy. Default: CLAIMS_POLICY, else policy.toml beside the ledger, else none.",
)

as_recorded_option = click.option(
    "--as-recorded", is_flag=True, help="Show the names of confidential people; for the desk's own eyes."
)

notes_option = click.option("--notes", is_flag=True, help="With the desk's own notes, which else stay in the house.")

limit_option = click.option(
    "-n",
    "--limit",
    type=click.IntRange(0, MOST),
    default=50,
    show_default=True,
    metavar="N",
    help="At most so many; 0: all.",
)


def reason_option(required: bool) -> Callable[[Command], Command]:
    """Why a change is made."""
    return click.option("--because", "reason", metavar="TEXT", required=required, help="Why; goes into the log.")


def changes(**options: Any) -> dict[str, Any]:
    """The options that were given."""
    return {name: value for name, value in options.items() if value is not None}


def numbers(found: Iterable[Any]) -> list[int]:
    """The numbers of some records."""
    return [record.id for record in found]
