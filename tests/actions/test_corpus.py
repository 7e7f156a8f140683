"""The red-team corpus: each planted defect is found, by the one check that should, and nothing else speaks up.

Seeds are the files in `tests/corpus/`; README.md there says how to write one.
"""

import hashlib
import re
import shutil
import sqlite3
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct
from sqlmodel import col, select

from claims import clock, db
from claims.errors import BadInput
from claims.ledger.log.guards import expected_guards
from claims.ledger.log.ledger import Ledger
from claims.ledger.log.witness import move_on, witness_path
from claims.ledger.store.canonical import fingerprint, genesis
from claims.models import Evidence, Record, Snapshot, Utterance
from claims.policy.rules.presets import PRESETS, preset
from tests.support.ledgers import SQLITE, STEP, STOPPED_AT, Place, Terminal

CORPUS = Path(__file__).parents[1] / "corpus"
SLOT = re.compile(r"\{\{(\w+)\}\}")
WRITTEN = {"before", "after"}
"""The columns of the log that hold JSON."""


class Half(Struct, forbid_unknown_fields=True):
    """What makes a pair's one half: what goes into the slots, and what is then found."""

    put: dict[str, str] = {}
    finds: list[str] = []
    also: dict[str, str] = {}
    """Findings that come with the expected ones, each with the reason why that can't be otherwise."""
    refused: str = ""
    """What the last command line is refused with; nothing is recorded by it."""


class Pair(Struct, forbid_unknown_fields=True):
    """A defect and its sound twin, which differ in what goes into the slots and in nothing else."""

    title: str
    defect: Half
    sound: Half
    run: str = ""
    texts: dict[str, str] = {}
    policy: str = ""
    later_policy: str = ""
    """What the desk holds its rulings to after they were made, if that is another policy."""
    tamper: str = ""
    """SQL run behind the program's back, the guards put back afterwards."""
    unguard: str = ""
    """SQL run behind the program's back, the guards left as it leaves them."""
    rechain: str = ""
    """The line from which on a forger who knows how works out all hashes anew."""
    witness: str = ""
    """What is written over the witness; `gone` takes it away, `forged` has it say what the forged log says."""
    expect: str = ""
    """The line whose hash was published before anybody tampered."""


class Seed(Struct, frozen=True):
    """One ledger to be built: a half of a pair."""

    shelf: str
    name: str
    pair: Pair
    half: Half

    def filled(self, field: str) -> str:
        """A field with what this half puts into its slots."""
        text: str = getattr(self.pair, field)
        return SLOT.sub(lambda slot: self.half.put[slot[1]], text)

    @property
    def slots(self) -> set[str]:
        """The slots that the pair has."""
        texts = [text for text in msgspec.to_builtins(self.pair).values() if isinstance(text, str)]
        return {slot for text in [*texts, *self.pair.texts.values()] for slot in SLOT.findall(text)}


def seeds() -> Iterator[Seed]:
    """Every seed of the corpus, the defects and the sound ones."""
    for file in sorted(CORPUS.glob("*.toml")):
        shelf = tomllib.loads(file.read_text(encoding="utf-8"))
        for number, written in enumerate(shelf["pair"], start=1):
            pair = msgspec.convert(written | {"run": f"{shelf.get('run', '')}\n{written.get('run', '')}"}, Pair)
            for half in ("defect", "sound"):
                name = f"{file.stem}-{number}-{half}"
                yield Seed(shelf["class"], name, pair, getattr(pair, half))


SEEDS = list(seeds())
DEFECTS = [seed for seed in SEEDS if seed.half is seed.pair.defect]


