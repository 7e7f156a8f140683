"""Exports of a ledger with every kind of record in it: whole, valid, the same bytes again, on either database."""

import csv
import io
import json
import re
import shutil
import sqlite3
import tracemalloc
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.formats.files.sorted_on_disk import by_page
from claims.ledger.log.ledger import Ledger
from claims.ledger.store.canonical import canonical
from claims.ledger.transfer.dump import canonical_json
from claims.models import Claim, Claimant, Source, Utterance
from claims.vocabulary import RecordKind
from tests.support.full_ledger import make_rich
from tests.support.ledgers import Terminal

DESK = "--site-url https://desk.example --publisher 'The Desk'"
CHECKED = {
    "claimreview --profile rich": "rich",
    "claimreview --profile google": "google",
    "claimreview --profile insights": "insights",
    "claimreview --profile markup-page": "markup-page",
    "feed": "feed",
    "factcheck-api": "factcheck-api",
    "insights-csv": "insights-csv",
}
"""What each export is checked as."""


@pytest.mark.parametrize("asked", CHECKED)
def test_every_export_is_valid_and_the_same_again(rich: Terminal, asked: str) -> None:
    for name in ("one", "other"):
        rich.ok(f"claims export --format {asked} {DESK} -o {name}")
    assert (rich.folder / "one").read_bytes() == (rich.folder / "other").read_bytes()
    found = rich.json(f"claims validate one --profile {CHECKED[asked]}")
    assert (found["faults"], found["documents"]) == ([], found["documents"] or "none")


def test_a_published_review_goes_out_as_its_publisher_wrote_it(rich: Terminal) -> None:
    lines = rich.ok(f"claims export --format claimreview {DESK}").lines
    (theirs,) = [each for each in map(json.loads, lines) if not each["url"].startswith("https://desk.example/")]
    assert theirs["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 0,
        "bestRating": 5,
        "worstRating": 0,
        "alternateName": "Pants on fire",
        "ratingExplanation": "Published",
    }
    assert theirs["severity"] == "extreme"


def test_what_an_import_left_over_comes_out_whatever_record_keeps_it(rich: Terminal) -> None:
    with rich.place.writing() as session:
        ledger = Ledger(session, "ana")
        for model in (Claim, Claimant, Source, Utterance):
            kept = canonical({f"{model.__tablename__}Left": "over"})
            ledger.revise(ledger.session.get_one(model, 1), {"extra": kept})
        publisher = ledger.session.get_one(Claimant, ledger.session.get_one(Source, 1).publisher_id)
        ledger.revise(publisher, {"extra": canonical({"publisherLeft": "over"})})
        ledger.close()
    review = json.loads(rich.ok(f"claims export --format claimreview {DESK}").lines[0])
    item, said = review["itemReviewed"], "over"
    assert (item["claimLeft"], item["utteranceLeft"], item["author"]["claimantLeft"]) == (said, said, said)
    assert item["firstAppearance"]["sourceLeft"] == item["firstAppearance"]["publisher"]["publisherLeft"] == said


@pytest.mark.parametrize("profile", ["rich", "google"])
def test_two_answers_about_one_claim_stay_two(rich: Terminal, profile: str) -> None:
    for axis in ("", "--attribution"):
        rich.ok(f"claims verify 2 {axis} --because 'Seen' --rating 'As we see it'")
    rich.ok(f"claims export -f claimreview --profile {profile} {DESK} -o out.jsonl")
    rich.ok("claims import out.jsonl --db copy.db")
    rich.ok("claims import out.jsonl --db copy.db")
    rich.ok(f"claims export -f claimreview --profile {profile} --db copy.db -o again.jsonl")
    told, again = (_told_by_desk(rich, name) for name in ("out.jsonl", "again.jsonl"))
    assert {"https://desk.example/claims/2", "https://desk.example/claims/2#attribution"} <= told.keys()
    assert again == told


def _told_by_desk(terminal: Terminal, name: str) -> dict[str, Any]:
    reviews = map(json.loads, (terminal.folder / name).read_text().splitlines())
    return {each["url"]: (each.get("reviewAspect"), each["reviewRating"]) for each in reviews}


