"""How a statement reached the page: the hops it was passed on by, and whom it was said to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.extraction.frame import frame_of, text_of
from claims.extraction.people import PROPER, Names, named, names_outlet
from claims.extraction.spans import Attribution, Link, Span, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TELLING = frozenset({"tell", "inform", "brief", "assure", "warn", "remind"})
SPEAKING = frozenset({"interview", "speaking", "spoke", "talking", "comments", "remarks", "conversation"})
REPORTING = frozenset({"report", "say", "quote", "cite", "write"})
NEARLY = 0.33
"""How much of an outlet's sentence a statement has to be for the outlet to say nothing but that."""

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "JJ", "DT", "PRP$", "CD", "POS"})


def chain(doc: Doc, found: Attribution, speaker: Speaker | None) -> list[Link]:
    """The reporting chain, speaker first."""
    if speaker is None:
        return []
    relays = list(_Frame(doc, found).relays())
    cue = " ".join(text_of(doc)[found.cue[0] : found.cue[1]].split()) if found.cue else None
    first = [Link(name=speaker.name, role=speaker.role, cue=cue)]
    if _is_outlet_name(doc, found):
        name, role = outlet(doc, found)
        first = [Link(name=name, role=role, cue=cue)]
    cited = next((link for link, is_speaker in relays if is_speaker), None)
    passed_on = [link for link, is_speaker in relays if not is_speaker and link.name != speaker.name]
    return [cited, *first, *passed_on] if cited else [*first, *passed_on]


def chains(doc: Doc, found: list[Attribution], speakers: list[Speaker | None]) -> list[list[Link]]:
    """The chain of each statement, in the order given; an inner statement goes through whoever made the outer one."""
    read: list[list[Link]] = []
    for one, speaker in zip(found, speakers, strict=True):
        own = chain(doc, one, speaker)
        outer = found[one.parent] if one.parent is not None and one.parent < len(found) else None
        if own and outer is not None and _is_outlet_name(doc, outer):
            own = within(own, chain(doc, outer, speakers[one.parent or 0]))
        read.append(own)
    return read


def passed_on(found: list[Attribution], doc: Doc) -> dict[int, int]:
    """Statements of an outlet that are nothing but another statement it passes on: each with the one inside it."""
    inside: dict[int, int] = {}
    for place, one in enumerate(found):
        if one.parent is not None and one.parent < len(found) and _is_outlet_name(doc, found[one.parent]):
            inside.setdefault(one.parent, place)
    return {
        outer: place
        for outer, place in inside.items()
        if _length(found[place].content) >= NEARLY * _length(found[outer].content)
    }


def _length(spans: list[Span]) -> int:
    return sum(end - start for start, end in spans)


def first_of(chain: list[Link], speaker: Speaker | None) -> Speaker | None:
    """The speaker as the chain has it: an outlet that cites somebody is no speaker, and a kind of outlet is a role."""
    if not chain or speaker is None or (chain[0].name, chain[0].role) == (speaker.name, speaker.role):
        return speaker
    return Speaker(chain[0].name, speaker.as_written, chain[0].role)


def within(inner: list[Link], outer: list[Link]) -> list[Link]:
    """The chain of a statement inside another: whoever made the outer one passed the inner one on, if it is an outlet.

    `The driver had been drinking, the chief said, the VESTA agency reported.`
    """
    known = {link.name for link in inner}
    return [*inner, *(link for link in outer if link.name not in known)]


def addressee(doc: Doc, found: Attribution) -> str | None:
    """Whom the statement was made to, in the text's words."""
    heard = _Frame(doc, found).told()
    return None if heard is None or _is_media(heard, Names.of("en")) else _text(heard)


def outlet(doc: Doc, found: Attribution) -> tuple[str, str | None]:
    """The name and kind of the outlet that a source names."""
    span = doc.char_span(*(found.source or (0, 0)), alignment_mode="expand")
    return _outlet(list(span) if span is not None else [])


