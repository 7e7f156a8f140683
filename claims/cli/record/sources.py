"""Sources: list, show, add, edit, link, retract, merge."""

from typing import TYPE_CHECKING, Any

import click

from claims.cli.lazy import Lazy, LazyGroup
from claims.cli.record.archive import Pages, archived_lines, fetching, pages, seen_at
from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import after_option, limit_option, reason_option, stack, strict_option, words
from claims.vocabulary import LinkKind, SourceKind

if TYPE_CHECKING:
    from claims.actions.archive.keep import Seen

ENTRIES = {
    "list": Lazy("claims.cli.record.sources:list_", "List sources."),
    "show": Lazy("claims.cli.record.sources:show", "Show a source and its links."),
    "add": Lazy("claims.cli.record.sources:add", "Add a source by its address, file or title."),
    "edit": Lazy("claims.cli.record.sources:edit", "Change a source's title, publisher or date."),
    "link": Lazy("claims.cli.record.sources:link", "Record that one source takes its content from another."),
    "unlink": Lazy("claims.cli.record.sources:unlink", "Take out a link entered wrongly."),
    "judge": Lazy("claims.cli.record.sources:judge", "Say that two sources are independent, or one."),
    "retract": Lazy("claims.cli.record.sources:retract", "Record that a source was withdrawn."),
    "merge": Lazy("claims.cli.record.sources:merge", "Record that two sources are one document."),
    "diff": Lazy(
        "claims.cli.look.source_diff:diff", "What changed between two copies of a source, and which quotes it touches."
    ),
}


@click.group(cls=LazyGroup, entries=ENTRIES, epilog=examples("claims source show 3"))
def source() -> None:
    """Documents in which statements appear.

    Those that serve as evidence are sources, too.
    """


fields = stack(
    click.option("--title", metavar="TEXT", help="Headline or title."),
    click.option(
        "-p", "--publisher", metavar="NAME", help="Who published it; closes the reporting chain. Or unknown, none."
    ),
    click.option("-k", "--kind", type=words(SourceKind), help="What sort of document it is."),
    click.option("--byline", metavar="TEXT", help="The author line as printed."),
    click.option("--published", "published_on", metavar="DATE", help="When it was published; unknown or none."),
    click.option("-l", "--language", metavar="TAG", help="Its language, such as en."),
    click.option("--note", metavar="TEXT", help="The desk's own note."),
)
WHICH = "URL|ID|PATH|TITLE"


@click.command("list", epilog=examples("claims source list --publisher 'Example Agency'"))
@click.option("-p", "--publisher", metavar="NAME", help="Published by them.")
@click.option("-k", "--kind", type=words(SourceKind), help="Of this sort.")
@click.option("--retracted", is_flag=True, help="Only those that were withdrawn.")
@after_option("Go on behind this one.")
@limit_option
@at_desk(lists=True)
def list_(desk: Desk, limit: int, **criteria: Any) -> None:
    """List sources."""
    from claims.actions.read.lists import list_sources
    from claims.cli.terminal.printing import source_table

    with desk.reading() as session:
        page, more = list_sources(session, limit=limit or None, **criteria)
    desk.answer_page("sources", page, more, source_table)


@click.command(epilog=examples("claims source show 3"))
@click.argument("which", metavar=WHICH)
@at_desk()
def show(desk: Desk, which: str) -> None:
    """Show a source and its links.

    claims report source says how far it can be relied on.
    """
    from claims.actions.read.find import source_as_written
    from claims.actions.read.lists import show_sources
    from claims.cli.terminal.printing import source_in_full

    with desk.reading() as session:
        (view,) = show_sources(session, [source_as_written(session, which).id])
    if desk.style == "text":
        desk.print(source_in_full(view))
    else:
        desk.print_json(view)