def test_what_waits_for_approval_stays_at_the_desk(rich: Terminal) -> None:
    pending = rich.place.ask("SELECT id FROM verification WHERE pending")
    assert pending
    told = rich.ok(f"claims export --format claimreview {DESK}").out
    assert '"claims/3#attribution"'.strip('"') in told
    assert '"https://desk.example/claims/3"' not in told


@pytest.mark.file
def test_a_rating_of_others_without_an_address_never_goes_out_as_the_desks_own(terminal: Terminal) -> None:
    (terminal.folder / "bare.csv").write_text("claim,rating\nSnow is black,False\n")
    terminal.ok("claims import bare.csv --publisher 'Desk Q'")
    terminal.ok("claims verify 1 --because 'Seen'")
    reviews = "claims export --format claimreview --site-url https://desk.example"
    ours = terminal.run(f"{reviews} --publisher 'The Desk'")
    (told,) = map(json.loads, ours.lines)
    assert (told["reviewRating"]["alternateName"], "correction" in told) == ("Verified", False)
    assert "1 published review was left out for want of a web address" in ours.err
    terminal.ok("claims export --site pages --site-url https://desk.example --publisher 'The Desk'")
    assert "Rated False" not in _embedded(terminal.folder / "pages" / "claims" / "1" / "index.html")
    (theirs,) = map(json.loads, terminal.ok(f"{reviews} --publisher 'Desk Q'").lines)
    assert theirs["correction"]["text"] == "Rating changed from False to Verified. Seen"


def _embedded(page: Path) -> str:
    (embedded,) = re.findall(r"ld\+json[^>]*>(.*?)</script>", page.read_text(), re.DOTALL)
    return str(embedded)


@pytest.mark.file
def test_which_ruling_came_first_is_told_alike_in_every_ledger(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier opens in June' --by 'Elena Voss'")
    (terminal.folder / "copy.db").write_bytes(Path(terminal.place.named).read_bytes())
    terminal.ok("claims refute 1 --because 'The contract says August' --db copy.db")
    terminal.ok("claims verify 1 --because 'It was amended'")
    terminal.ok("claims merge copy.db")
    terminal.ok(f"claims merge {terminal.place.named} --db copy.db")
    here, there = (terminal.ok(f"claims export -f claimreview {DESK} {at}").out for at in ("", "--db copy.db"))
    assert here == there
    assert json.loads(here)["correction"]["text"] == "Rating changed from Refuted to Verified. It was amended"


@pytest.mark.file
def test_when_a_review_was_made_is_told_only_where_it_is_known(terminal: Terminal) -> None:
    review = {"@type": "ClaimReview", "claimReviewed": "Snow is black", "author": {"name": "Desk Q"}}
    for number, told in ((1, {}), (2, {"datePublished": "2025-03"}), (3, {"datePublished": "2025-03-04"})):
        dated = review | told | {"url": f"https://q.example/{number}", "claimReviewed": f"Snow is black, {number}"}
        for label in ("True", "False"):
            (terminal.folder / "in.json").write_text(json.dumps(dated | {"reviewRating": {"alternateName": label}}))
            terminal.ok("claims import in.json")
    reviews = [json.loads(line) for line in terminal.ok("claims export -f claimreview").lines]
    assert [each.get("dateModified") for each in reviews] == [None, "2025-03", "2025-03-04"]
    assert [each["correction"].get("datePublished") for each in reviews] == [None, "2025-03", "2025-03-04"]
    rows = csv.DictReader(io.StringIO(terminal.ok("claims export -f csv").out))
    assert [row["content_checked_on"] for row in rows] == ["", "2025-03-01", "2025-03-04"]
    terminal.ok("claims export --site pages")
    pages = [(terminal.folder / f"pages/claims/{number}/index.html").read_text() for number in (1, 2, 3)]
    shown = [re.findall(r'"meta">([^<]*), <bdi>Desk Q', page) for page in pages]
    assert shown == [["date not known"] * 2, ["March 2025"] * 2, ["4 March 2025"] * 2]


@pytest.mark.postgres
def test_both_databases_give_the_same_documents(terminal: Terminal, rich_file: Path) -> None:
    make_rich(terminal.place, terminal.ok)
    there_too = terminal.folder / "there.db"
    shutil.copyfile(rich_file, there_too)
    for asked in ("claimreview", "csv", "jsonl", "jsonl --tag roads"):
        here = terminal.ok(f"claims export -f {asked} {DESK}").out
        there = terminal.ok(f"claims export -f {asked} {DESK} --db {there_too}").out
        assert [len(line) for line in here.splitlines()] == [len(line) for line in there.splitlines()]
        if asked == "claimreview":
            assert here == there


def test_the_reviews_of_a_page_stand_together_and_are_never_all_in_memory() -> None:
    reviews = [{"url": f"https://desk.example/{n % 40}#{n}", "text": "x" * 50_000} for n in range(400)]
    tracemalloc.start()
    try:
        pages = [(page, [each["url"] for each in found]) for page, found in by_page(dict(each) for each in reviews)]
        assert tracemalloc.get_traced_memory()[1] < 400 * 50_000 / 2
    finally:
        tracemalloc.stop()
    assert pages[1] == ("https://desk.example/1", [f"https://desk.example/1#{n}" for n in range(1, 400, 40)])
    assert [page for page, _found in pages] == [f"https://desk.example/{n}" for n in range(40)]


# --- The whole ledger -------------------------------------------------------------------------------------------------


def test_the_lossless_form_has_every_record_the_kept_bytes_and_the_log(rich: Terminal) -> None:
    found: dict[str, list[Any]] = {}
    for line in rich.ok("claims export").lines:
        ((kind, document),) = json.loads(line).items()
        found.setdefault(kind, []).append(document)
        assert line == canonical({kind: document})
    counts = {
        kind: rich.place.ask(f"SELECT count(*) FROM {kind}")[0][0]
        for kind in [*RecordKind, "event", "blob", "other_line"]
    }
    assert {kind: len(documents) for kind, documents in found.items()} == {"head": 1} | counts
    assert found["head"][0]["hash"] == found["event"][-1]["hash"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.from_regex("[a-z_@]{1,5}", fullmatch=True), inner),
    max_leaves=4,
)


