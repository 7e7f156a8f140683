"""What was typed: nothing is kept of an option given twice, and a dry run keeps nothing at all."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from claims.cli import main
from claims.cli.once import refuse_repeats
from claims.text import text_key
from docs.from_commands import walk
from tests.support.ledgers import Terminal

COMMANDS = {("claims",): main, **dict(walk(main, ("claims",)))}


@pytest.fixture
def desk(terminal: Terminal) -> Terminal:
    """A terminal at a ledger with one claim."""
    terminal.ok("claims add 'The bridge is closed' --by Ana --source https://paper.example/bridge")
    return terminal


def options_of_one_value() -> Iterator[tuple[tuple[str, ...], click.Command, click.Option]]:
    for path, command in COMMANDS.items():
        for option in command.params:
            if isinstance(option, click.Option) and not (option.multiple or option.is_flag or option.count):
                yield path, command, option


def test_no_option_of_one_value_keeps_the_last_of_two() -> None:
    seen = 0
    for path, command, option in options_of_one_value():
        name = max(option.opts, key=len)
        for other in option.opts:
            with pytest.raises(click.UsageError) as refused:
                refuse_repeats(command, click.Context(command), [name, "1", other, "2"])
            said = f'{name} takes one value and was given two: "1" and "2". Give it once.'
            assert refused.value.message == said, path
        refuse_repeats(command, click.Context(command), [name, "1"])
        seen += 1
    assert seen > 100


def test_switches_that_exclude_each_other_are_refused_and_one_given_twice_is_not() -> None:
    seen = 0
    for command in COMMANDS.values():
        switches: dict[str, list[str]] = {}
        for option in command.params:
            if isinstance(option, click.Option) and option.is_flag and option.name:
                names = [max(names, key=len) for names in (option.opts, option.secondary_opts) if names]
                switches[option.name] = switches.get(option.name, []) + names
        for first, *others in switches.values():
            refuse_repeats(command, click.Context(command), [first, first])
            for other in others:
                with pytest.raises(click.UsageError, match="exclude each other"):
                    refuse_repeats(command, click.Context(command), [first, other])
                seen += 1
    assert seen > 10


@pytest.mark.file
@pytest.mark.parametrize(
    "line",
    [
        "claims add 'The pier is shut' --by Ana --source 1 -s 2",
        "claims --db one.db list --db two.db",
        "claims --as Ana list --as Ben",
        "claims source list --limit 1 -n 2",
        "claims archive 1 --from a --from b",
        "claims --db one.db --db two.db list",
    ],
)
def test_a_repeat_is_refused_before_anything_is_done(desk: Terminal, line: str) -> None:
    answer = desk.run(line)
    assert (answer.code, answer.out) == (2, "")
    assert "takes one value and was given two" in answer.err
    assert desk.place.ask("SELECT count FROM head") == [(4,)]


@pytest.mark.parametrize(
    "text",
    [
        "the pier is closed",
        "The pier is closed.",
        "“The pier is closed.”",
        "'The pier is closed'.",
        "«The  pier is \u201aclosed\u2018»",
        "The pier is closed .",
    ],
)
def test_the_same_text_is_the_same_text(text: str) -> None:
    assert text_key(text) == text_key("The pier is closed")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Is it closed?", "It is closed."),
        ("It is closed?", "It is closed."),
        ("A 5' wall", 'A 5" wall'),
        ("We're shut", "Were shut"),
        ("The rate is 2.5", "The rate is 25"),
        (".", "..."),
        ("¿Closed", "Closed"),
    ],
)
def test_another_text_is_another_text(one: str, other: str) -> None:
    assert text_key(one) != text_key(other)


ARTICLE = (
    "<html><head><title>The pier</title></head><body><article><h1>The pier</h1>"
    + "<p>Mayor Ana Ruiz said on Monday that the pier is closed until June.</p>" * 5
    + "</article></body></html>"
)

DRY = (
    "claims add 'The pier is shut' --by Ana --source https://new.example/1",
    "claims edit 1 --text 'The pier is open' --because 'a slip'",
    "claims utterance add 1 --by Ben",
    "claims utterance retire 1 --because 'another mayor'",
    "claims import reviews.csv --map text=claim --map who=speaker --publisher Desk",
    "claims evidence add 1 2 --stance supports",
    "claims evidence retire 1 --because 'another bridge'",
    "claims relate 1 contradicts 2",
    "claims unrelate 1 repeats 2 --because 'a slip'",
    "claims claimant add 'New Person'",
    "claims claimant edit Ana --note hm",
    "claims claimant alias Ana 'Ana R.'",
    "claims claimant merge Ben Ana",
    "claims source add https://new.example/2",
    "claims source edit 1 --title Title",
    "claims source link 2 quotes 1",
    "claims source unlink 3 quotes 1 --because 'a slip'",
    "claims source judge 1 2 --independent --because 'two desks'",
    "claims source retract 1 --because 'invented'",
    "claims source merge 2 1 --because 'one page'",
    "claims retire 1 --because 'entered twice'",
    "claims restore 3 --because 'no repeat'",
    "claims verify 1 --because 'so it is'",
    "claims dispute 1 --because 'some say'",
    "claims refute 1 --because 'it is not'",
    "claims unverifiable 1 --because 'who knows'",
    "claims withdraw 1 --because 'taken back'",
    "claims reopen 4 --because 'a draft'",
    "claims approve 2 --as Ben --policy second.toml",
    "claims archive keep 1 --from page.html",
    "claims inbox --accept-all",
    "claims extract 1",
    "claims report source 1 -o made.txt",
    "claims report claimant Ana -o made.txt",
    "claims report claim 1 -o made.txt",
    "claims report summary -o made.txt",
    "claims report coverage 1 -o made.txt",
    "claims report corrections -o made.txt",
    "claims quotes check",
    "claims merge other.db",
)
"""For every command that writes, a line that would change something."""


@pytest.fixture
def stocked_desk(desk: Terminal) -> Terminal:
    (desk.folder / "page.html").write_text(ARTICLE)
    (desk.folder / "reviews.csv").write_text("text,who\nThe lift is broken,Cem\n")
    (desk.folder / "second.toml").write_text('name = "two"\n[content.verified]\napprovals = 1\n')
    for line in (
        "claims add 'The ferry is late' --by Ana --source https://paper.example/1",
        "claims add 'The bridge is new' --by Ben --source https://paper.example/2",
        "claims add 'The road is wet' --by Ben --source https://paper.example/3",
        "claims add 'The sea is calm' --by Ben --source https://paper.example/4",
        "claims retire 3 --because 'a slip'",
        "claims relate 1 repeats 2",
        "claims evidence add 1 1 --stance supports",
        "claims source link 3 quotes 1",
        "claims verify 2 --because 'so it is' --policy second.toml",
        "claims verify 4 --because 'so it is'",
        "claims archive 1 --from page.html",
        "claims add 'The light is on' --by Cem --db other.db",
    ):
        answer = desk.run(line)
        assert answer.code == 0, f"{line}\n{answer}"
    return desk


def everything_in(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.file
def test_a_dry_run_of_every_command_that_writes_changes_no_byte(stocked_desk: Terminal) -> None:
    log = stocked_desk.place.ask("SELECT count, hash FROM head")
    before = everything_in(stocked_desk.folder)
    for line in DRY:
        answer = stocked_desk.run(f"{line} --dry-run")
        assert answer.code == 0, f"{line}\n{answer}"
        assert everything_in(stocked_desk.folder) == before, line
    assert stocked_desk.place.ask("SELECT count, hash FROM head") == log


def test_every_command_that_writes_has_a_dry_run() -> None:
    writing = {path for path, command in COMMANDS.items() if any(each.name == "dry_run" for each in command.params)}
    tried = {path for path in writing if any(f"{line} ".startswith(f"{' '.join(path)} ") for line in DRY)}
    assert tried == writing
    assert len(writing) == len(DRY)


def test_a_dry_run_says_what_the_policy_says(desk: Terminal) -> None:
    (desk.folder / "two.toml").write_text('name = "two"\n[content.verified]\nindependent = 2\n')
    line = "claims verify 1 --because 'so it is' --policy two.toml"
    wet = desk.refused(line)
    assert desk.refused(f"{line} --dry-run") == wet
    assert desk.place.ask("SELECT count(*) FROM verification") == [(0,)]


FILTERED: tuple[tuple[str, list[int]], ...] = (
    ("--pending", [2]),
    ("--recorded-by ben", [3]),
    ("--recorded-by ana --recorded-by ben --relation repeats", [3, 1]),
    ("--relation contradicts", [2, 1]),
    ("--relation corrects", []),
    ("--named unnamed", [3]),
    ("--named named --named unnamed", [3]),
    ("--archived", [1]),
    ("--archived --pending", []),
    ("--pending --by Ben --sort said", [2]),
)


def test_a_list_asks_for_what_the_desk_did_today_and_in_the_past(desk: Terminal) -> None:
    (desk.folder / "page.html").write_text(ARTICLE)
    (desk.folder / "second.toml").write_text('name = "two"\n[content.verified]\napprovals = 1\n')
    for line in (
        "claims add 'The bridge is new' --by Ben --source https://paper.example/2",
        "claims add 'The road is wet' --by Cem --named unnamed --as ben",
        "claims relate 1 contradicts 2",
        "claims relate 3 repeats 1",
        "claims relate 3 corrects 1",
        "claims unrelate 3 corrects 1 --because 'a slip'",
        "claims verify 1 2 --because 'so it is' --policy second.toml",
        "claims approve 1 --policy second.toml --as ben",
        "claims archive 1 --from page.html",
    ):
        desk.ok(line)
    asked = [[claim["id"] for claim in desk.json(f"claims list {line}")["claims"]] for line, _found in FILTERED]
    assert asked == [found for _line, found in FILTERED]
    ((lines,),) = desk.place.ask("SELECT count FROM head")
    for line in (
        "claims approve 2 --policy second.toml --as ben",
        "claims retire 1 --because 'entered twice'",
        "claims retire 3 --because 'entered twice'",
        "claims unrelate 1 contradicts 2 --because 'a slip'",
        "claims source merge 2 1",
    ):
        desk.ok(line)
    for line, found in FILTERED:
        then = desk.json(f"claims list {line} --as-of @{lines}")["claims"]
        assert [claim["id"] for claim in then] == found, line
    assert [claim["id"] for claim in desk.json("claims list --archived")["claims"]] == [2]
    assert desk.json("claims list --pending")["claims"] == []
    assert {event["actor"] for event in desk.json("claims history --by ben")["events"]} == {"ben"}


@pytest.mark.file
@pytest.mark.parametrize(
    ("line", "change"),
    [
        ("claims edit 1 --kind fact", "edit"),
        ("claims source edit 1 --title Title", "edit"),
        ("claims claimant edit Ana --kind person", "edit"),
        ("claims claimant alias Ana 'Ana R.'", "alias"),
        ("claims claimant merge Ben Ana", "merge"),
        ("claims source merge 2 1", "merge"),
    ],
)
def test_a_policy_asks_a_reason_for_changes(desk: Terminal, line: str, change: str) -> None:
    desk.ok("claims add 'The pier is new' --by Ben --source https://paper.example/2")
    (desk.folder / "policy.toml").write_text(f'name = "ours"\nreasons_for = ["{change}"]\n')
    said = f"Error: The policy ours asks a reason for every {change}. Nothing was recorded. Add: --because TEXT"
    assert desk.refused(line) == desk.refused(f"{line} --dry-run") == said
    desk.ok(f"{line} --because 'it was wrong'")
    assert f"a reason for: {change}" in desk.ok("claims policy show").out


@pytest.mark.file
def test_a_change_that_a_policy_cannot_ask_a_reason_for_is_refused_by_its_key(desk: Terminal) -> None:
    (desk.folder / "policy.toml").write_text('name = "ours"\nreasons_for = ["add"]\n')
    said = desk.refused("claims policy show")
    assert 'policy\'s reasons_for is "add"' in said
    assert "Write some of edit, alias, merge." in said


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
