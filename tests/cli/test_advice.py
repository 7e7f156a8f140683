"""Advice that is printed works: every command that the program names is one that it has, with options that it has."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from claims.cli import main

ROOT = Path(__file__).parents[2]
COMMAND = re.compile(r"\bclaims((?: [a-z][a-z-]*)+)((?: (?:--?[a-z-]+|[^\s;:,()`]+))*)")


def literals(file: Path) -> Iterator[str]:
    """The texts of a module, with 1 where something is filled in, but for its docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    inside = {id(part) for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for part in each.values}
    for each in ast.walk(tree):
        if isinstance(each, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in each.values)
        elif isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in inside:
            yield each.value


def advice() -> Iterator[tuple[str, str]]:
    """What looks like a command in what the program says, and in what the manual shows that it says."""
    for file in sorted((ROOT / "claims").rglob("*.py")):
        for text in literals(file):
            for found in COMMAND.finditer(text):
                yield file.name, found[0]
    for feature in sorted((ROOT / "features").glob("*.feature")):
        for line in feature.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith(("note:", "Error:", "fix:")):
                for found in COMMAND.finditer(line):
                    yield feature.name, found[0].split(". ")[0]


def unknown(line: str) -> str | None:
    """What in a command line the program doesn't have; nothing for a sentence that only has the word in it."""
    command: click.Command = main
    ctx = click.Context(main, info_name="claims")
    words = line.split()[1:]
    while words and isinstance(command, click.Group) and words[0] != "--help":
        found = command.get_command(ctx, words[0].rstrip(".,"))
        if found is None and ctx.info_name == "archive":  # `archive SOURCE` is `archive source SOURCE`
            found, words = command.get_command(ctx, "keep"), ["keep", *words]
        if found is None:
            return words[0] if ctx.parent else None  # "claims are ..." is no command
        command, ctx = found, click.Context(found, parent=ctx, info_name=words[0])
        words = words[1:]
    known = {name for each in command.get_params(ctx) for name in (*each.opts, *each.secondary_opts)} | {"--help", "--"}
    return next(
        (each for each in (word.rstrip(".,") for word in words) if each[:2] == "--" and each not in known), None
    )


def test_every_command_that_is_advised_is_one() -> None:
    wrong = [(where, line, what) for where, line in advice() if (what := unknown(line))]
    assert not wrong, "\n".join(map(str, wrong))
    assert len(list(advice())) > 200


@pytest.mark.parametrize("line", ["claims source retire 1", "claims approve 1 --nobody"])
def test_a_command_that_is_none_would_be_found(line: str) -> None:
    assert unknown(line)


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        (["source", "retire", "1"], "Did you mean edit, which corrects it, or merge, which makes one of two?"),
        (["source", "delete", "1"], "Did you mean edit, which corrects it, or merge, which makes one of two?"),
        (["claimant", "remove", "1"], "Did you mean edit, which corrects it, or merge, which makes one of two?"),
        (["retract", "1"], "Did you mean source retract, or withdraw, where a claimant took something back?"),
        (["source", "retrac", "1"], "Did you mean retract?"),
        (["delete", "1"], "Did you mean retire?"),
        (["evidence", "delete", "1"], "Did you mean retire?"),
        (["utterance", "new"], "Did you mean add?"),
        (["ls"], "Did you mean list?"),
        (["source", "rename", "1"], "Did you mean edit?"),
    ],
)
def test_a_wrong_guess_leads_on_and_never_to_a_retraction(words: list[str], lead: str) -> None:
    with pytest.raises(click.UsageError) as refused:
        main.do(words)
    assert refused.value.message.endswith(lead)
