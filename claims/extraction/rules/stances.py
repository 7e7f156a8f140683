"""What is taken up, named, asked for or undertaken: `She denied the report`, `he called it a hoax`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.cues import Cue, Spot
from claims.extraction.people.sources import own_subject, source_of, subject, tensed
from claims.extraction.rules.cutting import cut
from claims.extraction.text.page import COMMAS, ArticleText
from claims.extraction.text.sentences import Unit

if TYPE_CHECKING:
    from spacy.tokens import Token


def toward(spot: Spot) -> Cue | None:
    """`They called for a vote`, `she complained about the delay`."""
    page, unit, verb = spot.page, spot.unit, spot.verb
    prepositions = page.words.toward.get(verb.lemma_)
    if not prepositions or subject(page, verb) is None:
        return None
    for child in verb.children:
        if child.i > verb.i and child.lower_ in prepositions and child.right_edge.i > child.i:
            end = min(_with_infinitive(page, child.right_edge.i + 1), page.sentence_end(unit))
            return Cue("toward", verb, [(child.i + 1, end)], prepositions[child.lower_])
    return None


def _with_infinitive(page: ArticleText, end: int) -> int:
    """Past "to act", if that follows: `called on the city to act`."""
    if end < len(page.doc) and page.doc[end].tag_ in page.tags.infinitive_mark:
        return max(end, page.doc[end].head.right_edge.i + 1)
    return end


def object_(spot: Spot) -> Cue | None:
    """`She denied the report`, `they urged him to go`, `he called it a hoax`."""
    page, unit, verb, frames = spot.page, spot.unit, spot.verb, spot.frames
    if subject(page, verb) is None or any(child.dep_ in page.grammar.passive_auxiliary for child in verb.children):
        return None
    limit = page.sentence_end(unit)
    inf = next(
        (
            c
            for c in verb.children
            if c.dep_ in page.grammar.infinitive
            and c.i > verb.i
            and any(g.tag_ in page.tags.infinitive_mark for g in c.children)
        ),
        None,
    )
    thing = next((c for c in verb.children if c.dep_ in page.grammar.object and c.i > verb.i), None)
    if (
        "to" in frames
        and inf is not None
        and not any(child.dep_ in page.grammar.passive_auxiliary for child in inf.children)
    ):
        start = next(g.i for g in inf.children if g.tag_ in page.tags.infinitive_mark)
        if thing is not None and thing.i < start:
            start = thing.left_edge.i
        elif inf.left_edge.i > verb.i:
            start = inf.left_edge.i
        return Cue("to", verb, [(start, min(inf.right_edge.i + 1, limit))], frames["to"])
    if "object" in frames and thing is not None and verb.tag_ not in page.tags.bare:
        end = thing.right_edge.i + 1
        for child in verb.children:
            if child.left_edge.i == end and (
                child.dep_ in page.grammar.predicate or child.lower_ in page.lists.belongs
            ):
                end = child.right_edge.i + 1
        while end < limit and not page.doc[end - 1].whitespace_ and page.doc[end].tag_ in page.tags.compound:
            end += 1
        end = min(end, limit)
        if end - thing.left_edge.i > 1:
            return Cue("object", verb, [(thing.left_edge.i, end)], frames["object"])
    return None


def naming(spot: Spot) -> Cue | None:
    """`She called the plan a hoax`, `what he called "the worst deal"`."""
    page, unit, verb, frames = spot.page, spot.unit, spot.verb, spot.frames
    if "naming" not in frames or verb.i + 2 >= unit.end or not (tensed(page, verb) or verb.tag_ in page.tags.gerund):
        return None
    after = page.doc[verb.i + 1]
    if after.tag_ in page.tags.no_name_follows or after.text in COMMAS or subject(page, verb) is None:
        return None
    parts = [c for c in verb.children if c.i > verb.i and c.dep_ not in page.grammar.no_name]
    if not parts:
        return None
    end = max(c.right_edge.i for c in parts) + 1
    number = page.quote_of[end - 1]
    end = max(end, page.quote_tokens[number][1]) if number >= 0 else end
    if end < unit.end and page.quote_of[end] >= 0 and page.quote_of[end - 1] < 0:
        end = page.quote_tokens[page.quote_of[end]][1]
    end = min(cut(page, verb, after, end), page.sentence_end(unit))
    quoted = any(page.quote_of[i] >= 0 for i in range(verb.i + 1, end))
    if end - verb.i < 3 or not (quoted or any(c.dep_ in page.grammar.complement for c in parts)):
        return None
    content = [(verb.i + 1, end)]
    who = own_subject(page, verb)
    if (
        who is not None
        and who.i < verb.i
        and who.left_edge.i > unit.start
        and page.doc[who.left_edge.i - 1].lower_ in page.lists.what
    ):
        content.insert(0, (who.left_edge.i - 1, who.left_edge.i))
    return Cue("naming", verb, content, frames["naming"])


def noun(page: ArticleText, unit: Unit, token: Token) -> Cue | None:
    """`his claim that the bridge is closed`."""
    sure = page.words.nouns.get(token.lemma_)
    if sure is None or token.tag_ not in page.tags.noun or token.i + 2 >= unit.end:
        return None
    that = page.doc[token.i + 1]
    if that.lower_ not in page.lists.that or that.tag_ not in page.tags.subordinator:
        return None
    head = next((c for c in token.children if c.dep_ in page.grammar.noun_clause and c.i > that.i), None)
    if head is None:
        return None
    owner = next((c for c in token.children if c.dep_ in page.grammar.possessor), None)
    source = (owner.left_edge.i, owner.i + 1) if owner is not None else source_of(page, token.head)
    return Cue("noun", token, [(that.i, min(head.right_edge.i + 1, page.sentence_end(unit)))], sure, source)
