"""Exports, and checks of files that are to go out."""

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import as_of_option, claim_filters, notes_option
from claims.vocabulary import Axis, EditionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.actions.exports.export import ExportCount
    from claims.actions.leaving.outgoing import Leaving
    from claims.formats.material import Publisher

FORMATS = ("jsonl", "claimreview", "feed", "factcheck-api", "insights-csv", "csv", "parquet")
REVIEW_PROFILES = ("rich", "google", "insights", "markup-page")
PROFILES = ("google", "rich", "insights", "markup-page", "feed", "factcheck-api", "insights-csv", "mediareview")
BY_ENDING = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
PACKED = (".gz", ".zst")
"""Endings under which a file is packed on the way; what stands before one names the format."""

file_or_input = click.Path(path_type=Path, dir_okay=False, allow_dash=True)


@click.command(
    epilog=examples(
        "claims export -o ledger.jsonl",
        "claims export --format claimreview --site-url https://desk.example --publisher 'The Desk' -o reviews.jsonl",
        "claims export --by 'Ana Ruiz' -o ruiz.csv",
        "claims export --site public --site-url https://desk.example --publisher 'The Desk'",
    )
)
@click.option(
    "-f", "--format", "format_", type=click.Choice(FORMATS), help="Default: by the ending of FILE, else jsonl."
)
@click.option("--profile", type=click.Choice(REVIEW_PROFILES), help="For whom ClaimReviews are cut. Default: rich.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to FILE; .gz and .zst are packed.",
)
@click.option(
    "--site",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a website into DIR instead.",
)
@click.option(
    "--warc",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.warc.gz",
    help="Write the archived copies of sources as a web archive instead.",
)
@click.option("--site-url", metavar="URL", help="Where the desk's pages are; their addresses go out with its rulings.")
@click.option("--publisher", metavar="NAME", help="In whose name the desk's rulings go out. Default: the site's host.")
@click.option("--all", "everything", is_flag=True, help="With --site: claims that nobody has ruled on, too.")
@claim_filters
@as_of_option
@notes_option
@at_desk(writes=True)
def export(
    desk: Desk,
    format_: str | None,
    profile: str | None,
    output: Path | None,
    folder: Path | None,
    warc: Path | None,
    site_url: str | None,
    publisher: str | None,
    everything: bool,
    **asked: Any,
) -> None:
    """Write the ledger, or some of its claims, in the field's formats, or as a website.

    jsonl is the whole ledger, its log and kept bytes included; with filters or --as-of, an excerpt: the claims and all
    that they need. The others leave out what their readers have no place for: docs/formats.md lists it. ClaimReviews
    are made of claims that were ruled on, and so is a site, unless --all is given.

    What was written, where, and its hash are kept as an edition: claims editions list says which of them still tell an
    old ruling. The whole ledger as jsonl is a move, and no edition.
    """
    from claims.actions.exports.publisher import publisher_named

    if warc is not None:
        if format_ or profile or output or folder:
            raise click.UsageError("--warc can't go with --format, --profile, --site or -o.")
        from claims.cli.record.archive import write_copies

        write_copies(desk, warc)
        return
    if everything and folder is None:
        raise click.UsageError("--all is for --site: the other formats have their own rule, in docs/formats.md.")
    named = publisher_named(site_url, publisher)
    if folder is not None:
        if format_ or profile or output:
            raise click.UsageError("--site can't go with --format, --profile or -o.")
        _write_site(desk, folder, named, publisher, everything, asked)
        return
    from claims.cli.terminal.writing_files import by_ending, spare_ledger

    if output is not None:
        spare_ledger(desk, output)
    bare = output.with_suffix("") if output and output.suffix.lower() in PACKED else output
    chosen = format_ or by_ending(bare, BY_ENDING, "jsonl")
    _refuse_odd(desk, chosen, profile, output)
    _write(desk, chosen, profile, output, named, asked)


def _refuse_odd(desk: Desk, chosen: str, profile: str | None, output: Path | None) -> None:
    if profile and chosen != "claimreview":
        raise click.UsageError(f"--profile is for --format claimreview, not for {chosen}.")
    if desk.style != "text" and output is None:
        raise click.UsageError("--json says what was written to a file: give -o FILE.")


def _write(
    desk: Desk,
    chosen: str,
    profile: str | None,
    output: Path | None,
    named: "Publisher | None",
    asked: dict[str, Any],
) -> None:
    from claims.actions.exports.export import Export
    from claims.actions.leaving.outgoing import KINDS, STANDARD_OUTPUT, leaving
    from claims.actions.read.lists import read_criteria
    from claims.ledger.read.discretion import Shown

    as_of, axis = asked.pop("as_of"), Axis(asked.pop("axis"))
    shown = Shown(notes=asked.pop("notes"), leaves=True)
    some = as_of is not None or any(asked.values())
    form = "excerpt" if chosen == "jsonl" and some else chosen
    left: list[Leaving] = []
    with _opened(desk, output, left) as out, desk.edition(as_of, shown) as edition:
        hidden = len(edition.confidential.own) if chosen == "jsonl" else 0
        export = Export(edition, read_criteria(edition, axis=axis, **asked), named)
        export.write(form, profile, out)
        if form != "jsonl":  # the whole ledger takes its editions along: it is a move, and no edition of its own
            place, kind = str(output or STANDARD_OUTPUT), KINDS.get(form, EditionKind.EXPORT)
            wanted = {"profile": profile, "as_of": as_of, "filters": _filters(axis, asked)}
            left.append(leaving(edition, form, place, "", export.told, kind=kind, **wanted))
    if hidden:
        desk.remark(f"It holds the {_names(hidden)} of confidential people: it must stay in the house.")
    if form != "jsonl" and not export.tally.claims:
        desk.remark("No claim fits: there is nothing in it.")
    _tell(desk, export.tally, chosen, output)


