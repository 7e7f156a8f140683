"""Which record a person means: by number, uid, name, alias, title, address or file."""

from collections.abc import Callable

import pytest

from claims.actions.read.find import (
    find_claimant,
    find_source,
    near_names,
    the_claimant,
    the_claims,
    the_source,
)
from claims.errors import Ambiguous, BadInput, ClaimsError, NotFound
from tests.support.ledgers import Place, Terminal

RECORDED = (
    "claims add 'The pier is safe' --by 'Elena Voss' --source https://courier.example/pier",  # claimant and source 1
    "claims claimant alias 'Elena Voss' 'Mayor Voss'",
    "claims claimant add 'Port Authority'",  # claimant 2
    "claims claimant add 'Port Authority' --homonym",  # claimant 3
    "claims claimant add 'PORT AUTHORITY' --homonym",  # claimant 4
    "claims claimant add 'Hélène Weiß'",  # claimant 5
    "claims claimant add 'Elena Voß-Hale'",  # claimant 6
    "claims claimant merge 6 1",
    "claims source add 'Minutes of the council'",  # source 2
    "claims source add https://beacon.example/pier --title 'Pier reopens'",  # source 3
    "claims source add https://ledger.example/pier --title 'Pier Reopens'",  # source 4
    "claims source add https://m.courier.example/pier",  # source 5
    "claims source merge 5 1",
)


@pytest.fixture
def desk(stocked: Callable[[tuple[str, ...]], Terminal]) -> Terminal:
    """A ledger with names that can be taken for one another."""
    return stocked(RECORDED)


# --- Claims -----------------------------------------------------------------------------------------------------------


CLAIM_NUMBERS = ["1", "#1", " 1 ", "#01"]


def test_a_claim_is_meant_by_its_number(desk: Terminal) -> None:
    for written in CLAIM_NUMBERS:
        with desk.place.reading() as session:
            assert [claim.text for claim in the_claims(session, [written])] == ["The pier is safe"]


def test_a_record_is_meant_by_its_uid_in_either_case(desk: Terminal) -> None:
    uid = desk.json("claims show 1")["uid"]
    for written in (uid, uid.upper()):
        assert desk.json(f"claims show {written}")["id"] == 1


def test_a_uid_that_nobody_has_is_not_found(desk: Terminal) -> None:
    assert desk.refused("claims show 01900000-0000-7000-8000-000000000000").startswith("Error: There is no claim 0190")


def test_a_claim_named_twice_is_one(desk: Terminal) -> None:
    with desk.place.reading() as session:
        assert len(the_claims(session, ["1", "#1"])) == 1


NO_CLAIMS = [
    ("2", NotFound),
    ("0", NotFound),
    ("999999999999999999", NotFound),
    ("9" * 19, BadInput),
    ("9" * 4000, BadInput),
    ("-1", BadInput),
    ("1.0", BadInput),
    ("the pier is safe", BadInput),
    ("", BadInput),
]


def test_what_is_no_claim_is_refused(desk: Terminal) -> None:
    for written, kind in NO_CLAIMS:
        with desk.place.reading() as session, pytest.raises(ClaimsError) as refused:
            the_claims(session, [written])
        assert type(refused.value) is kind
        assert refused.value.hint


# --- Claimants --------------------------------------------------------------------------------------------------------


CLAIMANTS = [
    ("Elena Voss", 1),
    ("ELENA  voss", 1),
    ("Elena\u00a0Voss", 1),
    ("mayor voss", 1),
    ("1", 1),
    ("#1", 1),
    ("6", 1),  # merged into 1
    ("Elena Voß-Hale", 1),
    ("elena voss-hale", 1),
    ("Hélène Weiß", 5),
    ("HÉLÈNE WEISS", 5),
]


def test_a_claimant_is_meant_by_number_name_or_alias(desk: Terminal) -> None:
    for written, number in CLAIMANTS:
        with desk.place.reading() as session:
            assert the_claimant(session, written).id == number


OTHER_NAMES = ["Helene Weiss", "Elena", "Voss", "Elena Voss, mayor"]


