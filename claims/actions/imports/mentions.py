"""What is known of who and what a review names, and what the review adds to that, or says differently.

What is empty is filled, what is there is never written over, and what differs stays with the review's own ruling.
"""

from typing import Any

from msgspec import Struct, structs

from claims.formats.claimreview.as_given import Given, beyond, occasion_given, party_given, work_given
from claims.formats.claimreview.drafts import OccasionDraft, PartyDraft, WorkDraft
from claims.models import Claimant, Source
from claims.vocabulary import Axis

PARTY_FIELDS = ("kind", "same_as")
WORK_FIELDS = ("title", "kind", "published_on", "language", "archived_url")

Learned = dict[tuple[type[Claimant] | type[Source], int], dict[str, Any]]
"""What imports say of records whose columns are empty."""


class KnownParty(Struct):
    """A claimant as far as it is known; `plain` if nothing but its name leads to it."""

    id: int
    said: PartyDraft
    plain: bool


class KnownWork(Struct):
    """A source as far as it is known."""

    id: int
    said: WorkDraft
    publisher: KnownParty | None
    plain: bool


class MentionedRuling(Struct):
    """A ruling that the ledger has: its day, what its reviews said differently (as JSON), and what they cite."""

    on: str
    axis: Axis
    given: set[str | None]
    cited: set[int]

    def covers(self, other: "MentionedRuling", *, dated: bool) -> bool:
        """Whether another that says the same is no newer, and cites nothing beyond.

        One that names no source, as some formats can't, takes none back; one that isn't dated is never newer.
        """
        return other.cited <= self.cited and (not dated or other.on <= self.on)


class KnownClaim(Struct):
    """A claim as the ledger has it: where and how it was said, and what was ruled."""

    id: int
    sources: set[int | None]
    rulings: dict[tuple[int | None, bytes], MentionedRuling]
    said: OccasionDraft | None = None
    lamport: int = 0
    """The greatest Lamport timestamp of its rulings, on either question."""

    def rule(self, review: int | None, digest: bytes, ruled: MentionedRuling) -> None:
        """Note a ruling; of those that say the same, the newest counts."""
        before = self.rulings.pop((review, digest), None)
        self.rulings[review, digest] = (
            ruled
            if before is None
            else MentionedRuling(ruled.on, ruled.axis, before.given | ruled.given, before.cited | ruled.cited)
        )


class Mentions:
    """The mentions in one review: what it says differently is `given`, what fills something goes to `learned`."""

    def __init__(self, learned: Learned) -> None:
        self._learned = learned
        self.given: Given = {}

    def party(self, draft: PartyDraft, known: KnownParty, place: str, work: str | None = None) -> None:
        """Somebody who is known is named: as the speaker, an author, or the publisher of a work."""
        said = known.said
        if _says_no_more(draft, said, PARTY_FIELDS) and draft.name == said.name:
            return
        known.said = said = self._filled(Claimant, known.id, said, draft, PARTY_FIELDS)
        speaks = place == "speaker"
        self._differs(place, beyond(party_given(draft, speaks=speaks), party_given(said, speaks=speaks)), work)

    def work(self, draft: WorkDraft, known: KnownWork, publisher: KnownParty | None, *, is_review: bool) -> None:
        """A document that is known is named."""
        said, name = known.said, draft.url or draft.title
        if publisher is not None and known.publisher is None:
            known.publisher = publisher
            known.plain = known.plain and publisher.plain
            self._learn(Source, known.id, {"publisher_id": publisher.id})
        other = publisher is not None and known.publisher is not None and publisher.id != known.publisher.id
        if other and draft.publisher:
            whole = {"author" if is_review else "publisher": party_given(draft.publisher, speaks=False)}
            self._differs(*(("review", whole) if is_review else ("works", whole, name)))
        if _says_no_more(draft, said, WORK_FIELDS) and draft.url == said.url:
            return
        known.said = said = self._filled(Source, known.id, said, draft, WORK_FIELDS)
        differs = beyond(work_given(draft), work_given(said))
        if draft.publisher and isinstance(among := differs.get("publisher"), dict) and "others" in among and not other:
            self._differs("publishers", differs.pop("publisher"), name)
        self._differs(*(("review", differs) if is_review else ("works", differs, name)))

    def occasion(self, draft: OccasionDraft, known: OccasionDraft) -> None:
        """A claim that is known was made, by the same speaker, of the same date."""
        differs = beyond(occasion_given(draft), occasion_given(known))
        role, known_role = (each.speaker.role if each.speaker else None for each in (draft, known))
        speaker = {"jobTitle": role} if role and role != known_role else {}
        if draft.speaker and isinstance(differs.get("author"), dict):
            speaker |= differs.pop("author")
        self._differs("speaker", speaker)
        self._differs("item", differs)

    def _differs(self, place: str, differs: dict[str, Any], name: str | None = None) -> None:
        if differs and name is None:
            self.given.setdefault(place, {}).update(differs)
        elif differs:
            self.given.setdefault(place, {}).setdefault(name, {}).update(differs)

    def _filled(
        self, model: type[Claimant] | type[Source], number: int, said: Any, draft: Any, fields: tuple[str, ...]
    ) -> Any:
        """What is known, with what was empty filled."""
        told = {name: value for name in fields if (value := getattr(draft, name)) and getattr(said, name) is None}
        if draft.extra.keys() - said.extra.keys():
            told["extra"] = draft.extra | said.extra
        self._learn(model, number, told)
        return structs.replace(said, **told) if told else said

    def _learn(self, model: type[Claimant] | type[Source], number: int, told: dict[str, Any]) -> None:
        if told:
            self._learned.setdefault((model, number), {}).update(told)


def _says_no_more(draft: Any, said: Any, fields: tuple[str, ...]) -> bool:
    """Whether a mention says nothing that isn't known as it says it."""
    if draft is said:
        return True
    for name in fields:
        value = getattr(draft, name)
        if value is not None and value != getattr(said, name):
            return False
    return not draft.extra or bool(draft.extra == said.extra)


def names_of(given: Given) -> list[str]:
    """What a review said differently, by name."""
    found: list[str] = []
    for place, said in given.items():
        for told in said.values() if place in ("works", "publishers") else [said]:
            found += [name if place == "review" else f"{place}.{name}" for name in told]
    return found
