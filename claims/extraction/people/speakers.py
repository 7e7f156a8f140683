"""Who is meant: the name and role behind the words that stand for a speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.extraction.people.antecedents import Meant, antecedent
from claims.extraction.people.persons import Party, named, names_outlet, phrase, runs, several
from claims.extraction.spans import Attribution, Speaker
from claims.extraction.text.page import ArticleText

if TYPE_CHECKING:
    from spacy.tokens import Token

FAR = 900
"""Code points beyond which a pronoun is hardly ever meant for the speaker before."""


def resolve(page: ArticleText, attributions: list[Attribution]) -> list[Speaker | None]:
    """For each attribution its speaker, or None where the text names nobody."""
    return Cast(page).of(attributions)


class Cast:
    """Everybody a text names, so that "he", "Darchiev" and "the ministry" can be traced back to them."""

    def __init__(self, page: ArticleText) -> None:
        self._page, self._doc, self._words, self._people = page, page.doc, page.words, page.words.people
        self._parties = sorted([*self._persons(), *self._bodies()], key=lambda party: party.start)

    def of(self, attributions: list[Attribution]) -> list[Speaker | None]:
        """The speaker of each attribution."""
        speakers: list[Speaker | None] = []
        before: tuple[Party, int] | None = None
        for found in attributions:
            speaker, party = self._of(found, before)
            if party is not None and party.person and found.source:
                before = party, max(end for _start, end in [found.source, *found.content])
            speakers.append(speaker)
        return speakers

    def _persons(self) -> list[Party]:
        found = []
        for first, last in runs(self._doc, self._words):
            start = self._doc[first].idx
            end = self._doc[last - 1].idx + len(self._doc[last - 1])
            tokens = phrase(self._doc, start, end, self._words)
            while tokens and tokens[0].i > 0 and self._titles(tokens[0].i - 1):
                tokens.insert(0, self._doc[tokens[0].i - 1])
            name, role, female = named(tokens, self._words)
            if name and (len(name.split()) > 1 or role):
                found.append(Party(name, role, start, person=True, female=female))
        return found

    def _titles(self, i: int) -> bool:
        """Whether a word before a name belongs to the title: `agriculture secretary`, `Sylvanian President`."""
        token = self._doc[i]
        following = self._doc[i + 1]
        if token.lower_ in self._people.roles:
            return True
        in_title = following.lower_ in self._people.roles or following.tag_ in self._words.tags.name
        return token.tag_ in self._words.tags.before_title and in_title and not token.is_space

    def _bodies(self) -> list[Party]:
        found = []
        for first, last in runs(self._doc, self._words):
            text = self._doc[first:last].text
            if last - first > 1 and self._doc[last - 1].lower_ in self._people.bodies:
                found.append(Party(" ".join(text.split()), None, self._doc[first].idx, person=False))
        return found

    def _of(self, found: Attribution, before: tuple[Party, int] | None) -> tuple[Speaker | None, Party | None]:
        if found.source is None:
            return None, None
        start, end = found.source
        written = " ".join(self._page.text[start:end].split())
        lower = written.lower()
        if lower in self._people.he or lower in self._people.she:
            return self._pronoun(found, written, lower in self._people.she, before)
        if (meant := antecedent(self._page, start, end)) is not None:
            return self._meant(found, written, meant, before)
        tokens = phrase(self._doc, start, end, self._words)
        name, role, female = named(tokens, self._words)
        if name is not None and len(several(tokens, self._words)) > 1:
            return Speaker(written, written), None
        if name is not None:
            return self._person(written, name, role, female, start)
        if stands_for := self._people.metonyms.get(lower):
            found.why.append(f"{written} stands for {stands_for} here.")
            return Speaker(written, written, stands_for), None
        return self._described(found, written, tokens[-1].lower_ if tokens else "", start)

    def _meant(
        self, found: Attribution, written: str, meant: Meant, before: tuple[Party, int] | None
    ) -> tuple[Speaker | None, Party | None]:
        """Whoever the words are that "who", "it" or "they" points back to."""
        speaker, party = self._of(Attribution(found.content, source=meant.span, why=found.why), before)
        if speaker is None:
            return None, None
        if not meant.near:
            found.doubts.append(f'"{written}" may be {speaker.name}, or something else named before.')
        else:
            found.why.append(f'"{written}" is taken for {speaker.name}.')
        return Speaker(speaker.name, written, speaker.role), party

    def _person(
        self, written: str, name: str, role: str | None, female: bool | None, start: int
    ) -> tuple[Speaker, Party]:
        """Somebody by name; a surname alone means the last one that was named so in full."""
        known = [p for p in self._parties if p.person and p.last == name.split()[-1].lower()]
        fuller = [
            p
            for p in known
            if len(p.name.split()) >= len(name.split()) and _fits(name, p.name, self._people.honorifics)
        ]
        earlier = [p for p in fuller if p.start <= start] or fuller
        if earlier:
            full = max(earlier, key=lambda party: (len(party.name.split()), party.start))
            roles = [p.role for p in earlier if p.role and p.name == full.name]
            return Speaker(full.name, written, next(iter(roles), None) or role), full
        person = name.lower() not in self._people.media_names and not name.isupper()
        return Speaker(name, written, role), Party(name, role, start, person=person, female=female)

    def _pronoun(
        self, found: Attribution, written: str, female: bool, before: tuple[Party, int] | None
    ) -> tuple[Speaker, Party | None]:
        at = found.source[0] if found.source else 0
        near = [p for p in self._parties if p.person and p.start < at and p.female in (None, female)]
        between = [p for p in near if before and p.start > before[1] and p.name != before[0].name]
        told_apart = before is not None and before[0].female == female
        if before and before[0].female in (None, female) and at - before[1] < FAR and (told_apart or not between):
            party, why = before[0], f'"{written}" is taken for {before[0].name}, who spoke just before.'
        elif near and at - near[-1].start < FAR:
            party, why = near[-1], f'"{written}" is taken for {near[-1].name}, the last person named before it.'
            found.doubts.append("No statement of theirs stands just before, so that it may be somebody else.")
        else:
            found.doubts.append(f'Nobody named before "{written}" is plainly meant.')
            return Speaker(written, written), None
        found.why.append(why)
        if party.female is None:
            party.female = female
        return Speaker(party.name, written, party.role), party

    def _described(self, found: Attribution, written: str, head: str, start: int) -> tuple[Speaker, Party | None]:
        """Somebody by role or kind: "the minister" means the last one that was named with that word."""
        article, _, rest = written.partition(" ")
        if article.lower() in self._people.pointing and len(rest.split()) == 1:
            for party in reversed([p for p in self._parties if p.start < start]):
                held = f"{party.role or ''} {'' if party.person else party.name}".lower().split()
                if head in held and " ".join(written.lower().split()[1:]) != party.name.lower():
                    found.why.append(f'"{written}" is taken for {party.name}, named so before.')
                    return Speaker(self._with_article(party), written, party.role), party
        if (
            article.lower() in self._people.owned
            and rest[:1].isupper()
            and not names_outlet(self._tokens(found), self._words)
        ):
            return Speaker(rest, written), None
        name = _before_relative(written, self._people.relatives)
        if head in self._people.roles and article.lower() in self._people.one_person:
            return Speaker(name, written), Party(name, None, start, person=True)
        return Speaker(name, written), None

    def _tokens(self, found: Attribution) -> list[Token]:
        """The words that name the speaker."""
        span = self._doc.char_span(*(found.source or (0, 0)), alignment_mode="expand")
        return [] if span is None else list(span)

    def _with_article(self, party: Party) -> str:
        """A body's name as it was first written, with the article that stood before it."""
        first = self._doc.char_span(party.start, party.start + 1, alignment_mode="expand")
        if party.person or first is None or first.start == 0:
            return party.name
        before = self._doc[first.start - 1]
        return f"{before.text} {party.name}" if before.lower_ in self._people.definite else party.name


def _fits(name: str, full: str, honorifics: frozenset[str]) -> bool:
    """Whether a name may be short for a fuller one: the same surname, and no other first name."""
    first = name.split()[0].lower()
    return len(name.split()) == 1 or first in full.lower().split() or first in honorifics


def _before_relative(written: str, relatives: frozenset[str]) -> str:
    """The words before "who" and its like."""
    parts = written.split(" ")
    last = next((place for place, part in enumerate(parts) if place and re.match(r"\w*", part)[0] in relatives), None)  # type: ignore[index]
    return " ".join(parts[:last]).rstrip(",")
