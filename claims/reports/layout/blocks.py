"""The pieces that several reports have in common: the lead, the pictures, the tables of standings."""

from collections.abc import Sequence

from claims.reports.content import Standing, Totals
from claims.reports.layout.page import FactRow, PageTable, Picture
from claims.reports.words import QUESTIONS, moment, number, one_line, status_line
from claims.trails import Origins, counts
from claims.vocabulary import Axis

STANDING_COLUMNS = ["", "claims", "did they say it?", "is it so?"]


def lead(totals: Totals, origins: Sequence[Origins]) -> str:
    """A report in one paragraph: how many claims, how they stand, how many have more than one source."""
    if not origins:
        return "No claims are recorded here yet."
    return f"{number(totals.claims, 'claim')}. {answers(totals)} {_spread(origins)}"


def answers(totals: Totals) -> str:
    """Both questions with their answers counted."""
    if not totals.claims:
        return ""
    said, true = status_line(totals.attribution), status_line(totals.content)
    return f"{QUESTIONS[Axis.ATTRIBUTION]} {said}. {QUESTIONS[Axis.CONTENT]} {true}."


def sentence(origins: Origins) -> str:
    """How many independent sources answer each question either way."""
    phrase = counts(origins)
    return f"{phrase[:1].upper()}{phrase[1:]}."


def _spread(origins: Sequence[Origins]) -> str:
    """For how many claims each question has several independent sources, one, or none; the more telling side counts."""
    said = _by_number([max(each.said.count, each.not_said.count) for each in origins])
    true = _by_number([max(each.so.count, each.not_so.count) for each in origins])
    return f"Independent sources that it was said: {said}; on whether it is so: {true}."


def _by_number(independent: Sequence[int]) -> str:
    """How many claims have several, one, or none: `two or more for 1 claim, none for 2`."""
    kinds = [
        ("two or more", sum(count > 1 for count in independent)),
        ("one", sum(count == 1 for count in independent)),
        ("none", sum(count == 0 for count in independent)),
    ]
    (words, first), *others = [(words, count) for words, count in kinds if count]
    return ", ".join([f"{words} for {number(first, 'claim')}", *(f"{more} for {count:,}" for more, count in others)])


def pictures(totals: Totals) -> list[Picture]:
    """The claims by status on both axes; nothing to draw without claims."""
    both = [
        Picture(QUESTIONS[Axis.ATTRIBUTION], totals.attribution),
        Picture(QUESTIONS[Axis.CONTENT], totals.content),
    ]
    return both if totals.claims else []


def standings(caption: str, rows: list[Standing]) -> list[PageTable]:
    """How claimants or sources stand, one a row; no table without any."""
    cells = [standing_row(one_line(each.name, 80), each.totals) for each in rows]
    return [PageTable(caption, STANDING_COLUMNS, cells)] if cells else []


def standing_row(name: str, totals: Totals) -> list[str]:
    """A name, its claims, and how they stand."""
    return [name, f"{totals.claims:,}", status_line(totals.attribution), status_line(totals.content)]


def as_of(recorded: str | None) -> list[FactRow]:
    """The past moment that a report shows, if it is not the present."""
    return [FactRow("As of", moment(recorded))] if recorded else []
