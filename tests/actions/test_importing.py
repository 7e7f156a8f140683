"""What comes in: every shape that reviews are met in, written in bulk as the ledger would write them one by one."""

import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlmodel import Session

from claims.actions.imports.known import LONGEST, Known
from claims.actions.imports.mentions import KnownClaim
from claims.formats.claimreview.read import date_of, read_review
from claims.ledger.log.bulk import BulkLedger
from claims.ledger.log.ledger import Ledger
from claims.ledger.transfer.dump import dump
from claims.models import Claim, Claimant, Ruling, Source, Utterance
from claims.vocabulary import Action, RecordKind
from tests.support.ledgers import SQLITE, Place, Terminal
from tests.support.published_reviews import ANSWER, FEED, INSIGHTS, MARKUP_PAGE, PAGE, REVIEW, counts, taken


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(json.dumps(REVIEW, indent=2), counts(1), id="one object over many lines"),
        pytest.param(json.dumps([REVIEW, REVIEW]), counts(1, unchanged=1), id="a list"),
        pytest.param(f"\ufeff{json.dumps(REVIEW)}\r\n\r\n", counts(1), id="a byte order mark and empty lines"),
        pytest.param(json.dumps(FEED), counts(2), id="a feed with nulls"),
        pytest.param(json.dumps(ANSWER), counts(2), id="an answer with two reviews of one claim"),
        pytest.param(json.dumps(MARKUP_PAGE, indent=1), counts(1), id="a markup page"),
        pytest.param(PAGE, counts(2, rejected=1), id="a page with several scripts"),
        pytest.param(INSIGHTS, counts(1), id="the CSV of Fact-Check Insights"),
        pytest.param("", counts(0), id="nothing"),
        pytest.param(json.dumps([REVIEW])[:-1], counts(1, rejected=1), id="a list that breaks off"),
        pytest.param('{"name": "not a review"}\n', counts(0, rejected=1), id="something else"),
    ],
)
def test_a_file_is_recognised_by_what_it_holds(terminal: Terminal, content: str, expected: dict[str, int]) -> None:
    assert taken(terminal, content) == expected
    assert taken(terminal, content)["taken"] == 0
    if expected["taken"]:
        assert terminal.ok("claims audit").code == 0


@pytest.mark.parametrize(
    ("change", "claim", "appearances"),
    [
        ({"claimReviewed": {"@value": "It is so", "@language": "en"}}, "It is so", []),
        ({"claimReviewed": ["It is so"]}, "It is so", []),
        ({"claimReviewed": "It\u0090 is so"}, "It is so", []),
        ({"itemReviewed": {"appearance": "https://a.example/1"}}, None, ["https://a.example/1"]),
        ({"itemReviewed": {"appearance": {"url": "https://a.example/1"}}}, None, ["https://a.example/1"]),
        (
            {
                "itemReviewed": {
                    "appearance": ["https://a.example/1, https://b.example/2", {"@id": "https://c.example/"}]
                }
            },
            None,
            ["https://a.example/1", "https://b.example/2", "https://c.example/"],
        ),
        ({"itemReviewed": {"@type": "CreativeWork", "author": ["A", {"name": "B"}]}}, None, []),
        ({"author": "Desk", "reviewRating": [{"alternateName": {"@value": "False"}}, "x"]}, None, []),
        ({"reviewRating": "False"}, None, []),
        ({"itemReviewed": "a claim"}, None, []),
    ],
)
def test_the_mess_in_the_wild_is_read(change: dict[str, Any], claim: str | None, appearances: list[str]) -> None:
    draft = read_review(REVIEW | change)
    assert draft.claim == (claim or REVIEW["claimReviewed"])
    assert [work.url for work in draft.occasion.appearances] == appearances
    assert draft.rating.label == "False"


