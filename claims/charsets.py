"""Which characters bytes stand for: one way for what is imported, archived and validated, the way browsers go."""

import codecs
import re

CHARSETS = {
    "ascii": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""Charsets as browsers read them, where a page that names one means more than it holds: curly quotation marks, say."""

NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"})
"""Codecs that turn bytes into text, but that no document is written in."""

LIKELY = ("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "cp932", "euc_jp")
"""What text that names no charset and is no UTF-8 may be in, besides the charsets of Chinese and Korean."""

SAMPLE = 200_000
"""Bytes by which a charset is guessed."""

_SIGN_IN_WORD = re.compile("[a-z][\xa1-\xac\xae-\xb6\xb8-\xbf]|[\xa1-\xac\xae-\xb6\xb8-\xbf][a-z]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SENT = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_NOT_LOOKED_INTO = re.compile(rb"(?is)<!--.*?-->|<(script|style|title|textarea)\b.*?</\1\s*>")
_META = re.compile(rb"(?i)<meta\s[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)")
_XML = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")


def decoded(content: bytes, media_type: str = "") -> str:
    """The characters of a document; bytes that are none of its charset become U+FFFD, so that nothing moves."""
    return content.decode(charset_of(content, media_type), "replace")


def charset_of(content: bytes, media_type: str = "") -> str:
    """The codec of a document: by its mark, by how it was sent, by what it says of itself, at last by its bytes."""
    for mark, charset in _MARKS:
        if content.startswith(mark):
            return charset
    if sent := _SENT.search(media_type):
        return codec(sent[1])
    if named := _XML.search(content[:1024]):
        return _told(named[1])
    if b"<" in content[:4096] and (found := _META.search(_NOT_LOOKED_INTO.sub(b"", content))):
        return _told(found[1])
    return guessed(content)


def _told(name: bytes) -> str:
    """What a document's own words say it is in; whoever could read them can't have UTF-16 before them."""
    told = codec(name.decode("ascii", "ignore"))
    return "utf-8" if told.startswith(("utf-16", "utf-32", "utf_16", "utf_32")) else told


def guessed(content: bytes) -> str:
    """UTF-8 where the bytes are that, though a few be damaged; else what they are likely to be in."""
    text = content.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if not damaged or sum(each > "\x7f" for each in text[:SAMPLE]) - damaged > damaged:
        return "utf-8"
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return "cp1252"
    best = from_bytes(content[:SAMPLE], cp_isolation=list(LIKELY)).best()
    return "cp1252" if best is None or _is_western(content[:SAMPLE], best.encoding) else best.encoding


def _is_western(content: bytes, likely: str) -> bool:
    """Whether text taken for central European reads as well in the commonest charset: no sign stands within a word."""
    western = content.decode("cp1252", "replace")
    if likely not in ("cp1250", "cp1254") or "\ufffd" in western:
        return False
    return not _SIGN_IN_WORD.search(western) and not (likely == "cp1254" and set(western) & set("\xfe\xfd\xf0\xde\xd0"))


def codec(charset: str) -> str:
    """The codec that reads a charset; that of UTF-8 for one that nobody knows."""
    try:
        name = codecs.lookup(charset).name
        if name in NO_CHARSETS:
            return "utf-8"
        b" ".decode(name, "replace")  # refused where the codec is none of text
    except LookupError:
        return "utf-8"
    return CHARSETS.get(name, name)
