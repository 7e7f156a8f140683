"""Check a dossier: python verify.py [--head HASH] [FILE.zip or FOLDER]

Says whether the dossier is whole: every file as it was packed, every line of the log matching its own hash and
following the one before, every record what the last line about it says, everything that the lines tell about the
claims among the records, all bytes matching their hash. With --head it also says whether the dossier hangs from that
head, which you should have from somewhere else than the dossier: an email, a printed page, a timestamp. The same goes
for this program: whoever forges a dossier can forge the verify.py in it, so take it from an installed claims (claims
bundle --verifier FILE). Needs Python 3.8 or newer and nothing else. Exit code 0 if all is well, 1 if not.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any, Callable, Iterator, Tuple  # noqa: UP035  (Python 3.8 needs these)

MANIFEST, LOG, RECORDS, BLOBS = "manifest.json", "log.jsonl", "records.jsonl", "blobs/"
LINE_LIMIT = 64 << 20
"""Bytes of one line, and of the manifest: more is no dossier, and would fill the memory of whoever checks it."""
SIZE_LIMIT = 32 << 30
"""Bytes of all files together, unpacked."""
CHUNK = 1 << 20

Open = Callable[[str], IO[bytes]]
Key = Tuple[str, int]  # noqa: UP006
OF_CLAIMS = ("utterance", "evidence", "verification", "relation")
"""The kinds of record that belong to a claim."""
WITHHELD = {"seq", "previous_hash", "hash", "withheld"}
"""What is left of a line whose content stays with the desk: its place in the chain."""
REFERENCES = {
    "claim_id": "claim",
    "claimant_id": "claimant",
    "origin_id": "source",
    "publisher_id": "claimant",
    "review_id": "source",
    "source_id": "source",
}
"""The fields by which a record names another, and of what kind that is."""


def canonical(document: Any) -> bytes:
    """Canonical JSON (RFC 8785) of documents that hold text, whole numbers, true, false, null, lists and objects."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def sha256(content: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


class Bad(Exception):
    """The dossier is not what it says."""


def opened(place: Path) -> tuple[dict[str, int], Open]:
    """The names of a dossier's files, and how to open one; two files of one name are none."""
    if place.is_dir():
        sizes = {each.relative_to(place).as_posix(): each.stat().st_size for each in place.rglob("*") if each.is_file()}
        bounded(sizes)
        return sizes, lambda name: (place / name).open("rb")
    try:
        archive = zipfile.ZipFile(place)
    except (OSError, zipfile.BadZipFile) as error:
        raise Bad(f"{place} can't be read: {error}") from error
    sizes = {}
    for entry in archive.infolist():
        if entry.filename in sizes:
            raise Bad(f"{entry.filename} is there more than once")
        sizes[entry.filename] = entry.file_size
    bounded(sizes)
    return sizes, archive.open


def bounded(sizes: dict[str, int]) -> None:
    """Unpacked, the files must not be more than a dossier can be."""
    if sum(sizes.values()) > SIZE_LIMIT:
        raise Bad(f"unpacked it would have more than {SIZE_LIMIT >> 30} GiB")


def hashed(open_: Open, name: str) -> str:
    """SHA-256 of a file, which may be larger than the memory."""
    digest = hashlib.sha256()
    with open_(name) as file:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            digest.update(chunk)
    return digest.hexdigest()