def test_nothing_that_has_no_column_is_lost() -> None:
    odd = REVIEW | {"audience": {"name": "Drivers"}, "datePublished": "2025-02-28T10:30:00Z"}
    odd["reviewRating"] = {"alternateName": "Fuzzy", "image": "https://desk.example/i.png"} | dict.fromkeys(
        ("ratingValue", "bestRating", "worstRating"), -1
    )
    odd["itemReviewed"] = {"author": [{"name": "A", "birthDate": "1970"}, "B"], "datePublished": "03/04/2020"}
    draft = read_review(odd)
    assert draft.extra["audience"] == {"name": "Drivers"}
    assert draft.extra["datePublished"] == "2025-02-28T10:30:00Z"
    assert (draft.rating.value, draft.extra["reviewRating"]["worstRating"]) == (None, -1)
    assert draft.occasion.extra == {"author": {"others": ["B"]}, "datePublished": "03/04/2020"}
    assert draft.occasion.speaker is not None
    assert draft.occasion.speaker.extra == {"birthDate": "1970"}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("October 22, 2019", "2019-10-22"),
        ("2019-10-22T23:30:00-08:00", "2019-10-22"),
        ("22 Oct 2019", "2019-10-22"),
        ("2019-02-31", None),
        ("yesterday", None),
    ],
)
def test_dates_are_read_as_they_are_written(written: str, day: str | None) -> None:
    found = date_of(written)
    assert (found.first if found else None) == day


def test_numbers_beyond_canonical_json_are_kept_as_text(terminal: Terminal) -> None:
    assert taken(terminal, json.dumps(REVIEW | {"serial": 10**20, "weight": 0.5})) == counts(1)
    assert (
        terminal.place.ask("SELECT extra FROM verification")[0][0] == '{"serial":"100000000000000000000","weight":0.5}'
    )


def test_claimants_are_one_by_identity_or_exact_name_only(terminal: Terminal) -> None:
    def by(number: int, **author: str) -> str:
        item = {"author": {"@type": "Person"} | author}
        return json.dumps(REVIEW | {"url": f"https://desk.example/{number}", "itemReviewed": item})

    lines = [
        by(1, name="Jane Roe"),
        by(2, name="Jane Roe", sameAs="https://www.wikidata.org/entity/Q1"),
        by(3, name="J. Roe", sameAs="http://www.wikidata.org/entity/Q1"),
        by(4, name="Jane Roe", sameAs="https://www.wikidata.org/entity/Q2"),
        by(5, name="Jane  Roé"),
    ]
    assert taken(terminal, "\n".join(lines) + "\n") == counts(5)
    found = terminal.json("claims claimant list")["claimants"]
    assert [(each["name"], each["same_as"]) for each in found] == [
        ("Example Desk", "https://desk.example/"),
        ("Jane Roe", "https://www.wikidata.org/entity/Q1"),
        ("Jane Roe", "https://www.wikidata.org/entity/Q2"),
        ("Jane Roé", None),
    ]
    assert taken(terminal, "\n".join(lines) + "\n") == counts(0, unchanged=5)
    assert terminal.ok("claims audit").code == 0


@pytest.mark.file
def test_an_older_version_of_a_review_changes_nothing(terminal: Terminal) -> None:
    newer = REVIEW | {"dateModified": "2025-03-02", "reviewRating": {"alternateName": "True"}}
    assert taken(terminal, json.dumps(REVIEW)) == counts(1)
    assert taken(terminal, json.dumps(newer)) == counts(0, newer=1)
    assert taken(terminal, json.dumps(REVIEW)) == counts(0, unchanged=1)
    assert terminal.json("claims show 1")["status"]["content"] == "verified"


