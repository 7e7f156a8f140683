"""Which ruling rules: the order of the log within a ledger, and the same one in ledgers that were merged."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import clock
from claims.ledger.store.canonical import genesis, line_fingerprint
from claims.vocabulary import Status
from tests.actions.test_merging import copy_of, merged, whole
from tests.support import old_ledgers
from tests.support.ledgers import SQLITE, STEP, Place, Terminal
from tests.support.random_commands import AT_A_DESK, Words, desk_with, type_in

CLOCKS = tuple(f"{day}T09:00:00Z" for day in ("1999-01-01", "2025-04-12", "2025-04-12", "2030-01-01", "2099-06-01"))
VERBS = {"verify": Status.VERIFIED, "dispute": Status.DISPUTED, "refute": Status.REFUTED}

Step = tuple[str, str, int]
"""What the clock shows, how is ruled, and in which of two ledgers."""

steps = st.lists(
    st.tuples(st.sampled_from(CLOCKS), st.sampled_from([*VERBS, "merge"]), st.integers(0, 1)), min_size=2, max_size=8
)


def stands(place: Place) -> str:
    ((status,),) = place.ask("SELECT content_status FROM claim WHERE id = 1")
    return str(status)


def ruled(place: Place, verb: str, moment: str) -> None:
    words: Words = (verb, "1", "--because", "Seen")
    with clock.frozen(moment, STEP):
        type_in(place, words)


@settings(AT_A_DESK, max_examples=12)
@given(taken=steps, last=st.sampled_from([*VERBS]), moment=st.sampled_from(CLOCKS))
def test_ledgers_with_wrong_clocks_converge_and_the_newest_word_rules(
    template_file: Path, tmp_path_factory: pytest.TempPathFactory, taken: list[Step], last: str, moment: str
) -> None:
    with desk_with(template_file, tmp_path_factory.mktemp("clocks")) as place:
        type_in(place, ("add", "The pier is safe", "--by", "Elena Voss"))
        sides = [copy_of(place, "one"), copy_of(place, "other")]
        for when, verb, side in taken:
            if verb == "merge":
                merged(sides[side], sides[1 - side])
            else:
                ruled(sides[side], verb, when)
                assert stands(sides[side]) == VERBS[verb].value
        merged(sides[0], sides[1])
        merged(sides[1], sides[0])
        assert stands(sides[0]) == stands(sides[1])
        ruled(sides[1], last, moment)
        merged(sides[0], sides[1])
        assert stands(sides[0]) == stands(sides[1]) == VERBS[last].value
        for each in sides:
            whole(each)


def frozen_by_a_clock(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """A ledger of revision 0004 in which a claim was verified while the clock stood at 2030, and disputed later."""
    verified = next(row for row in rows["verification"] if row["claim_id"] == 1 and row["axis"] == "content")
    verified["recorded_at"] = "2030-01-01T09:00:00.000000Z"
    next(row for row in rows["claim"] if row["id"] == 1)["content_status"] = "verified"
    previous = genesis(rows["head"][0]["ledger_uid"])
    for line in sorted(rows["event"], key=lambda each: int(each["seq"])):
        if (line["kind"], line["record_id"]) == ("verification", verified["id"]):
            line["after"] = line["after"].replace(json.loads(line["after"])["recorded_at"], verified["recorded_at"])
        line["previous_hash"] = previous
        line["hash"] = previous = line_fingerprint({name: value for name, value in line.items() if name != "hash"})
    rows["head"][0]["hash"] = previous
    return rows


@pytest.mark.file
def test_a_ledger_that_a_clock_had_frozen_is_mended_by_the_upgrade(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = frozen_by_a_clock(old_ledgers.rows_of("0004"))
    monkeypatch.setattr(old_ledgers, "rows_of", lambda _revision: rows)
    place = Place(SQLITE, str(tmp_path / "old.db"))
    old_ledgers.make(place, "0004")
    told = terminal.run("claims db upgrade --db old.db --json")
    assert (told.code, told.json["restated"]) == (0, [1])
    assert "A clock had kept the newest ruling from ruling" in told.err
    assert terminal.json("claims show 1 --db old.db")["status"]["content"] == "disputed"
    last = terminal.json("claims history 1 --db old.db")["events"][-1]
    assert last["reason"] == "Restates ruling #2, made after #1, which a clock had put before it."
    assert terminal.run("claims audit --db old.db").code == 0
    assert terminal.json("claims db upgrade --db old.db")["restated"] == []


def test_what_a_ruling_was_judged_on_stays_with_it(terminal: Terminal) -> None:
    page = terminal.folder / "survey.txt"
    page.write_text("The pier is sound until 2040, says the survey.", encoding="utf-8")
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss'")
    terminal.ok("claims source add https://survey.example/pier")
    terminal.ok("claims archive 1 --from survey.txt")
    terminal.ok("claims evidence add 1 1 --stance supports --quote 'sound until 2040'")
    terminal.ok("claims evidence add 1 https://other.example/against --stance refutes")
    terminal.ok("claims verify 1 --because 'The survey says so'")
    page.write_text("The pier is unsound, says the survey.", encoding="utf-8")
    terminal.ok("claims archive 1 --from survey.txt")
    (ruling,) = terminal.json("claims show 1")["rulings"]
    assert ruling["evidence"] == [1]
    (ground,) = ruling["basis"]
    assert (ground["record"], ground["exact"], ground["fetched_at"][:10]) == (
        "evidence",
        "sound until 2040",
        "2025-04-11",
    )
    assert ground.get("named", False) is False
    first = terminal.place.ask("SELECT sha256 FROM snapshot ORDER BY id")[0][0]
    assert ground["sha256"] == first
    terminal.ok("claims evidence retire 1 --because 'Wrong pier'")
    assert any("evidence" in each["why"] for each in terminal.run("claims queue --json").json["due"])
    terminal.ok("claims audit")


def test_a_ruling_from_the_future_is_named_by_lint_and_by_the_import(terminal: Terminal) -> None:
    review = {
        "@context": "https://schema.org", "@type": "ClaimReview", "url": "https://desk.example/1",
        "claimReviewed": "The pier is safe", "datePublished": "2031-01-01", "author": {"name": "Desk"},
        "reviewRating": {"alternateName": "False"},
    }  # fmt: skip
    (terminal.folder / "review.json").write_text(json.dumps(review), encoding="utf-8")
    assert "dated in the future: #1 on claim #1" in terminal.ok("claims import review.json").err
    assert "D701" in terminal.run("claims lint").out
