"""The rows of each table, written from `claims/models/` by `make docs`; change the models, not this file."""

from typing import ClassVar

from msgspec import field

from claims.rows import HopDocument, Row


class ClaimantRow(Row, kw_only=True):
    """Anyone a statement can be attributed to: a person, an organization, an office, a group, or someone unnamed."""

    table: ClassVar[str] = "claimant"
    owned: ClassVar[str] = "aliases"
    moments: ClassVar[tuple[str, ...]] = ("recorded_at",)
    uids: ClassVar[tuple[str, ...]] = ("uid",)

    id: int
    uid: str
    recorded_at: str
    recorded_by: str
    name: str
    name_key: str
    kind: str | None = None
    same_as: str | None = None
    same_as_key: str | None = None
    note: str | None = None
    extra: str | None = None
    confidential: str | None = None
    merged_into_id: int | None = None
    aliases: list[str] = field(default_factory=list)


class SourceRow(Row, kw_only=True):
    """A document where statements appear, or which serves as evidence: an article, a wire, a transcript, a dataset."""

    table: ClassVar[str] = "source"
    flags: ClassVar[tuple[str, ...]] = ("published_on_circa", "imported")
    days: ClassVar[tuple[str, ...]] = ("published_on", "retracted_on")
    moments: ClassVar[tuple[str, ...]] = ("recorded_at",)
    uids: ClassVar[tuple[str, ...]] = ("uid",)

    id: int
    uid: str
    recorded_at: str
    recorded_by: str
    kind: str | None = None
    title: str | None = None
    title_key: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    publisher_id: int | None = None
    byline: str | None = None
    published_on: str | None = None
    published_on_precision: str | None = None
    published_on_circa: bool = False
    published_on_absence: str | None = None
    publisher_absence: str | None = None
    language: str | None = None
    archived_url: str | None = None
    note: str | None = None
    extra: str | None = None
    imported: bool = False
    retracted_on: str | None = None
    retraction_reason: str | None = None
    merged_into_id: int | None = None


class SourceLinkRow(Row, kw_only=True):
    """One source takes its content from another: a newspaper prints an agency's wire, a site translates a speech."""

    table: ClassVar[str] = "source_link"
    moments: ClassVar[tuple[str, ...]] = ("recorded_at", "retired_at")
    uids: ClassVar[tuple[str, ...]] = ("uid",)

    id: int
    uid: str
    recorded_at: str
    recorded_by: str
    source_id: int
    origin_id: int
    kind: str
    note: str | None = None
    retired_at: str | None = None


class SnapshotRow(Row, kw_only=True):
    """The bytes of a source as they were seen at one moment, by their hash, and the text read from them."""

    table: ClassVar[str] = "snapshot"
    moments: ClassVar[tuple[str, ...]] = ("recorded_at", "fetched_at")
    uids: ClassVar[tuple[str, ...]] = ("uid",)

    id: int
    uid: str
    recorded_at: str
    recorded_by: str
    source_id: int
    fetched_at: str
    how: str | None = None
    url: str | None = None
    final_url: str | None = None
    http_status: int | None = None
    headers: str | None = None
    sha256: str
    media_type: str
    size: int
    text: str | None = None
    text_sha256: str | None = None
    text_by: str | None = None
    found: str | None = None


class ClaimRow(Row, kw_only=True):
    """A proposition to be checked, in the desk's own words."""

    table: ClassVar[str] = "claim"
    owned: ClassVar[str] = "tags"
    moments: ClassVar[tuple[str, ...]] = ("recorded_at", "retired_at")
    uids: ClassVar[tuple[str, ...]] = ("uid",)

    id: int
    uid: str
    recorded_at: str
    recorded_by: str
    text: str
    text_key: str
    language: str
    kind: str | None = None
    note: str | None = None
    extra: str | None = None
    content_status: str
    attribution_status: str
    retired_at: str | None = None
    tags: list[str] = field(default_factory=list)


class UtteranceRow(Row, kw_only=True):
    """One occasion on which a claim was made, as one source has it."""

    table: ClassVar[str] = "utterance"
    owned: ClassVar[str] = "hops"
    flags: ClassVar[tuple[str, ...]] = ("said_on_circa",)
    days: ClassVar[tuple[str, ...]] = ("said_on",)
    moments: ClassVar[tuple[str, ...]] = ("recorded_at", "retired_at")
    uids: ClassVar[tuple[str, ...]] = ("uid",)

    id: int
    uid: str
    recorded_at: str
    recorded_by: str
    quote_exact: str | None = None
    quote_prefix: str | None = None
    quote_suffix: str | None = None
    quote_start: int | None = None
    quote_end: int | None = None
    quote_state: str | None = None
    snapshot_id: int | None = None
    claim_id: int
    source_id: int | None = None
    said_on: str | None = None
    said_on_precision: str | None = None
    said_on_circa: bool = False
    said_on_absence: str | None = None
    speaker_absence: str | None = None
    mode: str | None = None
    occasion: str | None = None
    addressee: str | None = None
    note: str | None = None
    extra: str | None = None
    retired_at: str | None = None
    hops: list[HopDocument] = field(default_factory=list)


class HopRow(Row, kw_only=True):
    """One step of the chain through which a statement reached us, counted from the speaker outwards."""

    table: ClassVar[str] = "hop"

    utterance_id: int
    position: int
    seat: int = 0
    claim_id: int
    claimant_id: int
    role: str | None = None
    cue: str | None = None
    naming: str | None = None


