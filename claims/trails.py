"""Where statements and evidence really come from: what the answer needs, and the answer as JSON prints it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated

from msgspec import Meta, Struct

from claims.views import SourceRef

ADDS_NOTHING = "Publisher unknown: it may come from any of the others, and adds nothing to them."
"""What is said of documents whose publisher nobody knows, beside some that are known."""


class Links(Struct, frozen=True):
    """Which source takes its content from which, for every source that a claim touches, followed to the end."""

    takes_from: Annotated[
        dict[int, list[tuple[int, str]]],
        Meta(description="For a source's number, the numbers of the sources it takes its content from, and how."),
    ]
    sources: Annotated[dict[int, SourceRef], Meta(description="Each of those sources by its number.")]
    bylines: Annotated[dict[int, str], Meta(description="Their author lines as printed, where there are any.")] = {}
    archived: Annotated[dict[int, str], Meta(description="The addresses of their copies in public archives.")] = {}
    same_as: Annotated[dict[int, str], Meta(description="For claimants, the URL of the same entity elsewhere.")] = {}


class Origin(Struct, frozen=True):
    """Utterances and evidence that come from one place, however many papers printed them."""

    label: Annotated[str, Meta(description="Where they come from: an agency, an outlet or a document.")]
    members: Annotated[list[str], Meta(description="What comes from there, in words.")]
    utterances: Annotated[list[int], Meta(description="Numbers of the utterances that come from there.")]
    evidence: Annotated[list[int], Meta(description="Numbers of the evidence that comes from there.")]
    why: Annotated[str, Meta(description="Why these are one; empty when there is only one.")]
    counts: Annotated[bool, Meta(description="Whether it counts as a source; one that gives only context doesn't.")]
    unknown: Annotated[
        str, Meta(description="What isn't known about where it comes from, such as who published it; else empty.")
    ] = ""
    sites: Annotated[list[str], Meta(description="The sites on which its sources stand.")] = []
    placed: Annotated[
        bool, Meta(description="False: nobody knows who published it, so it adds nothing to those that are known.")
    ] = True
    apart: Annotated[
        list[int], Meta(description="The places of origins that the desk judged it to be independent of.")
    ] = []


class Side(Struct, frozen=True):
    """The independent origins that answer one question one way."""

    count: Annotated[int, Meta(description="How many there are.")] = 0
    origins: Annotated[list[int], Meta(description="Their places in `groups`, the first being 0.")] = []


class Twins(Struct, frozen=True):
    """Two origins that are counted as two and may well be one."""

    one: Annotated[int, Meta(description="The place of the first in `groups`, from 0.")]
    other: Annotated[int, Meta(description="The place of the other.")]
    why: Annotated[str, Meta(description="host: they share one; name: their names are nearly the same.")]
    said: Annotated[str, Meta(description="Which two, and what makes one doubt, in a sentence.")]


class Discounted(Struct, frozen=True):
    """An utterance or a piece of evidence that counts for nothing, and why."""

    utterance: Annotated[int | None, Meta(description="The utterance's number, if it is one.")]
    evidence: Annotated[int | None, Meta(description="The evidence's number, if it is that.")]
    label: Annotated[str, Meta(description="What it is, in words.")]
    reason: Annotated[str, Meta(description="Why it doesn't count.")]


class Origins(Struct, frozen=True):
    """How many sources of a claim are independent of one another, and which are one and the same."""

    independent_sources: Annotated[int, Meta(description="Independent origins of all that is known about the claim.")]
    attribution: Annotated[int, Meta(description="Independent origins for its having been said; `said` has which.")]
    supports: Annotated[int, Meta(description="Independent origins of evidence that it is so; `so` has which.")]
    refutes: Annotated[int, Meta(description="Independent origins of evidence that it is not so; `not_so` has which.")]
    groups: Annotated[list[Origin], Meta(description="Utterances and evidence by where they come from.")]
    discounted: Annotated[list[Discounted], Meta(description="What was left out of the count.")]
    cycles: Annotated[list[list[int]], Meta(description="Sources recorded as taking from one another in a circle.")]
    said: Annotated[Side, Meta(description="Did they say it? The origins by which they did.")] = Side()
    not_said: Annotated[Side, Meta(description="Did they say it? The origins by which they didn't.")] = Side()
    so: Annotated[Side, Meta(description="Is it so? The origins by which it is.")] = Side()
    not_so: Annotated[Side, Meta(description="Is it so? The origins by which it isn't.")] = Side()
    twins: Annotated[list[Twins], Meta(description="Pairs that are counted as two and may well be one.")] = []
    unfound: Annotated[
        list[str],
        Meta(description="Records, such as utterance #3, whose quote is not in the stored copy."),
    ] = []


def independent(groups: Sequence[Origin], places: Iterable[int]) -> list[int]:
    """Which of some groups, by place, are independent of one another: the known ones, and what isn't known last.

    Documents of an unknown publisher may be by any of the others. They count where there is no other, or where the
    desk judged them to be independent of each that counts.
    """
    chosen = sorted(places, key=lambda place: (not groups[place].placed, place))
    found: list[int] = []
    for place in chosen:
        if groups[place].placed or all(other in groups[place].apart for other in found):
            found.append(place)
    return sorted(found)


def counts(origins: Origins, names: Callable[[Side], str] = lambda _side: "") -> str:
    """The four counts in one phrase, each question and each answer by itself; `names` can tell who is counted."""
    so, not_so, said, not_said = origins.so, origins.not_so, origins.said, origins.not_said
    content = f"{_sources(so.count)} {'says' if so.count == 1 else 'say'} it is so{names(so)}"
    if not_so.count and not so.count:
        content = f"{_sources(not_so.count)} {'says' if not_so.count == 1 else 'say'} it isn't so{names(not_so)}"
    elif not_so.count:
        content += f", {not_so.count} that it isn't{names(not_so)}"
    elif not so.count:
        content = "no independent source says whether it is so"
    denied = f", that it wasn't: {not_said.count}{names(not_said)}" if not_said.count else ""
    return f"{content}; that it was said: {said.count}{names(said)}{denied}"


def _sources(count: int) -> str:
    return f"{count} independent source{'' if count == 1 else 's'}"
