"""A report as one self-contained page: no script, nothing loaded from elsewhere, text from outside always escaped."""

import re
from functools import cache

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from claims.reports.content import Report
from claims.reports.layout.page import Picture, with_claims
from claims.reports.layout.pages import page
from claims.reports.words import in_quotes, listed, number, status_line
from claims.text import printable
from claims.traits import STATUSES

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def render(report: Report, limit: int = 0) -> str:
    """The report as an HTML document."""
    return _environment().get_template("report.html.j2").render(page=page(report, limit)).rstrip("\n") + "\n"


@cache
def _environment() -> Environment:
    environment = escaping(PackageLoader("claims.reports", "templates"))
    environment.filters |= {"share": share, "statuses": status_line, "with_claims": with_claims}
    return environment


def escaping(templates: BaseLoader) -> Environment:
    """Templates in which every value is escaped, and made printable first."""
    environment = Environment(
        loader=templates,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=only_printable,
    )
    environment.globals["status_traits"] = {status.value: traits for status, traits in STATUSES.items()}
    environment.filters |= {
        "web_address": web_address,
        "language": language,
        "in_quotes": in_quotes,
        "listed": listed,
        "number": number,
    }
    return environment


def web_address(url: str | None) -> str:
    """The address if a browser may follow it, else nothing."""
    return url if url and re.match("https?://", url, re.IGNORECASE) else ""


def language(tag: str) -> str:
    """The language tag for the `lang` attribute; nothing when it isn't known."""
    return tag if tag != "und" and _LANGUAGE.fullmatch(tag) else ""


def share(count: int, picture: Picture) -> str:
    """A count as a percentage of all claims of a picture, for the length of its bar."""
    return f"{100 * count / max(sum(picture.counts.values()), 1):.2f}"


def only_printable(value: object) -> object:
    """A value with control characters and bidi overrides spelled out; markup of our own as it is."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
