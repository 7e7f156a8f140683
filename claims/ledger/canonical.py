"""Canonical JSON and the hash over it."""

import hashlib
from typing import Any

import rfc8785

Document = dict[str, Any]
"""A record, or a line of the log, as JSON has it."""


def canonical(document: Document) -> str:
    """The one way to write a document as JSON (RFC 8785)."""
    return rfc8785.dumps(document).decode()


def fingerprint(document: Document) -> str:
    """SHA-256 of a document's canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(rfc8785.dumps(document)).hexdigest()


def genesis(ledger_uid: str) -> str:
    """What the first line of a log names as the hash of the line before it: the hash of the ledger's own uid."""
    return fingerprint({"ledger": ledger_uid})
