"""Text from outside stays text: whatever it holds, in whatever field, in every format."""

import csv
import io
import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from wcwidth import wcswidth

from claims.policy.provenance.origins import find_origins
from claims.reports import FORMATS, render
from claims.reports.builders import ReportMaterial, claim_report, claimant_report, source_report, summary_report
from claims.reports.content import DueClaim, DueList, OpenList, RecordCounts, Report, RetractedList, Standing
from claims.reports.findings import totals
from claims.views import ClaimantView, ClaimRef, SourceLinkView, SourceView
from tests.support.sample_views import (
    ENTERED,
    claim,
    claimant,
    contradicts,
    evidence,
    links,
    quote,
    ruling,
    source,
    uid,
    utterance,
)
from tests.support.talks import TODAY

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": "\" onmouseover=\"alert(1)\" x='",
    "image": "<img src=x onerror=alert(1)>",
    "entity": "&lt;script&gt; &#x3c;b&#x3e;",
    "template": "{{ 7 * 7 }}{% raw %}",
    "comment": "--> ]]> </style></title><h1>",
    "link": "[click](javascript:alert(1)) <https://evil.example> ![x](https://evil.example/p.png)",
    "autolink": "see https://evil.example and www.evil.example or a@evil.example",
    "reference": "[x]: https://evil.example\n\n[x]",
    "emphasis": "**bold** __bold__ *it* _it_ `code` ~~gone~~ $x$",
    "table": "a | b | c\n| --- | --- |",
    "heading": "# heading\n\n## heading\n===\n---\n- item\n1. item\n> quote\n    code\n```",
    "ordinal": "1. first",
    "rule": "***",
    "ordered": "12) twelfth",
    "backslash": "\\*not\\* \\",
    "markup": "[red]red[/red] [link=https://evil.example]x[/link] :smile: [/]",
    "escape": "\x1b[31mred\x1b[0m\x1b]8;;https://evil.example\x07x\x07 \x9b2J \r\b",
    "override": "\u202egnp.exe\u202c \u2066x\u2069",
    "formula": "=HYPERLINK(\"https://evil.example\")",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "tabbed": "\t=1+1",
    "wide": "欧州連合の外交官は移動の自由を制限されている" * 4,
    "arabic": "قال السفير إن الجانبين اتفقا على تخفيف القواعد",
    "combining": "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324" * 30,
    "tamil": "தூதர்களின் நடமாட்ட விதிகளைத் தளர்த்த இரு தரப்பும் ஒப்புக்கொண்டன",
    "long": "x" * 10_000,
    "words": "word " * 2_000,
    "surrogate": "half \ud800 a pair",
}  # fmt: skip
LINES = [text for name, text in HOSTILE.items() if name != "surrogate"]


