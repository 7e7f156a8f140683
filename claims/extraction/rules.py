"""The shapes of sentences in which words are attributed to someone, a function each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.cues import Cue, TokenSpan
from claims.extraction.page import COMMAS, FINITE, Page
from claims.extraction.sentences import CLOSERS, STOPS, Unit
from claims.extraction.sources import between, noun_after, noun_phrase, own_subject, source_of, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

Frames = dict[str, float]
TIMES = frozenset({"npadvmod", "advmod", "tmod"})


# --- quotations


def quoted_before(page: Page, unit: Unit, verb: Token, frames: Frames, spent: set[int]) -> Cue | None:
    """`"...," she said.` and `"...," said Ruiz. "..."`"""
    if "quote" not in frames or page.quote_of[verb.i] >= 0:
        return None
    number = _quote_left(page, unit, verb)
    if number < 0 or number in spent:
        return None
    first, last = page.quote_tokens[number]
    if page.quotes[number].inner(page.doc.text)[-1:] in ".?!" and _opens_next(page, unit, verb, number):
        return None
    content = [(_lead(page, unit, first), last)]
    after = _quote_right(page, unit, verb, number)
    if after is not None:
        content.append(page.quote_tokens[after])
    who = own_subject(verb)
    source = None
    if who is not None and page.quote_of[who.i] != number:
        source = _wider(noun_phrase(page, who, verb), noun_after(page, verb, unit.end) if who.i > verb.i else None)
    if source is None:
        source = between(page, last, verb) or noun_after(page, verb, unit.end) or source_of(page, verb)
    return Cue("quoted_before", verb, content, frames["quote"], source)


def _wider(one: TokenSpan, other: TokenSpan | None) -> TokenSpan:
    """Both spans as one, where they start together."""
    return (one[0], max(one[1], other[1])) if other is not None and one[0] == other[0] else one


def _quote_left(page: Page, unit: Unit, verb: Token) -> int:
    """The quotation that ends right before the verb and its subject."""
    i = verb.i - 1
    while i >= unit.start and page.quote_of[i] < 0 and page.doc[i].tag_ not in FINITE:
        if page.doc[i].text in (":", ";"):
            return -1
        i -= 1
    if i >= unit.start and page.quote_of[i] < 0:
        # over a relative clause between commas: "...," Smith, who leads it, said
        who = own_subject(verb)
        if who is None or who.i > verb.i:
            return -1
        i = who.left_edge.i - 1
        while i >= unit.start and (page.doc[i].text in COMMAS or page.doc[i].is_space):
            i -= 1
    number = page.quote_of[i] if i >= unit.start else -1
    if number < 0 or not page.standing[number]:
        return -1
    first = i + 1
    while first < verb.i and page.doc[first].text in COMMAS:
        first += 1
    return -1 if first < verb.i and page.doc[first].tag_ in ("CC", "IN", "TO", "WDT", "WRB") else number


def _opens_next(page: Page, unit: Unit, verb: Token, number: int) -> bool:
    """Whether the verb has a quotation of its own after it."""
    for i in range(verb.i + 1, min(verb.i + 8, unit.end)):
        if page.quote_of[i] > number:
            return page.standing_at(i)
        if page.doc[i].tag_ in FINITE:
            return False
    return False


def _quote_right(page: Page, unit: Unit, verb: Token, number: int) -> int | None:
    """The second half of a quotation split by its verb."""
    for i in range(verb.i + 1, unit.end):
        other = page.quote_of[i]
        if other > number:
            return other if page.standing[other] or i - verb.i < 3 else None
        if i > verb.i and page.speech(i) or page.doc[i].tag_ == "VBG" and page.frames(i):
            return None
    return None


def _lead(page: Page, unit: Unit, start: int) -> int:
    """Where a statement starts whose end is quoted: at the sentence's start, if words stand before the quotation."""
    before = page.before(start)
    if before is None or start <= unit.start or before.text == ":" or page.frames(before.i) or start - unit.start < 4:
        return start
    for i in range(start - 1, unit.start - 1, -1):
        if page.quote_of[i] >= 0 and page.standing_at(i) or page.speech(i):
            return start
    return unit.start


