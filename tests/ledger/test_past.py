"""A ledger asked about an earlier line of its log answers what it answered then, document by document."""

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from sqlmodel import Session

from claims import clock
from claims.actions.read.as_of import line_at
from claims.actions.read.gather import report_on_claim, report_on_claimant, report_on_source, show_claim
from claims.actions.read.lists import history, list_claims, read_criteria, search
from claims.actions.read.past_view import PastView
from claims.actions.read.view import LedgerView, PresentView
from claims.actions.report.summary import report_summary
from claims.errors import ClaimsError
from claims.vocabulary import Axis
from tests.support.full_ledger import COMMANDS, make_rich
from tests.support.ledgers import SQLITE, Terminal
from tests.support.random_commands import AT_A_DESK, CLAIMANTS, SOURCES, TAGS, Words, desk_with, sequences, type_in

LISTS: tuple[dict[str, Any], ...] = (
    {},
    {"retired": True},
    {"statuses": ["unverified"], "axis": Axis.ATTRIBUTION},
    {"by": "E. Voss", "tags": [TAGS[0]]},
    {"via": "VESTA"},
    {"via": "The Courier"},
    {"source": "VESTA"},
    {"source": "The Courier"},
    {"source": SOURCES[0]},
    {"source": "The Herald"},
    {"tags": [TAGS[1]]},
    {"kinds": ["fact"], "languages": ["en"]},
    {"since": "2025-03-15"},
    {"search": "bridge"},
    {"search": "voss", "by": "Elena Voss"},
)
WORDS = ("bridge", "voss", "herald", "clos*", '"night ferry"')
ORDERS = ("newest", "oldest", "said")

Question = Callable[[LedgerView], object]


def questions() -> Iterator[tuple[str, Question]]:
    """What a desk asks of its ledger: each list, search, record and report."""
    for position, criteria in enumerate(LISTS):
        order = ORDERS[position % len(ORDERS)]
        yield (
            f"list {criteria} by {order}",
            lambda edition, criteria=criteria, order=order: list_claims(  # type: ignore[misc]
                edition,
                read_criteria(edition, **criteria),
                order=order,
                limit=2 if order == "newest" else None,
            ),
        )
    for words in WORDS:
        yield f"search {words}", lambda edition, words=words: search(edition, words, 3)  # type: ignore[misc]
    for number in ("1", "2"):
        yield f"show {number}", lambda edition, number=number: show_claim(edition, number)  # type: ignore[misc]
        yield f"report claim {number}", lambda edition, number=number: report_on_claim(edition, number)  # type: ignore[misc]
    for name in (*SOURCES[:4:2], "1", "The Herald"):
        yield f"report source {name}", lambda edition, name=name: report_on_source(edition, name)  # type: ignore[misc]
    for name in CLAIMANTS[:6:2]:
        yield f"report claimant {name}", lambda edition, name=name: report_on_claimant(edition, name)  # type: ignore[misc]
    yield "history", lambda edition: history(edition, limit=5)
    yield "report summary", report_summary


def answers(edition: LedgerView) -> dict[str, object]:
    """The documents with which an edition answers; where it refuses, only that."""
    found: dict[str, object] = {}
    for asked, question in questions():
        try:
            found[asked] = msgspec.json.decode(msgspec.json.encode(question(edition)))
        except ClaimsError as error:
            found[asked] = type(error).__name__
    return found


def last_line(session: Session) -> int:
    return len(history(PresentView(session, clock.today()))[0])


