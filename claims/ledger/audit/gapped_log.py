"""The log of an excerpt: lines with gaps between them, held against themselves and against the records they tell of."""

from hashlib import sha256

from claims.errors import Refused
from claims.ledger.log.chain import LINES, is_whole
from claims.ledger.store.canonical import Document, fingerprint
from claims.vocabulary import RecordKind

Named = tuple[str, int]
"""A record by its kind and number."""


class TornLog:
    """Each line must match its own hash and follow what stands before it; the last about a record must tell it."""

    def __init__(self, head: Document) -> None:
        self._head = head
        self._records: dict[Named, str] = {}
        self._told: dict[Named, bool] = {}
        self._last: Document = {"seq": 0, "hash": None}
        self.count = 0

    def record(self, kind: RecordKind, known: Document) -> None:
        """A record as the excerpt has it, without what follows from it."""
        self._records[kind.value, known["id"]] = fingerprint(known)

    def line(self, known: Document) -> None:
        """The next line of the log; Refused if it was altered, or doesn't belong there."""
        if known.keys() - set(LINES):
            raise Refused("that is no line of a log.")
        line: Document = dict.fromkeys(LINES) | known
        if not is_whole(line):
            raise Refused(f"line {line['seq']} of the log was altered: it doesn't match its own hash.")
        before, self._last = self._last, line
        follows = line["seq"] > before["seq"] + 1 or line["previous_hash"] == before["hash"] or not before["seq"]
        if not follows or not before["seq"] < line["seq"] <= self._head["count"]:
            raise Refused(f"line {line['seq']} of the log doesn't follow the lines before it.")
        named = str(line["kind"]), line["record_id"]
        self._told[named] = sha256(str(line["after"]).encode()).hexdigest() == self._records.get(named)
        self.count += 1

    def finish(self) -> None:
        """Every record is what the last line about it says, and a log that reaches the head ends with its hash."""
        for kind, number in self._records:
            if (told := self._told.get((kind, number))) is None:
                raise Refused(f"no line of its log tells of {kind} #{number}.")
            if not told:
                raise Refused(f"{kind} #{number} is not what the last line about it says.")
        if self._last["seq"] == self._head["count"] and self._last["hash"] != self._head["hash"]:
            raise Refused("its log ends with another hash than it names.")
