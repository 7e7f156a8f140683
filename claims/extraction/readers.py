"""Who reads a text: the rules of this package, or a reader that another package offers.

A reader is a function of a text and a language that returns candidates. It is found through the entry points of the
group `claims.readers`; what it returns passes the gate.
"""

from collections.abc import Callable
from datetime import date
from importlib.metadata import entry_points
from typing import Any

from claims.errors import BadInput, ClaimsError, NotFound, Refused
from claims.extraction.gate import admit
from claims.extraction.language.folders import FALLBACK
from claims.extraction.spans import FoundStatement

GROUP = "claims.readers"
RULES = "rules"

Reader = Callable[[str, str], list[FoundStatement]]


def candidates(
    text: str,
    *,
    reader: str = RULES,
    language: str = FALLBACK,
    published_on: date | None = None,
    publisher: str | None = None,
    own: bool = False,
    least: float | None = None,
) -> list[FoundStatement]:
    """The candidate statements of a text as a reader finds them, each worded by the text alone."""
    from claims.extraction.language.lexicon import that_of
    from claims.extraction.pipeline import SURE, read
    from claims.extraction.transcript import timed

    bound = SURE if least is None else least
    if reader != RULES:
        return _offered(admit(text, _asked(reader, text, language), reader, that_of(language)), bound, own)
    if timed(text):
        raise BadInput("The text has time codes: these are subtitles.", "Read them by turns: --reader transcript.")
    found = read(text, language=language, published_on=published_on, publisher=publisher, own=own, least=bound)
    return admit(text, found, RULES, that_of(language))


def reader_names() -> list[str]:
    """The readers that can be named."""
    return [RULES, *sorted({point.name for point in entry_points(group=GROUP)} - {RULES})]


def _asked(name: str, text: str, language: str) -> list[FoundStatement]:
    point = next(iter(entry_points(group=GROUP, name=name)), None)
    if point is None:
        raise NotFound(f"There is no reader {name!r}.", f"Readers are {', '.join(reader_names())}.")
    try:
        read: Reader = point.load()
        found: Any = read(text, language)
    except ClaimsError:
        raise
    except Exception as error:  # another package's code: whatever goes wrong in it, a person gets a sentence
        raise _failed(name, f"failed: {type(error).__name__}: {error}") from error
    if not isinstance(found, list) or not all(isinstance(one, FoundStatement) for one in found):
        raise _failed(name, "returned something other than a list of candidates")
    return found


def _failed(name: str, what: str) -> Refused:
    return Refused(f"The reader {name!r} {' '.join(what.split())[:200].rstrip('.')}.", "Tell whoever wrote it.")


def _offered(found: list[FoundStatement], least: float, own: bool) -> list[FoundStatement]:
    return [one for one in found if one.confidence >= least and (own or not one.own_voice)]
