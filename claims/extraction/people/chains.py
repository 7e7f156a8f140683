"""How a statement reached the page: the hops it was passed on by, and whom it was said to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.extraction.frame import frame_of
from claims.extraction.language.vocables import phrase_at
from claims.extraction.people.outlets import is_media, link, outlet
from claims.extraction.people.persons import joined, named, names_outlet, several
from claims.extraction.spans import Attribution, ChainSpan, Span, Speaker
from claims.extraction.text.page import ArticleText

if TYPE_CHECKING:
    from spacy.tokens import Token

NEARLY = 0.33
"""How much of an outlet's sentence a statement has to be for the outlet to say nothing but that."""

LONGEST_NOUN, LONGEST_CITED = 12, 20
"""Words of a noun phrase that names a hop; words within which "as saying" has to follow whoever is quoted."""


def chain(page: ArticleText, found: Attribution, speaker: Speaker | None) -> list[ChainSpan]:
    """The reporting chain, speaker first."""
    if speaker is None:
        return []
    relays = list(_Frame(page, found).relays())
    cue = " ".join(page.text[found.cue[0] : found.cue[1]].split()) if found.cue else None
    first = [ChainSpan(name=speaker.name, role=speaker.role, cue=cue)]
    if _is_outlet_name(page, found):
        name, role = outlet(_named_in(page, found), page.words)
        first = [ChainSpan(name=name, role=role, cue=cue)]
    if together := _together(page, found):
        first = [ChainSpan(name, role, cue, seat) for seat, (name, role) in enumerate(together)]
    cited = next((link for link, is_speaker in relays if is_speaker), None)
    passed_on = [link for link, is_speaker in relays if not is_speaker and link.name != speaker.name]
    return [cited, *first, *passed_on] if cited else [*first, *passed_on]


def _together(page: ArticleText, found: Attribution) -> list[tuple[str, str | None]]:
    """Several who say one thing, each by name and role; nothing where one speaks."""
    parts = several(_named_in(page, found), page.words)
    return [(name or joined(part), role) for part in parts for name, role, _female in [named(part, page.words)]]


def chains(page: ArticleText, found: list[Attribution], speakers: list[Speaker | None]) -> list[list[ChainSpan]]:
    """The chain of each statement, in the order given; an inner statement goes through whoever made the outer one."""
    read: list[list[ChainSpan]] = []
    heard_before: list[ChainSpan] = []
    for one, speaker in zip(found, speakers, strict=True):
        own = chain(page, one, speaker)
        outer = found[one.parent] if one.parent is not None and one.parent < len(found) else None
        if own and outer is not None and _is_outlet_name(page, outer):
            own = within(own, chain(page, outer, speakers[one.parent or 0]))
        same = bool(own and heard_before and heard_before[0].name == own[0].name) and _by_pronoun(page, one)
        told = [link for link in own[1:] if link.cue == page.words.hops.told]
        if told or (own and not same and one.confidence >= NEARLY and one.parent is None):
            heard_before = [own[0], *told] if told else []
        elif same and len(own) > 1:
            own = _told_before(one, own, heard_before[1:])
        read.append(own)
    return read


def _by_pronoun(page: ArticleText, found: Attribution) -> bool:
    """Whether the speaker is only "he" or "she", so that the statement goes on with those before it."""
    tokens = _named_in(page, found)
    return len(tokens) == 1 and tokens[0].lower_ in page.words.people.he | page.words.people.she


def _told_before(found: Attribution, own: list[ChainSpan], heard: list[ChainSpan]) -> list[ChainSpan]:
    """The chain with whom the speaker told it, as a statement before says: "told state media ... he said"."""
    new = [link for link in heard if link.name not in {each.name for each in own}]
    if new:
        found.why.append(f"What the speaker said before was told to {new[0].name}, and this goes on with it.")
    return [own[0], *new, *own[1:]]


