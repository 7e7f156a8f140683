"""Advice works: what lint and the queue say to do about a planted defect can be done, and the finding is then gone."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claims import db
from claims.policy.rules.codes import Code
from claims.snapshots import fetching
from tests.actions.test_corpus import DEFECTS, Bench, Half, Pair, Seed, Workshop, bench
from tests.support.ledgers import Place, Terminal

__all__ = ["bench"]

BESIDES = {
    "P101": """
        add 'The dam is dry' --by 'Mira Tolan'
        evidence add 1 'A letter' --stance supports --secondary
        verify 1 --because 'so it is'
        """,
    "P104": "add 'The dam is dry' --by 'Mira Tolan'\nverify 1 --because 'yes'",
    "E207": """
        source add https://portal.example/a --publisher 'The Harbour Courier'
        source add https://portal.example/b --publisher 'Valley Radio'
        add 'The dam is dry' --by 'Mira Tolan'
        evidence add 1 1 --stance supports
        evidence add 1 2 --stance supports
        verify 1 --because 'so it is'
        """,
    "E208": """
        source add https://one.example/a --publisher 'The Harbour Courier'
        source add https://two.example/b --publisher 'Harbor Courier'
        add 'The dam is dry' --by 'Mira Tolan'
        evidence add 1 1 --stance supports
        evidence add 1 2 --stance supports
        verify 1 --because 'so it is'
        """,
    "D701": """
        add 'The dam is dry' --by 'Mira Tolan'
        at 2031-05-01
        verify 1 --because 'so it is'
        at 2025-04-11
        """,
}
"""Ledgers for codes that the corpus has no seed of."""

LATER = {"P101": "[content.verified]\nprimary = 1", "P104": "[content.verified]\nrationale = 40"}


def _besides(code: str, run: str) -> Seed:
    defect = Half(finds=[f"{code} verification #1"])
    pair = Pair(code, defect, Half(), run=run, later_policy=LATER.get(code, ""))
    return Seed("besides", f"besides-{code}", pair, defect)


LINTED = [
    *(seed for seed in DEFECTS if any(re.match(r"[A-Z]\d{3} ", found) for found in seed.half.finds)),
    *(_besides(code, run) for code, run in BESIDES.items()),
]
COMMAND = re.compile(r"\bclaims ((?:'[^']*'|\"[^\"]*\"|[^;,()]|\([^)]*\))+)")
SAYS = "adds|brings|changes|has|keeps|lists|names|says|shows|tells|undoes"
"""What a sentence says of a command that it names."""

FILLED = {
    "NAME": "'Ben Ode'",
    "WHY": "'it was looked at once more, and so it stands'",
    "REASON": "'it was looked at once more, and so it stands'",
    "TEXT": "'it was looked at once more, and so it stands'",
    "SOURCE": "'A record of the matter'",
    "DATE": "2099-01-01",
    "FILE": "page.html",
}


def filled(command: str) -> str:
    """A command with its words in capitals filled in."""
    return re.sub(r"\b[A-Z]{2,}\b", lambda word: FILLED.get(word[0], word[0]), command)


def advised(text: str) -> Iterator[str]:
    """The commands in a text that name what they are about."""
    for found in COMMAND.finditer(text):
        command = found[0].split(": ")[0].rstrip(" .\n")
        command = re.split(rf"\. | and | or |, | (?:{SAYS})\b", command)[0].rstrip(" .\n")
        if re.search(r"\d|[A-Z]{2,}", command):
            yield command


class Desk(Workshop):
    """One seed's ledger, at which advice is followed."""

    def lint(self) -> list[dict[str, str]]:
        with self._later():
            return list(self.terminal.run("claims lint --json").json["findings"])

    def queue(self) -> list[dict[str, str]]:
        with self._later():
            return list(self.terminal.run("claims queue --json").json["due"])

    def follow(self, command: str) -> str:
        """What a command says that was refused; nothing if it worked."""
        before = self.events()
        with self._later():
            said = self.terminal.run(filled(command))
        if said.code not in (0, 1) or said.err.startswith("Error"):
            return f"{filled(command)}\n  {said.err}"
        if command.split()[1] in ("show", "lint", "queue", "audit") or self.events() > before:
            return ""
        return f"{filled(command)}\n  nothing came of it: {said.out}{said.err}"

    def events(self) -> int:
        return int(self.place.ask("SELECT count(*) FROM event")[0][0])


def answered(_fetcher: object, url: str) -> fetching.Fetched:
    """A web in which every address is a page."""
    return fetching.Fetched(b"<html><p>A page of some words, kept today.</p></html>", "text/html", url, url, 200, [])


@pytest.fixture
def built(
    terminal_at: Callable[[Place], Terminal],
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Seed], Desk]:
    """Builds the ledger of a seed."""

    def build(seed: Seed) -> Desk:
        terminal = terminal_at(bench.place)
        terminal.folder = bench.place.address.path.parent if bench.place.address.path else Path()
        monkeypatch.chdir(terminal.folder)
        monkeypatch.setattr(db, "connect", bench.connect)
        (terminal.folder / "page.html").write_text("<html><p>A page kept by hand, of a few words.</p></html>")
        monkeypatch.setattr(fetching.Fetcher, "fetch", answered)
        desk = Desk(terminal, seed, bench)
        desk.build()
        return desk

    return build


