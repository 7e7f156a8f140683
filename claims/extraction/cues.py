"""What a rule is asked about, and what it hands back: a word that attributes, and what to whom, in tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Token

    from claims.extraction.text.page import ArticleText
    from claims.extraction.text.sentences import Unit

TokenSpan = tuple[int, int]
Frames = dict[str, float]


class Spot(NamedTuple):
    """A verb that may attribute: its page and sentence, its frames, and the quotations that have a speaker already."""

    page: ArticleText
    unit: Unit
    verb: Token
    frames: Frames
    spent: set[int]


class Cue:
    """A word that attributes, the tokens of what is said and of who says it, and how sure the rule is."""

    def __init__(
        self, rule: str, verb: Token, content: list[TokenSpan], confidence: float, source: TokenSpan | None = None
    ) -> None:
        self.rule, self.verb, self.confidence = rule, verb, confidence
        self.content = [(first, last) for first, last in content if last > first]
        self.source = source
        self.holder: Cue | None = None
        self.units: list[int] = []
        self.cue_end = 0

    def holds(self, token: Token) -> bool:
        """Whether a token lies within what is said."""
        return any(first <= token.i < last for first, last in self.content)

    @property
    def rank(self) -> tuple[bool, int]:
        """What a quotation that follows is more likely to go on with."""
        return self.rule.startswith("quoted"), self.content[-1][1] if self.content else 0