@click.command(
    epilog=examples("claims source add https://news.example/talks --publisher 'Example News' --published 2025-04-10")
)
@click.argument("which", metavar="URL|PATH|TITLE")
@fields
@click.option("--archive", "keeps", is_flag=True, help="Keep a copy at once, and fill in what it says of itself.")
@fetching
@strict_option
@at_desk(writes=True)
def add(
    desk: Desk,
    which: str,
    publisher: str | None,
    strict: bool,
    keeps: bool,
    wayback: bool,
    allow_private: bool,
    ignore_robots: bool,
    **options: Any,
) -> None:
    """Add a source by its address, file or title."""
    from claims import clock
    from claims.actions.record.sources import add_source
    from claims.cli.terminal.answers import answer_source
    from claims.drafts import source_fields

    given = source_fields(today=clock.today(), **options)
    page = pages(wayback=wayback, private=allow_private, robots=not ignore_robots)
    seen = _seen_first(desk, which, page) if keeps else None
    with desk.writing(strict=strict) as register:
        added = add_source(register, which, given, publisher)
        if seen is not None:
            from claims.actions.archive.keep import archive

            register.remarks += [line.strip() for line in archived_lines(archive(register, added, seen))]
        answer_source(desk, register, added.id)


def _seen_first(desk: Desk, which: str, page: Pages) -> "Seen":
    """The bytes of a source that is about to be added; the network is asked before the ledger is held."""
    from claims import db
    from claims.actions.read.find import address_of
    from claims.actions.record.sources import refuse_known
    from claims.errors import Refused
    from claims.text import quoted

    if not db.is_missing(desk.at()[0]):
        with desk.reading() as session:
            refuse_known(session, which)
    address = address_of(which)
    if address is None:
        raise Refused(
            f"{quoted(which, 60)} is neither an address nor a file: there is nothing to keep.",
            "Add it without --archive, then: claims archive SOURCE --from FILE",
        )
    return seen_at(address, page)


@click.command(epilog=examples("claims source edit 3 --publisher 'Example News' --kind article"))
@click.argument("which", metavar=WHICH)
@click.option("--url", metavar="URL", help="Its address.")
@fields
@reason_option(required=False)
@strict_option
@at_desk(writes=True)
def edit(
    desk: Desk, which: str, url: str | None, publisher: str | None, reason: str | None, strict: bool, **options: Any
) -> None:
    """Change a source's title, publisher or date.

    Or any other field; the old values stay in the log.
    """
    from claims import clock
    from claims.actions.read.find import the_source
    from claims.actions.record.sources import edit_source
    from claims.cli.terminal.answers import answer_source
    from claims.drafts import passage, source_fields

    given: dict[str, Any] = source_fields(today=clock.today(), **options)
    if not given and url is None and publisher is None:
        raise click.UsageError("There is nothing to change: give --title, --publisher, --kind, --published or another.")
    with desk.writing(strict=strict) as register:
        found = the_source(register.ledger.session, which)
        if not edit_source(register, found, given, url=url, publisher=publisher, reason=passage(reason, "reason")):
            register.remarks.append(f"Source #{found.id} was like that already; nothing changed.")
        answer_source(desk, register, found.id)


@click.command(epilog=examples("claims source link 3 syndicates 1"))
@click.argument("which", metavar="X")
@click.argument("kind", type=words(LinkKind))
@click.argument("origin", metavar="Y")
@click.option("--note", metavar="TEXT", help="The desk's own note.")
@at_desk(writes=True)
def link(desk: Desk, which: str, kind: str, origin: str, note: str | None) -> None:
    """Record that one source takes its content from another.

    X takes it from Y: a newspaper from an agency, a translation from a speech.
    """
    from claims.actions.read.find import the_source
    from claims.actions.record.sources import link_sources
    from claims.cli.terminal.answers import answer_source
    from claims.drafts import passage

    with desk.writing() as register:
        session = register.ledger.session
        found = the_source(session, which)
        link_sources(register.ledger, found, LinkKind(kind), the_source(session, origin), passage(note, "note"))
        answer_source(desk, register, found.id)


