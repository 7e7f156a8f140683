"""Which claims a list is about, in which order, and how it goes on."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from claims.ledger.read.filters import Criteria, select_claims
from tests.support.ledgers import Terminal


def numbers(terminal: Terminal, line: str) -> list[int]:
    return [claim["id"] for claim in terminal.json(line)["claims"]]


RECORDED = (
    "claims source add https://courier.example/talks --title 'Talks end' --publisher 'The Harbour Courier'",
    "claims source add https://vesta.example/wire/1 --publisher 'VESTA news agency' --kind wire",
    "claims add 'The night ferry sails in May' --by 'Viktor Petrov' --via 'state media' --via 'VESTA news agency'"
    " --source 1 --on 2025-04-10 --tag ferries --tag talks --language en --kind promise",
    "claims add 'The ferry was sold' --by 'Viktor Petrov' --source 2 --on 2025-04 --tag ferries --language ru",
    "claims add 'The pier is safe' --by 'Elena Voss' --source 1 --on 2025 --tag piers --kind fact",
    "claims add 'Our reporter was turned away' --by 'VESTA news agency' --on 2024-12-31",
    "claims add 'The pier is about to fall' --by 'Port Authority' --on 'about 2025-04-02'",
    "claims add 'Nobody knows when this was said' --by 'Elena Voss'",
    "claims verify 1 --because 'It sails' --rating Confirmed",
    "claims dispute 2 3 --because 'The papers differ'",
    "claims verify 3 4 --attribution --because 'The recording has it'",
)


@pytest.fixture
def desk(stocked: Callable[[tuple[str, ...]], Terminal]) -> Terminal:
    """Six claims that differ in everything a list can ask for."""
    return stocked(RECORDED)


CONDITIONS = [
    ("", [6, 5, 4, 3, 2, 1]),
    # how it stands
    ("--status verified", [1]),
    ("--status disputed", [3, 2]),
    ("--status verified --status disputed", [3, 2, 1]),
    ("--status verified --axis attribution", [4, 3]),
    ("--status disputed --axis attribution", []),
    ("--status unverified", [6, 5, 4]),
    ("--axis attribution", [6, 5, 4, 3, 2, 1]),
    # who said it
    ("--by 'Viktor Petrov'", [2, 1]),
    ("--by 'VESTA news agency'", [4]),
    ("--by 'The Harbour Courier'", []),
    # who passed it on or printed it
    ("--via 'VESTA news agency'", [2, 1]),
    ("--via 'state media'", [1]),
    ("--via 'The Harbour Courier'", [3, 1]),
    ("--via 'Viktor Petrov'", []),
    # where it appears
    ("--source 1", [3, 1]),
    ("--source 'talks END'", [3, 1]),
    ("--source https://vesta.example/wire/1", [2]),
    ("--source 'The Harbour Courier'", [3, 1]),
    ("--source 'Elena Voss'", []),
    # what the desk says of it
    ("--tag ferries", [2, 1]),
    ("--tag FERRIES --tag talks", [1]),
    ("--tag ferries --tag piers", []),
    ("--tag nobody-has-this", []),
    ("--kind promise", [1]),
    ("--kind promise --kind fact", [3, 1]),
    ("--language en", [1]),
    ("--language en --language ru", [2, 1]),
    # in which words
    ("--search pier", [5, 3]),
    ("--search 'pier safe'", [3]),
    # several at once
    ("--by 'Viktor Petrov' --status disputed", [2]),
    (
        "--by 'Viktor Petrov' --via 'VESTA news agency' --tag talks --search ferry --source 1 --since 2025-04-10",
        [1],
    ),
    ("--search pier --by 'Elena Voss' --status disputed", [3]),
]


def test_a_list_holds_what_meets_every_condition(desk: Terminal) -> None:
    for asked, found in CONDITIONS:
        assert numbers(desk, f"claims list {asked}") == found


WINDOWS = [
    ("--since 2025-04-10", [3, 2, 1]),  # a year and a month may reach into it
    ("--since 2025-04-30", [3, 2]),
    ("--since 2025-05-01", [3]),
    ("--since 2025-12-31", [3]),
    ("--since 2026-01-01", []),
    ("--until 2025-04-01", [4, 3, 2]),
    ("--until 2025-03-31", [4, 3]),
    ("--until 2025-01-01", [4, 3]),
    ("--until 2024-12-31", [4]),
    ("--until 2024-12-30", []),
    ("--since 2025-04 --until 2025-04", [5, 3, 2, 1]),
    ("--since 2025-04-03 --until 2025-04-09", [3, 2]),
    ("--since 2024 --until 2024", [4]),
    ("--since yesterday", [3, 2, 1]),
]


def test_a_statement_counts_if_any_day_it_may_have_been_said_on_is_within(desk: Terminal) -> None:
    for asked, found in WINDOWS:
        assert numbers(desk, f"claims list {asked}") == found


def test_one_utterance_has_to_lie_within_the_window_not_two_beside_it(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss' --on 2025-04-01")
    terminal.ok("claims utterance add 1 --by 'Elena Voss' --on 2025-04-30")
    assert numbers(terminal, "claims list --since 2025-04-10 --until 2025-04-20") == []
    assert numbers(terminal, "claims list --since 2025-04-10") == [1]


def test_a_window_that_ends_before_it_begins_is_refused(desk: Terminal) -> None:
    said = desk.refused("claims list --since 2025-04 --until 2025-03")
    assert said == "Error: --since 2025-04-01 is after --until 2025-03-31. Swap them."


def test_an_utterance_that_was_taken_out_finds_nothing(terminal: Terminal) -> None:
    ways = ("--by 'Viktor Petrov'", "--via 'state media'", "--source 1", "--since 2025-04-10", "--search recalled")
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss' --on 2025-01-01")
    terminal.ok(
        "claims utterance add 1 --by 'Viktor Petrov' --via 'state media' --source 'Talks end' --on 2025-04-10"
        " --quote 'as I recalled'"
    )
    for asked in ways:
        assert numbers(terminal, f"claims list {asked}") == [1], asked
    terminal.ok("claims utterance retire 2 --because 'He never spoke of it'")
    for asked in ways:
        assert numbers(terminal, f"claims list {asked}") == [], asked


def test_a_claim_that_was_taken_out_is_left_out_however_it_is_asked_for(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss' --source 'Talks end' --tag piers")
    terminal.ok("claims retire 1 --because 'Entered for practice'")
    for asked in (
        "",
        "--by 'Elena Voss'",
        "--source 'Talks end'",
        "--tag piers",
        "--search pier",
        "--status unverified",
    ):
        assert numbers(terminal, f"claims list {asked}") == [], asked
        assert numbers(terminal, f"claims list {asked} --retired") == [1], asked
    assert terminal.json("claims search pier")["claims"] == []


def test_a_claim_said_or_printed_twice_is_listed_once(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss' --via 'VESTA' --source 'Talks end' --tag piers")
    terminal.ok("claims utterance add 1 --by 'Elena Voss' --via 'VESTA' --source 'Talks end'")
    for asked in ("--by 'Elena Voss'", "--via VESTA", "--source 'Talks end'", "--tag piers", "--search pier"):
        assert numbers(terminal, f"claims list {asked}") == [1], asked


def test_merged_names_and_sources_find_what_either_of_them_found(terminal: Terminal) -> None:
    terminal.ok("claims add 'One' --by 'Elena Vos' --via 'VESTA agency' --source https://m.courier.example/a")
    terminal.ok("claims add 'Two' --by 'Elena Voss' --via VESTA --source https://courier.example/a")
    terminal.ok("claims source edit 1 --publisher 'The Courier'")
    terminal.ok("claims source edit 2 --publisher 'Harbour Courier'")
    for gone, stays in (("Elena Vos", "Elena Voss"), ("VESTA agency", "VESTA"), ("The Courier", "Harbour Courier")):
        terminal.ok(f"claims claimant merge '{gone}' '{stays}'")
    terminal.ok("claims source merge 1 2")
    for asked in (
        "--by 'Elena Voss'",
        "--by 'Elena Vos'",
        "--via VESTA",
        "--via 'Harbour Courier'",
        "--source https://m.courier.example/a",
        "--source 2",
        "--source 'The Courier'",
    ):
        assert numbers(terminal, f"claims list {asked}") == [2, 1], asked


# --- Order and pages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "found"),
    [("newest", [6, 5, 4, 3, 2, 1]), ("oldest", [1, 2, 3, 4, 5, 6]), ("said", [1, 5, 2, 3, 4, 6])],
)
def test_claims_come_in_the_order_asked_for(desk: Terminal, order: str, found: list[int]) -> None:
    assert numbers(desk, f"claims list --sort {order}") == found


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pages_make_up_the_whole_list(desk: Terminal, order: str) -> None:
    for asked in ("", "--by 'Viktor Petrov'", "--search pier", "--tag ferries", "--source 1"):
        whole = numbers(desk, f"claims list {asked} --sort {order}")
        assert len(whole) > 1
        for limit in (1, 2):
            assert paged(desk, f"claims list {asked} --sort {order}", limit) == whole, (asked, limit)


def paged(desk: Terminal, line: str, limit: int) -> list[int]:
    """The numbers of the claims on all pages of a list."""
    pages: list[int] = []
    more, after = True, ""
    while more:
        page = desk.json(f"{line} --limit {limit} {after}")
        found, more = [claim["id"] for claim in page["claims"]], page["more"]
        assert 0 < len(found) <= limit
        pages += found
        after = f"--after {found[-1]}"
    return pages


def test_what_was_last_said_comes_first_however_much_is_asked_for(desk: Terminal) -> None:
    desk.ok("claims utterance add 3 --by 'Elena Voss' --on 2025-04-10")
    desk.ok("claims utterance retire 5 --because 'no date'")
    for asked in ("", "--status disputed", "--until 2025-04-10"):
        whole = numbers(desk, f"claims list --sort said --limit 0 {asked}")
        assert len(whole) > 1
        for limit in range(1, len(whole) + 1):
            assert numbers(desk, f"claims list --sort said --limit {limit} {asked}") == whole[:limit]


def test_a_page_that_ends_the_list_says_that_there_is_no_more(desk: Terminal) -> None:
    assert desk.json("claims list --limit 6")["more"] is False
    assert desk.json("claims list --limit 5")["more"] is True
    assert desk.json("claims list --limit 0")["more"] is False


def test_the_order_in_which_claims_were_said_has_no_next_page(desk: Terminal) -> None:
    assert desk.refused("claims list --sort said --after 3") == (
        "Error: --after can't go with --sort said. Use --limit, or another order."
    )


@pytest.mark.parametrize("noun", ["claimant", "source"])
def test_claimants_and_sources_have_pages_too(desk: Terminal, noun: str) -> None:
    whole = [row["id"] for row in desk.json(f"claims {noun} list")[f"{noun}s"]]
    first = desk.json(f"claims {noun} list --limit 1")
    assert ([row["id"] for row in first[f"{noun}s"]], first["more"]) == (whole[:1], True)
    rest = desk.json(f"claims {noun} list --after {whole[0]}")
    assert ([row["id"] for row in rest[f"{noun}s"]], rest["more"]) == (whole[1:], False)


@pytest.mark.parametrize(
    "line",
    [
        "claims list --status perhaps",
        "claims list --axis truth",
        "claims list --sort best",
        "claims list --limit -1",
        "claims list --after 0",
        "claims list --kind rumour",
    ],
)
def test_a_word_that_is_not_on_the_list_is_a_usage_error(desk: Terminal, line: str) -> None:
    answer = desk.run(line)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1


@pytest.mark.file
@pytest.mark.parametrize("criteria", [Criteria(since="2025-04-10"), Criteria(tags=("talks",))], ids=["since", "tag"])
def test_a_page_is_found_in_its_order_and_nothing_is_sorted(
    desk: Terminal, monkeypatch: pytest.MonkeyPatch, criteria: Criteria
) -> None:
    monkeypatch.setattr("claims.ledger.read.filters.FEW", 0)  # as if many were said since
    asked: list[tuple[str, Any]] = []
    with desk.place.reading() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
        assert select_claims(session, criteria, limit=2)
        driver = connection.connection.driver_connection
        assert driver is not None
        plan = [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {asked[-1][0]}", asked[-1][1])]
    assert not [step for step in plan if "TEMP B-TREE" in step or "LIST SUBQUERY" in step], plan
