"""What leaves the house is kept as an edition: what it was, where it went, how far the log reached, its hash."""

import hashlib
import platform
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace
from sqlmodel import col, select

from claims.actions.read.view import LedgerView, last_line, ledger_uid
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.canonical import Document, canonical
from claims.models import Edition
from claims.vocabulary import EditionKind

STANDARD_OUTPUT = "-"
"""The place of what went to standard output: who read it there nobody knows."""

KEPT_UP = (EditionKind.SITE, EditionKind.EXPORT, EditionKind.FEED)
"""What is written anew at its place; a report, a dossier or an answer stays with whoever got it."""

KINDS = {"feed": EditionKind.FEED}
"""The formats that are more than an export."""


class Leaving(Struct, frozen=True):
    """Something that is about to leave the house, or has just left it."""

    kind: EditionKind
    place: str
    asked: Document
    lines: int
    head: str
    sha256: str
    claims: list[int]


class Hashed:
    """A file that is written to, and the hash of what was."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._sha256 = hashlib.sha256()
        self.closed = False

    def write(self, chunk: bytes) -> int:
        """Write bytes."""
        self._sha256.update(chunk)
        return self._out.write(chunk)

    def flush(self) -> None:
        """Hand on what was written."""
        self._out.flush()

    @property
    def sha256(self) -> str:
        """The hash of all that was written."""
        return self._sha256.hexdigest()


def leaving(
    edition: LedgerView,
    what: str,
    place: str,
    sha256: str,
    claims: Iterable[int],
    *,
    kind: EditionKind,
    **asked: object,
) -> Leaving:
    """What leaves the house of an edition of the ledger; `asked` is what it was asked for, apart from the day."""
    lines, head = last_line(edition)
    told = {name: value for name, value in asked.items() if value}
    said = {"edition": what, "day": edition.today.isoformat(), **told}
    if kind in KEPT_UP and place != STANDARD_OUTPUT:
        said["where"] = _whereabouts(edition, place)
    return Leaving(kind, place, said, lines, head, sha256, sorted(set(claims)))


def _whereabouts(edition: LedgerView, place: str) -> str:
    """By what a place is known again: two folders of one name on two machines are two; the log tells of neither."""
    whole = "\n".join((ledger_uid(edition), platform.node(), str(Path(place).resolve())))
    return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def note(ledger: Ledger, left: Leaving) -> Edition:
    """Keep an edition in the log; if the newest one at its place has the same bytes, there is nothing new to keep."""
    there = select(Edition).where(col(Edition.edition) == left.kind.value, col(Edition.place) == left.place)
    if "where" in left.asked:
        there = there.where(col(Edition.asked).contains(f'"where":"{left.asked["where"]}"'))
    newest = ledger.session.scalar(there.order_by(col(Edition.id).desc()).limit(1))
    if newest is not None and newest.sha256 == left.sha256:
        return newest
    row = Edition(
        asked=canonical(left.asked),
        edition=left.kind.value,
        place=left.place,
        head_count=left.lines,
        head_hash=left.head,
        sha256=left.sha256,
    )
    return ledger.add(row, left.claims)


def gathered(left: Iterable[Leaving]) -> list[Leaving]:
    """Answers that were given at one head of the log as one edition, with the hash of each that told something new."""
    by_head: dict[str, list[Leaving]] = {}
    for each in left:
        by_head.setdefault(each.head, []).append(each)
    return [_one_of(given) for given in by_head.values()]


def _one_of(given: list[Leaving]) -> Leaving:
    first, hashes = given[0], sorted({each.sha256 for each in given})
    if len(hashes) == 1:
        return first
    claims = sorted({claim for each in given for claim in each.claims})
    whole = hashlib.sha256("\n".join(hashes).encode()).hexdigest()
    return replace(first, sha256=whole, claims=claims, asked=first.asked | {"answers": hashes})
