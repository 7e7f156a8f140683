"""Written reports: the same bytes for the same state, kept with their file or not at all, and checked later."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256

import pytest

from claims import clock
from claims.cli.look import reports
from claims.errors import DatabaseTrouble
from claims.reports.manifest import Manifest, foot, named_in
from tests.support.ledgers import SQLITE, STEP, Terminal

ENDINGS = ("txt", "md", "html", "json", "csv")
SUBJECTS = ("source 1", "source 'The Courier'", "claimant 'Elena Voss'", "claim 1", "summary", "corrections")
LEDGER, HEAD = "01964f3e-0000-7000-8000-000000000001", "ab" * 32

RECORDED = (
    "claims source add https://courier.example/pier --publisher 'The Courier' --title 'A pier for June'",
    "claims add 'The pier opens in June' --by 'Elena Voss' --source 1 --on 2025-04-10",
    "claims add 'The ferry sails at night' --by 'Elena Voss' --source 1",
    "claims verify 1 --because 'The minutes say so' --rating True --recheck-on 2025-04-13",
    "claims report claim 1 -o first.md",
    "claims refute 1 --because 'The minutes were a draft' --evidence https://hall.example/minutes",
)
NEXT_DAY = (
    "claims dispute 1 --because 'The harbour master denies it' --evidence https://harbour.example/denial",
    "claims edit 2 --text 'The ferry sails twice a night'",
    "claims claimant edit 'Elena Voss' --kind person",
    "claims source retract 1 --because 'The paper took it back'",
    "claims add 'The bridge is closed' --by 'Elena Voss' --source 1",
    "claims retire 2 --because 'entered twice'",
)


@pytest.fixture
def recorded(stocked: Callable[[tuple[str, ...]], Terminal]) -> Terminal:
    """A ledger in which a ruling changed after a report had shown it."""
    return stocked(RECORDED)


@pytest.fixture
def next_day() -> Iterator[None]:
    """The day after."""
    with clock.frozen("2025-04-12T09:00:00Z", STEP):
        yield


def written(terminal: Terminal, name: str) -> bytes:
    """The bytes of a file in the terminal's folder."""
    return (terminal.folder / name).read_bytes()


# --- The same bytes ---------------------------------------------------------------------------------------------------


def test_last_weeks_report_as_of_last_week_is_last_weeks_bytes(recorded: Terminal) -> None:
    endings = ENDINGS if recorded.place.kind == SQLITE else ("html",)  # what a server is asked is the same for all
    kinds = [(number, subject, ending) for number, subject in enumerate(SUBJECTS) for ending in endings]
    for number, subject, ending in kinds:
        recorded.ok(f"claims report {subject} -o then{number}.{ending}")
    with clock.frozen("2025-04-12T09:00:00Z", STEP):
        for line in NEXT_DAY:
            recorded.ok(line)
        for number, subject, ending in kinds:
            recorded.ok(f"claims report {subject} --as-of 2025-04-11 -o again.{ending}")
            assert written(recorded, f"then{number}.{ending}") == written(recorded, f"again.{ending}"), subject
        for number, subject in enumerate(SUBJECTS):
            recorded.ok(f"claims report {subject} -o now.html")
            assert written(recorded, f"then{number}.html") != written(recorded, "now.html"), subject


def test_writing_a_report_changes_no_report(recorded: Terminal) -> None:
    for number, subject in enumerate(SUBJECTS):
        recorded.ok(f"claims report {subject} -o one{number}.json")
    recorded.ok("claims report claim 2 -o between.html")
    recorded.ok("claims report claim 1 --as-of @6 -o between.md")
    for number, subject in enumerate(SUBJECTS):
        recorded.ok(f"claims report {subject} -o two.json")
        assert written(recorded, f"one{number}.json") == written(recorded, "two.json"), subject


def test_the_foot_names_the_newest_line_that_is_no_report(recorded: Terminal) -> None:
    recorded.ok("claims report claim 1 -o one.json")
    ((seq, head),) = recorded.place.ask("SELECT seq, hash FROM event WHERE kind <> 'report' ORDER BY seq DESC LIMIT 1")
    ((uid,),) = recorded.place.ask("SELECT ledger_uid FROM head")
    manifest = json.loads(written(recorded, "one.json"))["manifest"]
    assert manifest == {"ledger": str(uid), "lines": seq, "head": head, "day": "2025-04-11"}
    assert list(json.loads(written(recorded, "one.json")))[-1] == "manifest"


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_but_a_spreadsheets_has_its_foot(recorded: Terminal, ending: str) -> None:
    recorded.ok(f"claims report source 1 -o one.{ending}")
    named = named_in(written(recorded, f"one.{ending}").decode())
    ((head,),) = recorded.place.ask("SELECT head_hash FROM report ORDER BY id DESC LIMIT 1")
    ((uid,),) = recorded.place.ask("SELECT ledger_uid FROM head")
    assert named == (None if ending == "csv" else (str(uid), head))