@pytest.mark.parametrize("seed", [pytest.param(seed, id=seed.name) for seed in SEEDS])
def test_exactly_what_was_planted_is_found(
    terminal_at: Callable[[Place], Terminal], bench: "Bench", monkeypatch: pytest.MonkeyPatch, seed: Seed
) -> None:
    terminal = terminal_at(bench.place)
    terminal.folder = bench.place.address.path.parent if bench.place.address.path else Path()
    monkeypatch.chdir(terminal.folder)
    monkeypatch.setattr(db, "connect", bench.connect)
    desk = Workshop(terminal, seed, bench)
    desk.build()
    published = desk.head_at(seed.filled("expect"))
    desk.tamper()
    found: dict[str, str] = {}
    for where, said in desk.findings(published):
        found[where] = f"{found[where]} {said}" if where in found else said
    expected = [*seed.half.finds, *seed.half.also]
    missed = [each for each in expected if not any(_is(each, where, said) for where, said in found.items())]
    beside = [f"{where}: {said}" for where, said in found.items() if not any(_is(one, where, said) for one in expected)]
    wrong = [*(f"missed  {each}" for each in missed), *(f"beside  {each}" for each in beside)]
    assert not wrong, "\n".join([f"{seed.shelf}: {seed.pair.title}", *wrong])


def _is(expected: str, where: str, said: str) -> bool:
    """Whether a finding is the expected one: check and record, and after a colon what it has to say."""
    wanted, _, words = expected.partition(": ")
    return wanted == where and words in said


def test_the_corpus_is_as_large_as_it_was_promised() -> None:
    assert len(DEFECTS) >= 60
    assert len(SEEDS) == 2 * len(DEFECTS)
    assert len({seed.shelf for seed in SEEDS}) >= 20


def test_every_seed_is_written_as_it_should_be() -> None:
    for seed in SEEDS:
        defect = seed.half is seed.pair.defect
        assert bool(seed.half.finds or seed.half.refused) is defect, seed.name
        assert defect or not seed.half.also, seed.name
        assert seed.slots == set(seed.half.put), seed.name
        assert all(seed.half.also.values()), f"{seed.name}: say why that can't be otherwise."


def test_no_two_seeds_have_one_title() -> None:
    titles = Counter(seed.pair.title for seed in DEFECTS)
    assert [title for title, times in titles.items() if times > 1] == []


def test_a_copy_whose_text_has_another_hash_is_never_recorded(ledger: Place) -> None:
    seen: dict[str, Any] = {
        "source_id": 1,
        "fetched_at": "2025-04-11T09:00:00.000000Z",
        "media_type": "text/html",
        "size": 4,
    }
    with pytest.raises(BadInput) as refused, ledger.writing() as session:
        Ledger(session, "ana").add(Snapshot(**seen, sha256="ab" * 32, text="Shut", text_sha256="cd" * 32))
    assert str(refused.value).startswith("That snapshot can't be recorded: text_sha256 is not the SHA-256 of its text.")
    assert ledger.ask("SELECT count(*) FROM snapshot") == ledger.ask("SELECT count(*) FROM event") == [(0,)]


class Bench:
    """The place where all seeds are built, and the ledger built last, as it stood after each command line.

    The next seed mostly begins with the same lines; and one engine for all keeps what SQLAlchemy compiled.
    """

    def __init__(self, folder: Path, template: Path) -> None:
        self.place = Place(SQLITE, str(folder / "claims.db"))
        self.connect = cache(db.connect)
        self._folder, self._template = folder, template
        self._context: object = None
        self._lines: list[str] = []

    def begin(self, context: object, lines: list[str]) -> int:
        """Lay out the ledger as it stood after as many of these lines as were run last time; says how many."""
        both = zip(self._lines, lines, strict=False) if context == self._context else ()
        same = len(list(takewhile(lambda pair: pair[0] == pair[1], both)))
        for name in ("claims.db", "claims.db.head"):
            kept = self._folder / f"{same}-{name}"
            (self._folder / name).unlink(missing_ok=True)
            if same and kept.exists():
                shutil.copyfile(kept, self._folder / name)
        if not same:
            shutil.copyfile(self._template, self._folder / "claims.db")
        self._context, self._lines = context, lines[:same]
        return same

    def keep(self, line: str) -> None:
        """Keep the ledger as it stands after one more line."""
        self._lines.append(line)
        for name in ("claims.db", "claims.db.head"):
            kept = self._folder / f"{len(self._lines)}-{name}"
            kept.unlink(missing_ok=True)
            if (self._folder / name).exists():  # nothing has moved the witness on before the first change
                shutil.copyfile(self._folder / name, kept)


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory, template_file: Path) -> Bench:
    """Where the ledgers of all seeds are built, one after the other."""
    return Bench(tmp_path_factory.mktemp("bench"), template_file)


