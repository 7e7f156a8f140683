"""The schema: what a ledger stores, one noun a module. Read in the order of TABLES, it is the data dictionary.

A table costs as much as a hundredth of the start, so that a command loads those that it touches: each is loaded when
its name is first used, together with those that its foreign keys refer to.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData

from claims.models.base import Record, Stored
from claims.vocabulary import RecordKind

if TYPE_CHECKING:
    from claims.models.blob import Blob as Blob
    from claims.models.candidate import Candidate as Candidate
    from claims.models.claim import Claim as Claim
    from claims.models.claimant import Claimant as Claimant
    from claims.models.claimant_alias import ClaimantAlias as ClaimantAlias
    from claims.models.edition import Edition as Edition
    from claims.models.edition import EditionClaim as EditionClaim
    from claims.models.edition import Judgement as Judgement
    from claims.models.event import Event as Event
    from claims.models.evidence import Evidence as Evidence
    from claims.models.head import Head as Head
    from claims.models.hop import Hop as Hop
    from claims.models.merger import Merger as Merger
    from claims.models.merger import OtherLine as OtherLine
    from claims.models.relation import Relation as Relation
    from claims.models.ruling import Ruling as Ruling
    from claims.models.ruling import RulingEvidence as RulingEvidence
    from claims.models.snapshot import Snapshot as Snapshot
    from claims.models.source import Source as Source
    from claims.models.source_link import SourceLink as SourceLink
    from claims.models.tag import ClaimTag as ClaimTag
    from claims.models.tag import Tag as Tag
    from claims.models.utterance import Utterance as Utterance

    RECORDS: dict[RecordKind, type[Record]]

TABLES = {
    "claimant": "claimant.Claimant",
    "claimant_alias": "claimant_alias.ClaimantAlias",
    "source": "source.Source",
    "source_link": "source_link.SourceLink",
    "snapshot": "snapshot.Snapshot",
    "blob": "blob.Blob",
    "claim": "claim.Claim",
    "tag": "tag.Tag",
    "claim_tag": "tag.ClaimTag",
    "utterance": "utterance.Utterance",
    "hop": "hop.Hop",
    "evidence": "evidence.Evidence",
    "verification": "ruling.Ruling",
    "verification_evidence": "ruling.RulingEvidence",
    "relation": "relation.Relation",
    "report": "edition.Edition",
    "report_claim": "edition.EditionClaim",
    "judgement": "edition.Judgement",
    "candidate": "candidate.Candidate",
    "merger": "merger.Merger",
    "other_line": "merger.OtherLine",
    "event": "event.Event",
    "head": "head.Head",
}
"""Where the model of each table is; a table stands below those that it refers to."""

_HOMES = {where.partition(".")[2]: where.partition(".")[0] for where in TABLES.values()}


@cache
def model_of(table: str) -> type[Stored]:
    """The model of a table."""
    found: type[Stored] = _load(TABLES[table].partition(".")[2])
    return found


def whole_schema() -> MetaData:
    """Every table, whether or not a command has touched it."""
    for table in TABLES:
        model_of(table)
    return Stored.metadata


def _load(name: str) -> Any:
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def _records() -> dict[RecordKind, type[Record]]:
    """The model of each kind of record, in the order in which they can refer to one another."""
    models = map(model_of, TABLES)
    return {model.record: model for model in models if issubclass(model, Record)}


if not TYPE_CHECKING:  # a type checker knows every name from above

    def __getattr__(name: str) -> Any:
        if name not in _HOMES and name != "RECORDS":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = found = _records() if name == "RECORDS" else _load(name)
        return found


__all__ = ["RECORDS", "TABLES", "Record", "Stored", "model_of", "whole_schema"]
