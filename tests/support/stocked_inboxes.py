"""An inbox to decide on: a short article kept as a snapshot, and what a reader is taken to have found in it."""

import hashlib
from typing import Any

import pytest

from claims.actions.inbox.decide import propose
from claims.actions.record.register import Register
from claims.ledger.log.ledger import Ledger
from claims.ledger.log.witness import move_on, witness_path
from claims.ledger.store.blobs import keep_bytes
from claims.models import Snapshot, Source
from tests.support.ledgers import Place, Terminal

ARTICLE = """Ferry talks end
The ferry's owner, Ilse Marwick, told state radio that the night boat would sail again.
"We have a crew," she said on Tuesday, "and we have a date."
The port said nothing of the kind had been agreed.
Rain fell on the quay.
"""


def reading(text: str, words: list[str], chain: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """What a reader would say of the words, wherever they stand in the text."""
    content = [[text.index(each), text.index(each) + len(each)] for each in words]
    first = chain[0] if chain else None
    known = {
        "text": " ".join(words),
        "content": content,
        "source": None,
        "speaker": {"name": first["name"], "as_written": first["name"], "role": first.get("role")} if first else None,
        "chain": chain,
        "cue": "said",
        "mode": "indirect",
        "said_on": None,
        "addressee": None,
        "within": None,
        "own_voice": False,
        "sure": True,
        "confidence": 0.9,
        "why": ["A verb of speech follows its speaker."],
    }
    return known | more


FOUND = (
    reading(
        ARTICLE,
        ["that the night boat would sail again"],
        [
            {"name": "Ilse Marwick", "role": "owner", "cue": "told"},
            {"name": "state radio", "role": None, "cue": "told"},
        ],
    ),
    reading(
        ARTICLE,
        ['"We have a crew,"', '"and we have a date."'],
        [{"name": "Ilse Marwick", "role": "owner", "cue": "said"}],
        mode="direct",
        said_on="2024-05-14",
        confidence=0.95,
    ),
    reading(ARTICLE, ["nothing of the kind had been agreed"], [{"name": "The port", "cue": "said"}], confidence=0.4),
)


def keep(place: Place, text: str = ARTICLE, found: tuple[dict[str, Any], ...] = FOUND) -> None:
    """Keep an article as the newest snapshot of source #1, and put what was found into the inbox."""
    with place.writing() as session:
        ledger = Ledger(session, "ana")
        source = session.get(Source, 1)
        if source is None:
            publisher = Register(ledger).claimant("The Strait Courier")
            source = ledger.add(Source(title="Ferry talks end", publisher_id=publisher.id, language="en"))
        content = text.encode()
        snapshot = Snapshot(
            source_id=source.id,
            fetched_at=ledger.now,
            how="file",
            sha256=keep_bytes(session, content),
            media_type="text/plain",
            size=len(content),
            text=text,
            text_sha256=hashlib.sha256(content).hexdigest(),
            text_by="plain 1",
        )
        propose(ledger, ledger.add(snapshot), found, "attribution 1")
        ledger.close()
    move_on(witness_path(place.address.path, ledger.uid), ledger.reach)


@pytest.fixture
def inbox(terminal: Terminal, ledger: Place) -> Terminal:
    """A terminal at a ledger whose inbox holds three statements."""
    keep(ledger)
    return terminal
