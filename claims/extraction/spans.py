"""What a reader finds: an attribution as the text gives it, and a candidate as a person is asked about it.

Positions are code points of the text as it was read, the end exclusive.
"""

from typing import Annotated

from msgspec import Meta, Struct, field

from claims.vocabulary import Mode, SpeechStance

Span = tuple[int, int]


class Attribution(Struct):
    """One statement as the text attributes it: its words, whose they are, and the words that say so."""

    content: list[Span]
    source: Span | None = None
    cue: Span | None = None
    kind: Mode = Mode.INDIRECT
    sentence: Span = (0, 0)
    parent: int | None = None
    confidence: float = 1.0
    why: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    stance: SpeechStance = SpeechStance.STATED


class Speaker(Struct, frozen=True):
    """Who a statement is attributed to."""

    name: Annotated[str, Meta(description="The fullest name that the text gives for whoever is meant.")]
    as_written: Annotated[str, Meta(description='The words that stand there: "He", "the ministry", "Darchiev".')]
    role: Annotated[str | None, Meta(description="The role or title that the text gives them.")] = None


class ChainSpan(Struct, frozen=True):
    """One hop of the reporting chain."""

    name: Annotated[str, Meta(description="Whoever passed the statement on; in the first hop, whoever made it.")]
    role: Annotated[str | None, Meta(description="The role or title that the text gives them.")] = None
    cue: Annotated[str | None, Meta(description='The words that name the hop: "told", "according to".')] = None
    seat: Annotated[int, Meta(description="0, or from 1 on those who said it together with the speaker.")] = 0


class FoundStatement(Struct, frozen=True):
    """A statement found in a text, offered to a person who decides."""

    text: Annotated[str, Meta(description="The statement in the words of the text.")]
    content: Annotated[list[Span], Meta(description="Where its words stand: pairs of code points, end exclusive.")]
    source: Annotated[Span | None, Meta(description="Where its speaker is named.")]
    speaker: Annotated[Speaker | None, Meta(description="Who made it; null where the text doesn't tell.")]
    chain: Annotated[list[ChainSpan], Meta(description="The reporting chain, speaker first.")]
    cue: Annotated[str | None, Meta(description='The words that attribute it: "told", "according to".')]
    mode: Annotated[str, Meta(description="direct, mixed, indirect or narrated.")]
    said_on: Annotated[str | None, Meta(description="When it was said, as far as the text tells.")]
    addressee: Annotated[str | None, Meta(description="Whom it was said to.")]
    within: Annotated[int | None, Meta(description="Place in this list, from 0, of the statement that holds it.")]
    own_voice: Annotated[bool, Meta(description="Whether the outlet says it in its own voice.")]
    sure: Annotated[bool, Meta(description="Whether nothing about it is in doubt.")]
    confidence: Annotated[float, Meta(description="How likely it is a statement rightly attributed, from 0 to 1.")]
    why: Annotated[list[str], Meta(description="What the confidence rests on and what is in doubt, a sentence each.")]
    stance: Annotated[
        str, Meta(description="stated; or denied, not_said, asked or supposed: then nobody stated it.")
    ] = SpeechStance.STATED.value
    proposed: Annotated[
        str | None,
        Meta(description="A wording that stands alone, where the text's own doesn't and what is meant is plain."),
    ] = None
    unresolved: Annotated[
        str | None, Meta(description="Why no wording is proposed, where the text's own doesn't stand alone.")
    ] = None
