"""The people and bodies of a text: who is named, with which role, and the words that may mean them later."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from claims.extraction.language.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

APPOSITION = 14
"""Words within which an apposition has to end."""


class Party(Struct):
    """A person or body that the text names, where it first does so in full."""

    name: str
    role: str | None
    start: int
    person: bool
    female: bool | None = None

    @property
    def last(self) -> str:
        """The word by which it is named again: a surname, or what kind of body it is."""
        return self.name.split()[-1].lower()


def runs(doc: Doc | Span, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Stretches of proper nouns, with the particles inside them, as token ranges of the document."""
    begun: int | None = None
    last = 0
    for token in doc:
        if token.tag_ in words.tags.proper and not token.is_space:
            begun = token.i if begun is None else begun
            last = token.i + 1
        elif begun is not None and not (
            token.lower_ in words.people.particles and not token.is_space and last == token.i
        ):
            yield begun, last
            begun = None
    if begun is not None:
        yield begun, last


def named(tokens: list[Token], words: Lexicon) -> tuple[str | None, str | None, bool | None]:
    """The name, the role and whether she is a woman, of a noun phrase that names a person; no name where it doesn't.

    `Foreign Minister Boris Tal`, `Clara Boe, a teacher at the school`, `Arland's ambassador, Pavel Orsic`, `Ms Adler`.
    """
    parts = _parts(tokens, words)
    if any(
        token.tag_ in words.tags.coordinator and token.dep_ in words.grammar.coordination
        for token in (parts[0] if parts else [])
    ):
        return None, None, None  # two of them, and neither alone
    for place, part in enumerate(parts):
        at = _name_in(part, words)
        if at is None:
            continue
        name, title = part[at[0] : at[1]], part[: at[0]]
        role = joined(title) if any(token.lower_ in words.people.roles for token in title) else None
        others = [joined(other) for other in parts[:place] + parts[place + 1 :] if _is_role(other, words)]
        role = role or next(iter(others), None)
        return joined(name), _plain_role(role, words), _female(tokens, words)
    return None, None, _female(tokens, words)


def several(tokens: list[Token], words: Lexicon) -> list[list[Token]]:
    """The names of a phrase that joins some, each as its words; nothing where it names one, or one has no name."""
    tokens = [token for token in tokens if not token.is_space]
    inside = {token.i for token in tokens}
    heads = [token for token in tokens if token.head.i not in inside or token.head.i == token.i][:1]
    for token in tokens:
        if heads and token.dep_ in words.grammar.conjunct and token.head.i == heads[-1].i:
            heads.append(token)
    if len(heads) < 2 or any(head.tag_ not in words.tags.proper for head in heads):
        return []
    edges = [tokens[0].i, *(head.left_edge.i for head in heads[1:]), tokens[-1].i + 1]
    parts = [[token for token in tokens if first <= token.i < last] for first, last in pairwise(edges)]
    for part in parts:
        while part and (part[-1].text == "," or part[-1].tag_ in words.tags.coordinator):
            part.pop()
    return parts if all(parts) else []


