"""No document takes more time or memory than it may, whatever it holds."""

import gzip
import io
import json
import subprocess
import sys
import time
import zipfile
import zlib
from html.parser import HTMLParser

import pytest
import zstandard

from claims.errors import ClaimsError
from claims.formats.files import streams
from claims.formats.files.item import DEEPEST, MOST_VALUES, TooMuch, read_json
from claims.snapshots import aside
from claims.snapshots.reading import HTML, PDF, PLAIN, WORD, read
from claims.snapshots.wrapping import unwrapped
from tests.support.ledgers import Terminal

MOST_MEMORY = 400_000_000
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
PROLOGUE = f'<!DOCTYPE d [<!ENTITY a0 "ha">{ENTITIES}]>'


def docx(body: bytes) -> bytes:
    out = io.BytesIO()
    from docx import Document

    Document().save(out)
    bomb = io.BytesIO()
    with zipfile.ZipFile(out) as plain, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in plain.namelist():
            archive.writestr(name, body if name == "word/document.xml" else plain.read(name))
    return bomb.getvalue()


def pdf(stream: bytes) -> bytes:
    packed = zlib.compress(zlib.compress(stream))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENTS = {
    "attributes": (b"<html><p " + b" ".join(b"a%d=1" % n for n in range(40_000)) + b">hello</p>", HTML),
    "nested tags": (b"<html><body>" + b"<div>" * 300_000 + b"words", HTML),
    "table": (b"<html><table>" + b"<tr><td>a</td></tr>" * 300_000, HTML),
    "line": (b"<html><p>" + b"word " * 6_000_000, HTML),
    "entities in a page": (f"{PROLOGUE}<html><p>&a11;</p>".encode(), HTML),
    "docx": (docx(f'<w:document xmlns:w="{WORDS}"><w:body>'.encode() + b"<w:p/>" * 20_000_000), WORD),
    "entities in a docx": (docx(f'{PROLOGUE}<w:document xmlns:w="{WORDS}">&a11;</w:document>'.encode()), WORD),
    "pdf": (pdf(b"0 " * 100_000_000), PDF),
    "text": ("é".encode() * 25_000_000, PLAIN),
}
PEAK = """
import json, resource, sys
from claims.snapshots.reading import read
found = read(sys.stdin.buffer.read(), sys.argv[1])
from claims.snapshots import aside
aside._end()
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps([max(aside._peak(), children), found.trouble]))
"""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_read_within_bounds_or_said_to_be_too_much(name: str) -> None:
    content, kind = DOCUMENTS[name]
    begun = time.monotonic()
    ran = subprocess.run([sys.executable, "-c", PEAK, kind], input=content, capture_output=True, check=True)
    peak, trouble = json.loads(ran.stdout)
    assert peak < MOST_MEMORY
    assert time.monotonic() - begun < aside.MOST_SECONDS + 20  # the machine may be busy with other things
    assert (trouble is None) == (name == "text")


def test_what_takes_too_long_is_stopped_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    page = b"<html><table>" + b"<tr><td>a</td></tr>" * 50_000
    monkeypatch.setattr(aside, "MOST_SECONDS", 0.01)
    assert read(page, HTML).trouble == "reading it takes more than 0 seconds"
    monkeypatch.undo()
    assert read(b"<html><p>The bridge is closed to lorries until the spring.</p></html>", HTML).text


# --- What HTTP wraps around a page ------------------------------------------------------------------------------------


@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "zstd", "deflate, gzip"])
def test_what_was_not_asked_for_is_refused_unread(coding: str) -> None:
    with pytest.raises(ClaimsError, match="packed"):
        unwrapped("https://a.example/", coding, iter([b"\0" * 100]), 1_000)


@pytest.mark.parametrize(("coding", "window"), [("gzip", 31), ("deflate", 15), ("deflate", -15), ("x-gzip", 31)])
def test_a_packed_body_is_unpacked_up_to_its_limit(coding: str, window: int) -> None:
    packing = zlib.compressobj(wbits=window)
    packed = packing.compress(b"a" * 200_000) + packing.flush()
    assert unwrapped("https://a.example/", coding, iter([packed[:50], packed[50:]]), 200_000) == b"a" * 200_000
    with pytest.raises(ClaimsError, match="more than 199,999 bytes"):
        unwrapped("https://a.example/", coding, iter([packed]), 199_999)
    with pytest.raises(ClaimsError, match="breaks off"):
        unwrapped("https://a.example/", coding, iter([packed[:-1]]), 200_000)


