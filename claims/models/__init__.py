"""The schema: what a ledger stores, one noun a module. Read in this order, it is the data dictionary."""

from claims.models.base import Record, Stored
from claims.models.candidate import Candidate
from claims.models.claim import Claim, ClaimTag, Tag
from claims.models.claimant import Claimant, ClaimantAlias
from claims.models.event import Event, Head
from claims.models.evidence import Evidence
from claims.models.relation import Relation
from claims.models.report import Judgement, ReportedClaim, WrittenReport
from claims.models.snapshot import Blob, Snapshot
from claims.models.source import Source, SourceLink
from claims.models.utterance import Hop, Utterance
from claims.models.verification import Verification, VerificationEvidence
from claims.vocabulary import RecordKind

RECORDS: dict[RecordKind, type[Record]] = {
    model.record: model
    for model in (
        Claimant,
        Source,
        SourceLink,
        Snapshot,
        Claim,
        Utterance,
        Evidence,
        Verification,
        Relation,
        WrittenReport,
        Judgement,
        Candidate,
    )
}
"""The model of each kind of record, in the order in which they can refer to one another."""

__all__ = [
    "RECORDS",
    "Blob",
    "Candidate",
    "Claim",
    "ClaimTag",
    "Claimant",
    "ClaimantAlias",
    "Event",
    "Evidence",
    "Head",
    "Hop",
    "Judgement",
    "Record",
    "Relation",
    "ReportedClaim",
    "Snapshot",
    "Source",
    "SourceLink",
    "Stored",
    "Tag",
    "Utterance",
    "Verification",
    "VerificationEvidence",
    "WrittenReport",
]
