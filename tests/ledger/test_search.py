"""Search finds the same on both databases: words in any form, phrases, beginnings, and every script."""

import shlex
from collections.abc import Callable

import pytest

from tests.support.ledgers import Terminal

CLAIMS = (
    ("The diplomats agreed on free movement", "Viktor Petrov"),
    ("A diplomat moved house", "Elena Voss"),
    ("The night ferry is sold", "Elena Voss"),
    ("The ferry sails by night", "Port Authority"),
    ("Le café du port est fermé", "Hélène Voß"),
    ("外交部否认达成协议", "王伟"),
    ("राजदूत ने समझौते की पुष्टि की", "अनीता शर्मा"),
    ("نفى السفير التوصل إلى اتفاق", "ليلى حداد"),
    ("Посол подтвердил договорённость", "Виктор Петров"),
    ("大使館は合意を確認した", "佐藤"),
    ("The C-47 landed at 10:30, not 11", "Port Authority"),
    ("It was not to be", "Nobody"),
    ("The U.S. embassy's staff stayed", "Elena Voss"),
    ("ทูตยืนยันข้อตกลง", "สมชาย"),
    ("Straße und Brücke sind gesperrt", "Jörg"),
    ("Arland/Borovia talks: 3.5 million, says t.abel@courier.example", "Tom <b>Abel</b>"),
)


@pytest.fixture
def desk(stocked: Callable[[tuple[str, ...]], Terminal]) -> Terminal:
    """Claims in many scripts."""
    return stocked(tuple(f"claims add {shlex.quote(words)} --by {shlex.quote(speaker)}" for words, speaker in CLAIMS))


def found(terminal: Terminal, query: str) -> list[int]:
    """The numbers of the claims found, in order of number: how ties are ranked is each database's own affair."""
    return sorted(
        claim["id"] for claim in terminal.ok(f"claims search --json --limit 0 -- {shlex.quote(query)}").json["claims"]
    )


def test_words_are_found(desk: Terminal) -> None:
    expected = {
        # any form, any order, all of them
        "diplomat": [1, 2],
        "diplomats": [1, 2],
        "DIPLOMATS movements": [1],
        "moving diplomat": [2],
        "movement free": [1],
        "diplomat ferry": [],
        "zeppelin": [],
        # phrases
        '"night ferry"': [3],
        '"ferry night"': [],
        '"the night ferry"': [3],
        'sold "night ferry"': [3],
        '"night ferry': [3, 4],
        '""night""': [3, 4],
        # beginnings
        "dipl*": [1, 2],
        "fer*": [3, 4, 5],
        "nig* sol*": [3],
        "zepp*": [],
        "外交*": [6],
        "посо*": [9],
        "ferry*": [3, 4],
        "ferries*": [3, 4],
        "agree*": [1],
        "embass*": [13],
        # figures, and words that stand close to a sign
        "47": [11],
        "C-47": [11],
        "10:30": [11],
        "30": [11],
        "3.5": [16],
        "borovia": [16],
        "courier": [16],
        "abel@courier.example": [16],
        "embassy": [13],
        "embassy's": [13],
        "<b>Abel</b>": [16],
        # stop words stand back, unless there is nothing else
        "the night": [3, 4],
        "what is the night ferry": [3, 4],
        # accents and letters
        "cafe ferme": [5],
        "CAFÉ FERMÉ": [5],
        "cafe\u0301": [5],
        "brucke": [15],
        "Brücke": [15],
        # names of everybody in the chain
        "voss": [2, 3, 5, 13],
        "VOß": [2, 3, 5, 13],
        "strasse": [15],
        "helene": [5],
        "port": [4, 5, 11],
        # scripts without spaces, and runs within them
        "达成协议": [6],
        "外交部": [6],
        "协议达成": [],
        "合意": [10],
        "大使館は合意": [10],
        "ข้อตกลง": [14],
        # scripts whose vowels are marks
        "समझौते": [7],
        "पुष्टि": [7],
        "शर्मा": [7],
        "पुष्ट": [],
        # right to left
        "اتفاق": [8],
        "السفير": [8],
        "حداد": [8],
        # Cyrillic
        "посол": [9],
        "ПОСОЛ": [9],
        "договорённость": [9],
        "петров": [9],
    }
    assert {query: found(desk, query) for query in expected} == expected


