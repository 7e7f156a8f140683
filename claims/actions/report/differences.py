"""What changed between two moments of the ledger, gathered from how each record stood at both."""

from collections.abc import Iterable
from typing import Annotated, Any

from msgspec import Meta, Struct

from claims.actions.read.view import LedgerView
from claims.errors import BadInput
from claims.ledger.read.assemble import claim_views, claimant_views, source_views
from claims.ledger.store.sql import Bulk
from claims.reports.changes import Change, changed_claim, changed_claimant, changed_source, new_claim
from claims.views import ClaimantView, ClaimRef, ClaimView, SourceView
from claims.vocabulary import RecordKind

CLAIMS_BETWEEN = """
SELECT DISTINCT claim_id FROM event
WHERE seq > :after AND seq <= :upto AND claim_id IS NOT NULL AND kind <> 'candidate'
UNION SELECT other_id FROM relation WHERE id IN (
    SELECT record_id FROM event WHERE seq > :after AND seq <= :upto AND kind = 'relation'
)
"""
RECORDS_BETWEEN = "SELECT DISTINCT record_id FROM event WHERE seq > :after AND seq <= :upto AND kind = :kind"
LINKED_BETWEEN = """
SELECT source_id FROM source_link WHERE id IN (
    SELECT record_id FROM event WHERE seq > :after AND seq <= :upto AND kind = 'source_link'
)
"""
LAST = "SELECT max(seq) FROM event"


class ChangedRecord(Struct, frozen=True):
    """A claim, source or claimant, and what became different about it."""

    id: Annotated[int, Meta(description="Its number in this ledger.")]
    uid: Annotated[str, Meta(description="Its UUIDv7.")]
    name: Annotated[str, Meta(description="The claim's text, the source's title or address, the claimant's name.")]
    new: Annotated[bool, Meta(description="Whether it was recorded in between.")]
    changes: Annotated[list[Change], Meta(description="What became different, in the order of importance.")]


class Difference(Struct, frozen=True):
    """What a ledger said at one moment and says otherwise at a later one."""

    since: Annotated[str, Meta(description="The earlier moment, as it was asked for.")]
    until: Annotated[str | None, Meta(description="The later moment, as it was asked for; null for the present.")]
    from_line: Annotated[int, Meta(description="The last line of the log at the earlier moment.")]
    to_line: Annotated[int, Meta(description="The last line at the later one.")]
    claims: Annotated[list[ChangedRecord], Meta(description="Claims: those that changed, then the new ones.")]
    sources: Annotated[list[ChangedRecord], Meta(description="Sources that changed or are new.")]
    claimants: Annotated[list[ChangedRecord], Meta(description="Claimants that changed or are new.")]


def difference(before: LedgerView, after: LedgerView, since: str, until: str | None) -> Difference:
    """Compare two editions of one ledger; what changed and changed back is no difference."""
    start = before.upto or 0
    end = after.upto if after.upto is not None else Bulk(after.session).rows(LAST)[0][0] or 0
    if start > end:
        raise BadInput(f"{since} is later than {until or 'the present'}.", "Give the earlier moment first.")
    span: dict[str, Any] = {"after": start, "upto": end}
    bulk = Bulk(after.session)
    claims = _numbers(bulk, CLAIMS_BETWEEN, span)
    sources = _numbers(bulk, RECORDS_BETWEEN, span | {"kind": RecordKind.SOURCE.value})
    sources |= _numbers(bulk, LINKED_BETWEEN, span)
    claimants = _numbers(bulk, RECORDS_BETWEEN, span | {"kind": RecordKind.CLAIMANT.value})
    return Difference(
        since=since,
        until=until,
        from_line=start,
        to_line=end,
        claims=_claims(before, after, claims),
        sources=_sources(before, after, sources),
        claimants=_claimants(before, after, claimants),
    )


def _numbers(bulk: Bulk, statement: str, parameters: dict[str, Any]) -> set[int]:
    return {row[0] for row in bulk.rows(statement, **parameters)}


def _claims(before: LedgerView, after: LedgerView, numbers: Iterable[int]) -> list[ChangedRecord]:
    wanted = sorted(numbers)
    then = {each.id: each for each in claim_views(before.records, wanted)}
    changed: list[ChangedRecord] = []
    new: list[ChangedRecord] = []
    for now in claim_views(after.records, wanted):
        old = then.get(now.id)
        changes = new_claim(now) if old is None else changed_claim(old, now)
        if changes:
            (new if old is None else changed).append(_record(now, now.text, old is None, changes))
    return [*changed, *new]


def _sources(before: LedgerView, after: LedgerView, numbers: Iterable[int]) -> list[ChangedRecord]:
    wanted = sorted(numbers)
    then = {each.id: each for each in _known_sources(before, wanted)}
    found = []
    for now in _known_sources(after, wanted):
        changes = changed_source(then.get(now.id), now)
        if changes or now.id not in then:
            found.append(_record(now, now.title or now.url or f"source #{now.id}", now.id not in then, changes))
    return found


def _known_sources(edition: LedgerView, numbers: list[int]) -> list[SourceView]:
    """These sources as far as the edition has them, links included."""
    there = [each["id"] for each in edition.records.sources(numbers) if each["id"] in set(numbers)]
    return source_views(edition.records, there, edition.records.links_about(there))


def _claimants(before: LedgerView, after: LedgerView, numbers: Iterable[int]) -> list[ChangedRecord]:
    wanted = sorted(numbers)
    then = {each.id: each for each in claimant_views(before.records, wanted)}
    found = []
    for now in claimant_views(after.records, wanted):
        changes = changed_claimant(then.get(now.id), now)
        if changes or now.id not in then:
            found.append(_record(now, now.name, now.id not in then, changes))
    return found


def _record(
    now: ClaimView | SourceView | ClaimantView | ClaimRef, name: str, new: bool, changes: list[Change]
) -> ChangedRecord:
    return ChangedRecord(now.id, now.uid, name, new, changes)