@click.command(epilog=examples("claims source unlink 3 syndicates 1 --because 'it has its own correspondent'"))
@click.argument("which", metavar="X")
@click.argument("kind", type=words(LinkKind))
@click.argument("origin", metavar="Y")
@reason_option(required=True)
@at_desk(writes=True)
def unlink(desk: Desk, which: str, kind: str, origin: str, reason: str) -> None:
    """Take out a link entered wrongly.

    The log keeps it.
    """
    from claims.actions.read.find import the_source
    from claims.actions.record.sources import unlink_sources
    from claims.cli.terminal.answers import answer_source
    from claims.drafts import given_reason

    with desk.writing() as register:
        session = register.ledger.session
        found = the_source(session, which)
        unlink_sources(register.ledger, found, LinkKind(kind), the_source(session, origin), given_reason(reason))
        answer_source(desk, register, found.id)


@click.command(epilog=examples("claims source retract 3 --because 'the paper found the interview was invented'"))
@click.argument("which", metavar=WHICH)
@reason_option(required=True)
@click.option("--on", "retracted_on", metavar="DATE", help="When it was withdrawn. Default: today.")
@at_desk(writes=True)
def retract(desk: Desk, which: str, reason: str, retracted_on: str | None) -> None:
    """Record that a source was withdrawn.

    Names the rulings that rest on it, or on a source that takes its content from it: they wait in claims queue.
    """
    from claims import clock
    from claims.actions.read.find import the_source
    from claims.actions.record.sources import retract_source
    from claims.cli.terminal.answers import answer_source
    from claims.dates import parse_day
    from claims.drafts import given_reason

    day = clock.today().isoformat() if retracted_on is None else parse_day(retracted_on, clock.today())
    with desk.writing() as register:
        found = the_source(register.ledger.session, which)
        for each in retract_source(register.ledger, found, day, given_reason(reason)):
            ruled = f"Claim #{each.claim}, {each.ruling.axis} {each.ruling.status}"
            register.remarks.append(f"{ruled}, rests on it through {each.through}: see claims queue.")
        answer_source(desk, register, found.id)


@click.command(epilog=examples("claims source merge 7 3 --because 'the same article under another address'"))
@click.argument("gone", metavar=WHICH)
@click.argument("stays", metavar="INTO")
@reason_option(required=False)
@at_desk(writes=True)
def merge(desk: Desk, gone: str, stays: str, reason: str | None) -> None:
    """Record that two sources are one document.

    Whatever named the first is read as naming the second, INTO.
    """
    from claims.actions.read.find import the_source
    from claims.actions.record.sources import merge_sources
    from claims.cli.terminal.answers import answer_source
    from claims.drafts import passage

    with desk.writing() as register:
        session = register.ledger.session
        kept = merge_sources(
            register.ledger, the_source(session, gone), the_source(session, stays), passage(reason, "reason")
        )
        answer_source(desk, register, kept.id)


@click.command(
    epilog=examples("claims source judge 3 7 --independent --because 'each had its own correspondent there'")
)
@click.argument("one", metavar="X")
@click.argument("other", metavar="Y")
@click.option("--independent/--same", "independent", required=True, default=None, help="What the desk says of the two.")
@reason_option(required=True)
@at_desk(writes=True)
def judge(desk: Desk, one: str, other: str, independent: bool, reason: str) -> None:
    """Say that two sources are independent, or one.

    The desk's word goes before what the program finds, such as two texts that are nearly the same.
    """
    from claims.actions.read.find import the_source
    from claims.actions.record.sources import judge_sources
    from claims.cli.terminal.answers import answer_source
    from claims.drafts import given_reason

    with desk.writing() as register:
        session = register.ledger.session
        found = the_source(session, one)
        judge_sources(
            register.ledger, found, the_source(session, other), independent=independent, reason=given_reason(reason)
        )
        answer_source(desk, register, found.id)