def _parts(tokens: list[Token], words: Lexicon) -> list[list[Token]]:
    """A noun phrase without its relative clauses, cut at its commas."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.is_space:
            continue
        if token.text in {",", "(", ")", "—", "–", "--", ";"} or (token.text == "-" and token.whitespace_):
            parts.append([])
        elif token.tag_ in words.tags.opens_relative and not parts[-1]:
            break
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _name_in(part: list[Token], words: Lexicon) -> tuple[int, int] | None:
    """Where in a part of a noun phrase the name of a person stands."""
    begun: int | None = None
    places: list[tuple[int, int]] = []
    for i, token in enumerate([*part, None]):
        inside = token is not None and (
            token.tag_ in words.tags.proper
            or (i + 1 < len(part) and _is_initial(token) and part[i + 1].tag_ in words.tags.proper)
            or (begun is not None and token.lower_ in words.people.particles and i + 1 < len(part))
        )
        if inside and token is not None and token.lower_ in words.people.roles:
            begun = None  # a title: the name is what follows it
        elif inside and begun is None:
            begun = i
        elif not inside and begun is not None:
            places.append((begun, i))
            begun = None
    titled = [i for i, token in enumerate(part) if token.lower_ in words.people.roles]
    for start, end in places:
        kinds = {part[i].lower_ for i in range(start, end)}
        after_preposition = (
            start > 0 and part[start - 1].tag_ in words.tags.before_no_person
        )  # nobody is called "the Smith"
        of_body = end < len(part) and part[end].text in words.people.possessive_endings
        if (
            kinds & (words.people.bodies | words.people.media)
            or joined(part[start:end]).lower() in words.people.metonyms
            or after_preposition
            or of_body
        ):
            continue
        if any(place < start for place in titled) or not titled or end - start > 1 or titled[0] >= end:
            return start, end
    return None


def _is_initial(token: Token) -> bool:
    return len(token) == 2 and token.text[0].isupper() and token.text[1] == "."


def _is_role(part: list[Token], words: Lexicon) -> bool:
    return any(token.lower_ in words.people.roles for token in part) or (
        part[0].lower_ in words.people.indefinite and part[-1].tag_ in words.tags.ends_role
    )


def joined(tokens: list[Token]) -> str:
    """The words of a phrase on one line."""
    return " ".join("".join(token.text_with_ws for token in tokens).split())


def _plain_role(role: str | None, words: Lexicon) -> str | None:
    """A role without the article before it."""
    if role is None:
        return None
    first, _, rest = role.partition(" ")
    return rest if first.lower() in words.people.plain_role and rest else role


def _female(tokens: list[Token], words: Lexicon) -> bool | None:
    for token in tokens:
        if token.lower_ in words.people.female:
            return True
        if token.lower_ in words.people.male:
            return False
    return None


def phrase(doc: Doc, start: int, end: int, words: Lexicon) -> list[Token]:
    """The tokens of a noun phrase that a span lies in, with the title before it and the apposition after."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return []
    first, last = span.start, span.end
    first = _title_before(doc, first, words) or first
    while (
        first > 0
        and doc[first - 1].tag_ in words.tags.proper
        and not doc[first - 1].is_space
        and doc[first].tag_ in words.tags.proper
    ):
        first -= 1
    if last < len(doc) and doc[last].text == "," and doc[last - 1].tag_ in words.tags.proper:
        close = _apposition(doc, last + 1, words)
        last = close or last
    return list(doc[first:last])


def _title_before(doc: Doc, first: int, words: Lexicon) -> int | None:
    """Where the title before a comma and a name starts: `Russia's ambassador to Freedonia, Ilse Marwick`."""
    if first < 2 or doc[first - 1].text != "," or doc[first].tag_ not in words.tags.proper:
        return None
    start = first - 1
    while (
        start > 0
        and first - start < APPOSITION
        and doc[start - 1].tag_ in words.tags.in_title
        and not doc[start - 1].is_space
    ):
        start -= 1
    return start if any(doc[i].lower_ in words.people.roles for i in range(start, first)) else None


def _apposition(doc: Doc, start: int, words: Lexicon) -> int | None:
    """Where the apposition that starts here ends, if one does: `, a teacher at the school,`."""
    if start >= len(doc) or doc[start].tag_ not in words.tags.opens_apposition:
        return None
    for i in range(start, min(start + APPOSITION, len(doc))):
        if doc[i].tag_ in words.tags.finite or "\n" in doc[i].text:
            return None
        if doc[i].text in {",", ".", "—", "–", "--"}:
            return i
    return None


def names_outlet(tokens: list[Token], words: Lexicon) -> bool:
    """Whether a noun phrase names an outlet or agency, by its kind or by a name that only they bear."""
    if any(token.lower_ in words.people.documents for token in tokens):
        return False
    last = tokens[-1].text if tokens else ""
    proper = any(token.tag_ in words.tags.proper for token in tokens)
    return (
        any(t.lower_ in words.people.media for t in tokens)
        or (proper and any(t.lower_ in words.people.media_names for t in tokens))
        or (last.isupper() and len(last) > 2 and last.lower() not in words.people.acronyms)
    )