def reports(text: str, url: str = "https://example.org/story") -> list[Report]:
    """Every report, with the text in every field that takes text from outside."""
    who, paper, agency = claimant(1, text), claimant(2, text), claimant(3, text)
    story = source(1, paper, title=text, url=url, published_on="2025-04-10")
    untitled = source(3, title=None, url=url)
    gone = source(2, agency, title=text, url=url, retracted_on="2025-05-03")
    said = [
        utterance(1, who, story, [agency], role=text, quote=quote(text, "orphan"), occasion=text, note=text),
        utterance(2, who, gone, quote=quote(text)),
        utterance(3, who, untitled),
        utterance(4, who),
    ]
    brought = [
        evidence(1, story, quote=quote(text), note=text),
        evidence(2, gone, "refutes"),
        evidence(3, untitled, "refutes", directness="primary"),
        evidence(4, source(4, claimant(4, text), title=text), "supports", quote=quote(text, "moved")),
    ]
    rulings = [
        ruling(1, "disputed", because=text, rating=text, recheck_on="2025-06-01", rests_on=[2], approved_by=text)
    ]
    told = claim(1, text, said, brought, rulings, [contradicts(1, 2, text)], tags=[text], note=text, language=text)
    linked = links((untitled, story), sources=[story, gone, untitled, source(4)])
    second = claim(2, text, [utterance(5, who, story, role=text)], relations=[contradicts(1, 1, text, outgoing=False)])
    dossier = ReportMaterial(
        [told, second], {each.id: find_origins(each, linked) for each in (told, second)}, linked, TODAY
    )
    link = SourceLinkView(1, uid(1), "quotes", story, gone, text)
    view = SourceView(
        1, uid(1), text, url, url, "article", paper, text, "2025-04-10", text, url, text, "2025-05-03", text, None,
        [link], [link], ENTERED, text,
    )  # fmt: skip
    person = ClaimantView(1, uid(1), text, "person", [text], url, text, paper, ENTERED, text)
    ref = ClaimRef(1, uid(1), text, told.status)
    standing = Standing(1, text, totals([told.status]))
    return [
        source_report(dossier, source=view),
        source_report(dossier, claimant=person),
        claimant_report(dossier, person),
        claim_report(dossier),
        summary_report(
            RecordCounts(claims=1, claimants=1, sources=1, utterances=1, evidence=1, rulings=1),
            {("disputed", "unverified"): 1},
            claimants=[standing],
            sources=[standing],
            open=OpenList(9, [ref]),
            due=DueList(9, [DueClaim(ref, "content", "2025-06-01")]),
            retracted=RetractedList(9, [gone]),
            today=TODAY,
        ),
    ]


