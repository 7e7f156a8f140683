"""The records as they stand now, read in bulk: one statement a kind of record, however many rows."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, or_, select
from sqlmodel import Session, col

from claims.ledger.access import among, documents
from claims.ledger.canonical import Document
from claims.models import (
    Claim,
    Claimant,
    ClaimantAlias,
    ClaimTag,
    Evidence,
    Hop,
    Record,
    Relation,
    Source,
    SourceLink,
    Tag,
    Utterance,
    Verification,
    VerificationEvidence,
)

Numbers = Iterable[int]


class Present:
    """Reads records by the numbers of what they belong to; `Past` answers the same about an earlier moment."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def claims(self, numbers: Numbers) -> list[Document]:
        """Claims by number, with their statuses and tags."""
        wanted = list(numbers)
        found = self._rows(Claim, Claim.id, wanted)
        tags = self._pairs(
            select(col(ClaimTag.claim_id), col(Tag.name))
            .join(Tag, col(Tag.id) == col(ClaimTag.tag_id))
            .where(among(self._session, ClaimTag.claim_id, wanted))
            .order_by(col(Tag.name))
        )
        for claim in found:
            claim["tags"] = tags.get(claim["id"], [])
        return found

    def utterances(self, claim_ids: Numbers) -> list[Document]:
        """The utterances of these claims, with their hops."""
        wanted = list(claim_ids)
        found = self._rows(Utterance, Utterance.claim_id, wanted)
        names = list(Hop.model_fields)
        utterances = select(col(Utterance.id)).where(among(self._session, Utterance.claim_id, wanted))
        steps = documents(
            self._session,
            select(*_columns(Hop))
            .where(col(Hop.utterance_id).in_(utterances))
            .order_by(col(Hop.utterance_id), col(Hop.position)),
            names,
        )
        hops: dict[int, list[Document]] = {}
        for hop in steps:
            hops.setdefault(hop["utterance_id"], []).append(hop)
        for utterance in found:
            utterance["hops"] = hops.get(utterance["id"], [])
        return found

    def evidence(self, claim_ids: Numbers) -> list[Document]:
        """The evidence on these claims."""
        return self._rows(Evidence, Evidence.claim_id, claim_ids)

    def verifications(self, claim_ids: Numbers) -> list[Document]:
        """The rulings on these claims, with the evidence each rests on."""
        wanted = list(claim_ids)
        found = self._rows(Verification, Verification.claim_id, wanted)
        rests = self._pairs(
            select(col(VerificationEvidence.verification_id), col(VerificationEvidence.evidence_id))
            .join(Verification, col(Verification.id) == col(VerificationEvidence.verification_id))
            .where(among(self._session, Verification.claim_id, wanted))
            .order_by(col(VerificationEvidence.evidence_id))
        )
        for verification in found:
            verification["evidence"] = rests.get(verification["id"], [])
        return found

    def relations(self, claim_ids: Numbers) -> list[Document]:
        """The relations in which these claims stand, on either side."""
        wanted = list(claim_ids)
        either = or_(among(self._session, Relation.claim_id, wanted), among(self._session, Relation.other_id, wanted))
        return self._select(Relation, either)

    def claimants(self, numbers: Numbers) -> list[Document]:
        """These claimants and those they were merged into, with their aliases."""
        wanted = list(numbers)
        merged = select(col(Claimant.merged_into_id)).where(among(self._session, Claimant.id, wanted))
        found = self._select(Claimant, or_(among(self._session, Claimant.id, wanted), col(Claimant.id).in_(merged)))
        aliases = self._pairs(
            select(col(ClaimantAlias.claimant_id), col(ClaimantAlias.name))
            .where(among(self._session, ClaimantAlias.claimant_id, [claimant["id"] for claimant in found]))
            .order_by(col(ClaimantAlias.name_key))
        )
        for claimant in found:
            claimant["aliases"] = aliases.get(claimant["id"], [])
        return found

    def sources(self, numbers: Numbers) -> list[Document]:
        """These sources and those they were merged into."""
        wanted = list(numbers)
        merged = select(col(Source.merged_into_id)).where(among(self._session, Source.id, wanted))
        return self._select(Source, or_(among(self._session, Source.id, wanted), col(Source.id).in_(merged)))

    def links(self, source_ids: Numbers) -> list[Document]:
        """The links that lead from these sources to their origins, through as many sources as it takes."""
        start: Select[int] = select(col(SourceLink.source_id).label("id")).where(
            among(self._session, SourceLink.source_id, source_ids)
        )
        reached = start.cte("reached", recursive=True)
        onward = select(col(SourceLink.origin_id)).join(reached, col(SourceLink.source_id) == reached.c.id)
        reached = reached.union(onward.where(col(SourceLink.retired_at).is_(None)))
        return self._select(SourceLink, col(SourceLink.source_id).in_(select(reached.c.id)))

    def links_about(self, source_ids: Numbers) -> list[Document]:
        """The links of these sources, to their origins and from those that take their content from them."""
        wanted = list(source_ids)
        ends = (SourceLink.source_id, SourceLink.origin_id)
        return self._select(SourceLink, or_(*(among(self._session, end, wanted) for end in ends)))

    def _rows(self, model: type[Record], column: Any, numbers: Numbers) -> list[Document]:
        return self._select(model, among(self._session, column, numbers))

    def _select(self, model: type[Record], condition: Any) -> list[Document]:
        query = select(*_columns(model)).where(condition).order_by(col(model.id))
        return documents(self._session, query, list(model.model_fields))

    def _pairs(self, query: Select[int, Any]) -> dict[int, list[Any]]:
        grouped: dict[int, list[Any]] = {}
        for key, value in self._session.connection().execute(query):
            grouped.setdefault(key, []).append(value)
        return grouped


def _columns(model: Any) -> list[Any]:
    return [model.__table__.c[name] for name in model.model_fields]