def quoted_after(page: Page, unit: Unit, verb: Token, frames: Frames, spent: set[int]) -> Cue | None:
    """`She said: "..."`, `Ruiz told reporters, "..."`."""
    if "quote" not in frames or page.quote_of[verb.i] >= 0:
        return None
    for i in range(verb.i + 1, unit.end):
        number, token = page.quote_of[i], page.doc[i]
        if number >= 0 and page.standing[number]:
            before = page.before(i)
            if number in spent or before is None:
                return None
            if before.lower_ == "that" and len(page.quotes[number].inner(page.doc.text).split()) < 4:
                return None
            near = before.i == verb.i or before.text in COMMAS or before.text == ":" or before.lower_ == "that" or i - verb.i < 3
            return Cue("quoted_after", verb, [page.quote_tokens[number]], frames["quote"]) if near else None
        if token.tag_ in FINITE or page.frames(i).get("clause") and token.tag_ == "VBG":
            return None
        if token.lower_ == "that" and i + 1 < unit.end and page.quote_of[i + 1] < 0:
            return None
    return None


# --- asides


def aside(page: Page, unit: Unit, verb: Token, frames: Frames, spent: set[int]) -> Cue | None:
    """`The bridge is closed, she said.` and `The bridge, she said, is closed.`"""
    if "aside" not in frames or not _tensed(verb):
        return None
    opening = _aside_start(page, unit, verb)
    if opening is None:
        return _as_said(page, unit, verb, frames["aside"])
    start, inverted = opening
    closing = _aside_end(page, unit, verb, inverted)
    if closing is None:
        return None
    end, source = closing
    first = max([unit.start] + [page.quote_tokens[q][1] for q in spent if page.quote_tokens[q][1] < start])
    stop = start
    while stop > first and page.doc[stop - 1].text in COMMAS and page.quote_of[stop - 1] < 0:
        stop -= 1
    content = [(first, stop)]
    if end < unit.end and page.doc[end].text in COMMAS:
        rest = page.sentence_end(unit)
        led = page.doc[first].lower_ in page.words.lists["subordinators"]
        if rest - end > 2 and (led or page.doc[end + 1].tag_ != "VBG"):
            content.append((end + 1, rest))
    if sum(b - a for a, b in content) < 3 or not _says_something(page, content):
        return None
    return Cue("aside", verb, content, frames["aside"], source)


def _as_said(page: Page, unit: Unit, verb: Token, sure: float) -> Cue | None:
    """`As the mayor put it on Friday, the bridge is closed.`"""
    who = own_subject(verb)
    if who is None or who.i > verb.i:
        return None
    start = who.left_edge.i - 1
    if start < unit.start or page.doc[start].lower_ != "as" or start - unit.start > 2:
        return None
    comma = next((i for i in range(verb.i + 1, unit.end) if page.doc[i].text == ","), None)
    if comma is None or any(page.doc[i].tag_ in FINITE for i in range(verb.i + 1, comma)):
        return None
    end = page.sentence_end(unit)
    return Cue("as_said", verb, [(comma + 1, end)], sure, noun_phrase(page, who, verb)) if end - comma > 3 else None


def _says_something(page: Page, content: list[TokenSpan]) -> bool:
    """Whether there is a clause that can stand alone, not just "In a recent survey" or "When he came"."""
    if len(content) > 1:
        return True
    first, last = content[0]
    led = any(page.doc[i].lower_ in page.words.lists["subordinators"] for i in range(first, min(first + 3, last)))
    tensed = [i for i in range(first, last) if page.doc[i].tag_ in FINITE and page.doc[i].dep_ not in ("relcl", "acl")]
    return len(tensed) > led if led else bool(tensed)


