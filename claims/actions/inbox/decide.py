"""The inbox: statements that a reader found, waiting for a person to accept or reject them."""

import re
from collections.abc import Iterable, Sequence, Set
from typing import Any

import msgspec
from sqlmodel import col, select

from claims.actions.inbox.read_source import language_of
from claims.actions.record.claims import record_claim, retire_claim
from claims.actions.record.register import Register
from claims.actions.record.utterances import add_utterance, require_live, retire_part
from claims.dates import PartialDate, parse_date
from claims.drafts import ClaimDraft, HopDraft, UtteranceDraft, line
from claims.errors import BadInput, NotFound, Refused
from claims.extraction.language.lexicon import that_of, unclear_of
from claims.extraction.text.wording import as_sentence
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.canonical import canonical, fingerprint
from claims.models import Candidate, Claim, Snapshot, Source, Utterance
from claims.quotes.anchoring import CUT, around
from claims.text import clean_line, name_key, quoted
from claims.vocabulary import Action, CandidateState, Mode, SpeechStance

LOOSE = " \t\n\r,;"
MARKS = '"“”„«»'
"""What may stand around the words of a statement and is no part of them."""

UNRESOLVED = "unresolved-pronoun"
"""The tag of a claim that begins with a word which means somebody or something that it doesn't name."""

NOT_STATED = {
    SpeechStance.DENIED: "was denied",
    SpeechStance.NOT_SAID: "was not said",
    SpeechStance.ASKED: "is a question",
    SpeechStance.SUPPOSED: "is only supposed to be said",
}
"""Why a candidate can't be accepted as a statement."""


class ProposedClaim(msgspec.Struct, frozen=True):
    """What a reading brought: candidates that are new, and how many were known, decided ones among them."""

    new: list[int]
    known: int
    decided: int


def propose(ledger: Ledger, snapshot: Snapshot, found: Sequence[Any], reader: str) -> ProposedClaim:
    """Put what a reader found in a snapshot into the inbox; what was decided before is not asked again."""
    known = {
        each.digest: each
        for each in ledger.session.scalars(select(Candidate).where(col(Candidate.source_id) == snapshot.source_id))
    }
    new, decided, met = [], 0, 0
    for digest, reading in _surest(snapshot, found).items():
        if digest in known:
            met += 1
            decided += known[digest].state != CandidateState.OPEN
            _refresh(ledger, known[digest], snapshot, reading, reader)
            continue
        new.append(ledger.add(_candidate(snapshot, reading, reader, digest)).id)
    return ProposedClaim(new, met, decided)


def _surest(snapshot: Snapshot, found: Sequence[Any]) -> dict[str, dict[str, Any]]:
    """What was found, each statement once: where two cues lead to the same words, by the one that is surer."""
    surest: dict[str, dict[str, Any]] = {}
    for reading in map(msgspec.to_builtins, found):
        digest = _digest(snapshot, reading)
        if digest not in surest or reading["confidence"] > surest[digest]["confidence"]:
            surest[digest] = reading
    return surest


def _candidate(snapshot: Snapshot, reading: dict[str, Any], reader: str, digest: str) -> Candidate:
    return Candidate(
        source_id=snapshot.source_id,
        snapshot_id=snapshot.id,
        position=reading["content"][0][0],
        digest=digest,
        text=clean_line(reading["text"], "statement", 10_000),
        confidence=_per_cent(reading["confidence"]),
        reader=reader,
        reading=canonical({**reading, "confidence": _per_cent(reading["confidence"])}),
    )


def _refresh(ledger: Ledger, candidate: Candidate, snapshot: Snapshot, reading: dict[str, Any], reader: str) -> None:
    """Bring a candidate that nobody decided on up to a newer snapshot or reader."""
    if candidate.state != CandidateState.OPEN:
        return
    found = _candidate(snapshot, reading, reader, candidate.digest)
    names = ("snapshot_id", "position", "text", "confidence", "reader", "reading")
    ledger.revise(candidate, {name: getattr(found, name) for name in names}, reason="Read again")


def _per_cent(confidence: float) -> int:
    return max(0, min(100, round(100 * confidence)))


def _digest(snapshot: Snapshot, reading: dict[str, Any]) -> str:
    """What makes a statement the same when its source is read again: its words and who is said to have said them."""
    speaker = (reading.get("speaker") or {}).get("name") or ""
    said = " ".join(quote_of(snapshot.text or "", reading["content"]).split())
    facts = {"said": said, "speaker": name_key(speaker), "own": bool(reading.get("own_voice"))}
    if not stated(reading):  # what was not said in one place may be said in another, in the same words
        facts["stance"] = reading["stance"]
    return fingerprint(facts)


def stated(reading: dict[str, Any]) -> bool:
    """Whether the text says that somebody stated it, rather than denied, asked or supposed it."""
    return bool(reading.get("stance", SpeechStance.STATED) == SpeechStance.STATED)