def test_a_name_is_whole_and_its_accents_count(desk: Terminal) -> None:
    for written in OTHER_NAMES:
        with desk.place.reading() as session:
            assert find_claimant(session, written) is None


def test_of_several_claimants_the_one_written_exactly_so_is_meant(desk: Terminal) -> None:
    with desk.place.reading() as session:
        assert the_claimant(session, "PORT AUTHORITY").id == 4


@pytest.mark.parametrize("written", ["Port Authority", "port authority"])
def test_several_claimants_of_one_name_are_never_guessed_at(desk: Terminal, written: str) -> None:
    with desk.place.reading() as session, pytest.raises(Ambiguous, match="Give the number instead") as refused:
        the_claimant(session, written)
    assert refused.value.message.endswith("could be any of the claimants #2, #3, #4.")


def test_homonyms_that_were_merged_are_one_again(desk: Terminal) -> None:
    desk.ok("claims claimant merge 3 2")
    desk.ok("claims claimant merge 4 2")
    with desk.place.reading() as session:
        assert the_claimant(session, "port authority").id == 2


def test_a_claimant_merged_twice_over_leads_to_the_last(desk: Terminal) -> None:
    desk.ok("claims claimant merge 'Elena Voss' 'Hélène Weiß'")
    for written in ("6", "1", "Elena Voß-Hale", "Mayor Voss", "Elena Voss"):
        with desk.place.reading() as session:
            assert the_claimant(session, written).name == "Hélène Weiß", written


@pytest.mark.parametrize("written", ["77", "#77"])
def test_a_number_is_never_taken_for_a_name(desk: Terminal, written: str) -> None:
    assert f"There is no claimant {written}." in desk.refused(f"claims add 'The tide is late' --by '{written}'")
    assert len(desk.json("claims list")["claims"]) == 1


# --- Sources ----------------------------------------------------------------------------------------------------------


SOURCES = [
    ("1", 1),
    ("#1", 1),
    ("https://courier.example/pier", 1),
    ("http://courier.example/pier", 1),
    ("https://COURIER.example/pier#comments", 1),
    ("https://courier.example/pier?utm_campaign=spring&fbclid=x", 1),
    ("courier.example/pier", 1),
    ("https://m.courier.example/pier", 1),  # merged into 1
    ("5", 1),
    ("Minutes of the council", 2),
    ("minutes of  THE council", 2),
    ("https://beacon.example/pier", 3),
]


def test_a_source_is_meant_by_number_address_or_title(desk: Terminal) -> None:
    for written, number in SOURCES:
        with desk.place.reading() as session:
            assert the_source(session, written).id == number


OTHER_ADDRESSES = [
    "https://courier.example/pier2",
    "https://courier.example/pier/",
    "https://courier.example/pier?page=2",
    "Minutes",
    "courier.example",
]


def test_another_address_is_another_source(desk: Terminal) -> None:
    for written in OTHER_ADDRESSES:
        with desk.place.reading() as session:
            assert find_source(session, written) is None


def test_several_sources_of_one_title_are_never_guessed_at(desk: Terminal) -> None:
    with desk.place.reading() as session, pytest.raises(Ambiguous, match="any of the sources #3, #4"):
        the_source(session, "pier reopens")


def test_a_file_is_meant_by_any_path_that_leads_to_it(desk: Terminal) -> None:
    (desk.folder / "notes").mkdir()
    (desk.folder / "notes" / "talk 1.txt").write_text("He rang back.")
    desk.ok("claims source add 'notes/talk 1.txt'")
    for written in ("./notes/talk 1.txt", "notes/../notes/talk 1.txt", str(desk.folder / "notes" / "talk 1.txt")):
        assert desk.json(f"claims source show '{written}'")["id"] == 6
    assert desk.json("claims source show 6")["url"] == (desk.folder / "notes" / "talk 1.txt").as_uri()
    assert desk.json("claims source show 6")["title"] == "talk 1.txt"


def test_a_file_that_was_removed_is_still_meant_by_its_title_and_address(desk: Terminal) -> None:
    path = desk.folder / "talk.txt"
    path.write_text("He rang back.")
    desk.ok("claims source add talk.txt")
    path.unlink()
    assert desk.json("claims source show talk.txt")["id"] == 6
    assert desk.json(f"claims source show '{path.as_uri()}'")["id"] == 6


