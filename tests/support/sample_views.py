"""Records for tests of the crafts: short to write, whole to read, and the same on every run."""

from collections.abc import Sequence

from claims.trails import Links
from claims.views import (
    ChainLink,
    ClaimantRef,
    ClaimRef,
    ClaimView,
    EvidenceView,
    Quote,
    RelationView,
    RulingView,
    SourceRef,
    StatusPair,
    UtteranceView,
)

ENTERED = "2026-11-20T09:00:00.000000Z"


def uid(number: int) -> str:
    """A UUIDv7 that only says which record it belongs to."""
    return f"01900000-0000-7000-8000-{number:012d}"


def claimant(id: int, name: str) -> ClaimantRef:
    """A claimant by name."""
    return ClaimantRef(id, uid(id), name)


def source(
    id: int,
    publisher: ClaimantRef | None = None,
    *,
    title: str | None = None,
    url: str | None = None,
    published_on: str | None = None,
    retracted_on: str | None = None,
    kind: str | None = "article",
) -> SourceRef:
    """A source as an utterance names it."""
    return SourceRef(id, uid(1000 + id), title, url, kind, publisher, published_on, retracted_on)


def link(who: ClaimantRef, role: str | None = None, cue: str | None = None, *, publisher: bool = False) -> ChainLink:
    """One link of a reporting chain."""
    return ChainLink(who.id, who.name, role, cue, None, publisher)


def utterance(
    id: int,
    speaker: ClaimantRef,
    printed_in: SourceRef | None = None,
    via: Sequence[ClaimantRef] = (),
    *,
    role: str | None = None,
    said_on: str | None = None,
    mode: str | None = None,
    quote: Quote | None = None,
    occasion: str | None = None,
    note: str | None = None,
    retired_at: str | None = None,
) -> UtteranceView:
    """One occasion on which a claim was made; the publisher closes the chain."""
    chain = [link(speaker, role, "said"), *(link(each, cue="according to") for each in via)]
    if printed_in and printed_in.publisher and printed_in.publisher.id != chain[-1].claimant:
        chain.append(link(printed_in.publisher, publisher=True))
    return UtteranceView(id, uid(2000 + id), printed_in, said_on, mode, quote, chain, occasion, None, note, retired_at)


def evidence(
    id: int,
    brought: SourceRef,
    stance: str = "supports",
    axis: str = "content",
    *,
    directness: str | None = "secondary",
    quote: Quote | None = None,
    note: str | None = None,
    retired_at: str | None = None,
) -> EvidenceView:
    """A source brought to bear on a claim."""
    return EvidenceView(id, uid(3000 + id), brought, axis, stance, directness, quote, note, retired_at)


def quote(exact: str, state: str = "anchored") -> Quote:
    """The exact words, found in the stored text or not."""
    return Quote(exact, None, None, None if state == "orphan" else 10, None, state, None)


def ruling(
    id: int,
    status: str,
    axis: str = "content",
    *,
    because: str = "Checked.",
    rating: str | None = None,
    recheck_on: str | None = None,
    rests_on: Sequence[int] = (),
    approved_by: str | None = None,
) -> RulingView:
    """One ruling."""
    return RulingView(
        id, uid(4000 + id), axis, status, rating, None, None, None, None, None, because, "Ines", approved_by,
        "2026-11-20", recheck_on, list(rests_on), None, None, None, None, None, None, [], False, None, None, None,
        ENTERED,
    )  # fmt: skip


def contradicts(id: int, other: int, text: str, *, outgoing: bool = True) -> RelationView:
    """A claim that contradicts another."""
    ref = ClaimRef(other, uid(5000 + other), text, StatusPair("unverified", "unverified"))
    return RelationView(id, uid(6000 + id), "contradicts", outgoing, ref, None, None)


def claim(
    id: int,
    text: str = "Rules were loosened",
    utterances: Sequence[UtteranceView] = (),
    evidence: Sequence[EvidenceView] = (),
    rulings: Sequence[RulingView] = (),
    relations: Sequence[RelationView] = (),
    *,
    tags: Sequence[str] = (),
    note: str | None = None,
    kind: str | None = None,
    language: str = "en",
) -> ClaimView:
    """A claim that stands as its newest rulings say."""
    standing = {each.axis: each.status for each in rulings}
    speaker = utterances[0].chain[0] if utterances else None
    return ClaimView(
        id=id,
        uid=uid(5000 + id),
        text=text,
        language=language,
        kind=kind,
        status=StatusPair(standing.get("content", "unverified"), standing.get("attribution", "unverified")),
        tags=list(tags),
        claimant=ClaimantRef(speaker.claimant, uid(speaker.claimant), speaker.name) if speaker else None,
        utterances=list(utterances),
        evidence=list(evidence),
        rulings=list(rulings),
        relations=list(relations),
        note=note,
        recorded_at=ENTERED,
        recorded_by="Ines",
        retired_at=None,
    )


def links(*taken: tuple[SourceRef, SourceRef], sources: Sequence[SourceRef] = ()) -> Links:
    """Who takes from whom, each pair a source and its origin."""
    takes_from: dict[int, list[tuple[int, str]]] = {}
    for taker, origin in taken:
        takes_from.setdefault(taker.id, []).append((origin.id, "syndicates"))
    every = [*sources, *(each for pair in taken for each in pair)]
    return Links(takes_from, {each.id: each for each in every})