READ_ON = {
    Code.CIRCULAR: "who had it first is found by reading",
    Code.DROPPED_HOP: "what a chain leaves out is read in the source",
    Code.SPEAKER_CHANGED: "which of two speakers is right is read in the sources",
    Code.RELAY_AS_SPEAKER: "who said it is read in the source",
    Code.QUOTE_ALTERED: "the words are read in the source",
    Code.UNMARKED_CUT: "what was cut is read in the source",
    Code.PARAPHRASE: "the words are read in the source",
    Code.WRONG_SOURCE: "which source has the words is found by searching",
}
"""Findings that take a person's reading; the queue leads to what the rule asks and how to satisfy it."""

PROGRESS = {
    Code.PRIMARY: "one source more may not be enough",
    Code.INDEPENDENT: "one source more may not be enough",
    Code.BOTH_SIDES: "the ruling is made again, knowing of what was brought",
    Code.SNAPSHOT: "the ruling is made again, on the copy that was kept",
    Code.OVERRIDE: "the ruling is made again when what it lacks is there",
    Code.ORPHAN_QUOTE: "the quote may not stand in the copy that was kept",
}
"""Findings of which the queue's command is the first step, and not the last."""


@pytest.mark.parametrize("seed", [pytest.param(seed, id=seed.name) for seed in LINTED])
def test_what_the_queue_says_to_do_can_be_done(built: Callable[[Seed], Desk], seed: Seed) -> None:
    """After each command lint no longer finds what it was for, but where that takes more than one step."""
    for place in range(len(built(seed).queue())):
        desk = built(seed)
        due = desk.queue()[place]
        code = Code(due["code"])
        assert due["do"].startswith("claims "), due
        assert desk.follow(due["do"]) == ""
        if due["do"] == f"claims lint --explain {code}":
            assert code in READ_ON, due
        elif code not in PROGRESS:
            left = [each for each in desk.lint() if (each["code"], each["record"]) == (code, due["record"])]
            assert left == [], due


@pytest.mark.parametrize("seed", [pytest.param(seed, id=seed.name) for seed in LINTED])
def test_the_commands_in_what_lint_says_work(built: Callable[[Seed], Desk], seed: Seed) -> None:
    commands = [each for found in built(seed).lint() for each in advised(f"{found['said']} {found['hint']}")]
    for command in dict.fromkeys(commands):
        assert built(seed).follow(command) == ""


REFUSED = [seed for seed in DEFECTS if seed.half.refused]


@pytest.mark.parametrize("seed", [pytest.param(seed, id=seed.name) for seed in REFUSED])
def test_the_commands_in_a_refusal_work(built: Callable[[Seed], Desk], seed: Seed) -> None:
    """What the policy says to supply is supplied, and nothing of it is refused in its turn."""
    for place in range(9):
        desk = built(seed)
        commands = list(advised(desk.terminal.last.err))
        if place >= len(commands):
            break
        assert desk.follow(commands[place]) == "", desk.terminal.last.err


def test_what_lint_can_find_is_found_in_the_corpus() -> None:
    """A new code comes with a ledger that has it, and so with advice that is followed here."""
    found = {each.split()[0] for seed in LINTED for each in [*seed.half.finds, *seed.half.also]}
    assert {each.value for each in Code} <= found


CLAIM = "claims add 'The dam is dry' --by 'Mira Tolan' --source https://a.example/1"
NOTES = {
    "no publisher": [CLAIM],
    "the same text": [CLAIM, "claims add 'The dam is dry.' --by Bo"],
    "a near name": [CLAIM, "claims add 'The dam is wet' --by Tolan"],
    "a near name of somebody confidential": [
        "claims claimant add 'Mira Tolan' --confidential 'an official'",
        "claims add 'The dam is wet' --by Tolan",
    ],
    "a near title": ["claims source add 'The dam report'", "claims source add 'The dam reprot'"],
    "taken out already": [CLAIM, "claims retire 1 --because 'a slip'", "claims retire 1 --because 'a slip'"],
    "a retracted source": [
        CLAIM,
        "claims evidence add 1 1 --stance supports",
        "claims verify 1 --because 'so it is'",
        "claims source retract 1 --because 'made up'",
    ],
    "evidence withdrawn": [
        CLAIM,
        "claims evidence add 1 1 --stance supports",
        "claims verify 1 --because 'so it is'",
        "claims evidence retire 1 --because 'of another dam'",
    ],
    "a source that is new": [CLAIM, "claims evidence add 1 'A letter' --stance supports"],
    "another's alias": [
        "claims claimant add 'Mira Tolan'",
        "claims claimant add 'Bo Ek'",
        "claims claimant alias 2 'Mira Tolan'",
    ],
    "nothing to archive": ["claims source add 'A letter'", "claims archive 1"],
    "no such claim": [CLAIM, "claims show 9"],
    "no such claimant": [CLAIM, "claims claimant show Nobody"],
    "no such candidate": [CLAIM, "claims inbox --accept 9"],
}
"""What is typed, the last of which is answered with a note or a refusal that names a command."""


@pytest.mark.parametrize("situation", NOTES)
def test_the_commands_in_a_note_work(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, situation: str) -> None:
    monkeypatch.setattr(fetching.Fetcher, "fetch", answered)
    (terminal.folder / "page.html").write_text("<html><p>A page kept by hand, of a few words.</p></html>")
    for line in NOTES[situation][:-1]:
        terminal.ok(line)
    said = terminal.run(NOTES[situation][-1]).err
    for command in advised(said):
        assert not terminal.run(filled(command)).err.startswith("Error"), f"{said}\n{filled(command)}"
