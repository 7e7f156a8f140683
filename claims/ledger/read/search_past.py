"""Search in the past: the index of that day is made anew, because how well words match depends on all that was there.

What it costs grows with the ledger; today's search never pays for it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import TypeVar

from sqlalchemy import text
from sqlmodel import Session

from claims.ledger.log.search_index import entry_text, name_entry
from claims.ledger.read.discretion import Confidential
from claims.ledger.read.past import Past
from claims.ledger.read.search import CLAIMS, fts5_query, postgres_query, postgres_words
from claims.ledger.store.canonical import Document
from claims.ledger.store.sql import Bulk
from claims.urls import host
from claims.vocabulary import RecordKind
from claims.words import Term

Item = TypeVar("Item")

BATCH = 1_000
"""Records read in one go."""


class PastIndex:
    """The entries of the search index as they were after the last line that `past` reads."""

    def __init__(self, session: Session, past: Past) -> None:
        self._session = session
        self._past = past
        self._confidential = Confidential(session)

    def ranked(self, index: str, terms: tuple[Term, ...], limit: int) -> list[int]:
        """The keys of the entries that held all terms, best match first, newest first among equals."""
        entries = self._claims() if index == CLAIMS else self._names()
        if self._session.get_bind().dialect.name == "sqlite":
            return self._in_memory(index, entries, terms, limit)
        return self._on_server(entries, terms, limit)

    def _in_memory(self, index: str, entries: Iterable[Document], terms: tuple[Term, ...], limit: int) -> list[int]:
        made = text("SELECT sql FROM sqlite_master WHERE name = :name")
        fields = ("words", "names") if index == CLAIMS else ("names",)
        marks = ", ".join("?" for _field in ("rowid", *fields))
        with closing(sqlite3.connect(":memory:")) as memory:
            memory.execute(self._session.execute(made, {"name": index}).scalar_one())
            if index == CLAIMS:
                memory.execute(f"INSERT INTO {index}({index}, rank) VALUES ('rank', 'bm25(10.0, 4.0)')")  # noqa: S608
            memory.executemany(
                f"INSERT INTO {index}(rowid, {', '.join(fields)}) VALUES ({marks})",  # noqa: S608  (names of ours)
                ((entry["key"], *(entry[field] for field in fields)) for entry in entries),
            )
            found = memory.execute(
                f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rank, rowid DESC LIMIT ?",  # noqa: S608
                (fts5_query(terms), limit),
            )
            return [row[0] for row in found]

    def _on_server(self, entries: Iterable[Document], terms: tuple[Term, ...], limit: int) -> list[int]:
        query = postgres_query(terms)
        both = "setweight(to_tsvector('english', words), 'A') || setweight(to_tsvector('english', names), 'B')"
        statement = text(
            f"""
            SELECT id, ts_rank_cd(found, {query}) FROM (
                SELECT key AS id, CASE WHEN words IS NULL THEN to_tsvector('english', names)
                ELSE {both} END AS found
                FROM json_to_recordset(CAST(:entries AS json)) AS entry(key bigint, words text, names text)
            ) AS entry WHERE found @@ {query}
            """  # noqa: S608  (the words are bound)
        )
        ranks: list[tuple[float, int]] = []
        for batch in _batches(entries):
            bound = {"entries": json.dumps(batch), **postgres_words(terms)}
            ranks += [(-rank, -number) for number, rank in self._session.execute(statement, bound)]
        best = sorted(ranks) if limit < 0 else sorted(ranks)[:limit]
        return [-number for _rank, number in best]

    def _claims(self) -> Iterator[Document]:
        for numbers in self._numbers(RecordKind.CLAIM):
            claims = self._past.read(RecordKind.CLAIM, "{among}", numbers)
            utterances, evidence = self._past.utterances(numbers), self._past.evidence(numbers)
            words = {claim["id"]: [claim["text"]] for claim in claims}
            for row in (*utterances, *evidence):
                if row["quote_exact"] is not None and row["retired_at"] is None:
                    words[row["claim_id"]].append(row["quote_exact"])
            names = self._names_of(utterances, evidence)
            for number, said in words.items():
                yield {"key": number, "words": entry_text(said), "names": entry_text(names.get(number, ()))}

    def _names_of(self, utterances: list[Document], evidence: list[Document]) -> dict[int, set[str]]:
        sources = {
            each["id"]: each
            for each in self._past.sources({row["source_id"] for row in (*utterances, *evidence)} - {None})
        }
        hops = {hop["claimant_id"] for utterance in utterances for hop in utterance["hops"]}
        publishers = {source["publisher_id"] for source in sources.values()} - {None}
        claimants = {each["id"]: each for each in self._past.claimants(hops | publishers)}
        found: dict[int, set[str]] = {}
        for row in (*utterances, *evidence):
            names = found.setdefault(row["claim_id"], set())
            involved = {hop["claimant_id"] for hop in row.get("hops", ())}
            for source in _with_merged(sources, row["source_id"]):
                names |= {source["title"]} - {None}
                involved |= {source["publisher_id"]} - {None}
            for number in involved:
                for claimant in _with_merged(claimants, number):
                    if claimant["id"] in self._confidential.own:
                        continue
                    names |= {claimant["name"], *claimant["aliases"]}
        return found

    def _names(self) -> Iterator[Document]:
        for numbers in self._numbers(RecordKind.CLAIMANT):
            for claimant in self._past.read(RecordKind.CLAIMANT, "{among}", numbers):
                names = [claimant["name"], *claimant.get("aliases", ())]
                yield {"key": name_entry("claimant", claimant["id"]), "names": entry_text(names)}
        for numbers in self._numbers(RecordKind.SOURCE):
            sources = self._past.read(RecordKind.SOURCE, "{among}", numbers)
            publishers = {source["publisher_id"] for source in sources} - {None}
            named = {each["id"]: each["name"] for each in self._past.claimants(publishers)}
            for source in sources:
                site = host(source["url"]) if source["url"] else None
                parts = (source["title"], source["byline"], named.get(source["publisher_id"]), site)
                known = [part for part in parts if part]
                if known:
                    yield {"key": name_entry("source", source["id"]), "names": entry_text(known)}

    def _numbers(self, kind: RecordKind) -> Iterator[list[int]]:
        rows = Bulk(self._session).rows(f"SELECT id FROM {kind.value} ORDER BY id")  # noqa: S608  (names of ours)
        yield from _batches(row[0] for row in rows)


def _with_merged(known: dict[int, Document], number: int | None) -> list[Document]:
    if number is None or number not in known:
        return []
    record = known[number]
    return [record, known[record["merged_into_id"]]] if record["merged_into_id"] else [record]


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
