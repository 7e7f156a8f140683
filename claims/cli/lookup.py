"""Search and history."""

import click

from claims.cli.desk import Desk, at_desk, examples
from claims.cli.options import limit_option


@click.command(epilog=examples("claims search diplomats movement", "claims search '\"banking access\"' embass*"))
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@limit_option
@at_desk(lists=True)
def search(desk: Desk, words: tuple[str, ...], limit: int) -> None:
    """Find claims, claimants and sources by their words.

    They hold all WORDS, the best match first; "two words" is a phrase, word* a beginning.
    """
    from claims.actions.looking import search as find
    from claims.cli.printing import found_in_full

    with desk.reading() as session:
        found = find(session, " ".join(words), limit or -1)
    if desk.style == "text":
        desk.print(found_in_full(found, desk))
    elif desk.style == "jsonl":
        desk.print_rows("claims", found.claims)
    else:
        desk.print_json(found)


@click.command(epilog=examples("claims history", "claims history 12"))
@click.argument("claim", metavar="[ID]", required=False)
@limit_option
@at_desk(lists=True)
def history(desk: Desk, claim: str | None, limit: int) -> None:
    """Show the log of changes, newest last.

    With ID: what it says of that claim.
    """
    from claims.actions.finding import the_claims
    from claims.actions.looking import history as read
    from claims.cli.printing import log_lines

    with desk.reading() as session:
        number = the_claims(session, [claim])[0].id if claim is not None else None
        events, more = read(session, number, limit=limit or None)
    desk.answer_page("events", events, more, log_lines, continues=False)
