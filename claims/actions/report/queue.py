"""The queue: what is due at the desk and why, most urgent first."""

from collections.abc import Callable, Container, Iterable, Iterator
from enum import StrEnum
from functools import partial
from heapq import nsmallest
from typing import Annotated

from msgspec import Meta, Struct

from claims.actions.read.gather import gather
from claims.actions.read.view import LedgerView
from claims.actions.report import candidates
from claims.actions.report.batches import all_batches, batches
from claims.actions.report.lint_remedies import look_again, remedy
from claims.ledger.store.sql import Bulk
from claims.policy.lint.case import Case, LintedLedger
from claims.policy.lint.run import Archive, Finding, in_order, lint_claims
from claims.policy.lint.troubles import retracted, withdrawn
from claims.policy.rules.codes import Code
from claims.policy.rules.requirements import Policy
from claims.reports.builders import ReportMaterial
from claims.reports.findings import due, newest_rulings
from claims.reports.words import when
from claims.views import RulingView
from claims.vocabulary import Axis

NO_LIMIT = 1 << 62

ENTERED = "SELECT record_id, min(at) FROM event WHERE kind = :kind AND record_id {among} GROUP BY record_id"


class DueKind(StrEnum):
    """Why something is due; from the most to the least urgent."""

    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"
    CONTRADICTION = "contradiction"
    RECHECK = "recheck"
    APPROVAL = "approval"
    FLAW = "flaw"
    SHORTFALL = "shortfall"


_KINDS = {
    Code.RETRACTED_SOURCE: DueKind.RETRACTED,
    Code.WITHDRAWN_EVIDENCE: DueKind.WITHDRAWN,
    Code.CONTRADICTION: DueKind.CONTRADICTION,
    Code.FALLEN_CLAIM: DueKind.CONTRADICTION,
    Code.CORRECTED_CLAIM: DueKind.CONTRADICTION,
    Code.SELF_APPROVAL: DueKind.FLAW,
}


class DueItem(Struct, frozen=True):
    """One thing that somebody has to look at."""

    kind: Annotated[
        DueKind,
        Meta(description="retracted, withdrawn, contradiction, recheck, approval, flaw or shortfall, by urgency."),
    ]
    claim: Annotated[int, Meta(description="The claim's number.")]
    record: Annotated[str, Meta(description="The record concerned, such as verification #3.")]
    since: Annotated[str, Meta(description="The day since which it is due.")]
    why: Annotated[str, Meta(description="What is wrong, in a sentence.")]
    do: Annotated[str, Meta(description="A command that deals with it; words in capitals are for you to fill in.")]
    code: Annotated[Code | None, Meta(description="The rule of lint that says so; null for a date that came today.")]


class Resting(Struct, frozen=True):
    """A ruling that rests on a retracted source, and the evidence or utterance through which it does."""

    claim: int
    ruling: RulingView
    through: str


def queue(edition: LedgerView, policy: Policy | None, limit: int = 0) -> tuple[list[DueItem], bool]:
    """What is due, the most urgent first, then what has been due longest; and whether there is more than the limit.

    Without a policy: days for another look, rulings that wait for approval, and what is wrong in itself. What is less
    urgent is looked for only if there is room for it. A limit of 0 is none.
    """
    holding = policy or Policy(name="none")
    most = limit + 1 if limit else None
    found: list[DueItem] = []
    for stage in [_EVERYTHING] if edition.upto is not None or not limit else _STAGES:
        room = None if most is None else most - len(found)
        if room == 0:
            break
        items = (each for each in _items(edition, holding, stage, room or NO_LIMIT) if each.kind in stage.kinds)
        found += sorted(items, key=_place) if room is None else nsmallest(room, items, key=_place)
    return (found[:limit], len(found) > limit) if limit else (found, False)


def _place(item: DueItem) -> tuple[int, str, int, str, str]:
    return _URGENCY[item.kind], item.since, item.claim, item.record, item.code or ""