def test_each_part_of_a_packed_body_is_unpacked() -> None:
    assert unwrapped("a", "gzip", iter([gzip.compress(b"one ") + gzip.compress(b"two")]), 10) == b"one two"


def _zipped(*members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(members):
            archive.writestr(f"{number}.jsonl", content)
    return out.getvalue()


LINES = b'{"@type": "ClaimReview"}\n' * 400  # 10,000 bytes


@pytest.mark.file
@pytest.mark.parametrize(
    ("packed", "whole"),
    [
        (gzip.compress(LINES), len(LINES)),
        (gzip.compress(LINES) * 3, 3 * len(LINES)),
        (zstandard.compress(LINES), len(LINES)),
        (zstandard.compress(LINES) * 3, 3 * len(LINES)),
        (_zipped(LINES), len(LINES)),
        (_zipped(LINES, LINES, LINES), 3 * len(LINES)),
    ],
    ids=["gzip", "gzip of three", "zstd", "zstd of three", "zip", "zip of three"],
)
def test_a_packed_import_is_unpacked_up_to_its_limit(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, packed: bytes, whole: int
) -> None:
    (terminal.folder / "in.packed").write_bytes(packed)
    monkeypatch.setattr(streams, "MOST_UNPACKED", whole)
    assert "comes to more than" not in terminal.run("claims import in.packed").err
    monkeypatch.setattr(streams, "MOST_UNPACKED", whole - 1)
    said = terminal.refused("claims import in.packed")
    assert f"comes to more than {whole - 1:,} bytes unpacked" in said
    (terminal.folder / "out").write_bytes(gzip.decompress(gzip.compress(LINES)))
    assert "comes to more than" not in terminal.run("claims import out").err  # what isn't packed is as large as it is


@pytest.mark.file
@pytest.mark.parametrize("layers", [1, 5])
def test_what_is_packed_in_packed_files_is_not_unpacked(terminal: Terminal, layers: int) -> None:
    packed, twice = _zipped(LINES), gzip.compress(gzip.compress(LINES))
    for _ in range(layers):
        packed = _zipped(packed, packed)
    for name, content in (("in.zip", packed), ("in.gz", twice)):
        (terminal.folder / name).write_bytes(content)
        assert "packed once more" in terminal.refused(f"claims import {name}")


# --- JSON -------------------------------------------------------------------------------------------------------------


def test_json_is_read_as_deep_and_as_broad_as_it_may_be() -> None:
    assert read_json(b"[" * DEEPEST + b"]" * DEEPEST)
    for deep in (DEEPEST + 1, 900, 200_000):
        with pytest.raises((TooMuch, RecursionError)):
            read_json(b"[" * deep + b"]" * deep)
    assert len(read_json(b"[" + b",".join([b"1"] * MOST_VALUES) + b"]")) == MOST_VALUES
    with pytest.raises(TooMuch):
        read_json(b"[" + b",".join([b"1"] * (MOST_VALUES + 1)) + b"]")


@pytest.mark.file
@pytest.mark.parametrize("deep", [101, 900, 5_000])
@pytest.mark.parametrize("wrapped", ["{}\n", "[{}]", "<script type='application/ld+json'>{}</script>"])
def test_an_import_rejects_what_is_nested_too_deeply(terminal: Terminal, deep: int, wrapped: str) -> None:
    review = '{"@type": "ClaimReview", "x": ' + "[" * deep + "]" * deep + "}"
    (terminal.folder / "deep.json").write_text(wrapped.replace("{}", review))
    said = terminal.run("claims import deep.json")
    assert "Taken: 0 new, 0 newer rulings; 0 unchanged, 1 rejected." in said.out, said
    assert "fault" not in said.err


# --- JSON that is pasted into pages -----------------------------------------------------------------------------------


class Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.file
@pytest.mark.parametrize("form", ["claimreview", "feed", "factcheck-api"])
def test_an_export_that_is_pasted_into_a_page_stays_in_its_script(terminal: Terminal, form: str) -> None:
    text = "It ends </script><script>alert(1)</script> or begins <!-- here"
    terminal.ok(f"claims add '{text}' --by 'Elena Voss' --on 2025-04-10")
    terminal.ok("claims verify 1 --because 'It is so </script>' --rating True")
    made = terminal.ok(f"claims export -f {form} --site-url https://desk.example --publisher 'The Desk'").out
    page = Scripts()
    page.feed(f"<script type='application/ld+json'>{made}</script>")
    assert page.tags == ["script"]
    assert "<" not in made
    assert text in json.dumps(json.loads(page.words))
