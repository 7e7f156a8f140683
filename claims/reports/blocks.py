"""The pieces that several reports have in common: the lead, the pictures, the tables of standings."""

from claims.reports.content import Standing, Totals
from claims.reports.page import Fact, Picture, Table
from claims.reports.words import QUESTIONS, listed, moment, number, one_line, status_line
from claims.vocabulary import Axis

STANDING_COLUMNS = ["", "claims", "did they say it?", "is it so?"]


def lead(totals: Totals, independent: list[int]) -> str:
    """A report in one paragraph: how many claims, how they stand, how many have more than one source."""
    if not independent:
        return "No claims are recorded here yet."
    return f"{number(totals.claims, 'claim')}. {answers(totals)} {_spread(independent)}"


def answers(totals: Totals) -> str:
    """Both questions with their answers counted."""
    if not totals.claims:
        return ""
    said, true = status_line(totals.attribution), status_line(totals.content)
    return f"{QUESTIONS[Axis.ATTRIBUTION]} {said}. {QUESTIONS[Axis.CONTENT]} {true}."


def _spread(independent: list[int]) -> str:
    """How many claims have several independent sources, one, or none."""
    kinds = [
        (sum(count > 1 for count in independent), "two or more"),
        (sum(count == 1 for count in independent), "one"),
        (sum(count == 0 for count in independent), "none"),
    ]
    (first, how_many), *others = [(count, words) for count, words in kinds if count]
    sources = {"two or more": "two or more independent sources", "one": "one independent source"}
    opening = f"{number(first, 'claim has', 'claims have')} {sources.get(how_many, 'no independent source')}"
    rest = [f"{count:,} {'has' if count == 1 else 'have'} {words}" for count, words in others]
    return f"{listed([opening, *rest])}."


def pictures(totals: Totals) -> list[Picture]:
    """The claims by status on both axes; nothing to draw without claims."""
    both = [
        Picture(QUESTIONS[Axis.ATTRIBUTION], totals.attribution),
        Picture(QUESTIONS[Axis.CONTENT], totals.content),
    ]
    return both if totals.claims else []


def standings(caption: str, rows: list[Standing]) -> list[Table]:
    """How claimants or sources stand, one a row; no table without any."""
    cells = [standing_row(one_line(each.name, 80), each.totals) for each in rows]
    return [Table(caption, STANDING_COLUMNS, cells)] if cells else []


def standing_row(name: str, totals: Totals) -> list[str]:
    """A name, its claims, and how they stand."""
    return [name, f"{totals.claims:,}", status_line(totals.attribution), status_line(totals.content)]


def as_of(recorded: str | None) -> list[Fact]:
    """The past moment that a report shows, if it is not the present."""
    return [Fact("As of", moment(recorded))] if recorded else []