def _is_outlet_name(doc: Doc, found: Attribution) -> bool:
    span = doc.char_span(*found.source, alignment_mode="expand") if found.source else None
    tokens = list(span) if span is not None else []
    words = Names.of("en")
    return bool(tokens) and named(tokens, words)[0] is None and names_outlet(tokens, words)


class _Frame:
    """The words around a statement, read for the hops they name."""

    def __init__(self, doc: Doc, found: Attribution) -> None:
        self._doc = doc
        self._found = found
        self._words = Names.of("en")
        self._spans = [
            span for each in frame_of(doc, found) if (span := doc.char_span(*each, alignment_mode="contract"))
        ]
        self._tokens = [token for span in self._spans for token in span if not token.is_space]

    def told(self) -> list[Token] | None:
        """Whoever the verb of telling is followed by."""
        for token in self._tokens:
            if token.lemma_.lower() in TELLING and token.tag_.startswith("VB"):
                return self._noun_after(token.i + 1) or None
        return None

    def relays(self) -> Iterator[tuple[Link, bool]]:
        """Each hop that the frame names, in order; true marks one that is the speaker, cited by an outlet."""
        heard = self.told()
        if heard and _is_media(heard, self._words):
            yield _link(heard, "told"), False
        for token in self._tokens:
            yield from self._at(token)

    def _at(self, token: Token) -> Iterator[tuple[Link, bool]]:
        following = self._doc[token.i + 1] if token.i + 1 < len(self._doc) else None
        if following is None:
            return
        lower = token.lower_
        if lower == "according" and following.lower_ == "to" and not self._is_cue(token):
            tokens = self._noun_after(token.i + 2)
            if tokens and not any(each.lower_ in self._words.documents for each in tokens):
                yield _link(tokens, "according to"), False
        elif (lower in self._words.relaying and following.lower_ == "by") or (lower == "by" and self._saying_by(token)):
            tokens = self._noun_after(token.i + (2 if following.lower_ == "by" else 1))
            if tokens:
                yield _link(tokens, f"{lower} by" if lower != "by" else "quoted by"), False
        elif lower in SPEAKING:
            yield from self._interview(token)
        elif lower == "on":
            tokens = self._noun_after(token.i + 1)
            if tokens and _is_media(tokens, self._words) and tokens[0].tag_ != "PRP$":
                yield _link(tokens, "on"), False
        elif lower in ("citing", "quoting"):
            tokens = self._noun_after(token.i + 1)
            if tokens:
                yield _link(tokens, lower), True
        elif token.lemma_ in ("quote", "cite") and token.tag_.startswith("VB"):
            cited = self._up_to(token.i + 1, "as")
            if cited:
                yield _link(cited, f"{token.text} as"), True
        elif token.lemma_ in ("report", "say") and token.tag_ in ("VBD", "VBZ") and not self._is_cue(token):
            tokens = self._noun_before(token.i)
            if tokens and _is_media(tokens, self._words):
                yield _link(tokens, token.text), False

    def _interview(self, token: Token) -> Iterator[tuple[Link, bool]]:
        for i in range(token.i + 1, min(token.i + 4, len(self._doc))):
            if self._doc[i].lower_ in ("with", "to", "on"):
                tokens = self._noun_after(i + 1)
                if tokens and not any(each.lower_ in self._words.hearers for each in tokens):
                    yield _link(tokens, f"{token.lower_} {self._doc[i].lower_}"), False
                return

    def _saying_by(self, token: Token) -> bool:
        """Whether "by" goes on from "was quoted as saying by ..."."""
        before = [self._doc[i].lower_ for i in range(max(0, token.i - 3), token.i)]
        return before[-2:] == ["as", "saying"]

    def _is_cue(self, token: Token) -> bool:
        cue = self._found.cue
        return cue is not None and cue[0] <= token.idx < cue[1]

    def _noun_after(self, start: int) -> list[Token]:
        """The noun phrase that starts at a place."""
        tokens: list[Token] = []
        for token in self._doc[start : start + 12]:
            joined = token.lower_ in ("of", "for") and tokens and tokens[-1].tag_ in PROPER
            if not (token.tag_ in NOUNS or joined) or (tokens and token.tag_ in ("PRP", "DT")) or token.is_space:
                break
            if tokens and (_is_time(token) or token.dep_ in ("nsubj", "nsubjpass")):
                break
            tokens.append(token)
            if token.tag_ == "PRP":
                break
        while tokens and tokens[-1].tag_ not in (*PROPER, "NN", "NNS", "PRP"):
            tokens.pop()
        return tokens

    def _up_to(self, start: int, stop: str) -> list[Token]:
        """The words from a place up to this one, if it comes soon: `quoted the spokesman, Dmitri Pole, as saying`."""
        for i in range(start, min(start + 20, len(self._doc))):
            if self._doc[i].lower_ == stop:
                return [token for token in self._doc[start:i] if not token.is_space]
            if self._doc[i].tag_ in ("VBD", "VBZ", "VBP", "."):
                break
        return []

    def _noun_before(self, end: int) -> list[Token]:
        """The noun phrase that ends before a place."""
        first = end
        while first > 0 and self._doc[first - 1].tag_ in NOUNS and not self._doc[first - 1].is_space:
            first -= 1
        return list(self._doc[first:end])


