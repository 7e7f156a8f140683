"""What is unknown, what there is none of, what nobody recorded, and who spoke together: told alike wherever it goes."""

import json

import pytest

from claims.actions.record.claims import record_claim
from claims.actions.record.register import Register
from claims.drafts import ClaimDraft, HopDraft, UtteranceDraft
from claims.ledger.log.ledger import Ledger
from tests.cli.test_typed import ARTICLE
from tests.support.ledgers import Terminal


@pytest.fixture
def desk(terminal: Terminal) -> Terminal:
    """A terminal at a ledger with one claim."""
    terminal.ok("claims add 'The bridge is closed' --by Ana --source https://paper.example/bridge")
    return terminal


ABSENT: tuple[tuple[str, list[int]], ...] = (
    ("--on unknown", [1]),
    ("--on none", [2]),
    ("--on unrecorded", [4, 3]),
    ("--on none --on unknown", [2, 1]),
    ("--by unknown", [1]),
    ("--by none", [3, 2]),
    ("--by none --on none", [2]),
    ("--by none --on unknown", []),
)


def test_a_list_asks_for_what_is_unknown_none_or_not_recorded(terminal: Terminal) -> None:
    for line in (
        "claims add 'A' --by unknown --via TASS --on xxxx-xx-xx",
        "claims add 'B' --by none --on none",
        "claims add 'C' --by none",
        "claims add 'D' --by Ana",
        "claims add 'E' --by Ana --on 2025",
    ):
        terminal.ok(line)
    ((lines,),) = terminal.place.ask("SELECT count FROM head")
    for line, found in ABSENT:
        for when in ("", f" --as-of @{lines}"):
            assert [each["id"] for each in terminal.json(f"claims list {line}{when}")["claims"]] == found, line
    terminal.ok("claims claimant add Unknown")
    answer = terminal.ok("claims list --by unknown")
    assert "Somebody is called unknown, too: --by" in answer.err
    assert "#1" in answer.out


def test_a_date_can_be_unwritten(desk: Terminal) -> None:
    for written, date, why in (("2025-04", "2025-04", None), ("XXXX", None, "unknown"), ("''", None, None)):
        desk.ok("claims source edit 1 --publisher none")
        desk.ok("claims source edit 1 --publisher ''")
        assert desk.json("claims source show 1")["publisher_absence"] is None
        desk.ok(f"claims source edit 1 --published {written}")
        source = desk.json("claims source show 1")
        assert (source["published_on"], source["published_on_absence"]) == (date, why)


@pytest.mark.file
def test_the_desks_word_that_there_is_none_outlasts_what_a_document_says(desk: Terminal) -> None:
    page = ARTICLE.replace(
        "</head>",
        '<meta property="og:site_name" content="The Paper">'
        '<meta property="article:published_time" content="2025-04-10"></head>',
    )
    (desk.folder / "page.html").write_text(page)
    desk.ok("claims source edit 1 --published none --publisher unknown")
    told = desk.ok("claims archive 1 --from page.html").err
    assert "the desk's word, none, stays. To take it: claims source edit 1 --published 2025-04-10" in told
    assert "the desk's word, unknown, stays. To take it: claims source edit 1 --publisher 'The Paper'" in told
    source = desk.json("claims source show 1")
    assert (source["published_on_absence"], source["publisher_absence"]) == ("none", "unknown")
    (desk.folder / "review.json").write_text(
        '{"@type": "ClaimReview", "url": "https://desk.example/1", "claimReviewed": "It opened",'
        ' "author": {"name": "Desk"}, "reviewRating": {"alternateName": "False"}, "itemReviewed": {"appearance":'
        ' {"url": "https://paper.example/bridge", "datePublished": "2025-04-10", "publisher": {"name": "The Paper"}}}}'
    )
    desk.ok("claims import review.json")
    source = desk.json("claims source show 1")
    assert (source["published_on_absence"], source["publisher_absence"]) == ("none", "unknown")
    desk.ok("claims audit")


JOINT = """
{"@type": "ClaimReview", "url": "https://desk.example/1", "claimReviewed": "The talks go on",
 "author": {"name": "Desk"}, "datePublished": "2025-04-02",
 "reviewRating": {"alternateName": "False"}, "itemReviewed": {"author": [
  {"@type": "Person", "name": "Ana Ruiz", "jobTitle": "mayor"}, {"@type": "Person", "name": "Ben"}]}}
"""


