"""The folders of languages: those that come along, and those of the desk's own in `CLAIMS_LANGUAGE_FOLDER`."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

from claims.errors import BadInput
from claims.extraction.language.vocables import Phrases
from claims.languages import language_tag
from claims.settings import language_folder

FALLBACK = "en"
"""The language of a text where nobody says which it is."""

MARKER = "language.toml"
"""A folder that holds this file is a language's."""

Kind = TypeVar("Kind", bound=Struct)


def spoken(tag: str) -> str:
    """The language of a tag without its region: the name of its folder."""
    return language_tag(tag).partition("-")[0]


def languages() -> dict[str, Path]:
    """Each language that can be read, with its folder; the desk's own folder of a language stands for ours."""
    homes = [Path(str(files("claims.extraction"))), language_folder()]
    return {marker.parent.name: marker.parent for home in homes if home for marker in sorted(home.glob(f"*/{MARKER}"))}


def folder_of(language: str) -> Path:
    """The folder of a language."""
    known = languages()
    if language not in known:
        raise BadInput(
            f"There are no rules for statements in the language {language!r} yet.",
            f"There are for: {', '.join(sorted(known))}. A folder in CLAIMS_LANGUAGE_FOLDER adds another.",
        )
    return known[language]


def table(folder: Path, name: str) -> dict[str, Any]:
    """One file of a language's folder."""
    file = folder / f"{name}.toml"
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError as error:
        raise BadInput(
            f"The language in {folder} has no {file.name}.", "Start from a copy of claims/extraction/en."
        ) from error
    except (OSError, ValueError) as error:
        raise BadInput(f"{file} can't be read: {error}.", "Mend the file.") from error


def filled(kind: type[Kind], folder: Path, name: str) -> Kind:
    """One file of a language's folder as what it describes."""
    return shaped(kind, table(folder, name), folder / f"{name}.toml")


def shaped(kind: type[Kind], written: dict[str, Any], file: Path) -> Kind:
    """A table with its lists of words taken apart, or BadInput that names what is missing or unknown."""
    types = {each.name: each.type for each in fields(kind)}
    try:
        return convert({name: _apart(each, types.get(name)) for name, each in written.items()}, kind)
    except ValidationError as error:
        raise BadInput(f"{file}: {error}.", "Compare it with the file of that name in claims/extraction/en.") from error


def _apart(written: Any, wanted: Any) -> Any:
    """Words as a list, phrases by their first word, and anything else as it is."""
    if wanted == Phrases and (isinstance(written, list) or written == ""):
        return _phrases([str(phrase) for phrase in written])
    if wanted == dict[str, list[str]] and isinstance(written, dict):
        return {name: str(words).split() for name, words in written.items()}
    return written.split() if isinstance(written, str) and wanted is not str else written


def _phrases(written: list[str]) -> Phrases:
    found: Phrases = {}
    for words in sorted((phrase.lower().split() for phrase in written), key=len, reverse=True):
        if words:
            found.setdefault(words[0], []).append(words)
    return found
