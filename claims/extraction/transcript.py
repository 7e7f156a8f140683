"""A reader for transcripts, and the example of one: every turn `NAME: words` is what that speaker said."""

import re

from claims.extraction.spans import ChainSpan, FoundStatement, Span, Speaker
from claims.extraction.text.wording import claim_text

NAMELESS = frozenset("q a question answer claim".split())
"""Letters and words before a colon that name nobody."""

_TURN = re.compile(r"^[^\S\n]*(?P<name>[^\W\d_][\w.'’ -]{0,60}?)(?: \((?P<role>[^()\n]{1,80})\))?:[^\S\n]+(?=\S)", re.M)
_VOICE = re.compile(r"<v(?:\.[\w.]+)?[^\S\n]+(?P<name>[^<>\n]{1,80})>(?=\s*\S)")
_TIMES = re.compile(
    r"\ufeff?WEBVTT[^\n]*\n|(?:^[^\S\n]*[\w-]{1,20}[^\S\n]*\n)?"
    r"^[^\S\n]*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{3}[^\S\n]+-->[^\n]*(?:\n|\Z)|</?(?!v[ .])[a-z][^<>\n]{0,60}>",
    re.M,
)
"""The numbers, time codes and marks of SubRip and WebVTT: no words of anybody."""

MOST_WORDS = 6
"""Words of a name; before a colon, more of them are a sentence."""

CONFIDENCE = 0.9


def read(text: str, language: str) -> list[FoundStatement]:  # noqa: ARG001
    """The turns of a transcript, in any language; of subtitles without their time codes."""
    times = [found.span() for found in _TIMES.finditer(text)] if "-->" in text else []
    spoken = _blanked(text, times)
    turns = [turn for turn in _TURN.finditer(spoken) if _is_name(turn["name"])]
    turns = sorted([*turns, *(_VOICE.finditer(spoken) if times else [])], key=lambda turn: turn.start())
    ends = [*(turn.start() for turn in turns[1:]), len(text)] if turns else []
    found = []
    for turn, end in zip(turns, ends, strict=True):
        content = _around(spoken, turn.end(), end, times)
        if content:
            found.append(_candidate(text, turn, content))
    return found


def timed(text: str) -> bool:
    """Whether a text has the time codes of subtitles."""
    return "-->" in text and any("-->" in found[0] for found in _TIMES.finditer(text))


def _blanked(text: str, times: list[Span]) -> str:
    """The text with spaces for what nobody says, and each character where it was."""
    parts, last = [], 0
    for start, end in times:
        parts += [text[last:start], re.sub(r"[^\n]", " ", text[start:end])]
        last = end
    return "".join([*parts, text[last:]])


def _around(spoken: str, start: int, end: int, times: list[Span]) -> list[Span]:
    """The stretches of a turn between its time codes."""
    inside = [span for span in times if start <= span[0] < end]
    edges = [start, *(place for span in inside for place in span), end]
    stretches = [_stripped(spoken, first, last) for first, last in zip(edges[::2], edges[1::2], strict=True)]
    return [(first, last) for first, last in stretches if last > first]


def _stripped(text: str, first: int, last: int) -> Span:
    words = text[first:last]
    return first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())


def _is_name(written: str) -> bool:
    """Whether every word starts with a capital letter, or belongs to a script that has none."""
    parts = written.split()
    return len(parts) <= MOST_WORDS and all(not part[0].islower() for part in parts)


def _candidate(text: str, turn: re.Match[str], content: list[Span]) -> FoundStatement:
    name, role = turn["name"].strip(), turn.groupdict().get("role")
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
