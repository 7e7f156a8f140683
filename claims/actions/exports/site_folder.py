"""The folder that a site is written into: it keeps a list of what is ours, and nothing else in it is touched."""

import hashlib
from pathlib import Path

import msgspec

from claims.errors import BadInput, Refused

LIST = "claims-site.json"
"""The list of the files that exports wrote, each with the hash of what it wrote."""


class SiteFolder:
    """Writes the files of a site, and removes those of the export before that are no longer part of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: dict[str, str] = {}
        self.removed = 0
        self._before = self._read_list()

    @property
    def count(self) -> int:
        """How many files were written."""
        return len(self._written)

    @property
    def sha256(self) -> str:
        """The hash of the list of files, which holds the hash of each."""
        return hashlib.sha256(_listed(self._written)).hexdigest()

    def put(self, name: str, text: str) -> None:
        """Write a file of the site; one that somebody else put there is left alone and named."""
        place, body = self._folder / name, text.encode("utf-8")
        digest = hashlib.sha256(body).hexdigest()
        if place.exists() and name not in self._before and _hash(place) != digest:
            raise Refused(
                f"{place} is there already, and no export wrote it.",
                "Move it away, or name another folder with --site.",
            )
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.parent.resolve().is_relative_to(self._folder.resolve()):
            raise Refused(f"{place.parent} leads out of {self._folder}.", "Take that link away.")
        if not place.exists() or _hash(place) != digest:
            place.write_bytes(body)
        self._written[name] = digest

    def close(self) -> None:
        """Remove what is no longer part of the site, unless somebody changed it, and bring the list up to date."""
        for name, digest in self._before.items():
            if name not in self._written:
                self._remove(name, digest)
        self._save(self._written)

    def leave(self) -> None:
        """End an export that broke off: what it wrote is ours, too."""
        if self._written:
            self._save(self._before | self._written)

    def _save(self, files: dict[str, str]) -> None:
        (self._folder / LIST).write_bytes(_listed(files))

    def _remove(self, name: str, digest: str) -> None:
        place = self._folder / name
        ours = place.is_file() and not place.is_symlink() and place.resolve().is_relative_to(self._folder.resolve())
        if not ours or _hash(place) != digest:
            return
        place.unlink()
        self.removed += 1
        for folder in place.parents:
            if folder == self._folder or any(folder.iterdir()):
                break
            folder.rmdir()

    def _read_list(self) -> dict[str, str]:
        try:
            return read_list((self._folder / LIST).read_bytes())
        except FileNotFoundError:
            return {}
        except BadInput:
            raise Refused(f"{self._folder / LIST} can't be read.", "Name another folder with --site.") from None


def read_list(written: bytes) -> dict[str, str]:
    """The files that a site's list names, each with its hash."""
    try:
        said = msgspec.json.decode(written)
        return {str(name): str(digest) for name, digest in said["files"].items()}
    except (msgspec.DecodeError, UnicodeDecodeError, AttributeError, TypeError, KeyError):
        raise BadInput(f"The site's {LIST} can't be read.", "Export the site again.") from None


def _listed(files: dict[str, str]) -> bytes:
    said = {"made_by": "claims export --site", "files": dict(sorted(files.items()))}
    return msgspec.json.format(msgspec.json.encode(said), indent=1) + b"\n"


def _hash(place: Path) -> str | None:
    return hashlib.sha256(place.read_bytes()).hexdigest() if place.is_file() else None
