"""What comes in: cleaned and checked, not yet stored."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct

from claims.dates import PartialDate, date_absence, parse_date, parse_day
from claims.errors import BadInput
from claims.languages import language_tag
from claims.text import clean_line, clean_name, clean_passage, name_key, quoted
from claims.traits import STATUSES
from claims.urls import clean_url, looks_like_url
from claims.vocabulary import Absence, Axis, ClaimKind, Directness, Mode, Naming, Stance, Status

TEXT_LIMIT = 10_000
"""Characters of a claim; longer passages are quotes or notes."""

LINE_LIMIT = 1_000
"""Characters of a title, role, cue, rating or occasion."""

PASSAGE_LIMIT = 100_000
"""Characters of a quote, rationale or note."""

TAG_LIMIT = 100
"""Characters of a tag."""

Word = TypeVar("Word", bound=StrEnum)

_QUOTED = re.compile(r'^["“”«„](.*)["“”»“]$', re.DOTALL)


def absence(written: str | None) -> Absence | None:
    """Whether somebody says that a date or a name is unknown, or that there is none."""
    told = (written or "").strip().casefold()
    return Absence(told) if told in list(Absence) else None


class HopDraft(Struct, frozen=True):
    """One link of a chain as named: who, in which role, by which cue."""

    name: str
    role: str | None = None
    cue: str | None = None
    naming: Naming | None = None

    @classmethod
    def of(cls, name: str, role: str | None = None, cue: str | None = None, naming: str | None = None) -> "HopDraft":
        """The speaker as an option names them."""
        return cls(clean_name(name), line(role, "role"), line(cue, "cue"), word(naming, Naming))

    @classmethod
    def relay(cls, written: str) -> "HopDraft":
        """A relay as `NAME`, `NAME|ROLE` or `NAME|ROLE|CUE`."""
        name, *rest = written.split("|")
        if len(rest) > 2:
            raise BadInput(f"{quoted(written)} has too many parts.", "Write NAME, NAME|ROLE or NAME|ROLE|CUE.")
        role, cue = [*rest, "", ""][:2]
        return cls.of(name, role.strip() or None, cue.strip() or None)


class QuoteHints(Struct, frozen=True):
    """What helps to find a quote in the stored text: the text around it; or leave to keep it though it isn't there."""

    prefix: str | None = None
    suffix: str | None = None
    orphan: bool = False


NO_HINTS = QuoteHints()


class UtteranceDraft(Struct, frozen=True):
    """One occasion on which a claim was made."""

    speaker: HopDraft | None
    relays: tuple[HopDraft, ...] = ()
    source: str | None = None
    said_on: PartialDate | None = None
    mode: Mode | None = None
    quote: str | None = None
    occasion: str | None = None
    note: str | None = None
    addressee: str | None = None
    hints: QuoteHints = QuoteHints()
    together: tuple[HopDraft, ...] = ()
    """Those who said it together with the speaker, in one statement."""
    speaker_absence: Absence | None = None
    said_on_absence: Absence | None = None

    @classmethod
    def of(
        cls,
        *,
        speaker: HopDraft | None,
        together: Iterable[HopDraft] = (),
        speaker_absence: Absence | None = None,
        relays: Iterable[str] = (),
        source: str | None = None,
        said_on: str | None = None,
        mode: str | None = None,
        quote: str | None = None,
        occasion: str | None = None,
        note: str | None = None,
        hints: QuoteHints = NO_HINTS,
        today: date,
    ) -> "UtteranceDraft":
        """An utterance as options give it; a quote is direct speech unless told otherwise."""
        words = passage(quote, "quote")
        return cls(
            speaker=speaker,
            relays=tuple(HopDraft.relay(written) for written in relays),
            source=source,
            said_on=None if said_on is None or date_absence(said_on) else parse_date(said_on, today),
            mode=word(mode, Mode) or (Mode.DIRECT if words else None),
            quote=words,
            occasion=line(occasion, "occasion"),
            note=passage(note, "note"),
            hints=hints,
            together=tuple(together),
            speaker_absence=speaker_absence,
            said_on_absence=date_absence(said_on),
        )


class ClaimDraft(Struct, frozen=True):
    """A claim, with the occasion on which it was made."""

    text: str
    language: str
    kind: ClaimKind | None
    tags: tuple[str, ...]
    note: str | None
    utterance: UtteranceDraft

    @classmethod
    def of(
        cls,
        text: str,
        utterance: UtteranceDraft,
        *,
        language: str = "und",
        kind: str | None = None,
        tags: Iterable[str] = (),
        note: str | None = None,
    ) -> "ClaimDraft":
        """A claim as options give it."""
        return cls(
            text=clean_line(text, "claim text", TEXT_LIMIT),
            language=language_tag(language),
            kind=word(kind, ClaimKind),
            tags=clean_tags(tags),
            note=passage(note, "note"),
            utterance=utterance,
        )


