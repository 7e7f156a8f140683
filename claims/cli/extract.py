"""Finding the statements of an article."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from claims.cli.desk import Desk, at_desk, examples

if TYPE_CHECKING:
    from claims.actions.extracting import Extraction
    from claims.extraction.spans import Candidate


@click.command(
    epilog=examples(
        "claims extract article.txt --published-on 2025-04-10",
        "claims extract - --json",
        "claims extract articles/*.txt --jsonl",
        "claims extract hearing.txt --reader transcript",
    )
)
@click.argument("files", metavar="FILE...|-", nargs=-1, required=True)
@click.option("--own-voice", "own", is_flag=True, help="Also what the outlet says in its own voice.")
@click.option(
    "--min-confidence",
    "least",
    metavar="N",
    type=click.FloatRange(0, 1),
    help="Only what is at least so sure, from 0 to 1. Default: 0.5.",
)
@click.option("--published-on", metavar="DATE", help="When it was published: weekdays are counted from there.")
@click.option("--publisher", metavar="NAME", help="Whose own voice it is.")
@click.option("--language", metavar="TAG", default="en", show_default=True, help="The language of the text, BCP-47.")
@click.option("--reader", metavar="NAME", default="rules", show_default=True, help="Who reads: rules, transcript, ...")
@at_desk(lists=True)
def extract(
    desk: Desk,
    files: tuple[str, ...],
    own: bool,
    least: float | None,
    published_on: str | None,
    publisher: str | None,
    language: str,
    reader: str,
) -> None:
    """Find the statements in articles, and who made them.

    Lists what is attributed to somebody, in reading order, with the words that attribute it; records nothing. FILE is
    plain text in UTF-8, - standard input. With --jsonl: one line a file.
    """
    from datetime import date

    from claims import clock
    from claims.actions.extracting import extract as find
    from claims.dates import parse_day

    if desk.style == "json" and len(files) > 1:
        raise click.UsageError("--json answers with one document: give one FILE, or take --jsonl.")
    day = None if published_on is None else date.fromisoformat(parse_day(published_on, clock.today()))
    for file in files:
        found = find(
            file, reader=reader, language=language, published_on=day, publisher=publisher, own=own, least=least
        )
        _answer(desk, found)


def _answer(desk: Desk, found: "Extraction") -> None:
    if desk.style == "jsonl":
        desk.print_rows("files", [found])
    else:
        desk.answer(found, "\n".join(lines(found)))


def lines(found: "Extraction") -> Iterator[str]:
    """The statements as a person reads them."""
    count = len(found.candidates)
    name = "Standard input" if found.file == "-" else found.file
    yield f"{name}: {count or 'no'} statement{'' if count == 1 else 's'}"
    for number, candidate in enumerate(found.candidates, start=1):
        yield ""
        yield f"{number:>3}  {candidate.text}"
        yield f"     {' · '.join(_facts(candidate))}"
        if not candidate.sure:
            yield f"     Not sure: {' '.join(candidate.why)}"


def _facts(candidate: "Candidate") -> Iterator[str]:
    speaker = candidate.speaker
    if speaker is None:
        yield "the outlet itself" if candidate.own_voice else "nobody named"
    else:
        yield speaker.name if speaker.role is None else f"{speaker.name} ({speaker.role})"
        if speaker.as_written.lower() in PRONOUNS:
            yield f'as "{speaker.as_written}"'
    if candidate.cue:
        yield f'"{candidate.cue}"'
    relays = [link.name for link in candidate.chain[1:]]
    if relays:
        yield f"through {', '.join(relays)}"
    if candidate.addressee:
        yield f"to {candidate.addressee}"
    if candidate.said_on:
        yield f"on {candidate.said_on}"
    if candidate.within is not None:
        yield f"within {candidate.within + 1}"
    yield candidate.mode
    yield f"{candidate.confidence:.2f}"


PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which"})
