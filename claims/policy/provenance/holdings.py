"""What the desk has on file of its sources, and what that is worth: a text, or a copy that shows nothing."""

from collections.abc import Mapping

from claims.quotes.copies import Shelf
from claims.quotes.quoting import StoredText
from claims.views import Quote, SourceRef
from claims.vocabulary import QuoteState

UNFOUND = "Its quote was not found in the stored copy of its source."
CHANGED = "Its source was changed, and no longer has the words that an older copy has."


class CopiesOnFile:
    """The newest stored text of each source that has one, and why some copies are worth nothing."""

    def __init__(
        self,
        texts: Mapping[int, str | None] | None = None,
        flaws: Mapping[int, str] | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        self._texts, self._flaws, self._shelf = texts or {}, flaws or {}, shelf or Shelf()
        self._read: dict[int, StoredText] = {}

    def problem(self, source: SourceRef | None, quote: Quote | None) -> str:
        """Why a source, or a quote from it, can't be shown to say anything; nothing where it can or no copy is kept."""
        if source is None:
            return ""
        if flaw := self._flaws.get(source.id):
            lost = ", so that its quote was not found in the stored copy" if quote else ""
            return f"All that is stored of its source is {flaw}{lost}."
        if not quote or not self._lacks(source.id, quote):
            return ""
        return CHANGED if self._shelf.edit(source.id, quote) else UNFOUND

    def _lacks(self, source: int, quote: Quote) -> bool:
        text = self._texts.get(source)
        if quote.state != QuoteState.ORPHAN or text is None:
            return False
        if source not in self._read:
            self._read[source] = StoredText(text)
        return not self._read[source].has(quote.exact)
