"""Claims: record, edit, take out."""

from claims.actions.record.register import Register
from claims.actions.record.utterances import add_utterance
from claims.drafts import ClaimDraft
from claims.errors import BadInput, Refused
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.canonical import Document
from claims.ledger.store.child_lists import load_child_list
from claims.ledger.store.sql import Bulk
from claims.models import Claim, Utterance
from claims.text import quoted, text_key
from claims.vocabulary import Action

SAME_TEXT = "SELECT min(id) FROM claim WHERE text_key = :key AND retired_at IS NULL HAVING min(id) IS NOT NULL"


def record_claim(register: Register, draft: ClaimDraft, *, anchored: Document | None = None) -> tuple[Claim, Utterance]:
    """Record a claim with the occasion on which it was made; `anchored` says where its quote stands, if known."""
    ledger = register.ledger
    ledger.session.flush()
    alike = Bulk(ledger.session).rows(SAME_TEXT, key=text_key(draft.text))
    if alike:
        same = alike[0][0]
        register.mind(
            f"Claim #{same} has the same text.", f"If it was only said again: claims utterance add {same} --by NAME."
        )
    claim = ledger.add(
        Claim(
            text=draft.text,
            language=draft.language,
            kind=draft.kind.value if draft.kind else None,
            note=draft.note,
        ),
        draft.tags,
    )
    return claim, add_utterance(register, claim, draft.utterance, anchored=anchored)


def edit_claim(
    ledger: Ledger,
    claim: Claim,
    changes: Document,
    *,
    tags: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    reason: str | None = None,
) -> bool:
    """Change a claim's fields, add tags and take tags away; the old values stay in the log."""
    held = load_child_list(ledger.session, claim)
    missing = sorted(set(without) - set(held))
    if missing:
        raise BadInput(f"Claim #{claim.id} has no tag {quoted(missing[0])}.", f"claims show {claim.id} lists its tags.")
    wanted = sorted((set(held) | set(tags)) - set(without))
    return ledger.revise(claim, changes, wanted, reason=reason)


def retire_claim(ledger: Ledger, claim: Claim, reason: str) -> None:
    """Take out a claim that was entered wrongly: lists and reports leave it out, `show` and the log keep it."""
    if claim.retired_at is not None:
        raise Refused(f"Claim #{claim.id} is already taken out.", f"claims restore {claim.id} brings it back.")
    ledger.revise(claim, {"retired_at": ledger.now}, action=Action.RETIRE, reason=reason)


def restore_claim(ledger: Ledger, claim: Claim, reason: str) -> None:
    """Bring back a claim that was taken out."""
    if claim.retired_at is None:
        raise Refused(f"Claim #{claim.id} isn't taken out.", "There is nothing to bring back.")
    ledger.revise(claim, {"retired_at": None}, action=Action.RESTORE, reason=reason)
