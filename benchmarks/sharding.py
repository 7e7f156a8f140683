"""Spreads a ledger's tables over three PostgreSQL servers and shows which questions stay on one: `docs/scale.md`.

One server coordinates; the claims, and all that belongs to a claim, lie on two others by the hash of the claim's
number, reached through postgres_fdw. Claimants and sources are on each. Every question is asked of the whole ledger and
of the spread one, and must get the same answer. It says nothing about speed: the servers share one machine.
"""

import re
import subprocess
from contextlib import ExitStack

import psycopg

from benchmarks.__main__ import PROGRAM
from claims import db, schema
from tests.support.postgres import PostgresServer, running_server

NODES = 2
SPREAD = {
    "claim": "id", "claim_tag": "claim_id", "utterance": "claim_id", "hop": "claim_id", "evidence": "claim_id",
    "verification": "claim_id",
}  # fmt: skip
"""The tables that lie on the nodes, and the column by whose hash they do."""

EVERYWHERE = ("claimant", "source", "tag")

QUESTIONS = {
    "one claim": "SELECT text FROM claim WHERE id = 7",
    "one claim's utterances, with their sources": """
        SELECT utterance.id, source.url FROM utterance JOIN source ON source.id = utterance.source_id
        WHERE claim_id = 7 ORDER BY 1""",
    "one claim's rulings": "SELECT status FROM verification WHERE claim_id = 7 ORDER BY id",
    "claims by how they stand": "SELECT content_status, count(*) FROM claim GROUP BY 1 ORDER BY 1",
    "the claims of a speaker": """
        SELECT claim.id FROM claim JOIN hop ON hop.claim_id = claim.id
        WHERE hop.claimant_id = 1 AND hop.position = 0 ORDER BY 1 LIMIT 20""",
    "what a source has, and how it stands": """
        SELECT content_status, count(*) FROM claim JOIN utterance ON utterance.claim_id = claim.id
        WHERE source_id = 1 GROUP BY 1 ORDER BY 1""",
}


def main() -> None:
    """Start the servers, spread a ledger, ask both ways."""
    with ExitStack() as servers:
        whole, *nodes = [servers.enter_context(running_server()) for _ in range(1 + NODES)]
        url = ledger_on(whole)
        fill(url)
        for node in nodes:
            ledger_on(node)
        with psycopg.connect(url, autocommit=True) as session:
            spread(session, nodes)
            for name, question in QUESTIONS.items():
                here, there = asked(session, "public", question), asked(session, "spread", question)
                assert here == there, name
                assert here, name
                statements = sent(session, question)
                print(f"{name}: {len(statements)} of {NODES} nodes asked: {statements[0]}")


def ledger_on(server: PostgresServer) -> str:
    """An empty ledger on a server."""
    url = server.create("ledger")
    address = db.Address.of(url)
    schema.create(db.connect(address), address)
    return url


def fill(url: str) -> None:
    """Three hundred claims by three speakers, some of them ruled on."""
    for speaker in ("Ana Ruiz", "Ben Okoro", "Cleo Marsh"):
        lines = "\n".join(f"{speaker} said that bridge {number} is shut" for number in range(100))
        said = ["add", "-", "--by", speaker, "--source", "https://paper.example/bridges", "--on", "2025-04-10"]
        subprocess.run([PROGRAM, "--db", url, *said], input=lines, text=True, check=True, capture_output=True)
    ruled = [str(number) for number in range(1, 301, 3)]
    subprocess.run([PROGRAM, "--db", url, "verify", *ruled, "--because", "Seen"], check=True, capture_output=True)


def spread(session: psycopg.Connection[tuple[object, ...]], nodes: list[PostgresServer]) -> None:
    """Lay the tables out over the nodes, and move the rows there through the coordinator."""
    run = session.execute
    run("CREATE EXTENSION postgres_fdw")
    run("CREATE SCHEMA spread")
    for place, node in enumerate(nodes):
        run(
            f"CREATE SERVER node{place} FOREIGN DATA WRAPPER postgres_fdw"
            f" OPTIONS (host '{node.socket_folder}', dbname 'ledger')"
        )
        run(f"CREATE USER MAPPING FOR CURRENT_USER SERVER node{place} OPTIONS (user 'postgres')")
        run(f"CREATE SCHEMA on_node{place}")
        for table in EVERYWHERE:
            run(f"IMPORT FOREIGN SCHEMA public LIMIT TO ({table}) FROM SERVER node{place} INTO on_node{place}")
            run(f"INSERT INTO on_node{place}.{table} SELECT * FROM public.{table}")
    for table, key in SPREAD.items():
        run(f"CREATE TABLE spread.{table} (LIKE public.{table}) PARTITION BY HASH ({key})")
        for place in range(len(nodes)):
            run(
                f"CREATE FOREIGN TABLE spread.{table}_{place} PARTITION OF spread.{table}"
                f" FOR VALUES WITH (MODULUS {len(nodes)}, REMAINDER {place})"
                f" SERVER node{place} OPTIONS (schema_name 'public', table_name '{table}')"
            )
        run(f"INSERT INTO spread.{table} SELECT * FROM public.{table}")
    run("SET enable_partitionwise_join = on")
    run("SET enable_partitionwise_aggregate = on")


def asked(session: psycopg.Connection[tuple[object, ...]], where: str, question: str) -> list[tuple[object, ...]]:
    """The answer to a question, from the tables of a schema; what is not spread is on the coordinator."""
    session.execute(f"SET search_path = {where}, public")
    return session.execute(question).fetchall()


def sent(session: psycopg.Connection[tuple[object, ...]], question: str) -> list[str]:
    """What is asked of the nodes, by the plan: a statement for each that is asked."""
    plan = "\n".join(str(row[0]) for row in session.execute(f"EXPLAIN (VERBOSE, COSTS OFF) {question}"))
    return re.findall(r"Remote SQL: (.*)", plan)


if __name__ == "__main__":
    main()