@pytest.mark.file
def test_several_authors_of_a_review_made_a_joint_statement(terminal: Terminal) -> None:
    (terminal.folder / "one.json").write_text(JOINT)
    (terminal.folder / "two.json").write_text(
        JOINT.replace("example/1", "example/2")
        .replace("mayor", "governor")
        .replace('"Ben"', '"Ben", "jobTitle": "aide"')
    )
    (terminal.folder / "alone.json").write_text(
        JOINT.replace(', {"@type": "Person", "name": "Ben"}', "").replace("/1", "/3")
    )
    for name in ("one", "one", "two", "alone", "two"):
        terminal.ok(f"claims import {name}.json")
    claims = terminal.json("claims list --sort oldest")["claims"]
    assert [[link["name"] for link in claim["utterances"][0]["chain"]] for claim in claims] == [
        ["Ana Ruiz", "Ben"],
        ["Ana Ruiz"],
    ]
    assert [claim["id"] for claim in terminal.json("claims list --by Ben")["claims"]] == [1]
    terminal.ok("claims export --format claimreview -o out.jsonl")
    out = [json.loads(line) for line in (terminal.folder / "out.jsonl").read_text().splitlines()]
    authors = {each["url"][-1]: each["itemReviewed"]["author"] for each in out}
    assert [(each["name"], each.get("jobTitle")) for each in authors["1"]] == [("Ana Ruiz", "mayor"), ("Ben", None)]
    assert [(each["name"], each.get("jobTitle")) for each in authors["2"]] == [
        ("Ana Ruiz", "governor"),
        ("Ben", "aide"),
    ]
    assert authors["3"]["name"] == "Ana Ruiz"
    for form in ("feed", "factcheck-api", "insights-csv", "csv", "claimreview --profile markup-page"):
        assert "Ana Ruiz" in terminal.ok(f"claims export --format {form}").out
    google = terminal.ok("claims export --format claimreview --profile google").out
    assert '"author":[{' in google
    terminal.ok("claims --db other.db import out.jsonl")
    terminal.ok("claims --db other.db export --format claimreview -o again.jsonl")
    assert (terminal.folder / "again.jsonl").read_text() == (terminal.folder / "out.jsonl").read_text()


@pytest.mark.file
def test_absences_and_joint_speakers_go_wherever_a_ledger_goes(desk: Terminal) -> None:
    for line in (
        "claims source edit 1 --published unknown --publisher none",
        "claims add 'A' --by unknown --via TASS --on unknown --source 1",
        "claims add 'B' --by none --on none",
        "claims add 'C' --by Ana --by Ben --via TASS",
        "claims export -o whole.jsonl",
        "claims import whole.jsonl --db restored.db",
        "claims add 'The lift is broken' --by Cem --db other.db",
        "claims merge other.db",
    ):
        desk.ok(line)
    desk.ok("claims db copy --to copied.db")
    desk.ok("claims add 'The sea is calm' --by Dan --db merged.db")
    desk.ok("claims merge restored.db --db merged.db")
    known = told_of(desk, "")
    assert known["A"] == ("unknown", "unknown", [("TASS", False)])
    assert known["B"] == ("none", "none", [])
    assert known["C"] == (None, None, [("Ana", False), ("Ben", True), ("TASS", False)])
    for elsewhere in ("restored.db", "copied.db", "merged.db"):
        there = told_of(desk, f" --db {elsewhere}")
        assert {text: there[text] for text in "ABC"} == {text: known[text] for text in "ABC"}, elsewhere
        desk.ok(f"claims audit --db {elsewhere}")
        (source,) = [
            each
            for each in desk.json(f"claims source list --db {elsewhere}")["sources"]
            if each["url"] == "https://paper.example/bridge"
        ]
        shown = desk.json(f"claims source show {source['id']} --db {elsewhere}")
        assert (shown["published_on_absence"], shown["publisher_absence"]) == ("unknown", "none")


Told = tuple[str | None, str | None, list[tuple[str, bool]]]


def told_of(desk: Terminal, at: str) -> dict[str, Told]:
    """By each claim's text: what is said of its speaker's absence and its date's, and its chain without publishers."""
    found: dict[str, Told] = {}
    for claim in desk.json(f"claims list{at}")["claims"]:
        (said,) = claim["utterances"]
        chain = [(link["name"], link["joint"]) for link in said["chain"] if not link["publisher"]]
        found[claim["text"]] = (said["speaker_absence"], said["said_on_absence"], chain)
    return found


def test_a_chain_in_which_nobody_spoke_begins_with_whoever_passed_it_on(desk: Terminal) -> None:
    with desk.place.writing() as session:
        register = Register(Ledger(session, "ana"))
        draft = UtteranceDraft(None, relays=(HopDraft("TASS"), HopDraft("Courier")), source="1")
        record_claim(register, ClaimDraft.of("The pier is shut", draft))
        register.ledger.close()
    assert desk.place.ask("SELECT position FROM hop WHERE claim_id = 2 ORDER BY position") == [(1,), (2,)]
    shown = desk.json("claims show 2")
    assert shown["claimant"] is None
    assert [link["relayed"] for link in shown["utterances"][0]["chain"]] == [True, True]
    assert "speaker not recorded > TASS > Courier" in desk.ok("claims show 2").out
    assert "speaker not recorded > TASS > Courier" in desk.ok("claims edit 2 --kind fact").out
    assert "speaker not recorded > TASS > Courier" in desk.ok("claims diff @5").out
    assert desk.json("claims list --by TASS")["claims"] == []
    assert [claim["id"] for claim in desk.json("claims list --via TASS")["claims"]] == [2]


