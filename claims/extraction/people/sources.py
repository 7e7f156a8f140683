"""Whose words they are: the subject of the verb that attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.cues import TokenSpan
from claims.extraction.text.page import COMMAS, ArticleText
from claims.extraction.text.sentences import STOPS

if TYPE_CHECKING:
    from spacy.tokens import Token

HIGHEST = 6
"""Steps up a sentence in which a subject is looked for."""


def own_subject(page: ArticleText, verb: Token) -> Token | None:
    """The subject that hangs on the verb itself."""
    subjects = [child for child in verb.children if child.dep_ in page.grammar.subject]
    named = [child for child in subjects if child.i < verb.i and child.tag_ not in page.tags.relative]
    return named[-1] if named else next(iter(subjects), None)


def tensed(page: ArticleText, verb: Token) -> bool:
    """Whether a verb is finite, alone or with its auxiliary, and active."""
    if any(child.dep_ in page.grammar.passive_auxiliary for child in verb.children):
        return False
    if (
        verb.tag_ in page.tags.bare
        and own_subject(page, verb) is not None
        and not any(child.tag_ in page.tags.infinitive_mark for child in verb.children)
    ):
        return True
    return verb.tag_ in page.tags.read_as_tensed or any(
        child.dep_ in page.grammar.auxiliary and child.lower_ not in page.lists.infinitive_marks
        for child in verb.children
    )


def subject(page: ArticleText, verb: Token) -> Token | None:
    """The subject of the verb or of what governs it: "went on to say", "..., adding"."""
    node = verb
    for _ in range(HIGHEST):
        found = own_subject(page, node)
        if found is not None:
            return found
        if node.dep_ in page.grammar.reduced_clause:
            return node.head
        if node.dep_ not in page.grammar.climbs or node.head.i == node.i:
            return None
        node = node.head
    return None


def source_of(page: ArticleText, verb: Token) -> TokenSpan | None:
    """The words that name whoever the verb attributes to."""
    found = subject(page, verb)
    if found is None:
        return None
    if found.dep_ in page.grammar.passive_subject and found.head == verb:
        agent = next((c for c in verb.children if c.dep_ in page.grammar.agent), None)
        if agent is not None and agent.right_edge.i > agent.i:
            return agent.i + 1, agent.right_edge.i + 1
    return noun_phrase(page, found, verb)


def noun_phrase(page: ArticleText, head: Token, verb: Token) -> TokenSpan:
    """A noun with what belongs to it, as far as the verb and the quotations let it reach."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    if start <= verb.i < end:
        start, end = (start, verb.i) if verb.i > head.i else (verb.i + 1, end)
        if head == verb.head or verb.is_ancestor(head) is False:
            end = min(end, head.i + 1) if verb.i > head.i else end
    while start < head.i and (page.doc[start].text in COMMAS or page.standing_at(start)):
        start += 1
    while end > head.i + 1 and (
        page.doc[end - 1].text in COMMAS or page.doc[end - 1].is_space or page.standing_at(end - 1)
    ):
        end -= 1
    return start, end


def between(page: ArticleText, start: int, verb: Token) -> TokenSpan | None:
    """The words between a quotation and its verb."""
    while start < verb.i and page.doc[start].text in COMMAS:
        start += 1
    end = verb.i
    while end > start and (page.doc[end - 1].text in COMMAS or page.doc[end - 1].dep_ in page.grammar.beside_verb):
        end -= 1
    return (start, end) if end > start else None


def _stops(page: ArticleText, i: int) -> bool:
    """Whether a token ends its sentence, not "Lt." or "Sgt."."""
    return page.doc[i].text in STOPS and page.doc[i - 1].lower_ not in page.lists.abbreviations


def noun_after(page: ArticleText, verb: Token, end: int) -> TokenSpan | None:
    """The name right after an inverted verb: `said Ruiz`."""
    start = verb.i + 1
    if start >= end or page.doc[start].tag_ not in page.tags.opens_noun:
        return None
    last = start
    while last < end and page.doc[last].text not in COMMAS and not _stops(page, last):
        if (
            page.doc[last].tag_ in page.tags.finite
            or page.doc[last].is_space
            or page.quote_of[last] >= 0
            or (page.doc[last].tag_ in page.tags.preposition and page.doc[last].lower_ not in page.lists.in_name)
        ):
            break
        last += 1
    return (start, last) if any(page.doc[i].tag_ in page.tags.noun_or_pronoun for i in range(start, last)) else None