def _items(edition: LedgerView, policy: Policy, stage: "_Stage", most: int) -> Iterator[DueItem]:
    """What is due for one of these reasons, batch by batch, and maybe some more."""
    if stage.candidates is None:
        found = all_batches(edition, both_sides=True)
    else:
        found = batches(edition, stage.candidates(edition, most))
    again = DueKind.RECHECK in stage.kinds and Code.RECHECK not in policy.allow
    told: set[tuple[Code, str]] = set()
    for batch in found:
        ledger = batch.ledger(policy)
        findings = [
            each
            for each in in_order(lint_claims(ledger, batch.dossier.origins, batch.numbers, stage.codes))
            if (each.code, each.record) not in told
        ]
        told.update((each.code, each.record) for each in findings if not each.record.startswith("verification #"))
        clerk = _Clerk(edition, batch.dossier, ledger, findings)
        items = [clerk.item(each) for each in findings]
        yield from items
        if again:
            known = {each.record for each in items if each.kind is DueKind.RECHECK}
            yield from clerk.come_today(known, batch.numbers)


class _Stage(Struct, frozen=True):
    """Reasons that are looked for together: by which rules, and at which claims; None: at all."""

    kinds: Container[DueKind]
    codes: Container[Code]
    candidates: Callable[[LedgerView, int], list[int]] | None = None


_URGENCY = {kind: place for place, kind in enumerate(DueKind)}
_EVERYTHING = _Stage(kinds=frozenset(DueKind), codes=frozenset(Code))
_STAGES = [
    _Stage(
        kinds={DueKind.RETRACTED},
        codes={Code.RETRACTED_SOURCE},
        candidates=lambda edition, _most: candidates.resting(edition),
    ),
    _Stage(
        kinds={DueKind.WITHDRAWN},
        codes={Code.WITHDRAWN_EVIDENCE},
        candidates=lambda edition, _most: candidates.on_withdrawn(edition),
    ),
    _Stage(
        kinds={DueKind.CONTRADICTION},
        codes={Code.CONTRADICTION, Code.FALLEN_CLAIM, Code.CORRECTED_CLAIM},
        candidates=lambda edition, _most: candidates.related(edition),
    ),
    _Stage(kinds={DueKind.RECHECK}, codes={Code.RECHECK}, candidates=candidates.due_again),
    _Stage(
        kinds={DueKind.APPROVAL},
        codes={Code.APPROVAL},
        candidates=lambda edition, _most: candidates.waiting(edition),
    ),
    _Stage(kinds={DueKind.FLAW, DueKind.SHORTFALL}, codes=frozenset(Code)),
]
"""From the most to the least urgent; flaws and shortfalls can be anywhere."""


def resting_on(edition: LedgerView, source: int) -> list[Resting]:
    """The standing rulings that rest on a retracted source, or on one that takes its content from it, by claim."""
    reached = _fed_by(edition, source)
    dossier = gather(edition, edition.supported_by(reached) | edition.printed_in(reached))
    ledger = _ledger(dossier, Policy(name="none"))
    found = []
    for claim in ledger.claims:
        case = Case(claim, partial(dossier.origins.__getitem__, claim.id), ledger)
        for ruling in case.settled():
            through = [piece for piece, there, _gone in retracted(case, ruling) if source in ledger.upstream(there.id)]
            found += [Resting(claim.id, ruling, through[0])] if through else []
    return found


def _fed_by(edition: LedgerView, source: int) -> list[int]:
    """A source and all that take their content from it, through as many others as it takes."""
    reached, ahead = {source}, {source}
    while ahead:
        links = edition.records.links_about(ahead)
        ahead = {each["source_id"] for each in links if each["retired_at"] is None and each["origin_id"] in ahead}
        ahead -= reached
        reached |= ahead
    return edition.source_family(sorted(reached))


def _ledger(dossier: ReportMaterial, policy: Policy) -> LintedLedger:
    return LintedLedger(dossier.claims, dossier.links, policy, Archive(dossier.texts, dossier.shelf), dossier.today)