def no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of which each key is there once: of two, readers would choose differently."""
    made = dict(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _value in pairs]
        raise Bad(f"an object has the key {next(key for key in keys if keys.count(key) > 1)!r} more than once")
    return made


def read_json(content: bytes) -> Any:
    """What some JSON says."""
    return json.loads(content.decode("utf-8"), object_pairs_hook=no_duplicates)


def json_lines(open_: Open, name: str) -> Iterator[dict[str, Any]]:
    """The objects of a file with one a line, one after another."""
    with open_(name) as file:
        for line in iter(lambda: file.readline(LINE_LIMIT + 1), b""):
            if len(line) > LINE_LIMIT:
                raise Bad(f"{name} has a line of more than {LINE_LIMIT >> 20} MiB")
            if line.strip():
                yield read_json(line)


def check_files(sizes: dict[str, int], open_: Open, manifest: dict[str, Any]) -> None:
    """Every file is there as it was packed, and no other."""
    listed = manifest["files"]
    for name in sorted(listed):
        if name not in sizes:
            raise Bad(f"{name} is missing")
        digest = hashed(open_, name)
        if digest != listed[name]:
            raise Bad(f"{name} was altered")
        if name.startswith(BLOBS) and digest != name[len(BLOBS) :]:
            raise Bad(f"the bytes in {name} don't match their name")
    for name in sorted(sizes):
        if name not in listed and name != MANIFEST and not name.endswith("/"):
            raise Bad(f"{name} doesn't belong to the dossier")


class Log:
    """The lines of the log, read once: the chain, and what the lines tell of the claims and records in the dossier."""

    def __init__(self, manifest: dict[str, Any], sought: str | None) -> None:
        self.chain = manifest["proof"] == "chain"
        self.head = manifest["head"]
        self.claims = set(manifest["claims"])
        self.packed: set[Key] = {(kind, number) for kind, number in manifest["records"]}
        self.sources = {number for kind, number in self.packed if kind == "source"}
        self.sought = sought
        self.found_at: int | None = None
        self.count = self.withheld = self.cut = self.seq = 0
        self.hash = ""
        self.last: dict[Key, str] = {}
        self.beside: list[Key] = []

    def read(self, lines: Iterator[dict[str, Any]]) -> None:
        """Check every line, and where they end."""
        for line in lines:
            self._link(line)
            if line.get("withheld") is True:
                self.withheld += 1
                if set(line) != WITHHELD:
                    raise Bad("line {} of the log is withheld, and yet says something".format(line["seq"]))
            else:
                self._tell(line)
        if self.chain and (self.seq, self.hash) != (self.head["count"], self.head["hash"]):
            raise Bad("the log doesn't end at the head that the dossier names")

    def _link(self, line: dict[str, Any]) -> None:
        seq = line["seq"]
        if line.get("withheld") is not True:
            said = {name: value for name, value in line.items() if name != "hash"}
            if sha256(canonical(said)) != line["hash"]:
                raise Bad(f"line {seq} of the log was altered: it doesn't match its own hash")
        if self.count and seq <= self.seq:
            raise Bad(f"line {seq} of the log is out of order")
        if self.count and seq == self.seq + 1 and line["previous_hash"] != self.hash:
            raise Bad(f"line {seq} of the log doesn't follow the line before it")
        if self.chain and self.count and seq != self.seq + 1:
            raise Bad(f"line {self.seq + 1} of the log is missing")
        self.count, self.seq, self.hash = self.count + 1, seq, line["hash"]
        if self.sought == self.hash:
            self.found_at = seq

    def _tell(self, line: dict[str, Any]) -> None:
        key, after = (line["kind"], line["record_id"]), line["after"]
        if key not in self.packed:
            self._leave(key, line["claim_id"], after)
            return
        before = None if line["before"] is None else sha256(canonical(line["before"]))
        if before != self.last.get(key) and not self.withheld:
            raise Bad("line {} of the log starts from what no line before it left".format(line["seq"]))
        self.last[key] = sha256(canonical(after))

    def _leave(self, key: Key, claim: Any, after: dict[str, Any]) -> None:
        """A line about a record that isn't in the dossier: what belongs to a packed claim must be."""
        kind, number = key
        if kind in OF_CLAIMS:
            for owner in (claim, after.get("claim_id"), after.get("other_id") if kind == "relation" else None):
                if owner in self.claims:
                    raise Bad(f"{kind} #{number} about claim #{owner} is in the log, but left out of the records")
        elif kind in ("snapshot", "source_link") and after.get("source_id") in self.sources and key not in self.beside:
            self.beside.append(key)


def check_records(log: Log, records: Iterator[dict[str, Any]]) -> tuple[list[dict[str, Any]], set[Key]]:
    """Every record is what the last line about it says, and the claims asked for are among them.

    Returns the snapshots, and what the records name that isn't in the dossier.
    """
    found: set[Key] = set()
    named: set[Key] = set(log.beside)
    snapshots = []
    for each in records:
        kind, record = each["kind"], each["record"]
        key = (kind, record["id"])
        if key not in log.packed or key in found:
            raise Bad("there are records that don't belong to the dossier")
        if each.get("withheld") is True and log.withheld:
            log.cut += 1
        elif log.last.get(key) != sha256(canonical(record)):
            raise Bad(f"{kind} #{record['id']} is not what the log says")
        found.add(key)
        named |= references(kind, record)
        if kind == "snapshot":
            snapshots.append({"id": record["id"], "sha256": record.get("sha256"), "how": record.get("how")})
    for kind, number in sorted(log.packed - found):
        raise Bad(f"{kind} #{number} is missing")
    for number in sorted(log.claims):
        if ("claim", number) not in found:
            raise Bad(f"claim #{number} is missing")
    return snapshots, named - found


