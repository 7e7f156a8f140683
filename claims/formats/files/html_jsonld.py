"""JSON-LD in the scripts of an HTML page."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import msgspec

from claims.formats.files.item import Piece, TooMuch, read_json

_JSON_LD = re.compile(r"application/ld\+json", re.IGNORECASE)
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$|;\s*$")


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and any(n == "type" and _JSON_LD.search(v or "") for n, v in attrs)
        if self._inside:
            self.found.append((self.getpos()[0], ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            line, text = self.found[-1]
            self.found[-1] = (line, text + data)


def scripts(page: bytes) -> Iterator[Piece]:
    """The JSON-LD of a page, script by script, with the line on which each begins."""
    reader = _Scripts()
    reader.feed(page.decode("utf-8-sig", "replace"))
    reader.close()
    for line, text in reader.found:
        if text.strip():
            yield _read(line, text)


def _read(line: int, text: str) -> Piece:
    bare = _WRAPPING.sub("", text)
    try:
        value: Any = read_json(bare.encode("utf-8", "replace"))
    except (TooMuch, msgspec.DecodeError, RecursionError) as error:
        return Piece(line, "$", None, text.strip(), f"it is no JSON: {error}")
    return Piece(line, "$", value, bare.strip())
