"""What goes out: each record as a reader sees it, and as JSON prints it.

The order of the fields is the order of the keys. Dates are EDTF (`2025-04-10`, `2025-04`, `2025`, with `~` for
"about"), moments are UTC, ISO 8601. A key is always there; what is not known is null.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import Annotated

from msgspec import Meta, Struct


class ClaimantRef(Struct, frozen=True):
    """A claimant by name."""

    id: Annotated[int, Meta(description="The claimant's number in this ledger.")]
    uid: Annotated[str, Meta(description="The claimant's UUIDv7.")]
    name: Annotated[str, Meta(description="The claimant's name; where it was merged, the name of the one that stayed.")]


class ClaimantView(Struct, frozen=True):
    """A claimant: whoever a statement can be attributed to."""

    id: Annotated[int, Meta(description="The claimant's number in this ledger.")]
    uid: Annotated[str, Meta(description="The claimant's UUIDv7.")]
    name: Annotated[str, Meta(description="The name as the desk writes it.")]
    kind: Annotated[str | None, Meta(description="person, organization, office, group or unnamed; null until told.")]
    aliases: Annotated[list[str], Meta(description="Other names, sorted.")]
    same_as: Annotated[str | None, Meta(description="URL of the same entity elsewhere.")]
    note: Annotated[str | None, Meta(description="The desk's own note.")]
    merged_into: Annotated[ClaimantRef | None, Meta(description="The claimant that this one turned out to be.")]
    recorded_at: Annotated[str, Meta(description="When it was entered.")]
    recorded_by: Annotated[str, Meta(description="Who entered it.")]
    confidential: Annotated[bool, Meta(description="Whether the name stays in the house.")] = False


class SourceRef(Struct, frozen=True):
    """A source as an utterance or a piece of evidence names it."""

    id: Annotated[int, Meta(description="The source's number in this ledger.")]
    uid: Annotated[str, Meta(description="The source's UUIDv7.")]
    title: Annotated[str | None, Meta(description="Headline or title.")]
    url: Annotated[str | None, Meta(description="Address as given.")]
    kind: Annotated[str | None, Meta(description="article, wire, statement ...; null until told.")]
    publisher: Annotated[ClaimantRef | None, Meta(description="Who published it.")]
    published_on: Annotated[str | None, Meta(description="Date of publication.")]
    retracted_on: Annotated[str | None, Meta(description="The day it was withdrawn, if it was.")]


class SourceLinkView(Struct, frozen=True):
    """One source takes its content from another."""

    id: Annotated[int, Meta(description="The link's number in this ledger.")]
    uid: Annotated[str, Meta(description="The link's UUIDv7.")]
    kind: Annotated[str, Meta(description="syndicates, translates, quotes or summarises.")]
    source: Annotated[SourceRef, Meta(description="The source that takes the content.")]
    origin: Annotated[SourceRef, Meta(description="The source it takes the content from.")]
    note: Annotated[str | None, Meta(description="The desk's own note.")]


class SourceView(Struct, frozen=True):
    """A source: a document in which statements appear, or which serves as evidence."""

    id: Annotated[int, Meta(description="The source's number in this ledger.")]
    uid: Annotated[str, Meta(description="The source's UUIDv7.")]
    title: Annotated[str | None, Meta(description="Headline or title.")]
    url: Annotated[str | None, Meta(description="Address as given.")]
    canonical_url: Annotated[str | None, Meta(description="The address by which the same document is recognised.")]
    kind: Annotated[str | None, Meta(description="article, wire, statement ...; null until told.")]
    publisher: Annotated[ClaimantRef | None, Meta(description="Who published it.")]
    byline: Annotated[str | None, Meta(description="The author line as printed.")]
    published_on: Annotated[str | None, Meta(description="Date of publication.")]
    language: Annotated[str | None, Meta(description="Language of the document, BCP-47.")]
    archived_url: Annotated[str | None, Meta(description="Address of a copy in a public archive.")]
    note: Annotated[str | None, Meta(description="The desk's own note.")]
    retracted_on: Annotated[str | None, Meta(description="The day it was withdrawn, if it was.")]
    retraction_reason: Annotated[str | None, Meta(description="Why it was withdrawn.")]
    merged_into: Annotated[SourceRef | None, Meta(description="The source that this one turned out to be.")]
    takes_from: Annotated[list[SourceLinkView], Meta(description="The sources it takes its content from.")]
    gives_to: Annotated[list[SourceLinkView], Meta(description="The sources that take their content from it.")]
    recorded_at: Annotated[str, Meta(description="When it was entered.")]
    recorded_by: Annotated[str, Meta(description="Who entered it.")]
    published_on_absence: Annotated[
        str | None, Meta(description="Why there is no date: unknown, none; null where that isn't recorded.")
    ] = None
    publisher_absence: Annotated[
        str | None, Meta(description="Why there is no publisher: unknown, none; null where that isn't recorded.")
    ] = None


class ChainLink(Struct, frozen=True):
    """One link of the reporting chain, from the speaker outwards."""

    claimant: Annotated[int, Meta(description="The claimant's number in this ledger.")]
    name: Annotated[str, Meta(description="The claimant's name.")]
    role: Annotated[str | None, Meta(description="The role they had at that time.")]
    cue: Annotated[str | None, Meta(description="The words that attribute it.")]
    naming: Annotated[str | None, Meta(description="named, titled, institutional or unnamed.")]
    publisher: Annotated[bool, Meta(description="Whether this is the source's publisher, who closes the chain.")]
    relayed: Annotated[bool, Meta(description="Whether they passed it on, and so are no speaker.")] = False
    joint: Annotated[bool, Meta(description="Whether they spoke, or passed it on, together with the link before.")] = (
        False
    )


def speakers(chain: Sequence[ChainLink]) -> list[ChainLink]:
    """Those who said it: one, or several together."""
    if chain and chain[0].relayed:
        return []
    return list(chain[:1]) + list(takewhile(lambda link: link.joint, chain[1:]))


def told_absence(what: str, absence: str | None) -> str:
    """What is said where a date or a name isn't given: `date unknown`, `no date`, `date not recorded`."""
    return {"none": f"no {what}", None: f"{what} not recorded"}.get(absence, f"{what} {absence}")


