"""How sources, utterances and evidence are named in a sentence about where they come from."""

from collections.abc import Collection
from datetime import date
from shlex import quote
from urllib.parse import urlsplit

from claims.dates import parse_date, spoken
from claims.text import shorten
from claims.views import EvidenceView, SourceRef, UtteranceView


def source_name(source: SourceRef) -> str:
    """A source by its title, else its host, else its number."""
    return source.title or _host(source.url) or f"source #{source.id}"


def outlet(source: SourceRef) -> str:
    """A source by who published it, else by its own name."""
    return source.publisher.name if source.publisher else source_name(source)


def when(recorded: str) -> str:
    """A recorded date as a sentence says it."""
    return spoken(parse_date(recorded, date.min))


def utterance_label(utterance: UtteranceView) -> str:
    """An utterance by its number, where it was printed and when it was said."""
    dated = utterance.said_on or (utterance.source.published_on if utterance.source else None)
    parts = [outlet(utterance.source)] if utterance.source else ["no source"]
    return f"utterance #{utterance.id}: " + ", ".join([*parts, when(dated)] if dated else parts)


def evidence_label(evidence: EvidenceView) -> str:
    """A piece of evidence by its number, where it was published, when, and what it does to the claim."""
    dated = evidence.source.published_on
    parts = [outlet(evidence.source), *([when(dated)] if dated else [])]
    return f"evidence #{evidence.id}: {', '.join(parts)} ({evidence.stance}, {evidence.axis})"


def copied(hows: Collection[str]) -> str:
    """How it is known that sources which nobody linked are one; or nothing, if there are none."""
    return f" ({'; '.join(sorted(set(hows)))})" if hows else ""


def listed(names: list[str]) -> str:
    """Names as a sentence lists them: `A`, `A and B`, `A, B and C`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def keeping_copies(sources: Collection[SourceRef], unrecorded: Collection[int] = ()) -> list[str]:
    """The commands that keep a copy of each of these sources; `unrecorded` are those that aren't in the ledger yet."""
    known = [each for each in sources if each.id not in unrecorded]
    addressed = [str(each.id) for each in known if each.url]
    return [
        *([f"claims archive {' '.join(addressed)}"] if addressed else []),
        *(f"claims archive {each.id} --from FILE" for each in known if not each.url),
        *(_adding(each) for each in sources if each.id in unrecorded),
    ]


def _adding(source: SourceRef) -> str:
    if source.url:
        return f"claims source add {quote(source.url)} --archive"
    return f"claims source add {quote(source_name(source))}, then claims archive SOURCE --from FILE"


def _host(url: str | None) -> str:
    """The host of an address without `www.`, or nothing if it has none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def lowered(sentence: str) -> str:
    """A sentence as the second half of another."""
    return sentence[:1].lower() + sentence[1:]


def in_quotes(text: str, width: int = 200) -> str:
    """Somebody's words on one line, in quotation marks, cut at a width."""
    return f"“{shorten(' '.join(text.split()), width)}”"