def _filters(axis: Axis, asked: dict[str, Any]) -> dict[str, Any]:
    """The filters that were given."""
    given = {name: list(each) if isinstance(each, tuple) else each for name, each in asked.items() if each}
    return given | {"axis": axis.value} if given.get("statuses") else given


@contextmanager
def _opened(desk: Desk, output: Path | None, left: "list[Leaving]") -> "Iterator[BinaryIO]":
    """Where an export goes; what `left` the house is noted before a file appears, or when standard output has it."""
    from msgspec.structs import replace

    from claims.actions.leaving.outgoing import Hashed
    from claims.cli.exchange.noting import note

    def noted() -> None:
        for each in left:
            note(desk, replace(each, sha256=hashed.sha256))

    if output is None:
        out = sys.stdout.buffer
        hashed = Hashed(out)
        yield cast("BinaryIO", hashed)
        out.flush()
        noted()
        return
    from claims.cli.terminal.writing_files import packing, whole_file

    with whole_file(output, noted) as out:
        hashed = Hashed(out)
        with packing(output, cast("BinaryIO", hashed)) as packed:
            yield packed


def _write_site(
    desk: Desk, folder: Path, named: "Publisher | None", name: str | None, everything: bool, asked: dict[str, Any]
) -> None:
    from claims.actions.exports.site import Site
    from claims.actions.leaving.outgoing import leaving
    from claims.actions.read.lists import read_criteria
    from claims.cli.exchange.noting import note
    from claims.cli.terminal.writing_files import told
    from claims.ledger.read.discretion import Shown

    as_of, axis = asked.pop("as_of"), Axis(asked.pop("axis"))
    shown = Shown(notes=asked.pop("notes"), leaves=True)
    with desk.edition(as_of, shown) as edition, told(folder):
        site = Site(edition, read_criteria(edition, axis=axis, **asked), named, name, everything=everything)
        written = site.write(folder)
        wanted = {"as_of": as_of, "all": everything, "filters": _filters(axis, asked)}
        left = leaving(edition, "site", str(folder), written.sha256, site.claims, kind=EditionKind.SITE, **wanted)
    note(desk, left)
    if desk.style != "text":
        desk.print_json({"folder": str(folder), "files": written.count, "removed": written.removed})
        return
    if site.unruled:
        desk.remark(f"{_claims(site.unruled)} left out: never ruled on. --all puts them on the site, too.")
    if named is None:
        desk.remark("No page holds a ClaimReview: that takes the site's address. Give --site-url.")
    desk.remark(f"{written.count:,} files in {folder}; {written.removed:,} of an earlier export removed.")


def _tell(desk: Desk, tally: "ExportCount", chosen: str, output: Path | None) -> None:
    """Say what went out and what didn't; beside the export, never in it."""
    if tally.unruled:
        desk.remark(f"{_claims(tally.unruled)} left out: never ruled on, or reopened.")
    if tally.excerpt:
        desk.remark("This is an excerpt: its lines of the log have gaps, and can't prove that nothing was changed.")
    if tally.homeless:
        desk.remark(f"{_reviews(tally.homeless)} left out for want of a web address.")
    if output is not None:
        shown = {"file": str(output), "format": chosen, "documents": tally.documents, "claims": tally.claims}
        left = {"unruled": tally.unruled, "without_address": tally.homeless}
        if desk.style == "text":
            desk.remark(f"Written to {output}.")
        else:
            desk.print_json(shown | left)


def _names(count: int) -> str:
    return "name" if count == 1 else f"{count:,} names"


def _reviews(count: int) -> str:
    return "1 published review was" if count == 1 else f"{count:,} published reviews were"


def _claims(count: int) -> str:
    return "1 claim was" if count == 1 else f"{count:,} claims were"


@click.command(
    epilog=examples(
        "claims validate reviews.jsonl --profile google",
        "claims export -f claimreview --profile insights | claims validate - --profile insights",
    )
)
@click.argument("file", type=file_or_input)
@click.option("-p", "--profile", type=click.Choice(PROFILES), required=True, help="Whose rules.")
@at_desk()
def validate(desk: Desk, file: Path, profile: str) -> None:
    """Check a file against the rules of those who will read it, offline.

    FILE is one JSON document, a list of them, or one a line; for insights-csv a table; - is standard input. Each fault
    is named with its JSON path. Exit code 1 if there is one.
    """
    from claims.actions.exports.validate import validate_file

    found = validate_file(file, profile, sys.stdin.buffer)
    desk.answer(found, found.told())
    if found.count:
        raise click.exceptions.Exit(1)
