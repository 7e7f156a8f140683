"""Reading documents: the text of pages and papers, what they say of themselves, and why there may be no text."""

import io
import zipfile

import pytest

from claims.snapshots.reading import HTML, PDF, WORD, ReadDocument, decoded, media_type_of, read

ARTICLE = """<!DOCTYPE html><html lang="en"><head><title>Ferry talks end | Courier</title>
<meta property="og:site_name" content="The Strait Courier"><meta name="author" content="Tom Abel">
<link rel="canonical" href="https://courier.example/ferry">
<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"],
"headline": "Ferry talks end", "datePublished": "2024-05-16T10:00:00Z"}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Ferry talks end</h1>
<p>The owner of the ferry, Ilse Marwick, told state radio on Tuesday that the night boat would sail again.</p>
<p>The port said that nothing of the kind had been agreed so far, and that talks would go on for weeks.</p>
</article><footer>Terms and conditions</footer><script>document.title = "executed"</script></body></html>"""


def test_a_page_is_read_without_what_surrounds_it() -> None:
    found = read(ARTICLE.encode(), "text/html; charset=utf-8")
    assert found.text is not None
    assert "told state radio on Tuesday" in found.text
    assert "Sport" not in found.text
    assert "executed" not in found.text
    assert (found.text_by or "").startswith("trafilatura 2")
    assert {name: (each.value, each.where) for name, each in found.found.items()} == {
        "title": ("Ferry talks end", "JSON-LD headline"),
        "published_on": ("2024-05-16T10:00:00Z", "JSON-LD datePublished"),
        "publisher": ("The Strait Courier", "meta og:site_name"),
        "byline": ("Tom Abel", "meta author"),
        "url": ("https://courier.example/ferry", "link canonical"),
        "language": ("en", "html lang"),
    }


def pdf(words: str) -> bytes:
    """A page with some words on it, as small as a PDF can be."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def docx(paragraph: str) -> bytes:
    from docx import Document

    document = Document()
    document.add_paragraph(paragraph)
    document.core_properties.title = "Minutes"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_pdf_and_a_word_file_are_read() -> None:
    assert (read(pdf("The bridge is closed"), PDF).text or "").strip() == "The bridge is closed"
    found = read(docx("The pier is safe"), WORD)
    assert (found.text, found.found["title"].value) == ("The pier is safe", "Minutes")


@pytest.mark.parametrize(("kind", "content"), [(PDF, b"%PDF-1.4\nbroken"), (WORD, b"PK\x03\x04broken"), (WORD, b"")])
def test_a_damaged_file_has_no_text_and_says_why(kind: str, content: bytes) -> None:
    found = read(content, kind)
    assert found.text is None
    assert (found.trouble or "").endswith("is damaged or locked")


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "word/styles.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("written", [b"<?xml version='1.0'?><w:p", b""], ids=["cut", "empty"])
def test_a_word_file_that_is_damaged_inside_has_no_text(part: str, written: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx("The pier is safe"))) as whole, zipfile.ZipFile(out, "w") as damaged:
        for name in whole.namelist():
            damaged.writestr(name, written if name == part else whole.read(name))
    assert read(out.getvalue(), WORD) == ReadDocument(None, None, trouble="the .docx is damaged or locked")


@pytest.mark.parametrize("page", [b"", b"  \n", b"<!-- nothing -->"])
def test_a_page_of_nothing_has_no_text(page: bytes) -> None:
    assert read(page, HTML) == ReadDocument(None, None, trouble="the page holds no words of its own")


def linked(data: str) -> dict[str, str]:
    """What is found in a page with these linked data."""
    page = f'<html><body><p>Ferry</p><script type="application/ld+json">{data}</script></body></html>'
    return {name: each.value for name, each in read(page.encode(), HTML).found.items()}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("[" * 100_000, {}),
        ('{"@type": "NewsArticle", "headline": "A", "author": ' + "[" * 900 + '"b"' + "]" * 900 + "}", {"title": "A"}),
        (r'{"@type": "NewsArticle", "headline": "a\ud800b"}', {"title": "a\ufffdb"}),
    ],
)
def test_linked_data_that_mean_harm_are_passed_over(data: str, found: dict[str, str]) -> None:
    assert linked(data) == found


def test_a_zip_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 300_000_000, compresslevel=1)
    assert read(out.getvalue(), WORD).trouble == "the .docx unpacks to more than is reasonable"


def test_papers_without_words_say_so() -> None:
    assert read(pdf(""), PDF).trouble == "the PDF holds no words, perhaps only pictures of them"
    found = read(docx(""), WORD)
    assert (found.trouble, found.found["title"].value) == ("the .docx holds no words", "Minutes")
    assert read(b"\0", "image/png").trouble == "nothing here reads image/png"


@pytest.mark.parametrize(
    ("content", "media_type", "said"),
    [
        ("Müller".encode(), "text/plain", "Müller"),
        ("Müller".encode("latin-1"), "text/plain; charset=iso-8859-1", "Müller"),
        (b"\xef\xbb\xbfM", "text/plain", "M"),
        ("Мост".encode("utf-16"), "text/plain", "Мост"),
        (b"<meta charset=windows-1251>" + "Мост".encode("cp1251"), "text/html", "<meta charset=windows-1251>Мост"),
        (b"a\xffb", "text/plain; charset=no-such", "a\ufffdb"),
        (b"\x93So\x94", "text/html; charset=iso-8859-1", "\u201cSo\u201d"),
        ("镕".encode("gbk"), "text/html; charset=GB2312", "镕"),
        *(
            (b"a\\x41", f"text/html; charset={name}", "a\\x41")
            for name in ("idna", "undefined", "rot13", "unicode_escape")
        ),
    ],
)
def test_characters_are_read_as_they_were_meant(content: bytes, media_type: str, said: str) -> None:
    assert decoded(content, media_type) == said


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.html", b"x", HTML),
        ("a", b"<!DOCTYPE html><p>", HTML),
        ("a.txt", b"%PDF-1.4", PDF),
        ("a.docx", b"PK", WORD),
        ("a.docx", b"", WORD),
        ("a.pdf", b"\0\1", PDF),
        ("a.pdf", b"The boat will sail.", "text/plain"),
        ("a.bin", b"\0\1", "application/octet-stream"),
        ("notes", b"words", "text/plain"),
    ],
)
def test_a_file_is_known_by_its_beginning_and_its_ending(name: str, content: bytes, kind: str) -> None:
    assert media_type_of(name, content) == kind
