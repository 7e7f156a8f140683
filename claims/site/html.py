"""The pages as HTML: every value escaped, nothing loaded from elsewhere, one script of our own known by its hash."""

import base64
import hashlib
import json
from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from claims.formats.material import Document
from claims.reports.renderings.html import escaping
from claims.reports.words import moment


def render(template: str, page: str, **told: Any) -> str:
    """A page of the site; `page` is its folder below the site's, such as `claims/12`, from which links are counted."""
    up = "../" * (page.count("/") + 1) if page else ""
    return _environment().get_template(template).render(page=page, up=up, policy=policy(), **told).rstrip("\n") + "\n"


@cache
def policy() -> str:
    """What a page may load and run: its own style and script, told by their hashes, and nothing else."""
    style, script = _hash(str(part("style.css"))), _hash(str(part("search.js")))
    return f"default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"


@cache
def part(name: str) -> Markup:
    """The style or the script as it stands in a page."""
    # Ours, not from outside: it is part of the program.
    return Markup(_environment().get_template(name).render())  # noqa: S704


def embedded(document: Any) -> Markup:
    """JSON inside a script element, where no text from outside can end it."""
    written = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(written)  # noqa: S704  (nothing in it is markup any more)


def index_of(rows: list[Any]) -> Document:
    """What the search looks through."""
    return {"claims": [[row.id, row.text, row.speaker, row.content, row.attribution, row.doubt] for row in rows]}


@cache
def _environment() -> Environment:
    places = [PackageLoader("claims.site", "templates"), PackageLoader("claims.reports", "templates")]
    environment = escaping(ChoiceLoader(places))
    environment.filters |= {"moment": moment, "embedded": embedded}
    environment.globals["part"] = part
    return environment


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
