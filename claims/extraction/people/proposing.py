"""A wording that stands alone: what "they" and "the talks" at a statement's start mean, where the article tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.frame import frame_of
from claims.extraction.people.persons import named, several
from claims.extraction.spans import Attribution, Speaker
from claims.extraction.text.page import ArticleText
from claims.vocabulary import Mode

if TYPE_CHECKING:
    from spacy.tokens import Token

Proposal = tuple[str | None, str | None]
"""The wording, or why there is none; neither where the statement stands alone already."""

NEITHER: Proposal = (None, None)


def proposal(page: ArticleText, found: Attribution, speaker: Speaker | None, text: str) -> Proposal:
    """The statement with whoever or whatever is meant in the place of its first word."""
    first = _first(page, found, text)
    if first is None:
        return NEITHER
    people = page.words.people
    if first.lower_ in people.definite:
        return _fuller(page, first, text)
    if first.lower_ not in page.lists.unclear:
        return NEITHER
    meant = _meant(page, found, speaker, first)
    if meant is None:
        return None, f'It begins with "{first.text}", and the text doesn\'t plainly tell who or what is meant.'
    wording = meant + text[len(first) :]
    return wording[:1].upper() + wording[1:], None


def _first(page: ArticleText, found: Attribution, text: str) -> Token | None:
    """The first word of the statement as the claim has it."""
    opening = text.split(" ", 1)[0].strip("\"'“”‘’«»,.").lower()
    span = page.doc.char_span(*found.content[0], alignment_mode="expand")
    tokens = [] if span is None else list(span)[:4]
    return next((token for token in tokens if token.lower_ == opening or opening.startswith(f"{token.lower_}'")), None)


def _meant(page: ArticleText, found: Attribution, speaker: Speaker | None, first: Token) -> str | None:
    people = page.words.people
    if found.kind is Mode.DIRECT or first.tag_ in page.tags.possessive:
        return None  # within somebody's own words "they" may be anybody
    if first.lower_ in people.he | people.she:
        return _the_speaker(page, found, speaker, female=first.lower_ in people.she)
    if first.lower_ in people.it:
        return _the_body(page, found, speaker)
    if first.lower_ in people.they:
        return _the_many(page, found, speaker)
    return None


def _source(page: ArticleText, found: Attribution) -> list[Token]:
    span = page.doc.char_span(*found.source, alignment_mode="expand") if found.source else None
    return [] if span is None else list(span)


def _the_speaker(page: ArticleText, found: Attribution, speaker: Speaker | None, *, female: bool) -> str | None:
    """The speaker, where nobody else is named beside them and it is no other's pronoun."""
    tokens = _source(page, found)
    if speaker is None or not tokens:
        return None
    pronoun, people = tokens[0].lower_, page.words.people
    if len(tokens) == 1 and tokens[0].tag_ in page.tags.pronoun and found.doubts:
        return None
    if pronoun in people.he | people.she:
        same = (pronoun in people.she) == female and speaker.name.lower() != pronoun
        return speaker.name if same and speaker.name[:1].isupper() else None
    name, _role, known = named(tokens, page.words)
    if name is None or known not in (None, female) or _others(page, found):
        return None
    return speaker.name


def _others(page: ArticleText, found: Attribution) -> bool:
    """Whether the words that attribute name another person."""
    for start, end in frame_of(page.doc, found):
        span = page.doc.char_span(start, end, alignment_mode="contract")
        if span is not None and named(list(span), page.words)[0] is not None:
            return True
    return False


def _the_body(page: ArticleText, found: Attribution, speaker: Speaker | None) -> str | None:
    tokens = _source(page, found)
    if speaker is None or not tokens or tokens[0].tag_ in page.tags.pronoun or len(several(tokens, page.words)) > 1:
        return None
    if named(tokens, page.words)[0] is not None or any(token.tag_ in page.tags.plural for token in tokens):
        return None
    written = speaker.as_written if tokens[0].lower_ in page.words.people.definite else speaker.name
    return written if tokens[-1].tag_ in page.tags.noun and speaker.name[:1].isupper() else None


def _the_many(page: ArticleText, found: Attribution, speaker: Speaker | None) -> str | None:
    """Those who speak together; else the one thing in the plural that the sentence names with "the"."""
    tokens = _source(page, found)
    if speaker is not None and len(several(tokens, page.words)) > 1:
        return speaker.name
    things = []
    sentence = page.doc.char_span(*found.sentence, alignment_mode="expand")
    before = found.content[0][0]
    for token in sentence or []:
        if token.idx < before and token.tag_ in page.tags.plural and token.tag_ not in page.tags.proper:
            opening = page.doc[token.left_edge.i]
            if opening.lower_ in page.words.people.definite:
                things.append(token)
    if len(things) != 1:
        return None
    return _full_name(page, things[0]) or f"the {things[0].text}"


def _fuller(page: ArticleText, first: Token, text: str) -> Proposal:
    """`The talks` by the name that the text gave them before."""
    noun = page.doc[first.i + 1] if first.i + 1 < len(page.doc) else first
    if noun.tag_ not in page.tags.noun or noun.tag_ in page.tags.proper or noun.head.dep_ in page.grammar.possessor:
        return NEITHER
    full = _full_name(page, noun)
    return (full[:1].upper() + full[1:] + text[len(first) + 1 + len(noun) :], None) if full else NEITHER


def _full_name(page: ArticleText, noun: Token) -> str | None:
    """The noun with the names that stood before it where it was first mentioned: "the Istanbul talks"."""
    for token in page.doc[: noun.i]:
        if token.lower_ != noun.lower_ or not (token.tag_ in page.tags.noun or page.at(token.i + 1) is None):
            continue  # a headline's last word is a noun, whatever the parser takes it for
        start = token.i
        while start > token.sent.start and _tells_apart(page, page.doc[start - 1]):
            start -= 1
        words = page.doc[start : token.i + 1]
        if len(words) > 1 and words[0].text[:1].isupper() and words[0].tag_ not in page.tags.possessive:
            return f"the {' '.join(words.text.split())}"
    return None


def _tells_apart(page: ArticleText, token: Token) -> bool:
    named_so = token.text[:1].isupper() and token.lower_ not in page.words.people.articles and not token.is_space
    return named_so or token.tag_ in page.tags.coordinator
