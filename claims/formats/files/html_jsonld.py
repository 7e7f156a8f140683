"""JSON-LD in the scripts of an HTML page."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import msgspec
from msgspec import structs

from claims.charsets import decoded
from claims.formats.files.item import Piece, TooMuch, read_json

_JSON_LD = re.compile(r"application/ld\+json", re.IGNORECASE)
_WRAPPING = re.compile(
    r"^[\s\ufeff]*(?:(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)\s*)*"
    r"|(?:\s*(?:-->|//\s*-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>))+\s*;?\s*$|;\s*$"
)
_STRING = r'"(?:[^"\\]|\\.)*"'
_COMMENT = re.compile(rf"({_STRING})|/\*.*?\*/|//[^\n]*", re.DOTALL)
_TRAILING = re.compile(rf"({_STRING})|,(?=\s*[}}\]])", re.DOTALL)
_RAW_CONTROL = re.compile(r"[\x00-\x1f]")
_IN_STRING = re.compile(_STRING, re.DOTALL)


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._inside = False
        self.address: str | None = None
        self.language: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, dict(attrs))
        self._inside = tag == "script" and any(n == "type" and _JSON_LD.search(v or "") for n, v in attrs)
        if self._inside:
            self.found.append((self.getpos()[0], ""))

    def _look(self, tag: str, attrs: dict[str, str | None]) -> None:
        """Where the page says that it is found, and in which language it is."""
        if tag == "html" and attrs.get("lang"):
            self.language = attrs["lang"]
        told = None
        if tag == "link" and "canonical" in (attrs.get("rel") or "").lower().split():
            told = attrs.get("href")
        elif tag == "meta" and attrs.get("property") == "og:url" and self.address is None:
            told = attrs.get("content")
        if told and told.strip().startswith(("http://", "https://")):
            self.address = told.strip()

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            line, text = self.found[-1]
            self.found[-1] = (line, text + data)


def scripts(page: bytes) -> Iterator[Piece]:
    """The JSON-LD of a page, script by script, with the line on which each begins."""
    reader = _Scripts()
    reader.feed(decoded(page).removeprefix("\ufeff"))
    reader.close()
    for line, text in reader.found:
        if text.strip():
            for piece in _read(line, text):
                yield structs.replace(piece, page=reader.address, language=reader.language)


def _read(line: int, text: str) -> Iterator[Piece]:
    """What a script holds: to the letter, else as those read it who forgive what tools commonly get wrong."""
    bare = _WRAPPING.sub("", text)
    try:
        yield Piece(line, "$", read_json(bare.encode("utf-8", "replace")), bare.strip())
        return
    except (TooMuch, msgspec.DecodeError, RecursionError) as error:
        fault = str(error)
    found = _forgiven(bare)
    if found is None:
        yield Piece(line, "$", None, text.strip(), f"it is no JSON: {fault}")
    else:
        for part in found:
            yield Piece(line, "$", read_json(part.encode("utf-8", "replace")), part)


def _forgiven(text: str) -> list[str] | None:
    """The values of a script without comments, trailing commas and raw line breaks; none where it is no JSON."""
    plain = _COMMENT.sub(lambda found: found[1] or " ", text)
    plain = _TRAILING.sub(lambda found: found[1] or "", plain)
    plain = _IN_STRING.sub(lambda found: _RAW_CONTROL.sub(" ", found[0]), plain)
    values, at = [], 0
    while rest := plain[at:].lstrip(" \t\r\n;,\ufeff"):
        at = len(plain) - len(rest)
        try:
            end = _decoder.raw_decode(plain, at)[1]
            read_json(plain[at:end].encode("utf-8", "replace"))
        except (ValueError, TooMuch, msgspec.DecodeError, RecursionError):
            return None
        values.append(plain[at:end])
        at = end
    return values or None


_decoder = json.JSONDecoder()
