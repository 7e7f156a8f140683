"""What a ledger holds, asked once: what nothing is found in need not be looked through."""

from sqlmodel import Session

from claims.ledger.store.sql import Bulk
from claims.vocabulary import RecordKind

LISTS = {
    RecordKind.CLAIMANT: ("claimant_alias", "claimant_id"),
    RecordKind.CLAIM: ("claim_tag", "claim_id"),
    RecordKind.UTTERANCE: ("hop", "utterance_id"),
    RecordKind.RULING: ("verification_evidence", "verification_id"),
    RecordKind.EDITION: ("report_claim", "report_id"),
}
"""Where the list that belongs to a record is kept, and the column that says whose it is."""

FARTHEST = 2**63 - 1
"""The highest number that a database can hold; nothing keeps a forger from using it."""

NUMBERED = {**{kind.value: "id" for kind in RecordKind}, **dict(LISTS.values()), "tag": "id", "other_line": "merger_id"}
"""Tables whose rows are told apart by a number, or belong to one."""

HELD = " UNION ALL ".join(
    [
        "SELECT 'log' AS place, kind AS name, min(record_id) AS low, max(record_id) AS high FROM event GROUP BY kind",
        "SELECT 'table', 'blob', 1, 1 WHERE EXISTS (SELECT 1 FROM blob)",
        *(
            f"SELECT 'table', '{table}', (SELECT {number} FROM {table} ORDER BY {number} LIMIT 1),"  # noqa: S608
            f" (SELECT {number} FROM {table} ORDER BY {number} DESC LIMIT 1)"
            f" WHERE EXISTS (SELECT 1 FROM {table})"
            for table, number in NUMBERED.items()
        ),
    ]
)


class Holdings:
    """Which tables have rows and which kinds of record the log tells of, and from which number up to which."""

    def __init__(self, session: Session) -> None:
        self._spans = {(place, name): (low, high) for place, name, low, high in Bulk(session).rows(HELD)}

    def has(self, *tables: str) -> bool:
        """Whether any of these tables has a row."""
        return any(("table", table) in self._spans for table in tables)

    def told(self, kind: RecordKind) -> bool:
        """Whether a line of the log is about a record of this kind."""
        return ("log", kind.value) in self._spans

    def span(self, kind: RecordKind) -> tuple[int, int] | None:
        """The lowest and the highest number at which there may be something of a kind: a line, a record or a list.

        Where somebody put something else than a number, all numbers may be in use.
        """
        places = [("log", kind.value), ("table", kind.value), ("table", LISTS.get(kind, ("",))[0])]
        found = [self._spans[place] for place in places if place in self._spans]
        if not found:
            return None
        lows, highs = zip(*found, strict=True)
        whole = all(isinstance(number, int) for number in (*lows, *highs))
        return (min(lows), max(highs)) if whole else (1 - FARTHEST, FARTHEST)
