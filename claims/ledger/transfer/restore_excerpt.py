"""Taking an excerpt into an empty ledger: its records keep their uids, get new numbers, and begin a log anew."""

from collections.abc import Iterable

import msgspec

from claims.errors import ClaimsError, Refused
from claims.ledger.audit.gapped_log import TornLog
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.canonical import Document
from claims.ledger.store.portable import renamed
from claims.ledger.store.values import misfit
from claims.ledger.transfer.merge_insert import MergeInsert
from claims.ledger.transfer.restore_checks import bring_bytes, nothing_imported, require_whole
from claims.models import RECORDS
from claims.vocabulary import RecordKind

NO_LINE = (msgspec.DecodeError, ValueError, KeyError, TypeError, AttributeError, OverflowError)
"""What goes wrong where a line, or a value in it, isn't of the kind that an export writes."""


class ExcerptIn:
    """An empty ledger that takes in an excerpt; `lines_left` counts the lines of the log that stay in the file."""

    def __init__(self, ledger: Ledger) -> None:
        if ledger.reach.count:
            raise Refused(
                "An excerpt goes only into an empty ledger, and this one has records.",
                "Name a new file with --db, and bring the two together with claims merge.",
            )
        self._ledger = ledger
        self._bringing = MergeInsert(ledger, "")
        self._begun = False
        self._numbers: dict[tuple[RecordKind, int], int] = {}
        self._log = TornLog({"count": 0, "hash": None})

    @property
    def lines_left(self) -> int:
        """How many lines of the log stay in the file."""
        return self._log.count

    def tell(self, lines: Iterable[bytes]) -> int:
        """Take in every line; returns how many records there are."""
        decode = msgspec.json.Decoder(Document).decode
        for number, line in enumerate(lines, start=1):
            try:
                ((what, known),) = decode(line).items()
                self._take(what, known)
            except NO_LINE as error:
                raise nothing_imported(f"Line {number} is no line of an excerpt: {error}") from error
            except ClaimsError as error:
                raise nothing_imported(f"Line {number}: {error.message.rstrip('.')}") from error
        self._finish()
        return len(self._numbers)

    def _finish(self) -> None:
        """Store what waits; every record is then what its line says, and the bytes are those that were seen."""
        try:
            self._log.finish()
            self._bringing.store()
        except NO_LINE as error:
            raise nothing_imported(f"A record of the excerpt can't be stored: {error}") from error
        except Refused as error:
            raise nothing_imported(f"The excerpt was altered: {error.message.rstrip('.')}") from error
        require_whole(self._ledger.session, "excerpt")

    def _take(self, what: str, known: Document) -> None:
        if what == "excerpt":
            if self._begun:
                raise Refused("another excerpt begins here; bring the two together with claims merge.")
            self._bringing = MergeInsert(self._ledger, f"From ledger {known['ledger']}, line {known['count']}")
            self._log, self._begun = TornLog(known), True
        elif what == "event":
            self._log.line(known)
        elif what == "blob":
            bring_bytes(self._ledger.session, known)
        else:
            self._bring(RecordKind(what), known)

    def _bring(self, kind: RecordKind, known: Document) -> None:
        model = RECORDS[kind]
        if unknown := known.keys() - model.model_fields.keys() - {model.owned}:
            raise Refused(f"a {kind.value} has no {sorted(unknown)[0]}.")
        if flaw := misfit(model, known):
            raise Refused(f"of a {kind.value} {flaw}.")
        self._log.record(kind, {name: value for name, value in known.items() if name not in model.derived})
        told = renamed(kind, known, lambda refers_to, number: self._numbers[refers_to, number])
        self._numbers[kind, known["id"]] = self._bringing.bring(kind, told)
