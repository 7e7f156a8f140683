"""Checks a file: is it an edition that left this house, as it left it, and do its rulings still stand?"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import msgspec
from msgspec import Meta
from sqlmodel import col, select

from claims.actions.exports.site_folder import LIST, read_list
from claims.actions.read.view import LedgerView, ledger_uid
from claims.actions.report.corrections import changed_since
from claims.errors import BadInput, NotFound
from claims.ledger.read.assemble import claim_views
from claims.ledger.store.child_lists import load_child_list
from claims.ledger.store.sql import Bulk
from claims.models import Edition
from claims.reports.content import ChangedRuling
from claims.reports.layout.corrections import edition_name
from claims.reports.manifest import named_in
from claims.reports.words import listed, number
from claims.vocabulary import EditionKind

LINE = "SELECT seq FROM event WHERE hash = :hash"

LARGEST, ENDLESS = 4_000_000_000, 100_000_000
"""Bytes that may come and still be taken for an edition: from a file; from a device, which may have no end."""

CHUNK, FOOT = 1 << 20, 1 << 20
"""Bytes that are hashed in one go; and the last ones of a file, in which the foot of a report is looked for."""

DEEPEST = 4
"""Folders up from a page in which the list of its site is looked for."""

CURRENT, CHANGED, ALTERED, FOREIGN = "current", "changed", "altered", "foreign"


class KeptReport(msgspec.Struct, frozen=True):
    """What the ledger keeps of an edition."""

    id: Annotated[int, Meta(description="The edition's number in this ledger.")]
    uid: Annotated[str, Meta(description="The edition's UUIDv7.")]
    kind: Annotated[str, Meta(description="report, site, export, feed, answer or dossier.")]
    place: Annotated[str | None, Meta(description="Where it went, as it was named; - is standard output.")]
    asked: Annotated[dict[str, object], Meta(description="What was asked: the report, its subject, format and day.")]
    lines: Annotated[int, Meta(description="Number of the newest line of the log that it shows.")]
    head: Annotated[str, Meta(description="Hash of that line.")]
    claims: Annotated[list[int], Meta(description="Numbers of the claims in it; of a claim's page, that claim's.")]
    written_at: Annotated[str, Meta(description="When it was written.")]
    written_by: Annotated[str, Meta(description="Who wrote it.")]


class CheckedFile(msgspec.Struct, frozen=True):
    """Whether a file is an edition as it left the house, and whether its rulings still stand."""

    file: Annotated[str, Meta(description="The file, as it was named.")]
    sha256: Annotated[str, Meta(description="SHA-256 of its bytes.")]
    verdict: Annotated[
        str,
        Meta(
            description="current; changed: genuine, but not current; altered; foreign: its foot names another ledger."
        ),
    ]
    said: Annotated[str, Meta(description="The verdict in a sentence.")]
    report: Annotated[KeptReport | None, Meta(description="What the ledger kept of it; null if it kept nothing.")]
    changed: Annotated[list[ChangedRuling], Meta(description="The rulings in it that stand otherwise now.")]
    taken_out: Annotated[list[int], Meta(description="Numbers of claims in it that were taken out since.")]


class CheckedText(msgspec.Struct, frozen=True):
    """A file as it lies before us: its name, its hash, and its last bytes."""

    name: str
    sha256: str
    foot: bytes

    @classmethod
    def of(cls, name: str, opened: BinaryIO, most: int = LARGEST) -> "CheckedText":
        """What a stream holds, if that isn't too much."""
        digest, foot, size = hashlib.sha256(), b"", 0
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
            foot, size = (foot + chunk)[-FOOT:], size + len(chunk)
            if size > most:
                raise BadInput(f"{name} is larger than {most:,} bytes, and no edition.", "Name the file of one.")
        return cls(name, digest.hexdigest(), foot)


Shelf = tuple[str, bytes]
"""A page's name on a site, and the site's list of its files."""


def check_file(edition: LedgerView, file: Path) -> CheckedFile:
    """Whether a file, or the folder of a site, is an edition of this ledger, and which of its rulings changed since."""
    try:
        if file.is_dir():
            return _check_site(edition, file)
        with file.open("rb") as opened:
            seen = CheckedText.of(str(file), opened, LARGEST if file.is_file() else ENDLESS)
    except OSError as error:
        raise NotFound(f"{file} can't be read: {error.strerror}.", "Name the file of a report.") from error
    return check(edition, seen, _shelves(file))


def check(edition: LedgerView, seen: CheckedText, shelves: Iterable[Shelf] = ()) -> CheckedFile:
    """The same of what came from elsewhere; `shelves` are the lists of sites on which it may be a page."""
    row = _edition_with(edition, seen.sha256) or _answer_with(edition, seen.sha256)
    if row is not None:
        return _genuine(edition, seen, row, load_child_list(edition.session, row))
    for page, files in shelves:
        site = _edition_with(edition, hashlib.sha256(files).hexdigest())
        told = read_list(files).get(page) if site is not None else None
        if site is not None and told is not None:
            if told != seen.sha256:
                said = f"Altered: edition #{site.id}, a site, has {page} with another hash."
                return CheckedFile(seen.name, seen.sha256, ALTERED, said, None, [], [])
            return _genuine(edition, seen, site, _claims_on(page, load_child_list(edition.session, site)))
    return CheckedFile(seen.name, seen.sha256, *_unknown(edition, seen.foot), None, [], [])


