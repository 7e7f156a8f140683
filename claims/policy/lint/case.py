"""What lint looks at: the ledger, and in it one claim at a time with the rulings that stand."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated

from msgspec import Meta, Struct

from claims.policy.provenance.counting import live_utterances
from claims.policy.provenance.relaying import origins_of, relays_as_origins, upstream
from claims.policy.rules.codes import Code
from claims.policy.rules.footing import Footing, as_proposed, footing
from claims.policy.rules.requirements import Policy
from claims.policy.rules.shortfalls import Shortfall, shortfalls
from claims.quotes.copies import Shelf
from claims.quotes.quoting import StoredText, fold
from claims.trails import Links, Origins
from claims.views import ClaimView, EvidenceView, RulingView, SourceRef, UtteranceView
from claims.vocabulary import Directness, Status


class Finding(Struct, frozen=True):
    """One thing that lint found, about one record."""

    code: Annotated[Code, Meta(description="Stable code of the rule.")]
    claim: Annotated[int, Meta(description="The claim concerned; for a source, the first one that it touches.")]
    record: Annotated[str, Meta(description="The record, such as verification #3 or source #2.")]
    said: Annotated[str, Meta(description="What is wrong, in a sentence.")]
    hint: Annotated[str, Meta(description="What to do about it.")]


@dataclass(frozen=True)
class Archive:
    """What the desk has on file: for each archived source the newest text, or None where none could be extracted."""

    texts: Mapping[int, str | None]
    shelf: Shelf = field(default_factory=Shelf)
    """All kept copies, by which a change of the source is told from a quote that was never there."""
    _read: dict[int, StoredText] = field(default_factory=dict, compare=False)

    def others(self, near: Collection[int]) -> Iterator[tuple[int, StoredText]]:
        """The texts of all sources but those `near`, by number."""
        for number in sorted(set(self.texts) - set(near)):
            text = self.texts[number]
            if text is not None:
                if number not in self._read:
                    self._read[number] = StoredText(text)
                yield number, self._read[number]

    def source(self, _number: int) -> SourceRef | None:
        """A source that no claim at hand names, if more is known of it than its number."""
        return None


class LintedLedger:
    """Everything that a lint was asked to look at, and what many rules need to know about all of it."""

    def __init__(
        self,
        claims: Sequence[ClaimView],
        links: Links,
        policy: Policy,
        archive: Archive,
        today: date,
        agencies: Collection[int] | None = None,
    ) -> None:
        self.claims = sorted((each for each in claims if each.retired_at is None), key=lambda each: each.id)
        self.links, self.policy, self.archive, self.today = links, policy, archive, today
        self._agencies = agencies
        self._texts: dict[int, StoredText | None] = {}
        self._upstream: dict[int, frozenset[int]] = {}

    @cached_property
    def sources(self) -> dict[int, SourceRef]:
        """Every source that a claim or a link names, by number."""
        printed = [each.source for claim in self.claims for each in claim.utterances if each.source]
        brought = [each.source for claim in self.claims for each in claim.evidence]
        return {source.id: source for source in [*printed, *brought]} | self.links.sources

    @cached_property
    def agencies(self) -> Collection[int]:
        """Those who publish wires; of a part of a ledger it is told from outside."""
        if self._agencies is not None:
            return self._agencies
        return {each.publisher.id for each in self.sources.values() if each.publisher and each.kind == "wire"}

    @cached_property
    def quoted(self) -> dict[str, list[tuple[int, UtteranceView]]]:
        """For each quote, folded, the claims and utterances that have it."""
        found: dict[str, list[tuple[int, UtteranceView]]] = {}
        for claim in self.claims:
            for each in live_utterances(claim):
                if each.quote:
                    found.setdefault(fold(each.quote.exact), []).append((claim.id, each))
        return found

    def origins_of(self, source: int) -> list[int]:
        """The sources that one takes its content from, itself left out, by number."""
        return origins_of(self.links, source)

    def upstream(self, source: int) -> frozenset[int]:
        """The source and everything that its content can come from."""
        if source not in self._upstream:
            self._upstream[source] = upstream(self.links, source)
        return self._upstream[source]

    @cached_property
    def circular(self) -> frozenset[int]:
        """The sources that take their content from themselves, by way of others or not."""
        takes = self.links.takes_from
        return frozenset(
            source for source in takes if any(source in self.upstream(origin) for origin, _ in takes[source])
        )

    def in_circle(self, one: int, other: int) -> bool:
        """Whether two sources take from one another."""
        return other in self.upstream(one) and one in self.upstream(other)

    def text(self, source: int) -> StoredText | None:
        """The newest stored text of a source, if there is one."""
        if source not in self._texts:
            stored = self.archive.texts.get(source)
            self._texts[source] = StoredText(stored) if stored is not None else None
        return self._texts[source]


class Case:
    """One claim before the rules."""

    def __init__(self, claim: ClaimView, found: Callable[[], Origins], ledger: LintedLedger) -> None:
        self.claim, self._found, self.ledger = claim, found, ledger
        self.utterances: list[UtteranceView] = live_utterances(claim)
        self.evidence: list[EvidenceView] = sorted(
            (each for each in claim.evidence if each.retired_at is None), key=lambda each: each.id
        )
        self.quotes: dict[str, tuple[Code, str, str]] | None = None
        newest = {each.axis: each for each in self._in_order()}
        standing = {each.axis: each for each in self._in_order() if not each.pending}
        self.waiting = [each for each in newest.values() if each.pending]
        """The rulings that wait for approval and that no later one has overtaken."""
        self.standing = [each for each in standing.values() if newest[each.axis] is each or newest[each.axis].pending]
        """The rulings that rule, one an axis at most."""

    def _in_order(self) -> list[RulingView]:
        return sorted(self.claim.rulings, key=lambda each: each.precedence)

    @cached_property
    def origins(self) -> Origins:
        """The origins of the claim, found when a rule first asks for them: for most claims none does."""
        return self._found()

    @cached_property
    def behind(self) -> frozenset[int]:
        """The sources of the claim and all that their content can come from."""
        named = {*(each.source.id for each in self.utterances if each.source), *(e.source.id for e in self.evidence)}
        return frozenset[int]().union(*(self.ledger.upstream(each) for each in named))

    @cached_property
    def relays(self) -> dict[int, str]:
        """Evidence that is marked primary and only passes on, by number, and why."""
        if not any(each.directness == Directness.PRIMARY for each in self.evidence):
            return {}
        return relays_as_origins(self.claim, self.origins, self.ledger.links)

    @cached_property
    def short(self) -> list[tuple[RulingView, list[Shortfall]]]:
        """The standing rulings with what each lacks under the policy."""
        policy, archived = self.ledger.policy, self.ledger.archive.texts
        return [
            (
                each,
                shortfalls(self.claim, lambda: self.origins, as_proposed(each), policy, archived, lambda: self.relays),
            )
            for each in self.standing
        ]

    def settled(self) -> list[RulingView]:
        """The standing rulings that say something about the claim."""
        return [each for each in self.standing if each.status != Status.UNVERIFIED]

    def before(self, ruling: RulingView) -> list[RulingView]:
        """The rulings that stood on the same axis earlier, newest first."""
        same = [each for each in self._in_order() if each.axis == ruling.axis and not each.pending]
        return [each for each in reversed(same) if each.precedence < ruling.precedence]

    def footing(self, ruling: RulingView) -> Footing:
        """What a ruling stands on."""
        return footing(self.claim, self.origins, as_proposed(ruling), self.relays)

    def found(self, code: Code, record: str, said: str, hint: str) -> Finding:
        """A finding about a record of this claim."""
        return Finding(code, self.claim.id, record, said, hint)


class Rule(Struct, frozen=True):
    """One rule of lint: what it asks, why, how to satisfy it, and how it is checked."""

    code: Code
    title: str
    asks: str
    why: str
    satisfy: str
    check: Callable[[Case], Iterable[Finding]]
