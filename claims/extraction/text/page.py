"""A text made ready for the rules: its paragraphs, its quotations and its sentences, parsed."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.extraction.language.lexicon import Lexicon
from claims.extraction.text.quotations import Quotation, paragraphs, quotations
from claims.extraction.text.sentences import STOPS, Unit, mark_sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

LONGEST_REST = 8
"""Words after a quotation that may end its sentence without making it another's."""

LONGEST_TAIL = 3
"""Words and marks that a quotation may have left where a clause of it seems to end."""

_INNER_MARKS = "'’\"” "
COMMAS = frozenset({",", ";", "--", "—", "–", "-", "―"})


_PLAIN = str.maketrans({"\ufeff": " ", "\xa0": " ", "\u202f": " ", "\u2028": "\n", "\u2029": "\n"})


def plain(text: str) -> str:
    """The text with ordinary spaces and line breaks, and each character where it was."""
    return text.translate(_PLAIN).replace("\r\n", " \n").replace("\r", "\n")


def unwrapped(text: str) -> str:
    """The text with a space for each line break within a paragraph."""
    parts, last = [], 0
    for start, end in paragraphs(text):
        parts += [text[last:start], text[start:end].replace("\n", " ")]
        last = end
    return "".join([*parts, text[last:]])


_DAY = r"(?:,? \w{3,9}\.? \d{1,2})"
_AGENCY = r"(?: ?\([^\W\d_][\w. /]{1,30}\))"
_JOIN = r"[^\S\n]*(?:--?|[–—―])[^\S\n]+(?=[\"“„«‘'\w])(?![a-z])"
_DATELINE = re.compile(
    rf"(?:(?:[^\W\d_a-z][A-Z.'’-]+ ?){{1,4}}(?:, ?[A-Z][\w.]+){{0,2}}{_DAY}?{_AGENCY}?"
    rf"|(?:[A-Z][\w.'’-]+ ?){{1,4}}(?:, ?[A-Z][\w.]+){{0,2}}{_DAY}?{_AGENCY}){_JOIN}"
)
"""`PORT SELM - `, `Port Selm (ORNA) — `: where a report was sent from, before its first sentence."""


def undated(text: str) -> str:
    """The text with spaces where its paragraphs begin with a dateline, and each character where it was."""
    chars = list(text)
    for start, end in paragraphs(text):
        found = _DATELINE.match(text, start, end)
        if found and any(len(word) > 2 for word in re.findall(r"[A-Z][\w]+", found[0])):
            chars[found.start() : found.end()] = " " * (found.end() - found.start())
    return "".join(chars)


_GLUED = re.compile(r"(?<=[”\"»’])\s?(--?|[–—―])(?=[^\W\d_])")


def _split_signatures(doc: Doc) -> None:
    """Part a dash from the name it is glued to: `"..." -Ana Ruiz`."""
    text = doc.text
    cuts = {place for found in _GLUED.finditer(text) for place in found.span(1)}
    if not cuts:
        return
    with doc.retokenize() as retokenizer:
        for token in doc:
            inside = sorted(cut - token.idx for cut in cuts if token.idx < cut < token.idx + len(token))
            if inside:
                edges = [0, *inside, len(token)]
                parts = [token.text[a:b] for a, b in pairwise(edges)]
                retokenizer.split(token, parts, heads=[(token, 0)] * len(parts))


def _colon_follows(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).text == ":"


