"""Editions: what left the house, and what of it still tells an old ruling."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from claims.cli.lazy import Lazy, LazyGroup
from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import MOST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.actions.leaving.checking import CheckedFile, CheckedText, Shelf
    from claims.actions.leaving.listing import EditionView
    from claims.actions.read.view import LedgerView

ENTRIES = {
    "list": Lazy("claims.cli.look.editions:list_", "What left the house, newest first."),
    "check": Lazy("claims.cli.look.editions:check", "Is this what left the house, and does it still stand?"),
}


@click.group(
    cls=LazyGroup, entries=ENTRIES, epilog=examples("claims editions list --old", "claims editions check public")
)
def editions() -> None:
    """Know what left the house, and what of it still tells an old ruling.

    Every report written with -o, site, export, dossier and answer of the Fact Check API is an edition: the ledger keeps
    what it was, where it went, how far the log reached, the hash of its bytes, and the claims in it.
    """


@click.command("list", epilog=examples("claims editions list", "claims editions list --old --json"))
@click.option("--old", is_flag=True, help="Only those that still tell an old ruling.")
@click.option(
    "-n", "--limit", type=click.IntRange(0, MOST), default=20, show_default=True, metavar="N", help="How many; 0: all."
)
@click.option("--before", type=click.IntRange(1, MOST), metavar="ID", help="Only those older than this one.")
@at_desk(lists=True)
def list_(desk: Desk, old: bool, limit: int, before: int | None) -> None:
    """What left the house, newest first.

    Of each: when, what, where, how many claims are in it, and whether a ruling in it has changed since.
    """
    from claims.actions.leaving.listing import editions as read

    with desk.edition() as edition:
        found, more = read(edition, limit=limit, before=before, old=old)
    if desk.style != "text":
        desk.print_rows("editions", found, more=more)
        return
    none = "No edition tells an old ruling." if old else "Nothing has left the house."
    desk.answer(None, "\n".join(edition_lines(each) for each in found) or none)
    if more:
        desk.remark(f"There are more. Go on with --before {found[-1].id}, or raise --limit.")


def edition_lines(view: "EditionView") -> str:
    """An edition in two lines: what it is, and how it stands."""
    from claims.reports.layout.corrections import edition_name
    from claims.reports.words import number

    what = edition_name(str(view.asked.get("report") or view.asked.get("edition")))
    place = {"-": " on standard output", None: ""}.get(view.place, f" in {view.place}")
    when = f"{view.written_at[:16].replace('T', ' ')} UTC"
    head = f"#{view.id}  {when}  {what}{place}, {number(view.claims, 'claim')}, by {view.written_by}"
    told = []
    if view.changed:
        told.append(f"Tells an old ruling on {_numbered(view.changed)}.")
    if view.taken_out:
        told.append(f"Taken out since: {_numbered(view.taken_out)}.")
    if view.replaced_by:
        told.append(f"Edition #{view.replaced_by} took its place.")
    return f"{head}\n    {' '.join(told) or 'Current.'}"


def _numbered(claims: list[int], most: int = 12) -> str:
    more = f" and {len(claims) - most:,} more" if len(claims) > most else ""
    return ", ".join(f"#{each}" for each in claims[:most]) + more


@click.command(
    epilog=examples(
        "claims editions check public/claims/12/index.html",
        "claims editions check https://desk.example/feed.xml",
        "claims editions check - < reviews.jsonl",
    )
)
@click.argument("what", metavar="FILE|DIR|URL|-")
@click.option("--allow-private", is_flag=True, help="Also from addresses that are not public.")
@at_desk()
def check(desk: Desk, what: str, allow_private: bool) -> None:
    """Is this what left the house, and does it still stand?

    FILE is any file that left the house, a page of a site with the site's claims-site.json still above it, or that
    list itself; DIR is a site's folder; URL is fetched, and for a page of a site the list above it; - is standard
    input. Exit code 1 unless it is genuine and current.
    """
    from claims.actions.leaving.checking import CURRENT
    from claims.cli.look.reports import checked_lines

    fetched = _fetched(what, private=allow_private) if "://" in what else None
    with desk.edition() as edition:
        found = _checked(edition, what, fetched)
    desk.answer(found, checked_lines(found))
    if found.verdict != CURRENT:
        raise click.exceptions.Exit(1)


def _checked(edition: "LedgerView", what: str, fetched: "tuple[CheckedText, list[Shelf]] | None") -> "CheckedFile":
    from claims.actions.leaving.checking import CheckedText, check_file
    from claims.actions.leaving.checking import check as check_seen

    if fetched is not None:
        return check_seen(edition, *fetched)
    if what == "-":
        return check_seen(edition, CheckedText.of("standard input", sys.stdin.buffer))
    return check_file(edition, Path(what))


def _fetched(url: str, *, private: bool) -> "tuple[CheckedText, list[Shelf]]":
    """What is at an address, and the lists of sites above it; all of it before the ledger is read."""
    import io

    from claims.actions.leaving.checking import CheckedText
    from claims.cli.record.archive import pages
    from claims.errors import BadInput

    if not url.lower().startswith(("http://", "https://")):
        raise BadInput(f"{url} is no web address.", "Give a file, or an address with http:// or https://.")
    page = pages(wayback=False, private=private, robots=True)
    seen = CheckedText.of(url, io.BytesIO(page(url).content))
    return seen, list(_lists_above(url, page))


def _lists_above(url: str, page: object) -> "Iterator[Shelf]":
    from urllib.parse import unquote, urlsplit, urlunsplit

    from claims.actions.exports.site_folder import LIST
    from claims.actions.leaving.checking import DEEPEST
    from claims.cli.record.archive import Pages
    from claims.errors import ClaimsError

    parts = urlsplit(url)
    steps = parts.path.strip("/").split("/") if parts.path.strip("/") else []
    for kept in range(len(steps), max(len(steps) - DEEPEST, -1), -1):
        above = "".join(f"/{step}" for step in steps[:kept])
        try:
            files = cast(Pages, page)(urlunsplit((parts.scheme, parts.netloc, f"{above}/{LIST}", "", ""))).content
        except ClaimsError:
            continue
        below = "/".join(unquote(step) for step in steps[kept:])
        names = [below] if "." in below.rpartition("/")[2] else []
        yield from ((name, files) for name in [*names, f"{below}/index.html".lstrip("/")])
        return
