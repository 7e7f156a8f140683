"""JSON as commands print it."""

import sys
from typing import Any


def as_json(document: Any) -> str:
    """A JSON document as people can read it."""
    import msgspec

    return for_stdout(msgspec.json.format(msgspec.json.encode(document), indent=2).decode())


def for_stdout(document: str) -> str:
    """JSON with what standard output's character set lacks written as JSON escapes it."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        document.encode(encoding)
    except UnicodeEncodeError:
        import json

        return "".join(each if each.isascii() else json.dumps(each)[1:-1] for each in document)
    return document
