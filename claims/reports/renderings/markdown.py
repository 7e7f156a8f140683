"""A report as Markdown in which text from outside is always text: never HTML, never a link, never a heading."""

import re
from collections.abc import Collection
from urllib.parse import quote

from claims.reports.content import Report
from claims.reports.layout.page import (
    Address,
    Card,
    FactRow,
    Occasion,
    PageSection,
    PageTable,
    Remark,
    ReportPage,
    Section,
    StatusMark,
    quoted_words,
    with_claims,
)
from claims.reports.layout.pages import page
from claims.reports.words import listed
from claims.text import printable

_MARKS = re.compile(r"[\\`*_\[\]{}|~$@]")
_ENTITIES = {"&": "&amp;", "<": "&lt;"}
_AT_START = re.compile(r"^([#+=:>-]|[0-9]+(?=[.)]))")
_AUTOLINK = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)


def render(report: Report, limit: int = 0) -> str:
    """The report as GitHub-flavoured Markdown."""
    return "\n\n".join(_blocks(page(report, limit))) + "\n"


def escape(text: str) -> str:
    """The text on one line with everything that Markdown or HTML would act on made literal."""
    line = " ".join(printable(text).split())
    line = re.sub("[&<]", lambda found: _ENTITIES[found[0]], _MARKS.sub(r"\\\g<0>", line))
    line = _AUTOLINK.sub(r"\\\g<0>", line)
    start = _AT_START.match(line)
    if not start:
        return line
    head = start[1]
    return (head + "\\" if head.isdigit() else "\\" + head) + line[len(head) :]


def link(text: str, url: str | None) -> str:
    """A link if the address is on the web, else just the text."""
    if not url or not url.lower().startswith(("http://", "https://")):
        return escape(text)
    address = quote(url.encode("utf-8", "replace"), safe=":/?#@!$&'*+,;=%~").replace("&", "&amp;")
    return f"[{escape(text)}](<{address}>)"


def _blocks(page: ReportPage) -> list[str]:
    """The page, block by block."""
    blocks = [f"# {escape(page.title)}"]
    if page.warning:
        blocks.append(f"> **{escape(page.warning)}**")
    blocks.append(escape(page.lead))
    blocks.append(_list([_fact(fact) for fact in page.facts]))
    if page.pictures:
        blocks.append(_statuses(page))
    shown = [card.id for card in page.cards]
    blocks += [_section(section, "##", shown) for section in page.attention]
    blocks.append(escape(page.calm))
    blocks += [_table(table) for table in page.tables]
    if len(page.cards) > 1:
        blocks.append(f"## Claims\n\n{_overview(page.cards)}")
    aims = {number for section in page.attention for each in section.remarks for number in (each.claim, *each.claims)}
    blocks += [_card(card, anchored=len(page.cards) > 1 or card.id in aims) for card in page.cards]
    blocks.append(escape(page.more))
    blocks += [_section(section, "##", shown) for section in page.sections]
    blocks += [_passage(passage) for passage in page.passages]
    if page.foot:
        blocks += ["---", "  \n".join(map(escape, page.foot))]
    return [block for block in blocks if block]


def _passage(passage: PageSection) -> str:
    """A sentence of an article, with how far it is covered, and the claims in it."""
    said = [escape(note) for note in [passage.kind, *passage.notes] if note != "nothing"]
    return f"{escape(passage.text)} *({'; '.join(said)})*" if said else escape(passage.text)


def _fact(fact: FactRow) -> str:
    """A fact as a list entry."""
    return f"{fact.label}: {link(fact.text, fact.url)}"


def _statuses(page: ReportPage) -> str:
    """The claims by status on both axes, as a table."""
    said, true = page.pictures
    rows = [[status, f"{said.counts[status]:,}", f"{true.counts[status]:,}"] for status in said.counts]
    return _grid(["Status", said.question, true.question], rows)


