"""Search and history."""

import click

from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import as_of_option, as_recorded_option, limit_option


@click.command(epilog=examples("claims search diplomats movement", "claims search '\"banking access\"' embass*"))
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@as_of_option
@as_recorded_option
@limit_option
@at_desk(lists=True)
def search(desk: Desk, words: tuple[str, ...], as_of: str | None, as_recorded: bool, limit: int) -> None:
    """Find claims, claimants and sources by their words.

    They hold all WORDS, the best match first; "two words" is a phrase, word* a beginning.
    """
    from claims.actions.read.lists import search as find
    from claims.cli.terminal.printing import found_in_full

    with desk.edition(as_of, desk.shown(as_recorded)) as edition:
        found = find(edition, " ".join(words), limit or -1)
    if desk.style == "text":
        desk.print(found_in_full(found, desk))
    elif desk.style == "jsonl":
        desk.print_rows("claims", found.claims)
    else:
        desk.print_json(found)


@click.command(epilog=examples("claims history", "claims history 12", "claims history --by 'Ana Ruiz'"))
@click.argument("claim", metavar="[ID]", required=False)
@click.option("--by", metavar="NAME", help="Only what this person did.")
@as_of_option
@as_recorded_option
@limit_option
@at_desk(lists=True)
def history(desk: Desk, claim: str | None, by: str | None, as_of: str | None, as_recorded: bool, limit: int) -> None:
    """Show the log of changes, newest last.

    With ID: what it says of that claim.
    """
    from claims.actions.read.lists import history as read
    from claims.cli.terminal.printing import log_lines

    with desk.edition(as_of, desk.shown(as_recorded)) as edition:
        number = edition.claim(claim) if claim is not None else None
        events, more = read(edition, number, by=by, limit=limit or None)
    desk.answer_page("events", events, more, log_lines, continues=False)