def references(kind: str, record: dict[str, Any]) -> set[Key]:
    """The records that a record names."""
    named = {(REFERENCES[name], record[name]) for name in REFERENCES if record.get(name) is not None}
    for hop in record.get("hops", ()):
        named.add(("claimant", hop["claimant_id"]))
    if kind == "verification":
        named |= {("evidence", number) for number in record.get("evidence", ())}
    if kind in ("relation", "judgement"):
        named.add(("claim" if kind == "relation" else "source", record["other_id"]))
    if record.get("merged_into_id") is not None:
        named.add((kind, record["merged_into_id"]))
    return named


def check_bytes(sizes: dict[str, int], snapshots: list[dict[str, Any]]) -> int:
    """The bytes of every snapshot that was kept are there; returns how many are."""
    kept = 0
    for each in snapshots:
        if each["how"] is not None:
            if BLOBS + each["sha256"] not in sizes:
                raise Bad("the bytes of snapshot #{} are missing".format(each["id"]))
            kept += 1
    return kept


def hangs(log: Log, head: str) -> str:
    """How far the dossier hangs from a head that is known from elsewhere."""
    if log.found_at is None:
        raise Bad(f"it doesn't hang from the head {head}: no line has that hash")
    if not log.chain:
        raise Bad("it can't be shown to hang from that head: lines between were left out when it was made")
    later = log.seq - log.found_at
    said = f"Every line up to {log.found_at} hangs from the head you gave."
    return f"{said} {later} lines are newer than that head; it says nothing of them." if later else said


def not_given(log: Log, absent: set[Key], unkept: int) -> Iterator[str]:
    """What the dossier leaves open, a sentence each."""
    if log.withheld:
        yield (
            f"{log.withheld} lines of the log were withheld: their place in the chain was checked, "
            "what they say can't be, and they may be about these claims."
        )
    if log.cut:
        yield f"{log.cut} records were cut: names or notes in them stay in the house, and nothing shows what they say."
    if absent:
        listed = ", ".join(f"{kind} #{number}" for kind, number in sorted(absent)[:20])
        more = f" and {len(absent) - 20} more" if len(absent) > 20 else ""
        yield f"Not in it, though its records or lines name them: {listed}{more}."
    if unkept:
        yield f"The bytes of {unkept} other snapshots were not kept, so that nothing shows what they were."
    if not log.chain:
        yield "It can't be shown that it holds everything about these claims: lines of the log were left out."
    yield "The pages in it are unproven: only the records, the log and the bytes were checked."


def check(place: Path, head: str | None) -> str:
    """Check a dossier, and say what holds."""
    sizes, open_ = opened(place)
    if MANIFEST not in sizes:
        raise Bad(f"there is no {MANIFEST} in it")
    if sizes[MANIFEST] > LINE_LIMIT:
        raise Bad(f"its {MANIFEST} has more than {LINE_LIMIT >> 20} MiB")
    with open_(MANIFEST) as file:
        manifest = read_json(file.read(LINE_LIMIT))
    check_files(sizes, open_, manifest)
    log = Log(manifest, None if head is None else head.lower())
    log.read(json_lines(open_, LOG))
    snapshots, absent = check_records(log, json_lines(open_, RECORDS))
    kept = check_bytes(sizes, snapshots)
    claims = ", ".join(f"#{number}" for number in manifest["claims"])
    counted = f"{len(log.packed)} records, {log.count} lines of the log, the bytes of {kept} snapshots"
    said = [f"Whole: {counted}; claims {claims}.", *not_given(log, absent, len(snapshots) - kept)]
    if head is not None:
        said.append(hangs(log, head))
    elif log.chain:
        named = f"line {log.head['count']}, hash {log.head['hash']}"
        said.append(f"It says that it hangs from {named}. Compare that with a head from elsewhere.")
    else:
        said.append("Lines about other records were left out, so that nothing shows from which head it hangs.")
    return "\n".join(said)


UNREADABLE = (
    OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, EOFError, MemoryError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""How reading breaks off at what is no dossier."""


def main(arguments: list[str]) -> int:
    """Check what the command line names; by default the folder that this file is in."""
    if "-h" in arguments or "--help" in arguments:
        sys.stdout.write(str(__doc__))
        return 0
    head = None
    if "--head" in arguments:
        place = arguments.index("--head")
        if place + 1 == len(arguments):
            sys.stderr.write("Give the hash after --head.\n")
            return 2
        head = arguments[place + 1]
        arguments = arguments[:place] + arguments[place + 2 :]
    if len(arguments) > 1:
        sys.stderr.write("Name one dossier.\n")
        return 2
    try:
        sys.stdout.write(check(Path(arguments[0]) if arguments else Path(__file__).resolve().parent, head) + "\n")
    except Bad as error:
        sys.stdout.write(f"NOT whole: {error}.\n")
        return 1
    except UNREADABLE as error:
        sys.stdout.write(f"NOT whole: it can't be read as a dossier ({type(error).__name__}: {error}).\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
