"""Finding the statements of an article."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.vocabulary import Mode

if TYPE_CHECKING:
    from claims.actions.inbox.extract import Extraction
    from claims.extraction.spans import FoundStatement

UNSTATED = {
    "denied": "  [denied, not stated]",
    "not_said": "  [not said]",
    "asked": "  [asked, not stated]",
    "supposed": "  [supposed, not stated]",
}
"""What stands behind words that nobody stated."""


@click.command(
    epilog=examples(
        "claims extract article.txt --published-on 2025-04-10",
        "claims extract - --json",
        "claims extract articles/*.txt --jsonl",
        "claims extract hearing.txt --reader transcript",
    )
)
@click.argument("files", metavar="SOURCE|FILE...|-", nargs=-1, required=True)
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
@click.option("--language", metavar="TAG", help="The language of the text, BCP-47. Default: the source's own, else en.")
@click.option("--reader", metavar="NAME", default="rules", show_default=True, help="Who reads: rules, transcript, ...")
@click.option("--list-only", is_flag=True, help="Don't put what is found in a source into the inbox.")
@at_desk(lists=True, writes=True)
def extract(
    desk: Desk,
    files: tuple[str, ...],
    own: bool,
    least: float | None,
    published_on: str | None,
    publisher: str | None,
    language: str | None,
    reader: str,
    list_only: bool,
) -> None:
    """Find the statements in articles, and who made them.

    Lists what is attributed to somebody, in reading order, with the words that attribute it. SOURCE is a source with an
    archived copy: what is found there goes to the inbox, where a person decides on it (claims inbox). FILE is plain
    text in UTF-8, - standard input: nothing is recorded of those. With --jsonl: one line a file.
    """
    from datetime import date

    from claims import clock
    from claims.actions.inbox.extract import extract as find
    from claims.dates import parse_day

    if desk.style == "json" and len(files) > 1:
        raise click.UsageError("--json answers with one document: give one FILE, or take --jsonl.")
    day = None if published_on is None else date.fromisoformat(parse_day(published_on, clock.today()))
    for file in files:
        known = _known_source(desk, file)
        if known is not None:
            how = {"reader": reader, "language": language, "published_on": day, "own": own, "least": least}
            _read_source(desk, known, list_only, **how)
            continue
        found = find(
            file, reader=reader, language=language, published_on=day, publisher=publisher, own=own, least=least
        )
        _answer(desk, found)


def _known_source(desk: Desk, written: str) -> int | None:
    """The number of the source meant, if this is one of the ledger's; a file that isn't recorded is only a file."""
    from claims import db

    if written == "-" or db.is_missing(desk.at()[0]):
        return None
    from pathlib import Path

    from claims.actions.read.find import find_source
    from claims.errors import NotFound

    with desk.reading() as session:
        try:
            found = find_source(session, written)
        except NotFound:
            if Path(written).is_file():
                return None
            raise
        return None if found is None else found.id


def _read_source(desk: Desk, number: int, list_only: bool, **how: Any) -> None:
    """Read a source's stored text, and put what is found into the inbox."""
    from claims.actions.inbox.decide import propose
    from claims.actions.inbox.extract import Extraction
    from claims.actions.inbox.read_source import found_in, newest_text, published, reader_of
    from claims.models import Source

    with desk.reading() as session:
        source = session.get_one(Source, number)
        name = source.title or source.url or f"source #{number}"
        snapshot = newest_text(session, source)
        found = found_in(session, source, snapshot, **how)
        if found and how["published_on"] is None and published(source) is None:
            desk.remark(
                f'When source #{number} was published isn\'t known, so a day like "Thursday" stays open:'
                f" claims source edit {number} --published DATE, and extract again"
            )
    if not list_only:
        with desk.writing() as register:
            came = propose(register.ledger, snapshot, found, reader_of(how["reader"]))
        known = f", {came.known} known already" if came.known else ""
        desk.remark(f"{len(came.new)} new in the inbox{known}. Go on with: claims inbox {number}")
    _answer(desk, Extraction(name, found))


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
        yield f"{number:>3}  {candidate.text}{unstated(candidate.stance)}"
        if candidate.proposed:
            yield f"     Proposed: {candidate.proposed}"
        if candidate.unresolved and candidate.mode != Mode.DIRECT:
            yield f"     Open: {candidate.unresolved}"
        yield f"     {' · '.join(_facts(candidate))}"
        if not candidate.sure:
            yield f"     Not sure: {' '.join(candidate.why)}"


def unstated(stance: str) -> str:
    """The mark behind words that nobody stated."""
    return UNSTATED.get(stance, "")


def _facts(candidate: "FoundStatement") -> Iterator[str]:
    speaker = candidate.speaker
    if speaker is None:
        yield "the outlet itself" if candidate.own_voice else "nobody named"
    else:
        yield speaker.name if speaker.role is None else f"{speaker.name} ({speaker.role})"
        if _stands_for(speaker.as_written, speaker.name):
            yield f'as "{speaker.as_written}"'
    if candidate.cue:
        yield f'"{candidate.cue}"'
    if together := [link.name for link in candidate.chain if link.seat]:
        yield f"together: {', '.join([candidate.chain[0].name, *together])}"
    relays = [link.name for link in candidate.chain[1:] if not link.seat]
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


def _stands_for(written: str, name: str) -> bool:
    """Whether one word stands for somebody whose name it is no part of: "She"."""
    return " " not in written and written.casefold() not in name.casefold()
