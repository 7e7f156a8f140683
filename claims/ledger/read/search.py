"""Full-text search: a query's terms in the words of each database, and the records that hold them all, best first."""

from typing import Any

from sqlalchemy import Select, TextClause, literal_column, select, table, text
from sqlmodel import Session

from claims.ledger.log.search_index import name_entry
from claims.words import Term

CLAIMS, NAMES = "claim_search", "name_search"


def matching_claims(session: Session, terms: tuple[Term, ...]) -> Select[Any]:
    """The numbers of the claims that hold all terms."""
    if session.get_bind().dialect.name == "sqlite":
        key, condition = "rowid", text(f"{CLAIMS} MATCH :query").bindparams(query=fts5_query(terms))
    else:
        key, condition = "id", _postgres_condition(terms)
    return select(literal_column(f"{CLAIMS}.{key}")).select_from(table(CLAIMS)).where(condition)


def ranked(session: Session, index: str, terms: tuple[Term, ...], limit: int) -> list[int]:
    """The keys of the entries that hold all terms, best match first, newest first among equals; below 0 is no limit."""
    if session.get_bind().dialect.name == "sqlite":
        found = text(
            f"SELECT rowid FROM {index} WHERE {index} MATCH :query ORDER BY rank, rowid DESC LIMIT :limit"  # noqa: S608
        ).bindparams(query=fts5_query(terms), limit=limit)
    else:
        condition = _postgres_condition(terms)
        found = text(
            f"SELECT id FROM {index} WHERE {condition.text}"  # noqa: S608  (the table is ours, the words are bound)
            f" ORDER BY ts_rank_cd(found, {postgres_query(terms)}) DESC, id DESC LIMIT :limit"
        ).bindparams(limit=limit if limit >= 0 else None, **postgres_words(terms))
    return [row[0] for row in session.connection().execute(found)]


def claimants_with(session: Session, terms: tuple[Term, ...], limit: int) -> list[int]:
    """The numbers of some claimants whose names hold all terms, in no order: the index is asked, and nothing ranked."""
    if session.get_bind().dialect.name == "sqlite":
        found = text(
            f"SELECT rowid FROM {NAMES} WHERE {NAMES} MATCH :query AND rowid % 2 = :kind LIMIT :limit"  # noqa: S608
        ).bindparams(query=fts5_query(terms), limit=limit, kind=name_entry("claimant", 0))
    else:
        found = text(
            f"SELECT id FROM {NAMES} WHERE {_postgres_condition(terms).text} AND id % 2 = :kind LIMIT :limit"  # noqa: S608
        ).bindparams(limit=limit, kind=name_entry("claimant", 0), **postgres_words(terms))
    return [row[0] // 2 for row in session.connection().execute(found)]


def fts5_query(terms: tuple[Term, ...]) -> str:
    """The terms in FTS5's language: each a quoted phrase, so that nothing in it is taken for an operator."""
    return " AND ".join(f'"{term.text}"{"*" if term.prefix else ""}' for term in terms)


def _postgres_condition(terms: tuple[Term, ...]) -> TextClause:
    return text(f"found @@ {postgres_query(terms)}").bindparams(**postgres_words(terms))


def postgres_query(terms: tuple[Term, ...]) -> str:
    asked = []
    for position, term in enumerate(terms):
        if term.prefix:
            # A beginning may be cut off anywhere, or be a whole word, which the index holds only as its stem.
            asked.append(f"(to_tsquery('simple', :word{position}) || to_tsquery('english', :word{position}))")
        else:
            asked.append(f"phraseto_tsquery('english', :word{position})")
    return f"({' && '.join(asked)})"


def postgres_words(terms: tuple[Term, ...]) -> dict[str, str]:
    # A term has no quotation mark and no backslash in it, so that it can stand between marks as it is.
    return {f"word{position}": f"'{term.text}':*" if term.prefix else term.text for position, term in enumerate(terms)}
