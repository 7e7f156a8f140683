"""Where statements and evidence really come from: what the answer needs, and the answer as JSON prints it."""

from typing import Annotated

from msgspec import Meta, Struct

from claims.views import SourceRef


class Links(Struct, frozen=True):
    """Which source takes its content from which, for every source that a claim touches, followed to the end."""

    takes_from: Annotated[
        dict[int, list[tuple[int, str]]],
        Meta(description="For a source's number, the numbers of the sources it takes its content from, and how."),
    ]
    sources: Annotated[dict[int, SourceRef], Meta(description="Each of those sources by its number.")]


class Origin(Struct, frozen=True):
    """Utterances and evidence that come from one place, however many papers printed them."""

    label: Annotated[str, Meta(description="Where they come from: an agency, an outlet or a document.")]
    members: Annotated[list[str], Meta(description="What comes from there, in words.")]
    utterances: Annotated[list[int], Meta(description="Numbers of the utterances that come from there.")]
    evidence: Annotated[list[int], Meta(description="Numbers of the evidence that comes from there.")]
    why: Annotated[str, Meta(description="Why these are one; empty when there is only one.")]
    counts: Annotated[bool, Meta(description="Whether it counts as a source; one that gives only context doesn't.")]


class Discounted(Struct, frozen=True):
    """An utterance or a piece of evidence that counts for nothing, and why."""

    utterance: Annotated[int | None, Meta(description="The utterance's number, if it is one.")]
    evidence: Annotated[int | None, Meta(description="The evidence's number, if it is that.")]
    label: Annotated[str, Meta(description="What it is, in words.")]
    reason: Annotated[str, Meta(description="Why it doesn't count.")]


class Origins(Struct, frozen=True):
    """How many sources of a claim are independent of one another, and which are one and the same."""

    independent_sources: Annotated[int, Meta(description="Independent origins of all that is known about the claim.")]
    attribution: Annotated[int, Meta(description="Independent origins for its having been said.")]
    supports: Annotated[int, Meta(description="Independent origins of evidence that it is so.")]
    refutes: Annotated[int, Meta(description="Independent origins of evidence that it is not so.")]
    groups: Annotated[list[Origin], Meta(description="Utterances and evidence by where they come from.")]
    discounted: Annotated[list[Discounted], Meta(description="What was left out of the count.")]
    cycles: Annotated[list[list[int]], Meta(description="Sources recorded as taking from one another in a circle.")]