class EvidenceRow(Row, kw_only=True):
    """A source brought to bear on one axis of a claim."""

    table: ClassVar[str] = "evidence"
    moments: ClassVar[tuple[str, ...]] = ("recorded_at", "retired_at")
    uids: ClassVar[tuple[str, ...]] = ("uid",)

    id: int
    uid: str
    recorded_at: str
    recorded_by: str
    quote_exact: str | None = None
    quote_prefix: str | None = None
    quote_suffix: str | None = None
    quote_start: int | None = None
    quote_end: int | None = None
    quote_state: str | None = None
    snapshot_id: int | None = None
    claim_id: int
    source_id: int
    axis: str
    stance: str
    directness: str | None = None
    note: str | None = None
    retired_at: str | None = None


class VerificationRow(Row, kw_only=True):
    """One ruling on one axis of a claim; the newest rules, and the old stay readable. Append-only."""

    table: ClassVar[str] = "verification"
    owned: ClassVar[str] = "evidence"
    flags: ClassVar[tuple[str, ...]] = ("pending",)
    days: ClassVar[tuple[str, ...]] = ("checked_on", "recheck_on")
    moments: ClassVar[tuple[str, ...]] = ("recorded_at",)
    uids: ClassVar[tuple[str, ...]] = ("uid",)

    id: int
    uid: str
    recorded_at: str
    recorded_by: str
    claim_id: int
    axis: str
    status: str
    rating: str | None = None
    rating_value: str | None = None
    rating_best: str | None = None
    rating_worst: str | None = None
    verdict: str | None = None
    rating_table: str | None = None
    rationale: str
    ruled_by: str
    approved_by: str | None = None
    checked_on: str
    recheck_on: str | None = None
    policy: str | None = None
    policy_sha256: str | None = None
    desk_policy_sha256: str | None = None
    override: str | None = None
    lamport: int | None = None
    basis: str | None = None
    pending: bool = False
    approves_id: int | None = None
    review_id: int | None = None
    extra: str | None = None
    evidence: list[int] = field(default_factory=list)


class RelationRow(Row, kw_only=True):
    """One claim repeats, contradicts, supports, qualifies, corrects or retracts another."""

    table: ClassVar[str] = "relation"
    moments: ClassVar[tuple[str, ...]] = ("recorded_at", "retired_at")
    uids: ClassVar[tuple[str, ...]] = ("uid",)

    id: int
    uid: str
    recorded_at: str
    recorded_by: str
    claim_id: int
    kind: str
    other_id: int
    note: str | None = None
    retired_at: str | None = None


class ReportRow(Row, kw_only=True):
    """An edition: a report, a site, an export, an answer that left the house."""

    table: ClassVar[str] = "report"
    owned: ClassVar[str] = "claims"
    moments: ClassVar[tuple[str, ...]] = ("recorded_at",)
    uids: ClassVar[tuple[str, ...]] = ("uid",)

    id: int
    uid: str
    recorded_at: str
    recorded_by: str
    asked: str
    edition: str | None = None
    place: str | None = None
    head_count: int
    head_hash: str
    sha256: str
    claims: list[int] = field(default_factory=list)


class JudgementRow(Row, kw_only=True):
    """The desk's word on whether two sources are independent; it overrules what the program finds."""

    table: ClassVar[str] = "judgement"
    flags: ClassVar[tuple[str, ...]] = ("independent",)
    moments: ClassVar[tuple[str, ...]] = ("recorded_at",)
    uids: ClassVar[tuple[str, ...]] = ("uid",)

    id: int
    uid: str
    recorded_at: str
    recorded_by: str
    source_id: int
    other_id: int
    independent: bool = False
    reason: str


class CandidateRow(Row, kw_only=True):
    """A statement that a reader found in a snapshot; it is no claim until a person accepts it."""

    table: ClassVar[str] = "candidate"
    moments: ClassVar[tuple[str, ...]] = ("recorded_at",)
    uids: ClassVar[tuple[str, ...]] = ("uid",)

    id: int
    uid: str
    recorded_at: str
    recorded_by: str
    source_id: int
    snapshot_id: int
    position: int
    digest: str
    text: str
    confidence: int
    reader: str
    reading: str
    state: str
    claim_id: int | None = None
    utterance_id: int | None = None


class MergerRow(Row, kw_only=True):
    """Another ledger, or another copy of this one, was brought in as far as its log then reached. Append-only."""

    table: ClassVar[str] = "merger"
    moments: ClassVar[tuple[str, ...]] = ("recorded_at",)
    uids: ClassVar[tuple[str, ...]] = ("uid", "other_uid")

    id: int
    uid: str
    recorded_at: str
    recorded_by: str
    other_uid: str
    base_count: int
    base_hash: str
    head_count: int
    head_hash: str


class EventRow(Row, kw_only=True):
    """One line of the audit log: who did what to which record, when and why. Append-only."""

    table: ClassVar[str] = "event"
    moments: ClassVar[tuple[str, ...]] = ("at",)
    uids: ClassVar[tuple[str, ...]] = ("record_uid",)

    seq: int
    at: str
    actor: str
    action: str
    kind: str
    record_id: int
    record_uid: str
    claim_id: int | None = None
    before: str | None = None
    after: str
    reason: str | None = None
    previous_hash: str
    hash: str


ROWS: dict[str, type[Row]] = {
    "claimant": ClaimantRow,
    "source": SourceRow,
    "source_link": SourceLinkRow,
    "snapshot": SnapshotRow,
    "claim": ClaimRow,
    "utterance": UtteranceRow,
    "hop": HopRow,
    "evidence": EvidenceRow,
    "verification": VerificationRow,
    "relation": RelationRow,
    "report": ReportRow,
    "judgement": JudgementRow,
    "candidate": CandidateRow,
    "merger": MergerRow,
    "event": EventRow,
}
"""The row of each table."""