HOSTILE = {
    # FTS5's language
    "NEAR(night ferry)": [],
    "night NEAR ferry": [],
    "night AND ferry": [3, 4],
    "night OR zeppelin": [],
    "night NOT ferry": [3, 4],
    "words : night": [],
    "names:voss": [],
    "words:night": [],
    "{words} : night": [],
    "night + ferry": [3, 4],
    "-night": [3, 4],
    "night*ferry": [3],
    # PostgreSQL's
    "night & ferry": [3, 4],
    "night | zeppelin": [],
    "!night": [3, 4],
    "night <-> ferry": [3, 4],
    "night:*": [3, 4],
    "(night": [3, 4],
    "night)": [3, 4],
    "'night'": [3, 4],
    "night'": [3, 4],
    "'; DROP TABLE claim; --": [],
    "\\night": [3, 4],
    "night\\": [3, 4],
    "nig'ht*": [],
    "nig\\*": [3, 4],
    "nig'*": [3, 4],
    "fer'nig*": [],
    ":word0": [],
    "%": None,
    "night %": [3, 4],
}


def test_signs_that_mean_something_to_a_database_mean_nothing(desk: Terminal) -> None:
    searchable = {query: numbers for query, numbers in HOSTILE.items() if numbers is not None}
    assert {query: found(desk, query) for query in searchable} == searchable


@pytest.mark.parametrize("query", ["", " ", "*", "***", '"', '""', '"*"', "%", "-", "( )", "\u200b", "\u0301", "…"])
def test_a_query_without_a_word_is_refused(terminal: Terminal, query: str) -> None:
    for line in ("claims search --", "claims list --search"):
        said = terminal.refused(f"{line} {shlex.quote(query)}")
        assert said == "Error: There is no word to search for. Give one or more words."


@pytest.mark.parametrize("query", ["night " * 5000, "n" * 100_000, '"night ' * 500, "*night* " * 100, "夜" * 5000])
def test_a_long_query_is_answered(terminal: Terminal, query: str) -> None:
    assert found(terminal, query) == []


def test_more_words_than_anybody_means_are_refused(terminal: Terminal) -> None:
    many = " ".join(f"w{number}" for number in range(5000))
    said = terminal.refused(f"claims search {many}")
    assert said == "Error: Those are 5,000 words to search for; the limit is 100. Give fewer."
    assert found(terminal, many[:300]) == []


