"""Web pages: the article without what surrounds it, and what the page says of itself."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from claims.snapshots.reading import Metadata, ReadDocument, plain, program

META = {
    "title": ("og:title", "twitter:title", "dc.title"),
    "byline": ("author", "article:author", "byl", "dc.creator", "parsely-author"),
    "publisher": ("og:site_name", "publisher", "dc.publisher", "application-name"),
    "published_on": ("article:published_time", "date", "dc.date", "parsely-pub-date", "pubdate"),
    "url": ("og:url",),
    "language": ("og:locale", "content-language"),
}
"""The meta elements in which each field may stand, best first."""

ARTICLES = re.compile(r"\w*(?:Article|Posting|WebPage|Report|ClaimReview)")
"""The kinds of linked data that speak of the page's own text."""

MOST_ATTRIBUTES = 2_000
"""Attributes of one element; the time that parsers take grows with their square."""

_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{4000,}")

_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
DEEPEST = 6
BROKEN = re.compile("[\ud800-\udfff]")
"""Halves of a character, as linked data can spell them."""


def read_page(content: bytes) -> ReadDocument:
    """The text of a page's article (in UTF-8), and its title, byline, publisher, date, address and language."""
    if any(tag.count(b"=") > MOST_ATTRIBUTES for tag in _LONG_TAG.findall(content)):
        return ReadDocument(None, None, trouble=f"an element of the page has more than {MOST_ATTRIBUTES:,} attributes")
    page = content.decode("utf-8", "replace")
    text = trafilatura.extract(page, include_comments=False, favor_recall=True, output_format="txt")
    tree = _tree(content)
    found: dict[str, Metadata] = {}
    if tree is not None:
        for name, value, where in [*_json_ld(tree), *_meta(tree), *_elements(tree)]:
            value = " ".join(BROKEN.sub("\ufffd", value).split())
            if value and name not in found and len(value) <= 1_000:
                found[name] = Metadata(value, where)
    if not text:
        why = (
            "the page is too deep, or too long in one piece"
            if _breaks_off(content)
            else "the page holds no words of its own"
        )
        return ReadDocument(None, None, found, why)
    return ReadDocument(plain(text), program("trafilatura"), found, part=_NOT_FREE.search(page) is not None)


def _tree(content: bytes) -> Any:
    try:
        return lxml_html.fromstring(content, parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (ValueError, AssertionError, etree.LxmlError):
        return None


def _breaks_off(content: bytes) -> bool:
    """Whether the parser gave a page up on the way, which it tells nobody but its log."""
    parser = etree.HTMLParser(encoding="utf-8")
    with suppress(ValueError, AssertionError, etree.LxmlError):
        etree.fromstring(content, parser)
    return any(entry.level_name == "FATAL" for entry in parser.error_log)


def _json_ld(tree: Any) -> Iterator[tuple[str, str, str]]:
    """What the page's linked data say of the article."""
    for script in tree.xpath("//script[translate(@type,'LD+JSON','ld+json')='application/ld+json']"):
        try:
            data = json.loads(script.text_content())
        except (ValueError, RecursionError):
            continue
        named = {
            each["@id"]: each for each in _things(data, 0) if isinstance(each.get("@id"), str) and each.get("name")
        }
        for thing in _things(data, 0):
            kinds = thing.get("@type")
            if any(ARTICLES.fullmatch(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield from _said({name: _referred(part, named) for name, part in thing.items()})


def _referred(value: Any, named: dict[str, Any], depth: int = 0) -> Any:
    """What a reference within the page's linked data stands for; one that leads nowhere names nothing."""
    if isinstance(value, list):
        return value if depth > DEEPEST else [_referred(each, named, depth + 1) for each in value]
    if isinstance(value, dict) and value.keys() <= {"@id", "@type"}:
        return named.get(str(value.get("@id")))
    return value


def _things(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for each in data:
            yield from _things(each, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _things(data.get("@graph"), depth + 1)
        yield from _things(data.get("mainEntity"), depth + 1)


def _said(thing: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    names = {
        "title": "headline",
        "byline": "author",
        "publisher": "publisher",
        "published_on": "datePublished",
        "url": "url",
        "language": "inLanguage",
    }
    for field, name in names.items():
        value = _plain_value(thing.get(name))
        if value:
            yield field, value, f"JSON-LD {name}"


def _plain_value(value: Any, depth: int = 0) -> str:
    """A name out of what may be text, an object with a name, or several of them."""
    if isinstance(value, str) or depth > DEEPEST:
        return value if isinstance(value, str) else ""
    if isinstance(value, dict):
        return _plain_value(value.get("name") or value.get("@value") or value.get("@id"), depth + 1)
    if isinstance(value, list):
        return ", ".join(filter(None, (_plain_value(each, depth + 1) for each in value[:5])))
    return ""


def _meta(tree: Any) -> Iterator[tuple[str, str, str]]:
    """What the page's meta elements say."""
    said: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        key = (element.get("property") or element.get("name") or element.get("http-equiv") or "").lower()
        said.setdefault(key, element.get("content"))
    for field, keys in META.items():
        for key in keys:
            if said.get(key) and not (field == "byline" and said[key].startswith("http")):
                yield field, said[key].replace("_", "-") if field == "language" else said[key], f"meta {key}"


def _elements(tree: Any) -> Iterator[tuple[str, str, str]]:
    """What stands in elements of the page itself."""
    for link in tree.xpath("//link[@rel='canonical']/@href"):
        yield "url", link, "link canonical"
    for language in tree.xpath("/html/@lang"):
        yield "language", language, "html lang"
    for when in tree.xpath("(//article|//main)//time/@datetime")[:1]:
        yield "published_on", when, "time element"
    for title in tree.xpath("//title")[:1]:
        yield "title", title.text_content(), "title element"
