"""Clauses that follow their verb: `She said (that) the bridge is closed.`"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.cues import Cue, Spot
from claims.extraction.cutting import cut
from claims.extraction.page import COMMAS, FINITE, Page
from claims.extraction.sentences import CLOSERS, STOPS, Unit
from claims.extraction.sources import own_subject, tensed

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
    if not sure or verb.tag_[:2] != "VB" or (sure < PLAIN and not tensed(verb)):
        return None
    rule, head = "clause", next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
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


def _past_marks(page: Page, unit: Unit, start: int) -> int:
    while start < unit.end and (page.doc[start].text in {*COMMAS, ":"} or page.doc[start].is_space):
        start += 1
    return start


def _past_time(page: Page, start: int, verb: Token) -> int:
    """Past "on Monday" and "this week" before the subject: when it was said, not what."""
    token = page.doc[start]
    if token.i > verb.i + 3:
        return start
    while token.head.i > token.i and token.dep_ not in ("npadvmod", "nsubj", "nsubjpass"):
        token = token.head
    after = token.right_edge.i + 1
    return after if token.dep_ == "npadvmod" and after < len(page.doc) and page.doc[after].text != "," else start


def _that(page: Page, unit: Unit, verb: Token, head: Token | None) -> int | None:
    """The "that" which opens the clause, if one does."""
    limit = head.i if head is not None else min(verb.i + 14, unit.end)
    for i in range(verb.i + 1, limit):
        token = page.doc[i]
        if token.lower_ == "that" and (token.tag_ == "IN" or _opens_clause(page, unit, verb, i)):
            return i
        if token.tag_ in FINITE or (page.frames(i) and token.tag_[:2] == "VB"):
            return None
    return None


def _opens_clause(page: Page, unit: Unit, verb: Token, i: int) -> bool:
    """Whether a "that" the parser took for a pronoun follows the verb, a pause, or a time or place."""
    if i + 2 >= unit.end or (page.doc[i + 1].tag_ in FINITE and page.doc[i + 1].tag_ != "VBZ"):
        return False
    before = page.doc[i - 1]
    if before.i == verb.i or before.dep_ in ("prt", "advmod", "npadvmod") or before.text == ",":
        return any(page.doc[k].tag_ in FINITE for k in range(i + 1, min(i + 25, unit.end)))
    return before.dep_ == "pobj" and before.head.head.i == verb.i and page.doc[i + 1].tag_ not in FINITE


def _bare(page: Page, unit: Unit, verb: Token) -> Token | None:
    """The subject of a clause without "that" which the parser hung elsewhere: `said after the talks he would go`."""
    if verb.lemma_ not in page.words.lists["plain"] or any(child.dep_ == "auxpass" for child in verb.children):
        return None
    for i in range(verb.i + 1, min(verb.i + 25, unit.end)):
        token = page.doc[i]
        if token.text in STOPS or token.text in COMMAS or token.text == ":" or page.frames(i):
            return None
        if token.tag_ in FINITE:
            if token.dep_ in ("aux", "auxpass"):
                token = token.head
            who = own_subject(token)
            if (
                who is None
                or not verb.i < who.i < token.i
                or token.dep_ in ("relcl", "acl")
                or who.tag_ in ("WP", "WDT")
            ):
                return None
            return who if who.left_edge.i > verb.i else None
    return None


def clause_end(page: Page, unit: Unit, verb: Token, head: Token) -> int:
    """Where a clause ends: with the sentence, unless its verb goes on to something else."""
    end = _by_parse(page, verb, head)
    number = page.quote_of[end - 1]
    if number >= 0:
        end = max(end, min(page.quote_tokens[number][1], unit.end))
    if end < unit.end and page.doc[end].text in CLOSERS:
        end += 1
    end = cut(page, verb, head, end)
    while end > verb.i + 1 and (page.doc[end - 1].text in (".", ",", ";", "—", "--") or page.doc[end - 1].is_space):
        end -= 1
    return min(end, page.sentence_end(unit))


def _by_parse(page: Page, verb: Token, head: Token) -> int:
    end = max(head.right_edge.i + 1, head.i + 1)
    if head.dep_ in ("nsubj", "nsubjpass"):
        end = max(end, head.head.right_edge.i + 1)
    elif head.dep_ != "ccomp":
        end = max(end, verb.right_edge.i + 1)
    main = verb.dep_ in ("ROOT", "ccomp", "parataxis")
    for child in verb.children:
        if child.i < head.i or child.left_edge.i < end - 1 or child.dep_ in ("cc", "punct"):
            continue
        if (child.dep_ == "conj" and not _same_clause(page, head, child)) or _attributes(page, child):
            return end
        if main or child.dep_ in ("advcl", "prep", "npadvmod", "advmod", "dobj", "dep", "oprd", "conj"):
            end = child.right_edge.i + 1
    return max(end, verb.sent.end) if main and verb.dep_ == "ROOT" else end


def _same_clause(page: Page, head: Token, conj: Token) -> bool:
    """Whether what the parser joined to the verb goes on with its clause: `he said he tried but could not`."""
    who = own_subject(conj)
    if who is None:
        return not page.frames(conj.i) and any(child.tag_ == "MD" for child in conj.children)
    return who.tag_ == "PRP" and own_subject(head) is not None and not page.speech(conj.i)


def _attributes(page: Page, child: Token) -> bool:
    return any(token.tag_ == "VBG" and "clause" in page.frames(token.i) for token in child.subtree)
