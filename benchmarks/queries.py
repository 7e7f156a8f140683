"""The query work of four commands: as the program does it, and as SQL written by hand that fetches the same rows."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from claims.actions.read.view import LedgerView

PAGE = 50
"""Claims that a list or a search shows unless told otherwise."""

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the commands are asked for; the same in every ledger of one seed."""

    claim: int
    words: str
    source: int = 1
    status: str = "disputed"


@dataclass(frozen=True, slots=True)
class Question:
    """One question put to a ledger in two ways; each answers with its claims' numbers, and has fetched all of them."""

    name: str
    program: Callable[[LedgerView, Asked], list[int]]
    by_hand: Callable[[sqlite3.Connection, Asked], list[int]]


# --- The program ---------------------------------------------------------------------------------------------------


def program_list(edition: LedgerView, asked: Asked) -> list[int]:
    """What `claims list --status` asks for."""
    from claims.actions.read.lists import list_claims, read_criteria
    from claims.ledger.read.filters import NEWEST

    criteria = read_criteria(edition, statuses=[asked.status])
    return [claim.id for claim in list_claims(edition, criteria, order=NEWEST, limit=PAGE).claims]


def program_show(edition: LedgerView, asked: Asked) -> list[int]:
    """What `claims show` asks for, before it weighs what it got."""
    from claims.actions.read.lists import history
    from claims.actions.read.on_file import judgements, stored
    from claims.ledger.read.assemble import claim_views, links_behind

    number = edition.claim(str(asked.claim))
    claims = claim_views(edition.records, [number])
    links = links_behind(edition.records, claims)
    stored(edition, links.sources)
    judgements(edition, links.sources)
    history(edition, number)
    return [claim.id for claim in claims]


def program_search(edition: LedgerView, asked: Asked) -> list[int]:
    """What `claims search` asks for."""
    from claims.actions.read.lists import search

    return [claim.id for claim in search(edition, asked.words, PAGE).claims]


def program_report(edition: LedgerView, asked: Asked) -> list[int]:
    """What `claims report source` asks for, before it weighs what it got."""
    from claims.ledger.read.assemble import claim_views, links_behind, source_views

    source = edition.find_source(str(asked.source))
    assert source is not None
    family = edition.source_family([source])
    source_views(edition.records, [source], edition.records.links_about([source]))
    claims = claim_views(edition.records, sorted(edition.printed_in(family) | edition.supported_by(family)))
    links_behind(edition.records, claims)
    return [claim.id for claim in claims]


# --- By hand -------------------------------------------------------------------------------------------------------


def hand_list(connection: sqlite3.Connection, asked: Asked) -> list[int]:
    """The newest claims with a status."""
    newest = "SELECT id FROM claim WHERE content_status = ? AND retired_at IS NULL ORDER BY id DESC LIMIT ?"
    numbers = [row[0] for row in connection.execute(newest, (asked.status, PAGE + 1))][:PAGE]
    fetch_claims(connection, numbers)
    return numbers


def hand_show(connection: sqlite3.Connection, asked: Asked) -> list[int]:
    """One claim, where its sources take their content from, and its history."""
    connection.execute("SELECT * FROM claim WHERE id = ?", (asked.claim,)).fetchall()
    fetch_trails(connection, fetch_claims(connection, [asked.claim]))
    connection.execute(
        "SELECT * FROM event WHERE claim_id = ?1 OR kind = 'relation'"
        " AND record_id IN (SELECT id FROM relation WHERE other_id = ?1) ORDER BY seq DESC",
        (asked.claim,),
    ).fetchall()
    return [asked.claim]