@pytest.mark.file
def test_an_import_that_was_cut_short_is_finished_by_another(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.cli.exchange.importing.BATCH", 2)
    monkeypatch.setattr("claims.cli.exchange.importing.KEPT", 4)
    lines = [json.dumps(REVIEW | {"url": f"https://desk.example/{n}", "claimReviewed": f"Claim {n}"}) for n in range(9)]
    broken = [*lines[:6], "\x00" * 20, *lines[6:]]
    (terminal.folder / "all.jsonl").write_text("\n".join(broken), encoding="utf-8")
    take = "claims.actions.imports.run.Import.take"
    from claims.actions.imports.run import Import

    whole = Import.take

    def cut_short(self: Import, ledger: Ledger, batches: Any) -> None:
        def until() -> Iterator[Any]:
            for each in batches:
                if self.tally.taken >= 6:
                    raise KeyboardInterrupt
                yield each

        whole(self, ledger, until())

    with monkeypatch.context() as once:
        once.setattr(take, cut_short)
        assert terminal.run("claims import all.jsonl").code == 130
    assert terminal.json("claims import all.jsonl")["unchanged"] == 4
    assert len(terminal.json("claims list --limit 0")["claims"]) == 9
    assert terminal.ok("claims audit").code == 0


@pytest.mark.file
def test_what_stands_around_a_list_is_read_only_so_far(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.formats.files.json_stream.MOST_AROUND", 60)
    around = {f"key {number}": "x" * 20 for number in range(40)}
    said = taken(terminal, json.dumps({"dataFeedElement": [{"item": [REVIEW]}]} | around))
    assert said == counts(1, rejected=1)
    monkeypatch.setattr("claims.formats.files.json_stream.MOST_AROUND", 6_000)
    left = terminal.run("claims import in.json").err
    assert "key 1, key 10" in left
    assert "and 10 more." in left


@pytest.mark.file
def test_a_quotation_mark_that_is_never_closed_swallows_no_row_unheard(terminal: Terminal) -> None:
    table = 'claim,url\n"A, once",https://a.example/\n"B,https://b.example/\nC,https://c.example/\n'
    assert taken(terminal, table, "in.csv", "--rejects out.jsonl") == counts(1, rejected=1)
    (reject,) = map(json.loads, (terminal.folder / "out.jsonl").read_text().splitlines())
    assert (reject["line"], reject["reason"]) == (
        3,
        "a quotation mark in it is never closed, and takes 2 lines for one",
    )
    assert "C,https://c.example/" in reject["raw"]


def test_a_file_means_the_same_in_batches_of_any_size(
    terminal: Terminal, template_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.dumps(_one_of_few(number)) for number in range(60)]
    (terminal.folder / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    whole = Place(SQLITE, str(terminal.folder / "whole.db"))
    shutil.copyfile(template_file, whole.named)
    monkeypatch.setattr("claims.clock.now", lambda: "2025-04-10T12:00:00.000000Z")
    told = terminal.json(f"claims --db {whole.named} import many.jsonl")
    monkeypatch.setattr("claims.cli.exchange.importing.BATCH", 3)
    monkeypatch.setattr("claims.actions.imports.known.MOST", 20)
    assert terminal.json("claims import many.jsonl") == told
    with terminal.place.reading() as session, whole.reading() as other:
        records, wanted = (list(_records(within)) for within in (session, other))
    assert records == wanted
    assert terminal.ok("claims audit").code == 0


def _records(session: Session) -> Iterator[Any]:
    """The records of a ledger, without what is random in them."""
    lines = map(msgspec.json.decode, dump(session))
    yield from (_plain(line) for line in lines if not {"head", "event"} & line.keys())


def _one_of_few(number: int) -> dict[str, Any]:
    """A review by one of a few desks, of one of a few claims, at one of a few addresses; the same for a number."""
    dice = sha256(str(number).encode()).digest()
    place = dice[0] % 40
    known_by = {"sameAs": f"https://who.example/{place % 5}"} if dice[1] % 2 else {}
    site = {"url": f"https://{'www.' if dice[6] % 3 else ''}desk{place % 4}.example/"} if dice[6] % 2 else {}
    return {
        "@type": "ClaimReview",
        "url": f"https://desk{place % 4}.example/{place}",
        "claimReviewed": f"Claim {dice[2] % 5}",
        "author": {"name": f"Desk {place % 4}"} | site,
        "itemReviewed": {
            "@type": "Claim",
            "author": {"name": f"Person {dice[3] % 4}", "jobTitle": f"Job {dice[7] % 2}"} | known_by,
            "appearance": [{"url": f"https://paper.example/{dice[4] % 30}"}, {"name": f"Leaflet {dice[8] % 30}"}],
        },
        "reviewRating": {"alternateName": ("True", "False")[dice[5] % 2]},
        "citation": [{"url": f"https://data.example/{dice[9] % 9}", "name": f"Table {dice[10] % 9}"}],
    }


def test_bulk_writes_what_the_ledger_would_write(
    terminal: Terminal, template_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Place(SQLITE, str(tmp_path / "other.db"))
    shutil.copyfile(template_file, other.named)
    monkeypatch.setattr("claims.clock.now", lambda: "2025-04-10T12:00:00.000000Z")
    said: dict[str, Any] = {
        "said_on": "2025-04-01",
        "said_on_precision": "day",
        "occasion": "Council",
        "claim_id": 1,
        "source_id": 1,
    }
    ruled: dict[str, Any] = {
        "claim_id": 1,
        "axis": "content",
        "status": "refuted",
        "rationale": "Seen",
        "ruled_by": "X",
    }
    ruled |= {"checked_on": "2025-04-02", "extra": '{"a":1.5}'}
    source: dict[str, Any] = {"url": "https://a.example/1?utm_source=x", "title": "Pier, again", "publisher_id": 1}
    hops = [{"position": 0, "claimant_id": 1, "role": "mayor"}]
    with terminal.place.writing() as session:
        ledger = Ledger(session, "ana")
        ledger.add(Claimant(name="\uff21na “Lind”", same_as="http://lind.example"), ["A. Lind"])
        ledger.add(Source(**source))
        ledger.add(Claim(text="The pier is   safe — Ünder way", language="en"))
        ledger.add(Utterance(**said), hops)
        ledger.add(Ruling(**ruled), action=Action.RULE, reason="Seen")
        ledger.close()
    with other.writing() as session:
        bulk = BulkLedger(Ledger(session, "ana"))
        bulk.add(RecordKind.CLAIMANT, {"name": "\uff21na “Lind”", "same_as": "http://lind.example"}, ["A. Lind"])
        bulk.index_name("claimant", 1, "\uff21na “Lind”", "A. Lind")
        bulk.add(RecordKind.SOURCE, source)
        bulk.index_name("source", 1, "Pier, again", "\uff21na “Lind”", url=source["url"])
        bulk.add(RecordKind.CLAIM, {"text": "The pier is   safe — Ünder way", "language": "en"})
        bulk.index_anew(1)
        bulk.add(RecordKind.UTTERANCE, said, hops)
        bulk.add(RecordKind.RULING, ruled | {"lamport": 1}, action=Action.RULE, reason="Seen")
        bulk.flush()
        bulk.ledger.close()
    assert without_identity(other) == without_identity(terminal.place)
    assert terminal.ok("claims audit").code == 0


def without_identity(place: Place) -> list[Any]:
    """A ledger's dump without what is random in it: uids and hashes."""
    return [_plain(msgspec.json.decode(line)) for line in lines_of(place)]


def _plain(value: Any) -> Any:
    random = ("uid", "record_uid", "ledger", "hash", "previous_hash")
    if isinstance(value, dict):
        return {
            name: _plain(msgspec.json.decode(part) if name == "after" else part)
            for name, part in value.items()
            if name not in random
        }
    return [_plain(part) for part in value] if isinstance(value, list) else value


def lines_of(place: Place) -> list[str]:
    with place.reading() as session:
        return list(dump(session))


@pytest.mark.file
@pytest.mark.parametrize("other", ["", "--db other.db "])
def test_rejects_are_never_written_over_a_ledger(terminal: Terminal, other: str) -> None:
    terminal.ok("claims add 'The ferry is late' --by 'Elena Voss'")
    (terminal.folder / "odd.json").write_text('{"a": 1}', encoding="utf-8")
    ledger = next(terminal.folder.glob("*.db"))
    assert "Name another file." in terminal.refused(f"claims {other}import odd.json --rejects {ledger.name}")
    assert terminal.json("claims list")["claims"][0]["text"] == "The ferry is late"


def test_reviews_too_long_to_be_remembered_mean_the_same(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps(REVIEW | {"url": f"https://desk.example/{number}"}) for number in range(3)]
    monkeypatch.setattr("claims.cli.exchange.importing.ROOM", 1)
    monkeypatch.setattr("claims.cli.exchange.importing.ROOM_KEPT", 1)
    monkeypatch.setattr("claims.actions.imports.known.LONGEST", 1)
    assert taken(terminal, "\n".join(lines)) == counts(3)
    assert taken(terminal, "\n".join(lines)) == counts(0, 0, 3)
    assert len(terminal.json("claims list")["claims"]) == 1


def test_another_file_is_remembered_no_longer_than_the_first(terminal: Terminal) -> None:
    known = Known()
    with terminal.place.writing() as session:
        ledger = Ledger(session, "ana")
        for read, kept in ((0, True), (LONGEST + 1, False), (LONGEST + 2, True), (5, False), (10, True)):
            known.leave(ledger)
            known.claims[b"a"] = KnownClaim(1, set(), {})
            known.prepare(ledger, [], read)
            assert (b"a" in known.claims) is kept, read


def test_a_review_that_names_nobody_says_the_same_whoever_reads_it(terminal: Terminal) -> None:
    rating = {"reviewRating": {"alternateName": "False"}}
    review = {"@type": "ClaimReview", "url": "https://desk.example/1", "claimReviewed": "The pier is shut"} | rating
    named = review | {"author": {"@type": "Organization", "name": "Desk"}}
    (terminal.folder / "r.json").write_text(json.dumps(review))
    (terminal.folder / "n.jsonl").write_text(f"{json.dumps(named)}\n{json.dumps(review)}\n")
    told = [terminal.json(f"claims --as {who} import {file}") for who, file in (("A", "r.json"), ("B", "r.json"))]
    assert [(each["taken"], each["newer"], each["unchanged"]) for each in told] == [(1, 0, 0), (0, 0, 1)]
    told = [terminal.json(f"claims --as {who} import n.jsonl") for who in ("B", "C")]
    assert [(each["newer"], each["unchanged"]) for each in told] == [(1, 1), (0, 2)]


GRAPH = {
    "@graph": [
        {"@type": "Organization", "@id": "#desk", "name": "Graph Desk", "url": "https://graph.example"},
        {
            "@type": "ClaimReview",
            "@id": "#review",
            "url": "https://graph.example/1",
            "claimReviewed": "The pier is shut",
            "author": {"@id": "#desk"},
            "itemReviewed": {"@id": "#claim"},
            "reviewRating": {"@type": "Rating", "alternateName": "False"},
        },
        {"@type": "Claim", "@id": "#claim", "author": {"@id": "#ana"}, "appearance": [{"@id": "#claim"}]},
        {"@type": "Person", "@id": "#ana", "name": "Ana Lind"},
    ]
}


@pytest.mark.file
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(json.dumps(GRAPH) + "\n", id="a line"),
        pytest.param(json.dumps(GRAPH, indent=1), id="a document"),
        pytest.param(f'<script type="application/ld+json">{json.dumps(GRAPH["@graph"])}</script>', id="a page"),
    ],
)
def test_what_a_review_names_in_its_graph_is_read_there(terminal: Terminal, content: str) -> None:
    assert taken(terminal, content, options="--publisher 'Somebody else'") == counts(1)
    claim = terminal.json("claims show 1")
    assert (claim["claimant"]["name"], claim["rulings"][0]["ruled_by"]) == ("Ana Lind", "Graph Desk")
