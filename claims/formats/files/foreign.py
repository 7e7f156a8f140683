"""What a file is that holds no text to be read as reviews, told by how it begins."""

from claims.errors import BadInput

UNPACK = "Unpack it first."
SAVE_AS_CSV = "Save it as CSV there, and import that."

BEGINNINGS = (
    (b"SQLite format 3\0", "a SQLite database", "If it is a ledger: claims merge FILE."),
    (b"%PDF-", "a PDF", "Keep it with claims archive, and find its claims with claims extract."),
    (b"\x89PNG", "a picture", "Import the reviews themselves, as JSON or CSV."),
    (b"\xff\xd8\xff", "a picture", "Import the reviews themselves, as JSON or CSV."),
    (b"GIF8", "a picture", "Import the reviews themselves, as JSON or CSV."),
    (b"\xd0\xcf\x11\xe0", "a document of an old office program", SAVE_AS_CSV),
    (b"PAR1", "a Parquet file", "Write it out as CSV or JSON lines, and import that."),
    (b"BZh", "packed with bzip2", UNPACK),
    (b"\xfd7zXZ", "packed with xz", UNPACK),
    (b"7z\xbc\xaf", "packed with 7-Zip", UNPACK),
    (b"Rar!", "packed with RAR", UNPACK),
)
TAR_AT = 257

CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\f\r\x1a\x1b")
"""Characters that text hardly ever has; an end-of-file mark of DOS and an escape are met now and then."""

LONGEST_CHARACTER = 4
"""Bytes in UTF-8, by which the beginning of a file may end within a character."""

OFFICE = "[Content_Types].xml"
"""The member that every document of a newer office program has; each is a .zip."""


def refuse_foreign(head: bytes, name: str) -> None:
    """Refuse what can't be text, by its first bytes; what it seems to be is said of `name`."""
    for beginning, said, hint in BEGINNINGS:
        if head.startswith(beginning):
            raise BadInput(f"{name} is {said}, and no reviews.", hint)
    if head[TAR_AT : TAR_AT + 5] == b"ustar":
        raise BadInput(f"{name} is a tar archive, and no reviews.", UNPACK)
    if wide_encoding(head) is None and _is_no_text(head):
        raise BadInput(f"{name} holds no text.", "Import reviews as JSON, CSV or a page.")


def wide_encoding(head: bytes) -> str | None:
    """The encoding of text with more than one byte for every character, as spreadsheets write "Unicode text"."""
    if head.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    first, second = head[0 : len(head) & ~1 : 2], head[1::2]
    if len(second) > 1 and not any(second) and all(first):
        return "utf-16-le"
    return "utf-16-be" if len(second) > 1 and not any(first) and all(second) else None


def _is_no_text(head: bytes) -> bool:
    """Whether a beginning has more control characters than text ever has, or some where it isn't even UTF-8."""
    controls = len(head) - len(head.translate(None, CONTROLS))
    is_utf8 = "\ufffd" not in head[:-LONGEST_CHARACTER].decode("utf-8", "replace")
    return controls * 10 > len(head) or (controls > 0 and not is_utf8)


def office_document() -> BadInput:
    """What to say of a .zip that is a spreadsheet or a text of an office program."""
    return BadInput("The file is a document of an office program (.xlsx, .docx, ...), and no reviews.", SAVE_AS_CSV)