class Workshop:
    """Builds one seed's ledger and asks both checks, the audit and lint, what they find."""

    def __init__(self, terminal: Terminal, seed: Seed, bench: Bench) -> None:
        self.terminal, self.seed, self.bench = terminal, seed, bench
        self.day, self.steps = STOPPED_AT[:10], 0
        (terminal.folder / "policy.toml").unlink(missing_ok=True)
        self._hold_to(seed.filled("policy"))

    @property
    def place(self) -> Place:
        return self.terminal.place

    def build(self) -> None:
        """Run the seed's command lines; the last one may have to be refused."""
        *before, last = [line.strip() for line in self.seed.filled("run").splitlines() if line.strip()]
        texts = {name: self._text(name) for name in self.seed.pair.texts}
        done = self.bench.begin((self.seed.filled("policy"), texts), before)
        for line in before[:done]:
            self._step(line, again=True)
        for line in before[done:]:
            self._step(line)
            self.bench.keep(line)
        if self.seed.half.refused:
            with self._later():
                assert self.seed.half.refused in self.terminal.refused(f"claims {last}")
        else:
            self._step(last)
        if self.seed.pair.later_policy:
            self._hold_to(self.seed.filled("later_policy"))

    def _step(self, line: str, again: bool = False) -> None:
        """One command line, or one of the three words that README.md explains; `again` where only time has to pass."""
        word, _, rest = line.partition(" ")
        with self._later():
            if word == "at":
                self.day = rest
            elif again:
                return
            elif word == "keep":
                self._keep(*rest.split())
            elif word == "anchor":
                self._anchor(*rest.split())
            else:
                self.terminal.ok(f"claims {line}")

    @contextmanager
    def _later(self) -> Iterator[None]:
        """A minute later on the same day, so that a line has one moment whichever seeds were built before."""
        self.steps += 1
        with clock.frozen(f"{self.day}T09:{self.steps:02}:00Z", STEP):
            yield

    def _keep(self, source: str, name: str) -> None:
        """Keep an archived copy of a source: a text of the seed, or - where nothing could be read from it."""
        text = None if name == "-" else self._text(name)
        bytes_seen = f"<p>{text or ''}".encode()
        self._record(
            Snapshot(
                source_id=int(source),
                fetched_at=clock.now(),
                sha256=hashlib.sha256(bytes_seen).hexdigest(),
                media_type="text/html",
                size=len(bytes_seen),
                text=text,
                text_sha256=None if text is None else hashlib.sha256(text.encode()).hexdigest(),
            )
        )

    def _text(self, name: str) -> str:
        return SLOT.sub(lambda slot: self.seed.half.put[slot[1]], self.seed.pair.texts[name]).strip()

    def _anchor(self, kind: str, number: str) -> None:
        """Anchor a quote where it stands in the newest copy of its source."""
        with self._ledger() as ledger:
            quoting = ledger.session.get_one(Utterance if kind == "utterance" else Evidence, int(number))
            assert isinstance(quoting, Utterance | Evidence)
            copies = select(Snapshot).where(col(Snapshot.source_id) == quoting.source_id)
            seen = ledger.session.exec(copies.order_by(col(Snapshot.id).desc())).first()
            assert seen is not None
            exact = quoting.quote_exact or ""
            start = (seen.text or "").index(exact)
            place = {"quote_start": start, "quote_end": start + len(exact), "quote_state": "anchored"}
            ledger.revise(quoting, {**place, "snapshot_id": seen.id})

    def _record(self, row: Record) -> None:
        with self._ledger() as ledger:
            ledger.add(row)

    @contextmanager
    def _ledger(self) -> Iterator[Ledger]:
        """The ledger held for writing, as a command holds it, for what no command records yet."""
        with self.place.writing() as session:
            ledger = Ledger(session, "ana")
            yield ledger
            ledger.close()
            reach = ledger.reach
        move_on(witness_path(self.place.address.path, ""), reach)

    def _hold_to(self, policy: str) -> None:
        if policy:
            written = preset(policy) if policy in PRESETS else f'name = "test"\n{policy}'
            (self.terminal.folder / "policy.toml").write_text(written, encoding="utf-8")

    def head_at(self, line: str) -> str:
        """The hash of a line, as somebody may have published it."""
        return str(self.place.ask("SELECT hash FROM event WHERE seq = :seq", seq=int(line))[0][0]) if line else ""

    def tamper(self) -> None:
        """Do to the file and to the witness what no program of ours does."""
        guarded, bare = _statements(self.seed.filled("tamper")), _statements(self.seed.filled("unguard"))
        start = self.seed.filled("rechain")
        driver = sqlite3.connect(self.place.named, isolation_level=None)
        driver.executescript("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;")
        for name in expected_guards(SQLITE) if guarded or start else ():
            driver.execute(f"DROP TRIGGER {name}")
        for statement in guarded:
            assert driver.execute(statement).rowcount != 0, f"That changes nothing: {statement}"
        if start:
            _rechain(driver, int(start))
        for guard in expected_guards(SQLITE).values() if guarded or start else ():
            driver.execute(guard)
        for statement in bare:
            driver.execute(statement)
        count, last = driver.execute("SELECT count, hash FROM head").fetchone() or (0, "")
        driver.close()
        self._forge_witness(self.seed.filled("witness"), count, last)

    def _forge_witness(self, forged: str, count: int, last: str) -> None:
        path = witness_path(self.place.address.path, "")
        if forged == "gone":
            path.unlink()
        elif forged:
            text = msgspec.json.encode({"count": count, "hash": last}).decode() if forged == "forged" else forged
            path.write_text(text, encoding="utf-8")

    def findings(self, published: str) -> Iterator[tuple[str, str]]:
        """Everything that the audit and lint find, each as check and record, and what is said."""
        with self._later():
            audited = self.terminal.run(f"claims audit --json {f'--expect {published}' if published else ''}")
            linted = self.terminal.run("claims lint --json")
        assert audited.json["whole"] is (audited.code == 0)
        for check in audited.json["checks"]:
            if not check["looked_at"] and check["check"] not in ("bytes", "other ledgers"):  # a desk may have none
                yield f"{check['check']} nothing", "nothing to check"
            for fault in check["faults"]:
                on_line = f"line {fault['line']}" if fault["line"] else ""
                about = on_line if check["check"] == "chain" else fault["record"] or on_line or "itself"
                yield f"{check['check']} {about}", fault["said"]
        assert bool(linted.json["findings"]) is (linted.code == 1)
        for finding in linted.json["findings"]:
            yield f"{finding['code']} {finding['record']}", f"{finding['said']} {finding['hint']}"


