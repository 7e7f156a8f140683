"""The audit, and heads to publish."""

from pathlib import Path

import click

from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.errors import Refused


@click.command(
    epilog=examples(
        "claims audit",
        "claims audit --head",
        "claims audit --expect 3f2a...  (a head that was mailed or printed before)",
        "claims audit --seal ledger.seal.json",
    )
)
@click.option("--head", "only_head", is_flag=True, help="Only print how many lines the log has, and its head.")
@click.option("--expect", "expected", metavar="HASH", help="Check that this earlier head leads to today's.")
@click.option(
    "--seal",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the head to a new FILE, to be signed or timestamped.",
)
@at_desk()
def audit(desk: Desk, only_head: bool, expected: str | None, seal: Path | None) -> None:
    """Check that nothing was changed behind the log's back.

    Walks the chain of the log, replays it against the records, and checks guards and search index. Exit code 1 if
    anything is off.
    """
    from claims.actions.maintain.audit import audit_ledger, reach_of, seal_for, witness_of, write_seal
    from claims.cli.terminal.printing import audit_lines

    if seal is not None and seal.exists():
        raise Refused(f"{seal} is there already, and a seal is never written over.", "Name a new file.")
    address, _engine = desk.at()
    with desk.reading() as session:
        if only_head:
            reach = reach_of(session)
            desk.answer({"count": reach.count, "head": reach.hash}, f"{reach.count} {reach.hash}")
            return
        witness = witness_of(session, address)
        session.rollback()  # the audit sees a moment of its own: see there about the witness
        found = audit_ledger(session, witness, expected)
    if found.whole and seal is not None:
        write_seal(seal, seal_for(found))
    desk.answer(found, audit_lines(found))
    if not found.whole:
        raise click.exceptions.Exit(1)
    if seal is not None:
        desk.remark(f"Sealed in {seal}: sign or timestamp that file, and keep it elsewhere.")
