"""Editions: the ledger as it stands, or as it stood at an earlier line of the log; both answer the same questions."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy import select
from sqlmodel import Session, col

from claims.actions.finding import claimant_family, find_claimant, find_source, near_hint, source_family, the_claim
from claims.errors import NotFound
from claims.ledger.access import Bulk, among
from claims.ledger.assemble import Records
from claims.ledger.present import Present
from claims.ledger.search import ranked
from claims.ledger.selection import Criteria, select_claims
from claims.models import Evidence, Hop, Source, Utterance
from claims.text import quoted
from claims.words import Term


class Edition(Protocol):
    """The ledger at one moment: its records, and which of them a person means."""

    session: Session
    records: Records
    upto: int | None
    today: dt.date

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


class Today:
    """The ledger as it stands."""

    def __init__(self, session: Session, today: dt.date) -> None:
        self.session = session
        self.today = today
        self.upto: int | None = None
        self.records: Records = Present(session)

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


def the_claimant(edition: Edition, written: str) -> int:
    """The number of the claimant meant, who must be known."""
    found = edition.find_claimant(written)
    if found is None:
        hint = near_hint(edition.session, written, "claimant")
        raise NotFound(f"No claimant is called {quoted(written)}.", hint)
    return found


def last_change(edition: Edition) -> str | None:
    """The moment of the newest change that an edition shows; writing a report changes nothing that reports show."""
    upto = 1 << 62 if edition.upto is None else edition.upto
    latest = "SELECT at FROM event WHERE kind <> 'report' AND seq <= :upto ORDER BY seq DESC LIMIT 1"
    found = Bulk(edition.session).rows(latest, upto=upto)
    if not found:
        return None
    at = found[0][0]
    return at if isinstance(at, str) else at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
