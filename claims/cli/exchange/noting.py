"""Noting what left the house, for every command that lets something out."""

from typing import TYPE_CHECKING

from claims.cli.terminal.desk import Desk

if TYPE_CHECKING:
    from claims.actions.leaving.outgoing import Leaving


def note(desk: Desk, left: "Leaving") -> None:
    """Keep an edition in the log; whoever may only read the ledger is told that it isn't on record, and has it."""
    from claims.actions.leaving.outgoing import note as keep
    from claims.errors import ReadOnly

    try:
        with desk.writing() as register:
            keep(register.ledger, left)
    except ReadOnly as error:
        desk.remark(f"This edition isn't on record, so no corrections page will know of it: {error.message}")
