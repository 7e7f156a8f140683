"""A ledger looked through in batches, or only where SQL says that there can be something, and what all of it gives."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.actions.read.gather import gather
from claims.actions.read.on_file import all_copies
from claims.actions.read.view import LedgerView, PresentView
from claims.actions.report import batches, summary
from claims.actions.report.linting import compare_policies, lint_ledger
from claims.actions.report.queue import queue
from claims.actions.report.summary import report_summary
from claims.policy.lint.run import Archive, Finding, compare, lint
from claims.policy.rules.requirements import Policy, Requirement
from claims.vocabulary import Status
from tests.support.ledgers import Place, Terminal
from tests.support.random_commands import AT_A_DESK, Words, commands, desk_with, type_in

STRICT = Requirement(primary=1, independent=2, snapshot=True, rationale=30, approvals=1, recheck_days=30)
POLICIES = (
    Policy(name="none"),
    Policy(
        name="strict", content=dict.fromkeys(Status, STRICT), attribution={Status.VERIFIED: Requirement(independent=1)}
    ),
)
TODAY = date(2025, 4, 11)
busy_days = st.lists(commands, min_size=15, max_size=30)
A_FEW = settings(AT_A_DESK, max_examples=8)


@pytest.fixture(autouse=True, scope="module")
def _little_at_a_time() -> Iterator[None]:
    """Claims are read two at a time, as many would be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "BATCH", 2)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("batches")


def whole(edition: LedgerView, policy: Policy) -> list[Finding]:
    """What lint says of all claims at once."""
    dossier = gather(edition, edition.all_claims())
    archive = Archive((kept := all_copies(edition)).texts, kept.shelf)
    return lint(dossier.claims, dossier.origins, dossier.links, policy, archive, edition.today)


def agrees(place: Place) -> None:
    with place.reading() as session:
        edition = PresentView(session, TODAY)
        for policy in POLICIES:
            found = whole(edition, policy)
            assert list(lint_ledger(edition, policy)) == found
            everything, more = queue(edition, policy)
            assert not more
            told = {(each.code, each.record, each.why) for each in everything if each.code}
            assert told == {(each.code, each.record, each.said) for each in found}
            for limit in (1, 2, 3, 5, 8, 13):
                assert queue(edition, policy, limit) == (everything[:limit], len(everything) > limit)
        dossier = gather(edition, edition.all_claims())
        compared = compare(
            dossier.claims,
            dossier.origins,
            dossier.links,
            *POLICIES,
            Archive((kept := all_copies(edition)).texts, kept.shelf),
            edition.today,
        )
        assert compare_policies(edition, *POLICIES) == compared


@A_FEW
@given(lines=busy_days)
def test_batches_and_candidates_find_what_all_claims_at_once_give(
    template_file: Path, folder: Path, lines: list[Words]
) -> None:
    with desk_with(template_file, folder) as place:
        type_in(place, ("add", "The bridge is closed", "--by", "Elena Voss", "--source", "https://courier.example/1"))
        for words in lines:
            type_in(place, words)
        agrees(place)


RELATED = (
    "claims source add https://vesta.example/wire/7 --title 'Wire 7' --kind wire --publisher VESTA",
    "claims source add https://ledger.example/pier --title 'The Ledger' --publisher 'The Ledger'",
    "claims source link 2 syndicates 1",
    "claims add 'The pier opens in June' --by 'Elena Voss' --source 2 --quote 'The pier will be open in June, he said'",
    "claims add 'The pier stays shut' --by 'Bo Lind'",
    "claims add 'The ferry sails at night' --by VESTA --source https://courier.example/ferry",
    "claims add 'The bridge is closed' --by 'Bo Lind' --source 1 --quote 'The pier will be open in June, he said'",
    "claims add 'The tunnel is closed' --by 'Bo Lind'",
    "claims add 'The tunnel was never closed' --by 'Elena Voss'",
    "claims utterance add 3 --by 'Bo Lind' --via VESTA --source https://herald.example/ferry",
    "claims relate 5 contradicts 1",
    "claims relate 6 corrects 2",
    "claims relate 5 supports 4",
    "claims verify 1 --because 'The Ledger has it' --evidence 2",
    "claims verify 2 --because 'He has the keys'",
    "claims verify 1 --attribution --because 'It stands there'",
    "claims verify 3 --because 'The timetable says so' --on 2025-03-01 --recheck-on 2025-04-01",
    "claims verify 3 --attribution --because 'On tape' --evidence https://courier.example/tape",
    "claims evidence retire 2 --because 'The tape is of somebody else'",
    "claims refute 4 --because 'I drove over it' --rating True",
    "claims verify 5 --because 'The sign says so' --evidence https://sign.example/1 --on 2025-04-09"
    " --recheck-on 2025-04-10",
    "claims source retract 1 --because 'The agency withdrew it'",
)


def test_what_claims_of_two_batches_have_in_common_is_found(terminal: Terminal) -> None:
    for line in RELATED:
        terminal.ok(line)
    agrees(terminal.place)
    codes = {each["code"] for each in terminal.run("claims lint --json").json["findings"]}
    assert {"E202", "E203", "L601", "L602", "L603", "P108", "C304", "C305"} <= codes


def test_the_busiest_are_the_same_however_few_are_asked_for(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, speaker in enumerate("ABACBADAABCE"):
        source = f"https://paper.example/{speaker.lower()}"
        terminal.ok(f"claims add 'Lamp {number} is lit' --by 'Speaker {speaker}' --source {source}")
    terminal.ok("claims claimant merge 'Speaker E' 'Speaker C'")
    terminal.ok("claims utterance retire 2 --because 'Misheard'")
    terminal.ok("claims retire 1 --because 'Entered twice'")
    with terminal.place.reading() as session:
        edition = PresentView(session, TODAY)
        every = report_summary(edition)
        for most in (1, 2, 3):
            monkeypatch.setattr(summary, "FIRST", most)
            few = report_summary(edition)
            assert (few.claimants, few.sources) == (every.claimants[:most], every.sources[:most])
    counts = [(each.name, each.totals.claims) for each in every.claimants]
    assert counts == [("Speaker A", 4), ("Speaker C", 3), ("Speaker B", 2), ("Speaker D", 1)]
