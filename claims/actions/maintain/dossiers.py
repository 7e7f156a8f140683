"""Dossiers: claims packed with everything they rest on, for somebody who has no ledger."""

import hashlib
from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta, Struct

from claims.actions.read.find import the_claims
from claims.actions.read.gather import report_on_claim
from claims.actions.read.view import LedgerView
from claims.ledger.transfer.dossier import Dossier, gather, pack, verifier
from claims.reports import render


class Packed(Struct, frozen=True):
    """A dossier that was written."""

    file: Annotated[str, Meta(description="The file, as it was named.")]
    claims: Annotated[list[int], Meta(description="Numbers of the claims in it.")]
    records: Annotated[int, Meta(description="How many records it holds.")]
    lines: Annotated[int, Meta(description="How many lines of the log it holds.")]
    proof: Annotated[str, Meta(description="chain: it can be shown to hang from a head; own lines: it can't.")]
    head: Annotated[str, Meta(description="Hash of the newest line of the log, to be published beside it.")]
    size: Annotated[int, Meta(description="Its size in bytes.")]


class Verifier(Struct, frozen=True):
    """The program that checks dossiers, written to a file."""

    file: Annotated[str, Meta(description="The file, as it was named.")]
    sha256: Annotated[str, Meta(description="Its SHA-256, which docs/trust.md gives, too.")]


def verifier_answer(file: str) -> tuple[Verifier, bytes]:
    """What to say of the program that checks dossiers, and the program itself."""
    program = verifier()
    return Verifier(file, hashlib.sha256(program).hexdigest()), program


def dossier_answer(dossier: Dossier, file: str, size: int) -> Packed:
    """What to say of a dossier."""
    return Packed(file, dossier.claims, len(dossier.keys), dossier.lines, dossier.proof, dossier.head, size)


def make_dossier(edition: LedgerView, written: Sequence[str], *, own_lines: bool = False) -> tuple[Dossier, bytes]:
    """What is in a dossier of these claims, and the dossier itself."""
    numbers = [claim.id for claim in the_claims(edition.session, written)]
    dossier = gather(edition.session, numbers, own_lines=own_lines)
    pages = {f"claim-{number}.html": render(report_on_claim(edition, str(number)), "html") for number in dossier.claims}
    return dossier, pack(edition.session, dossier, pages, edition.shown)
