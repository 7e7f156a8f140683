"""A quote in its sentence, and the address that shows it in its page."""

import re
from urllib.parse import quote as percent_encoded

from claims.views import Quote
from claims.vocabulary import QuoteState

MOST_WORDS = 12
"""Words of a quote that an address spells out; of longer ones only the first and the last few."""

FEW = 5
_BEGINS = re.compile(r"""(?:^|[.!?…\n]["”»)]*)\s+(?=\S)""")
_OPENS = re.compile(r"""["“„«]\s*$""")
_CLOSES = re.compile(r"""^([,.;:!?…]*)["”»]""")
_ENDED = re.compile(r"""["”»)]*""")
_ENDS = re.compile(r"""[.!?…]["”»)]*(?=\s|$)|\n""")


def is_marked(quote: Quote) -> bool:
    """Whether a quotation mark opens right before the words in the source."""
    return _OPENS.search(quote.prefix or "") is not None


def surroundings(quote: Quote, *, to_the_letter: bool = False) -> tuple[str, str]:
    """What stands before and after a quote in its sentence; a sentence that goes on further is cut with an ellipsis.

    What stands after begins with the space that parts it from the quote, where one does.
    To the letter, a mark that closes there stays; else it is left out, as the report sets its own.
    """
    prefix, suffix = quote.prefix or "", quote.suffix or ""
    starts = [each.end() for each in _BEGINS.finditer(prefix)]
    whole = quote.start is not None and quote.start <= len(prefix)
    before = prefix[starts[-1] :] if starts else prefix if whole else f"… {prefix.partition(' ')[2]}" if prefix else ""
    if re.search(r"""[.!?…\n]["”»)]*\s*$""", prefix):
        before = ""
    ended = quote.exact.rstrip('"”»').endswith((".", "!", "?", "…"))
    end = _ENDS.search(suffix)
    closed = _ENDED.match(suffix)
    over = closed[0] if closed and to_the_letter else ""
    after = over if ended else suffix[: end.end()] if end else f"{suffix.rpartition(' ')[0]} …" if suffix else ""
    before = " ".join(before.split()).rstrip('"“„« ')
    return before, _spaced(after) if to_the_letter else _following(after, is_marked(quote))


def _following(after: str, opened: bool) -> str:
    """What follows a quote, without the mark that closed it in the article: the report sets its own."""
    if opened or after.startswith(('"', "”", "»")):
        after = _CLOSES.sub(r"\1", after)
    return _spaced(after)


def _spaced(after: str) -> str:
    """What follows on one line, with the space that parts it from the quote."""
    space = " " if after[:1].isspace() else ""
    return f"{space}{' '.join(after.split())}".rstrip()


def text_fragment(url: str | None, quote: Quote) -> str:
    """The address that a browser opens at the quote; nothing for a quote that isn't anchored in a page of the web."""
    if not url or not url.lower().startswith(("http://", "https://")) or quote.state == QuoteState.ORPHAN:
        return ""
    words = re.sub(r" ?\[\.\.\.\] ?", " \0 ", quote.exact).split()
    if "\0" in words:
        cut = len(words) - 1 - words[::-1].index("\0")
        first, last = words[: words.index("\0")][:FEW], words[cut + 1 :][-FEW:]
    elif len(words) > MOST_WORDS:
        first, last = words[:FEW], words[-FEW:]
    else:
        first, last = words, []
    shown = ",".join(_encoded(" ".join(part)) for part in (first, last) if part)
    return f"{url}{':~:text=' if '#' in url else '#:~:text='}{shown}"


def _encoded(words: str) -> str:
    """Words as a text fragment spells them: commas, ampersands and dashes mean something there."""
    return percent_encoded(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