def test_several_speakers_make_one_joint_statement(desk: Terminal) -> None:
    desk.ok(
        "claims add 'The talks go on' --by 'Ana Ruiz|mayor' --by Ben --via TASS --cue told"
        " --source https://paper.example/2 --on 2025-04-01"
    )
    desk.ok("claims utterance add 1 --by Ben --by Ana")
    (said,) = desk.json("claims show 2")["utterances"]
    assert [(link["name"], link["role"], link["cue"], link["joint"]) for link in said["chain"]] == [
        ("Ana Ruiz", "mayor", "told", False),
        ("Ben", None, "told", True),
        ("TASS", None, None, False),
    ]
    assert "Ana Ruiz (“told”) and Ben (“told”) > TASS" in desk.ok("claims show 2").out
    for name, found in (("'Ana Ruiz'", [2]), ("Ben", [2, 1]), ("TASS", []), ("Ana", [1])):
        listed = desk.json(f"claims list --by {name}")["claims"]
        assert [claim["id"] for claim in listed] == found, name
    ((lines,),) = desk.place.ask("SELECT count FROM head")
    assert [claim["id"] for claim in desk.json(f"claims list --by Ben --as-of @{lines}")["claims"]] == [2, 1]
    assert [claim["id"] for claim in desk.json("claims list --via TASS")["claims"]] == [2]
    assert desk.ok("claims audit").code == 0
    twice = desk.refused("claims add 'It rains' --by Ana --by ana")
    assert twice == 'Error: "ana" is named twice among the speakers. Name each of them once.'


def test_two_speakers_who_become_one_are_one(desk: Terminal) -> None:
    desk.ok("claims add 'The talks go on' --by Ben --by Benn --via Benn")
    desk.ok("claims claimant merge Benn Ben --because 'a slip'")
    (said,) = desk.json("claims show 2")["utterances"]
    assert [(link["name"], link["joint"]) for link in said["chain"]] == [("Ben", False), ("Ben", False)]


def test_unknown_none_and_not_recorded_are_three_values(desk: Terminal) -> None:
    for line in (
        "claims source edit 1 --published unknown --publisher none",
        "claims add 'A' --by unknown --via TASS --on unknown --source 1",
        "claims add 'B' --by none --on none",
        "claims add 'C' --by Ana",
    ):
        desk.ok(line)
    said = {number: desk.json(f"claims show {number}")["utterances"][0] for number in (2, 3, 4)}
    assert [(each["speaker_absence"], each["said_on_absence"], each["said_on"]) for each in said.values()] == [
        ("unknown", "unknown", None),
        ("none", "none", None),
        (None, None, None),
    ]
    assert [(link["name"], link["relayed"]) for link in said[2]["chain"]] == [("TASS", True)]
    assert "speaker unknown > TASS · date unknown" in desk.ok("claims edit 2 --kind fact").out
    assert desk.json("claims show 2")["claimant"] is None
    for number, told in ((2, "ate unknown"), (3, "o date"), (4, "ate not recorded")):
        assert told in desk.ok(f"claims report claim {number}").out
    source = desk.json("claims source show 1")
    assert (source["published_on_absence"], source["publisher_absence"]) == ("unknown", "none")
    table = [line.split(",") for line in desk.ok("claims export --format csv").out.splitlines()]
    place = {name: table[0].index(name) for name in ("speaker", "said_on", "relays")}
    assert [tuple(row[place[name]] for name in place) for row in table[1:]][-3:] in (
        [("unknown", "unknown", "TASS"), ("none", "none", ""), ("Ana", "", "")],
        [("Ana", "", ""), ("none", "none", ""), ("unknown", "unknown", "TASS")],
    )
    assert desk.json("claims list --by TASS")["claims"] == []
    assert [claim["id"] for claim in desk.json("claims list --via TASS")["claims"]] == [2]
    desk.ok("claims source edit 1 --published 2025-04 --publisher Courier")
    source = desk.json("claims source show 1")
    assert (source["published_on"], source["published_on_absence"], source["publisher_absence"]) == (
        "2025-04",
        None,
        None,
    )
    desk.ok("claims source edit 1 --published none --publisher unknown")
    source = desk.json("claims source show 1")
    assert (source["published_on"], source["published_on_absence"]) == (None, "none")
    assert (source["publisher"], source["publisher_absence"]) == (None, "unknown")
    desk.ok("claims audit")
    assert "Error" not in desk.run("claims lint").err


def test_somebody_called_unknown_is_named_by_number(desk: Terminal) -> None:
    desk.ok("claims claimant add Unknown")
    number = desk.json("claims claimant list --name unknown")["claimants"][0]["id"]
    desk.ok(f"claims add 'The pier is shut' --by {number}")
    assert desk.json("claims show 2")["claimant"]["name"] == "Unknown"
    said = desk.refused("claims add 'The pier is shut' --by unknown --role mayor")
    assert said.startswith("Error: --by unknown says that no speaker can be named: --role can't go with it.")
