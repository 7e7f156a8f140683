"""Why a statement is taken for one, in sentences for the person who decides."""

from claims.extraction.cues import Cue

RULES = {
    "quoted_before": 'The quotation stands right before "{cue}".',
    "quoted_after": 'The quotation follows "{cue}".',
    "relative": 'The words around "{cue}" are what was said.',
    "aside": '"{cue}" stands apart from the sentence it attributes.',
    "as_said": 'The sentence is introduced by a clause with "{cue}".',
    "clause": 'A clause follows "{cue}".',
    "distant": 'A clause follows "{cue}" at some distance.',
    "naming": '"{cue}" gives something a name.',
    "toward": '"{cue}" and its preposition take something up.',
    "to": '"{cue}" says what somebody asks for or undertakes.',
    "object": '"{cue}" takes something up.',
    "noun": '"{cue}" is a noun for a statement.',
    "according": '"{cue}" names who it comes from.',
    "label": "A name and a colon stand before it.",
    "introduced": "A name and a colon stand before the quotation.",
    "signed": "A dash and a name stand after the quotation.",
    "above": "A name stands alone in the line before the quotation.",
    "block": '"{cue}" and a colon stand before the paragraph.',
}
"""A sentence for each rule."""

STANCE = 0.8
"""Below it a verb tells a stance or a plan rather than words that were said."""

SAID = frozenset({"label", "introduced", "signed", "above", "naming"})
"""Rules whose finds were said, however sure they are."""

NESTED = "It stands within another statement."
NO_SPEAKER = "The text doesn't tell who said it."
NO_SPEECH = '"{cue}" need not mean that anything was said.'
JOINED = "Its parts are joined: they go on with the same speaker."


def reasons(cue: Cue, written: str) -> list[str]:
    """What speaks for it."""
    found = [RULES[cue.rule].format(cue=written)]
    return [*found, JOINED] if len(cue.content) > 1 else found


def doubts(cue: Cue, written: str) -> list[str]:
    """What speaks against it, or makes it less than sure."""
    found = []
    if cue.holder is not None:
        found.append(NESTED)
    if cue.source is None:
        found.append(NO_SPEAKER)
    if cue.confidence < STANCE and cue.rule not in SAID:
        found.append(NO_SPEECH.format(cue=written))
    return found