class EvidenceDraft(Struct, frozen=True):
    """A source to be brought to bear on a claim."""

    source: str
    axis: Axis
    stance: Stance
    directness: Directness | None = None
    quote: str | None = None
    note: str | None = None
    hints: QuoteHints = QuoteHints()

    @classmethod
    def of(
        cls,
        source: str,
        axis: Axis,
        stance: str,
        directness: str | None,
        quote: str | None,
        note: str | None,
        hints: QuoteHints = NO_HINTS,
    ) -> "EvidenceDraft":
        """Evidence as options give it."""
        words, said = passage(quote, "quote"), passage(note, "note")
        return cls(source, axis, Stance(stance), word(directness, Directness), words, said, hints)

    @classmethod
    def cited(cls, written: str, axis: Axis, stance: Stance, hints: QuoteHints = NO_HINTS) -> "EvidenceDraft":
        """Evidence as a ruling cites it: `SOURCE` or `SOURCE#quote`, with `supports:` and the like before it if told.

        A web address keeps its fragment unless that is in quotation marks or has a space, which no address has.
        """
        for other in Stance:
            if written.startswith(f"{other.value}:"):
                stance, written = other, written.removeprefix(f"{other.value}:")
        source, mark, words = written.partition("#")
        if not source.strip():  # "#12" is a number as people write it
            rest, mark, words = words.partition("#")
            if not rest.strip():
                raise BadInput("The evidence names no source.", "Write it as SOURCE or SOURCE#quote.")
            source = f"#{rest}"
        marked = _QUOTED.match(words.strip())
        if mark and looks_like_url(source) and not (marked or re.search(r"\s", words)):
            source, words = written, ""
        quote = passage((marked.group(1) if marked else words) or None, "quote")
        return cls(source.strip(), axis, stance, quote=quote, hints=hints)


def claimant_fields(**given: str | None) -> dict[str, str | None]:
    """A claimant's fields as options give them; what wasn't given is left out."""
    cleaners: dict[str, Callable[[str], str | None]] = {
        "name": clean_name,
        "kind": str,
        "same_as": clean_url,
        "note": lambda note: clean_passage(note, "note", PASSAGE_LIMIT),
        "confidential": lambda said: (
            None if said.strip().casefold() == "none" else clean_line(said, "description", 200)
        ),
    }
    return {name: cleaners[name](value) for name, value in given.items() if value is not None}


def source_fields(*, today: date, **given: str | None) -> dict[str, str | bool | None]:
    """A source's fields as options give them, but for its address and publisher; what wasn't given is left out."""
    fields: dict[str, str | bool | None] = {}
    for name, value in given.items():
        if value is None:
            continue
        if name == "published_on" and (not value.strip() or date_absence(value)):
            why = date_absence(value)  # nothing between the quotation marks is "not recorded"
            fields |= {name: None, f"{name}_precision": None, f"{name}_circa": False}
            fields[f"{name}_absence"] = why.value if why else None
        elif name == "published_on":
            when = parse_date(value, today)
            fields |= {name: when.first, f"{name}_precision": when.precision.value, f"{name}_circa": when.circa}
        elif name == "language":
            fields[name] = language_tag(value)
        elif name == "kind":
            fields[name] = value
        elif name == "note":
            fields[name] = clean_passage(value, name, PASSAGE_LIMIT)
        else:
            fields[name] = clean_line(value, name, LINE_LIMIT)
    return fields


class RulingDraft(Struct, frozen=True):
    """A ruling on one axis."""

    axis: Axis
    status: Status
    rationale: str
    rating: str | None
    checked_on: str
    recheck_on: str | None
    evidence: tuple[EvidenceDraft, ...]

    @classmethod
    def of(
        cls,
        status: Status,
        axis: Axis,
        because: str,
        *,
        rating: str | None = None,
        checked_on: str | None = None,
        recheck_on: str | None = None,
        evidence: Iterable[str] = (),
        orphan: bool = False,
        today: date,
    ) -> "RulingDraft":
        """A ruling as options give it; evidence speaks for the ruling unless it is marked otherwise."""
        hints = QuoteHints(orphan=orphan)
        checked = today.isoformat() if checked_on is None else parse_day(checked_on, today)
        if checked > today.isoformat():
            raise BadInput(f"It can't have been checked on {checked}, which is still to come.", "Mend --on.")
        recheck = None if recheck_on is None else parse_day(recheck_on, today)
        if recheck is not None and recheck < checked:
            raise BadInput(f"The re-check date {recheck} is before the check itself ({checked}).", "Give a later day.")
        return cls(
            axis=axis,
            status=status,
            rationale=given_reason(because),
            rating=line(rating, "rating"),
            checked_on=checked,
            recheck_on=recheck,
            evidence=tuple(
                EvidenceDraft.cited(written, axis, STATUSES[status].cited_as, hints) for written in evidence
            ),
        )


def word(written: str | None, vocabulary: type[Word]) -> Word | None:
    """A word of a closed vocabulary."""
    return None if written is None else vocabulary(written)


def line(written: str | None, what: str) -> str | None:
    """A line of text that may be left out."""
    return None if written is None else clean_line(written, what, LINE_LIMIT)


def passage(written: str | None, what: str) -> str | None:
    """A passage that may be left out."""
    return None if written is None else clean_passage(written, what, PASSAGE_LIMIT)


def given_reason(written: str) -> str:
    """Why a change is made, where a reason is asked for."""
    return clean_passage(written, "reason", PASSAGE_LIMIT)


def clean_tags(written: Iterable[str]) -> tuple[str, ...]:
    """Tags folded to lower case, each once, sorted."""
    return tuple(sorted({name_key(clean_line(tag, "tag", TAG_LIMIT)) for tag in written}))


def statements(raw: str) -> list[tuple[int, str]]:
    """The lines of a text that hold something, each with its number: one claim each."""
    lines = enumerate(re.split("\r\n|\r|\n", raw), start=1)
    found = [(number, written) for number, written in lines if written.strip()]
    if not found:
        raise BadInput("There is no claim on standard input.", "Give one claim a line.")
    return found