class Outline(HTMLParser):
    """The elements of a page, checked for balance as they come."""

    VOID = frozenset({"meta", "rect"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """No element can run, load or send anything."""
        assert tag not in {"script", "iframe", "object", "embed", "img", "link", "base", "form", "input", "h4"}
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            assert name not in {"src", "srcset", "style", "xlink:href", "action"}, (tag, name)
            if name == "href":
                assert value is not None
                self.links.append(value)
        self.elements.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A shape of a picture."""
        assert tag == "rect"
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        """Each element is closed where it was opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """What a reader sees."""
        self.text.append(data)


def outline(page: str) -> Outline:
    """The elements of a page."""
    parsed = Outline()
    parsed.feed(page)
    parsed.close()
    assert parsed.open == []
    return parsed


@cache
def plain_elements() -> list[list[str]]:
    """The elements of every page when the text is harmless."""
    return [outline(render(report, "html")).elements for report in reports("plain")]


@cache
def plain_structure() -> list[list[str]]:
    """The tokens of every Markdown report when the text is harmless."""
    return [structure(render(report, "markdown")) for report in reports("plain")]


@pytest.mark.parametrize("text", LINES, ids=[name for name in HOSTILE if name != "surrogate"])
def test_html_has_the_same_elements_whatever_the_text(text: str) -> None:
    assert [outline(render(report, "html")).elements for report in reports(text)] == plain_elements()


def test_html_shows_the_text_as_it_is() -> None:
    text = HOSTILE["script"]
    for report in reports(text):
        assert text in "".join(outline(render(report, "html")).text)


def away(links: Iterable[str]) -> set[str]:
    """Links but for those to claims of the same page."""
    return {each for each in links if not re.fullmatch("#claim-[0-9]+", each)}


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", " JavaScript:alert(1)", "vbscript:x", "file:///"],
)
@pytest.mark.parametrize("format", ["html", "markdown"])
def test_only_web_addresses_become_links(url: str, format: str) -> None:
    for report in reports("plain", url):
        page = render(report, format)
        if format == "html":
            assert away(outline(page).links) == {"#claims"}
        else:
            assert not re.search(r"\]\((?!#claim-[0-9]+\))", page)


@pytest.mark.parametrize("end", ['"><script>alert(1)</script>', ")>](javascript:alert(1))", "&quot; onclick=x", " x|y"])
def test_a_web_address_cannot_break_out_of_its_link(end: str) -> None:
    url = f"https://example.org/{end}"
    assert [structure(render(report, "markdown")) for report in reports("plain", url)] == plain_structure()
    for report in reports("plain", url):
        links = {each.partition("#:~:text=")[0] for each in outline(render(report, "html")).links}
        assert away(links) <= {"#claims", url}


def structure(markdown: str) -> list[str]:
    """The tokens of a Markdown document without its text."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    found = []
    for token in parser.parse(markdown):
        found.append(token.type)
        found += [child.type for child in token.children or [] if child.type not in ("text", "text_special")]
    return found


@pytest.mark.parametrize("text", LINES, ids=[name for name in HOSTILE if name != "surrogate"])
def test_markdown_has_the_same_structure_whatever_the_text(text: str) -> None:
    assert [structure(render(report, "markdown")) for report in reports(text)] == plain_structure()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(str.strip))
def test_markdown_and_html_keep_their_structure_for_any_text(text: str) -> None:
    hostile = reports(text)[3]
    assert structure(render(hostile, "markdown")) == plain_structure()[3]
    assert outline(render(hostile, "html")).elements == plain_elements()[3]


def test_markdown_spells_out_what_renderers_would_link_by_themselves() -> None:
    page = render(reports(HOSTILE["autolink"])[0], "markdown")
    assert "https\\://evil.example and www\\.evil.example or a\\@evil.example" in page


@pytest.mark.parametrize("text", LINES, ids=[name for name in HOSTILE if name != "surrogate"])
def test_no_cell_of_a_table_is_a_formula(text: str) -> None:
    for report in reports(text):
        for row in csv.reader(io.StringIO(render(report, "csv"), newline="")):
            assert not any(re.match(r"\s*[=+@-]", cell) for cell in row)
            assert not any("\n" in cell or "\x1b" in cell for cell in row)


@pytest.mark.parametrize("format", ["text", "markdown", "html", "csv"])
@pytest.mark.parametrize("name", ["escape", "override", "surrogate"])
def test_nothing_that_a_terminal_or_a_page_would_obey_gets_through(format: str, name: str) -> None:
    for report in reports(HOSTILE[name]):
        page = render(report, format)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)


@pytest.mark.parametrize("width", [40, 100])
@pytest.mark.parametrize("text", LINES, ids=[name for name in HOSTILE if name != "surrogate"])
def test_no_line_of_text_is_wider_than_the_terminal(text: str, width: int) -> None:
    for report in reports(text) if len(text) < 1_000 else reports(text)[3:]:
        for line in render(report, "text", width).split("\n"):
            assert wcswidth(line) <= width, line
            assert line == line.rstrip()


SCRIPTS = st.characters(categories=["L", "M", "N", "P", "S", "Zs", "Cf", "Cc"])


@given(st.text(SCRIPTS, min_size=1, max_size=200), st.integers(30, 100))
def test_no_text_in_any_script_is_wider_than_the_terminal(text: str, width: int) -> None:
    for line in render(reports(text)[3], "text", width).split("\n"):
        assert wcswidth(line) <= width, line


def test_markup_of_the_terminal_library_is_shown_as_it_was_written() -> None:
    assert "[red]red[/red]" in render(reports(HOSTILE["markup"])[3], "text", 120)


def test_colour_adds_nothing_but_colour() -> None:
    for report in reports("plain"):
        coloured = render(report, "text", colour=True)
        assert "\x1b[" in coloured
        bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
        assert "\n".join(line.rstrip() for line in bare.split("\n")) == render(report, "text")


@pytest.mark.parametrize("text", LINES, ids=[name for name in HOSTILE if name != "surrogate"])
def test_json_reads_back_as_the_report_it_was(text: str) -> None:
    for report in reports(text):
        page = render(report, "json")
        assert page.endswith("}\n")
        assert msgspec.json.decode(page, type=type(report)) == report


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_report_gives_the_same_bytes(format: str) -> None:
    assert [render(each, format) for each in reports("plain")] == [render(each, format) for each in reports("plain")]
