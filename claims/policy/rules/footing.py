"""What a ruling stands on: the evidence it rests on, and the independent origins that this comes from."""

from collections.abc import Collection
from dataclasses import dataclass

from msgspec import Struct

from claims.policy.provenance.counting import live_utterances
from claims.policy.provenance.roots import relays
from claims.trails import ADDS_NOTHING, Discounted, Origin, Origins, Twins, independent
from claims.traits import STATUSES
from claims.views import ClaimView, EvidenceView, RulingView, SourceRef, UtteranceView, speaker_ids
from claims.vocabulary import Axis, Directness, SourceKind, Stance, Status

_FIRST_HAND = {SourceKind.TRANSCRIPT, SourceKind.INTERVIEW, SourceKind.BROADCAST, SourceKind.STATEMENT}


class ProposedRuling(Struct, frozen=True, kw_only=True):
    """A ruling before it is made, or one already made as the policy sees it."""

    axis: str
    status: str
    rationale: str
    ruled_by: str
    checked_on: str
    evidence: tuple[int, ...] = ()
    """Numbers of the evidence it rests on; if there is none, it rests on all that fits."""
    named: bool = True
    """Whether the one who ruled named that evidence; else it is what counted that day, beside the utterances."""
    approved_by: str | None = None
    recheck_on: str | None = None
    stands: bool = False
    """Whether it is made, and waits for nobody's approval."""


def as_proposed(ruling: RulingView) -> ProposedRuling:
    """A ruling already made, as the policy sees it."""
    return ProposedRuling(
        axis=ruling.axis,
        status=ruling.status,
        rationale=ruling.rationale,
        ruled_by=ruling.ruled_by,
        checked_on=ruling.checked_on,
        evidence=tuple(ruling.evidence),
        named=ruling.names_evidence,
        approved_by=ruling.approved_by,
        recheck_on=ruling.recheck_on,
        stands=not ruling.pending,
    )


@dataclass(frozen=True, slots=True)
class Footing:
    """What a ruling rests on, and what of that counts."""

    evidence: tuple[EvidenceView, ...]
    """The live evidence it rests on, by number."""
    utterances: tuple[UtteranceView, ...]
    """The utterances it rests on: those of a claim ruled to have been said, or to be in dispute."""
    origins: tuple[Origin, ...]
    """The independent origins of what counts for it."""
    primary: tuple[Origin, ...]
    """Those of them that have something first-hand."""
    sides: tuple[int, int]
    """How many independent origins speak for the claim and how many against."""
    twins: tuple[Twins, ...]
    """The pairs of those origins that may well be one."""
    discounted: tuple[Discounted, ...]
    """What it rests on that counts for nothing."""
    withdrawn: tuple[EvidenceView, ...]
    """The evidence it names that was withdrawn since."""
    counted: frozenset[int]
    """Numbers of the evidence that bears it out."""
    first_hand: frozenset[int]
    """Numbers of those pieces that are primary."""

    @property
    def sources(self) -> list[SourceRef]:
        """The sources it rests on, by number."""
        found = [*(each.source for each in self.evidence), *(each.source for each in self.utterances if each.source)]
        return [source for _, source in sorted({source.id: source for source in found}.items())]


def fits(status: str, stance: str) -> bool:
    """Whether evidence of this stance bears out a ruling of this status."""
    return Stance(stance) in STATUSES[Status(status)].fits


def rests_on(claim: ClaimView, ruling: ProposedRuling) -> list[EvidenceView]:
    """The evidence that a ruling names, withdrawn or not; if it names none, the live evidence that fits it."""
    if ruling.evidence:
        return [each for each in _by_number(claim) if each.id in ruling.evidence]
    return [
        each
        for each in _by_number(claim)
        if each.retired_at is None and each.axis == ruling.axis and fits(ruling.status, each.stance)
    ]


def footing(claim: ClaimView, origins: Origins, ruling: ProposedRuling, relays: Collection[int] = ()) -> Footing:
    """What a ruling stands on; `relays` are numbers of evidence that is marked primary and isn't."""
    named = rests_on(claim, ruling)
    live = [each for each in named if each.retired_at is None]
    counted = [each for each in live if each.axis == ruling.axis and fits(ruling.status, each.stance)]
    said = _utterances(claim, ruling)
    heard = {each.id for each in said}
    first_hand = {each.id for each in counted if each.directness == Directness.PRIMARY} - set(relays)
    first_heard = {each.id for each in said if _is_first_hand(each)}
    groups = origins.groups
    against = {each.id for each in counted if each.stance == Stance.REFUTES}
    speaking = {each.id for each in counted if each.stance == Stance.SUPPORTS}
    return Footing(
        evidence=tuple(live),
        utterances=() if ruling.evidence and ruling.named else tuple(said),
        origins=tuple(_having(groups, {each.id for each in counted}, heard)),
        primary=tuple(_having(groups, first_hand, first_heard)),
        sides=(len(_having(groups, speaking, heard)), len(_having(groups, against, set()))),
        twins=_doubles(origins, counted, heard),
        discounted=tuple(each for each in origins.discounted if each.evidence in {item.id for item in counted}),
        withdrawn=tuple(each for each in named if each.retired_at is not None),
        counted=frozenset(each.id for each in counted),
        first_hand=frozenset(first_hand),
    )


def _by_number(claim: ClaimView) -> list[EvidenceView]:
    """The evidence of a claim, by number."""
    return sorted(claim.evidence, key=lambda each: each.id)


def _utterances(claim: ClaimView, ruling: ProposedRuling) -> list[UtteranceView]:
    """That a claim was said rests on whoever printed it, besides the evidence for that."""
    if ruling.axis == Axis.ATTRIBUTION and STATUSES[Status(ruling.status)].heard:
        return live_utterances(claim)
    return []


def _having(groups: list[Origin], evidence: set[int], utterances: set[int]) -> list[Origin]:
    """The origins that have some of this evidence or of these utterances; of unknown ones those that add something."""
    return [groups[place] for place in independent(groups, _places(groups, evidence, utterances))]


def _places(groups: list[Origin], evidence: set[int], utterances: set[int]) -> list[int]:
    """The places of the origins that count and have some of this evidence or of these utterances."""
    return [
        place
        for place, each in enumerate(groups)
        if (each.counts or each.unknown == ADDS_NOTHING)
        and (evidence & set(each.evidence) or utterances & set(each.utterances))
    ]


def _doubles(origins: Origins, counted: list[EvidenceView], utterances: set[int]) -> tuple[Twins, ...]:
    """The likely twins among what counts for a ruling."""
    places = _places(origins.groups, {each.id for each in counted}, utterances)
    chosen = set(independent(origins.groups, places))
    return tuple(each for each in origins.twins if {each.one, each.other} <= chosen)


def _is_first_hand(utterance: UtteranceView) -> bool:
    """Whether the source has it from the speaker's mouth: their own publication, or a record that nobody relayed."""
    source = utterance.source
    if not source or not utterance.chain or relays(utterance.chain):
        return False
    own = source.publisher is not None and source.publisher.id in speaker_ids(utterance.chain)
    return own or source.kind in _FIRST_HAND
