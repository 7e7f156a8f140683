"""Who makes the claims of a generated ledger, and where they are printed."""

from datetime import date, timedelta

from benchmarks.bulk import Bulk
from benchmarks.chance import Chance
from benchmarks.lexicon import Lexicon, Names, harmonic
from claims.ledger.log.search_index import entry_text, name_entry
from claims.ledger.store.canonical import Document
from claims.models import Claimant, Source, SourceLink
from claims.text import name_key
from claims.urls import canonical_url, host
from claims.vocabulary import Action

CLAIMANTS, SOURCES = 5_000, 50_000
"""How many there are in a large ledger; a small one has one claimant for two claims, and a source for each."""

POPULAR_SHARE = 0.1
"""How much of everything is said by claimant 1."""

FIRST_WIRE, WIRE_EVERY = 2, 25

OUTLETS = ("Herald", "Post", "Times", "Gazette", "Courier", "Broadcasting", "Online")
AGENCIES = ("News Agency", "Press", "Wire")
OFFICES = ("Ministry", "Foreign Office", "Council", "Embassy", "Authority")


class World:
    """The claimants and sources that claims are about, entered in a ledger."""

    def __init__(self, bulk: Bulk, lexicon: Lexicon, seed: int, claims: int, beginning: float, actor: str) -> None:
        self._bulk, self._lexicon = bulk, lexicon
        self._chance, self._names = Chance(f"{seed}:world"), Names(seed)
        self.speakers: list[int] = []
        self.outlets: list[int] = []
        self.agencies: list[int] = []
        self.names: dict[int, list[str]] = {}
        for number in range(1, min(CLAIMANTS, max(100, claims // 2)) + 1):
            bulk.begin(beginning + number, actor)
            self._add_claimant(number)
        weights = harmonic(len(self.speakers), 2)
        rest = weights[-1] - weights[0]
        self.speaker_weights = [weight - weights[0] + rest * POPULAR_SHARE / (1 - POPULAR_SHARE) for weight in weights]
        self.sources = min(SOURCES, max(100, claims))
        self.titles: list[str | None] = [None] * (self.sources + 1)
        self.publishers: list[int | None] = [None] * (self.sources + 1)
        for number in range(1, self.sources + 1):
            bulk.begin(beginning + 86_400 + number, actor)
            self._add_source(number)
        for number in range(1, self.sources + 1):
            bulk.begin(beginning + 172_800 + number, actor)
            self._link_source(number)
        bulk.flush()

    def other_source(self, luck: float) -> int:
        """A source that is not the first; the earlier, the more often."""
        return 2 + int(luck**1.5 * (self.sources - 1))

    def _add_claimant(self, number: int) -> None:
        name, kind = self._name(number)
        family = name.split()
        aliases = [f"{family[-1]}, {family[0]}"] if self._chance.luck() < 0.15 else []
        page = f"https://www.wikidata.org/wiki/Q{int(self._chance.luck() * 10**8)}"
        document = self._bulk.add(
            Claimant,
            {
                "name": name,
                "kind": self._chance.maybe(0.9, kind),
                "same_as": self._chance.maybe(0.4, page),
                "aliases": aliases,
            },
        )
        same_as = document.get("same_as")
        known_by = canonical_url(same_as) if same_as else None
        self._bulk.store(Claimant, document, name_key=name_key(name), same_as_key=known_by)
        self._bulk.side("claimant_alias", [(number, name_key(alias), alias) for alias in aliases])
        self._bulk.side("name_search", [(name_entry("claimant", number), entry_text([name, *aliases]))])
        self.names[number] = [name, *aliases]

    def _name(self, number: int) -> tuple[str, str]:
        if number % 50 == 2:
            self.agencies.append(number)
            return self._names.body(AGENCIES), "organization"
        if number % 10 == 3:
            self.outlets.append(number)
            return self._names.body(OUTLETS), "organization"
        self.speakers.append(number)
        kind = self._chance.shares(person=0.78, office=0.17, unnamed=0.05)
        if kind == "person" or number == 1:
            return self._names.person(), "person"
        office = self._names.body(OFFICES)
        return (f"a senior official of the {office}" if kind == "unnamed" else office), kind

    def _add_source(self, number: int) -> None:
        chance = self._chance
        wire = number % WIRE_EVERY == FIRST_WIRE
        publisher = chance.one(self.agencies) if wire else chance.maybe(0.95, chance.one(self.outlets))
        headline = self._headline()
        title = chance.maybe(0.97, headline)
        day = date(2020, 1, 1) + timedelta(days=int(chance.luck() * 2_400))
        url = chance.maybe(0.92, self._address(publisher, day, number))
        title = title if url else headline  # a command refuses a source with neither
        byline = self._names.person() if chance.luck() < 0.4 else None
        known: Document = {
            "kind": "wire" if wire else chance.shares(article=0.7, statement=0.12, transcript=0.08, social_post=0.1),
            "title": title,
            "url": url,
            "publisher_id": publisher,
            "byline": byline,
            "language": "en",
            **chance.dated(day, "published_on"),
        }
        document = self._bulk.add(Source, known)
        if chance.luck() < 0.005 and number > FIRST_WIRE:
            retraction = {"retracted_on": (day + timedelta(days=9)).isoformat(), "retraction_reason": "An error."}
            self._bulk.revise(Source, document, retraction, action=Action.RETRACT, reason="Its publisher withdrew it.")
        self._bulk.store(
            Source,
            document,
            title_key=name_key(title) if title else None,
            canonical_url=canonical_url(url) if url else None,
        )
        self.titles[number], self.publishers[number] = title, publisher
        parts = (title, byline, self.names[publisher][0] if publisher else None, host(url) if url else None)
        self._bulk.side("name_search", [(name_entry("source", number), entry_text([part for part in parts if part]))])

    def _headline(self) -> str:
        random = self._chance.random
        return self._lexicon.sentence(random, self._lexicon.topic(random), 5, 11).removesuffix(".")

    def _address(self, publisher: int | None, day: date, number: int) -> str:
        site = name_key(self.names[publisher][0]).replace(" ", "-") if publisher else "archive"
        return f"https://www.{site}.example/{day.year}/{day.month:02}/story-{number}"

    def _link_source(self, number: int) -> None:
        """Three sources of ten take their content from a wire; the first one does in every ledger."""
        kind = self._chance.shares(syndicates=0.6, translates=0.1, quotes=0.2, summarises=0.1)
        wires = (self.sources - FIRST_WIRE) // WIRE_EVERY + 1
        origin = FIRST_WIRE + WIRE_EVERY * int(self._chance.luck() * wires)
        if number == 1:
            origin, kind = FIRST_WIRE, "syndicates"
        elif self._chance.luck() >= 0.3 or number % WIRE_EVERY == FIRST_WIRE:
            return
        document = self._bulk.add(SourceLink, {"source_id": number, "origin_id": origin, "kind": kind})
        self._bulk.store(SourceLink, document)