def _tensed(verb: Token) -> bool:
    """Whether a verb is finite, alone or with its auxiliary, and active."""
    if any(child.dep_ == "auxpass" for child in verb.children):
        return False
    if verb.tag_ == "VB" and own_subject(verb) is not None and not any(child.tag_ == "TO" for child in verb.children):
        return True
    return verb.tag_ in ("VBD", "VBZ", "VBP", "NNS") or any(child.dep_ == "aux" and child.lower_ != "to" for child in verb.children)


def _aside_start(page: Page, unit: Unit, verb: Token) -> tuple[int, bool] | None:
    """The first word of ", she said" and whether the verb comes first."""
    left = verb.i
    while left > unit.start and page.doc[left - 1].dep_ in ("aux", "advmod", "neg") and page.doc[left - 1].text not in COMMAS:
        left -= 1
    if _follows_comma(page, unit, left):
        who = own_subject(verb)
        if who is None or who.i > verb.i:
            return (left, True) if noun_after(page, verb, unit.end) else None
    who = own_subject(verb)
    if who is None or who.i > verb.i or who.tag_ in ("WP", "WDT"):
        return None
    start = who.left_edge.i
    if start > unit.start + 1 and page.doc[start - 1].lower_ == "as":
        start -= 1
    return (start, False) if _follows_comma(page, unit, start) else None


def _follows_comma(page: Page, unit: Unit, i: int) -> bool:
    """Whether a comma, a dash or the comma inside a closing mark stands before."""
    if i <= unit.start + 1:
        return False
    if page.doc[i - 1].text in COMMAS:
        return True
    return page.doc[i - 1].text in CLOSERS and page.quote_of[i - 1] >= 0 and page.doc[i - 2].text in {",", "?", "!"}


def _aside_end(page: Page, unit: Unit, verb: Token, inverted: bool) -> tuple[int, TokenSpan | None] | None:
    """Where ", she said on Friday" ends; None where the sentence goes on as its clause."""
    i, source = verb.i + 1, None
    if inverted:
        who = own_subject(verb)
        source = noun_after(page, verb, unit.end)
        if who is not None and who.i > verb.i:
            source = noun_phrase(page, who, verb)
        if source is None:
            return None
        i = source[1]
        return i, source
    addressed = verb.lemma_ == "tell"
    while i < unit.end:
        token = page.doc[i]
        if page.quote_of[i] >= 0:
            return None
        if token.text in COMMAS or token.text in STOPS or token.text in CLOSERS:
            return i, None
        if token.tag_ in FINITE or token.lower_ in ("that", "who", "which"):
            return None
        if token.dep_ in ("dobj", "ccomp", "xcomp", "attr", "nsubj", "oprd", "acomp") and not addressed and token.head.i >= verb.i and not _in_adjunct(token, verb):
            return None
        i += 1
    return i, None


def _in_adjunct(token: Token, verb: Token) -> bool:
    """Whether a word lies in "on Friday", "in a statement" and their like."""
    while token.i != verb.i and token.head.i != token.i:
        if token.dep_ in ("prep", "npadvmod", "advmod", "advcl"):
            return True
        token = token.head
    return False


# --- clauses