class _Clerk:
    """Says of each finding of lint how urgent it is, since when it has been due, and what to do."""

    def __init__(
        self, edition: LedgerView, dossier: ReportMaterial, ledger: LintedLedger, found: Iterable[Finding]
    ) -> None:
        self._origins = dossier.origins
        self._ledger = ledger
        self._claims = {claim.id: claim for claim in self._ledger.claims}
        self._rulings = {f"verification #{each.id}": each for claim in dossier.claims for each in claim.rulings}
        self._others = {
            f"relation #{each.id}": (claim.id, each.claim.id) for claim in dossier.claims for each in claim.relations
        }
        self._entered = _entered(edition, {each.record for each in found})

    def item(self, finding: Finding) -> DueItem:
        """A finding of lint as the queue has it."""
        ruling = self._rulings.get(finding.record)
        kind = self._kind(finding, ruling)
        about = self._others.get(finding.record, ()) if finding.code is Code.CONTRADICTION else ()
        again = kind is DueKind.RECHECK and ruling
        return DueItem(
            kind=kind,
            claim=finding.claim,
            record=finding.record,
            since=self._since(kind, finding, ruling),
            why=finding.said,
            do=look_again(finding.claim, ruling)
            if again and ruling
            else remedy(finding, ruling, about or [finding.claim]),
            code=finding.code,
        )

    def come_today(self, known: set[str], numbers: Container[int]) -> list[DueItem]:
        """Rulings whose day for another look is today; of those that are past, lint speaks."""
        items = []
        for each in due([claim for claim in self._ledger.claims if claim.id in numbers], self._ledger.today):
            ruling = newest_rulings(self._claims[each.claim])[each.axis]
            record = f"verification #{ruling.id}"
            if record not in known:
                why = f"Ruled {each.status} on {each.axis}; to be looked at again by {when(each.recheck_on)}."
                do = look_again(each.claim, ruling)
                items.append(DueItem(DueKind.RECHECK, each.claim, record, each.recheck_on, why, do, None))
        return items

    def _kind(self, finding: Finding, ruling: RulingView | None) -> DueKind:
        if finding.code is Code.RECHECK and ruling and ruling.recheck_on:
            return DueKind.RECHECK if ruling.recheck_on <= self._ledger.today.isoformat() else DueKind.SHORTFALL
        if finding.code is Code.APPROVAL and ruling and ruling.waits:
            return DueKind.APPROVAL
        return _KINDS.get(finding.code, DueKind.SHORTFALL if finding.code.startswith("P") else DueKind.FLAW)

    def _since(self, kind: DueKind, finding: Finding, ruling: RulingView | None) -> str:
        """The day on which the last of what it takes came about."""
        entered = self._entered[finding.record]
        if ruling is None:
            return max([entered, *self._ruled(finding.record)])
        if kind is DueKind.RECHECK:
            return ruling.recheck_on or entered
        claim = self._claims[finding.claim]
        case = Case(claim, partial(self._origins.__getitem__, claim.id), self._ledger)
        happened: list[str] = []
        if kind is DueKind.RETRACTED:
            happened = [gone.retracted_on or "" for _record, _source, gone in retracted(case, ruling)]
        if kind is DueKind.WITHDRAWN:
            happened = [(each.retired_at or "")[:10] for each in withdrawn(case, ruling)]
        return max(entered, min(happened, default=entered))

    def _ruled(self, record: str) -> list[str]:
        """The days on which the claims of a relation came to stand as they do."""
        claims = [self._claims[number] for number in self._others.get(record, ()) if number in self._claims]
        rulings = [newest_rulings(claim).get(Axis.CONTENT) for claim in claims]
        return [each.recorded_at[:10] for each in rulings if each]


def _entered(edition: LedgerView, records: Iterable[str]) -> dict[str, str]:
    """The day on which each of these records was entered."""
    numbers: dict[str, list[int]] = {}
    for each in records:
        kind, _, number = each.partition(" #")
        numbers.setdefault(kind, []).append(int(number))
    bulk = Bulk(edition.session)
    return {
        f"{kind} #{number}": _day(at)
        for kind, wanted in numbers.items()
        for number, at in bulk.rows(ENTERED, wanted, kind=kind)
    }


def _day(at: object) -> str:
    """The day of a moment, which PostgreSQL gives as its own type."""
    return str(at)[:10]
