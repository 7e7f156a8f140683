"""Text as people and other people's pages give it: cleaned for keeping, folded for finding, made safe for showing.

Letters are never changed: joiners and direction marks stay, because Persian, Hindi and emoji need them. Lengths and
positions are in Unicode code points.
"""

import hashlib
import re
import unicodedata

from claims.errors import BadInput


def _run(first: int, last: int) -> str:
    """All characters from one code point to another."""
    return "".join(map(chr, range(first, last + 1)))


_SPACES = "\t\n\x0b\x0c\r\x20\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + _run(0x2000, 0x200A)
_ZERO_WIDTH = "\xad\u061c\u180e\ufeff" + _run(0x200B, 0x200F) + _run(0x202A, 0x202E) + _run(0x2060, 0x206F)
_NONCHARACTERS = _run(0xFDD0, 0xFDEF) + "".join(
    _run(plane | 0xFFFE, plane | 0xFFFF) for plane in range(0, 0x110000, 0x10000)
)
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff"

_SPACE_RUN = re.compile(f"[{_SPACES}]+")
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(f"[{_ZERO_WIDTH}{_BLANK}]")
_NOTHING_VISIBLE = re.compile(f"[{_SPACES}{_ZERO_WIDTH}{_BLANK}]*")
_NAME_FILLER = re.compile("[\u200b\u2060\ufeff\xad]")
_UNKEEPABLE = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{_NONCHARACTERS}]")
_PLAIN_LINE = re.compile("[!-~]+(?: [!-~]+)*")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ud800-\udfff]")
_FORMULA = re.compile(f"[{_SPACES}{_ZERO_WIDTH}]*[=+@\uff1d\uff0b\uff0d\uff20-]|[\t\r\n]")
_TYPEWRITER = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u02b9\u02bb\u02bc`\u00b4\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    }
)
_DOUBLE = re.compile('["\u300c-\u300f\u301d-\u301f]')
_SINGLE = re.compile(r"(?<!\w)'|'(?!\w)")
_FULL_STOPS = ".\u3002\u06d4\u0964\u0965\u0589\u1362\u104b"
"""The full stops of Latin, Chinese, Urdu, Hindi, Armenian, Amharic and Burmese."""

_JOINER = "\u200d"
_EXTENDING = "\u0e33\u0eb3\u200c" + _JOINER + _run(0x1F3FB, 0x1F3FF) + _run(0xE0020, 0xE007F)
_FLAGS = _run(0x1F1E6, 0x1F1FF)
_VIRAMA = 9
"""The combining class of the sign that joins two letters of an Indic script."""

_SYLLABLE = re.compile(
    "[\u1100-\u115f\ua960-\ua97c][\u1100-\u11a7\ua960-\ua97c\uac00-\ud7c6]"
    "|[\u1160-\u11a7\ud7b0-\ud7c6\uac00-\ud7a3][\u1160-\u11ff\ud7b0-\ud7fb]"
    "|[\u11a8-\u11ff\ud7cb-\ud7fb][\u11a8-\u11ff\ud7cb-\ud7fb]"
)
"""Two parts of one Korean syllable."""


def clean_line(raw: str, what: str, limit: int) -> str:
    """The text on one line, in NFC and with single spaces, or BadInput if that is nothing or too much."""
    if len(raw) <= limit and _PLAIN_LINE.fullmatch(raw):
        return raw
    _refuse_unkeepable(raw, what)
    line = _SPACE_RUN.sub(" ", unicodedata.normalize("NFC", raw))
    return _within(line.lstrip(" \ufeff").rstrip(" "), what, limit)


def clean_passage(raw: str, what: str, limit: int) -> str:
    """The text with its lines and tabs kept and every line break as a line feed, in NFC and stripped, or BadInput."""
    _refuse_unkeepable(raw, what)
    lines = _LINE_BREAK.sub("\n", unicodedata.normalize("NFC", raw))
    return _within(lines.lstrip(_SPACES + "\ufeff").rstrip(_SPACES), what, limit)


def clean_name(raw: str, what: str = "name", limit: int = 300) -> str:
    """A name on one line without the invisible characters that copying from a page leaves behind."""
    _refuse_unkeepable(raw, what)
    name = _NAME_FILLER.sub("", raw).lstrip(_SPACES + _ZERO_WIDTH)
    bare = name.rstrip(_SPACES + _ZERO_WIDTH)
    return clean_line(bare + _last_joiner(bare, name[len(bare) :]), what, limit)


def name_key(name: str) -> str:
    """The form under which a name is looked up: case, width, quote style and spacing folded, diacritics kept."""
    if _PLAIN_LINE.fullmatch(name):
        return name.lower().replace("`", "'")
    folded = _fold(name)
    while (again := _fold(folded)) != folded:
        folded = again
    return folded


