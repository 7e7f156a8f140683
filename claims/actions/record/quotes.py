"""Quotes: found in the newest stored text of their source, and looked for again when that changes."""

from collections.abc import Iterator
from typing import Annotated, Any

from msgspec import Meta, Struct
from sqlmodel import Session, col, select

from claims.actions.read.find import source_family
from claims.actions.record.register import Register
from claims.drafts import QuoteHints
from claims.errors import InDoubt, Refused
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.canonical import Document
from claims.models import Evidence, Snapshot, Source, Utterance
from claims.quotes.anchoring import Place, fitting, nowhere, places
from claims.quotes.copies import Copy, SilentEdit
from claims.snapshots.worth import flaw
from claims.text import quoted, shorten
from claims.vocabulary import QuoteState

ANCHORED, MOVED, ORPHAN = QuoteState.ANCHORED.value, QuoteState.MOVED.value, QuoteState.ORPHAN.value
BESIDE = 40
"""Characters shown on either side of a quote that stands at several places."""

NO_TEXT = "no text"
"""What is said of a quote whose source has no stored text to look in."""


def newest_copy(session: Session, source: int) -> Snapshot | None:
    """The newest snapshot of a source."""
    family = source_family(session, [source])
    wanted = select(Snapshot).where(col(Snapshot.source_id).in_(family)).order_by(col(Snapshot.id).desc()).limit(1)
    return session.scalar(wanted)


def newest_snapshot(session: Session, source: int) -> Snapshot | None:
    """The newest snapshot of a source from which a text could be read, and not that of a page in front of it."""
    family = source_family(session, [source])
    wanted = select(Snapshot).where(col(Snapshot.source_id).in_(family), col(Snapshot.text).is_not(None))
    return next((each for each in session.scalars(wanted.order_by(col(Snapshot.id).desc())) if not _flaw(each)), None)


def _flaw(snapshot: Snapshot) -> str:
    return flaw(status=snapshot.http_status, size=snapshot.size, media_type=snapshot.media_type, text=snapshot.text)


def anchored(register: Register, source: Source, words: str, hints: QuoteHints) -> Document:
    """A quote as columns: where it stands in the newest stored text; refused where it stands nowhere or in doubt."""
    snapshot = newest_snapshot(register.ledger.session, source.id)
    if snapshot is None or snapshot.text is None:
        return {"quote_exact": words, "quote_state": ORPHAN}
    found = fitting(places(snapshot.text, words), hints.prefix, hints.suffix)
    meant = register.meant.get((snapshot.id, words), 0)
    if 0 < meant <= len(found):
        found = [found[meant - 1]]
    if len(found) == 1:
        return columns_of(found[0], snapshot.id, ANCHORED)
    if hints.orphan:
        return {"quote_exact": words, "quote_state": ORPHAN}
    raise _not_found(source, snapshot, words) if not found else _in_doubt(source, snapshot.id, words, found)


def columns_of(place: Place, snapshot: int, state: str) -> Document:
    """A place as the columns of a record."""
    return {
        "quote_exact": place.exact,
        "quote_prefix": place.prefix,
        "quote_suffix": place.suffix,
        "quote_start": place.start,
        "quote_end": place.end,
        "quote_state": state,
        "snapshot_id": snapshot,
    }


def _not_found(source: Source, snapshot: Snapshot, words: str) -> Refused:
    missing = nowhere(snapshot.text or "", words)
    said = f"{quoted(words, 60)} is not in the stored text of source #{source.id} (snapshot #{snapshot.id})"
    if missing.unmarked_cut:
        return Refused(f"{said}: words are left out without a mark.", "Mark the cut with [...].")
    near = f"; the nearest passage is {quoted(missing.nearest, 160)}" if missing.share >= 0.3 else ""
    return Refused(f"{said}{near}.", "Quote the words as they stand, or keep it unfound with --orphan.")


def _in_doubt(source: Source, snapshot: int, words: str, found: list[Place]) -> InDoubt:
    shown = [_in_passing(place) for place in found]
    listed = "; ".join(f"{number}) {each}" for number, each in enumerate(shown[:5], start=1))
    return InDoubt(
        f"{quoted(words, 60)} stands {len(found)} times in source #{source.id}: {listed}",
        "Say which with --quote-prefix or --quote-suffix, the words just before or after it;"
        " for a ruling's evidence with claims evidence add.",
        (snapshot, words),
        shown,
        "The quote stands at several places:",
    )


def _in_passing(place: Place) -> str:
    """A place with the few words on either side that tell it from others."""
    before, after = place.prefix[-BESIDE:], place.suffix[:BESIDE]
    return " ".join(f"...{before}[{shorten(place.exact, BESIDE)}]{after}...".split())


