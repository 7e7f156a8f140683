"""What counts towards a claim and what doesn't: the rules that set a piece aside before anything is counted."""

from collections import defaultdict
from dataclasses import dataclass

from claims import views
from claims.policy.provenance.holdings import CopiesOnFile
from claims.policy.provenance.places import UNKNOWN, Node
from claims.policy.provenance.roots import Roots, Trail, relays
from claims.policy.provenance.ties import Copy
from claims.policy.provenance.wording import copied, evidence_label, listed, outlet, source_name, utterance_label, when
from claims.trails import Discounted
from claims.views import ClaimView, EvidenceView, SourceRef, UtteranceView
from claims.vocabulary import Axis, Directness, Stance

OWN_WORD, RELAYED = "It is the word of", "It only relays the claimant:"
"""How the reasons begin for which content evidence is no evidence: the claim's own words, once more."""

SAID, UNSAID, SO, UNSO, BESIDE = "attribution", "refutes attribution", "supports", "refutes", "beside"
"""What a piece can count for: each question with its two answers, and what takes no side."""


@dataclass(frozen=True, slots=True)
class Item:
    """An utterance or a piece of evidence that stands, with its origins and the counts it can add to."""

    utterance: int | None
    evidence: int | None
    label: str
    nodes: tuple[Node, ...]
    counts_for: frozenset[str]
    roundup: bool = False
    circular: bool = False
    own: bool = False
    documents: frozenset[int] = frozenset()
    copies: tuple[Copy, ...] = ()
    ends: tuple[SourceRef, ...] = ()

    @property
    def placed(self) -> bool:
        """Whether it is known whose it is, by publisher, agency or site."""
        return any(node.kind != UNKNOWN for node in self.nodes)

    @property
    def telling(self) -> bool:
        """Whether it counts as a source at all; mere context doesn't."""
        return bool(self.counts_for)