def text_key(text: str) -> str:
    """32 hexadecimal digits shared by all texts that differ only in case, spacing, quotation marks or a full stop."""
    return hashlib.blake2b(_same_words(text).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _same_words(text: str) -> str:
    """A text as it is compared: without quotation marks and the full stop at its end; an apostrophe in a word stays."""
    folded = name_key(text)
    bare = _SPACE_RUN.sub(" ", _unmarked(_unmarked(folded, _DOUBLE), _SINGLE))
    return bare.rstrip(_FULL_STOPS + " ").lstrip(" ") or folded


def _unmarked(text: str, mark: re.Pattern[str]) -> str:
    """The text without a sort of quotation marks; one without its fellow behind a figure is a measure: 5' is no 5\"."""
    found = mark.findall(text)
    if not found:
        return text
    paired = len(found) % 2 == 0
    return mark.sub(lambda at: "" if paired or not text[: at.start()][-1:].isdigit() else at[0], text)


def printable(text: str) -> str:
    """The text with each control character, bidi override and broken surrogate spelled out, for a terminal."""
    return _UNPRINTABLE.sub(lambda found: _escape(found[0]), text)


def joins(text: str, place: int) -> bool:
    """Whether a cut at a place would go through what a person sees as one character: a flag, a family, a marked letter.

    The rules of Unicode's grapheme clusters (UAX #29) for what is written in practice.
    """
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if before in "\r\n" or after < "\u0300":
        return before + after == "\r\n"
    if after in _EXTENDING or before == _JOINER or unicodedata.category(after) in ("Mn", "Mc", "Me"):
        return True
    if unicodedata.combining(before) == _VIRAMA:
        return unicodedata.category(after) == "Lo"
    if before in _FLAGS and after in _FLAGS:
        run = len(text[:place]) - len(text[:place].rstrip(_FLAGS))
        return run % 2 == 1
    return _SYLLABLE.fullmatch(before + after) is not None


def shorten(text: str, width: int) -> str:
    """At most `width` code points of the text, cut at the end of a word where one is near, with an ellipsis."""
    if len(text) <= width:
        return text
    if width < 1:
        return ""
    end = width - 1
    while end and unicodedata.combining(text[end]):
        end -= 1
    if not text[end].isspace():
        last_space = max((match.start() for match in _SPACE_RUN.finditer(text, 0, end)), default=0)
        end = last_space if last_space * 3 >= width else end
    return text[:end].rstrip() + "…"


def quoted(text: str, width: int = 40) -> str:
    """What somebody typed as a message shows it: one short printable line in double quotes."""
    line = " ".join(text[: width * 20].split())
    return f'"{printable(shorten(line, width))}"'


def spreadsheet_cell(value: str) -> str:
    """The value as a spreadsheet shows it and never computes it: what reads as a formula gets an apostrophe."""
    return f"'{value}" if _FORMULA.match(value) else value


def safe_cell(value: str) -> str:
    """A text as a cell of a table that somebody will open in a spreadsheet: one line, printable, never a formula."""
    return spreadsheet_cell(printable(" ".join(value.split())))


def _fold(text: str) -> str:
    """One round of folding; a second round can still change the rare text whose compatibility forms nest."""
    plain = unicodedata.normalize("NFKC", text.translate(_TYPEWRITER))
    plain = unicodedata.normalize("NFKC", plain.casefold()).translate(_TYPEWRITER)
    return _SPACE_RUN.sub(" ", _UNSEEN.sub("", plain)).strip(" ")


def _last_joiner(name: str, trail: str) -> str:
    """The joiner right after a final virama, which is part of the last letter of many Malayalam and Sinhala names."""
    follows_virama = name != "" and unicodedata.combining(name[-1]) == 9
    return trail[0] if follows_virama and trail[:1] in ("\u200c", "\u200d") else ""


def _refuse_unkeepable(raw: str, what: str) -> None:
    """A surrogate, a control character or a noncharacter can't be kept in a text that others will read."""
    found = _UNKEEPABLE.search(raw)
    if not found:
        return
    code, position = ord(found[0]), found.start() + 1
    if 0xD800 <= code <= 0xDFFF:
        problem = f"is not valid Unicode: half a surrogate pair at character {position}"
        raise BadInput(f"The {what} {problem}.", "Copy the text again, or save the file as UTF-8.")
    kind = "control character" if unicodedata.category(found[0]) == "Cc" else "noncharacter"
    problem = f"holds the {kind} U+{code:04X} at character {position}"
    raise BadInput(f"The {what} {problem}.", "Take it out and give the text again.")


def _within(text: str, what: str, limit: int) -> str:
    """The text itself, if it shows something and is no longer than the limit."""
    if _NOTHING_VISIBLE.fullmatch(text):
        raise BadInput(f"The {what} is empty.", "Give at least one visible character.")
    if len(text) > limit:
        problem = f"is {len(text):,} characters long; the limit is {limit:,}"
        raise BadInput(f"The {what} {problem}.", "Shorten it and give it again.")
    return text


def _escape(char: str) -> str:
    """A character as Python spells it: `\\x1b`, `\\u202e`."""
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
