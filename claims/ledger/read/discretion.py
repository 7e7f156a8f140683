"""Records as they may leave the house: without the names of confidential people and, unless asked for, notes."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from msgspec import Struct

from claims.ledger.read.assemble import RecordReader
from claims.ledger.read.present import Present
from claims.ledger.store.canonical import Document
from claims.ledger.store.sql import Bulk

CONFIDENTIAL = "SELECT id, confidential FROM claimant WHERE confidential IS NOT NULL"
MERGED_INTO = "SELECT id, merged_into_id FROM claimant WHERE merged_into_id {among}"
NAMES = """
SELECT id, name FROM claimant WHERE id {among}
UNION ALL SELECT claimant_id, name FROM claimant_alias WHERE claimant_id {among}
"""

UNNAMED_SOURCE = "an unnamed source"
"""Whom a source doesn't name, where it gives no role either."""

SEATS = 1_000
"""Numbers set aside for the unnamed speakers of one utterance."""

OF_A_PERSON = ("same_as", "same_as_key", "note", "extra")
"""What else would tell who a confidential person is."""


class Confidential:
    """The people whose names stay in the house, as the ledger has it now: a past view keeps them, too."""

    def __init__(self, at: Any) -> None:
        self._bulk = Bulk(at)

    @cached_property
    def own(self) -> dict[int, str]:
        """The public description of each by the number under which it was given."""
        return dict(self._bulk.rows(CONFIDENTIAL))

    @cached_property
    def described(self) -> dict[int, str]:
        """The public description of each, by every number that they ever had."""
        own = self.own
        merged = {number: own[into] for number, into in self._bulk.rows(MERGED_INTO, own)} if own else {}
        return merged | own

    @cached_property
    def names(self) -> dict[str, str]:
        """Every name of theirs, with the description that readers get instead; the longest first."""
        found = {name: self.described[number] for number, name in self._bulk.rows(NAMES, self.described)}
        return dict(sorted(found.items(), key=lambda each: -len(each[0])))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in self.names), re.IGNORECASE)

    def without_names(self, text: str) -> str:
        """A text with their names replaced by their descriptions."""
        if not self.names:
            return text
        folded = {name.casefold(): described for name, described in self.names.items()}
        return self._pattern.sub(lambda found: folded.get(found[0].casefold(), "(confidential)"), text)

    def tells(self, text: str) -> bool:
        """Whether a text has a name of theirs in it."""
        return bool(self.names) and self._pattern.search(text) is not None


class Shown(Struct, frozen=True):
    """What a reader gets to see: by default what somebody at the desk sees who didn't ask for names."""

    names: bool = False
    """The names of confidential people, too."""
    notes: bool = True
    """The desk's own notes, too."""
    leaves: bool = False
    """Whether it leaves the house, so that not even a number ties an unnamed speaker to a person."""


AT_THE_DESK = Shown()
TO_READERS = Shown(notes=False, leaves=True)


class Discreet:
    """Reads records and keeps back what isn't for whoever is to see them."""

    def __init__(self, records: RecordReader, confidential: Confidential, shown: Shown = AT_THE_DESK) -> None:
        self._records, self._confidential, self._shown = records, confidential, shown
        self._unnamed: dict[int, Document] = {}

    @property
    def _described(self) -> dict[int, str]:
        return {} if self._shown.names else self._confidential.described

    def claims(self, numbers: Iterable[int]) -> list[Document]:
        """Claims by number."""
        return self._without_notes(self._records.claims(numbers))

    def utterances(self, claim_ids: Iterable[int]) -> list[Document]:
        """The utterances of these claims; a confidential person's role and cue would tell who it is."""
        found = self._without_notes(self._records.utterances(claim_ids))
        if self._described:
            for utterance in found:
                utterance["hops"] = [self._hop(hop) for hop in utterance["hops"]]
        if self._shown.leaves:
            self._untie(found)
        return found

    def _untie(self, utterances: list[Document]) -> None:
        """Let whom a source doesn't name be nobody else's record: by a number of its own, and the role for a name."""
        told = [(said, hop) for said in utterances for hop in said["hops"] if hop.get("naming") == "unnamed"]
        people = {each["id"]: each for each in self.claimants({hop["claimant_id"] for _said, hop in told})}
        for said, hop in told:
            person = people[hop["claimant_id"]]
            if _is_description(person) or person["id"] in self._described:
                continue
            number = -(said["id"] * SEATS + hop["position"] * 10 + (hop.get("seat") or 0))
            blank = dict.fromkeys(person) | {"id": number, "uid": "", "kind": "unnamed", "aliases": []}
            self._unnamed[number] = blank | {"name": hop.get("role") or UNNAMED_SOURCE, "name_key": ""}
            said["hops"] = [
                each | {"claimant_id": number, "role": None} if each is hop else each for each in said["hops"]
            ]

    def _hop(self, hop: Document) -> Document:
        hidden = hop["claimant_id"] in self._described
        return hop | {"role": None, "cue": None, "naming": None} if hidden else hop

    def evidence(self, claim_ids: Iterable[int]) -> list[Document]:
        """The evidence on these claims."""
        return self._without_notes(self._records.evidence(claim_ids))

    def verifications(self, claim_ids: Iterable[int]) -> list[Document]:
        """The rulings on these claims."""
        return self._records.verifications(claim_ids)

    def relations(self, claim_ids: Iterable[int]) -> list[Document]:
        """The relations in which these claims stand."""
        return self._without_notes(self._records.relations(claim_ids))

    def claimants(self, numbers: Iterable[int]) -> list[Document]:
        """These claimants and those they were merged into; of a confidential person only the description."""
        wanted = list(numbers)
        found = self._without_notes(self._records.claimants(each for each in wanted if each > 0))
        return [self._person(each) for each in found] + [self._unnamed[each] for each in wanted if each < 0]

    def _person(self, claimant: Document) -> Document:
        described = self._described.get(claimant["id"])
        if described is None:
            return claimant
        own = claimant.get("confidential") is not None or not claimant.get("merged_into_id")
        hidden = dict.fromkeys(OF_A_PERSON) | {
            "name": described,
            "name_key": "",
            "aliases": [],
            "confidential": described,
        }
        # One that was merged into somebody public stays apart, or the two would be told for one.
        return claimant | hidden | ({"merged_into_id": None} if own else {})

    def sources(self, numbers: Iterable[int]) -> list[Document]:
        """These sources and those they were merged into."""
        return self._without_notes(self._records.sources(numbers))

    def links(self, source_ids: Iterable[int]) -> list[Document]:
        """The links that lead from these sources to their origins."""
        return self._without_notes(self._records.links(source_ids))

    def links_about(self, source_ids: Iterable[int]) -> list[Document]:
        """The links of these sources."""
        return self._without_notes(self._records.links_about(source_ids))

    def _without_notes(self, rows: list[Document]) -> list[Document]:
        if not self._shown.notes:
            for row in rows:
                row["note"] = None
        return rows


def discreet(at: Any, shown: Shown = AT_THE_DESK) -> Discreet:
    """The records as they stand now, as somebody may see them."""
    return Discreet(Present(at), Confidential(at), shown)


def _is_description(claimant: Document) -> bool:
    """Whether what is recorded as a name is none: “a senior official”."""
    return claimant.get("kind") == "unnamed" or claimant["name"][:1].islower()
