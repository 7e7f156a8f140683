"""Dossiers: what verify.py says of one, and what it finds when somebody changed it."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.ledger import verify
from claims.ledger.canonical import canonical
from tests.ledgers import Terminal

Contents = dict[str, bytes]


@pytest.fixture
def dossier(rich: Terminal, tmp_path: Path) -> Path:
    """A dossier of the claims of a ledger that holds every kind of record."""
    rich.ok("claims bundle 1 2 3 -o dossier.zip")
    return tmp_path / "dossier.zip"


def contents(dossier: Path) -> Contents:
    with zipfile.ZipFile(dossier) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(place: Path, held: Contents) -> Path:
    with zipfile.ZipFile(place, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return place


def sealed_again(held: Contents) -> Contents:
    """What a careful forger would do: bring the manifest's hashes up to date."""
    manifest = json.loads(held["manifest.json"])
    manifest["files"] = {name: hashlib.sha256(held[name]).hexdigest() for name in held if name != "manifest.json"}
    return held | {"manifest.json": canonical(manifest).encode()}


def test_a_stranger_can_check_it_with_nothing_but_python(rich: Terminal, dossier: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(dossier) as archive:
        archive.extractall(tmp_path / "unpacked")
    head = published(rich)
    told = subprocess.run(
        [sys.executable, "-I", "-S", tmp_path / "unpacked" / "verify.py", "--head", head],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("Whole: ")
    assert "the bytes of 1 snapshots" in told.stdout
    assert "hangs from the head you gave" in told.stdout


def published(rich: Terminal) -> str:
    """The head that was printed with the dossier: the line before the one that keeps it as an edition."""
    (head,) = rich.place.ask("SELECT previous_hash FROM event ORDER BY seq DESC LIMIT 1")[0]
    return str(head)


def test_the_same_ledger_gives_the_same_bytes(rich: Terminal, tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copyfile(rich.place.named, tmp_path / f"{name}.db")
    one = rich.ok("claims bundle 1 2 3 -o one.zip --db one.db").out
    two = rich.ok("claims bundle 3 2 1 -o two.zip --db two.db").out
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert one.replace("one.zip", "two.zip") == two


def test_it_hangs_from_an_earlier_head_as_far_as_that_reaches(rich: Terminal, tmp_path: Path) -> None:
    earlier = rich.json("claims audit --head")["head"]
    rich.ok("claims refute 1 --because 'It opened again'")
    rich.ok("claims bundle 1 -o later.zip")
    said = verify.check(tmp_path / "later.zip", earlier)
    assert "1 lines are newer than that head" in said


def change_line(change: Callable[[dict[str, Any]], None], number: int = 5) -> Callable[[Contents], Contents]:
    def forge(held: Contents) -> Contents:
        lines = [json.loads(line) for line in held["log.jsonl"].splitlines()]
        change(lines[number])
        return held | {"log.jsonl": "".join(canonical(line) + "\n" for line in lines).encode()}

    return forge


def without_line(held: Contents) -> Contents:
    lines = held["log.jsonl"].splitlines(keepends=True)
    return held | {"log.jsonl": b"".join(lines[:4] + lines[5:])}


def without_end(held: Contents) -> Contents:
    return held | {"log.jsonl": b"".join(held["log.jsonl"].splitlines(keepends=True)[:-1])}


def other_record(held: Contents) -> Contents:
    return held | {"records.jsonl": held["records.jsonl"].replace(b"closed", b"open")}


def without_record(held: Contents) -> Contents:
    return held | {"records.jsonl": b"".join(held["records.jsonl"].splitlines(keepends=True)[1:])}


def other_bytes(held: Contents) -> Contents:
    return {name: content + b"!" if name.startswith("blobs/") else content for name, content in held.items()}


def without_bytes(held: Contents) -> Contents:
    return {name: content for name, content in held.items() if not name.startswith("blobs/")}


def rehashed(line: dict[str, Any]) -> None:
    line["actor"] = "somebody else"
    line["hash"] = hashlib.sha256(canonical({k: v for k, v in line.items() if k != "hash"}).encode()).hexdigest()


FORGERIES = {
    "a line": (change_line(lambda line: line.update(actor="somebody else")), "doesn't match its own hash"),
    "a line with its hash": (change_line(rehashed), "doesn't follow the line before it"),
    "a missing line": (without_line, "of the log is missing"),
    "a missing end": (without_end, "doesn't end at the head"),
    "a record": (other_record, "is not what the log says"),
    "a missing record": (without_record, "is missing"),
    "other bytes": (other_bytes, "don't match their name"),
    "missing bytes": (without_bytes, "are missing"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_found_even_where_the_manifest_was_brought_up_to_date(dossier: Path, forgery: str) -> None:
    forge, said = FORGERIES[forgery]
    forged = pack(dossier.with_name("forged.zip"), sealed_again(forge(contents(dossier))))
    with pytest.raises(verify.Bad, match=said):
        verify.check(forged, None)


def test_every_file_is_vouched_for(dossier: Path) -> None:
    held = contents(dossier)
    for name in held:
        if name != "manifest.json":
            forged = pack(dossier.with_name("forged.zip"), held | {name: held[name] + b" "})
            with pytest.raises(verify.Bad, match=f"{name} was altered"):
                verify.check(forged, None)
    with pytest.raises(verify.Bad, match=r"stowaway.txt doesn't belong"):
        verify.check(pack(dossier.with_name("forged.zip"), held | {"stowaway.txt": b""}), None)


def test_another_head_is_no_proof(dossier: Path) -> None:
    with pytest.raises(verify.Bad, match="no line has that hash"):
        verify.check(dossier, "ab" * 32)


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive"])
def test_what_is_no_dossier_is_said_in_a_sentence(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "odd.zip").write_bytes(content)
    assert verify.main([str(tmp_path / "odd.zip")]) == 1
    assert capsys.readouterr().out.startswith("NOT whole: ")


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), plain))
def test_it_writes_canonical_json_as_the_ledger_does(document: dict[str, Any]) -> None:
    assert verify.canonical(document) == canonical(document).encode()
