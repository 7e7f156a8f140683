"""Finds the attributions of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.extraction.lexicon import Lexicon, lexicon
from claims.extraction.page import CLOSERS, STOPS, Page, Unit
from claims.extraction.spans import Attribution
from claims.vocabulary import Mode

SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
FINITE = {"VBD", "VBZ", "VBP", "MD"}
COMMAS = {",", ";", "--", "—", "–", "-"}
SKIP = {"now", "also", "then"}


class Cue:
    """A word that attributes, with whose words it brings."""

    def __init__(self, page: Page, unit: Unit, verb: Any, frames: dict[str, float]) -> None:
        self.page, self.unit, self.verb, self.frames = page, unit, verb, frames
        self.content: list[tuple[int, int]] = []
        self.source: tuple[int, int] | None = None
        self.kind = ""
        self.confidence = 0.0
        self.rule = ""
        self.holder: Cue | None = None


class Finder:
    def __init__(self, page: Page, words: Lexicon) -> None:
        self.page, self.words, self.doc = page, words, page.doc
        self.found: list[Cue] = []
        n = len(page.quotes)
        self.standing = [self._stands(q) for q in range(n)]

    # ---- quotations
    def _stands(self, q: int) -> bool:
        """Whether a quotation is a statement of its own rather than a few words within one."""
        first, last = self.page.quote_tokens[q]
        text = self.page.quotes[q].inner(self.doc.text)
        words = len(text.split())
        if words < 2 and text[-1:] not in ",.?!":
            return False
        before = self._before(first)
        after = self._at(last)
        starts = before is None or before.text in {",", ":", "—", "--", "–"} or before.text in STOPS or before.text in CLOSERS or self._frames(before) or before.lower_ == "that"
        ends = text[-1:] in ",.?!…—-:" or after is None or after.text in {",", ".", ";"} or self._frames(after)
        if not starts or not ends:
            return False
        if words < 4 and before is not None and before.text not in {",", ":"} and not self._frames(before):
            return text[-1:] in ",.?!"
        return True

    def _before(self, i: int) -> Any:
        """The word before, within its paragraph; None at the start."""
        i -= 1
        while i >= 0 and self.doc[i].is_space:
            if "\n" in self.doc[i].text:
                return None
            i -= 1
        return self.doc[i] if i >= 0 else None

    def _at(self, i: int) -> Any:
        while i < len(self.doc) and self.doc[i].is_space:
            if "\n" in self.doc[i].text:
                return None
            i += 1
        return self.doc[i] if i < len(self.doc) else None

    def _frames(self, token: Any) -> dict[str, float]:
        if token.tag_[:2] not in ("VB", "NN"):
            return {}
        frames = self.words.verbs.get(token.lemma_) or (token.tag_[:2] == "NN" and self.words.verbs.get(token.lemma_.rstrip("s"))) or {}
        if token.tag_[:2] == "VB":
            for child in token.children:
                if child.dep_ == "prt" or (child.i == token.i + 1 and child.tag_ in ("RP", "RB", "IN")):
                    key = f"{token.lemma_}_{child.lower_}"
                    if key in self.words.verbs:
                        return self.words.verbs[key]
        return frames

    # ---- main
    def find(self) -> list[Cue]:
        for unit in self.page.units:
            found = self._in_unit(unit)
            self.found += found
        self._follow()
        return self.found

    def _in_unit(self, unit: Unit) -> list[Cue]:
        found: list[Cue] = []
        taken: set[int] = set()
        # quotes first
        for i in range(unit.start, unit.end):
            token = self.doc[i]
            q = self.page.quote_of[i]
            if q >= 0 and self.standing[q]:
                continue
            frames = self._frames(token)
            if frames:
                cue = self._read(unit, token, frames, taken)
                if cue and not self._nested(cue, found):
                    found.append(cue)
            if token.lower_ == "according":
                cue = self._according(unit, token)
                if cue and not self._nested(cue, found):
                    found.append(cue)
        return found

    def _nested(self, cue: Cue, found: list[Cue]) -> bool:
        start = cue.verb.i
        for other in found:
            if any(s <= start < e for s, e in other.content):
                cue.holder = other
                return True
            if any(s <= os and oe <= e for s, e in cue.content for os, oe in other.content):
                pass
        return False

    def _read(self, unit: Unit, verb: Any, frames: dict[str, float], taken: set[int]) -> Cue | None:
        for rule in (self._quoted_before, self._quoted_after, self._aside, self._clause):
            cue = Cue(self.page, unit, verb, frames)
            if rule(cue, taken):
                cue.rule = rule.__name__
                if cue.source is None:
                    cue.source = self._subject(verb)
                return cue
        return None

    # ---- quotes
    def _quoted_before(self, cue: Cue, taken: set[int]) -> bool:
        """“...,” she said."""
        if "quote" not in cue.frames:
            return False
        verb, unit = cue.verb, cue.unit
        left = self._subject_start(verb)
        limit = left if left is not None and unit.start <= left < verb.i else verb.i
        j = limit - 1
        while j >= unit.start and (self.doc[j].text in COMMAS or self.doc[j].is_space):
            j -= 1
        q = self.page.quote_of[j] if j >= unit.start else -1
        if q < 0 or not self.standing[q] or q in taken:
            # over the words between, if no other verb is there
            j = verb.i - 1
            while j >= unit.start and self.page.quote_of[j] < 0 and self.doc[j].tag_ not in FINITE:
                j -= 1
            q = self.page.quote_of[j] if j >= unit.start else -1
            if q < 0 or not self.standing[q] or q in taken:
                return False
        last = self.page.quote_tokens[q][1]
        if self._next_opens(verb, q, unit) and self.page.quotes[q].inner(self.doc.text)[-1:] in ".?!":
            return False
        start = self.page.quote_tokens[q][0]
        lead = self._lead(unit, start)
        cue.content = [(lead, last)]
        cue.kind = "direct" if lead == start else "mixed"
        taken.add(q)
        # what follows in the same unit: "Q," he said, "Q2."
        for k in range(verb.i + 1, unit.end):
            q2 = self.page.quote_of[k]
            if q2 > q:
                before = self._before(self.page.quote_tokens[q2][0])
                if self.standing[q2] and before is not None and before.text in {",", ":", "--", "—"} and not any(
                    self._frames(self.doc[m]) and self.doc[m].tag_ != "NN" for m in range(verb.i + 1, k)
                ):
                    cue.content.append(self.page.quote_tokens[q2])
                    taken.add(q2)
                break
        if cue.source is None:
            cue.source = self._subject(verb) or self._between(last, verb) or self._right_noun(verb)
        cue.confidence = cue.frames["quote"]
        return True

    def _next_opens(self, verb: Any, q: int, unit: Unit) -> bool:
        for k in range(verb.i + 1, min(verb.i + 8, unit.end)):
            if self.page.quote_of[k] > q:
                return self.standing[self.page.quote_of[k]]
            if self.doc[k].tag_ in FINITE:
                return False
        return False

    def _lead(self, unit: Unit, start: int) -> int:
        """Where a mixed statement starts whose end is quoted: the sentence's start if words stand before."""
        before = self._before(start)
        if before is None or start <= unit.start or before.text in {":", ","}:
            return start
        k = start - 1
        while k >= unit.start and self.page.quote_of[k] < 0:
            if self._frames(self.doc[k]).get("clause") and self.doc[k].tag_ in FINITE:
                return start
            k -= 1
        return unit.start

    def _quoted_after(self, cue: Cue, taken: set[int]) -> bool:
        """She said: “...”"""
        if "quote" not in cue.frames:
            return False
        verb, unit = cue.verb, cue.unit
        for k in range(verb.i + 1, unit.end):
            q = self.page.quote_of[k]
            token = self.doc[k]
            if q >= 0 and self.standing[q]:
                if q in taken:
                    return False
                before = self._before(k)
                near = before.i == verb.i or before.text in {",", ":", "—", "--"} or before.lower_ == "that" or k - verb.i < 3
                if not near:
                    return False
                cue.content = [self._quote_run(q, unit, taken)]
                cue.kind = "direct"
                cue.confidence = cue.frames["quote"]
                return True
            if q < 0 and (token.tag_ in FINITE or self._frames(token).get("clause") and token.tag_[:2] == "VB") and k > verb.i:
                return False
            if token.lower_ == "that" and self._before(k + 1) is not None and k + 1 < unit.end and self.page.quote_of[k + 1] < 0:
                return False
        return False

    def _quote_run(self, q: int, unit: Unit, taken: set[int]) -> tuple[int, int]:
        taken.add(q)
        return self.page.quote_tokens[q]

    # ---- asides
    def _aside(self, cue: Cue, taken: set[int]) -> bool:
        """The bridge is closed, she said."""
        if "aside" not in cue.frames:
            return False
        verb, unit = cue.verb, cue.unit
        if verb.tag_ not in FINITE and verb.tag_ not in ("VBN", "NNS"):
            return False
        left = self._aside_start(verb, unit)
        if left is None:
            return False
        comma = left - 1
        right = self._aside_end(verb, unit)
        if right is None:
            return False
        start = unit.start
        content = [(start, comma)]
        if right < unit.end and self.doc[right].text not in STOPS:
            end = self._sentence_end(unit)
            if end > right + 1:
                content.append((right + 1, end))
        cue.content = content
        cue.kind = "indirect"
        cue.confidence = cue.frames["aside"]
        return comma - start >= 1

    def _aside_start(self, verb: Any, unit: Unit) -> int | None:
        """Where ", she said" starts, if a comma stands before it."""
        left = verb.i
        while left - 1 >= unit.start and self.doc[left - 1].dep_ in ("aux", "advmod", "neg", "auxpass") and self.doc[left - 1].text not in COMMAS:
            left -= 1
        if left - 1 > unit.start and self.doc[left - 1].text in COMMAS:
            subject = self._subject_token(verb)
            if subject is not None and subject.i > verb.i:
                return left
            if subject is None and verb.tag_ in FINITE and self._right_noun(verb):
                return left
            if subject is None:
                return None
        start = self._subject_start(verb)
        if start is None or start >= verb.i:
            return None
        while start - 1 > unit.start and self.doc[start - 1].lower_ in ("as", "and") and self.doc[start - 1].lower_ == "as":
            start -= 1
        if start - 1 > unit.start and self.doc[start - 1].text in COMMAS:
            return start
        return None

    def _aside_end(self, verb: Any, unit: Unit) -> int | None:
        """The comma or full stop that ends ", she said"; None where the sentence goes on as its clause."""
        subject = self._subject_token(verb)
        k = verb.i + 1
        if subject is not None and subject.i > verb.i:
            k = max(k, subject.right_edge.i + 1)
        elif subject is None:
            noun = self._right_noun(verb)
            if noun:
                k = max(k, noun[1])
        while k < unit.end:
            token = self.doc[k]
            if token.text in COMMAS or token.text in STOPS or token.text in CLOSERS:
                return k
            if token.tag_ in FINITE or token.lower_ == "that" or token.tag_ in ("PRP",) and k + 1 < unit.end and self.doc[k + 1].tag_ in FINITE:
                return None
            if token.dep_ in ("dobj", "ccomp", "xcomp", "attr") and token.head.i == verb.i and token.ent_type_ == "" and verb.lemma_ != "tell":
                return None
            k += 1
        return unit.end

    # ---- clauses
    def _clause(self, cue: Cue, taken: set[int]) -> bool:
        """She said (that) the bridge is closed."""
        if "clause" not in cue.frames:
            return False
        verb, unit = cue.verb, cue.unit
        if verb.tag_[:2] != "VB":
            return False
        head = next((c for c in verb.children if c.dep_ == "ccomp" and c.right_edge.i > verb.i and c.i > verb.i), None)
        if head is None:
            return False
        start = max(head.left_edge.i, verb.i + 1)
        end = self._clause_end(verb, head, unit)
        start = self._skip_punct(start, end)
        if end - start < 2:
            return False
        cue.content = [(start, end)]
        cue.kind = "indirect"
        cue.confidence = cue.frames["clause"]
        return True

    def _skip_punct(self, start: int, end: int) -> int:
        while start < end and (self.doc[start].text in {",", ":", "--", "—"} or self.doc[start].is_space):
            start += 1
        return start

    def _clause_end(self, verb: Any, head: Any, unit: Unit) -> int:
        end = head.right_edge.i + 1
        last = self._sentence_end(unit)
        # go on over what hangs on the verb after the clause, unless it attributes anew
        for child in verb.children:
            if child.left_edge.i >= end and child.dep_ in ("advcl", "prep", "npadvmod", "advmod"):
                if any(self._frames(t).get("clause") for t in child.subtree if t.tag_ == "VBG"):
                    break
                end = child.right_edge.i + 1
        q = self.page.quote_of[end - 1]
        if q >= 0:
            end = max(end, min(self.page.quote_tokens[q][1], unit.end))
        if end < last and self.doc[end].text in CLOSERS:
            end += 1
        while end > verb.i + 1 and (self.doc[end - 1].text in (".", ",", ";") or self.doc[end - 1].is_space):
            end -= 1
        return min(end, last)

    def _sentence_end(self, unit: Unit) -> int:
        end = unit.end
        while end > unit.start and (self.doc[end - 1].is_space or self.doc[end - 1].text == "."):
            end -= 1
        return end

    # ---- according to
    def _according(self, unit: Unit, token: Any) -> Cue | None:
        if token.i + 2 >= unit.end or self.doc[token.i + 1].lower_ != "to":
            return None
        cue = Cue(self.page, unit, token, {})
        cue.rule = "_according"
        cue.kind = "indirect"
        cue.confidence = 0.9
        head = next((c for c in self.doc[token.i + 1].children if c.dep_ == "pobj"), None)
        first = token.i + 2
        limit = self._sentence_end(unit)
        end = head.right_edge.i + 1 if head is not None else first + 1
        if head is None:
            while end < limit and self.doc[end].text not in COMMAS:
                end += 1
        if end > limit:
            end = limit
        cue.source = (first, end)
        start_of_phrase = token.i
        if start_of_phrase - unit.start <= 1:  # According to X, S
            k = end
            comma = next((m for m in range(first, limit) if self.doc[m].text == "," and m >= min(end, limit) - 1), None)
            if comma is not None:
                k = comma + 1
            if k >= limit:
                comma = next((m for m in range(first, limit) if self.doc[m].text == ","), None)
                if comma is None:
                    return None
                k = comma + 1
                cue.source = (first, comma)
            cue.content = [(k, limit)]
        else:
            stop = start_of_phrase
            while stop > unit.start and self.doc[stop - 1].text in COMMAS:
                stop -= 1
            cue.content = [(unit.start, stop)]
            after = end
            if after < limit and self.doc[after].text in COMMAS and limit - after > 3 and self.doc[after + 1].tag_ not in ("WP", "WDT", "WRB"):
                cue.content.append((after + 1, limit))
        return cue

    # ---- sources
    def _subject_token(self, verb: Any) -> Any:
        node = verb
        for _ in range(5):
            for child in node.children:
                if child.dep_ in SUBJECTS and child.dep_ != "expl":
                    return child
            if node.dep_ in ("conj", "xcomp", "advcl", "acl", "pcomp", "ccomp") and node.head.i != node.i and (
                node.dep_ != "ccomp" or False
            ):
                if node.dep_ == "acl":
                    return node.head
                node = node.head
                continue
            if node.dep_ == "prep":
                node = node.head
                continue
            break
        return None

    def _subject_start(self, verb: Any) -> int | None:
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        return subject.left_edge.i if subject is not None else None

    def _subject(self, verb: Any) -> tuple[int, int] | None:
        subject = self._subject_token(verb)
        if subject is None:
            return None
        return self._noun(subject, verb)

    def _noun(self, subject: Any, verb: Any) -> tuple[int, int]:
        start, end = subject.left_edge.i, subject.right_edge.i + 1
        if start <= verb.i < end:
            if verb.i > subject.i:
                end = verb.i
                if subject == verb.head:
                    # reduced or full relative: the noun before it
                    end = subject.i + 1
            else:
                start = subject.i
        while end > start and (self.doc[end - 1].text in COMMAS or self.doc[end - 1].is_space):
            end -= 1
        while start < end - 1 and (self.doc[start].text in COMMAS or self.page.quote_of[start] >= 0 and self.standing[self.page.quote_of[start]]):
            start += 1
        return start, end

    def _between(self, start: int, verb: Any) -> tuple[int, int] | None:
        while start < verb.i and self.doc[start].text in COMMAS:
            start += 1
        end = verb.i
        while end > start and (self.doc[end - 1].text in COMMAS or self.doc[end - 1].dep_ in ("aux", "advmod")):
            end -= 1
        return (start, end) if end > start else None

    def _right_noun(self, verb: Any) -> tuple[int, int] | None:
        start = verb.i + 1
        if start >= len(self.doc) or self.doc[start].tag_ not in ("NNP", "NNPS", "PRP", "DT", "NN", "NNS", "JJ", "PRP$", "CD"):
            return None
        end = start
        while end < len(self.doc) and self.doc[end].text not in COMMAS and self.doc[end].text not in STOPS and self.doc[end].tag_ not in FINITE and not self.doc[end].is_space:
            end += 1
        return (start, end)

    # ---- following quotations
    def _follow(self) -> None:
        by_unit: dict[int, list[Cue]] = {}
        for cue in self.found:
            by_unit.setdefault(cue.unit.start, []).append(cue)
        last: Cue | None = None
        for unit in self.page.units:
            cues = by_unit.get(unit.start)
            if cues:
                last = cues[-1]
                continue
            q = self._whole_quote(unit)
            if q is None:
                last = None
                continue
            if last is not None and last.kind in ("direct", "mixed"):
                same = unit.paragraph == last.unit.paragraph
                if same or unit.paragraph == self._paragraph_of(last) + 1:
                    last.content.append(self.page.quote_tokens[q])

    def _paragraph_of(self, cue: Cue) -> int:
        end = cue.content[-1][0]
        for p, (first, stop) in enumerate(self.page.paragraphs):
            if first <= end < stop:
                return p
        return cue.unit.paragraph

    def _whole_quote(self, unit: Unit) -> int | None:
        end = unit.end
        while end > unit.start and (self.doc[end - 1].is_space or self.doc[end - 1].text == "."):
            end -= 1
        q = self.page.quote_of[unit.start]
        if q >= 0 and self.page.quote_of[end - 1] == q:
            return q
        return None


def attributions(page: Page, language: str = "en") -> list[Attribution]:
    """Every attribution of the text, in reading order."""
    finder = Finder(page, lexicon(language))
    doc = page.doc

    def span(a: int, b: int) -> tuple[int, int]:
        while b > a + 1 and doc[b - 1].is_space:
            b -= 1
        while a < b - 1 and doc[a].is_space:
            a += 1
        return doc[a].idx, doc[b - 1].idx + len(doc[b - 1])

    out = []
    for cue in finder.find():
        sent = cue.verb.sent
        out.append(
            Attribution(
                content=[span(a, b) for a, b in cue.content if b > a],
                source=span(*cue.source) if cue.source else None,
                cue=(cue.verb.idx, cue.verb.idx + len(cue.verb)),
                cue_lemma=cue.verb.lemma_,
                kind=Mode(cue.kind),
                sentence=(sent.start_char, sent.end_char),
                confidence=cue.confidence,
                why=[cue.rule],
            )
        )
    return sorted(out, key=lambda one: one.content[0])
