"""Finds the attributions of a text: a first version, by verbs of speech and their clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.spans import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SAYING = {"say", "tell", "add", "stress", "announce", "warn", "claim", "explain", "note", "report"}


def attributions(doc: Doc) -> list[Attribution]:
    """Every attribution of the text, in reading order."""
    verbs = [token for token in doc if token.lemma_ in SAYING and token.pos_ == "VERB"]
    found = [one for verb in verbs if (one := _by(verb)) is not None]
    return sorted(found, key=lambda one: one.content[0])


def _by(verb: Token) -> Attribution | None:
    said = next((child for child in verb.children if child.dep_ == "ccomp"), None)
    who = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if said is None:
        return None
    return Attribution(
        content=[_extent(said)],
        source=_extent(who) if who is not None else None,
        cue=(verb.idx, verb.idx + len(verb)),
        cue_lemma=verb.lemma_,
        sentence=(verb.sent.start_char, verb.sent.end_char),
        why=[f"{verb.text!r} is a verb of speech."],
    )


def _extent(head: Token) -> tuple[int, int]:
    last = head.doc[head.right_edge.i]
    return head.left_edge.idx, last.idx + len(last)
