"""Evidence: bring a source to bear on a claim."""

from sqlmodel import col, select

from claims.actions.record.register import Register
from claims.actions.record.utterances import quote_fields, require_live
from claims.drafts import EvidenceDraft
from claims.models import Claim, Evidence


def add_evidence(register: Register, claim: Claim, draft: EvidenceDraft) -> Evidence:
    """Bring a source to bear on a claim; the same source, said the same way, is one piece of evidence."""
    require_live(claim)
    source = register.evidence_source(draft.source)
    if source.retracted_on is not None:
        register.remarks.append(f"Source #{source.id} was retracted on {source.retracted_on}.")
    wanted = Evidence(
        claim_id=claim.id,
        source_id=source.id,
        axis=draft.axis.value,
        stance=draft.stance.value,
        directness=draft.directness.value if draft.directness else None,
        note=draft.note,
        **quote_fields(register, source, draft.quote, draft.hints),
    )
    same = register.ledger.session.scalar(
        select(Evidence)
        .where(
            col(Evidence.claim_id) == claim.id,
            col(Evidence.source_id) == source.id,
            col(Evidence.axis) == wanted.axis,
            col(Evidence.stance) == wanted.stance,
            col(Evidence.retired_at).is_(None),
            *([col(Evidence.quote_exact) == wanted.quote_exact] if wanted.quote_exact else []),
            *([col(Evidence.directness) == wanted.directness] if wanted.directness else []),
            *([col(Evidence.note) == wanted.note] if wanted.note else []),
        )
        .order_by(col(Evidence.id))
        .limit(1)
    )
    return same or register.ledger.add(wanted)
