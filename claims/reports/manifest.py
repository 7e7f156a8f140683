"""The foot of a written report: which ledger it comes from, how far the log reached, and the day."""

import re
from typing import Annotated

from msgspec import Meta, Struct

from claims.reports.words import when

_HEAD = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_LEDGER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_NEAR = 400
"""Characters before a head in which the foot names the ledger; in JSON the head comes last but one."""

CHECK = "claims report verify FILE says whether this file is as it was written, and whether its rulings still stand."


class Manifest(Struct, frozen=True):
    """What a written report says of itself; the same state of the ledger on the same day gives the same manifest."""

    ledger: Annotated[str, Meta(description="The ledger's uid.")]
    lines: Annotated[int, Meta(description="Number of the newest line of the log that the report shows.")]
    head: Annotated[str, Meta(description="Hash of that line; it proves all lines before it.")]
    day: Annotated[str, Meta(description="The day on which the ledger stood so.")]


def foot(manifest: Manifest | None) -> list[str]:
    """The lines at a report's foot; none where it was only shown and nobody vouches for a file."""
    if manifest is None:
        return []
    return [
        f"Ledger {manifest.ledger} on {when(manifest.day)}:",
        f"lines {manifest.lines}, head {manifest.head}",
        CHECK,
    ]


def named_in(text: str) -> tuple[str | None, str] | None:
    """The ledger and the head that the last foot in a text names; nothing if it has no foot."""
    heads = list(_HEAD.finditer(text))
    if not heads:
        return None
    last = heads[-1]
    ledgers = _LEDGER.findall(text, max(last.start() - _NEAR, 0), last.start())
    return (ledgers[-1] if ledgers else None), last[0]