def test_an_empty_ledgers_summary_hangs_from_the_ledgers_own_uid(terminal: Terminal) -> None:
    terminal.ok("claims report summary -o one.json")
    manifest = json.loads(written(terminal, "one.json"))["manifest"]
    assert manifest["lines"] == 0
    assert terminal.run("claims report verify one.json").code == 0


def test_the_last_foot_in_a_text_is_the_one_that_counts() -> None:
    first, last = Manifest(LEDGER, 3, "cd" * 32, "2025-04-10"), Manifest(LEDGER, 12, HEAD, "2025-04-11")
    assert named_in("\n".join([*foot(first), "x" * 1000, *foot(last)])) == (LEDGER, HEAD)
    assert named_in("nothing") is None
    assert named_in(f"sha256 {HEAD}") == (None, HEAD)


# --- What the ledger keeps --------------------------------------------------------------------------------------------


def test_the_ledger_keeps_what_was_asked_and_the_files_hash(recorded: Terminal) -> None:
    recorded.ok("claims report claimant 'Elena Voss' --as-of @9 -o voss.html --as Ben")
    rows = recorded.place.ask("SELECT asked, head_count, sha256, recorded_by FROM report ORDER BY id DESC LIMIT 1")
    ((asked, head_count, digest, by),) = rows
    ((uid,),) = recorded.place.ask("SELECT uid FROM claimant WHERE name = 'Elena Voss'")
    assert json.loads(asked) == {
        "report": "claimant",
        "subject": {"kind": "claimant", "number": 2, "uid": str(uid)},
        "format": "html",
        "limit": 200,
        "day": "2025-04-11",
        "as_of": "@9",
    }
    assert asked == json.dumps(json.loads(asked), sort_keys=True, separators=(",", ":"))
    assert (head_count, by) == (8, "Ben")  # line 9 is the report that was written before
    assert digest == sha256(written(recorded, "voss.html")).hexdigest()
    stand = recorded.place.ask("SELECT claim_id FROM report_claim WHERE report_id = 2 ORDER BY claim_id")
    assert stand == [(1,), (2,)]
    recorded.ok("claims audit")


def test_the_same_file_written_twice_is_kept_once(recorded: Terminal) -> None:
    before = recorded.place.ask("SELECT count(*) FROM report")
    recorded.ok("claims report claim 2 -o one.md")
    recorded.ok("claims report claim 2 -o two.md")
    assert recorded.place.ask("SELECT count(*) FROM report") == [(before[0][0] + 1,)]


def test_what_is_only_shown_is_not_kept(recorded: Terminal) -> None:
    recorded.ok("claims report claim 2")
    recorded.ok("claims report claim 2 --format html")
    assert recorded.place.ask("SELECT count(*) FROM report") == [(1,)]


# --- With its file or not at all --------------------------------------------------------------------------------------


def left(terminal: Terminal) -> set[str]:
    """The files in the folder, the ledger's own aside."""
    return {each.name for each in terminal.folder.iterdir() if not each.name.startswith(("claims.db", "home"))}


