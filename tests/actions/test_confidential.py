"""Confidential people: a secret is planted wherever a desk can type one, and every byte of every output is searched."""

import gzip
import html
import io
import json
import re
import shlex
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pyarrow.parquet as parquet
import pytest
import zstandard
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import claims
from claims import clock
from claims.actions.exports.factcheck_api import Search, search_reviews
from claims.cli.terminal.desk import Desk
from claims.formats.material import Publisher
from claims.ledger.read.discretion import TO_READERS
from claims.ledger.transfer import verify
from tests.support.ledgers import SQLITE, STEP, STOPPED_AT, Place, Terminal

DESK = Path(claims.__file__).parent / "policy" / "presets" / "desk.toml"
DESCRIPTION = "a senior official in the ministry"
EXAMPLES = settings(
    max_examples=1,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a leak is told by its field: a shorter secret says no more, and takes its time
    suppress_health_check=list(HealthCheck),
)
WORDS = st.text("abdeghiklmnoprstuvyéłøüжя", min_size=5, max_size=9).map(lambda word: f"q{word}z")

IN_THE_PERSON = ("name", "alias", "same_as", "of_person", "role", "cue")
"""What would tell a reader, or somebody who looks over a shoulder, who it is."""
NOTES = ("of_claim", "of_source", "of_utterance", "of_evidence", "of_link", "of_relation")
"""What the desk noted elsewhere."""

REPORTS = (
    "claim 1",
    "claim 2",
    "claimant 1",
    "claimant 2",
    "source https://courier.example/bridge",
    "source 'The Courier'",
    "summary",
    "corrections",
)
FORMATS = ("text", "markdown", "html", "json", "csv")
EXPORTS = (
    *(("claimreview", f"--profile {profile}", "json") for profile in ("rich", "google", "insights", "markup-page")),
    ("feed", "", "json"),
    ("factcheck-api", "", "json"),
    ("insights-csv", "", "csv"),
    ("csv", "", "csv"),
    ("csv", "", "csv.gz"),
    ("claimreview", "", "json.zst"),
    ("parquet", "", "parquet"),
    ("jsonl", "--status refuted", "jsonl"),
)
READING = (
    "list",
    "list --by 2",
    "list --csv",
    "show 1",
    "show 1 2",
    "search ferry",
    "history 1",
    "history 2",
    "history",
    "queue",
    "lint",
    "lint --policy desk.toml",
    "queue --policy desk.toml",
    "diff @1",
    "diff @3 @12",
    "claimant list",
    "claimant show 2",
    "source list",
    "source show https://courier.example/bridge",
    "editions list",
    "report verify report-0.html",
    "editions check report-0.html",
    "quotes check",
    "inbox list",
)


def secrets(word: str) -> dict[str, str]:
    """A secret for every field, each told from the others."""
    return {
        "name": f"{word.title()} Onaname",
        "alias": f"{word} Xalias",
        "same_as": f"https://{'q' + str(len(word))}sameas.example/{abs(hash(word)) % 1000}sameas",
        "of_person": f"{word} ofperson",
        "role": f"{word} hisrole",
        "cue": f"{word} hiscue",
        **{each: f"{word} {each.replace('_', '')}" for each in NOTES},
    }


def planted(terminal: Terminal, of: Mapping[str, str]) -> None:
    """A ledger with a confidential person who speaks, passes on, publishes and is named in what was typed."""
    told = {each: shlex.quote(value) for each, value in of.items()}
    for line in (
        "add 'The bridge is closed' --by 'Elena Voss' --source https://courier.example/bridge --on 2025-04-09",
        f"claimant add {told['name']} --confidential '{DESCRIPTION}' --alias {told['alias']} --kind person"
        f" --same-as {of['same_as']} --note {told['of_person']}",
        f"add 'The ferry is sold' --by {told['name']} --role {told['role']} --cue {told['cue']}"
        f" --source https://courier.example/ferry --on 2025-04-09 --note {told['of_claim']} --named named"
        " --quote 'It is sold'",
        f"utterance add 1 --by 'Port Authority' --via {shlex.quote(of['alias'] + '|' + of['role'] + '|' + of['cue'])}"
        f" --source https://herald.example/bridge --note {told['of_utterance']} --on 2025-04-09",
        f"source edit https://courier.example/ferry --title Sale --publisher {told['name']} --note {told['of_source']}",
        "source edit https://courier.example/bridge --publisher 'The Courier' --title Bridge",
        f"source link https://courier.example/bridge quotes https://herald.example/bridge --note {told['of_link']}",
        f"evidence add 2 https://herald.example/bridge --stance refutes --note {told['of_evidence']} --primary",
        f"evidence add 1 https://courier.example/ferry --stance supports --note {told['of_evidence']}",
        f"relate 1 contradicts 2 --note {told['of_relation']}",
        f"verify 1 --because {shlex.quote('As ' + of['name'] + ' told us')}",
        f"refute 2 --because {shlex.quote('Denied, says ' + of['alias'].upper() + '.')}",
        f"add {shlex.quote('Whatever ' + of['name'] + ' says is sold')} --by 'Port Authority' --tag {told['alias']}"
        f" --occasion {shlex.quote('A talk with ' + of['name'])} --role {shlex.quote('Deputy of ' + of['alias'])}"
        " --source https://herald.example/talk",
        f"source edit https://herald.example/talk --title {shlex.quote('Talk with ' + of['name'])}",
        f"claimant alias 'Port Authority' {shlex.quote('Office of ' + of['name'])}",
        f"refute 3 --because {shlex.quote('Nobody knows ' + of['name'].replace(' ', '  '))}",
        f"dispute 1 --because {shlex.quote('Again ' + of['name'])}",
    ):
        terminal.ok(f"claims {line}")
    shutil.copyfile(DESK, terminal.folder / "desk.toml")


