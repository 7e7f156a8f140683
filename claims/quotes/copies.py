"""Copies: which copy of its source a record was judged on, and whether the source was changed after it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from claims.dates import parse_date, spoken
from claims.quotes.quoting import StoredText
from claims.views import Ground, Quote
from claims.vocabulary import QuoteState

DIGITS = 12
"""Digits of a hash where there is no room for all 64."""


class Judged(StrEnum):
    """What is known of the copy that a record was judged on, from most to least."""

    ON = "judged"
    WITHOUT = "judged without a copy"
    UNKNOWN = "judged, on which copy isn't recorded"
    NOT_YET = "not judged yet"


class Copy(Struct, frozen=True):
    """A kept copy of a source."""

    snapshot: Annotated[int | None, Meta(description="The snapshot's number; null where another ledger has it.")]
    uid: Annotated[str | None, Meta(description="The snapshot's UUIDv7.")]
    sha256: Annotated[str, Meta(description="SHA-256 of the copy's bytes.")]
    fetched_at: Annotated[str | None, Meta(description="When the copy was taken.")]

    @property
    def day(self) -> str:
        """The day on which it was taken, as a sentence says it."""
        return spoken(parse_date(self.fetched_at[:10], date.min)) if self.fetched_at else "a day not recorded"

    @property
    def minute(self) -> str:
        """The minute in which it was taken, in UTC."""
        return f"{self.day}, {self.fetched_at[11:16]} UTC" if self.fetched_at else self.day


class KeptText(Struct, frozen=True):
    """A copy with the text read from it; none where there is none, or it is that of a page in front of the document."""

    source: int
    copy: Copy
    text: str | None


class SilentEdit(Struct, frozen=True):
    """A change of the source: words that stood in an earlier copy aren't in the newest."""

    source: Annotated[int, Meta(description="The source's number.")]
    stood_in: Annotated[Copy, Meta(description="The newest copy in which the words stand.")]
    newest: Annotated[Copy, Meta(description="The newest copy, in which they don't.")]

    def told(self, *, inside: bool = True) -> str:
        """The change in a sentence; `inside` the desk with the command that shows it."""
        stood, newest = self.stood_in, self.newest
        digest = f"sha256 {stood.sha256[:DIGITS]}\N{HORIZONTAL ELLIPSIS}"
        if stood.day == newest.day:
            when, then, now = stood.minute, "taken then", newest.minute
        else:
            when, then, now = stood.day, "of that day", newest.day
        said = (
            f"The source was changed after {when}: the words stood in the copy {then}, {digest}, and are not in that"
            f" of {now}"
        )
        see = f"; see claims source diff {self.source} --from {stood.snapshot} --to {newest.snapshot}"
        return f"{said}{see if inside else ''}."


class ReadFrom(Struct, frozen=True):
    """The copy and the passage that an utterance or a piece of evidence was judged on, or would be."""

    judged: Annotated[
        str,
        Meta(
            description="judged; judged without a copy; judged, on which copy isn't recorded; or not judged yet:"
            " whether the standing ruling rests on it."
        ),
    ]
    copy: Annotated[
        Copy | None,
        Meta(
            description="That copy; where none was judged on, the quote's own or the newest; null where none is kept."
        ),
    ]
    exact: Annotated[str | None, Meta(description="The passage, if one is quoted.")]
    start: Annotated[int | None, Meta(description="Offset of its first code point in the copy's text.")]
    end: Annotated[int | None, Meta(description="Offset after its last code point.")]
    edit: Annotated[SilentEdit | None, Meta(description="How the source was changed since, if the words are gone.")]

    def told(self, *, whole: bool = False, inside: bool = True) -> str:
        """The copy in a phrase: its day, its hash, `whole` or by its first digits, and whether it was judged on.

        `inside` the desk with the number of the snapshot, under which it is found.
        """
        if self.copy is None:
            return "no copy kept"
        digest = self.copy.sha256 if whole else f"{self.copy.sha256[:DIGITS]}\N{HORIZONTAL ELLIPSIS}"
        number = f" (snapshot #{self.copy.snapshot})" if inside and self.copy.snapshot is not None else ""
        named = f"copy of {self.copy.day}{number}, sha256 {digest}"
        match self.judged:
            case Judged.ON:
                return f"judged on the {named}"
            case Judged.WITHOUT:
                return f"judged when no copy was kept; {named}, came later"
            case Judged.UNKNOWN:
                return f"{named}; on which copy it was judged isn't recorded"
            case _:
                return f"{named}, not judged on yet"


class Shelf:
    """The kept copies of some sources, in the order in which they were taken in."""

    def __init__(self, kept: Iterable[KeptText] = ()) -> None:
        self._of: Mapping[int, list[KeptText]] = defaultdict(list)
        self._copies: dict[int | None, Copy] = {}
        self._by_uid: dict[str | None, Copy] = {}
        self._read: dict[int | None, StoredText] = {}
        for each in kept:
            self._of[each.source].append(each)
            self._copies[each.copy.snapshot] = self._by_uid[each.copy.uid] = each.copy

    def read_from(
        self, uid: str, source: int | None, quote: Quote | None, basis: Sequence[Ground], *, rests: bool
    ) -> ReadFrom:
        """The copy that a record was judged on, given what the standing ruling rests on; `rests` says that it does."""
        ground = next((each for each in basis if each.uid == uid), None)
        copy, judged = self._copy(source, quote), Judged.UNKNOWN if rests else Judged.NOT_YET
        exact, start, end = (quote.exact, quote.start, quote.end) if quote else (None, None, None)
        if ground is not None:
            judged, exact, start, end = Judged.WITHOUT, ground.exact, ground.start, ground.end
            if ground.sha256:
                known = self._by_uid.get(ground.snapshot)
                judged = Judged.ON
                copy = Copy(known.snapshot if known else None, ground.snapshot, ground.sha256, ground.fetched_at)
        return ReadFrom(judged, copy, exact, start, end, self.edit(source, quote))

    def edit(self, source: int | None, quote: Quote | None) -> SilentEdit | None:
        """How a source was changed so that the words of a quote are gone from it; nothing where they aren't."""
        if source is None or quote is None:
            return None
        texts = [each for each in self._of.get(source, ()) if each.text is not None]
        if len(texts) < 2 or (
            quote.state != QuoteState.ORPHAN and quote.snapshot == texts[-1].copy.snapshot
        ):  # nothing to compare, or found in the newest already
            return None
        *older, newest = texts
        if self._has(newest, quote):
            return None
        stood = next((each for each in reversed(older) if self._has(each, quote)), None)
        return SilentEdit(source, stood.copy, newest.copy) if stood else None

    def _copy(self, source: int | None, quote: Quote | None) -> Copy | None:
        """The copy in which a quote was found, else the newest that shows something, else the newest."""
        if quote and quote.snapshot in self._copies:
            return self._copies[quote.snapshot]
        kept = self._of.get(source, []) if source is not None else []
        shown = [each for each in kept if each.text is not None] or kept
        return shown[-1].copy if shown else None

    def _has(self, kept: KeptText, quote: Quote) -> bool:
        number = kept.copy.snapshot
        if number not in self._read:
            self._read[number] = StoredText(kept.text or "")
        return self._read[number].has(quote.exact)
