"""What search reads: the words of each claim, and the names of claimants and sources.

A claim's entry holds its text and quotes (`words`), and who said, relayed or printed it (`names`), so that a claim is
found by any of them; but for confidential people, by whose names nobody outside may find what they said. Entries follow
from the records; they are no part of the log.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlmodel import Session

from claims.ledger.store.canonical import Document
from claims.ledger.store.holdings import Holdings
from claims.ledger.store.sql import Bulk
from claims.models import Record
from claims.urls import host
from claims.vocabulary import RecordKind
from claims.words import index_words

BATCH = 2_000
"""Claims written to the index in one go."""

ENTRY_LIMIT = 200_000
"""Characters of one entry; PostgreSQL can't index much more in one row."""

KIND_CODES = {"claimant": 0, "source": 1}
"""A name entry's key is twice the record's number plus this code."""


NAMING = {
    "claimant": frozenset({"name", "aliases", "merged_into_id", "confidential"}),
    "source": frozenset({"title", "url", "byline", "publisher_id", "merged_into_id"}),
}
"""The fields of claimants and sources by which they and their claims are found."""


class SearchIndex:
    """Collects the records that changed in a transaction, then writes their entries anew."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._claims: set[int] = set()
        self._new: dict[str, set[int]] = {kind: set() for kind in NAMING}
        self._renamed: dict[str, set[int]] = {kind: set() for kind in NAMING}

    def touch(self, row: Record, changed: frozenset[str] | None) -> None:
        """Note that a record is new, or that these fields of it changed."""
        if row.record is RecordKind.CLAIM:
            self._claims.add(row.id)
        elif row.record in (RecordKind.UTTERANCE, RecordKind.EVIDENCE):
            self._claims.add(getattr(row, "claim_id"))  # noqa: B009  (these two have one)
        elif row.record in NAMING and changed is None:
            self._new[row.record].add(row.id)
        elif changed and row.record in NAMING and changed & NAMING[row.record]:
            self._renamed[row.record].add(row.id)

    def refresh(self) -> None:
        """Write the entries of everything noted."""
        bulk = Bulk(self._session)
        for kind, statement in (("claimant", CLAIMS_OF_CLAIMANTS), ("source", CLAIMS_OF_SOURCES)):
            if self._renamed[kind]:
                self._claims.update(row[0] for row in bulk.rows(statement, self._renamed[kind]))
        claimants, sources = (self._new[kind] | self._renamed[kind] for kind in NAMING)
        if self._renamed["claimant"]:
            sources |= {row[0] for row in bulk.rows(SOURCES_OF_CLAIMANTS, self._renamed["claimant"])}
        write_names(self._session, claimants=claimants, sources=sources)
        numbers = sorted(self._claims)
        for start in range(0, len(numbers), BATCH):
            write_claims(self._session, numbers[start : start + BATCH])


CLAIMS_OF_CLAIMANTS = """
WITH named (id) AS (SELECT id FROM claimant WHERE id {among} OR merged_into_id {among}),
published (id) AS (SELECT source.id FROM source JOIN named ON source.publisher_id = named.id),
printed (id) AS (
    SELECT id FROM published
    UNION
    SELECT source.id FROM source JOIN published ON source.merged_into_id = published.id
)
SELECT hop.claim_id FROM hop JOIN named ON hop.claimant_id = named.id
UNION
SELECT utterance.claim_id FROM utterance JOIN printed ON utterance.source_id = printed.id
UNION
SELECT evidence.claim_id FROM evidence JOIN printed ON evidence.source_id = printed.id
"""
SOURCES_OF_CLAIMANTS = "SELECT id FROM source WHERE publisher_id {among}"
CLAIMS_OF_SOURCES = """
WITH named (id) AS (SELECT id FROM source WHERE id {among} OR merged_into_id {among})
SELECT utterance.claim_id FROM utterance JOIN named ON utterance.source_id = named.id
UNION
SELECT evidence.claim_id FROM evidence JOIN named ON evidence.source_id = named.id
"""
WORDS = """
SELECT id, text FROM claim WHERE id {among}
UNION ALL
SELECT claim_id, quote_exact FROM utterance
WHERE claim_id {among} AND quote_exact IS NOT NULL AND retired_at IS NULL
UNION ALL
SELECT claim_id, quote_exact FROM evidence
WHERE claim_id {among} AND quote_exact IS NOT NULL AND retired_at IS NULL
"""
NAMES = """
WITH cited (claim_id, source_id) AS (
    SELECT claim_id, source_id FROM utterance WHERE claim_id {among}
    UNION
    SELECT claim_id, source_id FROM evidence WHERE claim_id {among}
), printed (claim_id, source_id) AS (
    SELECT claim_id, source_id FROM cited
    UNION
    SELECT cited.claim_id, source.merged_into_id FROM cited JOIN source ON source.id = cited.source_id
), involved (claim_id, claimant_id) AS (
    SELECT hop.claim_id, hop.claimant_id FROM utterance JOIN hop ON hop.utterance_id = utterance.id
    WHERE utterance.claim_id {among}
    UNION
    SELECT printed.claim_id, source.publisher_id FROM printed JOIN source ON source.id = printed.source_id
), named (claim_id, claimant_id) AS (
    SELECT claim_id, claimant_id FROM involved
    UNION
    SELECT involved.claim_id, claimant.merged_into_id FROM involved JOIN claimant ON claimant.id = involved.claimant_id
)
SELECT named.claim_id, claimant.name FROM named JOIN claimant ON claimant.id = named.claimant_id
WHERE claimant.confidential IS NULL
UNION
SELECT named.claim_id, alias.name FROM named JOIN claimant_alias AS alias ON alias.claimant_id = named.claimant_id
JOIN claimant ON claimant.id = named.claimant_id WHERE claimant.confidential IS NULL
UNION
SELECT printed.claim_id, source.title FROM printed JOIN source ON source.id = printed.source_id
WHERE source.title IS NOT NULL
"""
CLAIMANT_NAMES = """
SELECT id, name FROM claimant WHERE id {among}
UNION ALL
SELECT claimant_id, name FROM claimant_alias WHERE claimant_id {among}
"""
SOURCE_NAMES = """
SELECT source.id, source.title, source.url, source.byline, claimant.name
FROM source LEFT JOIN claimant ON claimant.id = source.publisher_id WHERE source.id {among}
"""

ENTRIES = """
SELECT (SELECT count(*) FROM claim_search) + (SELECT count(*) FROM name_search),
    (SELECT count(*) FROM claim) + (SELECT count(*) FROM claimant) + (SELECT count(*) FROM source
        WHERE title IS NOT NULL OR url IS NOT NULL OR byline IS NOT NULL OR publisher_id IS NOT NULL)