def test_a_word_in_the_claim_weighs_more_than_one_in_a_name(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Ferry Watch'")
    terminal.ok("claims add 'The ferry is late' --by 'Elena Voss'")
    terminal.ok("claims add 'The bridge is closed' --by 'Ferry Watch'")
    claims = terminal.json("claims search ferry")["claims"]
    assert claims[0]["id"] == 2
    assert len(claims) == 3


def test_a_limit_keeps_the_best(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Ferry Watch'")
    terminal.ok("claims add 'The ferry is late' --by 'Elena Voss'")
    assert [claim["id"] for claim in terminal.json("claims search ferry --limit 1")["claims"]] == [2]


def test_what_was_taken_out_does_not_use_up_the_limit(terminal: Terminal) -> None:
    terminal.ok("claims add - --by 'Elena Voss'", typed="\n".join(f"Pier {number}" for number in range(1, 7)))
    terminal.ok("claims retire 2 3 4 5 6 --because 'Entered for practice'")
    assert [claim["id"] for claim in terminal.json("claims search pier --limit 1")["claims"]] == [1]


def test_what_was_merged_does_not_use_up_the_limit(terminal: Terminal) -> None:
    terminal.ok("claims source add https://courier.example/pier --title 'How the pier was built, shut and built again'")
    terminal.ok("claims source add https://m.courier.example/pier --title 'Pier'")
    terminal.ok("claims source merge 2 1")
    assert [each["id"] for each in terminal.json("claims search pier --limit 1")["sources"]] == [1]


# --- The index follows every change -----------------------------------------------------------------------------------


def test_new_words_are_found_and_old_ones_no_more(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss' --source https://courier.example/pier")
    assert found(terminal, "pier") == [1]
    terminal.ok("claims edit 1 --text 'The jetty is sound'")
    assert (found(terminal, "pier"), found(terminal, "jetty")) == ([], [1])
    terminal.ok("claims evidence add 1 'Survey' --stance supports --quote 'concrete of good quality'")
    assert found(terminal, "concrete") == [1]
    terminal.ok("claims evidence retire 1 --because 'Of another jetty'")
    assert found(terminal, "concrete") == []


def test_a_claim_is_found_by_names_that_its_chain_gets_later(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss' --via VESTA --source https://courier.example/pier")
    for line, word in (
        ("claims claimant alias 'Elena Voss' 'The Iron Mayor'", "iron"),
        ("claims claimant edit VESTA --name 'Vesta Wire Service'", "wire"),
        ("claims source edit 1 --title 'Engineers sign off'", "engineers"),
        ("claims source edit 1 --publisher 'The Harbour Courier'", "harbour"),
        ("claims claimant alias 'The Harbour Courier' 'Saltby Gazette'", "gazette"),
        ("claims claimant edit 'Elena Voss' --name 'Elena Hale'", "hale"),
    ):
        assert found(terminal, word) == [], word
        terminal.ok(line)
        assert found(terminal, word) == [1], word
    assert found(terminal, "voss") == [1]  # the old name stays as an alias


def test_a_claim_is_found_by_the_name_its_speaker_was_merged_into(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'E. Voss'")
    terminal.ok("claims claimant add 'Elena Hale'")
    terminal.ok("claims claimant merge 'E. Voss' 'Elena Hale'")
    assert found(terminal, "hale") == [1]
    assert found(terminal, "voss") == [1]


def test_claimants_and_sources_are_found_by_any_of_their_names(terminal: Terminal) -> None:
    terminal.ok("claims claimant add 'VESTA news agency' --alias 'Vestnik'")
    terminal.ok(
        "claims source add https://courier.example/pier --title 'Pier reopens' --byline 'Tom Abel'"
        " --publisher 'The Harbour Gazette'"
    )
    for word in ("agency", "vestnik", "vest*"):
        assert [each["id"] for each in terminal.json(f"claims search '{word}'")["claimants"]] == [1], word
    for word in ("reopens", "abel", "gazette", "courier.example"):
        assert [each["id"] for each in terminal.json(f"claims search '{word}'")["sources"]] == [1], word


def test_what_was_merged_or_taken_out_is_not_found(terminal: Terminal) -> None:
    terminal.ok("claims claimant add 'Elena Vos'")
    terminal.ok("claims claimant add 'Elena Voss'")
    terminal.ok("claims claimant merge 1 2")
    terminal.ok("claims source add https://courier.example/pier --title Pier")
    terminal.ok("claims source add https://m.courier.example/pier --title Pier")
    terminal.ok("claims source merge 2 1")
    answer = terminal.json("claims search elena")
    assert [each["id"] for each in answer["claimants"]] == [2]
    assert [each["id"] for each in terminal.json("claims search pier")["sources"]] == [1]


def test_the_index_holds_every_claim_after_any_change(terminal: Terminal) -> None:
    terminal.ok("claims add - --by 'Elena Voss'", typed="One\nTwo\nThree")
    terminal.ok("claims retire 2 --because 'Entered twice'")
    terminal.ok("claims edit 3 --text 'Four'")
    checks = {check["what"]: check["said"] for check in terminal.json("claims db check")["checks"]}
    assert checks["search index"] == "ok"