@settings(max_examples=10)
@given(known=st.dictionaries(st.from_regex("[a-z_@]{1,5}", fullmatch=True), JSON))
def test_the_quick_way_to_write_a_document_is_the_one_way(known: dict[str, Any]) -> None:
    assert canonical_json(known).decode() == canonical(known)


# --- Tables -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def table(rich: Terminal) -> list[dict[str, str]]:
    rich.ok("claims add '=cmd()' --by '+Eve' --occasion '-1' --note '@x'")
    return list(csv.DictReader(io.StringIO(rich.ok("claims export -f csv").out, newline="")))


def test_the_table_has_every_claim_and_no_formula(rich: Terminal, table: list[dict[str, str]]) -> None:
    live = [row[0] for row in rich.place.ask("SELECT id FROM claim WHERE retired_at IS NULL ORDER BY id")]
    assert [int(row["id"]) for row in table] == live
    assert (table[-1]["claim"], table[-1]["speaker"], table[-1]["occasion"]) == ("'=cmd()", "'+Eve", "-1")
    assert not [cell for row in table for cell in row.values() if cell[:1] in ("=", "+", "@")]


def test_parquet_holds_the_same_rows_with_types(rich: Terminal, table: list[dict[str, str]]) -> None:
    rich.ok("claims export -o claims.parquet")
    rows = pyarrow.parquet.read_table(rich.folder / "claims.parquet").to_pylist()
    assert [row["uid"] for row in rows] == [row["uid"] for row in table]
    ruled = next(row for row in rows if row["content_checked_on"])
    assert ruled["content_checked_on"].isoformat() == "2025-04-11"
    assert ruled["recorded_at"].utcoffset().total_seconds() == 0
    assert isinstance(rows[0]["utterances"], int)