def clause(page: Page, unit: Unit, verb: Token, frames: Frames, spent: set[int]) -> Cue | None:
    """`She said (that) the bridge is closed.`"""
    if "clause" not in frames or verb.tag_[:2] != "VB":
        return None
    sure = frames["clause"]
    if sure < 0.85 and not _tensed(verb):
        return None
    head = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    that = _that(page, unit, verb, head)
    kind = "clause" if head is not None else "clause-that"
    if head is None and that is None and verb.lemma_ in page.words.lists["plain"] and not any(c.dep_ == "auxpass" for c in verb.children):
        head = _bare(page, unit, verb)
        kind = "clause-bare"
    if head is None and that is None:
        return None
    start = that if that is not None else max(head.left_edge.i, verb.i + 1)
    while start < unit.end and (page.doc[start].text in COMMAS or page.doc[start].text == ":" or page.doc[start].is_space):
        start += 1
    start = _past_time(page, start, verb)
    end = clause_end(page, unit, verb, head if head is not None else page.doc[that])
    if end - start < 2:
        return None
    return Cue(kind, verb, [(start, end)], sure)


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
        if token.tag_ in FINITE or page.frames(i) and token.tag_[:2] == "VB":
            return None
    return None


def _opens_clause(page: Page, unit: Unit, verb: Token, i: int) -> bool:
    """Whether a "that" the parser took for a pronoun follows the verb, a pause, or a time or place."""
    if i + 2 >= unit.end or page.doc[i + 1].tag_ in FINITE and page.doc[i + 1].tag_ != "VBZ":
        return False
    before = page.doc[i - 1]
    if before.i == verb.i or before.dep_ in ("prt", "advmod", "npadvmod") or before.text == ",":
        return any(page.doc[k].tag_ in FINITE for k in range(i + 1, min(i + 25, unit.end)))
    return before.dep_ == "pobj" and before.head.head.i == verb.i and page.doc[i + 1].tag_ not in FINITE


def _bare(page: Page, unit: Unit, verb: Token) -> Token | None:
    """The verb of a clause without "that" which the parser hung elsewhere: `said after the talks he would go`."""
    for i in range(verb.i + 1, min(verb.i + 25, unit.end)):
        token = page.doc[i]
        if token.text in STOPS or token.text in COMMAS or token.text == ":" or page.frames(i):
            return None
        if token.tag_ in FINITE:
            if token.dep_ in ("aux", "auxpass"):
                token = token.head
            who = own_subject(token)
            if who is None or not verb.i < who.i < token.i or token.dep_ in ("relcl", "acl") or who.tag_ in ("WP", "WDT"):
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
    end = _cut(page, verb, head, end)
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
        if child.dep_ == "conj" and not _same_clause(page, head, child) or _attributes(page, child):
            return end
        if main or child.dep_ in ("advcl", "prep", "npadvmod", "advmod", "dobj", "dep", "oprd", "conj"):
            end = child.right_edge.i + 1
    return max(end, verb.sent.end) if main and verb.dep_ == "ROOT" else end


def _same_clause(page: Page, head: Token, conj: Token) -> bool:
    """Whether what the parser joined to the verb goes on with its clause: `he said he tried but could not`."""
    if page.frames(conj.i):
        return False
    who, first = own_subject(conj), own_subject(head)
    if who is None:
        return any(child.tag_ == "MD" for child in conj.children)
    return first is not None and who.tag_ == "PRP" and who.lower_ == first.lower_


def _attributes(page: Page, child: Token) -> bool:
    return any(token.tag_ == "VBG" and "clause" in page.frames(token.i) for token in child.subtree)


def _cut(page: Page, verb: Token, head: Token, end: int) -> int:
    """Where another attribution starts: "according to", ", adding that", ", and called", ", while 22 percent said"."""
    for i in range(max(verb.i + 2, min(head.i, end)), end - 1):
        if page.quote_of[i] >= 0:
            continue
        token, after = page.doc[i], page.doc[i + 1]
        if token.lower_ == "according" and after.lower_ == "to":
            return i
        if token.text in COMMAS and _goes_on(page, verb, i + 1, end):
            return i
        if token.lower_ in ("but", "and") and page.doc[i - 1].text not in COMMAS and _goes_on(page, verb, i, end):
            return i
    return end


