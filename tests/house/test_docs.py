"""The documentation says what the program does."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from claims import models
from claims.cli import main
from docs.answers import SeveralClaims
from docs.from_commands import walk
from docs.from_contract import pictured
from docs.from_documents import DOCUMENTS, LINES
from docs.from_models import table_of, tables
from docs.generate import GENERATED, PICTURED, ROOT, SESSIONS
from docs.markdown import link
from docs.sessions import answered, commands
from tests.support.ledgers import Terminal

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
STALE = "is out of date: make docs writes it again"


@pytest.mark.parametrize("path", GENERATED)
def test_a_generated_page_is_up_to_date(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == GENERATED[path](), f"{path} {STALE}"


@pytest.mark.parametrize("path", PICTURED)
def test_a_picture_is_drawn_from_the_program(path: str) -> None:
    written = (ROOT / path).read_text(encoding="utf-8")
    assert written == pictured(written), f"{path} {STALE}"


@pytest.mark.parametrize("path", SESSIONS)
def test_a_page_shows_what_the_program_answers(path: str) -> None:
    written = (ROOT / path).read_text(encoding="utf-8")
    assert written == answered(written), f"{path} {STALE}"


@pytest.mark.parametrize("path", SESSIONS)
@pytest.mark.parametrize("on", [None, "2031-02-28T22:30:00Z"])
def test_a_page_holds_on_whatever_day_it_is_read(path: str, on: str | None) -> None:
    answered((ROOT / path).read_text(encoding="utf-8"), on=on)


def test_sessions_keep_what_was_typed_and_drop_what_was_answered() -> None:
    block = "$ claims add 'a' \\\n>   --by b\nan answer\n> not typed\n$ claims list\n"
    assert list(commands(block)) == ["$ claims add 'a' \\\n>   --by b", "$ claims list"]


# --- JSON -------------------------------------------------------------------------------------------------------------

CALLS = {
    "add": "add 'It rains' --by 'Ilse Marwick' --source 1 --on 2024-05 --tag rain --quote rain --orphan --role r",
    "edit": "edit 13 --text 'It rained'",
    "retire": "retire 13 --because x",
    "restore": "restore 13 --because x",
    "verify": "verify 1 --because x --rating y --recheck-on 2030-01-01 --evidence '7#no date'",
    "dispute": "dispute 2 --because x",
    "refute": "refute 3 --because x",
    "unverifiable": "unverifiable 4 --because x",
    "withdraw": "withdraw 5 --because x",
    "reopen": "reopen 5 --because x",
    "utterance add": "utterance add 1 --by ORNA",
    "utterance retire": "utterance retire 1 --because x",
    "evidence add": "evidence add 1 3 --stance context --note n",
    "evidence retire": "evidence retire 1 --because x",
    "relate": "relate 3 supports 4 --note n",
    "unrelate": "unrelate 3 supports 4 --because x",
    "list": "list",
    "show": "show 1",
    "search": "search ferry",
    "history": "history",
    "claimant list": "claimant list",
    "claimant show": "claimant show ORNA",
    "claimant add": "claimant add 'Orna' --homonym --alias ORNAN --same-as https://orna.example/ --note n",
    "claimant edit": "claimant edit 1 --kind office",
    "claimant alias": "claimant alias 1 Marwick",
    "claimant merge": "claimant merge 2 3",
    "source list": "source list",
    "source show": "source show 1",
    "source add": "source add https://a.example/1 --publisher P --byline B --language en --note n",
    "source edit": "source edit 2 --title T",
    "source link": "source link 5 quotes 6",
    "source unlink": "source unlink 5 quotes 6 --because x",
    "source judge": "source judge 3 4 --independent --because x",
    "source retract": "source retract 6 --because x",
    "source merge": "source merge 5 6",
    "report source": "report source 1",
    "report claimant": "report claimant 1",
    "report claim": "report claim 1",
    "report summary": "report summary",
    "report corrections": "report corrections --since 2020-01-01",
    "report verify": "report verify written.md",
    "editions list": "editions list",
    "editions check": "editions check written.md",
    "diff": "diff @1",
    "archive keep": "archive keep 1 --from ferry/article.txt",
    "archive list": "archive list",
    "archive show": "archive show 1",
    "archive open": "archive open 1 --print",
    "archive export": "archive export copies.warc.gz",
    "archive verify": "archive verify",
    "report coverage": "report coverage 1",
    "extract": "extract 1",
    "inbox": "inbox",
    "quotes check": "quotes check --dry-run",
    "source diff": "source diff 1",
    "queue": "queue",
    "import": "import reviews.jsonl",
    "rating explain": "rating explain 'Half true'",
    "rating unmapped": "rating unmapped",
    "policy init": "policy init --preset desk p.toml",
    "policy show": "policy show --policy p.toml",
    "lint": "lint --policy p.toml",
    "lint --explain": "lint --explain P102",
    "lint --compare": "lint --compare p.toml",
    "approve": "approve 9 --policy p.toml --as Berit",
    "export": "export -f csv -o claims.csv",
    "export --site": "export --site public",
    "validate": "validate review.json --profile google",
    "bundle": "bundle 1 -o one.zip",
    "bundle --verifier": "bundle --verifier verify.py",
    "audit": "audit",
    "audit --head": "audit --head",
    "db upgrade": "db upgrade",
    "db current": "db current",
    "db check": "db check",
    "db backup": "db backup copy.db",
    "merge": "merge copy.db",
    "db copy": "db copy --to moved.db",
    "demo": "demo another",
}


FAULT_FINDERS = ("db check", "editions check", "lint", "queue", "report verify", "validate")
REVIEWS = '{"claimReviewed": "The pier is new", "reviewRating": "Wobbly"}\nno review\n'

"""Commands that may find something wrong, and then say so in their exit code."""


def undocumented(printed: str, document: type[msgspec.Struct]) -> Any:
    """What a printed document has that its description hasn't, or the other way round; None if they agree."""
    read = msgspec.json.decode(printed, type=document)
    again, whole = json.loads(msgspec.json.encode(read)), json.loads(printed)
    return None if again == whole else (whole, again)


