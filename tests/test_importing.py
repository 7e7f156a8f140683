"""What comes in: every shape that reviews are met in, written in bulk as the ledger would write them one by one."""

import gzip
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.formats.documents import elements
from claims.formats.reading_reviews import date_of, read_review
from claims.formats.unfolding import reviews_in
from claims.ledger.bulk import BulkLedger
from claims.ledger.dump import dump
from claims.ledger.log import Ledger
from claims.models import Claim, Claimant, Source, Utterance, Verification
from claims.vocabulary import Action, RecordKind
from tests.ledgers import SQLITE, Place, Terminal

REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://desk.example/bridge",
    "claimReviewed": "The bridge is closed",
    "datePublished": "2025-02-28",
    "author": {"@type": "Organization", "name": "Example Desk", "url": "https://desk.example/"},
    "reviewRating": {"@type": "Rating", "ratingValue": 3, "bestRating": 5, "worstRating": 1, "alternateName": "False"},
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Elena Voss"}},
}
OTHER = REVIEW | {"claimReviewed": "The pier is open"}
ANSWER = {
    "claims": [
        {
            "text": "The pier is safe",
            "claimant": "Viktor Petrov",
            "claimDate": "2025-02-27T00:00:00Z",
            "claimReview": [
                {"publisher": {"name": "Desk", "site": "desk.example"}, "url": "https://desk.example/1"}
                | {"textualRating": "False", "languageCode": "en", "reviewDate": "2025-03-01T00:00:00Z"},
                {"publisher": {"name": "Other", "site": "other.example"}, "url": "https://other.example/1"}
                | {"textualRating": "True"},
            ],
        }
    ],
    "nextPageToken": "CAo",
}
MARKUP_PAGE = {
    "name": "pages/1",
    "pageUrl": "https://desk.example/page",
    "publishDate": "2025-03-01",
    "claimReviewAuthor": {"name": "Desk"},
    "claimReviewMarkups": [
        {
            "claimReviewed": "The ferry is sold",
            "claimAuthor": {"name": "Ana Lind", "sameAs": "https://www.wikidata.org/entity/Q1"},
            "claimFirstAppearance": "https://courier.example/ferry",
            "rating": {"textualRating": "Mostly false", "ratingValue": 2, "worstRating": 1, "bestRating": 5},
        }
    ],
}
PAGE = f"""<!doctype html><title>Checked</title>
<script type="application/ld+json">{{"@type": "WebSite", "name": "Desk"}}</script>
<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "Person", "name": "A"}, REVIEW]})}</script>
<SCRIPT TYPE='application/ld+json; charset=utf-8'>[{json.dumps(OTHER)}]</SCRIPT>
<script type="application/ld+json">{{"@type": "ClaimReview", </script>"""
FEED = {
    "@type": "DataFeed",
    "dataFeedElement": [
        {"@type": "DataFeedItem", "item": None},
        {"@type": "DataFeedItem", "item": [None, REVIEW]},
        {"@type": "DataFeedItem", "item": [REVIEW | {"claimReviewed": "The pier is shut"}]},
    ],
}
INSIGHTS = (
    "id,@context,@type,claimReviewed,datePublished,url,author.name,author.url,itemReviewed.author.name,"
    "reviewRating.ratingValue,reviewRating.alternateName,itemReviewed.firstAppearance.url,"
    "itemReviewed.firstAppearance.type,itemReviewed.appearance.1.url,itemReviewed.appearance.1.@type\n"
    "9,https://schema.org,ClaimReview,The bridge is closed,2025-02-28,https://desk.example/bridge,Example Desk,"
    "https://desk.example/,Elena Voss,3,False,https://courier.example/1,CreativeWork,https://herald.example/1,\n"
)


