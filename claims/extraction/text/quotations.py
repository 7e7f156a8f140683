"""Where a text puts words between quotation marks, and where its paragraphs are.

Typewriter marks, printers' marks, doubled apostrophes and single quotes are read; an apostrophe is not a mark. A
quotation that goes on in the next paragraph, whose mark opens again, is one quotation a paragraph.
"""

import re
from functools import cache

from msgspec import Struct

from claims.extraction.language.vocables import Lists

_BREAK = re.compile(r"\n[^\S\n]*\n\s*|\r\n|[\n\r\u2028\u2029]")
_MARK = re.compile(r"''|[\"“”„«»]|[‘’'`]")
_DOUBLE = {'"', "''", "“", "”", "„", "«", "»"}
_BEFORE = re.compile(r"[\s(\[—–\-/“\"‘:…]")
_AFTER = re.compile(r"[\s.,;:!?)\]—–\-…”\"/]")
_END_OF_LINE = re.compile(r"[.?!:…][”\"’')\]]*\s*$")
WRAPPED = 50
"""Characters from which a line that ends within a sentence was broken by its width."""


class Quotation(Struct, frozen=True):
    """Words between quotation marks: from the opening mark to after the closing one."""

    start: int
    end: int
    mark: int
    closed: bool = True

    def inner(self, text: str) -> str:
        """The words without their marks."""
        return text[self.start + self.mark : self.end - (self.mark if self.closed else 0)].strip()


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where each paragraph starts and ends; a line broken by its width alone ends none."""
    blank_lines = re.search(r"\n[^\S\n]*\n", text) is not None
    found, start = [], 0
    for gap in _BREAK.finditer(text):
        if not _wraps(text, start, gap, blank_lines):
            found.append((start, gap.start()))
            start = gap.end()
    found.append((start, len(text)))
    return [(start, end) for start, end in found if text[start:end].strip()]


def _wraps(text: str, start: int, gap: re.Match[str], blank_lines: bool) -> bool:
    if gap[0].count("\n") > 1 or gap.end() >= len(text) or _END_OF_LINE.search(text[start : gap.start()][-9:]):
        return False
    line = gap.start() - max(text.rfind("\n", 0, gap.start()) + 1, start)
    return text[gap.end()].islower() or (blank_lines and line >= WRAPPED)


def quotations(text: str, start: int, end: int, lists: Lists) -> list[Quotation]:
    """The quotations of a paragraph, outermost only, in order."""
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, start, end):
        if opened is None:
            if _may_open(text, mark, start, end, lists):
                opened = mark
        elif _may_close(text, opened, mark, end, lists):
            found.append(Quotation(opened.start(), mark.end(), len(opened[0])))
            opened = None
    if opened is not None and opened[0] in _DOUBLE:
        found.append(Quotation(opened.start(), end, len(opened[0]), closed=False))
    elif opened is not None:
        found += quotations(text, opened.end(), end, lists)
    return found


@cache
def _elided(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"['’‘](?:{'|'.join([*sorted(words), '[0-9]{2}s?'])})\b", re.IGNORECASE)


def _may_open(text: str, mark: re.Match[str], start: int, end: int, lists: Lists) -> bool:
    if (
        (mark[0] in lists.closing_marks and mark.start() != start)
        or mark[0] == "’"
        or mark.end() >= end
        or (text[mark.end()].isspace() and mark[0] not in lists.closing_marks)
    ):
        return False
    if mark[0] in lists.opening_marks or mark[0] in lists.closing_marks:
        return True
    if _elided(lists.elisions).match(text, mark.start()):
        return False
    return mark.start() == start or _BEFORE.match(text[mark.start() - 1]) is not None


def _may_close(text: str, opened: re.Match[str], mark: re.Match[str], end: int, lists: Lists) -> bool:
    if opened[0] in _DOUBLE:
        return _closes_double(text, opened[0], mark, end, lists)
    if mark[0] in _DOUBLE or mark[0] in "‘`":
        return False
    after = text[mark.end()] if mark.end() < end else " "
    return _AFTER.match(after) is not None and not text[mark.start() - 1].isspace()


def _closes_double(text: str, opened: str, mark: re.Match[str], end: int, lists: Lists) -> bool:
    if mark[0] in lists.closing_marks:
        return opened != '"' or mark[0] == "”"
    if mark[0] not in ('"', "''") or (
        mark[0] != opened and (opened not in lists.opening_marks or text[mark.start() - 1].isspace())
    ):
        return False
    after = text[mark.end()] if mark.end() < end else " "
    return not after.isalnum()
