"""What "who", "it" and "they" point back to, as far as the sentence and the one before tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claims.extraction.people.sources import HIGHEST
from claims.extraction.text.page import ArticleText

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claims.extraction.spans import Span


class Meant(NamedTuple):
    """The words that are meant, and whether they stand in the same sentence."""

    span: Span
    near: bool


def antecedent(page: ArticleText, start: int, end: int) -> Meant | None:
    """The words that a pronoun's place points back to."""
    span = page.doc.char_span(start, end, alignment_mode="expand")
    if span is None or len(span) != 1:
        return None
    pronoun = span[0]
    if pronoun.tag_ in page.tags.relative:
        return _related(page, pronoun)
    if pronoun.lower_ in page.words.people.it | page.words.people.they:
        return _governing(page, pronoun) or _before(page, pronoun)
    return None


def _related(page: ArticleText, pronoun: Token) -> Meant | None:
    """`The official, who said ...`: the noun that the clause hangs on."""
    verb = pronoun.head
    for _ in range(HIGHEST):
        if verb.dep_ in page.grammar.relative_clause and verb.head.i < pronoun.i:
            return Meant(_phrase(verb.head, pronoun.i), near=True)
        verb = verb.head
    return None


def _governing(page: ArticleText, pronoun: Token) -> Meant | None:
    """`The city wants the land it claims was stolen`: the subject of what the clause hangs on."""
    node = pronoun.head
    for _ in range(HIGHEST):
        node = node.head
        if any(child.tag_ in page.tags.infinitive_mark for child in node.children):
            continue
        for child in node.children:
            if child.dep_ in page.grammar.subject and child.i < pronoun.i and _agrees(page, pronoun, child):
                return Meant(_phrase(child, node.i), near=True)
    return None


def _before(page: ArticleText, pronoun: Token) -> Meant | None:
    """The subject of the sentence before."""
    first = pronoun.sent.start
    if first == 0:
        return None
    root = page.doc[first - 1].sent.root
    who = next((child for child in root.children if child.dep_ in page.grammar.subject and child.i < root.i), None)
    return Meant(_phrase(who, root.i), near=False) if who is not None and _agrees(page, pronoun, who) else None


def _agrees(page: ArticleText, pronoun: Token, noun: Token) -> bool:
    if noun.tag_ not in page.tags.noun:
        return False
    many = noun.tag_ in page.tags.plural or any(child.dep_ in page.grammar.conjunct for child in noun.children)
    return many == (pronoun.lower_ in page.words.people.they)


def _phrase(noun: Token, before: int) -> Span:
    """The noun with what stands with it, up to its first comma."""
    doc, last = noun.doc, min(noun.right_edge.i + 1, before)
    last = next((i for i in range(noun.i, last) if doc[i].text in {",", "-", "--", "—", "–"}), last)
    end = doc[max(last, noun.i + 1) - 1]
    return doc[noun.left_edge.i].idx, end.idx + len(end)