def _is_time(token: Token) -> bool:
    return (
        token.lower_
        in (
            "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
            " september october november december yesterday today"
        ).split()
    )


def _is_media(tokens: list[Token], words: Names) -> bool:
    """Whether a noun phrase names somebody who passes on what they hear."""
    if any(token.lower_ in words.hearers for token in tokens):
        return False
    return names_outlet(tokens, words) or _reads_as_outlet(tokens, words)


def _reads_as_outlet(tokens: list[Token], words: Names) -> bool:
    """`the Evening Lamp`: an article and a proper name that is no body and no person."""
    if (
        len(tokens) < 2
        or tokens[0].lower_ != "the"
        or (named(tokens, words)[0] is None and tokens[-1].lower_ in words.bodies)
    ):
        return False
    return all(t.tag_ in PROPER or t.lower_ == "of" for t in tokens[1:]) and not any(
        t.lower_ in words.bodies | words.roles for t in tokens
    )


def _link(tokens: list[Token], cue: str) -> Link:
    name, role, _female = named(tokens, Names.of("en"))
    if name is not None and not names_outlet(tokens, Names.of("en")):
        return Link(name=_text(tokens) if role is None else name, role=role, cue=cue)
    name, role = _outlet(tokens)
    return Link(name=name, role=role, cue=cue)


def _outlet(tokens: list[Token]) -> tuple[str, str | None]:
    """An outlet's name apart from what kind it is: `the VESTA news agency`, `the Sylvanian daily Dawn`."""
    words = Names.of("en")
    kept = [token for token in tokens if not token.is_space]
    if len(kept) > 1 and kept[0].text in ("the", "a", "an"):
        kept = kept[1:]
    kinds = [i for i, token in enumerate(kept) if token.text in words.media]  # in lower case: it is no part of the name
    if not kinds:
        return _text(kept), None
    last = kinds[-1]
    if last + 1 < len(kept) and kept[last + 1].tag_ in PROPER:
        return _text(kept[last + 1 :]), _text(kept[: last + 1])
    first = last
    while first > 0 and (kept[first - 1].text in words.media or kept[first - 1].text in ("press", "state", "public")):
        first -= 1
    if first > 0 and all(token.tag_ in PROPER for token in kept[:first]):
        return _text(kept[:first]), _text(kept[first:])
    return _text(kept), None


def _text(tokens: list[Token]) -> str:
    return " ".join("".join(token.text_with_ws for token in tokens).split())
