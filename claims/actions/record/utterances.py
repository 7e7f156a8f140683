"""Utterances: the same claim, said again or printed elsewhere."""

from claims.actions.record.register import Register
from claims.dates import PartialDate
from claims.drafts import HopDraft, QuoteHints, UtteranceDraft
from claims.errors import BadInput, Refused
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.canonical import Document
from claims.models import Claim, Record, Source, Utterance
from claims.text import quoted
from claims.vocabulary import Action, QuoteState


def add_utterance(
    register: Register, claim: Claim, draft: UtteranceDraft, *, anchored: Document | None = None
) -> Utterance:
    """Record one more occasion on which a claim was made; `anchored` says where its quote stands, if that is known."""
    require_live(claim)
    source = register.source(draft.source) if draft.source is not None else None
    hops = _hops(register, draft)
    utterance = Utterance(
        claim_id=claim.id,
        source_id=source.id if source else None,
        mode=draft.mode.value if draft.mode else None,
        occasion=draft.occasion,
        addressee=draft.addressee,
        note=draft.note,
        said_on_absence=draft.said_on_absence.value if draft.said_on_absence else None,
        speaker_absence=draft.speaker_absence.value if draft.speaker_absence else None,
        **date_fields("said_on", draft.said_on),
        **(quote_fields(register, source, draft.quote, draft.hints) if anchored is None else anchored),
    )
    if source is not None:
        _mind_source(register, source)
    return register.ledger.add(utterance, hops)


def retire_part(ledger: Ledger, part: Record, reason: str) -> None:
    """Take out an utterance, a piece of evidence, a relation or a link that was entered wrongly; the log keeps it."""
    noun = part.record.value.replace("_", " ")
    if getattr(part, "retired_at", None) is not None:
        raise Refused(f"That {noun} (#{part.id}) is already taken out.", "There is nothing to do.")
    ledger.revise(part, {"retired_at": ledger.now}, action=Action.RETIRE, reason=reason)


def require_live(claim: Claim) -> None:
    """Refuse to add to a claim that was taken out."""
    if claim.retired_at is not None:
        raise Refused(f"Claim #{claim.id} was taken out.", f"claims restore {claim.id} --because ... brings it back.")


def date_fields(name: str, when: PartialDate | None) -> Document:
    """A date as the columns of a record."""
    if when is None:
        return {}
    return {name: when.first, f"{name}_precision": when.precision.value, f"{name}_circa": when.circa}


def quote_fields(register: Register, source: Source | None, words: str | None, hints: QuoteHints) -> Document:
    """A quote as columns: where it stands in the source's stored text; an orphan where there is none."""
    if words is None:
        return {}
    if source is None:
        return {"quote_exact": words, "quote_state": QuoteState.ORPHAN.value}
    from claims.actions.record.quotes import anchored  # only a quote from a source needs it

    columns = anchored(register, source, words, hints)
    if columns["quote_state"] == QuoteState.ORPHAN.value and not hints.orphan:
        _mind_copy_without_text(register, source)
    return columns


def _hops(register: Register, draft: UtteranceDraft) -> list[Document]:
    """The chain: those who spoke side by side, then each who passed it on."""
    links = [*([draft.speaker] if draft.speaker else []), *draft.relays]
    if draft.speaker_absence:  # whoever passed it on is no speaker
        return [_hop(register, position, link) for position, link in enumerate(draft.relays, start=1)]
    hops = [_hop(register, position, link) for position, link in enumerate(links)]
    joint = [_hop(register, 0, link) | {"seat": seat} for seat, link in enumerate(draft.together, start=1)]
    said_by = [hop["claimant_id"] for hop in [*hops[:1], *joint]]
    for link, number in zip(draft.together, said_by[1:], strict=True):
        if said_by.count(number) > 1:
            raise BadInput(f"{quoted(link.name)} is named twice among the speakers.", "Name each of them once.")
    return [*hops[:1], *joint, *hops[1:]]


def _hop(register: Register, position: int, link: HopDraft) -> Document:
    known: Document = {"position": position, "claimant_id": register.claimant(link.name).id}
    if link.role:
        known["role"] = link.role
    if link.cue:
        known["cue"] = link.cue
    if link.naming:
        known["naming"] = link.naming.value
    return known


def _mind_copy_without_text(register: Register, source: Source) -> None:
    """Say that a quote could not be looked for, where there is a copy, but none with a text."""
    from claims.actions.record.quotes import newest_copy

    copy = newest_copy(register.ledger.session, source.id)
    if copy is not None:
        register.remarks.append(
            f"No text could be read from the copy of source #{source.id} (snapshot #{copy.id}), so the quote wasn't "
            f"looked for and stays an orphan. Keep a copy with a text: claims archive {source.id} --from FILE"
        )


def _mind_source(register: Register, source: Source) -> None:
    if source.retracted_on is not None:
        register.remarks.append(f"Source #{source.id} was retracted on {source.retracted_on}.")
    if source.publisher_id is None and source.publisher_absence is None:
        remark = (
            f"Source #{source.id} has no publisher to close the chain: claims source edit {source.id} --publisher NAME"
        )
        if remark not in register.remarks:
            register.remarks.append(remark)
