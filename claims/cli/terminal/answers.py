"""How commands that change the ledger answer: with the record as it stands afterwards."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from claims.actions.record.register import Register
from claims.cli.terminal.desk import Desk
from claims.cli.terminal.printing import brief, claimant_line, no_parts, source_line
from claims.ledger.read.assemble import claim_views, claimant_views, source_views
from claims.ledger.read.discretion import discreet
from claims.views import ClaimView


def answer_claims(
    desk: Desk, register: Register, numbers: Sequence[int], parts: Callable[[ClaimView], list[str]] = no_parts
) -> None:
    """Answer with claims: in text the essence and the `parts` concerned, in JSON everything about them."""
    register.ledger.session.flush()
    views = claim_views(discreet(register.ledger.session), numbers)
    _later(desk, "claims", views, ["\n".join([brief(view), *parts(view)]) for view in views])


def answer_claimant(desk: Desk, register: Register, number: int) -> None:
    """Answer with a claimant."""
    register.ledger.session.flush()
    views = claimant_views(discreet(register.ledger.session), [number])
    _later(desk, "claimants", views, [claimant_line(view) for view in views])


def answer_source(desk: Desk, register: Register, number: int) -> None:
    """Answer with a source."""
    register.ledger.session.flush()
    records = discreet(register.ledger.session)
    views = source_views(records, [number], records.links_about([number]))
    _later(desk, "sources", views, [source_line(view) for view in views])


def _later(desk: Desk, key: str, views: Sequence[msgspec.Struct], lines: Sequence[str]) -> None:
    if desk.style == "text":
        desk.later("\n".join(lines))
        return
    document: Any = views[0] if len(views) == 1 else {key: views}
    desk.later_json(document)
