"""A reader for transcripts, and the example of one: every turn `NAME: words` is what that speaker said."""

import re

from claims.extraction.spans import ChainSpan, FoundStatement, Span, Speaker
from claims.extraction.text.wording import claim_text

NAMELESS = frozenset("q a question answer claim".split())
"""Letters and words before a colon that name nobody."""

_TURN = re.compile(r"^[^\S\n]*(?P<name>[^\W\d_][\w.'’ -]{0,60}?)(?: \((?P<role>[^()\n]{1,80})\))?:[^\S\n]+(?=\S)", re.M)
MOST_WORDS = 6
"""Words of a name; before a colon, more of them are a sentence."""

CONFIDENCE = 0.9


def read(text: str, language: str) -> list[FoundStatement]:  # noqa: ARG001
    """The turns of a transcript, in any language."""
    turns = [turn for turn in _TURN.finditer(text) if _is_name(turn["name"])]
    ends = [*(turn.start() for turn in turns[1:]), len(text)] if turns else []
    return [_candidate(text, turn, end) for turn, end in zip(turns, ends, strict=True)]


def _is_name(written: str) -> bool:
    """Whether every word starts with a capital letter, or belongs to a script that has none."""
    parts = written.split()
    return len(parts) <= MOST_WORDS and all(not part[0].islower() for part in parts)


def _candidate(text: str, turn: re.Match[str], end: int) -> FoundStatement:
    content: list[Span] = [(turn.end(), turn.end() + len(text[turn.end() : end].rstrip()))]
    name, role = turn["name"], turn["role"]
    known = name.lower() not in NAMELESS
    return FoundStatement(
        text=claim_text(text, content),
        content=content,
        source=turn.span("name") if known else None,
        speaker=Speaker(name, name, role) if known else None,
        chain=[ChainSpan(name, role)] if known else [],
        cue=None,
        mode="direct",
        said_on=None,
        addressee=None,
        within=None,
        own_voice=False,
        sure=known,
        confidence=CONFIDENCE,
        why=["The transcript gives it under this name." if known else f'"{name}" before it names nobody.'],
    )
