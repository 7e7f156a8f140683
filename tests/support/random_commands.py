"""Random command lines over a small ledger: few names, few numbers, so that they meet often."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner
from hypothesis import Phase, settings
from hypothesis import strategies as st

from claims import clock
from claims.cli import main
from tests.support.ledgers import SQLITE, STEP, STOPPED_AT, Place

Words = tuple[str, ...]
"""A command line without the program's name."""

CLAIMANTS = ("Elena Voss", "E. Voss", "Port Authority", "VESTA", "The Herald", "Mayor", "1", "2", "3")
SOURCES = ("https://courier.example/1", "https://m.courier.example/1", "https://herald.example/2", "Survey", "1", "2")
TEXTS = ("The bridge is closed", "The pier is safe", "The night ferry is sold", "Der Hafen ist geschlossen")
TITLES = ("Bridge shut", "Pier news", "Survey")
TAGS = ("roads", "a-b", "ab", "zoo")
DAYS = ("2025-04-10", "2025-03", "2024", "about 2025-04")
WHY = "Because it is so"

numbers = st.integers(1, 4).map(str)
claimants, sources = st.sampled_from(CLAIMANTS), st.sampled_from(SOURCES)
AXES = st.sampled_from(((), ("--attribution",)))


def perhaps(option: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[Words]:
    """An option that may be left out."""
    return st.one_of(st.just(()), values.map(lambda value: (option, value)))


def line(*parts: Any) -> st.SearchStrategy[Words]:
    """A command line put together from words, and from strategies for a word or several."""

    def joined(drawn: tuple[Any, ...]) -> Words:
        return tuple(word for part in drawn for word in ((part,) if isinstance(part, str) else part))

    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts)).map(joined)


said = (
    "--by",
    claimants,
    perhaps("--via", claimants),
    perhaps("--source", sources),
    perhaps("--on", st.sampled_from(DAYS)),
    perhaps("--quote", st.sampled_from(("It is shut", "Never sold"))),
)
claim = line("add", st.sampled_from(TEXTS), *said, perhaps("--tag", st.sampled_from(TAGS)))
rulings = line(
    st.sampled_from(("verify", "dispute", "refute", "unverifiable", "withdraw", "reopen")),
    numbers,
    "--because",
    WHY,
    AXES,
    perhaps("--evidence", sources),
    perhaps("--recheck-on", st.sampled_from(("2025-04-11", "2030-01-01"))),
)
commands = st.one_of(
    claim,
    claim,
    rulings,
    rulings,
    line("utterance", "add", numbers, *said),
    line("utterance", "retire", numbers, "--because", WHY),
    line("evidence", "add", numbers, sources, "--stance", st.sampled_from(("supports", "refutes", "context")), AXES),
    line("evidence", "retire", numbers, "--because", WHY),
    line("edit", numbers, perhaps("--tag", st.sampled_from(TAGS)), "--text", st.sampled_from(TEXTS)),
    line("edit", numbers, "--untag", st.sampled_from(TAGS)),
    line("edit", numbers, "--kind", "fact", "--language", "en", "--note", "Ask the port"),
    line("relate", numbers, st.sampled_from(("contradicts", "supports")), numbers),
    line("unrelate", numbers, "contradicts", numbers, "--because", WHY),
    line("retire", numbers, "--because", WHY),
    line("restore", numbers, "--because", WHY),
    line("claimant", "add", claimants, "--homonym", perhaps("--alias", st.sampled_from(CLAIMANTS[:6]))),
    line("claimant", "alias", claimants, st.sampled_from(("Vo\u00df", "Voss", "Press", "The Iron Mayor"))),
    line("claimant", "edit", claimants, "--name", st.sampled_from(CLAIMANTS[:6]), perhaps("--kind", st.just("office"))),
    line("claimant", "merge", claimants, claimants),
    line("source", "add", sources, perhaps("--publisher", claimants), perhaps("--title", st.sampled_from(TITLES))),
    line("source", "edit", sources, "--publisher", claimants, perhaps("--title", st.sampled_from(TITLES))),
    line("source", "edit", sources, "--url", st.sampled_from(SOURCES[:3]), perhaps("--byline", st.just("Tom Abel"))),
    line("source", "link", sources, st.sampled_from(("syndicates", "quotes")), sources),
    line("source", "unlink", sources, "syndicates", sources, "--because", WHY),
    line("source", "merge", sources, sources),
    line("source", "retract", sources, "--because", WHY),
)
"""Any command that changes a ledger; many are refused, as they are at a desk."""

sequences = st.tuples(claim, st.lists(commands, min_size=5, max_size=12)).map(lambda drawn: [drawn[0], *drawn[1]])
"""What a desk types in a morning, a claim first."""

AT_A_DESK = settings(max_examples=5, phases=(Phase.explicit, Phase.reuse, Phase.generate))
"""Each example runs a whole ledger: few of them, and one that fails is short enough as it is."""

_copies = count(1)


@contextmanager
def desk_with(template: Path, folder: Path) -> Iterator[Place]:
    """A ledger of its own in a folder, empty, at which the clock moves on a second at each change."""
    path = folder / f"{next(_copies)}.db"
    shutil.copyfile(template, path)
    with clock.frozen(STOPPED_AT, STEP):
        yield Place(SQLITE, str(path))
    for left in folder.glob(f"{path.name}*"):
        left.unlink()


def type_in(place: Place, words: Words) -> bool:
    """Run a command line in this process; says whether it was accepted. It may be refused, and never breaks."""
    answer = CliRunner().invoke(main, ["--db", place.named, "--as", "ana", *words])
    if answer.exception is not None and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    assert answer.exit_code in (0, 1), f"{words}\n{click.unstyle(answer.output)}"
    return answer.exit_code == 0