def passed_on(found: list[Attribution], page: ArticleText) -> dict[int, int]:
    """Statements of an outlet that are nothing but another statement it passes on: each with the one inside it."""
    inside: dict[int, int] = {}
    for place, one in enumerate(found):
        if one.parent is not None and one.parent < len(found) and _is_outlet_name(page, found[one.parent]):
            inside.setdefault(one.parent, place)
    return {
        outer: place
        for outer, place in inside.items()
        if _length(found[place].content) >= NEARLY * _length(found[outer].content)
    }


def _length(spans: list[Span]) -> int:
    return sum(end - start for start, end in spans)


def first_of(chain: list[ChainSpan], speaker: Speaker | None) -> Speaker | None:
    """The speaker as the chain has it: an outlet that cites somebody is no speaker, and a kind of outlet is a role."""
    if (
        any(link.seat for link in chain)
        or not chain
        or speaker is None
        or (chain[0].name, chain[0].role) == (speaker.name, speaker.role)
    ):
        return speaker
    return Speaker(chain[0].name, speaker.as_written, chain[0].role)


def within(inner: list[ChainSpan], outer: list[ChainSpan]) -> list[ChainSpan]:
    """The chain of a statement inside another: whoever made the outer one passed the inner one on, if it is an outlet.

    `The driver had been drinking, the chief said, the VESTA agency reported.`
    """
    known = {link.name for link in inner}
    return [*inner, *(link for link in outer if link.name not in known)]


def addressee(page: ArticleText, found: Attribution) -> str | None:
    """Whom the statement was made to, in the text's words."""
    heard = _Frame(page, found).told()
    return None if heard is None or is_media(heard, page.words) else joined(heard)


def _named_in(page: ArticleText, found: Attribution) -> list[Token]:
    """The words that name the source."""
    span = page.doc.char_span(*found.source, alignment_mode="expand") if found.source else None
    return list(span) if span is not None else []


def _is_outlet_name(page: ArticleText, found: Attribution) -> bool:
    tokens = _named_in(page, found)
    return bool(tokens) and named(tokens, page.words)[0] is None and names_outlet(tokens, page.words)