def differing(then: dict[str, object], now: dict[str, object]) -> dict[str, object]:
    return {asked: (then[asked], now[asked]) for asked in then if then[asked] != now[asked]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("past")


@AT_A_DESK
@given(lines=sequences)
def test_every_moment_is_answered_for_as_it_was(template_file: Path, folder: Path, lines: list[Words]) -> None:
    with desk_with(template_file, folder) as place:
        kept = {}
        for words in lines:
            if type_in(place, words):
                with place.reading() as session:
                    kept[last_line(session)] = answers(PresentView(session, clock.today()))
        with place.reading() as session:
            if kept:
                now = line_at(session, f"@{last_line(session)}", clock.today())
                assert (
                    differing(answers(PresentView(session, clock.today())), answers(PastView(session, *now))) == {}
                ), lines
            for number, then in kept.items():
                upto, today = line_at(session, f"@{number}", clock.today())
                assert differing(then, answers(PastView(session, upto, today))) == {}, f"line {number} of {lines}"


ASKED = (
    "list --limit 0",
    "list --retired --sort said",
    "list --by 'Elena Voss'",
    "list --tag roads",
    "list --search bridge",
    "search voss",
    "search bridge",
    "search herald",
    "search ferry",
    "history --limit 0",
    "show 1",
    "report source https://courier.example/bridge",
    "report source 'The Herald'",
    "report claimant 'Elena Voss'",
    "report claim 2",
    "report summary",
)


def printed(terminal: Terminal, as_of: str = "") -> dict[str, object]:
    """What the commands print; where one refuses, its exit code."""
    found: dict[str, object] = {}
    for asked in ASKED:
        answer = terminal.run(f"claims {asked} {as_of} --json")
        found[asked] = answer.json if answer.code == 0 else answer.code
    return found


def test_a_long_morning_is_answered_for_step_by_step(terminal: Terminal) -> None:
    kept = {}
    for position, line in enumerate(COMMANDS):
        terminal.ok(f"claims {line}")
        if position % 20 == 9:
            kept[terminal.json("claims audit --head")["count"]] = printed(terminal)
    for number, then in kept.items():
        assert differing(then, printed(terminal, f"--as-of @{number}")) == {}, number


@pytest.fixture
def rich(terminal: Terminal, stock: Callable[[object, Callable[[], object]], Terminal]) -> Terminal:
    return stock("rich", lambda: make_rich(terminal.place, terminal.ok))


def test_any_line_can_be_asked_for(rich: Terminal) -> None:
    count = rich.json("claims audit --head")["count"]
    with rich.place.reading() as session:
        # A server is asked the same questions of the same log: every tenth line of it will do.
        for number in range(1, count + 1, 2 if rich.place.kind == SQLITE else 10):
            edition = PastView(session, *line_at(session, f"@{number}", clock.today()))
            report_summary(edition)
            search(edition, "voss", 3)
            for claim in list_claims(edition, read_criteria(edition, retired=True), order="said", limit=None).claims:
                assert show_claim(edition, str(claim.id)).id == claim.id


def test_a_moment_is_a_date_a_time_a_line_or_a_hash(rich: Terminal) -> None:
    first, *_, last = rich.json("claims history --limit 0")["events"]
    for written, seq in (
        ("2025-04-11", last["seq"]),
        ("today", last["seq"]),
        ("2025-04", last["seq"]),
        ("2025-04-11T09:00", 4),
        ("'2025-04-11 09:00:00'", 4),
        ("2025-04-11T11:00:00+02:00", 4),
        ("2030-01-01", last["seq"]),
        ("2030-01-01T00:00", last["seq"]),
        ("9999-12-31T23:59", last["seq"]),
        (f"@{first['seq']}", 1),
        (first["hash"], 1),
        (last["hash"][:12].upper(), last["seq"]),
    ):
        if seq == 4:  # the last line of the first command
            seq = len(
                [event for event in rich.json("claims history --limit 0")["events"] if event["at"] == first["at"]]
            )
        assert rich.json(f"claims history --limit 1 --as-of {written}")["events"][0]["seq"] == seq, written


NEVER = (
    ("2025-04-10", 'Error: The ledger was empty at "2025-04-10". claims history shows when it began.'),
    ("0999-01-01T00:00", 'Error: The ledger was empty at "0999-01-01T00:00". claims history shows when it began.'),
    ("@0", 'Error: The log has no line "@0". claims history shows the lines.'),
    ("@1000", 'Error: The log has no line "@1000". claims history shows the lines.'),
    ("abcdefabcdef", 'Error: No one line of the log has the hash "abcdefabcdef".'),
    ("2025-04-11T25:00", 'Error: "2025-04-11T25:00" is no time.'),
    ("0001-01-01T00:00+14:00", 'Error: "0001-01-01T00:00+14:00" is no time.'),
    ("@99999999999999999999", "Error: "),
    ("sometime", "Error: "),
    ("''", "Error: "),
)


def test_a_moment_that_never_was_is_refused(terminal: Terminal) -> None:
    terminal.ok("claims add 'The bridge is closed' --by 'Elena Voss'")
    for written, said in NEVER:
        for command in ("list", "show 1", "search bridge", "history", "report summary"):
            assert terminal.refused(f"claims {command} --as-of {written}").startswith(said), written


def test_a_record_that_was_not_there_yet_is_not_found(rich: Terminal) -> None:
    assert rich.refused("claims show 2 --as-of @1").startswith("Error: There was no claim 2 yet.")
    for line in ("report claimant Nobody", "report source 'Old survey'", "list --by Nobody"):
        assert rich.refused(f"claims {line} --as-of @1").startswith("Error: No ")


def test_a_source_goes_by_the_title_and_address_that_it_had(terminal: Terminal) -> None:
    """What follows from them is stored for today only."""
    terminal.ok("claims add 'The pier is safe' --by 'Elena Voss' --source https://courier.example/pier?utm_source=x")
    then = terminal.json("claims audit --head")["count"]
    before = terminal.json("claims report source 1")["source"]
    terminal.ok("claims source edit 1 --url https://herald.example/bridge --title 'Bridge shut'")
    asked = f"claims report source https://courier.example/pier --as-of @{then}"
    assert terminal.json(asked)["source"] == before
    assert before["canonical_url"] == "https://courier.example/pier"
    assert terminal.refused(f"claims report source 'Bridge shut' --as-of @{then}").startswith("Error: No source")


def test_who_was_merged_later_was_not_merged_then(terminal: Terminal) -> None:
    for name in ("Elena Voss", "E. Voss"):
        terminal.ok(f"claims add 'The pier is safe' --by '{name}'")
    then = terminal.json("claims audit --head")["count"]
    terminal.ok("claims claimant merge 'E. Voss' 'Elena Voss'")
    assert len(terminal.json("claims list --by 'Elena Voss'")["claims"]) == 2
    assert len(terminal.json(f"claims list --by 'Elena Voss' --as-of @{then}")["claims"]) == 1
    assert len(terminal.json(f"claims list --by 'Elena Voss' --as-of @{then + 1}")["claims"]) == 2


SOMETIME_MERGED = (
    """
    source add https://courier.example/1 --publisher 'The Courier'
    source add https://herald.example/2 --publisher VESTA
    source add Survey
    add 'The pier is safe' --by 'Elena Voss' --source https://courier.example/1
    add 'The bridge is closed' --by 'Elena Voss' --source Survey
    source merge https://courier.example/1 https://herald.example/2
    source merge Survey https://herald.example/2
    """,
    """
    add 'The pier is safe' --by 'Elena Voss' --source https://courier.example/1
    add 'The bridge is closed' --by 'E. Voss' --via Press --source https://herald.example/2
    source add Survey --publisher VESTA
    source link Survey syndicates https://herald.example/2
    source link https://courier.example/1 syndicates Survey
    source unlink https://courier.example/1 syndicates Survey --because 'It is not so'
    source edit https://herald.example/2 --publisher Press
    claimant merge Press VESTA
    claimant merge 'E. Voss' 'Elena Voss'
    """,
)
"""Links that led on before anything led to them, and sources and publishers that turned out to be others."""


@pytest.mark.parametrize("typed", SOMETIME_MERGED)
def test_now_and_as_of_now_agree_whatever_was_linked_and_merged(template_file: Path, folder: Path, typed: str) -> None:
    with desk_with(template_file, folder) as place:
        kept: dict[int, dict[str, object]] = {}
        for line in typed.strip().splitlines():
            assert type_in(place, tuple(shlex.split(line))), line
            with place.reading() as session:
                number = last_line(session)
                kept[number] = answers(PresentView(session, clock.today()))
                moment = line_at(session, f"@{number}", clock.today())
                assert differing(kept[number], answers(PastView(session, *moment))) == {}, line
        with place.reading() as session:
            for number, then in kept.items():
                moment = line_at(session, f"@{number}", clock.today())
                assert differing(then, answers(PastView(session, *moment))) == {}, number