def passed_on(chain: Sequence[ChainLink]) -> list[ChainLink]:
    """Those through whom it came, from the speakers outwards."""
    return list(chain[len(speakers(chain)) :])


def speaker_ids(chain: Sequence[ChainLink]) -> set[int]:
    """The numbers of those who said it."""
    return {link.claimant for link in speakers(chain)}


def speaker_names(chain: Sequence[ChainLink]) -> str:
    """Those who said it, by name: `Ruiz and Petrov`."""
    return " and ".join(link.name for link in speakers(chain))


class Quote(Struct, frozen=True):
    """A W3C quote selector; offsets are code points of the snapshot's text, end exclusive."""

    exact: Annotated[str, Meta(description="The words exactly as the source prints them.")]
    prefix: Annotated[str | None, Meta(description="The text just before them.")]
    suffix: Annotated[str | None, Meta(description="The text just after them.")]
    start: Annotated[int | None, Meta(description="Offset of the first code point.")]
    end: Annotated[int | None, Meta(description="Offset after the last code point.")]
    state: Annotated[str, Meta(description="anchored, moved or orphan.")]
    snapshot: Annotated[int | None, Meta(description="Number of the snapshot that the offsets count in.")]


class UtteranceView(Struct, frozen=True):
    """One occasion on which a claim was made, as one source has it."""

    id: Annotated[int, Meta(description="The utterance's number in this ledger.")]
    uid: Annotated[str, Meta(description="The utterance's UUIDv7.")]
    source: Annotated[SourceRef | None, Meta(description="The source that has it.")]
    said_on: Annotated[str | None, Meta(description="When it was said.")]
    mode: Annotated[str | None, Meta(description="direct, indirect, mixed or narrated; null until told.")]
    quote: Annotated[Quote | None, Meta(description="The exact words.")]
    chain: Annotated[list[ChainLink], Meta(description="The reporting chain, speaker first.")]
    occasion: Annotated[str | None, Meta(description="Where or at what occasion it was said.")]
    addressee: Annotated[str | None, Meta(description="Whom it was said to, as the source has it.")]
    note: Annotated[str | None, Meta(description="The desk's own note.")]
    retired_at: Annotated[str | None, Meta(description="When it was taken out as entered wrongly, if it was.")]
    said_on_absence: Annotated[
        str | None, Meta(description="Why there is no date: unknown, none; null where that isn't recorded.")
    ] = None
    speaker_absence: Annotated[
        str | None, Meta(description="Why nobody spoke: unknown, none; null where that isn't recorded.")
    ] = None


class EvidenceView(Struct, frozen=True):
    """A source brought to bear on one axis of a claim."""

    id: Annotated[int, Meta(description="The evidence's number in this ledger.")]
    uid: Annotated[str, Meta(description="The evidence's UUIDv7.")]
    source: Annotated[SourceRef, Meta(description="The source that is the evidence.")]
    axis: Annotated[str, Meta(description="content or attribution.")]
    stance: Annotated[str, Meta(description="supports, refutes, qualifies or context.")]
    directness: Annotated[str | None, Meta(description="primary or secondary; null until told.")]
    quote: Annotated[Quote | None, Meta(description="The words that matter.")]
    note: Annotated[str | None, Meta(description="What it shows, in the desk's words.")]
    retired_at: Annotated[str | None, Meta(description="When it was withdrawn as evidence, if it was.")]