def _goes_on(page: Page, verb: Token, i: int, end: int) -> bool:
    """Whether the words after a comma attribute something else."""
    token = page.doc[i]
    if token.tag_ == "VBG":
        return "aside" in page.frames(i) or token.dep_ == "advcl"
    if token.lower_ in page.words.lists["concessives"]:
        return True
    if token.lower_ == "even" and i + 1 < end and page.doc[i + 1].lower_ in ("as", "though"):
        return True
    if token.lower_ not in ("and", "but", "while", "whereas"):
        return False
    i += 1
    while i < end and page.doc[i].tag_ == "RB":
        i += 1
    if i >= end:
        return False
    token = page.doc[i]
    if token.tag_ == verb.tag_ and token.tag_ in ("VBD", "VBZ", "VBP") and page.frames(i):
        return True
    for j in range(i, min(i + 8, end)):
        if page.doc[j].text in COMMAS or page.quote_of[j] >= 0:
            return False
        if page.doc[j].tag_ in FINITE:
            who = own_subject(page.doc[j])
            return page.speech(j) and page.doc[j].tag_ == verb.tag_ and who is not None and who.i >= i and who.tag_ != "PRP"
    return False


def relative(page: Page, unit: Unit, verb: Token, frames: Frames, spent: set[int]) -> Cue | None:
    """`what the senators called for`, `a strike that executives said could spread`, `property it claims was seized`."""
    if "clause" not in frames or not _tensed(verb):
        return None
    who = own_subject(verb)
    if who is None or who.i > verb.i or verb.i + 1 >= unit.end:
        return None
    following = page.doc[verb.i + 1]
    bare = following.tag_ in FINITE or following.dep_ in ("aux", "auxpass") and following.tag_ in FINITE
    if not bare:
        return None
    start = who.left_edge.i
    if start - 1 < unit.start:
        return None
    before = page.doc[start - 1]
    end = _relative_end(page, unit, verb)
    if before.lower_ in page.words.lists["relatives"]:
        return Cue("relative", verb, [(before.i, before.i + 1), (verb.i + 1, end)], 0.8, noun_phrase(page, who, verb))
    if before.tag_[:2] == "NN" and verb.dep_ in ("relcl", "acl") and verb.head.i < start:
        return Cue("relative", verb, [(verb.head.left_edge.i, start), (verb.i + 1, end)], 0.7, noun_phrase(page, who, verb))
    return None


def _relative_end(page: Page, unit: Unit, verb: Token) -> int:
    limit = page.sentence_end(unit)
    for i in range(verb.i + 2, limit):
        if page.quote_of[i] < 0 and page.doc[i].text in COMMAS:
            return i
    return limit


# --- objects


def toward(page: Page, unit: Unit, verb: Token, frames: Frames, spent: set[int]) -> Cue | None:
    """`They called for a vote`, `she complained about the delay`."""
    prepositions = page.words.toward.get(verb.lemma_)
    if not prepositions or subject(verb) is None:
        return None
    for child in verb.children:
        if child.i > verb.i and child.lower_ in prepositions and child.right_edge.i > child.i:
            end = min(_with_infinitive(page, child.right_edge.i + 1), page.sentence_end(unit))
            return Cue("toward", verb, [(child.i + 1, end)], prepositions[child.lower_])
    return None


def _with_infinitive(page: Page, end: int) -> int:
    """Past "to act", if that follows: `called on the city to act`."""
    if end < len(page.doc) and page.doc[end].tag_ == "TO":
        return max(end, page.doc[end].head.right_edge.i + 1)
    return end


