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

from claims.ledger.store.canonical import canonical
from claims.ledger.transfer import verify
from tests.support.ledgers import Terminal

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


def records_left_out(*kinds: str) -> Callable[[Contents], Contents]:
    """Take records out, and the manifest's word for them: what a forger does who doesn't like the evidence."""

    def forge(held: Contents) -> Contents:
        records = [json.loads(line) for line in held["records.jsonl"].splitlines()]
        manifest = json.loads(held["manifest.json"])
        manifest["records"] = [each for each in manifest["records"] if each[0] not in kinds]
        kept = "".join(canonical(each) + "\n" for each in records if each["kind"] not in kinds)
        return held | {"records.jsonl": kept.encode(), "manifest.json": canonical(manifest).encode()}

    return forge


@pytest.mark.parametrize("kind", ["utterance", "evidence", "verification", "relation"])
def test_what_a_line_says_of_a_packed_claim_must_be_there(dossier: Path, kind: str) -> None:
    forged = pack(dossier.with_name("forged.zip"), sealed_again(records_left_out(kind)(contents(dossier))))
    with pytest.raises(verify.Bad, match=f"{kind} #. about claim #. is in the log, but left out of the records"):
        verify.check(forged, None)


def test_it_says_what_it_was_not_given(dossier: Path) -> None:
    forged = pack(
        dossier.with_name("forged.zip"), sealed_again(records_left_out("source", "snapshot")(contents(dossier)))
    )
    said = verify.check(forged, None)
    assert "Not in it, though its records or lines name them: " in said
    assert "source #1" in said
    assert "The pages in it are unproven" in said


def withheld(seq: int) -> Callable[[Contents], Contents]:
    def forge(held: Contents) -> Contents:
        lines = [json.loads(line) for line in held["log.jsonl"].splitlines()]
        kept = [
            {"seq": each["seq"], "previous_hash": each["previous_hash"], "hash": each["hash"], "withheld": True}
            if each["seq"] == seq
            else each
            for each in lines
        ]
        return held | {"log.jsonl": "".join(canonical(line) + "\n" for line in kept).encode()}

    return forge


def test_a_withheld_line_keeps_its_place_in_the_chain_and_is_counted(rich: Terminal, tmp_path: Path) -> None:
    rich.ok("claims bundle 3 -o dossier.zip")
    held = contents(tmp_path / "dossier.zip")
    packed = {tuple(each) for each in json.loads(held["manifest.json"])["records"]}
    lines = [json.loads(line) for line in held["log.jsonl"].splitlines()]
    seq = next(line["seq"] for line in lines if (line["kind"], line["record_id"]) not in packed)
    place = pack(tmp_path / "withheld.zip", sealed_again(withheld(seq)(held)))
    said = verify.check(place, lines[-1]["hash"])
    assert "1 lines of the log were withheld" in said
    assert "hangs from the head you gave" in said
    forged = withheld(seq)(held)
    broken = forged["log.jsonl"].replace(b'"withheld":true', b'"withheld":true,"actor":"ana"')
    with pytest.raises(verify.Bad, match="is withheld, and yet says something"):
        verify.check(pack(tmp_path / "broken.zip", sealed_again(forged | {"log.jsonl": broken})), None)
    other = next(line["hash"] for line in lines if line["seq"] == seq)
    broken = forged["log.jsonl"].replace(f'"hash":"{other}"'.encode(), f'"hash":"{"0" * 64}"'.encode())
    with pytest.raises(verify.Bad, match="doesn't follow the line before it"):
        verify.check(pack(tmp_path / "broken.zip", sealed_again(forged | {"log.jsonl": broken})), None)


def test_two_keys_or_two_files_of_one_name_are_refused(dossier: Path) -> None:
    held = contents(dossier)
    doubled = held["records.jsonl"].replace(b'{"kind":', b'{"kind":"claim","kind":', 1)
    with pytest.raises(verify.Bad, match="has the key 'kind' more than once"):
        verify.check(pack(dossier.with_name("forged.zip"), sealed_again(held | {"records.jsonl": doubled})), None)
    for name in ("manifest.json", "log.jsonl"):
        forged = pack(dossier.with_name("forged.zip"), held)
        with zipfile.ZipFile(forged, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(name, held[name])
        with pytest.raises(verify.Bad, match=f"{name} is there more than once"):
            verify.check(forged, None)


def test_no_line_and_no_archive_is_read_beyond_its_bound(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "LINE_LIMIT", 100)
    with pytest.raises(verify.Bad, match=r"manifest.json has more than"):
        verify.check(dossier, None)
    monkeypatch.setattr(verify, "LINE_LIMIT", len(contents(dossier)["manifest.json"]) + 1)
    long = contents(dossier)
    long["log.jsonl"] += b" " * (2 * verify.LINE_LIMIT)
    with pytest.raises(verify.Bad, match=r"log.jsonl has a line of more than"):
        verify.check(pack(dossier.with_name("forged.zip"), sealed_again(long)), None)
    monkeypatch.setattr(verify, "SIZE_LIMIT", 100)
    with pytest.raises(verify.Bad, match="unpacked it would have more than"):
        verify.check(dossier, None)


def test_the_manual_gives_the_hash_of_the_verifier_that_is_installed(rich: Terminal) -> None:
    written = rich.json("claims bundle --verifier v.py")
    program = (rich.folder / "v.py").read_bytes()
    assert program == Path(verify.__file__).read_bytes()
    assert written["sha256"] == hashlib.sha256(program).hexdigest()
    page = Path(__file__).parents[2] / "docs" / "trust.md"
    assert written["sha256"] in page.read_text(encoding="utf-8"), f"docs/trust.md needs {written['sha256']}"


def test_the_verifier_and_a_dossier_go_apart(rich: Terminal) -> None:
    for line in ("claims bundle", "claims bundle 1", "claims bundle 1 --verifier v.py"):
        assert rich.run(line).code == 2


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