class Ground(Struct, frozen=True, omit_defaults=True):
    """A piece of evidence or an utterance that a ruling rests on, with the copy and the passage it was judged on."""

    record: Annotated[str, Meta(description="evidence or utterance.")]
    uid: Annotated[str, Meta(description="Its UUIDv7.")]
    named: Annotated[bool, Meta(description="Whether the ruling names it; else it counted that day.")] = False
    source: Annotated[str | None, Meta(description="UUIDv7 of the source.")] = None
    snapshot: Annotated[str | None, Meta(description="UUIDv7 of the copy, if there was one.")] = None
    sha256: Annotated[str | None, Meta(description="SHA-256 of the copy's bytes.")] = None
    fetched_at: Annotated[str | None, Meta(description="When the copy was taken.")] = None
    exact: Annotated[str | None, Meta(description="The passage, if one is quoted.")] = None
    start: Annotated[int | None, Meta(description="Offset of its first code point in the copy's text.")] = None
    end: Annotated[int | None, Meta(description="Offset after its last code point.")] = None


class RulingView(Struct, frozen=True):
    """One ruling on one axis; the newest on an axis rules."""

    id: Annotated[int, Meta(description="The verification's number in this ledger.")]
    uid: Annotated[str, Meta(description="The verification's UUIDv7.")]
    axis: Annotated[str, Meta(description="content or attribution.")]
    status: Annotated[str, Meta(description="The ruling.")]
    rating: Annotated[str | None, Meta(description="The rating in its maker's own words.")]
    rating_value: Annotated[str | None, Meta(description="The number that came with the rating, as written.")]
    rating_best: Annotated[str | None, Meta(description="The best number of its scale, as written.")]
    rating_worst: Annotated[str | None, Meta(description="The worst number of its scale, as written.")]
    verdict: Annotated[str | None, Meta(description="What the rating comes to: true ...; null if not known.")]
    rating_table: Annotated[str | None, Meta(description="Version of the table by which that was decided.")]
    rationale: Annotated[str, Meta(description="Why.")]
    ruled_by: Annotated[str, Meta(description="Who ruled.")]
    approved_by: Annotated[str | None, Meta(description="Who gave the second pair of eyes.")]
    checked_on: Annotated[str, Meta(description="The day on which it was checked.")]
    recheck_on: Annotated[str | None, Meta(description="The day by which to look again.")]
    evidence: Annotated[list[int], Meta(description="Numbers of the evidence it rests on.")]
    policy: Annotated[str | None, Meta(description="The policy under which it was made, if there was one.")]
    override: Annotated[str | None, Meta(description="Why it was made though the policy asks for more.")]
    exception: Annotated[
        str | None,
        Meta(description="Why it is an exception: override or policy; null where it is none."),
    ]
    policy_sha256: Annotated[str | None, Meta(description="SHA-256 of the policy's file.")]
    desk_policy_sha256: Annotated[
        str | None, Meta(description="SHA-256 of the desk's own policy where it was made under another.")
    ]
    lamport: Annotated[int | None, Meta(description="Lamport timestamp; null before schema 0005.")]
    basis: Annotated[list[Ground], Meta(description="What it was judged on, with copies and passages.")]
    pending: Annotated[bool, Meta(description="Whether it waits for approval and doesn't rule.")]
    approves: Annotated[int | None, Meta(description="Number of the pending ruling that it approves.")]
    approved_as: Annotated[int | None, Meta(description="Number of the ruling that approved it, if it was pending.")]
    review: Annotated[int | None, Meta(description="Number of the source that is the published review, if one.")]
    recorded_at: Annotated[str, Meta(description="When the ruling was entered.")]

    @property
    def names_evidence(self) -> bool:
        """Whether whoever ruled named what it rests on; else it rests on what counted that day."""
        return any(ground.named for ground in self.basis) if self.basis else bool(self.evidence)

    @property
    def waits(self) -> bool:
        """Whether it still waits for a second pair of eyes."""
        return self.pending and self.approved_as is None

    @property
    def precedence(self) -> tuple[int, str, str]:
        """What rulings are ordered by: the greatest rules, in every ledger that holds them."""
        return self.lamport or 0, self.recorded_at, self.uid


class StatusPair(Struct, frozen=True):
    """Where a claim stands: two answers, never mixed."""

    content: Annotated[str, Meta(description="Is it so?")]
    attribution: Annotated[str, Meta(description="Did they say it?")]


