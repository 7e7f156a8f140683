"""One JSON document as a stream: its long lists element by element, so that a feed of any size takes no memory."""

import codecs
import json
from collections.abc import Iterator

import msgspec

from claims.formats.files.item import LONGEST_LINE, Piece, TooMuch, read_json
from claims.formats.files.streams import Stream

LISTS = frozenset({"dataFeedElement", "claims", "@graph"})
"""The lists at the top of a document that are told element by element."""

LEAST = 1 << 16
"""Bytes that are read at least."""

MOST_AROUND = 8_000_000
"""Characters of what stands around the elements of a document."""

NEAR = 16
"""Characters before the end of what was read within which a fault may only be that the rest isn't there yet."""

_span = json.JSONDecoder(parse_int=len, parse_float=len, parse_constant=len, strict=False).raw_decode
"""Where a value ends; what it is, and whether it is JSON to the letter, is for msgspec to say."""


class _Broken(Exception):
    """The text from here on is no JSON."""


class _Text:
    """The text of a stream from where it is being read; `hold` is from where it has to stay at hand."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._decoded = codecs.getincrementaldecoder("utf-8-sig")()
        self._ended = False
        self._text = ""
        self._at = 0
        self.hold: int | None = None

    def mark(self) -> str:
        """The next character that isn't white space, which stays to be read; nothing at the end."""
        while True:
            rest = self._text[self._at : self._at + 1]
            if rest and not rest.isspace():
                return rest
            if rest:
                self._at += 1
            elif not self._more():
                return ""

    def take(self, *marks: str) -> str:
        """The next mark, which has to be one of these."""
        found = self.mark()
        if found not in marks:
            raise _Broken(f"{found or 'the end'} stands where {' or '.join(marks)} belongs")
        self._at += 1
        return found

    def value(self) -> str:
        """The text of the value that begins here."""
        self.mark()
        while True:
            try:
                end = _span(self._text, self._at)[1]
            except RecursionError:
                raise _Broken("it is nested too deeply") from None
            except json.JSONDecodeError as error:
                broken = error.pos < len(self._text) - NEAR and not error.msg.startswith("Unterminated string")
                if broken or not self._more():
                    raise _Broken(error.msg) from None
                continue
            if len(self._text) - end < NEAR and self._more():  # a number may go on
                continue
            found, self._at = self._text[self._at : end], end
            return found

    def begin(self) -> None:
        """Keep what is read from here on."""
        self.mark()
        self.hold = self._at

    def held(self) -> str:
        """What was read since `begin`."""
        return self._text[self.hold or 0 : self._at]

    def rest(self) -> str:
        """What was read and not taken."""
        return self._text[self._at if self.hold is None else self.hold :]

    def _more(self) -> bool:
        """Read on, twice as much as waits; whether there was more."""
        if self._ended:
            return False
        keep = self._at if self.hold is None else self.hold
        waiting = self._text[keep:]
        if len(waiting) > LONGEST_LINE:
            raise _Broken(f"one value has more than {LONGEST_LINE:,} characters")
        read = self._stream.read(max(LEAST, len(waiting)))
        self._ended = not read
        self._text, self._at = waiting + self._decoded.decode(read, final=self._ended), self._at - keep
        self.hold = None if self.hold is None else 0
        return True


def elements(stream: Stream) -> Iterator[Piece]:
    """The elements of a document's list, then what stands around it; of an object without a list, itself."""
    text = _Text(stream)
    try:
        while mark := text.mark():
            if mark == "[":
                yield from _each(text, "$")
            elif mark == "{":
                yield from _object(text)
            else:
                yield _piece("$", text.value())
    except (_Broken, UnicodeDecodeError) as error:
        said = " ".join(str(error).split())[:200]
        yield Piece(None, "$", None, text.rest(), f"the JSON breaks off here: {said}")


def _each(text: _Text, path: str) -> Iterator[Piece]:
    text.take("[")
    number, after = 0, "]" if text.mark() == "]" else ","
    while after == ",":
        yield _piece(f"{path}[{number}]", text.value())
        number, after = number + 1, text.take(",", "]")
    if not number:
        text.take("]")


def _object(text: _Text) -> Iterator[Piece]:
    text.begin()
    text.take("{")
    known: list[str] = []
    told, around, after = False, 0, "}" if text.mark() == "}" else ","
    while after == ",":
        name = text.value()
        text.take(":")
        if name[1:-1] in LISTS and text.mark() == "[":
            told, text.hold = True, None
            yield from _each(text, f"$.{name[1:-1]}")
        else:
            known.append(f"{name}: {text.value()}")
            around += len(known[-1])
        if told and around > MOST_AROUND:
            raise _Broken(f"there are more than {MOST_AROUND:,} characters around its list")
        after = text.take(",", "}")
    if not known and not told:
        text.take("}")
    piece = _piece("$", f"{{{', '.join(known)}}}" if told else text.held(), frame=told)
    text.hold = None
    yield piece


def _piece(path: str, raw: str, *, frame: bool = False) -> Piece:
    try:
        return Piece(None, path, read_json(raw.encode()), raw, frame=frame)
    except (TooMuch, msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return Piece(None, path, None, raw, f"it is no JSON: {error}")
