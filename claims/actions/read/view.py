"""Editions: the ledger as it stands, or as it stood at an earlier line of the log; both answer the same questions."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy import select
from sqlmodel import Session, col

from claims.actions.read.find import claimant_family, find_claimant, find_source, near_hint, source_family, the_claim
from claims.errors import DatabaseTrouble, NotFound
from claims.ledger.read.assemble import RecordReader
from claims.ledger.read.discretion import AT_THE_DESK, Confidential, Discreet, Shown
from claims.ledger.read.expressions import among
from claims.ledger.read.filters import Criteria, select_claims
from claims.ledger.read.present import Present
from claims.ledger.read.search import ranked
from claims.ledger.store.canonical import genesis
from claims.ledger.store.sql import Bulk
from claims.models import Evidence, Head, Hop, Source, Utterance
from claims.text import quoted
from claims.words import Term


class LedgerView(Protocol):
    """The ledger at one moment: its records, and which of them a person means."""

    session: Session
    records: RecordReader
    upto: int | None
    today: dt.date
    confidential: Confidential
    shown: Shown

    def claim(self, written: str) -> int:
        """The number of the claim meant."""

    def find_claimant(self, written: str) -> int | None:
        """The number of the claimant meant, if there is one."""

    def find_source(self, written: str) -> int | None:
        """The number of the source meant, if there is one."""

    def claimant_family(self, number: int) -> list[int]:
        """A claimant and those merged into it."""

    def source_family(self, numbers: Iterable[int]) -> list[int]:
        """Sources and those merged into them."""

    def published_by(self, claimants: Sequence[int]) -> list[int]:
        """The sources that these claimants published; what turned out to be another counts as that one."""

    def printed_in(self, sources: Sequence[int]) -> set[int]:
        """The claims that these sources print."""

    def supported_by(self, sources: Sequence[int]) -> set[int]:
        """The claims that these sources are evidence on."""

    def told_by(self, claimants: Sequence[int], *, speaking: bool) -> set[int]:
        """The claims that these claimants said or, unless only `speaking` counts, passed on."""

    def all_claims(self) -> list[int]:
        """The numbers of all claims."""

    def select(self, criteria: Criteria, *, order: str, limit: int | None, after: int | None) -> list[int]:
        """The numbers of the claims that meet the criteria."""

    def ranked(self, index: str, terms: tuple[Term, ...], limit: int) -> list[int]:
        """The keys of the search entries that hold all terms, best match first."""


class PresentView:
    """The ledger as it stands."""

    def __init__(self, session: Session, today: dt.date, shown: Shown = AT_THE_DESK) -> None:
        self.session = session
        self.today = today
        self.upto: int | None = None
        self.confidential, self.shown = Confidential(session), shown
        self.records: RecordReader = Discreet(Present(session), self.confidential, shown)

    def claim(self, written: str) -> int:
        return the_claim(self.session, written)

    def find_claimant(self, written: str) -> int | None:
        found = find_claimant(self.session, written)
        return None if found is None else found.id

    def find_source(self, written: str) -> int | None:
        found = find_source(self.session, written)
        return None if found is None else found.id

    def claimant_family(self, number: int) -> list[int]:
        return claimant_family(self.session, number)

    def source_family(self, numbers: Iterable[int]) -> list[int]:
        return source_family(self.session, numbers)

    def published_by(self, claimants: Sequence[int]) -> list[int]:
        published = select(col(Source.id)).where(among(self.session, Source.publisher_id, claimants))
        return self._numbers(published.where(col(Source.merged_into_id).is_(None)))

    def printed_in(self, sources: Sequence[int]) -> set[int]:
        printed = select(col(Utterance.claim_id)).where(among(self.session, Utterance.source_id, sources))
        return set(self._numbers(printed.where(col(Utterance.retired_at).is_(None))))

    def supported_by(self, sources: Sequence[int]) -> set[int]:
        brought = select(col(Evidence.claim_id)).where(among(self.session, Evidence.source_id, sources))
        return set(self._numbers(brought.where(col(Evidence.retired_at).is_(None))))

    def told_by(self, claimants: Sequence[int], *, speaking: bool) -> set[int]:
        told = (
            select(col(Hop.claim_id))
            .join(Utterance, col(Utterance.id) == col(Hop.utterance_id))
            .where(among(self.session, Hop.claimant_id, claimants), col(Utterance.retired_at).is_(None))
        )
        return set(self._numbers(told.where(col(Hop.position) == 0) if speaking else told))

    def all_claims(self) -> list[int]:
        return [row[0] for row in Bulk(self.session).rows("SELECT id FROM claim ORDER BY id")]

    def select(self, criteria: Criteria, *, order: str, limit: int | None, after: int | None) -> list[int]:
        return select_claims(self.session, criteria, order=order, limit=limit, after=after)

    def ranked(self, index: str, terms: tuple[Term, ...], limit: int) -> list[int]:
        return ranked(self.session, index, terms, limit)

    def _numbers(self, query: Any) -> list[int]:
        return [row[0] for row in self.session.connection().execute(query)]


def the_claimant(edition: LedgerView, written: str) -> int:
    """The number of the claimant meant, who must be known."""
    found = edition.find_claimant(written)
    if found is None:
        hint = near_hint(edition.session, written, "claimant")
        raise NotFound(f"No claimant is called {quoted(written)}.", hint)
    return found


def last_change(edition: LedgerView) -> str | None:
    """The moment of the newest change that an edition shows; writing a report changes nothing that reports show."""
    found = _newest(edition)
    if found is None:
        return None
    at = found[2]
    return at if isinstance(at, str) else at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def last_line(edition: LedgerView) -> tuple[int, str]:
    """Number and hash of the newest line that an edition shows: what left the house since is no part of it."""
    found = _newest(edition)
    return (0, genesis(ledger_uid(edition))) if found is None else (found[0], found[1])


def _newest(edition: LedgerView) -> Any:
    upto = 1 << 62 if edition.upto is None else edition.upto
    latest = "SELECT seq, hash, at FROM event WHERE kind <> 'report' AND seq <= :upto ORDER BY seq DESC LIMIT 1"
    return next(iter(Bulk(edition.session).rows(latest, upto=upto)), None)


def ledger_uid(edition: LedgerView) -> str:
    """The uid of the ledger that an edition shows."""
    head = edition.session.get(Head, 1)
    if head is None:
        raise DatabaseTrouble("The ledger's head is gone: how far its log reached is unknown.", "Restore a backup.")
    return head.ledger_uid
