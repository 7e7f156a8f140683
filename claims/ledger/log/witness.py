"""The witness: how far the log reached, kept beside the database as well as in it.

Whoever cuts the end off the log must also find and change this file; it is moved on after every change.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a log reached: the number of its lines and the hash of the last."""

    count: int
    hash: str


def witness_path(database: Path | None, ledger_uid: str) -> Path:
    """Where a ledger's witness is: beside its file; in the user's data folder for one on a server."""
    if database is not None:
        return database.with_name(f"{database.name}.head")
    from platformdirs import user_data_path  # only where it is needed

    return user_data_path("claims", appauthor=False) / "heads" / f"{ledger_uid}.head"


def read_witness(path: Path) -> Reach | None:
    """What the witness says; nothing if there is none, or it can't be read."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Reach(int(said["count"]), str(said["hash"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def move_on(path: Path, reach: Reach) -> None:
    """Move the witness on, unless another process has moved it further; where it can't be written, it stays behind."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:  # made if it is missing, and never emptied
            _lock(file.fileno())
            known = read_witness(path)
            if known is None or known.count < reach.count:
                _write(path, json.dumps(asdict(reach)).encode() + b"\n")
    except OSError:
        return  # a ledger on a read-only or foreign place is still a ledger; the audit says that it has no witness


def _write(path: Path, line: bytes) -> None:
    """Write over what stands there in one go: whoever is killed meanwhile, or reads, finds the old line or the new."""
    with path.open("r+b", buffering=0) as file:
        file.write(line)
        file.truncate()  # a line that counts further is never shorter; what somebody else wrote there may be longer


def _lock(handle: int) -> None:
    if os.name == "posix":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
