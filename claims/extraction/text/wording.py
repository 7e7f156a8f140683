"""A statement in words: cut from the text by its spans, and nothing else."""

from collections.abc import Sequence, Set

from claims.extraction.spans import Span

MARKS = "\"'“”‘’„«»`"


def words(text: str, spans: Sequence[Span]) -> str:
    """What stands at the spans, on one line; a gap is where the text says who spoke."""
    return " ".join(" ".join(text[start:end].split()) for start, end in spans)


def says_something(text: str, spans: Sequence[Span]) -> bool:
    """Whether there is more at the spans than marks."""
    return any(_bare(words(text, [span])) for span in spans)


def claim_text(text: str, spans: Sequence[Span], that: Set[str] = frozenset()) -> str:
    """The statement as a sentence of its own: without the marks around it, "that" before it and the comma behind it."""
    parts = [part for part in (_bare(words(text, [span])) for span in spans) if part]
    opening, _, rest = parts[0].partition(" ") if parts else ("", "", "")
    without = [part for part in (rest, *parts[1:]) if part]
    return as_sentence(without if without and opening.lower() in that else parts)


def as_sentence(parts: Sequence[str]) -> str:
    """Parts of a statement in one piece, with a capital letter and, where it is one sentence, without its stop."""
    said = "".join(part + _joint(part, after) for part, after in zip(parts, [*parts[1:], ""], strict=True))
    if said.endswith(".") and not said.endswith("..") and ". " not in said:
        said = said[:-1]
    return said[:1].upper() + said[1:]


def _joint(part: str, after: str) -> str:
    """What joins two parts of a statement: a full stop where a new sentence starts."""
    if not after:
        return ""
    return ". " if after[:1].isupper() and part[-1:] not in ".?!…" else " "


def _bare(part: str) -> str:
    """Without a pair of marks around the whole, or the one mark that another paragraph has the other of."""
    inner = part.strip().rstrip(",;").rstrip()
    whole = inner[:1] in MARKS and not any(mark in inner[1:-1] for mark in MARKS if mark not in "'’‘")
    if len(inner) > 1 and whole:
        inner = inner.strip(MARKS)
    return inner.rstrip(",;").strip()
