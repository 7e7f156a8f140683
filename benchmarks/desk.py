"""Enters and checks the claims of a generated ledger, as a desk would: a batch is entered, then gone back to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from benchmarks.bulk import Bulk
from benchmarks.chance import Chance
from benchmarks.lexicon import Lexicon
from benchmarks.world import World
from claims.ledger.log.search_index import entry_text
from claims.ledger.store.canonical import Document
from claims.models import Claim, Evidence, Relation, Ruling, Utterance
from claims.text import text_key
from claims.vocabulary import Action

BATCH = 500
"""Claims entered before the desk goes back to check them."""

FIRST_SOURCE_CLAIMS = 200
"""Claims of source 1 in every ledger that has as many, spread over all of it."""

STAFF = ("Ada Okafor", "Ben Moreau", "Chiara Lind", "Dmitri Haas", "Elif Sørensen", "Farid Novak")
ROLES = ("ambassador", "spokesperson", "minister", "deputy minister", "analyst", "mayor", "chief executive")
CUES = ("said", "told", "announced", "claimed", "wrote", "denied that", "according to", "warned that")
RELAY_CUES = ("told", "according to", "quoted by", "reported")
RATINGS = ("True", "Mostly true", "Half true", "Misleading", "False")


@dataclass(slots=True)
class Draft:
    """A claim being worked on: its document, where it stands, and what search will find it by."""

    known: Document
    topic: int
    evidence: list[Document] = field(default_factory=list)
    status: dict[str, str] = field(default_factory=lambda: {"content": "unverified", "attribution": "unverified"})
    words: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    speaker: int = 0
    lines: int = 0


class Desk:
    """The people who fill the ledger, from the first day to the last."""

    def __init__(
        self,
        bulk: Bulk,
        world: World,
        lexicon: Lexicon,
        seed: int,
        claims: int,
        period: tuple[float, float],
        lines: int = 0,
    ) -> None:
        self._bulk, self._world, self._lexicon, self._claims = bulk, world, lexicon, claims
        self._wording, self._chance = Chance(f"{seed}:wording"), Chance(f"{seed}:desk")
        self._clock = period[0]
        self._lines = lines
        passes = 3 if lines else 2  # each claim is entered, looked at, and gone back to if the log is to have more
        self._pace = (period[1] - period[0]) / (passes * claims + 2)
        self._today = date.min
        self._tags: dict[str, int] = {}
        apart = max(1, claims // FIRST_SOURCE_CLAIMS)
        self._in_first_source = frozenset(range(1, claims + 1, apart)[:FIRST_SOURCE_CLAIMS])

    def work(self) -> Iterator[int]:
        """Enter and check all claims; tells after each batch how many there are."""
        for start in range(1, self._claims + 1, BATCH):
            batch = [self._enter(number) for number in range(start, min(start + BATCH, self._claims + 1))]
            for draft in batch:
                self._check(draft)
            for draft in batch if self._lines else ():
                self._go_back(draft)
            for draft in batch:
                self._store(draft)
            self._bulk.flush()
            yield batch[-1].known["id"]

    def _begin(self) -> None:
        self._clock += self._pace
        self._today = datetime.fromtimestamp(self._clock, UTC).date()
        self._bulk.begin(self._clock, self._chance.one(STAFF))

    def _sentence(self, topic: int, shortest: int, longest: int) -> str:
        return self._lexicon.sentence(self._chance.random, topic, shortest, longest)

    def _enter(self, number: int) -> Draft:
        self._begin()
        before = self._bulk.count
        chance, lexicon = self._chance, self._lexicon
        topic = lexicon.topic(self._wording.random)
        text = lexicon.sentence(self._wording.random, topic, 8, 25)
        tags = {lexicon.topic_names[lexicon.topic(chance.random)] for _ in range(int(chance.luck() * 2.5))}
        if chance.luck() < 0.7:
            tags.add(lexicon.topic_names[topic])
        kind = chance.maybe(0.6, chance.shares(fact=0.5, quantity=0.2, cause=0.1, prediction=0.1, promise=0.1))
        known = {"text": text, "language": chance.shares(en=0.9, und=0.1), "kind": kind, "tags": sorted(tags)}
        draft = Draft(self._bulk.add(Claim, known), topic, words=[text])
        self._bulk.side("claim_tag", [(number, self._tag(name)) for name in sorted(tags)])
        speaker = chance.weighed(self._world.speakers, self._world.speaker_weights)
        for occasion in range(1 + chance.count(0.55, 0.3, 0.15)):
            source = self._world.other_source(chance.luck())
            if occasion == 0 and number in self._in_first_source:
                source = 1
            self._hear(draft, speaker, source)
        draft.speaker, draft.lines = speaker, self._bulk.count - before
        return draft

    def _tag(self, name: str) -> int:
        if name not in self._tags:
            self._tags[name] = len(self._tags) + 1
            self._bulk.side("tag", [(self._tags[name], name)])
        return self._tags[name]

    def _hear(self, draft: Draft, speaker: int, source: int) -> None:
        chance = self._chance
        hops: list[dict[str, Any]] = [
            {
                "position": 0,
                "claimant_id": speaker,
                "role": chance.maybe(0.5, chance.one(ROLES)),
                "cue": chance.maybe(0.8, chance.one(CUES)),
                "naming": chance.maybe(0.6, chance.shares(named=0.6, titled=0.2, institutional=0.15, unnamed=0.05)),
            }
        ]
        for position in range(1, 1 + chance.count(0.6, 0.28, 0.12)):
            relay = chance.one(self._world.agencies if position == 1 else self._world.outlets)
            hops.append({"position": position, "claimant_id": relay, "cue": chance.one(RELAY_CUES)})
        claim = draft.known["id"]
        mode = chance.shares(indirect=0.5, direct=0.3, mixed=0.15, narrated=0.05)
        utterance = self._bulk.add(
            Utterance,
            {
                "claim_id": claim,
                "source_id": source,
                "mode": chance.maybe(0.9, mode),
                "occasion": chance.maybe(0.15, "press conference"),
                "hops": [{name: value for name, value in hop.items() if value is not None} for hop in hops],
                **chance.dated(chance.days_before(self._today, 60), "said_on"),
                **self._quote(draft, 0.45),
            },
        )
        self._bulk.store(Utterance, utterance)
        self._bulk.side(
            "hop",
            [
                (
                    *(utterance["id"], hop["position"], 0, claim, hop["claimant_id"]),
                    *(hop.get(name) for name in ("role", "cue", "naming")),
                )
                for hop in hops
            ],
        )
        for hop in hops:
            draft.names.update(self._world.names[hop["claimant_id"]])
        self._name_source(draft, source)

    def _quote(self, draft: Draft, share: float) -> Document:
        if self._chance.luck() >= share:
            return {}
        exact = self._sentence(draft.topic, 6, 20)
        draft.words.append(exact)
        return {"quote_exact": exact, "quote_state": "orphan"}  # no source has its text stored

    def _name_source(self, draft: Draft, source: int) -> None:
        if title := self._world.titles[source]:
            draft.names.add(title)
        if publisher := self._world.publishers[source]:
            draft.names.update(self._world.names[publisher])

    def _check(self, draft: Draft) -> None:
        chance = self._chance
        self._begin()
        before = self._bulk.count
        for _ in range(chance.count(0.5, 0.3, 0.14, 0.06)):
            self._bring_evidence(draft)
        if chance.luck() < 0.06:
            self._rule(draft, "content", chance.shares(verified=0.5, unverifiable=0.3, disputed=0.2))
        if chance.luck() < 0.45:
            shares = {"verified": 0.4, "disputed": 0.2, "refuted": 0.2, "unverifiable": 0.12, "withdrawn": 0.04}
            self._rule(draft, "content", chance.shares(**shares, unverified=0.04))
        if chance.luck() < 0.3:
            shares = {"verified": 0.8, "disputed": 0.08, "unverifiable": 0.07, "refuted": 0.05}
            self._rule(draft, "attribution", chance.shares(**shares))
        if chance.luck() < 0.03:
            note = {"note": self._sentence(draft.topic, 5, 15)}
            self._bulk.revise(Claim, draft.known, note, reason="A reader asked.")
        number = draft.known["id"]
        if chance.luck() < 0.05 and number > 1:
            other = number - 1 - int(chance.luck() * min(number - 1, 1_000))
            kind = chance.shares(repeats=0.3, contradicts=0.3, supports=0.15, qualifies=0.15, corrects=0.1)
            self._bulk.store(Relation, self._bulk.add(Relation, {"claim_id": number, "kind": kind, "other_id": other}))
        draft.lines += self._bulk.count - before

    def _go_back(self, draft: Draft) -> None:
        """Go on with a claim until the log has its fill: heard again, more evidence, a note, another ruling."""
        self._begin()
        for _ in range(draft.lines, self._lines):
            what = self._chance.shares(hear=0.15, evidence=0.35, note=0.3, rule=0.2)
            if what == "hear":
                self._hear(draft, draft.speaker, self._world.other_source(self._chance.luck()))
            elif what == "evidence":
                self._bring_evidence(draft)
            elif what == "note":
                note = {"note": self._sentence(draft.topic, 5, 15)}
                self._bulk.revise(Claim, draft.known, note, reason="Somebody called.")
            else:
                self._rule(draft, "content", self._chance.shares(verified=0.5, disputed=0.3, refuted=0.2))

    def _bring_evidence(self, draft: Draft) -> None:
        chance = self._chance
        source = self._world.other_source(chance.luck())
        document = self._bulk.add(
            Evidence,
            {
                "claim_id": draft.known["id"],
                "source_id": source,
                "axis": chance.shares(content=0.8, attribution=0.2),
                "stance": chance.shares(supports=0.5, refutes=0.25, qualifies=0.15, context=0.1),
                "directness": chance.maybe(0.85, chance.shares(primary=0.4, secondary=0.6)),
                "note": self._sentence(draft.topic, 5, 15) if chance.luck() < 0.4 else None,
                **self._quote(draft, 0.3),
            },
        )
        self._bulk.store(Evidence, document)
        draft.evidence.append(document)
        self._name_source(draft, source)

    def _rule(self, draft: Draft, axis: str, status: str) -> None:
        chance = self._chance
        rests = [document["id"] for document in draft.evidence if document["axis"] == axis]
        rationale = self._sentence(draft.topic, 6, 20)
        later = date.fromordinal(self._today.toordinal() + 30 + int(chance.luck() * 300)).isoformat()
        document = self._bulk.add(
            Ruling,
            {
                "claim_id": draft.known["id"],
                "axis": axis,
                "status": status,
                "rating": chance.maybe(0.25, chance.one(RATINGS)),
                "rationale": rationale,
                "ruled_by": self._bulk.actor,
                "approved_by": chance.maybe(0.3, chance.one(STAFF)),
                "checked_on": self._today.isoformat(),
                "recheck_on": chance.maybe(0.1, later),
                "evidence": rests,
            },
            action=Action.RULE,
            reason=rationale,
        )
        self._bulk.store(Ruling, document)
        self._bulk.side("verification_evidence", [(document["id"], number) for number in rests])
        draft.status[axis] = status

    def _store(self, draft: Draft) -> None:
        self._bulk.store(
            Claim,
            draft.known,
            text_key=text_key(draft.known["text"]),
            content_status=draft.status["content"],
            attribution_status=draft.status["attribution"],
        )
        line = (draft.known["id"], entry_text(draft.words), entry_text(draft.names))
        self._bulk.side("claim_search", [line])