def test_a_manifest_that_cant_be_kept_leaves_no_file(recorded: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise DatabaseTrouble("The disk is full.", "Free some space.")

    (recorded.folder / "old.md").write_text("last week's")
    before = left(recorded)
    monkeypatch.setattr(reports, "_keep", full)
    recorded.refused("claims report claim 1 -o new.md")
    recorded.refused("claims report claim 1 -o old.md")
    assert left(recorded) == before
    assert written(recorded, "old.md") == b"last week's"


def test_a_file_that_cant_be_written_leaves_no_manifest(recorded: Terminal) -> None:
    before = recorded.place.ask("SELECT count(*) FROM report")
    recorded.refused("claims report claim 1 -o nowhere/new.md")
    (recorded.folder / "gone").symlink_to("nowhere/new.md")
    recorded.refused("claims report claim 1 -o gone")
    assert recorded.place.ask("SELECT count(*) FROM report") == before


def test_a_file_that_was_there_keeps_its_permissions(recorded: Terminal) -> None:
    file = recorded.folder / "old.md"
    file.write_text("last week's")
    file.chmod(0o640)
    recorded.ok("claims report claim 1 -o old.md")
    assert file.stat().st_mode & 0o777 == 0o640


# --- Checked later ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("next_day")
def test_a_report_of_another_ledger_is_no_forgery(terminal: Terminal) -> None:
    lines = foot(Manifest(LEDGER, 12, HEAD, "2025-04-11"))
    (terminal.folder / "theirs.txt").write_text("\n".join(lines), encoding="utf-8")
    answer = terminal.run("claims report verify theirs.txt --json")
    assert (answer.code, answer.json["verdict"]) == (1, "foreign")
    assert LEDGER in answer.json["said"]


def test_a_foot_with_a_head_that_never_was_is_a_forgery(recorded: Terminal) -> None:
    recorded.ok("claims report claim 1 -o one.txt")
    ((head,),) = recorded.place.ask("SELECT head_hash FROM report ORDER BY id DESC LIMIT 1")
    (recorded.folder / "forged.txt").write_bytes(written(recorded, "one.txt").replace(head.encode(), HEAD.encode()))
    answer = recorded.run("claims report verify forged.txt --json")
    assert (answer.code, answer.json["verdict"]) == (1, "altered")
    assert "never had" in answer.json["said"]


def test_one_byte_more_is_altered(recorded: Terminal) -> None:
    recorded.ok("claims report claim 1 -o one.csv")
    (recorded.folder / "one.csv").write_bytes(written(recorded, "one.csv") + b"\r\n")
    assert recorded.run("claims report verify one.csv --json").json["verdict"] == "altered"


def test_a_ruling_that_came_back_to_what_was_reported_is_current(recorded: Terminal) -> None:
    recorded.ok("claims report claim 1 -o one.md")
    recorded.ok("claims dispute 1 --because 'The harbour master denies it'")
    assert recorded.run("claims report verify one.md --json").json["verdict"] == "changed"
    recorded.ok("claims refute 1 --because 'He was wrong'")
    assert recorded.run("claims report verify one.md --json").json["verdict"] == "current"


def test_a_first_ruling_on_what_was_reported_as_open_is_a_change_since(recorded: Terminal) -> None:
    recorded.ok("claims report claim 2 -o two.md")
    recorded.ok("claims verify 2 --attribution --because 'On tape' --as Ben")
    (change,) = recorded.run("claims report verify two.md --json").json["changed"]
    assert (change["axis"], change["old"], change["new"], change["ruled_by"]) == (
        "attribution",
        "unverified",
        "verified",
        "Ben",
    )


# --- Corrections ------------------------------------------------------------------------------------------------------


def corrections(terminal: Terminal, asked: str = "") -> list[tuple[str, str]]:
    """The old and the new ruling of each correction."""
    found = terminal.json(f"claims report corrections {asked}")["corrections"]
    return [(each["old"], each["new"]) for each in found]


def test_a_past_view_written_after_the_change_reported_nothing_before_it(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier opens in June' --by 'Elena Voss'")
    terminal.ok("claims verify 1 --because 'The minutes say so'")
    terminal.ok("claims refute 1 --because 'The minutes were a draft'")
    terminal.ok("claims report claim 1 --as-of @4 -o past.md")
    assert corrections(terminal) == []
    terminal.ok("claims dispute 1 --because 'The harbour master denies it'")
    assert corrections(terminal) == [("refuted", "disputed")]


def test_a_pending_ruling_corrects_nothing_until_it_is_approved(terminal: Terminal) -> None:
    (terminal.folder / "p.toml").write_text('name = "two"\n[content.refuted]\napprovals = 1\n', encoding="utf-8")
    terminal.ok("claims add 'The pier opens in June' --by 'Elena Voss'")
    terminal.ok("claims verify 1 --because 'The minutes say so'")
    terminal.ok("claims report claim 1 -o one.md")
    terminal.ok("claims refute 1 --because 'The minutes were a draft' --policy p.toml")
    assert corrections(terminal) == []
    terminal.ok("claims approve 1 --policy p.toml --as Ben")
    assert corrections(terminal) == [("verified", "refuted")]
    assert terminal.json("claims report corrections")["corrections"][0]["approved_by"] == "Ben"


def test_corrections_as_of_a_past_day_know_nothing_of_later_ones(recorded: Terminal) -> None:
    with clock.frozen("2025-04-12T09:00:00Z", STEP):
        recorded.ok("claims dispute 1 --because 'The harbour master denies it'")
        assert corrections(recorded) == [("verified", "refuted"), ("refuted", "disputed")]
        assert corrections(recorded, "--as-of 2025-04-11") == [("verified", "refuted")]
        assert corrections(recorded, "--since 2025-04-12") == [("refuted", "disputed")]