@pytest.mark.file
def test_every_json_document_is_the_documented_one(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    assert CALLS.keys() == DOCUMENTS.keys()
    terminal.ok("claims demo ferry")
    monkeypatch.setenv("CLAIMS_DB", "ferry/claims.db")
    terminal.ok("claims report source 1 -o written.md")
    terminal.ok("claims archive 1 --from written.md")
    (terminal.folder / "review.json").write_text("{}")
    Path("reviews.jsonl").write_text(REVIEWS, encoding="utf-8")
    for name, call in CALLS.items():
        if name == "approve":
            why = "Nobody published minutes, and both sides decline to comment"
            terminal.ok(f"claims unverifiable 9 --because '{why}' --recheck-on 'in 90 days' --policy p.toml")
        if name in FAULT_FINDERS:
            assert undocumented(terminal.run(f"claims {call} --json").out, DOCUMENTS[name]) is None
            continue
        assert undocumented(terminal.ok(f"claims {call} --json").out, DOCUMENTS[name]) is None, name
    several = terminal.ok("claims verify 6 7 --because x --json").out
    assert undocumented(several, SeveralClaims) is None


@pytest.mark.file
def test_every_json_line_is_the_documented_one(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.ok("claims demo ferry")
    monkeypatch.setenv("CLAIMS_DB", "ferry/claims.db")
    Path("reviews.jsonl").write_text(REVIEWS, encoding="utf-8")
    terminal.ok("claims import reviews.jsonl")
    terminal.ok("claims export -o claims.csv")
    for name, document in LINES.items():
        lines = terminal.run(f"claims {CALLS[name].partition(' --policy')[0]} --jsonl").out.splitlines()
        assert lines
        assert [undocumented(line, document) for line in lines] == [None] * len(lines)


def test_every_command_that_answers_is_documented() -> None:
    answering, listing = set(), set()
    for (_claims, *path), command in walk(main, ("claims",)):
        flags = {name for option in command.params for name in option.opts}
        if "--json" in flags:
            answering.add(" ".join(path))
        if "--jsonl" in flags:
            listing.add(" ".join(path))
    assert answering == {name.partition(" --")[0] for name in DOCUMENTS}
    assert listing == LINES.keys()


# --- The rest ---------------------------------------------------------------------------------------------------------


def test_every_table_is_documented() -> None:
    assert [table_of(model).name for model in tables()] == list(models.TABLES)
    assert models.TABLES.keys() == models.whole_schema().tables.keys()


def test_every_dependency_has_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    required = [
        *project["project"]["dependencies"],
        *(each for extra in project["project"]["optional-dependencies"].values() for each in extra),
        *project["dependency-groups"]["dev"],
    ]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").replace("_", "-")
    names = {re.split(r"[\[>=<]", each)[0] for each in required}
    assert {name for name in names if not re.search(rf"\b{re.escape(name)}\b", page)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert f"#{anchor}" in {link(heading).partition("(")[2].removesuffix(")") for heading in headings}, target