def readings(data: bytes) -> Iterator[str]:
    """The texts that a reader can make of bytes: unpacked, unescaped, folded."""
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.casefold()
                yield from readings(archive.read(name))
        return
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    elif data[:4] == b"\x28\xb5\x2f\xfd":
        data = zstandard.ZstdDecompressor().decompressobj().decompress(data)
    elif data[:4] == b"PAR1":
        data += str(parquet.read_table(io.BytesIO(data)).to_pylist()).encode()
    text = data.decode("utf-8", "replace")
    for read in (text, re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)):
        yield " ".join(html.unescape(unquote_plus(read)).casefold().split())


def found_in(of: Mapping[str, str], fields: tuple[str, ...], where: str, data: bytes | str) -> list[str]:
    """The fields whose secret is in an output."""
    texts = list(readings(data.encode() if isinstance(data, str) else data))
    return [f"{field}: {where}" for field in fields if any(of[field].casefold() in text for text in texts)]


def at_a_desk(folder: Path, template: Path) -> Terminal:
    """A terminal with an empty ledger."""
    shutil.copyfile(template, folder / "claims.db")
    return Terminal(Place(SQLITE, str(folder / "claims.db")), folder)


@pytest.fixture
def desk_of(template_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A way to sit down at a new ledger."""
    made = []
    monkeypatch.setenv("CLAIMS_ACTOR", "ana")

    def sit() -> Terminal:
        folder = Path(tempfile.mkdtemp(prefix="confidential", dir="/dev/shm"))
        made.append(folder)
        monkeypatch.chdir(folder)
        monkeypatch.setenv("CLAIMS_DB", str(folder / "claims.db"))
        return at_a_desk(folder, template_file)

    with clock.frozen(STOPPED_AT, STEP):
        yield sit
    for folder in made:
        shutil.rmtree(folder)


def leaks_to_readers(terminal: Terminal, of: Mapping[str, str]) -> Iterator[str]:
    """Secrets in what leaves the house."""
    everything = (*IN_THE_PERSON, *NOTES)

    def told(line: str, file: str | None = None) -> Iterator[str]:
        answer = terminal.run(f"claims {line}")
        if answer.code not in (0, 1):
            raise AssertionError((line, answer))
        yield from found_in(of, everything, line, answer.out + answer.err)
        if file is not None:
            assert answer.code == 0, (line, answer)
            yield from found_in(of, everything, line, (terminal.folder / file).read_bytes())

    for number, report in enumerate(REPORTS):
        for format_ in FORMATS:
            yield from told(f"report {report} --format {format_}")
            yield from told(
                f"report {report} --format {format_} -o report-{number}.{format_}", f"report-{number}.{format_}"
            )
        yield from told(f"report {report} --format html -o report-{number}.html", f"report-{number}.html")
    for line in ("claim 2 --as-of @9", "claimant 2 --as-of @9", "summary --as-of @9"):
        yield from told(f"report {line} -o then.html", "then.html")
        yield from told(f"report {line} --format json")
    for number, (format_, more, ending) in enumerate(EXPORTS):
        asked = f"export --format {format_} {more} --site-url https://desk.example"
        if format_ == "jsonl":
            continue
        yield from told(f"{asked} -o export-{number}.{ending}", f"export-{number}.{ending}")
        yield from told(f"{asked} --as-of @12 -o then-{number}.{ending}", f"then-{number}.{ending}")
        if format_ == "csv":
            yield from told(f"{asked} --by 2 -o by.csv", "by.csv")
    for more in ("", "--all", "--as-of @12"):
        yield from told(f"export --site site {more} --site-url https://desk.example")
        for file in (terminal.folder / "site").rglob("*"):
            yield from found_in(of, everything, f"site {file.name}", file.name)
            if file.is_file():
                yield from found_in(of, everything, f"site {more} {file.name}", file.read_bytes())
    for more in ("1", "2", "1 2 --own-lines"):
        yield from told(f"bundle {more} -o dossier.zip", "dossier.zip")
        said = verify.check(terminal.folder / "dossier.zip", None)
        assert said.startswith("Whole: ")
        assert "were withheld" in said
        assert "were cut" in said
    desk = Desk()
    desk.use(db=terminal.place.named)
    for query in ("ferry", "bridge", of["name"], of["alias"]):
        with desk.edition(None, TO_READERS) as edition:
            document, _told = search_reviews(
                edition, Search.read({"query": query}), Publisher("https://desk.example", "The Desk")
            )
        yield from found_in(of, everything, f"API {query}", json.dumps(document))
        assert query in ("ferry", "bridge") or not document.get("claims")


def leaks_on_screen(terminal: Terminal, of: Mapping[str, str]) -> Iterator[str]:
    """Secrets of the person in what the desk reads without having asked for names."""
    for line in READING:
        for style in ("", " --json"):
            answer = terminal.run(f"claims {line}{style}")
            yield from found_in(of, IN_THE_PERSON, line + style, answer.out + answer.err)
    for line in ("list --as-of @9", "show 2 --as-of @9", "search ferry --as-of @12", "lint --as-of @12"):
        answer = terminal.run(f"claims {line}")
        yield from found_in(of, IN_THE_PERSON, line, answer.out + answer.err)


@given(word=WORDS)
@EXAMPLES
def test_no_secret_of_a_confidential_person_leaves_the_house(desk_of: Any, word: str) -> None:
    terminal, of = desk_of(), secrets(word)
    planted(terminal, of)
    assert not (leaks := sorted(set(leaks_to_readers(terminal, of)))), "\n".join(leaks)


@given(word=WORDS)
@EXAMPLES
def test_no_secret_of_a_confidential_person_stands_on_the_screen(desk_of: Any, word: str) -> None:
    terminal, of = desk_of(), secrets(word)
    planted(terminal, of)
    terminal.ok("claims report claimant 2 -o report-0.html")
    terminal.ok("claims export --format csv --by 2 -o by.csv")
    assert not (leaks := sorted(set(leaks_on_screen(terminal, of)))), "\n".join(leaks)


@given(word=WORDS)
@EXAMPLES
def test_the_desk_finds_it_all_where_it_asks_for_it(desk_of: Any, word: str) -> None:
    terminal, of = desk_of(), secrets(word)
    planted(terminal, of)
    shown = terminal.ok("claims show 1 --as-recorded --json").out + terminal.ok("claims show 2 --as-recorded").out
    shown += terminal.ok("claims claimant show 2 --as-recorded --json").out
    assert {each.split(":")[0] for each in found_in(of, IN_THE_PERSON, "", shown)} == set(IN_THE_PERSON)
    assert "can't hold confidential names" in terminal.refused("claims report claim 2 --as-recorded -o named.html")
    for form in ("--format jsonl -o all.jsonl", "--status refuted -o some.jsonl"):
        told = terminal.ok(f"claims export {form}")
        warned = [line for line in told.err.splitlines() if "must stay in the house" in line]
        assert warned == ["note: It holds the name of a confidential person: it must stay in the house."]
        assert not found_in(of, (*IN_THE_PERSON, *NOTES), form, told.out + told.err)
    held = (terminal.folder / "all.jsonl").read_bytes()
    assert len(found_in(of, (*IN_THE_PERSON, *NOTES), "", held)) == len(of)


@given(word=WORDS)
@EXAMPLES
def test_what_writing_commands_answer_keeps_it_back(desk_of: Any, word: str) -> None:
    terminal, of = desk_of(), secrets(word)
    planted(terminal, of)
    name = shlex.quote(of["name"])
    leaks = []
    for line in (
        f"claimant edit 2 --confidential '{DESCRIPTION}' --note {shlex.quote(of['of_person'])}",
        "claimant merge 2 1",
        f"claimant alias 2 {shlex.quote(of['alias'])}",
        "edit 2 --text 'The ferry has been sold'",
        "utterance edit 2 --on 2025-04-08",
        "add 'The ferry is sold' --by 2",
        f"add 'The quay is sold' --by {shlex.quote(of['name'][:-1])}",
        "verify 2 --because 'Seen' --policy desk.toml",
        "verify 2 --because 'Seen' --dry-run",
        "reopen 2 --because 'Seen'",
        "retire 1 --because 'Seen'",
        "source edit https://courier.example/ferry --title 'The sale'",
        "source retract https://courier.example/ferry --because 'Wrong'",
    ):
        for style in ("", " --json"):
            answer = terminal.run(f"claims {line}{style}")
            assert answer.code in (0, 1, 2), answer
            typed = [each for each in IN_THE_PERSON if of[each].casefold() in line.casefold()]
            fields = tuple(each for each in IN_THE_PERSON if each not in typed)
            leaks += found_in(of, fields, line + style, answer.out + answer.err)
    assert not leaks, name
