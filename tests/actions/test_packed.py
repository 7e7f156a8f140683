"""Files that are packed, written in wide characters, broken, or hold no reviews at all."""

import gzip
import io
import json
import zipfile

import pytest
import zstandard

from tests.support.ledgers import Terminal
from tests.support.published_reviews import INSIGHTS, REVIEW, counts, taken


@pytest.mark.file
def test_packed_files_are_read_as_they_are(terminal: Terminal) -> None:
    line = json.dumps(REVIEW).encode() + b"\n"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.jsonl", line)
        file.writestr("b/c.csv", INSIGHTS.replace("bridge is closed", "ferry is sold"))
    assert taken(terminal, gzip.compress(line), "a.gz") == counts(1)
    assert taken(terminal, zstandard.compress(line), "a.zst") == counts(0, unchanged=1)
    assert taken(terminal, archive.getvalue(), "a.zip") == counts(1, unchanged=1)
    two = zstandard.compress(line) + zstandard.compress(line.replace(b"bridge", b"ferry"))
    assert taken(terminal, two, "two.zst") == counts(1, unchanged=1)


@pytest.mark.file
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_of_wide_characters_is_read_as_spreadsheets_write_it(terminal: Terminal, encoding: str) -> None:
    table = "claim\trating\nDie Brücke ist zu\tFalse\n".encode(encoding)
    assert taken(terminal, table, "table.txt", "--publisher Desk") == counts(1)
    assert taken(terminal, json.dumps(REVIEW).encode(encoding), "in.json") == counts(1)
    assert [each["text"] for each in terminal.json("claims list")["claims"]] == [
        REVIEW["claimReviewed"],
        "Die Brücke ist zu",
    ]


def _zip(**members: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return archive.getvalue()


def test_a_file_that_is_tried_says_what_taking_it_will_say(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.cli.exchange.importing.KEPT", 2)
    reviews = [REVIEW | {"url": f"https://desk.example/{number}"} for number in range(5)]
    lines = "\n".join(map(json.dumps, reviews)).encode()
    archive = _zip(a=lines, b=json.dumps(reviews[0] | {"reviewRating": {"alternateName": "True"}}).encode(), c=lines)
    tried = taken(terminal, archive, "a.zip", "--dry-run")
    assert terminal.json("claims list")["claims"] == []
    assert taken(terminal, archive, "a.zip") == tried == counts(5, newer=1, unchanged=5)


_LINES = json.dumps(REVIEW).encode() * 30
_PACKED = gzip.compress(_LINES)


@pytest.mark.file
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (_PACKED[:-12], "The file is packed, but can't be unpacked"),
        (_PACKED[:30] + bytes([_PACKED[30] ^ 255]) + _PACKED[31:], "The file is packed, but can't be unpacked"),
        (zstandard.compress(_LINES)[:-9], "The file is packed, but can't be unpacked: it ends too early"),
        (b"\x89PNG\r\n\x1a\n", "The file is a picture, and no reviews."),
        (b"%PDF-1.7\n", "The file is a PDF, and no reviews. Keep it with claims archive"),
        (b"SQLite format 3\0", "a SQLite database, and no reviews. If it is a ledger: claims merge FILE."),
        (
            _zip(**{"[Content_Types].xml": b"<a/>"}),
            "office program (.xlsx, .docx, ...), and no reviews. Save it as CSV",
        ),
        (_zip(a=_LINES, b=b"\x89PNG"), "b is a picture"),
        (_zip(), "There is no file in the .zip."),
        (bytes(900), "The file holds no text."),
        (bytes(range(256)) * 3, "The file holds no text."),
    ],
)
def test_what_holds_no_reviews_is_named_and_nothing_is_written(terminal: Terminal, content: bytes, said: str) -> None:
    (terminal.folder / "in").write_bytes(content)
    assert said in terminal.refused("claims import in")
    assert terminal.json("claims list")["claims"] == []