def taken(terminal: Terminal, content: str | bytes, name: str = "in.json", options: str = "") -> dict[str, int]:
    """What became of the reviews in a file."""
    (terminal.folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    told: dict[str, int] = terminal.json(f"claims import {name} {options}")
    return {key: told[key] for key in ("taken", "newer", "unchanged", "rejected")}


def counts(new: int, newer: int = 0, unchanged: int = 0, rejected: int = 0) -> dict[str, int]:
    return {"taken": new, "newer": newer, "unchanged": unchanged, "rejected": rejected}


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


@pytest.mark.file
def test_packed_files_are_read_as_they_are(terminal: Terminal) -> None:
    line = json.dumps(REVIEW).encode() + b"\n"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.jsonl", line)
        file.writestr("b/c.csv", INSIGHTS.replace("bridge is closed", "ferry is sold"))
    assert taken(terminal, gzip.compress(line), "a.gz") == counts(1)
    assert taken(terminal, zstandard.compress(line), "a.zst") == counts(0, unchanged=1)
    assert taken(terminal, archive.getvalue(), "a.zip") == counts(1, unchanged=1)
    (terminal.folder / "half.gz").write_bytes(gzip.compress(line)[:-12])
    assert "can't be unpacked" in terminal.refused("claims import half.gz")


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


# --- Said again, and otherwise ----------------------------------------------------------------------------------------

FIRST_SAID = REVIEW | {
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Elena Voss", "jobTitle": "Mayor", "sameAs": ["https://voss.example/"]},
        "firstAppearance": {"@type": "CreativeWork", "url": "https://courier.example/1"},
    }
}
SAID_AGAIN = FIRST_SAID | {
    "url": "https://desk.example/bridge#again",
    "headline": "The bridge again",
    "datePublished": "2025-03-05",
    "inLanguage": "de",
    "author": {
        "@type": "NewsMediaOrganization",
        "name": "The Desk",
        "url": "http://desk.example/",
        "image": "https://i.example/",
    },
    "reviewRating": {"@type": "Rating", "alternateName": "True", "ratingExplanation": "Seen"},
    "itemReviewed": {
        "@type": "Claim",
        "name": "Radio",
        "text": "It is shut",
        "keywords": "bridges",
        "author": {
            "@type": "Person",
            "name": "E. Voss",
            "jobTitle": "Senator",
            "sameAs": ["https://voss.example/", "https://voss.example/more"],
        },
        "firstAppearance": {
            "@type": "Article",
            "url": "http://courier.example/1",
            "headline": "Shut",
            "wordCount": 4,
            "publisher": {"@type": "Organization", "name": "Courier", "url": "https://courier.example/"},
        },
    },
}
THIRD_WORK = SAID_AGAIN["itemReviewed"]["firstAppearance"] | {
    "headline": "Still shut",
    "wordCount": 5,
    "publisher": {"@type": "Organization", "name": "Herald", "url": "https://herald.example/"},
}
SAID_OTHERWISE = SAID_AGAIN | {
    "url": "https://desk.example/pier",
    "claimReviewed": "The pier is shut",
    "itemReviewed": SAID_AGAIN["itemReviewed"] | {"firstAppearance": THIRD_WORK},
}


def lines(*reviews: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(review)}\n" for review in reviews)


def test_what_a_second_mention_says_fills_what_is_empty_and_comes_out_where_it_differs(terminal: Terminal) -> None:
    told = lines(FIRST_SAID, SAID_AGAIN, SAID_OTHERWISE)
    assert taken(terminal, told) == counts(2, newer=1)
    before = terminal.json("claims audit")["head"]
    assert taken(terminal, told) == counts(0, unchanged=3)
    assert terminal.json("claims audit")["head"] == before
    found = {each["url"]: each for each in map(json.loads, terminal.ok("claims export -f claimreview").lines)}
    again = found["https://desk.example/bridge#again"]
    assert again.pop("correction")["text"] == "Rating changed from False to True. Seen"
    assert again.pop("dateModified") == "2025-03-05"
    assert list(found.values()) == [SAID_AGAIN, SAID_OTHERWISE]
    (source,) = (each for each in terminal.json("claims source list")["sources"] if each["title"] == "Shut")
    assert (source["kind"], source["publisher"]["name"]) == ("article", "Courier")
    assert "An import says so." in terminal.ok("claims history --limit 0").out


@pytest.mark.file
def test_what_differs_and_is_no_new_ruling_is_named(terminal: Terminal) -> None:
    other = REVIEW | {"headline": "Bridge closed"}
    assert taken(terminal, lines(other)) == counts(1)
    (terminal.folder / "in.json").write_text(lines(other | {"headline": "Bridge shut"}))
    answer = terminal.run("claims import in.json")
    assert answer.lines == ["Taken: 0 new, 0 newer rulings; 1 unchanged, 0 rejected."]
    assert answer.err == "note: Told differently by a review that is known; what was told first stays: headline.\n"
    assert terminal.json("claims import in.json")["kept_first"] == {"headline": 1}


@pytest.mark.file
def test_what_a_desk_wrote_meanwhile_is_not_written_over(terminal: Terminal) -> None:
    taken(terminal, lines(FIRST_SAID))
    terminal.ok("claims source edit https://courier.example/1 --title 'By hand'")
    assert taken(terminal, lines(SAID_AGAIN)) == counts(0, newer=1)
    assert terminal.json("claims source show https://courier.example/1")["title"] == "By hand"
    (review,) = map(json.loads, terminal.ok("claims export -f claimreview").lines)
    assert review["itemReviewed"]["firstAppearance"] == SAID_AGAIN["itemReviewed"]["firstAppearance"]


# --- What can't be taken, and what is left out ------------------------------------------------------------------------

GOOD, BAD = json.dumps(REVIEW), '{"@type" : "ClaimReview",  "url":"https://desk.example/\\u00fc", "size": 1.50}'


