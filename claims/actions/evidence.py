"""Evidence: bring a source to bear on a claim."""

from sqlalchemy import select

from claims.actions.register import Register
from claims.actions.utterances import quote_fields, require_live
from claims.drafts import EvidenceDraft
from claims.models import Claim, Evidence


def add_evidence(register: Register, claim: Claim, draft: EvidenceDraft) -> Evidence:
    """Bring a source to bear on a claim; the same source, said the same way, is one piece of evidence."""
    require_live(claim)
    source = register.source(draft.source)
    if source.retracted_on is not None:
        register.remarks.append(f"Source #{source.id} was retracted on {source.retracted_on}.")
    wanted = Evidence(
        claim_id=claim.id,
        source_id=source.id,
        axis=draft.axis.value,
        stance=draft.stance.value,
        directness=draft.directness.value if draft.directness else None,
        note=draft.note,
        **quote_fields(draft.quote),
    )
    same = register.ledger.session.scalar(
        select(Evidence)
        .where(
            Evidence.claim_id == claim.id,  # type: ignore[arg-type]
            Evidence.source_id == source.id,  # type: ignore[arg-type]
            Evidence.axis == wanted.axis,  # type: ignore[arg-type]
            Evidence.stance == wanted.stance,  # type: ignore[arg-type]
            Evidence.retired_at.is_(None),  # type: ignore[union-attr]
            *([Evidence.quote_exact == wanted.quote_exact] if wanted.quote_exact else []),  # type: ignore[list-item]
            *([Evidence.directness == wanted.directness] if wanted.directness else []),  # type: ignore[list-item]
            *([Evidence.note == wanted.note] if wanted.note else []),  # type: ignore[list-item]
        )
        .order_by(Evidence.id)  # type: ignore[arg-type]
        .limit(1)
    )
    return same or register.ledger.add(wanted)
