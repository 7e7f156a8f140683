"""Sources that are one document although nobody linked them: one page, one text, one conversation, or judged so."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claims.policy.provenance.addresses import page_at
from claims.policy.provenance.names import name_of
from claims.policy.provenance.reprints import Likeness
from claims.trails import Links
from claims.views import ClaimView, SourceRef, speaker_ids

Pair = tuple[int, int]

PAGE, TEXT, NEARLY, TALK, JUDGED = (
    "found: one page, kept or shown at two addresses",
    "found: the same text",
    "found: nearly the same text",
    "found: one conversation entered twice",
    "judged the same by the desk",
)

_TALKS = frozenset({"interview", "transcript", "broadcast"})
_TALKED = re.compile(r"\b(?:talk|talks|interview|conversation|q&a|in conversation|speaks?|chat)\b", re.IGNORECASE)
_MODULO = frozenset(
    "again once more second full new part talk talks interview conversation with exclusive video audio transcript the"
    " a an of in by to from complete update updated".split()
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A source that is another over again, and how that is known."""

    source: int
    original: int
    how: str

    @property
    def judged(self) -> bool:
        """Whether the desk said so."""
        return self.how == JUDGED


class Verdicts:
    """The desk's word on pairs of sources, by source: True that the two are independent."""

    def __init__(self, judged: Mapping[Pair, bool] | None = None) -> None:
        self._of: dict[int, dict[int, bool]] = defaultdict(dict)
        for (one, other), independent in (judged or {}).items():
            self._of[one][other] = self._of[other][one] = independent

    def of(self, source: int) -> Mapping[int, bool]:
        """What was said of a source and others."""
        return self._of.get(source, {})

    def rivals(self, source: int) -> frozenset[int]:
        """The sources that the desk judged this one to be independent of."""
        return frozenset(other for other, independent in self.of(source).items() if independent)

    def apart(self, one: int, other: int) -> bool:
        """Whether the desk judged the two to be independent."""
        return self.of(one).get(other) is True


def copies_among(
    claim: ClaimView, sources: Mapping[int, SourceRef], links: Links, likeness: Likeness, verdicts: Verdicts
) -> list[Copy]:
    """The sources of a claim that are others over again, the original being the one known best and earliest."""
    found: dict[Pair, str] = {}
    kinds: list[tuple[str, Iterable[Pair]]] = [
        (JUDGED, _judged(sources, verdicts)),
        (PAGE, _tied(_pages(sources, links), verdicts)),
        (TEXT, _tied(likeness.equal_among(sources), verdicts)),
        (NEARLY, likeness.near_among(sources)),
        (TALK, _tied(_talks(claim), verdicts)),
    ]
    for how, pairs in kinds:
        for one, other in pairs:
            if not verdicts.apart(one, other):
                found.setdefault((min(one, other), max(one, other)), how)

    def rank(source: int) -> tuple[bool, bool, str, int]:
        known = sources[source]
        return bool(page_at(known.url).how), not links.takes_from.get(source), known.published_on or "~", source

    copies = []
    for pair, how in found.items():
        original, copy = sorted(pair, key=rank)
        copies.append(((*rank(original), *rank(copy)), Copy(copy, original, how)))
    return [copy for _, copy in sorted(copies, key=lambda each: each[0])]


def kept_apart(sources: Iterable[int], likeness: Likeness, verdicts: Verdicts) -> Iterator[Pair]:
    """Pairs with nearly the same text that the desk judged independent."""
    inside = set(sources)
    for one in sorted(inside):
        for other, independent in sorted(verdicts.of(one).items()):
            if independent and one < other and other in inside and likeness.alike(one, other):
                yield one, other


def _judged(sources: Mapping[int, SourceRef], verdicts: Verdicts) -> Iterator[Pair]:
    for one in sorted(sources):
        yield from ((one, other) for other, apart in verdicts.of(one).items() if not apart and other in sources)


def _pages(sources: Mapping[int, SourceRef], links: Links) -> dict[str, list[int]]:
    """The sources by the page that each is, and by the address of its copy in an archive."""
    found: dict[str, list[int]] = defaultdict(list)
    for number in sorted(sources):
        url, kept = sources[number].url, links.archived.get(number)
        keys = {_page(url), *([_page(kept)] if kept else [])} - {""}
        for key in sorted(keys):
            found[key].append(number)
    return found


def _page(url: str | None) -> str:
    """A page by its own address; a copy that doesn't say of what it is one, by the address of the copy."""
    page = page_at(url)
    return page.key or (f"copy {(url or '').split('://')[-1]}" if page.how else "")


def _talks(claim: ClaimView) -> dict[tuple[int, str, str], list[int]]:
    """Conversations by who spoke, on which day, and what the title says besides that it is a conversation."""
    found: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for each in claim.utterances:
        source, day = each.source, each.said_on or (each.source.published_on if each.source else None)
        if each.retired_at or not source or not each.chain or not source.title or not day or len(day) != 10:
            continue
        title = " ".join(sorted(name_of(source.title).core - _MODULO - {str(n) for n in range(10)}))
        if title and (source.kind in _TALKS or _TALKED.search(source.title)):
            for speaker in speaker_ids(each.chain):
                talk = found[speaker, day, title]
                talk.extend([source.id] if source.id not in talk else [])
    return found


def _tied(groups: Mapping[Any, list[int]], verdicts: Verdicts) -> Iterator[Pair]:
    """Each member of a group with the first that the desk didn't judge it to be independent of."""
    apart: Callable[[int, int], bool] = verdicts.apart
    for members in groups.values():
        heads: list[int] = []
        for each in members:
            head = next((head for head in heads if not apart(head, each)), None)
            if head is None:
                heads.append(each)
            else:
                yield head, each