@pytest.mark.file
@pytest.mark.parametrize(
    ("content", "path"),
    [
        (f"[{GOOD},\n {BAD} , {GOOD}]", "$[1].claimReviewed"),
        (f'{{"dataFeedElement": [{{"item": [null, {BAD}]}}]}}', "$.dataFeedElement[0].item[1].claimReviewed"),
        (f"{GOOD}\n{BAD}\r\n", "$.claimReviewed"),
        (f"{GOOD}\n[null, {BAD}]\n", "$[1].claimReviewed"),
        (f"<script type='application/ld+json'> {BAD}\n</script>", "$.claimReviewed"),
        (BAD, "$.claimReviewed"),
    ],
)
def test_what_cannot_be_taken_is_kept_as_it_came(terminal: Terminal, content: str, path: str) -> None:
    taken(terminal, content, options="--rejects out.jsonl")
    (told,) = map(json.loads, (terminal.folder / "out.jsonl").read_text().splitlines())
    assert (told["path"], told["raw"]) == (path, BAD)


def test_an_element_that_is_no_json_to_the_letter_costs_only_itself(terminal: Terminal) -> None:
    assert taken(terminal, f'[{GOOD}, {{"claimReviewed": "\\ud800"}}, {json.dumps(OTHER)}]') == counts(2, rejected=1)


@pytest.mark.file
def test_an_answer_without_a_review_is_not_passed_over(terminal: Terminal) -> None:
    empty = {"text": "The pier is shut", "claimReview": []}
    assert taken(terminal, json.dumps({"claims": [*ANSWER["claims"], empty]}) + "\n") == counts(2, rejected=1)


@pytest.mark.file
@pytest.mark.parametrize("ending", ["", "\n"], ids=["as a document", "as a line"])
def test_what_is_no_part_of_a_review_is_named(terminal: Terminal, ending: str) -> None:
    feed = {"@type": "DataFeed", "name": "Checks"} | FEED
    feed["dataFeedElement"][1]["dateCreated"] = "2025-03-01"  # type: ignore[index]  # it is a list
    for name, document in {"a.json": ANSWER, "f.json": feed}.items():
        (terminal.folder / name).write_text(json.dumps(document) + ending)
    assert terminal.json("claims import a.json")["left_out"] == {"nextPageToken": 1}
    told = terminal.run("claims import f.json").err
    assert told == "note: Left out, being no part of a review: dataFeedElement.dateCreated, name.\n"
    (terminal.folder / "p.html").write_text(PAGE)
    assert terminal.json("claims import p.html")["left_out"] == {"@graph.name": 1, "name": 1}


def test_what_an_answer_says_of_a_publisher_is_kept() -> None:
    review = {"publisher": {"name": "Desk", "site": "desk.example", "id": 7}, "textualRating": "False"}
    left: list[str] = []
    ((_path, found),) = reviews_in({"text": "It is so", "author": "?", "claimReview": [review]}, left)
    assert (found["author"]["id"], found["author"]["name"], left) == (7, "Desk", [])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=40)
@given(values=st.lists(VALUES, max_size=4), indent=st.none() | st.integers(0, 2), least=st.integers(1, 40))
def test_a_document_is_read_piece_by_piece_wherever_it_is_cut(
    values: list[Any], indent: int | None, least: int
) -> None:
    for document, path in ((values, "$"), ({"before": 1, "claims": values, "after": [2]}, "$.claims")):
        text = json.dumps(document, indent=indent, ensure_ascii=False)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("claims.formats.documents.LEAST", least)
            found = list(elements(io.BufferedReader(io.BytesIO(text.encode()))))
        whole = [piece for piece in found if not piece.frame]
        assert [(piece.path, piece.value) for piece in whole] == [(f"{path}[{n}]", v) for n, v in enumerate(values)]
        assert all(json.loads(piece.as_written()) == piece.value for piece in whole)
        assert [piece.value for piece in found if piece.frame] == ([] if path == "$" else [{"before": 1, "after": [2]}])


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
    monkeypatch.setattr("claims.cli.importing.BATCH", 2)
    monkeypatch.setattr("claims.cli.importing.KEPT", 4)
    lines = [json.dumps(REVIEW | {"url": f"https://desk.example/{n}", "claimReviewed": f"Claim {n}"}) for n in range(9)]
    broken = [*lines[:6], "\x00" * 20, *lines[6:]]
    (terminal.folder / "all.jsonl").write_text("\n".join(broken), encoding="utf-8")
    take = "claims.actions.importing.Import.take"
    from claims.actions.importing import Import

    whole = Import.take

    def cut_short(self: Import, ledger: Ledger, drafts: Any) -> None:
        if self.tally.taken >= 6:
            raise KeyboardInterrupt
        whole(self, ledger, drafts)

    with monkeypatch.context() as once:
        once.setattr(take, cut_short)
        assert terminal.run("claims import all.jsonl").code == 130
    assert terminal.json("claims import all.jsonl")["unchanged"] == 4
    assert len(terminal.json("claims list --limit 0")["claims"]) == 9
    assert terminal.ok("claims audit").code == 0


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
        ledger.add(Verification(**ruled), action=Action.RULE, reason="Seen")
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
        bulk.add(RecordKind.VERIFICATION, ruled, action=Action.RULE, reason="Seen")
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