def _check_site(edition: LedgerView, folder: Path) -> CheckedFile:
    """A whole site: its list, and every file that the list names."""
    shelf = folder / LIST
    if not shelf.is_file():
        raise NotFound(f"{folder} is no site: it has no {LIST}.", "Name a file, or the folder of a site.")
    files = shelf.read_bytes()
    seen = CheckedText(str(folder), hashlib.sha256(files).hexdigest(), b"")
    for name, digest in read_list(files).items():
        page = folder / name
        if not page.is_file() or hashlib.sha256(page.read_bytes()).hexdigest() != digest:
            is_there = "isn't as it was written" if page.is_file() else "is missing"
            return CheckedFile(seen.name, seen.sha256, ALTERED, f"Altered: {page} {is_there}.", None, [], [])
    return check(edition, seen)


def _shelves(file: Path) -> Iterator[Shelf]:
    """The lists of the sites in whose folders a file lies."""
    place = file.absolute()
    for folder in list(place.parents)[:DEEPEST]:
        if (folder / LIST).is_file():
            yield place.relative_to(folder).as_posix(), (folder / LIST).read_bytes()


def _claims_on(page: str, claims: list[int]) -> list[int]:
    """The claim that a page of a site is about; for the other pages, all."""
    match page.split("/"):
        case ["claims", claim, _file] if claim.isdigit():
            return [each for each in claims if each == int(claim)]
    return claims


def _edition_with(edition: LedgerView, sha256: str) -> Edition | None:
    return edition.session.scalar(
        select(Edition).where(col(Edition.sha256) == sha256).order_by(col(Edition.id).desc()).limit(1)
    )


def _answer_with(edition: LedgerView, sha256: str) -> Edition | None:
    """The answers among which one has this hash."""
    given = select(Edition).where(
        col(Edition.edition) == EditionKind.ANSWER.value, col(Edition.asked).contains(f'"{sha256}"')
    )
    return edition.session.scalar(given.order_by(col(Edition.id).desc()).limit(1))


def _genuine(edition: LedgerView, seen: CheckedText, row: Edition, claims: list[Any]) -> CheckedFile:
    """What to say of an edition that is as it left the house."""
    kept = KeptReport(
        id=row.id,
        uid=row.uid,
        kind=row.edition or EditionKind.REPORT.value,
        place=row.place,
        asked=msgspec.json.decode(row.asked),
        lines=row.head_count,
        head=row.head_hash,
        claims=claims,
        written_at=row.recorded_at,
        written_by=row.recorded_by,
    )
    changed, gone = changed_since(edition, claims, row.head_count), _taken_out(edition, claims, row.head_count)
    if changed or gone:
        said = f"Genuine, and {listed(_what_changed(changed, gone))} since."
        return CheckedFile(seen.name, seen.sha256, CHANGED, said, kept, changed, gone)
    return CheckedFile(seen.name, seen.sha256, CURRENT, "Genuine and current.", kept, [], [])


def called(kept: KeptReport) -> str:
    """An edition by number, by what it is, and by where it went."""
    what = edition_name(str(kept.asked.get("report") or kept.asked.get("edition")))
    place = {"-": ", on standard output", None: ""}.get(kept.place, f", in {kept.place}")
    return f"Edition #{kept.id}: {what}{place}"


TAKEN_OUT = "SELECT DISTINCT claim_id FROM event WHERE kind = 'claim' AND action = 'retire' AND seq > :line"


def _taken_out(edition: LedgerView, claims: list[int], line: int) -> list[int]:
    """The claims among these that were taken out after a line of the log, and not brought back."""
    recent = {row[0] for row in Bulk(edition.session).rows(f"{TAKEN_OUT} AND claim_id {{among}}", claims, line=line)}
    return [each.id for each in claim_views(edition.records, sorted(recent)) if each.retired_at is not None]


def _what_changed(changed: list[ChangedRuling], gone: list[int]) -> list[str]:
    rulings = [f"{number(len(changed), 'ruling has', 'rulings have')} changed"] if changed else []
    return [*rulings, *([f"{number(len(gone), 'claim was', 'claims were')} taken out"] if gone else [])]


def _unknown(edition: LedgerView, foot: bytes) -> tuple[str, str]:
    """What can be said of a file that is none of this ledger's editions: the verdict, and why."""
    named = named_in(foot.decode("utf-8", "replace"))
    if named is None:
        return ALTERED, "Altered, or not from this ledger: no edition has these bytes, and there is no foot."
    ledger, head = named
    here = ledger_uid(edition)
    found = Bulk(edition.session).rows(LINE, hash=head)
    if found:
        known = f"its foot names line {found[0][0]} of this ledger, but no edition has these bytes"
        return ALTERED, f"Altered: {known}."
    if ledger not in (None, here):
        return FOREIGN, f"Not from this ledger: its foot names the ledger {ledger}, and this one is {here}."
    return ALTERED, "Altered: its foot names a head that this ledger never had."