def quote_of(text: str, spans: Iterable[Sequence[int]]) -> str:
    """The words of a statement as they stand in a text, with its cuts marked."""
    return CUT.join(text[start:end] for start, end in spans)


def words_said(text: str, spans: Iterable[Sequence[int]], that: Set[str]) -> list[tuple[int, int]]:
    """The stretches of a statement without the quotation marks and commas around them, and without "that" before."""
    return [_words_of(text, start, end, that) for start, end in spans]


def _words_of(text: str, start: int, end: int, that: Set[str]) -> tuple[int, int]:
    while start < end:
        first, last = text[start], text[end - 1]
        if last in LOOSE:
            end -= 1
        elif first in LOOSE:
            start += 1
        elif first in MARKS and last in MARKS and end - start > 1 and _paired(text[start + 1 : end - 1]):
            start, end = start + 1, end - 1
        elif first in MARKS and not _paired(text[start:end]):
            start += 1
        elif last in MARKS and not _paired(text[start:end]):
            end -= 1
        elif (opening := text[start:end].partition(" ")[0]) in that and start + len(opening) < end:
            start += len(opening) + 1
        else:
            break
    return start, end


def _paired(words: str) -> bool:
    """Whether every quotation mark among some words has its partner there."""
    return words.count('"') % 2 == 0 and sum(words.count(mark) for mark in "“”„«»") % 2 == 0


def candidates(
    ledger_session: Any, source: int | None = None, *, least: float = 0.0, state: str | None = CandidateState.OPEN.value
) -> list[Candidate]:
    """The candidates of a source (or of all), in reading order."""
    wanted = select(Candidate).where(col(Candidate.confidence) >= _per_cent(least))
    if state is not None:
        wanted = wanted.where(col(Candidate.state) == state)
    if source is not None:
        wanted = wanted.where(col(Candidate.source_id) == source)
    order = (col(Candidate.source_id), col(Candidate.position), col(Candidate.id))
    return list(ledger_session.scalars(wanted.order_by(*order)))


def the_candidate(session: Any, number: int) -> Candidate:
    """The candidate with this number, if nobody has decided on it."""
    found: Candidate | None = session.get(Candidate, number)
    if found is None:
        raise NotFound(f"There is no candidate #{number}.", "claims inbox lists those that wait.")
    if found.state != CandidateState.OPEN:
        raise Refused(f"Candidate #{number} is {found.state} already.", "claims inbox lists those that wait.")
    return found


def accept(
    register: Register, candidate: Candidate, *, texts: Sequence[str] = (), claim: Claim | None = None
) -> list[int]:
    """Record a candidate: claim, claimant, utterance, hops and anchored quote; returns the claims' numbers.

    `texts` are the claim in better words, or several claims where the statement makes several; with `claim`, it is one
    more occasion on which that claim was made.
    """
    session = register.ledger.session
    reading = msgspec.json.decode(candidate.reading)
    if not stated(reading):
        raise Refused(
            f"Candidate #{candidate.id} {NOT_STATED[reading['stance']]}: nobody is said to have stated it.",
            f"Turn it down with claims inbox --reject {candidate.id}, or record what was said: claims add.",
        )
    snapshot = session.get_one(Snapshot, candidate.snapshot_id)
    source = session.get_one(Source, candidate.source_id)
    that = opening_words(source)
    draft, anchored = _utterance(snapshot, reading, register.ledger, that)
    if claim is not None:
        require_live(claim)
        made = [(claim, add_utterance(register, claim, draft, anchored=anchored))]
    else:
        language = source.language or "und"
        as_said = plain_statement(snapshot.text or "", reading["content"], that)
        tags, note = ((), None) if texts else _mark(reading, as_said, source)
        made = [
            record_claim(
                register, ClaimDraft.of(text, draft, language=language, tags=tags, note=note), anchored=anchored
            )
            for text in (texts or [reading.get("proposed") or as_said])
        ]
    changes = {"state": CandidateState.ACCEPTED.value, "claim_id": made[0][0].id, "utterance_id": made[0][1].id}
    register.ledger.revise(candidate, changes, action=Action.ACCEPT)
    return [each.id for each, _utterance_of in made]


def _mark(reading: dict[str, Any], as_said: str, source: Source) -> tuple[tuple[str, ...], str | None]:
    """The tag and the note of a claim that doesn't stand alone, or that stands in another wording than the text's."""
    if reading.get("proposed"):
        return (), f"In the text: {as_said}"
    first = re.split(r"[^\w]", as_said.lstrip(LOOSE + MARKS + "'\u2018\u2019").lower(), maxsplit=1)[0]
    if not reading.get("unresolved") and first not in unclear_of(language_of(source)):
        return (), None
    return (UNRESOLVED,), reading.get("unresolved") or f'It begins with "{first}": say who or what is meant.'