class CheckedQuote(Struct, frozen=True):
    """A quote looked for again: how it stood, and how it stands in the newest stored text."""

    record: Annotated[str, Meta(description="utterance #3 or evidence #4.")]
    claim: Annotated[int, Meta(description="Number of its claim.")]
    source: Annotated[int, Meta(description="Number of the source it is from.")]
    quote: Annotated[str, Meta(description="The words.")]
    was: Annotated[str, Meta(description="anchored, moved or orphan, as it was recorded.")]
    state: Annotated[str, Meta(description="anchored, moved or orphan now; or: no text.")]
    said: Annotated[str, Meta(description="What was found, in a sentence.")]
    edit: Annotated[
        SilentEdit | None, Meta(description="How the source was changed, if an older copy has the words.")
    ] = None


def check_quotes(ledger: Ledger) -> list[CheckedQuote]:
    """Look for every quote again in the newest stored text of its source, and record what changed."""
    checked = list(_looked_at(ledger.session))
    for row, columns, quote in checked:
        if columns:
            ledger.revise(row, columns, reason=quote.said)
    return [quote for _row, _columns, quote in checked]


def look_at_quotes(session: Session) -> list[CheckedQuote]:
    """What `check_quotes` would find; nothing is recorded."""
    return [quote for _row, _columns, quote in _looked_at(session)]


def _looked_at(session: Session) -> Iterator[tuple[Any, Document, CheckedQuote]]:
    """Every quote: the record that has it, the columns that became different, and what to say of it."""
    texts: dict[int, Snapshot | None] = {}
    older: dict[int, list[Snapshot]] = {}
    for row in _quoting(session):
        if row.source_id not in texts:
            texts[row.source_id] = newest_snapshot(session, row.source_id)
        columns, said = looked_for(row, texts[row.source_id])
        edit = (
            _edit(session, row, texts[row.source_id], older)
            if columns.get("quote_state", row.quote_state) == ORPHAN
            else None
        )
        said = edit.told() if edit else said
        state = columns.get("quote_state", NO_TEXT if texts[row.source_id] is None else row.quote_state)
        quote = CheckedQuote(
            f"{row.record.value} #{row.id}",
            row.claim_id,
            row.source_id,
            row.quote_exact or "",
            row.quote_state or "",
            state,
            said,
            edit,
        )
        yield row, columns, quote


def _edit(session: Session, row: Any, newest: Snapshot | None, older: dict[int, list[Snapshot]]) -> SilentEdit | None:
    """Whether an older copy has the words that the newest lacks: then it was the source that changed."""
    if newest is None or places(newest.text or "", row.quote_exact):
        return None
    if row.source_id not in older:
        family = source_family(session, [row.source_id])
        wanted = select(Snapshot).where(
            col(Snapshot.source_id).in_(family), col(Snapshot.text).is_not(None), col(Snapshot.id) < newest.id
        )
        before = session.scalars(wanted.order_by(col(Snapshot.id).desc()))
        older[row.source_id] = [each for each in before if not _flaw(each)]
    stood = next((each for each in older[row.source_id] if places(each.text or "", row.quote_exact)), None)
    return SilentEdit(row.source_id, _copy(stood), _copy(newest)) if stood else None


def _copy(snapshot: Snapshot) -> Copy:
    return Copy(snapshot.id, str(snapshot.uid), snapshot.sha256, snapshot.fetched_at)


def _quoting(session: Session) -> Iterator[Any]:
    """Every live utterance and piece of evidence that quotes a source."""
    for model in (Utterance, Evidence):
        wanted = select(model).where(
            col(model.quote_exact).is_not(None), col(model.retired_at).is_(None), col(model.source_id).is_not(None)
        )
        yield from session.scalars(wanted.order_by(col(model.id))).all()


def looked_for(row: Any, snapshot: Snapshot | None) -> tuple[Document, str]:
    """What became different about a quote, as columns, and what to say of it; never a guess."""
    if snapshot is None or snapshot.text is None:
        return {}, "Its source has no stored text."
    if row.quote_state != ORPHAN and row.snapshot_id == snapshot.id:
        return {}, "It stands where it was found."
    found = places(snapshot.text, row.quote_exact)
    if len(found) > 1:
        found = fitting(found, row.quote_prefix, row.quote_suffix) or found
    if len(found) != 1:
        why = "It stands nowhere" if not found else f"It stands {len(found)} times, none where it stood before,"
        lost = {"quote_state": ORPHAN} if row.quote_state != ORPHAN else {}
        return lost, f"{why} in snapshot #{snapshot.id}."
    place = found[0]
    moved = row.quote_state != ORPHAN and place.start != row.quote_start
    state = MOVED if moved else ANCHORED
    where = f"at {place.start:,} in snapshot #{snapshot.id}"
    return columns_of(place, snapshot.id, state), f"It {'moved: it now stands' if moved else 'stands'} {where}."
