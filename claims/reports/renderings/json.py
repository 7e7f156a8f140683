"""A report as the JSON document that its structs describe."""

import msgspec

from claims.reports.content import Report


def render(report: Report) -> str:
    """The document, indented by two, keys in their documented order, letters of every script as they are."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"
