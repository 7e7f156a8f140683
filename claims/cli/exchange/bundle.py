"""A dossier that travels."""

from collections.abc import Sequence
from pathlib import Path

import click

from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import notes_option
from claims.vocabulary import EditionKind


@click.command(
    epilog=examples(
        "claims bundle 12 -o bridge.zip",
        "claims bundle 12 13 --own-lines -o bridge.zip",
        "claims bundle --verifier verify.py",
    )
)
@click.argument("claims", metavar="ID...", nargs=-1)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.zip",
    help="Where to write it.",
)
@click.option(
    "--verifier",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.py",
    help="Write only the program that checks dossiers, from this installation.",
)
@click.option(
    "--own-lines",
    is_flag=True,
    help="Leave out the log's lines about other records; it then can't be shown to hang from a head.",
)
@notes_option
@at_desk(writes=True)
def bundle(
    desk: Desk, claims: Sequence[str], output: Path | None, own_lines: bool, verifier: Path | None, notes: bool
) -> None:
    """Pack claims with everything they rest on, for somebody who has no ledger.

    The records, their sources and the bytes of their snapshots, the lines of the log, each claim as a page, and a
    verify.py that needs only Python's standard library: it says whether the dossier is whole, and whether it hangs from
    a head that was published. Unless --own-lines is given, it holds every line of the log from the first about these
    records to the newest, because only an unbroken chain proves that nothing was changed.

    Whoever doubts a dossier should not run the verify.py in it: --verifier writes the same program from here.
    """
    from hashlib import sha256

    from claims.actions.leaving.outgoing import leaving
    from claims.actions.maintain.dossiers import dossier_answer, make_dossier, verifier_answer
    from claims.cli.exchange.noting import note
    from claims.cli.terminal.writing_files import require_ending, spare_ledger, write_whole
    from claims.ledger.read.discretion import Shown

    if verifier is not None:
        if claims or output or own_lines:
            raise click.UsageError("--verifier writes no dossier, and goes alone.")
        spare_ledger(desk, verifier)
        told, program = verifier_answer(str(verifier))
        write_whole(verifier, program)
        desk.answer(told, f"{verifier}: SHA-256 {told.sha256}\nRun: python {verifier} --head HASH FILE.zip")
        return
    if not claims or output is None:
        raise click.UsageError("Name the claims to pack, and where to write them with -o FILE.zip.")
    spare_ledger(desk, output)
    require_ending(output, ".zip")

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
