"""What a rule hands back: a word that attributes, and what it attributes to whom, in tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

TokenSpan = tuple[int, int]


class Cue:
    """A word that attributes, the tokens of what is said and of who says it, and how sure the rule is."""

    def __init__(self, rule: str, verb: Token, content: list[TokenSpan], confidence: float, source: TokenSpan | None = None) -> None:
        self.rule, self.verb, self.confidence = rule, verb, confidence
        self.content = [(a, b) for a, b in content if b > a]
        self.source = source
        self.holder: Cue | None = None
        self.units: list[int] = []
        self.cue_end = 0

    def holds(self, token: Token) -> bool:
        """Whether a token lies within what is said."""
        return any(a <= token.i < b for a, b in self.content)

    @property
    def rank(self) -> tuple[bool, int]:
        """What a quotation that follows is more likely to go on with."""
        return self.rule.startswith("quoted"), self.content[-1][1] if self.content else 0