"""
"""How many entries there are, and how many there should be."""


def write_claims(session: Session, numbers: Sequence[int]) -> None:
    """Write the entries of these claims anew."""
    _replace(session, "claim_search", _claim_entries(Bulk(session), numbers))


def _claim_entries(bulk: Bulk, numbers: Sequence[int]) -> list[Document]:
    words = bulk.pairs(WORDS, numbers)
    names = bulk.pairs(NAMES, numbers)
    return [
        {"key": number, "words": entry_text(words[number]), "names": entry_text(names.get(number, ()))}
        for number in numbers
    ]


def write_names(session: Session, *, claimants: Iterable[int], sources: Iterable[int]) -> None:
    """Write the entries of these claimants and sources anew."""
    _replace(session, "name_search", _name_entries(Bulk(session), claimants, sources))


def write_everything(session: Session) -> None:
    """Write the entries of all claims, claimants and sources anew."""
    bulk = Bulk(session)
    writers: dict[str, Callable[[list[int]], None]] = {
        "claim": lambda numbers: write_claims(session, numbers),
        "claimant": lambda numbers: write_names(session, claimants=numbers, sources=()),
        "source": lambda numbers: write_names(session, claimants=(), sources=numbers),
    }
    for table, write in writers.items():
        numbers = [row[0] for row in bulk.rows(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608  (names of ours)
        for start in range(0, len(numbers), BATCH):
            write(numbers[start : start + BATCH])


def _name_entries(bulk: Bulk, claimants: Iterable[int], sources: Iterable[int]) -> list[Document]:
    names: dict[int, list[str]] = defaultdict(list)
    if claimants:
        for number, name in bulk.rows(CLAIMANT_NAMES, claimants):
            names[name_entry("claimant", number)].append(name)
    if sources:
        for number, title, url, byline, publisher in bulk.rows(SOURCE_NAMES, sources):
            site = host(url) if url else None
            names[name_entry("source", number)] += [part for part in (title, byline, publisher, site) if part]
    return [{"key": key, "names": entry_text(found)} for key, found in sorted(names.items())]


def name_entry(kind: str, number: int) -> int:
    """The key of a claimant's or source's entry."""
    return number * 2 + KIND_CODES[kind]


def entry_text(parts: Iterable[str]) -> str:
    """The words of an entry, each part once and in one order, folded as the index holds them."""
    return index_words("\n".join(sorted(set(parts)))[:ENTRY_LIMIT])


def _replace(session: Session, table: str, entries: list[Document]) -> None:
    if not entries:
        return
    key = "rowid" if session.get_bind().dialect.name == "sqlite" else "id"
    fields = [name for name in entries[0] if name != "key"]
    bulk = Bulk(session)
    bulk.write(f"DELETE FROM {table} WHERE {key} = :key", entries)  # noqa: S608  (names of ours)
    bulk.write(
        f"INSERT INTO {table} ({key}, {', '.join(fields)})"  # noqa: S608  (names of ours)
        f" VALUES (:key, {', '.join(f':{name}' for name in fields)})",
        entries,
    )


def index_faults(session: Session, held: Holdings) -> Iterator[tuple[str, str]]:
    """The entries that are not what the records make of them: what they are about, and what is wrong."""
    bulk = Bulk(session)
    key = "rowid" if bulk.on_sqlite else "id"
    entries = f"SELECT {key}, words, names FROM claim_search WHERE {key} {{among}}"  # noqa: S608  (names of ours)
    for batch in _batches(bulk, held, "claim"):
        yield from _differing(bulk, entries, _claim_entries(bulk, batch), _claim)
    entries = f"SELECT {key}, names FROM name_search WHERE {key} {{among}}"  # noqa: S608  (names of ours)
    for kind in NAMING:
        for batch in _batches(bulk, held, kind):
            given = (batch, []) if kind == "claimant" else ([], batch)
            yield from _differing(bulk, entries, _name_entries(bulk, *given), _named)
    written, wanted = bulk.rows(ENTRIES)[0]
    if written != wanted:
        yield "search index", f"the search index has {written} entries; {wanted} belong in it"


def _batches(bulk: Bulk, held: Holdings, table: str) -> Iterator[list[int]]:
    """The numbers of a table's records, as many at a time as are compared in one go."""
    if held.has(table):
        numbers = [row[0] for row in bulk.rows(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608  (names of ours)
        for start in range(0, len(numbers), BATCH):
            yield numbers[start : start + BATCH]


def _differing(
    bulk: Bulk, statement: str, wanted: Sequence[Document], about: Callable[[int], str]
) -> Iterator[tuple[str, str]]:
    found = {row[0]: tuple(row[1:]) for row in bulk.rows(statement, [entry["key"] for entry in wanted])}
    for entry in wanted:
        number = entry["key"]
        if found.get(number) != tuple(value for name, value in entry.items() if name != "key"):
            yield about(number), f"{about(number)}: its entry in the search index is not what the records make of it"


def _claim(key: int) -> str:
    return f"claim #{key}"


def _named(key: int) -> str:
    kinds = {code: kind for kind, code in KIND_CODES.items()}
    return f"{kinds[key % 2]} #{key // 2}"
