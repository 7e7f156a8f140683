"""Canonical JSON (RFC 8785) and the hash over it."""

import hashlib
from typing import Annotated, Any

import msgspec

Document = dict[str, Any]
"""A record, or a line of the log, as JSON has it."""

SAFE = 2**53 - 1
"""The greatest whole number that canonical JSON can write."""

_PLAIN = frozenset({str, bool, type(None), msgspec.Raw})
_encode = msgspec.json.Encoder(order="sorted").encode
_Plain = str | bool | None | Annotated[int, msgspec.Meta(ge=-SAFE, le=SAFE)]
_decode_plain = msgspec.json.Decoder(dict[str, _Plain | list[_Plain | dict[str, _Plain]]]).decode


def canonical(document: Document) -> str:
    """The one way to write a document as JSON (RFC 8785)."""
    return _dumps(document).decode()


def canonical_list(documents: list[Document]) -> str:
    """The one way to write a list of documents as JSON (RFC 8785)."""
    return _dumps(documents).decode()


def canonical_record(document: Document) -> str:
    """The same for a record as the tables hold it: text, whole numbers within 64 bits, yes and no, and lists of these.

    It isn't looked through for what JSON writes in more than one way, which takes longer than the writing.
    """
    try:
        return _encode(document).decode()
    except UnicodeEncodeError:
        return canonical(document)


def fingerprint(document: Document) -> str:
    """SHA-256 of a document's canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(_dumps(document)).hexdigest()


def line_fingerprint(line: Document) -> str:
    """The hash of a line of the log, whose `before` and `after` are canonical JSON already."""
    said = {name: value for name, value in line.items() if name != "hash"}
    for name in ("before", "after"):
        if said[name] is not None:
            said[name] = msgspec.Raw(said[name])
    return fingerprint(said)


def is_canonical(text: str) -> bool:
    """Whether a document is written the one way it can be; a ValueError or TypeError where it is none.

    Most are plain, which is seen as they are read: no fraction, no vast number, no name that RFC 8785 puts elsewhere.
    """
    try:
        found = _decode_plain(text)
        if text.isascii() or ("{" not in text[1:] and "".join(found).isascii()):
            return _encode(found) == text.encode()
    except (msgspec.DecodeError, UnicodeEncodeError):
        pass
    return canonical(msgspec.json.decode(text)) == text


def genesis(ledger_uid: str) -> str:
    """What the first line of a log names as the hash of the line before it: the hash of the ledger's own uid."""
    return fingerprint({"ledger": ledger_uid})


def _dumps(document: Any) -> bytes:
    """Plain documents, which is what records are, are written thirty times faster than RFC 8785 in full needs."""
    if _is_plain(document):
        try:
            return _encode(document)
        except UnicodeEncodeError:  # half a surrogate pair, which the library below refuses in its own words
            pass
    import rfc8785  # hardly ever needed

    return rfc8785.dumps(document)


def _is_plain(value: Any) -> bool:
    """Whether a value has nothing that RFC 8785 writes in a way of its own: fractions, vast numbers, foreign keys."""
    kind = type(value)
    if kind is dict:
        for name, part in value.items():  # a loop, as this is asked for every document
            if type(name) is not str or not name.isascii() or not (type(part) in _PLAIN or _is_plain(part)):
                return False
        return True
    if kind is int:
        return bool(-SAFE <= value <= SAFE)
    return kind in _PLAIN or (kind is list and all(map(_is_plain, value)))