def test_a_path_to_nothing_is_refused_and_not_taken_for_a_title(desk: Terminal) -> None:
    said = desk.refused("claims add 'The tide is late' --by 'Elena Voss' --source ./missing.txt")
    assert said == 'Error: There is no file "./missing.txt". Check the path, or give a URL or title.'


# --- Near misses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("Elena Vos", ["Elena Voss"]),
        ("Elena Vsos", ["Elena Voss"]),
        ("elena boss", ["Elena Voss"]),
        ("Mayor Vosss", ["Mayor Voss"]),
        ("Elena", []),
        ("Helena Vosse", ["Elena Voss"]),
        ("Helena Vossen", []),
    ],
)
def test_a_name_one_or_two_letters_off_is_near(desk: Terminal, written: str, near: list[str]) -> None:
    with desk.place.reading() as session:
        assert near_names(session, written, "claimant") == near


@pytest.mark.parametrize(("known", "written"), [("BBC", "ABC"), ("Briefing 10", "Briefing 11"), ("TASS", "TASZ2")])
def test_short_names_and_names_that_differ_in_a_figure_are_not_near(
    terminal: Terminal, known: str, written: str
) -> None:
    terminal.ok(f"claims claimant add '{known}'")
    assert terminal.ok(f"claims claimant add '{written}' --strict").err == ""


@pytest.mark.parametrize(
    "line",
    [
        "claims add 'The tide is late' --by 'Elena Vos' --strict",
        "claims add 'The tide is late' --by 'Tom Abel' --via 'Elena Vos' --strict",
        "claims add 'The tide is late' --by 'Tom Abel' --source 'Minutes of the counsil' --strict",
        "claims add 'the PIER is  safe' --by 'Tom Abel' --strict",
        "claims utterance add 1 --by 'Elena Vos' --strict",
        "claims source add https://gull.example/tide --publisher 'Elena Vos' --strict",
        "claims source edit 2 --publisher 'Elena Vos' --strict",
        "claims claimant add 'Elena Vos' --strict",
        "claims evidence add 1 'Minutes of the counsil' --stance supports --strict",
        "claims verify 1 --because 'It is so' --evidence 'Minutes of the counsil' --strict",
    ],
)
def test_strict_refuses_a_near_miss_and_keeps_nothing_of_the_command(desk: Terminal, line: str) -> None:
    before = desk.json("claims history --limit 0")
    assert "Nothing was recorded." in desk.refused(line)
    assert desk.json("claims history --limit 0") == before
    answer = desk.ok(line.removesuffix(" --strict"))
    assert "note: " in answer.err


NEAR_MISSES = [
    ("claims list --by 'Elena Vos'", 'Did you mean "Elena Voss"?'),
    ("claims list --via 'Elena Vos'", 'Did you mean "Elena Voss"?'),
    ("claims claimant show 'Myor Voss'", 'Did you mean "Mayor Voss"?'),
    ("claims source show 'Minutes of the counsil'", 'Did you mean "Minutes of the council"?'),
    ("claims source list --publisher 'Elena Vos'", 'Did you mean "Elena Voss"?'),
    ("claims source show 'A quite different title'", "claims source list shows those that are known."),
]


def test_looking_up_a_near_miss_finds_nothing_and_offers_the_name(desk: Terminal) -> None:
    for line, offered in NEAR_MISSES:
        assert desk.refused(line).endswith(offered)


def test_a_merged_name_is_near_too(desk: Terminal) -> None:
    with desk.place.reading() as session:
        assert near_names(session, "Elena Voss-Hal", "claimant") == ["Elena Voß-Hale"]


def test_the_ledger_is_asked_by_key_not_by_reading_every_name(ledger: Place, terminal: Terminal) -> None:
    terminal.ok('claims claimant add "O\'Hara %_\\\\ Ltd"')
    for written in ("O'Hara", "O%", "_'Hara %_\\ Ltd"):
        with ledger.reading() as session:
            assert find_claimant(session, written) is None
