"""The tree behind a claim: each utterance and piece of evidence down to its roots, what is one and what counts zero."""

from collections.abc import Iterator

from claims.policy.provenance.roots import relays
from claims.policy.provenance.wording import evidence_label, listed, outlet, source_name, utterance_label, when
from claims.text import printable
from claims.trails import ADDS_NOTHING, Links, Origin, Origins, counts
from claims.views import ClaimView, SourceRef, UtteranceView

_BRANCH, _LAST, _TRUNK, _GAP = "├─ ", "└─ ", "│  ", "   "


class Branch:
    """One line of a tree and what hangs from it."""

    def __init__(self, line: str, twigs: "list[Branch] | None" = None) -> None:
        self.line, self.twigs = line, twigs or []

    def lines(self, indent: str = "") -> Iterator[str]:
        """What hangs from it, drawn."""
        for twig in self.twigs:
            last = twig is self.twigs[-1]
            yield f"{indent}{_LAST if last else _BRANCH}{printable(twig.line)}"
            yield from twig.lines(indent + (_GAP if last else _TRUNK))


def origin_tree(claim: ClaimView, origins: Origins, links: Links) -> list[str]:
    """The tree as lines: first each independent origin with what comes from it, then what counts for nothing."""
    drawing = _Drawing(claim, origins, links)
    lines = [drawing.summary()]
    for group in origins.groups:
        lines += ["", printable(drawing.heading(group)), *drawing.members(group).lines()]
    if origins.discounted:
        lines += ["", "Counts for nothing", *drawing.discounted().lines()]
    if origins.twins:
        lines += ["", *(printable(f"In doubt: {each.said}") for each in origins.twins)]
    for circle in origins.cycles:
        names = [drawing.name(each) for each in circle]
        lines += ["", printable(f"A circle: {' → '.join([*names, names[0]])}. Nobody in it is the origin.")]
    return lines


class _Drawing:
    """A claim's pieces as branches."""

    def __init__(self, claim: ClaimView, origins: Origins, links: Links) -> None:
        self.origins, self.links = origins, links
        self.utterances = {each.id: each for each in claim.utterances}
        self.evidence = {each.id: each for each in claim.evidence}
        printed = [each.source for each in claim.utterances if each.source]
        self.sources = {each.id: each for each in [*printed, *(each.source for each in claim.evidence)]} | links.sources

    def summary(self) -> str:
        """The counts in one line, each question and each answer by itself."""
        phrase = counts(self.origins)
        return f"{phrase[:1].upper()}{phrase[1:]}"

    def heading(self, group: Origin) -> str:
        """An origin, why what comes from it is one, and what isn't known about it."""
        context = "" if group.counts or group.unknown == ADDS_NOTHING else " (context only, not counted)"
        said = " ".join(filter(None, (group.why, group.unknown if group.placed or not group.counts else "")))
        return f"{group.label}{context}{f': {said}' if said else ''}"

    def members(self, group: Origin) -> Branch:
        """What comes from an origin."""
        return Branch("", [*map(self.utterance, group.utterances), *map(self.piece, group.evidence)])

    def discounted(self) -> Branch:
        """What was left out of the count, each with the reason."""
        found = []
        for each in self.origins.discounted:
            piece = self.piece(each.evidence) if each.evidence is not None else self.utterance(each.utterance or 0)
            found.append(Branch(f"{piece.line}: {each.reason}", piece.twigs))
        return Branch("", found)

    def utterance(self, number: int) -> Branch:
        """An utterance with those who passed it on, and where its source has it from."""
        each = self.utterances[number]
        return Branch(utterance_label(each), [*self._chain(each), *self._origins(each.source)])

    def piece(self, number: int) -> Branch:
        """A piece of evidence, and where its source has it from."""
        each = self.evidence[number]
        return Branch(evidence_label(each), self._origins(each.source))

    def name(self, source: int) -> str:
        """A source by outlet and number."""
        known = self.sources.get(source)
        return f"{outlet(known)} (source #{source})" if known else f"source #{source}"

    def _chain(self, utterance: UtteranceView) -> list[Branch]:
        """Those who passed an utterance on, if anybody did."""
        names = [node.name for node in relays(utterance.chain)]
        return [Branch(f"passed on by {listed(names)}")] if names else []

    def _origins(self, source: SourceRef | None, above: tuple[int, ...] = ()) -> list[Branch]:
        """What a source takes its content from, down to the roots; a source that stands above is not drawn again."""
        found = []
        for origin, kind in sorted(self.links.takes_from.get(source.id, [])) if source else []:
            known, over = self.sources.get(origin), (*above, source.id if source else 0)
            line = f"{kind} {self._told(known, origin)}"
            again = origin in over
            twigs = [] if again or not known or known.retracted_on else self._origins(known, over)
            found.append(Branch(f"{line}, which stands above: a circle" if again else line, twigs))
        return found

    def _told(self, source: SourceRef | None, number: int) -> str:
        """A source by name, outlet, number and date, and whether it was retracted."""
        if not source:
            return f"source #{number}"
        name = [source_name(source)] if source.title or source.url else []
        publisher = [source.publisher.name] if source.publisher and source.publisher.name not in name else []
        dated = [when(source.published_on)] if source.published_on else []
        gone = [f"retracted on {when(source.retracted_on)}"] if source.retracted_on else []
        about = ", ".join([*name, *publisher, *dated, *gone])
        return f"source #{number}: {about}" if about else f"source #{number}"