def _statements(sql: str) -> list[str]:
    return [each.strip() for each in sql.split(";\n") if each.strip()]


def _rechain(driver: sqlite3.Connection, start: int) -> None:
    """Work out the hashes from a line on, and the head's, as the program would have."""
    driver.row_factory = sqlite3.Row
    before = driver.execute("SELECT hash FROM event WHERE seq < ? ORDER BY seq DESC LIMIT 1", (start,)).fetchone()
    uid = driver.execute("SELECT ledger_uid FROM head").fetchone()[0]
    previous, count = before[0] if before else genesis(uid), start - 1
    for row in driver.execute("SELECT * FROM event WHERE seq >= ? ORDER BY seq", (start,)).fetchall():
        line: dict[str, Any] = {name: row[name] for name in row.keys() if name != "hash"}  # noqa: SIM118  (no mapping)
        line["previous_hash"] = previous
        told = {name: msgspec.json.decode(line[name]) for name in WRITTEN if line[name] is not None}
        previous, count = fingerprint(line | told), line["seq"]
        changed = (line["previous_hash"], previous, count)
        driver.execute("UPDATE event SET previous_hash = ?, hash = ? WHERE seq = ?", changed)
    driver.execute("UPDATE head SET count = ?, hash = ?", (count, previous))
    driver.row_factory = None