class ArticleText:
    """A parsed text with its quotations; `quote_of` tells for each token which quotation it lies in, or -1."""

    def __init__(self, nlp: Language, text: str, words: Lexicon) -> None:
        self.words, self.lists, self.tags, self.grammar = words, words.lists, words.tags, words.grammar
        self.text = undated(unwrapped(plain(text)))
        self.doc: Doc = nlp.make_doc(self.text)
        _split_signatures(self.doc)
        places = paragraphs(self.text)
        self.quotes: list[Quotation] = [
            quote for start, end in places for quote in quotations(self.text, start, end, self.lists)
        ]
        for name, pipe in nlp.pipeline:
            if name != "parser":
                self.doc = pipe(self.doc)
        self.quote_of = [-1] * len(self.doc)
        self.quote_tokens = self._tokens([(quote.start, quote.end) for quote in self.quotes])
        for number, (first, last) in enumerate(self.quote_tokens):
            self.quote_of[first:last] = [number] * (last - first)
        self.paragraphs = self._tokens(places)
        self.units: list[Unit] = mark_sentences(self.doc, self.paragraphs, self.quote_of, words)
        if len(self.doc):
            nlp.get_pipe("parser")(self.doc)
        self._frames: list[dict[str, float]] = [self._frames_of(token) for token in self.doc]
        self.standing = [self._stands(number) for number in range(len(self.quotes))]
        self.runs_on = self._runs_on()
        self.unclosed = {
            i
            for n, (a, b) in enumerate(self.quote_tokens)
            if not self.quotes[n].closed and self.before(a) is not None
            for i in range(a, b)
        }

    def _runs_on(self) -> dict[int, int]:
        """Quotations that their paragraph leaves open, each with the one that goes on with it in the next paragraph."""
        onward = {}
        for number, quote in enumerate(self.quotes[:-1]):
            first, last = self.quote_tokens[number]
            following = self.quote_tokens[number + 1][0]
            between = self.doc[last:following]
            mark = self.text[self.quotes[number + 1].start]
            opens = self.before(following) is None and all(token.is_space for token in between)
            if not quote.closed and opens and first < last and mark == self.text[quote.start]:
                onward[number] = number + 1
        return onward

    def whole_run(self, number: int) -> list[int]:
        """The quotations of one speech, each in its paragraph, of which this is one."""
        back = {after: before for before, after in self.runs_on.items()}
        while number in back:
            number = back[number]
        run = [number]
        while run[-1] in self.runs_on:
            run.append(self.runs_on[run[-1]])
        return run

    def _tokens(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The token ranges of character spans that stand in order."""
        begins = [token.idx for token in self.doc]
        found, n = [], 0
        for start, end in spans:
            while n < len(begins) and begins[n] < start:
                n += 1
            first = n
            while n < len(begins) and begins[n] < end:
                n += 1
            found.append((first, n))
        return found

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """The characters from one token to before another."""
        while last > first + 1 and self.doc[last - 1].is_space:
            last -= 1
        while first < last - 1 and self.doc[first].is_space:
            first += 1
        end = self.doc[last - 1]
        return self.doc[first].idx, end.idx + len(end)

    def closed(self, first: int, last: int) -> tuple[int, int]:
        """The tokens with the mark that closes a quotation they end in."""
        number = self.quote_of[last - 1]
        if number < 0 or self.quote_tokens[number][0] < first:
            return first, last
        end = self.quote_tokens[number][1]
        return first, end if end - last <= LONGEST_TAIL else last

    def before(self, i: int) -> Token | None:
        """The token before, within its paragraph."""
        i -= 1
        while i >= 0 and self.doc[i].is_space:
            if "\n" in self.doc[i].text:
                return None
            i -= 1
        return self.doc[i] if i >= 0 else None

    def at(self, i: int) -> Token | None:
        """The token at a place or after it, within its paragraph."""
        while i < len(self.doc) and self.doc[i].is_space:
            if "\n" in self.doc[i].text:
                return None
            i += 1
        return self.doc[i] if i < len(self.doc) else None

    def frames(self, i: int) -> dict[str, float]:
        """How a word may attribute, by its frames; nothing for most."""
        return self._frames[i]

    def _frames_of(self, token: Token) -> dict[str, float]:
        verbs = self.words.verbs
        before = token.nbor(-1) if token.i else token
        if token.lower_ in self.lists.no_names and self.before(token.i) is None and _colon_follows(token):
            return {}
        if token.tag_ in self.tags.verb:
            lemma = token.lemma_
            if before.lower_ in self.lists.idle_before:
                return {}
        elif token.text in self.words.read_as_nouns and before.tag_ in self.tags.before_verb:
            lemma = self.words.read_as_nouns[token.text]
        else:
            return {}
        if lemma in self.words.particles:
            for child in self.doc[token.i + 1 : token.i + 3]:
                if f"{lemma}_{child.lower_}" in verbs:
                    return verbs[f"{lemma}_{child.lower_}"]
        return verbs.get(lemma, {})

    def speech(self, i: int) -> bool:
        """Whether a word is a finite verb of saying."""
        return self.doc[i].tag_ in self.tags.finite and "aside" in self._frames[i]

    def standing_at(self, i: int) -> bool:
        """Whether a token lies in a quotation that is a statement of its own."""
        return self.quote_of[i] >= 0 and self.standing[self.quote_of[i]]

    def _stands(self, number: int) -> bool:
        """Whether a quotation is a statement of its own rather than a few words within one."""
        first, last = self.quote_tokens[number]
        if first == last:
            return False
        inner = self.quotes[number].inner(self.text)
        words = len(inner.split())
        before, after = self.before(first), self.at(last)
        said = before is not None and bool(self._frames[before.i])
        starts = before is None or said or before.text in COMMAS or before.text == ":" or before.text in STOPS
        starts = starts or (
            before is not None and (before.text in self.lists.closers or before.lower_ in self.lists.that)
        )
        last_mark = inner.rstrip(_INNER_MARKS)[-1:]
        ends = last_mark in ",.?!…—-:" or after is None or after.text in {",", ".", ";"} or bool(self._frames[after.i])
        if not (starts and ends) or not inner:
            return False
        if words < 4 and not said and before is not None and before.text not in {",", ":"}:
            return last_mark in ",.?!"
        return words > 1 or last_mark in ",.?!"

    def sentence_end(self, unit: Unit) -> int:
        """Where a unit ends without its full stop."""
        end = unit.end
        while end > unit.start and (self.doc[end - 1].is_space or self.doc[end - 1].text == "."):
            end -= 1
        return end

    def whole_quote(self, unit: Unit) -> int | None:
        """The quotation that a unit consists of."""
        number = self.quote_of[unit.start]
        end = self.sentence_end(unit)
        if number < 0 or end <= unit.start:
            return None
        rest = end - self.quote_tokens[number][1]
        return (
            number if self.quote_of[end - 1] == number or (0 < rest <= LONGEST_REST and self.standing[number]) else None
        )