# --- What is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--profile google", "--profile is for --format claimreview, not for jsonl."),
        ("--json", "--json says what was written to a file: give -o FILE."),
        ("--site a -o b", "--site can't go with --format, --profile or -o."),
        ("-f feed --site-url ftp://a.example", "is not a web address or a file address."),
        ("-f feed --site-url https://a.example/?x=1", '"https://a.example/?x=1" is no site\'s address.'),
        ("-f feed --by Zacharias", 'No claimant is called "Zacharias".'),
        ("-o no/such/folder.jsonl", "no/such/folder.jsonl can't be written: No such file or directory."),
    ],
)
def test_what_cannot_be_exported_is_refused_in_one_line(rich: Terminal, line: str, said: str) -> None:
    answer = rich.run(f"claims export {line}")
    assert answer.code in (1, 2)
    assert answer.out == ""
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_an_export_that_breaks_off_leaves_the_file_that_was_there(rich: Terminal) -> None:
    (rich.folder / "reviews.jsonl").write_text("before")
    rich.run("claims export -f claimreview -o reviews.jsonl")
    assert (rich.folder / "reviews.jsonl").read_text() == "before"
    assert [file.name for file in rich.folder.iterdir() if file.name.startswith(".claims-")] == []


def test_a_lossless_export_only_reads(rich: Terminal) -> None:
    with closing(sqlite3.connect(rich.place.named)) as connection:
        before = list(connection.iterdump())
    rich.ok("claims export -o all.jsonl")
    with closing(sqlite3.connect(rich.place.named)) as connection:
        assert list(connection.iterdump()) == before


@pytest.mark.parametrize("form", ["--site public", "-o out.csv", "-f claimreview", "-f feed", "--search bridge"])
def test_an_export_adds_an_edition_and_nothing_else(rich: Terminal, form: str) -> None:
    ((before,),) = rich.place.ask("SELECT max(seq) FROM event")
    first = rich.ok(f"claims export {form} {DESK}").out
    assert rich.ok(f"claims export {form} {DESK}").out == first
    assert rich.place.ask(f"SELECT kind, action FROM event WHERE seq > {before}") == [("report", "add")]
    assert rich.json("claims audit")["whole"]


def test_the_lossless_form_gives_the_same_ledger_again(rich: Terminal) -> None:
    rich.ok("claims export --site public")  # an edition goes along like any other record
    rich.ok("claims export -o all.jsonl")
    rich.ok("claims import all.jsonl --db copy.db")
    rich.ok("claims export -o again.jsonl --db copy.db")
    assert (rich.folder / "all.jsonl").read_bytes() == (rich.folder / "again.jsonl").read_bytes()
    assert rich.json("claims audit --db copy.db")["whole"]


@pytest.mark.file
@pytest.mark.parametrize("before", ["", "{}\n"], ids=["alone", "after another"])
def test_what_is_nested_too_deeply_is_a_fault_of_the_file(terminal: Terminal, before: str) -> None:
    (terminal.folder / "deep.json").write_text(f"{before}{'[' * 50_000}{']' * 50_000}")
    told = terminal.run("claims validate deep.json -p google")
    assert (told.code, "$: is nested too deeply" in told.out) == (1, True)


def test_a_file_without_an_end_is_not_checked(rich: Terminal) -> None:
    assert "/dev/zero is a device" in rich.run("claims validate /dev/zero --profile google").err
    assert "can't be read" in rich.run("claims validate nowhere.json --profile google").err


def test_two_folders_of_one_name_are_two_places(rich: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    (rich.folder / "elsewhere").mkdir()
    rich.ok("claims add 'Snow is black' --by 'Ana Ruiz'")
    rich.ok("claims verify 5 --because 'Seen'")
    monkeypatch.setenv("CLAIMS_DB", rich.place.named)
    rich.ok("claims export --site public")
    monkeypatch.chdir(rich.folder / "elsewhere")
    rich.ok("claims export --site public")
    here, there = rich.json("claims editions list --limit 2")["editions"]
    assert (here["place"], there["place"]) == ("public", "public")
    assert (here["replaced_by"], there["replaced_by"]) == (None, None)
    rich.ok("claims refute 5 --because 'It was dusk'")
    assert "2 editions tell an old ruling" in rich.run("claims queue").err
    rich.ok("claims export --site public")
    assert "1 edition tells an old ruling" in rich.run("claims queue").err
    lines = rich.place.ask("SELECT after FROM event WHERE kind = 'report'")
    assert not any(str(rich.folder) in line for (line,) in lines)