class Counting:
    """The utterances and evidence of one claim, each either an item that counts or discounted with its reason."""

    def __init__(self, claim: ClaimView, roots: Roots, holdings: CopiesOnFile) -> None:
        self.roots, self._holdings = roots, holdings
        self.items: list[Item] = []
        self.discounted: list[Discounted] = []
        self.circles: set[tuple[int, ...]] = set()
        self.unfound: list[str] = []
        """Records whose quote isn't in the stored copy of its source."""
        self._utterances = live_utterances(claim)
        self._carriers: dict[object, list[int]] | None = None
        self._speakers = speakers(self._utterances)
        for utterance in self._utterances:
            self._take_utterance(utterance)
        for evidence in sorted((e for e in claim.evidence if e.retired_at is None), key=lambda e: e.id):
            self._take_evidence(evidence)

    def _take_utterance(self, utterance: UtteranceView) -> None:
        """An utterance comes from those who relayed it and from what its source takes from; else from its publisher."""
        label, passed_on, source = utterance_label(utterance), relays(utterance.chain), utterance.source
        trail = self._trail(source)
        problem = self._retraction(source, trail) or self._unshown(f"utterance #{utterance.id}", utterance)
        if not problem and not source and not passed_on:
            problem = "It names no source and nobody who passed it on."
        if problem:
            self.discounted.append(Discounted(utterance.id, None, label, problem))
            return
        linked = source is not None and self.roots.has_links(source.id)
        nodes = [*(self.roots.places.one(each) for each in passed_on), *(trail.nodes if trail and linked else ())]
        if source and not nodes:
            nodes = list(self.roots.places.own(source.id))
            linked = self.roots.places.by_agency(source.id)
        counts_for = frozenset({SAID})
        self.items.append(self._item(utterance.id, None, label, nodes, counts_for, trail, bool(passed_on) or linked))

    def _take_evidence(self, evidence: EvidenceView) -> None:
        """Evidence comes from where its source comes from."""
        label, trail = evidence_label(evidence), self._trail(evidence.source)
        problem = (
            self._retraction(evidence.source, trail)
            or self._unshown(f"evidence #{evidence.id}", evidence)
            or self._denial(evidence, trail)
            or self._hearsay(evidence, trail)
        )
        if problem or not trail:
            self.discounted.append(Discounted(None, evidence.id, label, problem))
            return
        fed = trail.relayed or self.roots.has_links(evidence.source.id) or self._by_agency(trail)
        self.items.append(self._item(None, evidence.id, label, list(trail.nodes), _counts_for(evidence), trail, fed))

    def _unshown(self, record: str, piece: UtteranceView | EvidenceView) -> str:
        """Why what is stored of a source doesn't show what the record says; else nothing."""
        problem = self._holdings.problem(piece.source, piece.quote)
        if problem and piece.quote:
            self.unfound.append(record)
        return problem

    def _item(
        self,
        utterance: int | None,
        evidence: int | None,
        label: str,
        nodes: list[Node],
        counts_for: frozenset[str],
        trail: Trail | None,
        fed: bool,
    ) -> Item:
        """An item with what its trail says about it; a roundup draws on several documents and no word of mouth."""
        roundup = trail is not None and len(nodes) > 1 and not trail.relayed
        circular = trail is not None and bool(trail.circles)
        documents = trail.passed if trail else frozenset()
        copies = self.roots.copies_on(trail) if trail else ()
        places = tuple(dict.fromkeys(nodes))
        ends = trail.ends if trail else ()
        return Item(utterance, evidence, label, places, counts_for, roundup, circular, not fed, documents, copies, ends)

    def _trail(self, source: SourceRef | None) -> Trail | None:
        """The trail of a source, its circles noted."""
        if source is None:
            return None
        trail = self.roots.trail(source.id)
        self.circles.update(trail.circles)
        return trail

    def _retraction(self, source: SourceRef | None, trail: Trail | None) -> str:
        """Why a source that was retracted, or takes all it has from such sources, doesn't count; else nothing."""
        if source and source.retracted_on:
            return f"Its source was retracted on {when(source.retracted_on)}."
        if source and trail and not trail.ends:
            gone = self.roots.retracted_origins(source.id)
            names = listed([f"{source_name(each)}, retracted on {when(each.retracted_on or '')}" for each in gone])
            return f"It takes its content from {names}{self._copied(trail)}."
        return ""

    def _copied(self, trail: Trail) -> str:
        """How it is known that a trail leads through texts that are one although nobody linked them."""
        return copied({each.how for each in self.roots.copies_on(trail)})

    def _by_agency(self, trail: Trail) -> bool:
        """Whether a trail ends in what an agency wrote, as its byline says."""
        return any(self.roots.places.by_agency(end.id) for end in trail.ends)

    def _spoken_by(self, trail: Trail) -> tuple[str, str] | None:
        """The speaker of the claim who published what a trail ends in, and how that is known; or nobody."""
        for end in trail.ends:
            for speaker in self._speakers:
                if self.roots.places.is_one_with(end.id, speaker):
                    return speaker.name, self.roots.places.is_of(end.id, speaker)
        return None

    def _denial(self, evidence: EvidenceView, trail: Trail | None) -> str:
        """Why a refutation by the speaker doesn't count: a party's denial is its word; else nothing."""
        spoken = self._spoken_by(trail) if trail and evidence.stance == Stance.REFUTES else None
        if not spoken or not trail:
            return ""
        about = "who is said to have said it" if evidence.axis == Axis.ATTRIBUTION else "who makes the claim"
        return f"{_word_of(spoken, about)}{self._copied(trail)}: a party's denial, not a refutation."

    def _hearsay(self, evidence: EvidenceView, trail: Trail | None) -> str:
        """Why content evidence that only repeats the claimant doesn't count; else nothing. A rebuttal is no repeat."""
        if evidence.axis != Axis.CONTENT or evidence.stance == Stance.REFUTES or not trail:
            return ""
        if spoken := self._spoken_by(trail):
            return f"{_word_of(spoken, 'who makes the claim')}{self._copied(trail)}."
        for utterance in self._sharing(trail):
            shared = self._shared(utterance, trail)
            if shared and not _primary_elsewhere(evidence, utterance):
                return f"{RELAYED} it comes from {shared}, as utterance #{utterance.id} does{self._copied(trail)}."
        return ""

    def _sharing(self, trail: Trail) -> list[UtteranceView]:
        """The utterances that have a go-between or a document in common with a trail, by number."""
        if self._carriers is None:
            self._carriers = defaultdict(list)
            for place, utterance in enumerate(self._utterances):
                documents = self.roots.trail(utterance.source.id).passed if utterance.source else ()
                for key in {*map(self.roots.places.one, relays(utterance.chain)), *documents}:
                    self._carriers[key].append(place)
        places = {place for key in (*trail.nodes, *trail.passed) for place in self._carriers.get(key, ())}
        return [self._utterances[place] for place in sorted(places)]

    def _shared(self, utterance: UtteranceView, trail: Trail) -> str:
        """The document or go-between that an utterance and a trail both come from, by name; or nothing."""
        one = self.roots.places.one
        through = [node.name for node in relays(utterance.chain) if one(node) in trail.nodes]
        if through or not utterance.source:
            return "".join(through[:1])
        both = self.roots.trail(utterance.source.id).passed & trail.passed
        deepest = [end.id for end in trail.ends if end.id in both] or sorted(both)
        return outlet(self.roots.source(deepest[0])) if deepest else ""


def speakers(utterances: list[UtteranceView]) -> list[Node]:
    """Those who make the claim."""
    said = [link for each in utterances for link in views.speakers(each.chain)]
    return list(dict.fromkeys(Node("claimant", link.claimant, link.name) for link in said))


def live_utterances(claim: ClaimView) -> list[UtteranceView]:
    """The utterances that were not taken out, by number."""
    return sorted((each for each in claim.utterances if each.retired_at is None), key=lambda each: each.id)


def _primary_elsewhere(evidence: EvidenceView, utterance: UtteranceView) -> bool:
    """Whether evidence is first-hand and not published by the outlet that printed the utterance."""
    theirs = utterance.source.publisher if utterance.source else None
    own = evidence.source.publisher
    return evidence.directness == Directness.PRIMARY and own is not None and (theirs is None or own.id != theirs.id)


def _counts_for(evidence: EvidenceView) -> frozenset[str]:
    """The counts that a piece of evidence can add to; a qualification counts as a source but takes no side."""
    if evidence.stance == Stance.CONTEXT:
        return frozenset()
    if evidence.axis == Axis.CONTENT and evidence.stance in (Stance.SUPPORTS, Stance.REFUTES):
        return frozenset({SO if evidence.stance == Stance.SUPPORTS else UNSO})
    sides = {Stance.SUPPORTS: SAID, Stance.REFUTES: UNSAID}
    return frozenset({sides.get(Stance(evidence.stance), BESIDE) if evidence.axis == Axis.ATTRIBUTION else BESIDE})


def _word_of(spoken: tuple[str, str], about: str) -> str:
    """Whose word it is, and how that is known where the name doesn't say."""
    name, how = spoken
    return f"{OWN_WORD} {name}, {about}{f' ({how})' if how else ''}"
