"""Every example in a help works as it stands, at a small ledger that has what it names."""

import json
import re
from collections.abc import Callable, Iterator

import click
import pytest

from claims import clock
from claims.cli import main
from claims.snapshots import fetching
from docs.from_commands import walk
from tests.support.ledgers import STEP, Terminal
from tests.support.published_reviews import REVIEW

ALONE = {
    "claims serve factcheck-api": "stays until it is stopped",
    "claims serve factcheck-api --port 9000 --site-url https://desk.example --publisher 'The Desk'": "the same",
    "claims db copy --to postgresql:///ledger": "wants a server of that name",
    "claims editions check https://desk.example/feed.xml": "wants the desk's own site",
    "claims archive open 3": "starts the system's program for such files",
    "claims demo /tmp/ferry": "writes beside the tests",
}

TALKS = "Foreign minister Ana Ruiz said the planes shall resume, and banking access too. " + " ".join(
    f'Ana Ruiz said that "the road number {number} is closed to all lorries".' for number in range(1, 18)
)

STOCK = (
    "claims source add https://news.example/talks --publisher 'Example News' --published 2025-04-10",
    "claims source add https://ministry.example/old --publisher 'Ministry'",
    "claims source add https://wire.example/3 --publisher 'Example Agency'",
    "claims source add https://wire.example/4 --publisher 'Example Agency'",
    *(f"claims source add 'Paper {word}' --publisher none" for word in ("two", "three", "four")),
    *(
        f"claims add 'The bridge at mile {number} is shut to diplomats' --by 'Ana Ruiz' --source {number % 2 + 1}"
        for number in range(1, 61)
    ),
    *(f"claims evidence add 12 {number} --stance supports" for number in range(3, 8)),
    "claims source link 3 quotes 1",
    "claims verify 13 --because 'so it is' --evidence 4",
    "claims add 'The ferry is late' --by Ben --db colleague.db",
    "claims archive 3 --from page.html",
    "claims archive 3 --from talks.html",
    "claims archive 1 --from page.html",
    "claims archive 3 --from page.html",
    "claims archive 1 --from talks.html",
    "claims extract 1",
)

REVIEWS = "claims export -f claimreview --site-url https://desk.example --publisher 'The Desk' -o reviews.jsonl"
SITE = ("claims refute 12 --because 'it is open'", "claims export --site public --site-url https://desk.example")
BEFORE = {
    "claims restore 12": ["claims retire 12 --because 'a slip'"],
    "claims unrelate 12": ["claims relate 12 contradicts 9"],
    "claims source unlink 3": ["claims source link 3 syndicates 1"],
    "claims claimant merge": ["claims claimant add 'Ana Riuz'"],
    "claims approve 12": ["claims verify 12 --because 'so it is' --evidence 4 --policy two.toml"],
    "claims editions check public": [SITE[0], f"{SITE[1]} --publisher 'The Desk'"],
    "claims editions check -": [REVIEWS],
    "claims validate reviews.jsonl": [REVIEWS],
    "claims validate -": [f"{REVIEWS} --profile insights"],
    "claims report verify": ["claims report source https://news.example/talks -o talks.html"],
    "claims report source TASS": ["claims source add https://tass.example/1 --publisher TASS"],
    "claims lint --compare": ["claims policy init strict.toml --preset desk"],
    "claims policy show": ["claims policy init --preset desk"],
    "claims editions check public/claims": [SITE[0], f"{SITE[1]} --publisher 'The Desk'"],
    "claims reopen 12": ["claims refute 12 --because 'it is open'"],
    "claims source add https://news.example/talks": ["claims source edit 1 --url https://news.example/other"],
}
"""What is done before an example that goes on from there."""

FINDS = ("claims lint", "claims queue", "claims rating unmapped")
"""Commands that answer with 1 where they find something."""