def _section(section: Section, level: str, shown: Collection[int]) -> str:
    """A heading with a list under it."""
    return f"{level} {escape(section.heading)}\n\n{_list([_remark(remark, shown) for remark in section.remarks])}"


def _remark(remark: Remark, shown: Collection[int]) -> str:
    """A remark as a list entry, its lines as a list of their own; claims shown below are linked."""
    about = "".join(_to_claim(part, number) for part, number in with_claims(remark, shown))
    return "\n  - ".join([about, *_lines(remark)])


def _lines(remark: Remark) -> list[str]:
    """What a remark says, line by line; an address leads there."""
    lines = (link(each.url, each.url) if isinstance(each, Address) else escape(each) for each in remark.lines)
    return [line for line in lines if line]


def _to_claim(text: str, claim: int | None) -> str:
    """A piece of a line, linked where it names a claim of the page."""
    if claim is not None:
        return f"[{escape(text)}](#claim-{claim})"
    ends = " " * (len(text) - len(text.rstrip())), " " * (len(text) - len(text.lstrip()))
    return f"{ends[1]}{escape(text)}{ends[0]}"


def _table(table: PageTable) -> str:
    """Figures under their caption."""
    return f"## {escape(table.caption)}\n\n{_grid(table.columns, table.rows)}"


def _overview(cards: list[Card]) -> str:
    """All claims at a glance, one a row."""
    columns = ["#", "Claim", "Did they say it?", "Is it so?", "Independent sources"]
    rows = [[str(card.id), card.text, _status(card.said), _status(card.true), card.figures] for card in cards]
    return re.sub(r"^\| ([0-9]+) \|", r"| [\1](#claim-\1) |", _grid(columns, rows), flags=re.MULTILINE)


def _card(card: Card, *, anchored: bool) -> str:
    """One claim with everything that the report says about it."""
    entries = [
        *([f"Said by {escape(card.speaker)}"] if card.speaker else []),
        *([f"**Attention:** {escape(listed(card.flags))}"] if card.flags else []),
        *(
            f"{verdict.question} **{escape(_status(verdict))}**; {verdict.evidence}"
            + (f". {escape(verdict.ruled)}" if verdict.ruled else "")
            for verdict in (card.said, card.true)
        ),
        escape(card.independent),
        *(_occasion(occasion) for occasion in card.occasions),
        *("\n  - ".join([escape(each.about), *_lines(each)]) for each in card.evidence),
        *(escape(remark) for remark in card.remarks),
    ]
    anchor = f'<a id="claim-{card.id}"></a>\n\n' if anchored else ""
    return f"{anchor}### Claim {card.id}: {escape(card.text)}\n\n{_list(entries)}"


def _status(verdict: StatusMark) -> str:
    """A status with the desk's own rating."""
    return f"{verdict.status} ({verdict.rating})" if verdict.rating else verdict.status


def _occasion(occasion: Occasion) -> str:
    """One utterance as a list entry."""
    said = ", ".join(part for part in (occasion.when, occasion.place, occasion.mode) if part)
    parts = [f"{escape(said)}: {escape(occasion.chain)}" if occasion.chain else escape(said)]
    if occasion.source:
        parts.append(link(occasion.source, occasion.url))
    if occasion.quote:
        state = f" ({occasion.quote_state})" if occasion.quote_state else ""
        said = f"{occasion.before} {quoted_words(occasion)}{occasion.after}".strip() + state
        parts.append(link(said, occasion.quote_url or None))
    parts += [escape(each.rstrip(".")) for each in (occasion.copy, occasion.edited) if each]
    return "; ".join(parts)


def _list(entries: list[str]) -> str:
    """Entries as a list."""
    return "\n".join(f"- {entry}" for entry in entries)


def _grid(columns: list[str], rows: list[list[str]]) -> str:
    """Rows under their columns, every cell escaped."""
    lines = [[escape(column) for column in columns], ["---"] * len(columns)]
    lines += [[escape(cell) for cell in row] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
