"""A report for the terminal: wrapped to its width, in words first and colour second."""

from claims.reports.content import Report
from claims.reports.layout.page import (
    Card,
    FactRow,
    Occasion,
    PageSection,
    PageTable,
    Picture,
    Remark,
    ReportPage,
    Section,
    StatusMark,
    quoted_words,
    told_lines,
)
from claims.reports.layout.pages import page
from claims.reports.renderings.sheet import STATUS_STYLES, Sheet
from claims.reports.words import listed
from claims.traits import LONGEST_STATUS


def render(report: Report, width: int = 80, colour: bool = False, limit: int = 0) -> str:
    """The report in lines no wider than `width` columns, but at least 30; ANSI colours only if asked for."""
    sheet = Sheet(max(width, 30), colour)
    _draw(sheet, page(report, limit))
    return sheet.text()


def _draw(sheet: Sheet, page: ReportPage) -> None:
    """The page from top to bottom."""
    sheet.title(page.title)
    if page.warning:
        sheet.paragraph(page.warning, "bold red")
    sheet.paragraph(page.lead)
    _facts(sheet, page.facts)
    for picture in page.pictures:
        _picture(sheet, picture)
    for section in page.attention:
        _section(sheet, section)
    if page.calm:
        sheet.paragraph(page.calm)
    for table in page.tables:
        _table(sheet, table)
    if len(page.cards) > 1:
        sheet.heading("Claims")
    for card in page.cards:
        _card(sheet, card)
    if page.more:
        sheet.paragraph(page.more)
    for section in page.sections:
        _section(sheet, section)
    _passages(sheet, page.passages)
    if page.foot:
        sheet.rule()
    for line in page.foot:
        sheet.unbroken(line)


def _facts(sheet: Sheet, facts: list[FactRow]) -> None:
    """Labels in one column, what they say in the next."""
    for fact in facts:
        sheet.entry(fact.label, fact.text, label_width=max(len(each.label) for each in facts))
    if facts:
        sheet.gap()


def _picture(sheet: Sheet, picture: Picture) -> None:
    """A bar for each status that any claim has; a full bar is all claims."""
    sheet.line(picture.question, style="bold")
    most = sum(picture.counts.values())
    room = max(sheet.width - LONGEST_STATUS - 6 - len(f"{most:,}"), 1)
    for status, count in picture.counts.items():
        if count:
            bar = "█" * max(round(count / most * min(room, 40)), 1)
            sheet.line(f"{bar} {count:,}", indent=2, mark=f"{status:<{LONGEST_STATUS}}  ", style=STATUS_STYLES[status])
    sheet.gap()


def _section(sheet: Sheet, section: Section) -> None:
    """A heading and its remarks."""
    sheet.heading(section.heading, "bold yellow" if section.urgent else "bold")
    for remark in section.remarks:
        _remark(sheet, remark)
    sheet.gap()


MARKS = {"verified": "✓", "disputed": "!", "recorded": "●", "candidate": "○", "rejected": "x", "nothing": " "}
"""What stands before a sentence of an article, by how far it is covered; words say it, too."""


PASSAGES = {"verified": "bold", "disputed": "bold yellow", "recorded": "bold"}


def _passages(sheet: Sheet, passages: list[PageSection]) -> None:
    """An article, a sentence an entry, with its mark before it and what is recorded of it below."""
    if passages:
        sheet.line("✓ verified on both questions · ! disputed, refuted or withdrawn", style="dim")
        sheet.line("● otherwise recorded · ○ waiting in the inbox · x turned down", style="dim")
    for passage in passages:
        if passage.opens:
            sheet.gap()
        sheet.line(passage.text, mark=f"{MARKS[passage.kind]} ", style=PASSAGES.get(passage.kind, ""))
        for note in passage.notes:
            sheet.line(note, indent=6, style="dim")
    if passages:
        sheet.gap()


def _remark(sheet: Sheet, remark: Remark) -> None:
    """What it is about, and under it what there is to say."""
    sheet.line(remark.about, mark="- ")
    for line in told_lines(remark):
        sheet.line(line, indent=4)


def _table(sheet: Sheet, table: PageTable) -> None:
    """Columns where there is room for them, else an entry for each row."""
    sheet.heading(table.caption)
    if sheet.has_room(table.rows):
        sheet.columns(table.columns, table.rows)
    else:
        for name, *cells in table.rows:
            sheet.line(name, mark="- ")
            for column, cell in zip(table.columns[1:], cells, strict=True):
                if cell not in ("", "0"):
                    sheet.line(f"{column}: {cell}", indent=4)
    sheet.gap()


def _card(sheet: Sheet, card: Card) -> None:
    """One claim: what, who, how it stands, where it comes from, and each time it was said."""
    number_width = len(f"#{card.id}") + 2
    sheet.line(card.text, mark=f"#{card.id}  ", style="bold")
    if card.speaker:
        sheet.line(card.speaker, indent=number_width)
    if card.flags:
        sheet.line(listed(card.flags), indent=number_width, mark="! ", style="bold yellow")
    for verdict in (card.said, card.true):
        _verdict(sheet, verdict, number_width)
    sheet.line(card.independent, indent=number_width, hang=2)
    for occasion in card.occasions:
        _occasion(sheet, occasion, number_width)
    for exhibit in card.evidence:
        sheet.line(exhibit.about, indent=number_width, mark="· ")
        for line in told_lines(exhibit):
            sheet.line(line, indent=number_width + 2, hang=2)
    for remark in card.remarks:
        sheet.line(remark, indent=number_width, mark="· ", style="dim")
    sheet.gap()


def _verdict(sheet: Sheet, verdict: StatusMark, indent: int) -> None:
    """The question, the answer, and the evidence for and against."""
    rating = f" ({verdict.rating})" if verdict.rating else ""
    question = f"{verdict.question:<16}  "
    answer = f"{verdict.status}{rating}, {verdict.evidence}"
    sheet.line(answer, indent=indent, mark=question, style=STATUS_STYLES[verdict.status], styled=len(verdict.status))
    if verdict.ruled:
        sheet.line(verdict.ruled, indent=indent + 2, hang=2)


def _occasion(sheet: Sheet, occasion: Occasion, indent: int) -> None:
    """When and how it was said, through whom it came, and the words."""
    said = ", ".join(part for part in (occasion.when, occasion.place, occasion.mode) if part)
    sheet.line(said, indent=indent, mark="· ")
    if occasion.chain:
        sheet.line(occasion.chain, indent=indent + 2, hang=2)
    if occasion.source:
        sheet.line(occasion.source, indent=indent + 2, hang=2)
    if occasion.url:
        sheet.line(occasion.url, indent=indent + 2, hang=2)
    if occasion.quote:
        said = f"{occasion.before} {quoted_words(occasion)}{occasion.after}".strip()
        sheet.line(said, indent=indent + 2, hang=1, style="italic")
    if occasion.quote_state:
        sheet.line(f"Quote {occasion.quote_state}.", indent=indent + 2, hang=2)
    if occasion.copy:
        sheet.line(occasion.copy, indent=indent + 2, hang=2, style="dim")
    if occasion.edited:
        sheet.line(occasion.edited, indent=indent + 2, hang=2, style="yellow")
