"""What search reads: the words of each claim, and the names of claimants and sources.

A claim's entry holds its text and quotes (`words`), and who said, relayed or printed it (`names`), so that a claim is
found by any of them. Entries follow from the records; they are no part of the log.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import CompoundSelect, Select, select, text, union, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from claims.models import Claim, Claimant, ClaimantAlias, Evidence, Hop, Record, Source, Utterance
from claims.urls import host
from claims.words import index_words

BATCH = 2_000
"""Claims written to the index in one go."""

ENTRY_LIMIT = 200_000
"""Characters of one entry; PostgreSQL can't index much more in one row."""

KIND_CODES = {"claimant": 0, "source": 1}
"""A name entry's key is twice the record's number plus this code."""


class SearchIndex:
    """Collects the records that changed in a transaction, then writes their entries anew."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._claims: set[int] = set()
        self._claimants: set[int] = set()
        self._sources: set[int] = set()

    def touch(self, row: Record) -> None:
        """Note that a record's words may have changed."""
        match row:
            case Claim():
                self._claims.add(row.id)
            case Utterance() | Evidence():
                self._claims.add(row.claim_id)
            case Claimant():
                self._claimants.add(row.id)
            case Source():
                self._sources.add(row.id)
            case _:
                pass

    def refresh(self) -> None:
        """Write the entries of everything noted."""
        if self._claimants or self._sources:
            self._claims.update(self._session.scalars(claims_naming(self._claimants, self._sources)))
            write_names(self._session, claimants=self._claimants, sources=self._sources)
        numbers = sorted(self._claims)
        for start in range(0, len(numbers), BATCH):
            write_claims(self._session, numbers[start : start + BATCH])
        self._claims.clear()
        self._claimants.clear()
        self._sources.clear()


def claims_naming(claimants: Iterable[int], sources: Iterable[int]) -> Select[int]:
    """The claims whose entries hold the names of these claimants (as speaker, relay or publisher) or sources."""
    published = select(col(Source.id)).where(col(Source.publisher_id).in_(claimants))
    involved = union(select(col(Source.id)).where(col(Source.id).in_(sources)), published).scalar_subquery()
    return select(
        union(
            select(col(Hop.claim_id)).where(col(Hop.claimant_id).in_(claimants)),
            select(col(Utterance.claim_id)).where(col(Utterance.source_id).in_(involved)),
            select(col(Evidence.claim_id)).where(col(Evidence.source_id).in_(involved)),
        )
        .subquery()
        .c[0]
    )


def write_claims(session: Session, numbers: Sequence[int]) -> None:
    """Write the entries of these claims anew."""
    words: dict[int, list[str]] = defaultdict(list)
    names: dict[int, list[str]] = defaultdict(list)
    for number, said in session.execute(select(col(Claim.id), col(Claim.text)).where(col(Claim.id).in_(numbers))):
        words[number].append(said)
    quoting = (Utterance, Evidence)
    for number, quote in session.execute(
        union_all(
            *(
                select(col(model.claim_id), col(model.quote_exact)).where(
                    col(model.claim_id).in_(numbers),
                    col(model.quote_exact).is_not(None),
                    col(model.retired_at).is_(None),
                )
                for model in quoting
            )
        )
    ):
        words[number].append(quote)
    for number, name in session.execute(_names_of_claims(numbers)):
        names[number].append(name)
    _replace(
        session,
        "claim_search",
        [
            {"key": number, "words": _entry(words[number]), "names": _entry(sorted(set(names[number])))}
            for number in numbers
        ],
    )


def _names_of_claims(numbers: Sequence[int]) -> CompoundSelect[int, str]:
    """Every name under which a claim is found: who said, relayed or published it, by any name, and source titles."""
    sources = union(
        select(col(Utterance.claim_id), col(Utterance.source_id)).where(col(Utterance.claim_id).in_(numbers)),
        select(col(Evidence.claim_id), col(Evidence.source_id)).where(col(Evidence.claim_id).in_(numbers)),
    ).subquery()
    people = union(
        select(col(Hop.claim_id), col(Hop.claimant_id)).where(col(Hop.claim_id).in_(numbers)),
        select(sources.c.claim_id, col(Source.publisher_id)).join(Source, col(Source.id) == sources.c.source_id),
    ).subquery()
    merged = aliased(Claimant)
    known = union(
        select(people.c.claim_id, people.c.claimant_id),
        select(people.c.claim_id, col(merged.merged_into_id)).join(merged, col(merged.id) == people.c.claimant_id),
    ).subquery()
    return union(
        select(known.c.claim_id, col(Claimant.name)).join(Claimant, col(Claimant.id) == known.c.claimant_id),
        select(known.c.claim_id, col(ClaimantAlias.name)).join(
            ClaimantAlias, col(ClaimantAlias.claimant_id) == known.c.claimant_id
        ),
        select(sources.c.claim_id, col(Source.title))
        .join(Source, col(Source.id) == sources.c.source_id)
        .where(col(Source.title).is_not(None)),
    )


def write_names(session: Session, *, claimants: Iterable[int], sources: Iterable[int]) -> None:
    """Write the entries of these claimants and sources anew."""
    names: dict[int, list[str]] = defaultdict(list)
    known = select(col(Claimant.id), col(Claimant.name)).where(col(Claimant.id).in_(claimants))
    aliases = select(col(ClaimantAlias.claimant_id), col(ClaimantAlias.name)).where(
        col(ClaimantAlias.claimant_id).in_(claimants)
    )
    for number, name in session.execute(union_all(known, aliases)):
        names[name_entry("claimant", number)].append(name)
    publisher = aliased(Claimant)
    titled = (
        select(col(Source.id), col(Source.title), col(Source.url), col(Source.byline), col(publisher.name))
        .join(publisher, col(publisher.id) == col(Source.publisher_id), isouter=True)
        .where(col(Source.id).in_(sources))
    )
    for number, title, url, byline, published_by in session.execute(titled):
        site = host(url) if url else None
        names[name_entry("source", number)] += [part for part in (title, byline, published_by, site) if part]
    _replace(session, "name_search", [{"key": key, "names": _entry(found)} for key, found in sorted(names.items())])


def name_entry(kind: str, number: int) -> int:
    """The key of a claimant's or source's entry."""
    return number * 2 + KIND_CODES[kind]


def _entry(parts: Iterable[str]) -> str:
    return index_words("\n".join(parts)[:ENTRY_LIMIT])


def _replace(session: Session, table: str, entries: list[dict[str, object]]) -> None:
    if not entries:
        return
    key = "rowid" if session.get_bind().dialect.name == "sqlite" else "id"
    fields = [name for name in entries[0] if name != "key"]
    connection = session.connection()
    connection.execute(text(f"DELETE FROM {table} WHERE {key} = :key"), entries)  # noqa: S608  (names of ours)
    connection.execute(
        text(
            f"INSERT INTO {table} ({key}, {', '.join(fields)})"  # noqa: S608  (names of ours)
            f" VALUES (:key, {', '.join(f':{name}' for name in fields)})"
        ),
        entries,
    )
