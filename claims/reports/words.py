"""The sentences and short phrases of every report, in plain text that each rendering escapes in its own way."""

import re
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from claims.dates import parse_date, spoken
from claims.text import shorten
from claims.views import ChainLink, RulingView, SourceRef, SourceView
from claims.vocabulary import Axis, Mode, Naming

QUESTIONS = {Axis.ATTRIBUTION: "Did they say it?", Axis.CONTENT: "Is it so?"}
"""The two questions, in the order a checker asks them."""

DOUBLE_MARKS, SINGLE_MARKS = ("\u201c", "\u201d"), ("\u2018", "\u2019")


@lru_cache(maxsize=4096)
def when(recorded: str) -> str:
    """A recorded date as a sentence says it: `10 April 2025`, `about 2025`."""
    return spoken(parse_date(recorded, date.min))


def moment(recorded: str) -> str:
    """A recorded moment to the minute, in UTC: `10 April 2025, 13:44 UTC`."""
    return f"{when(recorded[:10])}, {recorded[11:16]} UTC"


def number(count: int, one: str, many: str = "") -> str:
    """A count with its noun: `1 claim`, `1,200 claims`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(parts: list[str]) -> str:
    """Phrases as a sentence lists them: `A`, `A and B`, `A, B and C`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def one_line(text: str, width: int = 0) -> str:
    """The text on one line, cut to a width if one is given."""
    line = " ".join(text.split())
    return shorten(line, width) if width else line


def in_quotes(text: str, width: int = 0) -> str:
    """The text on one line in quotation marks; single ones around a text that has double ones of its own."""
    line = one_line(text, width)
    opening, closing = SINGLE_MARKS if re.search('[“”„"]', line) else DOUBLE_MARKS
    return f"{opening}{line}{closing}"


def exception(ruling: RulingView, policy: str = "") -> str:
    """How a ruling departs from the desk's policy, and why: `against the policy: “The printer waits.”`"""
    how = (
        f"under {ruling.policy} and not the desk's own policy"
        if ruling.exception == "policy"
        else f"against the policy {policy}".rstrip()
    )
    return f"{how}: {in_quotes(ruling.override or 'No reason was given.')}"


def source_name(source: SourceRef | SourceView) -> str:
    """A source by its title, else its host, else its number."""
    return one_line(source.title or host(source.url) or f"source #{source.id}", 200)


def source_line(source: SourceRef | SourceView) -> str:
    """A source by publisher, title and date."""
    publisher = one_line(source.publisher.name) if source.publisher else ""
    title = in_quotes(source.title, 200) if source.title else host(source.url) or f"source #{source.id}"
    dated = when(source.published_on) if source.published_on else ""
    return ", ".join(part for part in (publisher, title, dated) if part)


def host(url: str | None) -> str:
    """The host of an address without `www.`, or nothing if it has none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def chain_line(chain: list[ChainLink]) -> str:
    """A reporting chain from the speaker outwards: `Darchiev > state media > TASS > BBC`; joint speakers by `and`."""
    return _linked(chain, [one_line(link.name) for link in chain])


def attributed_chain(chain: list[ChainLink]) -> str:
    """A chain with the words that attribute each link and how it is named: `Darchiev (“told”) > a source (unnamed)`."""
    told = [(one_line(link.name), attribution(link)) for link in chain]
    return _linked(chain, [f"{name} ({how})" if how else name for name, how in told])


def _linked(chain: list[ChainLink], told: list[str]) -> str:
    links: list[str] = []
    for link, said in zip(chain, told, strict=True):
        if link.joint and links:
            links[-1] += f" and {said}"
        else:
            links.append(said)
    return " > ".join(link for place, link in enumerate(links) if place == 0 or link != links[place - 1])


def attribution(link: ChainLink) -> str:
    """The cue of a link in quotation marks, and how the source names it where that isn't by name."""
    cue = in_quotes(link.cue, 80) if link.cue else ""
    naming = link.naming if link.naming and link.naming != Naming.NAMED else ""
    return ", ".join(filter(None, (cue, naming)))


def is_unquoted(mode: str | None) -> bool:
    """Whether the source gives the words as its own, so that quotation marks would make a quote of them."""
    return mode in (Mode.INDIRECT, Mode.NARRATED)


def status_line(counts: dict[str, int]) -> str:
    """Counts by status, those that are none left out: `9 unverified, 2 verified`."""
    return listed([f"{count:,} {status}" for status, count in counts.items() if count])
