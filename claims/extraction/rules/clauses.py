"""Clauses that follow their verb: `She said (that) the bridge is closed.`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.cues import Cue, Spot
from claims.extraction.people.sources import own_subject, tensed
from claims.extraction.rules.cutting import cut
from claims.extraction.text.page import COMMAS, ArticleText
from claims.extraction.text.sentences import STOPS, Unit

if TYPE_CHECKING:
    from spacy.tokens import Token


PLAIN = 0.85
"""How sure verbs are that need not be finite to attribute: `..., saying the bridge is closed`."""

DISTANT = 0.45
"""How sure a clause is that only stands near its verb."""


def clause(spot: Spot) -> Cue | None:
    """`She said (that) the bridge is closed.`"""
    page, unit, verb = spot.page, spot.unit, spot.verb
    sure = spot.frames.get("clause", 0.0)
    if not sure or verb.tag_ not in page.tags.verb or (sure < PLAIN and not tensed(page, verb)):
        return None
    rule, head = "clause", next((c for c in verb.children if c.dep_ in page.grammar.clause and c.i > verb.i), None)
    that = _that(page, unit, verb, head)
    if that is not None:
        head = head or page.doc[that]
        start = that
    else:
        if head is None:
            rule, head, sure = "distant", _bare(page, unit, verb), min(sure, DISTANT)
        if head is None:
            return None
        start = _past_time(page, _past_marks(page, unit, max(head.left_edge.i, verb.i + 1)), verb)
    end = clause_end(page, unit, verb, head)
    return Cue(rule, verb, [(start, end)], sure) if end - start > 1 else None


def _past_marks(page: ArticleText, unit: Unit, start: int) -> int:
    while start < unit.end and (page.doc[start].text in {*COMMAS, ":"} or page.doc[start].is_space):
        start += 1
    return start


def _past_time(page: ArticleText, start: int, verb: Token) -> int:
    """Past "on Monday" and "this week" before the subject: when it was said, not what."""
    token = page.doc[start]
    if token.i > verb.i + 3:
        return start
    while token.head.i > token.i and token.dep_ not in page.grammar.time | page.grammar.noun_subject:
        token = token.head
    after = token.right_edge.i + 1
    return after if token.dep_ in page.grammar.time and after < len(page.doc) and page.doc[after].text != "," else start


def _that(page: ArticleText, unit: Unit, verb: Token, head: Token | None) -> int | None:
    """The "that" which opens the clause, if one does."""
    limit = head.i if head is not None else min(verb.i + 14, unit.end)
    for i in range(verb.i + 1, limit):
        token = page.doc[i]
        if token.lower_ in page.lists.that and (
            token.tag_ in page.tags.subordinator or _opens_clause(page, unit, verb, i)
        ):
            return i
        if token.tag_ in page.tags.finite or (page.frames(i) and token.tag_ in page.tags.verb):
            return None
    return None


def _opens_clause(page: ArticleText, unit: Unit, verb: Token, i: int) -> bool:
    """Whether a "that" the parser took for a pronoun follows the verb, a pause, or a time or place."""
    if i + 2 >= unit.end or page.doc[i + 1].tag_ in page.tags.after_pronoun:
        return False
    before = page.doc[i - 1]
    if before.i == verb.i or before.dep_ in page.grammar.before_that or before.text == ",":
        return any(page.doc[k].tag_ in page.tags.finite for k in range(i + 1, min(i + 25, unit.end)))
    return (
        before.dep_ in page.grammar.prepositional_object
        and before.head.head.i == verb.i
        and page.doc[i + 1].tag_ not in page.tags.finite
    )


def _bare(page: ArticleText, unit: Unit, verb: Token) -> Token | None:
    """The subject of a clause without "that" which the parser hung elsewhere: `said after the talks he would go`."""
    if verb.lemma_ not in page.lists.plain or any(
        child.dep_ in page.grammar.passive_auxiliary for child in verb.children
    ):
        return None
    for i in range(verb.i + 1, min(verb.i + 25, unit.end)):
        token = page.doc[i]
        if token.text in STOPS or token.text in COMMAS or token.text == ":" or page.frames(i):
            return None
        if token.tag_ in page.tags.finite:
            if token.dep_ in page.grammar.auxiliary | page.grammar.passive_auxiliary:
                token = token.head
            who = own_subject(page, token)
            if (
                who is None
                or not verb.i < who.i < token.i
                or token.dep_ in page.grammar.noun_modifier
                or who.tag_ in page.tags.relative
            ):
                return None
            return who if who.left_edge.i > verb.i else None
    return None


def clause_end(page: ArticleText, unit: Unit, verb: Token, head: Token) -> int:
    """Where a clause ends: with the sentence, unless its verb goes on to something else."""
    end = _by_parse(page, verb, head)
    number = page.quote_of[end - 1]
    if number >= 0:
        end = max(end, min(page.quote_tokens[number][1], unit.end))
    if end < unit.end and page.doc[end].text in page.lists.closers:
        end += 1
    end = cut(page, verb, head, end)
    while end > verb.i + 1 and (page.doc[end - 1].text in (".", ",", ";", "—", "--") or page.doc[end - 1].is_space):
        end -= 1
    return min(end, page.sentence_end(unit))


def _by_parse(page: ArticleText, verb: Token, head: Token) -> int:
    end = max(head.right_edge.i + 1, head.i + 1)
    if head.dep_ in page.grammar.noun_subject:
        end = max(end, head.head.right_edge.i + 1)
    elif head.dep_ not in page.grammar.clause:
        end = max(end, verb.right_edge.i + 1)
    main = verb.dep_ in page.grammar.main
    for child in verb.children:
        if child.i < head.i or child.left_edge.i < end - 1 or child.dep_ in page.grammar.link:
            continue
        if (child.dep_ in page.grammar.conjunct and not _same_clause(page, head, child)) or _attributes(page, child):
            return end
        if main or child.dep_ in page.grammar.within_clause:
            end = child.right_edge.i + 1
    return max(end, verb.sent.end) if main and verb.dep_ in page.grammar.root else end


def _same_clause(page: ArticleText, head: Token, conj: Token) -> bool:
    """Whether what the parser joined to the verb goes on with its clause: `he said he tried but could not`."""
    who = own_subject(page, conj)
    if who is None:
        return not page.frames(conj.i) and any(child.tag_ in page.tags.modal for child in conj.children)
    return who.tag_ in page.tags.pronoun and own_subject(page, head) is not None and not page.speech(conj.i)


def _attributes(page: ArticleText, child: Token) -> bool:
    return any(token.tag_ in page.tags.gerund and "clause" in page.frames(token.i) for token in child.subtree)