class _Frame:
    """The words around a statement, read for the hops they name."""

    def __init__(self, page: ArticleText, found: Attribution) -> None:
        self._doc, self._found = page.doc, found
        self._words, self._hops, self._tags = page.words, page.words.hops, page.words.tags
        self._spans = [
            span for each in frame_of(page.doc, found) if (span := page.doc.char_span(*each, alignment_mode="contract"))
        ]
        self._tokens = [token for span in self._spans for token in span if not token.is_space]

    def told(self) -> list[Token] | None:
        """Whoever the verb of telling is followed by."""
        for token in self._tokens:
            if token.lemma_.lower() in self._hops.telling and token.tag_ in self._tags.verb:
                return self._noun_after(token.i + 1) or None
        return None

    def relays(self) -> Iterator[tuple[ChainSpan, bool]]:
        """Each hop that the frame names, in order; true marks one that is the speaker, cited by an outlet."""
        heard = self.told()
        if heard and is_media(heard, self._words):
            yield link(heard, self._hops.told, self._words), False
        for token in self._tokens:
            yield from self._at(token)

    def _at(self, token: Token) -> Iterator[tuple[ChainSpan, bool]]:
        if token.i + 1 >= len(self._doc):
            return
        lower, hops = token.lower_, self._hops
        if (many := phrase_at(self._doc, token.i, self._words.lists.according)) and not self._is_cue(token):
            yield from self._according(token, many)
        elif self._passes_on(token):
            yield from self._relayed(token)
        elif lower in hops.speaking:
            yield from self._interview(token)
        elif lower in hops.aired:
            tokens = self._noun_after(token.i + 1)
            if tokens and is_media(tokens, self._words) and tokens[0].tag_ not in self._tags.possessive:
                yield link(tokens, lower, self._words), False
        elif lower in hops.citing:
            tokens = self._noun_after(token.i + 1)
            if tokens:
                yield link(tokens, lower, self._words), True
        elif token.lemma_ in hops.cites and token.tag_ in self._tags.verb:
            cited, end = self._up_to(token.i + 1, hops.cited_as)
            if cited:
                yield link(cited, f"{token.text} {end}", self._words), True
        elif token.lemma_ in hops.reports and token.tag_ in self._tags.reporting and not self._is_cue(token):
            tokens = self._noun_before(token.i)
            if tokens and is_media(tokens, self._words):
                yield link(tokens, token.text, self._words), False

    def _according(self, token: Token, many: int) -> Iterator[tuple[ChainSpan, bool]]:
        """`according to the agency`; a document passes nothing on by itself."""
        tokens = self._noun_after(token.i + many)
        if tokens and not any(each.lower_ in self._words.people.documents for each in tokens):
            phrase = " ".join(each.lower_ for each in self._doc[token.i : token.i + many])
            yield link(tokens, phrase, self._words), False

    def _passes_on(self, token: Token) -> bool:
        """Whether "carried by" or the "by" of "was quoted as saying by" stands here."""
        if token.lower_ in self._hops.by:
            return any(phrase_at(self._doc, first, self._hops.saying) == token.i - first for first in self._just(token))
        return token.lower_ in self._words.people.relaying and self._doc[token.i + 1].lower_ in self._hops.by

    def _just(self, token: Token) -> range:
        """The places right before a word."""
        return range(max(0, token.i - 3), token.i)

    def _relayed(self, token: Token) -> Iterator[tuple[ChainSpan, bool]]:
        """`carried by the agency`, `was quoted as saying by the agency`."""
        following = self._doc[token.i + 1].lower_
        many = 2 if following in self._hops.by else 1
        cue = self._hops.quoted if token.lower_ in self._hops.by else f"{token.lower_} {following}"
        if tokens := self._noun_after(token.i + many):
            yield link(tokens, cue, self._words), False

    def _interview(self, token: Token) -> Iterator[tuple[ChainSpan, bool]]:
        for i in range(token.i + 1, min(token.i + 4, len(self._doc))):
            if self._doc[i].lower_ in self._hops.spoken_to:
                tokens = self._noun_after(i + 1)
                if tokens and not any(each.lower_ in self._words.people.hearers for each in tokens):
                    yield link(tokens, f"{token.lower_} {self._doc[i].lower_}", self._words), False
                return

    def _is_cue(self, token: Token) -> bool:
        cue = self._found.cue
        return cue is not None and cue[0] <= token.idx < cue[1]

    def _noun_after(self, start: int) -> list[Token]:
        """The noun phrase that starts at a place."""
        tokens: list[Token] = []
        for token in self._doc[start : start + LONGEST_NOUN]:
            if not self._goes_on(token, tokens):
                break
            tokens.append(token)
            if token.tag_ in self._tags.pronoun:
                break
        while tokens and tokens[-1].tag_ not in self._tags.ends_hop:
            tokens.pop()
        return tokens

    def _goes_on(self, token: Token, tokens: list[Token]) -> bool:
        """Whether a word belongs to the noun phrase before it, or opens one."""
        if not tokens:
            return token.tag_ in self._tags.in_hop and not token.is_space
        joined = token.lower_ in self._hops.joins_name and tokens[-1].tag_ in self._tags.proper
        if not (token.tag_ in self._tags.in_hop or joined) or token.is_space:
            return False
        if token.tag_ in self._tags.only_first_in_hop or token.dep_ in self._words.grammar.noun_subject:
            return False
        return token.lower_ not in self._words.times.days and token.lower_ not in self._hops.days

    def _up_to(self, start: int, stops: frozenset[str]) -> tuple[list[Token], str]:
        """The words up to one of these, if it comes soon: `quoted the spokesman, Dmitri Pole, as saying`; and which."""
        for i in range(start, min(start + LONGEST_CITED, len(self._doc))):
            if self._doc[i].lower_ in stops:
                return [token for token in self._doc[start:i] if not token.is_space], self._doc[i].lower_
            if self._doc[i].tag_ in self._tags.tensed | self._tags.stop:
                break
        return [], ""

    def _noun_before(self, end: int) -> list[Token]:
        """The noun phrase that ends before a place."""
        first = end
        while first > 0 and self._doc[first - 1].tag_ in self._tags.in_hop and not self._doc[first - 1].is_space:
            first -= 1
        return list(self._doc[first:end])
