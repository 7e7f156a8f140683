"""The queue: what is due at the desk and why, most urgent first."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from claims.actions.editions import Edition
from claims.actions.remedies import command
from claims.actions.reporting import gather
from claims.ledger.access import Bulk
from claims.policy.codes import Code
from claims.policy.docket import Case, Ledger
from claims.policy.lint import Archive, Finding, lint
from claims.policy.requirements import Policy
from claims.policy.troubles import retracted, withdrawn
from claims.reports.builders import Dossier
from claims.reports.findings import due
from claims.reports.words import when
from claims.views import ClaimView, RelationView, Ruling
from claims.vocabulary import Axis, RecordKind

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


class DueItem(Struct, frozen=True):
    """One thing that somebody has to look at."""

    kind: Annotated[
        DueKind,
        Meta(description=f"Why, in a word; the most urgent first: {', '.join(DueKind)}."),
    ]
    claim: Annotated[int, Meta(description="The claim's number.")]
    record: Annotated[str, Meta(description="The record concerned, such as verification #3.")]
    since: Annotated[str, Meta(description="The day since which it is due.")]
    why: Annotated[str, Meta(description="What is wrong, in a sentence.")]
    do: Annotated[str, Meta(description="A command that deals with it; words in capitals are for you to fill in.")]
    code: Annotated[Code | None, Meta(description="Code of the rule of lint that says so; null on the day itself.")]


class Resting(Struct, frozen=True):
    """A ruling that rests on a retracted source, and through which piece of evidence or utterance it does."""

    claim: int
    ruling: Ruling
    through: str


_KINDS = {
    Code.RETRACTED_SOURCE: DueKind.RETRACTED,
    Code.WITHDRAWN_EVIDENCE: DueKind.WITHDRAWN,
    Code.CONTRADICTION: DueKind.CONTRADICTION,
    Code.FALLEN_CLAIM: DueKind.CONTRADICTION,
    Code.CORRECTED_CLAIM: DueKind.CONTRADICTION,
}


def queue(edition: Edition, policy: Policy | None) -> list[DueItem]:
    """What is due, the most urgent first, then what has been due longest.

    Without a policy: dates that came, rulings that wait for approval, and what is wrong in itself.
    """
    holding = policy or Policy(name="none")
    dossier = gather(edition, edition.all_claims())
    archive = Archive(texts=dossier.texts)
    found = lint(dossier.claims, dossier.origins, dossier.links, holding, archive, edition.today)
    table = _Table(edition, dossier, _ledger(dossier, holding), found)
    items = [table.item(each) for each in found]
    if Code.RECHECK not in holding.allow:
        items += table.come_today({each.record for each in items if each.kind is DueKind.RECHECK})
    order = list(DueKind)
    return sorted(items, key=lambda each: (order.index(each.kind), each.since, each.claim, each.record, each.why))


def resting_on(edition: Edition, source: int) -> list[Resting]:
    """The standing rulings that rest on a retracted source, or on one that takes its content from it, by claim."""
    reached = _fed_by(edition, source)
    claims = edition.supported_by(reached) | edition.printed_in(reached)
    dossier = gather(edition, claims)
    ledger = _ledger(dossier, Policy(name="none"))
    found = []
    for claim in ledger.claims:
        case = Case(claim, dossier.origins[claim.id], ledger)
        for ruling in case.settled():
            pieces = [piece for piece, printed, _gone in retracted(case, ruling) if source in ledger.upstream(printed.id)]
            if pieces:
                found.append(Resting(claim.id, ruling, pieces[0]))
    return found


def _fed_by(edition: Edition, source: int) -> list[int]:
    """A source and all that take their content from it, through as many others as it takes."""
    reached, ahead = {source}, {source}
    while ahead:
        links = edition.records.links_about(ahead)
        ahead = {each["source_id"] for each in links if each["retired_at"] is None and each["origin_id"] in ahead}
        ahead -= reached
        reached |= ahead
    return edition.source_family(sorted(reached))


def _ledger(dossier: Dossier, policy: Policy) -> Ledger:
    return Ledger(dossier.claims, dossier.links, policy, Archive(texts=dossier.texts), dossier.today)


class _Table:
    """Findings with what a queue says beside them: how urgent they are, since when, and what to do."""

    def __init__(self, edition: Edition, dossier: Dossier, ledger: Ledger, found: Iterable[Finding]) -> None:
        self._dossier, self._ledger = dossier, ledger
        self._claims = {claim.id: claim for claim in dossier.claims}
        self._rulings = {ruling.id: (claim, ruling) for claim in dossier.claims for ruling in claim.rulings}
        self._relations = {each.id: (claim, each) for claim in dossier.claims for each in claim.relations}
        self._entered = _entered(edition, {each.record for each in found})

    def item(self, finding: Finding) -> DueItem:
        """A finding of lint as the queue has it."""
        claim, ruling = self._ruling(finding.record)
        kind = self._kind(finding, ruling)
        return DueItem(
            kind=kind,
            claim=finding.claim,
            record=finding.record,
            since=self._since(kind, finding, claim, ruling),
            why=finding.said,
            do=command(finding, ruling, [finding.claim, *self._others(finding)], kind == DueKind.RECHECK),
            code=finding.code,
        )

    def come_today(self, known: set[str]) -> list[DueItem]:
        """Rulings whose day for another look is today, which lint speaks of only when it is past."""
        items = []
        for each in due(self._ledger.claims, self._ledger.today):
            ruling = _newest(self._claims[each.claim], each.axis)
            record = f"verification #{ruling.id}"
            if record in known:
                continue
            why = f"Ruled {each.status} on {each.axis}; to be looked at again by {when(each.recheck_on)}."
            hint = Finding(Code.RECHECK, each.claim, record, why, "")
            items.append(
                DueItem(
                    kind=DueKind.RECHECK,
                    claim=each.claim,
                    record=record,
                    since=each.recheck_on,
                    why=why,
                    do=command(hint, ruling, [each.claim], again=True),
                    code=None,
                )
            )
        return items

    def _kind(self, finding: Finding, ruling: Ruling | None) -> DueKind:
        if finding.code is Code.RECHECK and ruling and self._has_come(ruling):
            return DueKind.RECHECK
        if finding.code is Code.APPROVAL and ruling and ruling.pending:
            return DueKind.APPROVAL
        of_policy = finding.code.startswith("P") and finding.code is not Code.SELF_APPROVAL
        return _KINDS.get(finding.code, DueKind.SHORTFALL if of_policy else DueKind.FLAW)

    def _has_come(self, ruling: Ruling) -> bool:
        return bool(ruling.recheck_on and ruling.recheck_on <= self._ledger.today.isoformat())

    def _since(self, kind: DueKind, finding: Finding, claim: ClaimView | None, ruling: Ruling | None) -> str:
        entered = self._entered[finding.record][:10]
        if ruling is None or claim is None:
            return max([entered, *self._verified_since(finding)])
        if kind is DueKind.RECHECK:
            return ruling.recheck_on or entered
        case = Case(claim, self._dossier.origins[claim.id], self._ledger)
        happened: list[str | None] = []
        if kind is DueKind.RETRACTED:
            happened = [gone.retracted_on for _record, _source, gone in retracted(case, ruling)]
        if kind is DueKind.WITHDRAWN:
            happened = [each.retired_at for each in withdrawn(case, ruling)]
        return max(entered, min((each[:10] for each in happened if each), default=entered))

    def _verified_since(self, finding: Finding) -> list[str]:
        """The days since which the two claims of a relation stand as they do."""
        if finding.record not in self._between:
            return []
        rulings = [_newest(self._claims[number], Axis.CONTENT) for number in self._between[finding.record]]
        return [each.recorded_at[:10] for each in rulings if each]