def hand_search(connection: sqlite3.Connection, asked: Asked) -> list[int]:
    """The claims, claimants and sources that hold all the words, best match first."""
    best = "SELECT rowid FROM {0} WHERE {0} MATCH ? ORDER BY rank, rowid DESC LIMIT ?"
    words = " AND ".join(f'"{word}"' for word in asked.words.split())
    numbers = [row[0] for row in connection.execute(best.format("claim_search"), (words, PAGE))]
    fetch_claims(connection, numbers)
    keys = [row[0] for row in connection.execute(best.format("name_search"), (words, PAGE))]
    fetch_claimants(connection, [key // 2 for key in keys if key % 2 == 0])
    sources = [key // 2 for key in keys if key % 2]
    fetch_sources(connection, sources)
    fetch_links(connection, sources)
    return numbers


def hand_report(connection: sqlite3.Connection, asked: Asked) -> list[int]:
    """A source with its links, its claims, and where the sources of those take their content from."""
    fetch_sources(connection, [asked.source])
    fetch_links(connection, [asked.source])
    concerned = (
        "SELECT claim_id FROM utterance WHERE source_id = ?1 AND retired_at IS NULL UNION"
        " SELECT claim_id FROM evidence WHERE source_id = ?1 AND retired_at IS NULL ORDER BY claim_id"
    )
    numbers = [row[0] for row in connection.execute(concerned, (asked.source,))]
    fetch_trails(connection, fetch_claims(connection, numbers))
    return numbers


def fetch_claims(connection: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """Everything about these claims, one statement a kind of record; returns the sources that they name."""
    wanted = (json.dumps(list(numbers)),)
    ask = connection.execute
    those = "IN (SELECT value FROM json_each(?))"
    ask(f"SELECT * FROM claim WHERE id {those}", wanted).fetchall()
    ask(f"SELECT claim_id, name FROM claim_tag JOIN tag ON tag.id = tag_id WHERE claim_id {those}", wanted).fetchall()
    said = ask(
        "SELECT utterance.*, publisher_id FROM utterance LEFT JOIN source ON source.id = source_id"
        f" WHERE claim_id {those} ORDER BY utterance.id",
        wanted,
    ).fetchall()
    steps = ask(
        "SELECT hop.* FROM utterance JOIN hop ON utterance_id = utterance.id"
        f" WHERE utterance.claim_id {those} ORDER BY utterance_id, position",
        wanted,
    ).fetchall()
    backing = ask(f"SELECT * FROM evidence WHERE claim_id {those} ORDER BY id", wanted).fetchall()
    ask(f"SELECT * FROM verification WHERE claim_id {those} ORDER BY id", wanted).fetchall()
    ask(
        "SELECT verification_id, evidence_id FROM verification"
        f" JOIN verification_evidence ON verification_id = id WHERE claim_id {those}",
        wanted,
    ).fetchall()
    relations = ask(
        f"SELECT * FROM relation WHERE claim_id {those} UNION SELECT * FROM relation WHERE other_id {those}", wanted * 2
    ).fetchall()
    others = json.dumps([end for relation in relations for end in (relation[4], relation[6])])
    ask(f"SELECT id, uid, text, content_status, attribution_status FROM claim WHERE id {those}", (others,)).fetchall()
    sources = {row[SAID_IN] for row in said if row[SAID_IN]} | {row[EVIDENCE_SOURCE] for row in backing}
    publishers = fetch_sources(connection, sources)
    fetch_claimants(connection, {row[3] for row in steps} | publishers)
    return sources


SAID_IN = EVIDENCE_SOURCE = 12
"""Where the source's number stands in a row of utterances, and in one of evidence."""


def fetch_sources(connection: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """These sources and what they were merged into; returns their publishers."""
    found = connection.execute(
        "SELECT source.*, stays.* FROM source LEFT JOIN source AS stays ON stays.id = source.merged_into_id"
        " WHERE source.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    ).fetchall()
    return {row[9] for row in found if row[9]}


def fetch_claimants(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """These claimants with their aliases, and what they were merged into."""
    wanted = (json.dumps(list(numbers)),)
    connection.execute(
        "SELECT claimant.*, stays.* FROM claimant LEFT JOIN claimant AS stays ON stays.id = claimant.merged_into_id"
        " WHERE claimant.id IN (SELECT value FROM json_each(?))",
        wanted,
    ).fetchall()
    connection.execute(
        "SELECT * FROM claimant_alias WHERE claimant_id IN (SELECT value FROM json_each(?))", wanted
    ).fetchall()


def fetch_links(connection: sqlite3.Connection, sources: Iterable[int]) -> None:
    """These sources' links in both directions, and the sources at their ends."""
    wanted = (json.dumps(list(sources)),)
    those = "IN (SELECT value FROM json_each(?))"
    links = connection.execute(
        f"SELECT * FROM source_link WHERE source_id {those} UNION SELECT * FROM source_link WHERE origin_id {those}",
        wanted * 2,
    ).fetchall()
    publishers = fetch_sources(connection, {end for link in links for end in link[4:6]})
    fetch_claimants(connection, publishers)


def fetch_trails(connection: sqlite3.Connection, sources: set[int]) -> None:
    """Where these sources take their content from, as far back as anybody has recorded."""
    links = connection.execute(
        "WITH RECURSIVE reached(id) AS ("
        " SELECT value FROM json_each(?) UNION"
        " SELECT origin_id FROM reached JOIN source_link ON source_id = reached.id WHERE retired_at IS NULL"
        ") SELECT source_link.* FROM reached JOIN source_link ON source_id = reached.id",
        (json.dumps(sorted(sources)),),
    ).fetchall()
    fetch_claimants(connection, fetch_sources(connection, sources | {end for link in links for end in link[4:6]}))


# --- Both, side by side --------------------------------------------------------------------------------------------

QUESTIONS = (
    Question("list", program_list, hand_list),
    Question("show", program_show, hand_show),
    Question("search", program_search, hand_search),
    Question("report source", program_report, hand_report),
)
