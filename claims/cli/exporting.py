"""Exports, and checks of files that are to go out."""

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from claims.cli.desk import Desk, at_desk, examples
from claims.cli.options import as_of_option, claim_filters
from claims.vocabulary import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.actions.exporting import Tally
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
@claim_filters
@as_of_option
@at_desk()
def export(
    desk: Desk,
    format_: str | None,
    profile: str | None,
    output: Path | None,
    folder: Path | None,
    warc: Path | None,
    site_url: str | None,
    publisher: str | None,
    **asked: Any,
) -> None:
    """Write the ledger, or some of its claims, in the field's formats, or as a website.

    jsonl is the whole ledger, its log and kept bytes included; with filters or --as-of, an excerpt: the claims and all
    that they need. The others leave out what their readers have no place for: docs/formats.md lists it. ClaimReviews
    are made of claims that were ruled on.
    """
    from claims.actions.publishing import publisher_named

    if warc is not None:
        if format_ or profile or output or folder:
            raise click.UsageError("--warc can't go with --format, --profile, --site or -o.")
        from claims.cli.archive import write_copies

        write_copies(desk, warc)
        return
    named = publisher_named(site_url, publisher)
    if folder is not None:
        if format_ or profile or output:
            raise click.UsageError("--site can't go with --format, --profile or -o.")
        _write_site(desk, folder, named, publisher, asked)
        return
    from claims.cli.writing_files import by_ending, spare_ledger

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
    from claims.actions.exporting import Export
    from claims.actions.looking import read_criteria

    as_of, axis = asked.pop("as_of"), Axis(asked.pop("axis"))
    some = as_of is not None or any(asked.values())
    form = "excerpt" if chosen == "jsonl" and some else chosen
    with desk.edition(as_of) as edition, _opened(output) as out:
        export = Export(edition, read_criteria(edition, axis=axis, **asked), named)
        export.write(form, profile, out)
    if form != "jsonl" and not export.tally.claims:
        desk.remark("No claim fits: there is nothing in it.")
    _tell(desk, export.tally, chosen, output)


@contextmanager
def _opened(output: Path | None) -> "Iterator[BinaryIO]":
    if output is None:
        out = sys.stdout.buffer
        yield out
        out.flush()
        return
    from claims.cli.writing_files import packing, whole_file

    with whole_file(output) as out, packing(output, out) as packed:
        yield packed


def _write_site(desk: Desk, folder: Path, named: "Publisher | None", name: str | None, asked: dict[str, Any]) -> None:
    from claims.actions.looking import read_criteria
    from claims.actions.site import Site
    from claims.cli.writing_files import told

    as_of, axis = asked.pop("as_of"), Axis(asked.pop("axis"))
    with desk.edition(as_of) as edition, told(folder):
        site = Site(edition, read_criteria(edition, axis=axis, **asked), named, name)
        written = site.write(folder)
    if desk.style != "text":
        desk.print_json({"folder": str(folder), "files": written.count, "removed": written.removed})
        return
    if named is None:
        desk.remark("No page holds a ClaimReview: that takes the site's address. Give --site-url.")
    desk.remark(f"{written.count:,} files in {folder}; {written.removed:,} of an earlier export removed.")


def _tell(desk: Desk, tally: "Tally", chosen: str, output: Path | None) -> None:
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
    from claims.actions.validating import validate_file

    found = validate_file(file, profile, sys.stdin.buffer)
    desk.answer(found, found.told())
    if found.count:
        raise click.exceptions.Exit(1)