def accept_all(register: Register, waiting: Iterable[Candidate]) -> tuple[list[int], list[int]]:
    """Record every candidate that somebody stated: the claims' numbers, and the candidates that nobody stated."""
    made: list[int] = []
    unstated: list[int] = []
    for candidate in waiting:
        if stated(msgspec.json.decode(candidate.reading)):
            made += accept(register, candidate)
        else:
            unstated.append(candidate.id)
    return made, unstated


def opening_words(source: Source) -> frozenset[str]:
    """The words that only open a clause in a source's language: "that"."""
    return that_of(language_of(source))


def plain_statement(text: str, content: Iterable[Sequence[int]], that: Set[str]) -> str:
    """A statement as a claim puts it: its words without the marks around them, in one piece."""
    parts = (" ".join(text[start:end].split()) for start, end in words_said(text, content, that))
    return as_sentence([part for part in parts if part])


def _utterance(
    snapshot: Snapshot, reading: dict[str, Any], ledger: Ledger, that: Set[str]
) -> tuple[UtteranceDraft, dict[str, Any]]:
    text = snapshot.text or ""
    spans = words_said(text, reading["content"], that)
    links = reading.get("chain") or []
    hops = [_hop(link) for link in links if not link.get("seat")]
    speaks = bool(hops) and reading.get("speaker") is not None  # else whoever stands first only passed it on
    said_on: PartialDate | None = None
    if reading.get("said_on"):
        said_on = parse_date(reading["said_on"], ledger.today)
    draft = UtteranceDraft(
        speaker=hops[0] if speaks else None,
        relays=tuple(hops[1:] if speaks else hops),
        together=tuple(_hop(link) for link in links if link.get("seat")),
        source=str(snapshot.source_id),
        said_on=said_on,
        mode=Mode(reading["mode"]) if reading.get("mode") else None,
        quote=quote_of(text, spans),
        addressee=line(reading.get("addressee"), "addressee"),
    )
    start, end = spans[0][0], spans[-1][1]
    prefix, suffix = around(text, start, end)
    anchored = {
        "quote_exact": draft.quote,
        "quote_prefix": prefix,
        "quote_suffix": suffix,
        "quote_start": start,
        "quote_end": end,
        "quote_state": "anchored",
        "snapshot_id": snapshot.id,
    }
    return draft, anchored


def _hop(link: dict[str, Any]) -> HopDraft:
    return HopDraft.of(link["name"], link.get("role"), link.get("cue"))


def reject(ledger: Ledger, candidate: Candidate, reason: str | None = None) -> None:
    """Decide that a candidate is no claim worth recording; reading the source again won't bring it back."""
    ledger.revise(candidate, {"state": CandidateState.REJECTED.value}, action=Action.REJECT, reason=reason)


def reopen(ledger: Ledger, candidate: Candidate) -> None:
    """Take a decision on a candidate back, and with it what was recorded for it alone."""
    if candidate.state == CandidateState.OPEN:
        raise BadInput(f"Candidate #{candidate.id} is open.", "There is nothing to take back.")
    reason = f"Candidate #{candidate.id} was taken back to the inbox"
    for utterance in _recorded_for(ledger, candidate):
        retire_part(ledger, utterance, reason)
        claim = ledger.session.get_one(Claim, utterance.claim_id)
        others = select(Utterance.id).where(
            col(Utterance.claim_id) == claim.id, col(Utterance.retired_at).is_(None), col(Utterance.id) != utterance.id
        )
        if claim.retired_at is None and ledger.session.scalar(others) is None:
            retire_claim(ledger, claim, reason)
    back = {"state": CandidateState.OPEN.value, "claim_id": None, "utterance_id": None}
    ledger.revise(candidate, back, action=Action.RESTORE, reason=reason)


def _recorded_for(ledger: Ledger, candidate: Candidate) -> list[Utterance]:
    """The utterances recorded when a candidate was accepted: one, or one for each claim it was split into."""
    if candidate.utterance_id is None:
        return []
    first = ledger.session.get_one(Utterance, candidate.utterance_id)
    same = select(Utterance).where(
        col(Utterance.source_id) == first.source_id,
        col(Utterance.recorded_at) == first.recorded_at,
        col(Utterance.quote_start) == first.quote_start,
        col(Utterance.quote_end) == first.quote_end,
        col(Utterance.retired_at).is_(None),
    )
    return list(ledger.session.scalars(same.order_by(col(Utterance.id))))


def numbers_of(written: Iterable[str]) -> list[int]:
    """Candidates as a person names them: `3`, `#3`."""
    found = []
    for each in written:
        digits = each.strip().removeprefix("#")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
            raise BadInput(f"{quoted(each)} is no number of a candidate.", "claims inbox lists those that wait.")
        found.append(int(digits))
    return found