def examples() -> Iterator[str]:
    """The examples of all helps, each on one line."""
    for _path, command in [(("claims",), main), *walk(main, ("claims",))]:
        text = (command.epilog or "").replace("\b", "").replace("\\\n", " ")
        for line in text.splitlines():
            if re.match(r"\s+(claims|curl) ", line):
                yield " ".join(line.partition("  (")[0].split()) if "  (" in line.strip() else " ".join(line.split())


EXAMPLES = list(dict.fromkeys(examples()))


def test_every_command_has_an_example_and_all_are_found() -> None:
    assert len(EXAMPLES) > 100
    assert all(isinstance(command, click.Group) or command.epilog for _path, command in walk(main, ("claims",)))
    assert ALONE.keys() <= set(EXAMPLES)


def test_the_first_example_is_clean(terminal: Terminal) -> None:
    first = EXAMPLES[:2]
    assert [line.split()[1] for line in first] == ["source", "add"]
    for line in first:
        assert terminal.ok(line).err == ""


@pytest.fixture
def desk(
    stock: Callable[[object, Callable[[], object]], Terminal], terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """A small ledger with what the examples name, the files that they read, and a web that answers."""

    def answered(_fetcher: object, url: str) -> fetching.Fetched:
        return fetching.Fetched(f"<html><p>{TALKS}</p>".encode(), "text/html", url, url, 200, [])

    monkeypatch.setattr(fetching.Fetcher, "fetch", answered)
    _write_files(terminal)

    def record() -> None:
        with clock.frozen("2025-03-20T09:00:00Z", STEP):
            for line in STOCK:
                terminal.ok(line)

    return stock("help examples", record)


def _write_files(terminal: Terminal) -> None:
    folder = terminal.folder
    (folder / "articles").mkdir()
    review = json.dumps(REVIEW)
    files = {
        "statements.txt": "The road is wet\nThe road is dry\n",
        "statements.csv": "statement,who,rating\nThe lift is broken,Cem,False\n",
        "reviews.jsonl.gz": review,
        "article.txt": TALKS,
        "hearing.txt": "THE CHAIR: The road is closed to lorries.\nMS RUIZ: The road is open to all.\n",
        "articles/one.txt": TALKS,
        "page.html": "<html><p>Ana Ruiz said the planes shall resume in May, and nobody knows when.</p></html>",
        "talks.html": f"<html><p>{TALKS}</p></html>",
        "morning.txt": "add 'The road is shut' --by 'Ana Ruiz'\nlist\n",
        "two.toml": 'name = "two"\n[content.verified]\napprovals = 1\n',
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.file
@pytest.mark.parametrize("line", [each for each in EXAMPLES if each not in ALONE])
def test_an_example_works(desk: Terminal, line: str) -> None:
    for start, before in BEFORE.items():
        if line.startswith(start):
            for each in before:
                desk.ok(each)
    typed: str | None = None
    *piped, command = line.split(" | ")
    if command.startswith("mail") or "||" in command:
        piped, command = [], line.split(" ||")[0]
    if piped:
        typed = desk.ok(piped[0]).out if piped[0].startswith("claims") else f"[{json.dumps(REVIEW)}]"
    elif " < " in command:
        command, _, file = command.partition(" < ")
        typed = (desk.folder / file).read_text(encoding="utf-8")
    elif command.split()[1] in ("extract", "shell") and (" - " in command or command == "claims shell"):
        typed = TALKS if " - " in command else "list\n"
    if "articles/*" in command:
        command = command.replace("articles/*.txt", "articles/one.txt")
    if "--expect 3f2a..." in command:
        command = command.replace("3f2a...", desk.ok("claims audit --head").out.split()[-1])
    said = desk.run(command, typed)
    assert said.code in ((0, 1) if command.startswith(FINDS) else (0,)), f"{command}\n{said.err}"
    assert said.code == 0 or not said.err.startswith("Error"), f"{command}\n{said.err}"
