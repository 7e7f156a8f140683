"""A dossier that travels."""

from collections.abc import Sequence
from pathlib import Path

import click

from claims.cli.desk import Desk, at_desk, examples
from claims.cli.options import notes_option
from claims.vocabulary import EditionKind


@click.command(epilog=examples("claims bundle 12 -o bridge.zip", "claims bundle 12 13 --own-lines -o bridge.zip"))
@click.argument("claims", metavar="ID...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.zip",
    required=True,
    help="Where to write it.",
)
@click.option(
    "--own-lines",
    is_flag=True,
    help="Leave out the log's lines about other records; it then can't be shown to hang from a head.",
)
@notes_option
@at_desk(writes=True)
def bundle(desk: Desk, claims: Sequence[str], output: Path, own_lines: bool, notes: bool) -> None:
    """Pack claims with everything they rest on, for somebody who has no ledger.

    The records, their sources and the bytes of their snapshots, the lines of the log, each claim as a page, and a
    verify.py that needs only Python's standard library: it says whether the dossier is whole, and whether it hangs from
    a head that was published. Unless --own-lines is given, it holds every line of the log from the first about these
    records to the newest, because only an unbroken chain proves that nothing was changed.
    """
    from hashlib import sha256

    from claims.actions.dossiers import dossier_answer, make_dossier
    from claims.actions.outgoing import leaving
    from claims.cli.noting import note
    from claims.cli.writing_files import spare_ledger, write_whole
    from claims.ledger.discretion import Shown

    spare_ledger(desk, output)

    with desk.edition(None, Shown(notes=notes, leaves=True)) as edition:
        dossier, packed = make_dossier(edition, claims, own_lines=own_lines)
        digest, kind = sha256(packed).hexdigest(), EditionKind.DOSSIER
        left = leaving(edition, "dossier", str(output), digest, dossier.claims, kind=kind, own_lines=own_lines)
    write_whole(output, packed, lambda: note(desk, left))
    made = dossier_answer(dossier, str(output), len(packed))
    desk.answer(
        made,
        f"{output}: {made.records} records, {made.lines} lines of the log, {made.size:,} bytes. Head: {made.head}\n"
        "Unpack it and run: python verify.py --head HASH",
    )