class ClaimRef(Struct, frozen=True):
    """A claim by its text."""

    id: Annotated[int, Meta(description="The claim's number in this ledger.")]
    uid: Annotated[str, Meta(description="The claim's UUIDv7.")]
    text: Annotated[str, Meta(description="The proposition.")]
    status: Annotated[StatusPair, Meta(description="Where it stands.")]


class RelationView(Struct, frozen=True):
    """What a claim does to another, or what another does to it."""

    id: Annotated[int, Meta(description="The relation's number in this ledger.")]
    uid: Annotated[str, Meta(description="The relation's UUIDv7.")]
    kind: Annotated[str, Meta(description="repeats, contradicts, supports, qualifies, corrects or retracts.")]
    outgoing: Annotated[bool, Meta(description="True: this claim does it to the other; false: the other to this one.")]
    claim: Annotated[ClaimRef, Meta(description="The other claim.")]
    note: Annotated[str | None, Meta(description="The desk's own note.")]
    retired_at: Annotated[str | None, Meta(description="When it was found to be wrong, if it was.")]


class ClaimView(Struct, frozen=True):
    """A claim and everything about it."""

    id: Annotated[int, Meta(description="The claim's number in this ledger.")]
    uid: Annotated[str, Meta(description="The claim's UUIDv7.")]
    text: Annotated[str, Meta(description="The proposition, in the desk's own words.")]
    language: Annotated[str, Meta(description="Language of the text, BCP-47; und when nobody said.")]
    kind: Annotated[str | None, Meta(description="fact, quantity, cause ...; null until told.")]
    status: Annotated[StatusPair, Meta(description="Where it stands.")]
    tags: Annotated[list[str], Meta(description="The desk's tags, sorted.")]
    claimant: Annotated[ClaimantRef | None, Meta(description="The speaker of the first utterance.")]
    utterances: Annotated[
        list[UtteranceView], Meta(description="The occasions on which it was made, in order entered.")
    ]
    evidence: Annotated[list[EvidenceView], Meta(description="What was brought to bear on it, in order entered.")]
    rulings: Annotated[list[RulingView], Meta(description="Every ruling, oldest first.")]
    relations: Annotated[list[RelationView], Meta(description="What it does to other claims, and they to it.")]
    note: Annotated[str | None, Meta(description="The desk's own note.")]
    recorded_at: Annotated[str, Meta(description="When it was entered.")]
    recorded_by: Annotated[str, Meta(description="Who entered it.")]
    retired_at: Annotated[str | None, Meta(description="When it was taken out as entered wrongly, if it was.")]


class CandidateView(Struct, frozen=True):
    """A statement that a reader found in a source, waiting in the inbox or decided on."""

    id: Annotated[int, Meta(description="The candidate's number in this ledger.")]
    uid: Annotated[str, Meta(description="The candidate's UUIDv7.")]
    source: Annotated[SourceRef, Meta(description="The source that has it.")]
    snapshot: Annotated[int, Meta(description="Number of the snapshot in which it was found.")]
    text: Annotated[str, Meta(description="The statement in the words of the source.")]
    state: Annotated[str, Meta(description="open, accepted or rejected.")]
    confidence: Annotated[float, Meta(description="How sure the reader is, from 0 to 1.")]
    reader: Annotated[str, Meta(description="Who read it.")]
    claim: Annotated[int | None, Meta(description="Number of the claim that it became or joined.")]
    utterance: Annotated[int | None, Meta(description="Number of the utterance recorded for it.")]
    reading: Annotated[
        dict[str, object],
        Meta(description="All that the reader says of it: spans, speaker, chain, cue, mode, date, and why."),
    ]
    recorded_at: Annotated[str, Meta(description="When it came into the inbox.")]


class EventView(Struct, frozen=True):
    """One line of the audit log."""

    seq: Annotated[int, Meta(description="Number of the line.")]
    at: Annotated[str, Meta(description="When it happened.")]
    actor: Annotated[str, Meta(description="Who did it.")]
    action: Annotated[str, Meta(description="What was done.")]
    kind: Annotated[str, Meta(description="The kind of record it was done to.")]
    record: Annotated[int, Meta(description="The record's number.")]
    uid: Annotated[str, Meta(description="The record's uid.")]
    claim: Annotated[int | None, Meta(description="Number of the claim it concerns.")]
    before: Annotated[dict[str, object] | None, Meta(description="The record before, empty fields left out.")]
    after: Annotated[dict[str, object], Meta(description="The record after, empty fields left out.")]
    reason: Annotated[str | None, Meta(description="Why.")]
    previous_hash: Annotated[str, Meta(description="Hash of the line before.")]
    hash: Annotated[str, Meta(description="SHA-256 of this line.")]
