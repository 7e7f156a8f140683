"""A dossier that travels."""

from collections.abc import Sequence
from pathlib import Path

import click

from claims.cli.desk import Desk, at_desk, examples


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
@at_desk()
def bundle(desk: Desk, claims: Sequence[str], output: Path, own_lines: bool) -> None:
    """Pack claims with everything they rest on, for somebody who has no ledger.

    The records, their sources and the bytes of their snapshots, the lines of the log, each claim as a page, and a
    verify.py that needs only Python's standard library: it says whether the dossier is whole, and whether it hangs from
    a head that was published. Unless --own-lines is given, it holds every line of the log from the first about these
    records to the newest, because only an unbroken chain proves that nothing was changed.
    """
    from claims.actions.dossiers import dossier_answer, make_dossier
    from claims.cli.writing_files import require_ending, spare_ledger, write_whole

    spare_ledger(desk, output)
    require_ending(output, ".zip")

    with desk.edition() as edition:
        dossier, packed = make_dossier(edition, claims, own_lines=own_lines)
    write_whole(output, packed)
    made = dossier_answer(dossier, str(output), len(packed))
    desk.answer(
        made,
        f"{output}: {made.records} records, {made.lines} lines of the log, {made.size:,} bytes. Head: {made.head}\n"
        "Unpack it and run: python verify.py --head HASH",
    )
