"""Excerpts: some claims and all that they need, taken into an empty ledger, and refused where somebody altered them."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from claims.ledger.log.chain import LINES
from claims.ledger.store.canonical import canonical, line_fingerprint
from claims.models import RECORDS
from claims.vocabulary import RecordKind
from tests.support.ledgers import Terminal


@pytest.mark.parametrize(
    ("asked", "claims"), [("--tag roads", 1), ("--status refuted", 1), ("--as-of @30", 4), ("--search bridge", 1)]
)
def test_an_excerpt_holds_all_that_its_claims_need(
    rich: Terminal, asked: str, claims: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.ledger.transfer.merge_insert.BATCH", 2)
    told = rich.json(f"claims export {asked} -o some.jsonl")
    assert told["claims"] == claims
    assert rich.json("claims import some.jsonl --db some.db")["left_out"]["event"] > claims
    there = rich.json(f"claims list --limit 0 {asked}")["claims"]
    here = rich.json("claims list --limit 0 --db some.db")["claims"]
    assert [_without_numbers(each) for each in here] == [_without_numbers(each) for each in there]
    if "--as-of" not in asked:
        for ours, theirs in zip(here, there, strict=True):
            shown = rich.json(f"claims show {ours['id']} --db some.db"), rich.json(f"claims show {theirs['id']}")
            assert _without_numbers(shown[0]) == _without_numbers(shown[1])
    assert rich.json("claims audit --db some.db")["whole"]


def _without_numbers(value: Any) -> Any:
    """Claims as they read, whatever the numbers of their records are; without relations to other claims and history."""
    if isinstance(value, dict):
        if value and all(re.fullmatch(r"(\w+ #)?\d+", name) for name in value):  # by record: only the numbers differ
            return [(name.rstrip("0123456789"), _without_numbers(each)) for name, each in value.items()]
        told = {name: _without_numbers(each) for name, each in value.items() if name not in ("relations", "history")}
        return {name: each for name, each in told.items() if not isinstance(each, int) or isinstance(each, bool)}
    if isinstance(value, list):
        return [_without_numbers(each) for each in value if not isinstance(each, int)]
    return re.sub(r"#\d+", "#", value) if isinstance(value, str) else value


def test_an_excerpt_goes_only_into_an_empty_ledger_and_merging_it_back_changes_nothing(rich: Terminal) -> None:
    rich.ok("claims export --tag roads -o some.jsonl")
    assert "goes only into an empty ledger" in rich.refused("claims import some.jsonl")
    rich.ok("claims import some.jsonl --db some.db")
    merged = rich.json("claims merge some.db")
    assert (merged["brought"], merged["changed"], merged["conflicts"]) == ({}, {}, [])
    (rich.folder / "some.jsonl").write_text('{"excerpt":{"ledger":"x","count":1}}\n{"claim":{"id":1,"colour":"red"}}\n')
    said = rich.refused("claims import some.jsonl --db other.db")
    assert said == "Error: Line 2: a claim has no colour. Nothing was imported."


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ('"position":0', '"position":"x"', "The excerpt isn't whole: utterance #1"),
        ('"published_on_precision":"day"', '"published_on_precision":"year"', "is not the first day of a year"),
        ('"uid":"0', '"uid":"\\"0', "its uid is"),
        ('"recorded_at":"2', '"recorded_at":"never 2', "its recorded_at is"),
        ('"language":"en"', '"language":"../../x"', "its language is"),
        ('"tags":["roads"]', '"tags":[{"a":1}]', "can't be stored"),
    ],
)
def test_an_excerpt_that_was_altered_leaves_no_ledger_that_audits_refuse(
    rich: Terminal, written: str, instead: str, said: str
) -> None:
    rich.ok("claims export --tag roads -o some.jsonl")
    file = rich.folder / "some.jsonl"
    assert written in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(written, instead), "utf-8")
    told = rich.refused("claims import some.jsonl --db other.db")
    assert said in told or "is not what the last line about it says. Nothing was imported." in told
    file.write_text("\n".join(_with_its_log(file.read_text("utf-8").splitlines())), "utf-8")
    assert said in rich.refused("claims import some.jsonl --db other.db")


def _with_its_log(lines: list[str]) -> Iterator[str]:
    """The lines of an excerpt whose log a forger brought up to date."""
    documents = [json.loads(line) for line in lines]
    records = {(kind, each.get("id")): each for known in documents for kind, each in known.items() if "id" in each}
    before: dict[str, Any] = {"seq": -1}
    for known in documents:
        if (line := known.get("event")) is not None:
            record = records[line["kind"], line["record_id"]]
            derived = RECORDS[RecordKind(line["kind"])].derived
            line["after"] = canonical({name: value for name, value in record.items() if name not in derived})
            if line["seq"] == before["seq"] + 1:
                line["previous_hash"] = before["hash"]
            line["hash"] = line_fingerprint(dict.fromkeys(LINES) | line)
            before = line
    documents[0]["excerpt"]["hash"] = before["hash"]
    yield from map(json.dumps, documents)


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ('"reason":"', '"reason":"Not ', "of the log was altered: it doesn't match its own hash"),
        ('{"event":{', '{"event":{"colour":"red",', "that is no line of a log"),
    ],
)
def test_a_line_of_an_excerpts_log_that_was_altered_is_named(
    rich: Terminal, written: str, instead: str, said: str
) -> None:
    rich.ok("claims export --tag roads -o some.jsonl")
    file = rich.folder / "some.jsonl"
    lines = file.read_text("utf-8")
    file.write_text(lines.replace(written, instead), "utf-8")
    assert said in rich.refused("claims import some.jsonl --db other.db")
    kept = lines.splitlines()
    file.write_text("\n".join([*kept[:-2], kept[-1], kept[-2]]), "utf-8")
    assert "doesn't follow the lines before it" in rich.refused("claims import some.jsonl --db other.db")
    file.write_text("\n".join(kept[:-2]), "utf-8")
    assert "The excerpt was altered: " in rich.refused("claims import some.jsonl --db other.db")
    assert "note: No claim fits" in rich.run("claims export --tag nowhere -o none.jsonl").err


def test_two_excerpts_in_one_file_are_told_apart(rich: Terminal) -> None:
    rich.ok("claims export --tag roads -o some.jsonl")
    file = rich.folder / "some.jsonl"
    file.write_bytes(file.read_bytes() * 2)
    assert "another excerpt begins here" in rich.refused("claims import some.jsonl --db other.db")