def object_(page: Page, unit: Unit, verb: Token, frames: Frames, spent: set[int]) -> Cue | None:
    """`She denied the report`, `they urged him to go`, `he called it a hoax`."""
    if subject(verb) is None or any(child.dep_ == "auxpass" for child in verb.children):
        return None
    limit = page.sentence_end(unit)
    inf = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i and any(g.tag_ == "TO" for g in c.children)), None)
    thing = next((c for c in verb.children if c.dep_ in ("dobj", "oprd") and c.i > verb.i), None)
    if "to" in frames and inf is not None:
        start = next(g.i for g in inf.children if g.tag_ == "TO")
        if thing is not None and thing.i < start:
            start = thing.left_edge.i
        elif inf.left_edge.i > verb.i:
            start = inf.left_edge.i
        return Cue("to", verb, [(start, min(inf.right_edge.i + 1, limit))], frames["to"])
    if "object" in frames and thing is not None and verb.tag_ != "VB":
        end = thing.right_edge.i + 1
        for child in verb.children:
            if child.left_edge.i == end and child.dep_ in ("prep", "oprd"):
                end = child.right_edge.i + 1
        end = min(end, limit)
        if end - thing.left_edge.i > 1:
            return Cue("object", verb, [(thing.left_edge.i, end)], frames["object"])
    return None


def noun(page: Page, unit: Unit, token: Token) -> Cue | None:
    """`his claim that the bridge is closed`."""
    sure = page.words.nouns.get(token.lemma_)
    if sure is None or token.tag_[:2] != "NN" or token.i + 2 >= unit.end:
        return None
    that = page.doc[token.i + 1]
    if that.lower_ != "that" or that.tag_ != "IN":
        return None
    head = next((c for c in token.children if c.dep_ in ("acl", "ccomp") and c.i > that.i), None)
    if head is None:
        return None
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    source = (owner.left_edge.i, owner.i + 1) if owner is not None else source_of(page, token.head)
    return Cue("noun", token, [(that.i, min(head.right_edge.i + 1, page.sentence_end(unit)))], sure, source)


# --- according to


def according(page: Page, unit: Unit, token: Token) -> Cue | None:
    """`according to the ministry`, before, within or after what it said."""
    if token.i + 2 >= unit.end or page.doc[token.i + 1].lower_ != "to":
        return None
    limit = page.sentence_end(unit)
    source = _according_source(page, token, limit)
    first, end = token.i, source[1]
    rest = end
    while rest < limit and page.doc[rest].text in COMMAS:
        rest += 1
    stop = first
    while stop > unit.start and page.doc[stop - 1].text in COMMAS:
        stop -= 1
    led = page.doc[unit.start].lower_ in page.words.lists["subordinators"] and end < limit and page.doc[end].text == ","
    led = led and any(page.doc[i].tag_ in FINITE for i in range(rest, limit))
    leads = first - unit.start <= 1 or led
    if leads:
        content = [(rest, limit)]
    else:
        content = [(unit.start, stop)]
        if limit - rest > 2 and rest > end and page.doc[rest].tag_ not in ("VBG", "WP", "WDT", "WRB", "CC"):
            content.append((rest, limit))
    cue = Cue("according", token, content, 0.92, source)
    cue.cue_end = token.i + 2
    return cue if cue.content else None


def _according_source(page: Page, token: Token, limit: int) -> TokenSpan:
    first = token.i + 2
    head = next((c for c in page.doc[token.i + 1].children if c.dep_ == "pobj"), None)
    end = head.right_edge.i + 1 if head is not None and head.i >= first else first + 1
    if head is None:
        while end < limit and page.doc[end].text not in COMMAS:
            end += 1
    if token.i <= token.sent.start + 1:
        comma = next((i for i in range(first, limit) if page.doc[i].text == ","), None)
        if comma is not None:
            after = next((i for i in range(comma + 1, limit) if page.doc[i].text == ","), None)
            end = comma if end <= comma or end >= limit or after is None else min(end, limit)
    for i in range(first, min(end, limit)):
        if page.doc[i].text == "," and i + 1 < limit and page.doc[i + 1].tag_ in ("VBG", "WP", "WDT", "CC"):
            end = i
            break
    while end > first + 1 and (page.doc[end - 1].text in COMMAS or page.doc[end - 1].is_space):
        end -= 1
    return first, min(end, limit)
