"""What is done alike with a whole ledger and with an excerpt as their lines come in."""

import base64
import binascii

from sqlmodel import Session

from claims.errors import Refused
from claims.ledger.audit.records import record_faults
from claims.ledger.store.blobs import byte_faults, keep_bytes
from claims.ledger.store.canonical import Document


def nothing_imported(said: str) -> Refused:
    """What to say of a file that is given back whole."""
    return Refused(f"{said}.", "Nothing was imported.")


def bring_bytes(session: Session, known: Document) -> None:
    """Keep the bytes of a line, which must be those that it names by their hash."""
    try:
        content = base64.b64decode(known["body"], validate=True)
    except binascii.Error as error:
        raise Refused(f"the bytes {known['sha256']} can't be read: {error}.") from error
    if keep_bytes(session, content) != known["sha256"]:
        raise Refused(f"the bytes {known['sha256']} were altered.")


def require_whole(session: Session, what: str) -> None:
    """Every record is what the last line about it says, and all bytes that were seen are there."""
    for fault in record_faults(session):
        raise nothing_imported(f"The {what} isn't whole: {fault.said}")
    for about, said in byte_faults(session):
        raise nothing_imported(f"The {what} isn't whole: {about}: {said}")
