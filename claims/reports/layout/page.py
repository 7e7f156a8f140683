"""A report as it is laid out, before it is text, Markdown or HTML.

Every string is plain text that may hold anything; each rendering makes it safe in its own way.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from claims.reports.words import in_quotes


@dataclass(frozen=True, slots=True)
class FactRow:
    """Something known about what the report is on."""

    label: str
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """Claims by status on one axis, drawn as bars."""

    question: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Address:
    """An address as a line of its own, which leads there where a reader may follow it."""

    url: str


@dataclass(frozen=True, slots=True)
class Remark:
    """One entry of a list: whom or what it is about, if a claim its number, and what there is to say, a line each."""

    about: str
    lines: list[str | Address] = field(default_factory=list)
    claim: int | None = None
    claims: list[int] = field(default_factory=list)
    """Claims that `about` names by number, as in `#9`."""


def told_lines(remark: Remark) -> list[str]:
    """What a remark says, line by line, addresses written out."""
    lines = (each.url if isinstance(each, Address) else each for each in remark.lines)
    return [line for line in lines if line]


def with_claims(remark: Remark, shown: Collection[int]) -> list[tuple[str, int | None]]:
    """What a remark is about in pieces, those that name a claim with its number if it is shown on the same page."""
    wanted = {*remark.claims, *([] if remark.claim is None else [remark.claim])} & set(shown)
    if not wanted:
        return [(remark.about, None)]
    most = 0 if remark.claims else 1  # a claim's text follows, which may have numbers of its own
    parts = re.split(r"(?<!\S)#([0-9]+)\b", remark.about, maxsplit=most)
    pieces: list[tuple[str, int | None]] = []
    for place, part in enumerate(parts):
        number = int(part) if place % 2 else None
        pieces.append((f"#{part}" if place % 2 else part, number if number in wanted else None))
    return [piece for piece in pieces if piece[0]]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with remarks under it; an urgent one needs the editor's attention."""

    heading: str
    remarks: list[Remark]
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class PageTable:
    """Figures in rows and columns; the first cell of a row names it."""

    caption: str
    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class StatusMark:
    """How a claim stands on one axis, and what it stands on."""

    question: str
    status: str
    rating: str
    evidence: str
    ruled: str = ""
    """Who ruled, when and why, where no list of the rulings follows."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time that a claim was made: when, how, through whom, in what words."""

    when: str
    mode: str
    chain: str
    source: str
    url: str | None
    quote: str
    quote_state: str
    place: str = ""
    before: str = ""
    after: str = ""
    """The rest of the sentence in which the quote stands."""
    quote_url: str = ""
    """The address that shows the quote in its page, if it has one."""
    copy: str = ""
    """The copy of the source that it is read from."""
    edited: str = ""
    """How the source was changed since, if the words are gone from it."""
    unquoted: bool = False
    """Whether the words are the source's own (indirect speech), so that no quotation marks may be put around them."""


def quoted_words(occasion: Occasion) -> str:
    """The words in quotation marks, or between angle marks where nobody is quoted."""
    return f"\u2039{occasion.quote}\u203a" if occasion.unquoted else in_quotes(occasion.quote)


@dataclass(frozen=True, slots=True)
class Card:
    """One claim on a page."""

    id: int
    text: str
    language: str
    speaker: str
    flags: list[str]
    said: StatusMark
    true: StatusMark
    independent: str
    """How many independent sources answer each question either way, and which."""
    figures: str
    """The same in figures."""
    occasions: list[Occasion]
    remarks: list[str]
    evidence: list[Remark] = field(default_factory=list)
    """What was brought to bear on it, where no section of its own follows."""


@dataclass(frozen=True, slots=True)
class PageSection:
    """A stretch of an article, how far it is covered, and what is noted beside it."""

    text: str
    kind: str
    notes: list[str]
    opens: bool
    """Whether a paragraph begins with it."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report from top to bottom."""

    title: str
    lead: str
    facts: list[FactRow] = field(default_factory=list)
    warning: str = ""
    pictures: list[Picture] = field(default_factory=list)
    attention: list[Section] = field(default_factory=list)
    calm: str = ""
    tables: list[PageTable] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    more: str = ""
    """How many claims have no card here, and how to see them."""
    sections: list[Section] = field(default_factory=list)
    passages: list[PageSection] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
