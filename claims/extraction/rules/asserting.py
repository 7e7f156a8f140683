"""Whether anything was stated: not under a negation, a denial, a question or a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.cues import Cue
from claims.extraction.people.sources import HIGHEST, own_subject
from claims.extraction.text.page import ArticleText
from claims.extraction.text.sentences import Unit
from claims.vocabulary import SpeechStance

if TYPE_CHECKING:
    from spacy.tokens import Token

FARTHEST = 4
"""Words before a verb within which "stopped short of" stands."""

HEARSAY = frozenset({"clause", "distant", "to", "noun", "object", "toward", "naming", "relative"})
"""Rules whose verb carries its sentence, so that the sentence's question is about it."""


def stance_of(page: ArticleText, cue: Cue) -> SpeechStance:
    """What became of the words: said, or only denied, asked about, supposed, or not said at all."""
    if not cue.verb.pos_ or cue.verb.is_punct or not cue.content:
        return SpeechStance.STATED
    verb = cue.verb
    if cue.rule == "according":
        return SpeechStance.STATED
    if cue.rule == "noun" and any(child.dep_ in page.grammar.possessor for child in verb.children):
        return SpeechStance.STATED  # "rejected the mayor's claim that": the mayor claimed it
    if _negated(page, verb) or _withheld(page, verb):
        belief = not _of_speech(page, verb) and not _denies(page, verb)
        return SpeechStance.DENIED if belief else SpeechStance.NOT_SAID
    if cue.rule in HEARSAY and _denies(page, verb) and not _described(page, cue):
        return SpeechStance.DENIED
    if cue.rule in HEARSAY and verb.lemma_ in page.lists.withholding:
        return SpeechStance.NOT_SAID
    if cue.rule in HEARSAY and (outer := _governed(page, verb)) is not None:
        return outer
    if _asks(page, cue):
        return SpeechStance.ASKED
    return SpeechStance.SUPPOSED if _conditional(page, cue) else SpeechStance.STATED


def _of_speech(page: ArticleText, verb: Token) -> bool:
    return "aside" in page.frames(verb.i) and page.frames(verb.i).get("clause", 1.0) > 0.8


def _described(page: ArticleText, cue: Cue) -> bool:
    """Whether something is said of what is turned down: `dismissed the report as a joke`."""
    return cue.rule in ("object", "naming") and any(
        token.lower_ in page.lists.as_put for a, b in cue.content for token in page.doc[a:b]
    )


def _denies(page: ArticleText, verb: Token) -> bool:
    return verb.lemma_ in page.lists.denying


def _negated(page: ArticleText, verb: Token) -> bool:
    """`did not say`, `has never said`, `no minister has claimed`, `neither confirmed nor denied`."""
    for child in verb.children:
        same = page.quote_of[child.i] == page.quote_of[verb.i]
        if same and child.lower_ in page.lists.negations and _near_verb(page, child, verb):
            after = page.doc[child.i + 1].lower_ if child.i + 1 < len(page.doc) else ""
            if after not in page.lists.only:
                return True
    who = own_subject(page, verb)
    if who is not None and page.quote_of[who.i] < 0:
        first = page.doc[who.left_edge.i]
        if (first.lower_ in page.lists.no_one or who.lower_ in page.lists.no_one) and who.left_edge.i != verb.i:
            return True
    if verb.dep_ in page.grammar.conjunct and verb.head.i < verb.i and own_subject(page, verb) is None:
        joined = any(child.lower_ in page.lists.nor for child in verb.head.children if child.i < verb.i)
        return joined and _negated(page, verb.head)
    return False


def _near_verb(page: ArticleText, child: Token, verb: Token) -> bool:
    """Whether a "not" belongs to the verb and not to what follows it: `said not a word of it was true`."""
    return child.i < verb.i or (verb.i + 1 == child.i and child.tag_ in page.tags.adverb and not _opens(page, child))


def _opens(page: ArticleText, child: Token) -> bool:
    return child.i + 1 < len(page.doc) and page.doc[child.i + 1].tag_ in page.tags.noun


