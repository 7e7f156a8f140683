"""What each report says, once, and its renderings.

Pure functions: nothing here asks the database. Start with content.py.
"""

from importlib import import_module
from typing import TYPE_CHECKING, cast

from claims.errors import BadInput

if TYPE_CHECKING:
    from claims.reports.content import Report

FORMATS = ("text", "markdown", "html", "json", "csv")
"""The formats of a report, in the order in which they are offered."""

CUT_SHORT = ("text", "markdown", "html")
"""Those that people read, in which a limit leaves older claims out."""


def render(report: "Report", format: str = "text", width: int = 80, colour: bool = False, limit: int = 0) -> str:
    """A report in one of the formats, ending in a line break; width and colour are for text alone.

    A limit keeps the newest claims of what people read; JSON and CSV are always complete.
    """
    if format not in FORMATS:
        raise BadInput(f"A report has no format {format!r}.", f"Choose one of {', '.join(FORMATS)}.")
    renderer = import_module(f"claims.reports.renderings.{format}")
    if format == "text":
        return cast(str, renderer.render(report, width, colour, limit))
    if format in CUT_SHORT:
        return cast(str, renderer.render(report, limit))
    return cast(str, renderer.render(report))
