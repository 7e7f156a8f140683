"""Check a dossier: python verify.py [--head HASH] [FILE.zip or FOLDER]

Says whether the dossier is whole: every file as it was packed, every line of the log matching its own hash and
following the one before, every record what the last line about it says, all bytes matching their hash. With --head it
also says whether the dossier hangs from that head, which you should have from somewhere else than the dossier: an
email, a printed page, a timestamp. Needs Python 3.8 or newer and nothing else. Exit code 0 if all is well, 1 if not.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

MANIFEST, LOG, RECORDS, BLOBS = "manifest.json", "log.jsonl", "records.jsonl", "blobs/"
Read = Callable[[str], bytes]


def canonical(document: Any) -> bytes:
    """Canonical JSON (RFC 8785) of documents that hold text, whole numbers, true, false, null, lists and objects."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def sha256(content: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


class Bad(Exception):
    """The dossier is not what it says."""


def opened(place: Path) -> tuple[dict[str, int], Read]:
    """The names of a dossier's files, and how to read one."""
    if place.is_dir():
        names = {str(each.relative_to(place).as_posix()): 1 for each in place.rglob("*") if each.is_file()}
        return names, lambda name: (place / name).read_bytes()
    try:
        archive = zipfile.ZipFile(place)
    except (OSError, zipfile.BadZipFile) as error:
        raise Bad(f"{place} can't be read: {error}") from error
    counted: dict[str, int] = {}
    for name in archive.namelist():
        counted[name] = counted.get(name, 0) + 1
    return counted, archive.read


def json_lines(content: bytes) -> Iterator[dict[str, Any]]:
    """The objects of a file with one a line."""
    for line in content.split(b"\n"):
        if line:
            yield json.loads(line.decode("utf-8"))


def check_files(names: dict[str, int], read: Read, manifest: dict[str, Any]) -> None:
    """Every file is there once, as it was packed, and no other."""
    listed = manifest["files"]
    for name in sorted(listed):
        if name not in names:
            raise Bad(f"{name} is missing")
        if names[name] != 1:
            raise Bad(f"{name} is there {names[name]} times")
        if sha256(read(name)) != listed[name]:
            raise Bad(f"{name} was altered")
    for name in sorted(names):
        if name not in listed and name != MANIFEST:
            raise Bad(f"{name} doesn't belong to the dossier")


def check_log(lines: list[dict[str, Any]], manifest: dict[str, Any]) -> None:
    """Every line matches its hash; where none was left out, each follows the one before, up to the head."""
    before: dict[str, Any] | None = None
    for line in lines:
        said = {name: value for name, value in line.items() if name != "hash"}
        if not line.get("withheld") and sha256(canonical(said)) != line["hash"]:
            raise Bad("line {} of the log was altered: it doesn't match its own hash".format(line["seq"]))
        if before is not None and line["seq"] <= before["seq"]:
            raise Bad("line {} of the log is out of order".format(line["seq"]))
        if before is not None and line["seq"] == before["seq"] + 1 and line["previous_hash"] != before["hash"]:
            raise Bad("line {} of the log doesn't follow the line before it".format(line["seq"]))
        if manifest["proof"] == "chain" and before is not None and line["seq"] != before["seq"] + 1:
            raise Bad("line %s of the log is missing" % (before["seq"] + 1))
        before = line
    head = manifest["head"]
    last = (0, "") if before is None else (before["seq"], before["hash"])
    if manifest["proof"] == "chain" and last != (head["count"], head["hash"]):
        raise Bad("the log doesn't end at the head that the dossier names")


def check_records(lines: list[dict[str, Any]], records: list[dict[str, Any]], manifest: dict[str, Any]) -> None:
    """Every record is what the last line about it says, and the claims asked for are among them."""
    last = {(line["kind"], line["record_id"]): line["after"] for line in lines if not line.get("withheld")}
    found = {(each["kind"], each["record"]["id"]): each["record"] for each in records}
    withheld = {(each["kind"], each["record"]["id"]) for each in records if each.get("withheld")}
    for (kind, number), record in found.items():
        if (kind, number) not in withheld and last.get((kind, number)) != record:
            raise Bad(f"{kind} #{number} is not what the log says")
    for kind, number in manifest["records"]:
        if (kind, number) not in found:
            raise Bad(f"{kind} #{number} is missing")
    if len(found) != len(records) or len(found) != len(manifest["records"]):
        raise Bad("there are records that don't belong to the dossier")
    for number in manifest["claims"]:
        if ("claim", number) not in found:
            raise Bad(f"claim #{number} is missing")


def check_bytes(names: dict[str, int], read: Read, records: list[dict[str, Any]]) -> int:
    """The bytes of every snapshot match its hash; returns how many snapshots have theirs in the dossier."""
    for name in names:
        if name.startswith(BLOBS) and sha256(read(name)) != name[len(BLOBS) :]:
            raise Bad(f"the bytes in {name} don't match their name")
    kept = 0
    for each in records:
        if each["kind"] != "snapshot" or "how" not in each["record"]:
            continue
        if BLOBS + each["record"]["sha256"] not in names:
            raise Bad("the bytes of snapshot #{} are missing".format(each["record"]["id"]))
        kept += 1
    return kept


def hangs(lines: list[dict[str, Any]], manifest: dict[str, Any], head: str) -> str:
    """How far the dossier hangs from a head that is known from elsewhere."""
    at = [line["seq"] for line in lines if line["hash"] == head.lower()]
    if not at:
        raise Bad(f"it doesn't hang from the head {head}: no line has that hash")
    if manifest["proof"] != "chain":
        raise Bad("it can't be shown to hang from that head: lines between were left out when it was made")
    later = sum(line["seq"] > at[0] for line in lines)
    said = f"Every line up to {at[0]} hangs from the head you gave."
    return f"{said} {later} lines are newer than that head; it says nothing of them." if later else said


def check(place: Path, head: str | None) -> str:
    """Check a dossier, and say what holds."""
    names, read = opened(place)
    if MANIFEST not in names:
        raise Bad(f"there is no {MANIFEST} in it")
    manifest = json.loads(read(MANIFEST).decode("utf-8"))
    check_files(names, read, manifest)
    lines, records = list(json_lines(read(LOG))), list(json_lines(read(RECORDS)))
    check_log(lines, manifest)
    check_records(lines, records, manifest)
    kept = check_bytes(names, read, records)
    claims = ", ".join(f"#{number}" for number in manifest["claims"])
    counted = f"{len(records)} records, {len(lines)} lines of the log, the bytes of {kept} snapshots"
    said = f"Whole: {counted}; claims {claims}."
    kept_back = [sum(bool(each.get("withheld")) for each in those) for those in (lines, records)]
    if any(kept_back):
        counted = f"{kept_back[0]} lines and {kept_back[1]} records"
        said += f"\n{counted} are withheld in part, for names or notes that stay in the house."
        said += " That the lines follow one another is shown, and not what they say."
    if head is not None:
        return f"{said}\n{hangs(lines, manifest, head)}"
    own = manifest["head"]
    if manifest["proof"] == "chain":
        named = f"line {own['count']}, hash {own['hash']}"
        return f"{said}\nIt says that it hangs from {named}. Compare that with a head from elsewhere."
    return f"{said}\nLines about other records were left out, so that nothing shows from which head it hangs."


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
    except (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        sys.stdout.write(f"NOT whole: it can't be read as a dossier ({type(error).__name__}: {error}).\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