def _withheld(page: ArticleText, verb: Token) -> bool:
    """`declined to say`, `stopped short of saying`, `instead of saying`, `has yet to confirm`."""
    before = [token.lower_ for token in page.doc[max(verb.sent.start, verb.i - FARTHEST) : verb.i]]
    for phrase in page.lists.not_doing:
        for words in page.lists.not_doing[phrase]:
            for at in range(len(before) - len(words) + 1):
                if before[at : at + len(words)] == words and _only_small(page, verb, len(before) - at - len(words)):
                    return True
    node = verb
    for _ in range(HIGHEST):
        if node.dep_ not in page.grammar.governed or node.head.i >= node.i:
            return False
        node = node.head
        if node.lemma_.lower() in page.lists.withholding or node.lower_ in page.lists.withholding:
            return not _negated(page, node)
        if node.pos_ == "VERB" and _negated(page, node):
            return True
    return False


def _only_small(page: ArticleText, verb: Token, many: int) -> bool:
    """Whether nothing but "to", "even" and auxiliaries stands between."""
    small = page.grammar.beside_verb | page.grammar.auxiliary
    return all(token.dep_ in small for token in page.doc[verb.i - many : verb.i])


def _governed(page: ArticleText, verb: Token) -> SpeechStance | None:
    """What the word says that the verb hangs on: `denied saying`, `rejected claims that`, `there is no proof that`."""
    if verb.tag_ in page.tags.noun:
        first = page.doc[verb.left_edge.i]
        if first.lower_ in page.lists.no_one:
            return SpeechStance.NOT_SAID
    node = verb
    for _ in range(HIGHEST):
        if node.head.i == node.i or node.head.i > node.i:
            return None
        if node.dep_ not in page.grammar.governing:
            return None
        node = node.head
        if node.lemma_.lower() in page.lists.withholding:
            return None
        if _denies(page, node):
            return SpeechStance.NOT_SAID if _negated(page, node) else SpeechStance.DENIED
        if node.lemma_.lower() in page.lists.awaited or node.lower_ in page.lists.awaited:
            return SpeechStance.SUPPOSED
        if _negated(page, node) or _no_such(page, node):
            return SpeechStance.NOT_SAID
    return None


def _no_such(page: ArticleText, node: Token) -> bool:
    """`no evidence that she said ...`."""
    return node.tag_ in page.tags.noun and any(child.lower_ in page.lists.no_one for child in node.children)


def _asks(page: ArticleText, cue: Cue) -> bool:
    """`Did she say ...?`, `who claimed that ...?`, `asked whether ...`."""
    first = page.doc[cue.content[0][0]]
    if cue.rule in HEARSAY and first.lower_ in page.lists.whether:
        return True
    unit = next((page.units[n] for n in cue.units if page.units[n].start <= cue.verb.i < page.units[n].end), None)
    if unit is None or not _ends_asking(page, unit) or page.quote_of[cue.verb.i] >= 0:
        return False
    who = own_subject(page, cue.verb)
    turned = who is not None and any(
        child.i < who.i and child.dep_ in page.grammar.auxiliary for child in cue.verb.children
    )
    wh_word = who is not None and who.lower_ in page.lists.asking
    return turned or wh_word or (cue.rule in HEARSAY and cue.verb.dep_ in page.grammar.root)


def _ends_asking(page: ArticleText, unit: Unit) -> bool:
    end = unit.end
    while end > unit.start and page.doc[end - 1].is_space:
        end -= 1
    return end > unit.start and page.doc[end - 1].text == "?" and page.quote_of[end - 1] < 0


def _conditional(page: ArticleText, cue: Cue) -> bool:
    """`If she says ...`, `whether he said`, `should he claim`, `may have said`, `is expected to say`."""
    node, verb = cue.verb, cue.verb
    if any(child.lower_ in page.lists.perhaps and child.dep_ in page.grammar.auxiliary for child in verb.children):
        return True
    for _ in range(HIGHEST):
        for child in node.children:
            if child.i < verb.i and child.lower_ in page.lists.conditions and child.dep_ in page.grammar.marks:
                return child.i >= verb.sent.start and not cue.holds(child)
        who = own_subject(page, node)
        if who is not None and any(
            child.i < who.i and child.lower_ in page.lists.turned_condition and child.dep_ in page.grammar.auxiliary
            for child in node.children
        ):
            return True
        joined = node.dep_ in page.grammar.conjunct
        if not (joined or node.dep_ in page.grammar.governed) or node.head.i >= node.i:
            return False
        node = node.head
        if joined or cue.rule not in HEARSAY:
            continue
        if node.lemma_.lower() in page.lists.awaited or node.lower_ in page.lists.awaited:
            return True
    return False
