"""The parsers, one a language, loaded once and only when somebody reads."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from claims.errors import ClaimsError
from claims.extraction.language.folders import FALLBACK, filled, folder_of
from claims.installing import to_add

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

LONGEST = 1_000_000
"""Code points of one text."""


class Model(Struct, frozen=True, forbid_unknown_fields=True):
    """`language.toml`: the pipeline that reads a language, and how to get it: by an extra of ours, or as it says."""

    name: str
    model: str
    install: str = ""
    extra: str = ""
    unused: list[str] = []


def load(language: str = FALLBACK) -> Language:
    """The model of a language, ready to parse."""
    return _load(folder_of(language))


@cache
def _load(folder: Path) -> Language:
    wanted = filled(Model, folder, "language")
    beside = folder / wanted.model
    try:
        import spacy

        nlp = spacy.load(beside if beside.is_dir() else wanted.model, exclude=wanted.unused)
    except (ImportError, OSError) as error:
        hint = to_add(wanted.extra) if wanted.extra else f"Install them: {wanted.install}"
        raise ClaimsError(f"Finding statements takes spaCy and its {wanted.name} model.", hint) from error
    nlp.max_length = LONGEST
    return nlp
