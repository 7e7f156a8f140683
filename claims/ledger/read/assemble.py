"""From records to what a reader sees: names resolved, merges followed, chains closed by the publisher."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import msgspec

from claims.dates import PartialDate
from claims.ledger.store.canonical import Document
from claims.trails import Links
from claims.views import (
    CandidateView,
    ChainLink,
    ClaimantRef,
    ClaimantView,
    ClaimRef,
    ClaimView,
    EvidenceView,
    Ground,
    Quote,
    RelationView,
    RulingView,
    SourceLinkView,
    SourceRef,
    SourceView,
    StatusPair,
    UtteranceView,
    speakers,
)
from claims.vocabulary import Precision


class RecordReader(Protocol):
    """Reads records as documents, at one moment of the ledger."""

    def claims(self, numbers: Iterable[int]) -> list[Document]: ...
    def utterances(self, claim_ids: Iterable[int]) -> list[Document]: ...
    def evidence(self, claim_ids: Iterable[int]) -> list[Document]: ...
    def verifications(self, claim_ids: Iterable[int]) -> list[Document]: ...
    def relations(self, claim_ids: Iterable[int]) -> list[Document]: ...
    def claimants(self, numbers: Iterable[int]) -> list[Document]: ...
    def sources(self, numbers: Iterable[int]) -> list[Document]: ...
    def links(self, source_ids: Iterable[int]) -> list[Document]: ...
    def links_about(self, source_ids: Iterable[int]) -> list[Document]: ...


class Directory:
    """The claimants and sources that some records name, each found by any number it ever had."""

    def __init__(self, records: RecordReader, claimant_ids: Iterable[int], source_ids: Iterable[int]) -> None:
        self.sources = {source["id"]: source for source in records.sources(source_ids)}
        publishers = (source["publisher_id"] for source in self.sources.values() if source["publisher_id"])
        self.claimants = {claimant["id"]: claimant for claimant in records.claimants({*claimant_ids, *publishers})}

    def claimant(self, number: int) -> ClaimantRef:
        """A claimant, or the one it was merged into."""
        found = self.claimants[number]
        found = self.claimants[found.get("merged_into_id") or number]
        return ClaimantRef(found["id"], found["uid"], found["name"])

    def source(self, number: int) -> SourceRef:
        """A source, or the one it was merged into."""
        found = self.sources[number]
        found = self.sources[found.get("merged_into_id") or number]
        return SourceRef(
            id=found["id"],
            uid=found["uid"],
            title=found.get("title"),
            url=found.get("url"),
            kind=found.get("kind"),
            publisher=self.claimant(found["publisher_id"]) if found.get("publisher_id") else None,
            published_on=partial_date(found, "published_on"),
            retracted_on=found.get("retracted_on"),
            published_on_absence=found.get("published_on_absence"),
        )


def partial_date(known: Document, name: str) -> str | None:
    """A date of a record in EDTF."""
    first = known.get(name)
    if first is None:
        return None
    return str(PartialDate(first, Precision(known[f"{name}_precision"]), bool(known.get(f"{name}_circa"))))


def claim_views(records: RecordReader, numbers: Sequence[int]) -> list[ClaimView]:
    """These claims and everything about them, in the order asked for."""
    claims = {claim["id"]: claim for claim in records.claims(numbers)}
    utterances = records.utterances(claims)
    evidence = records.evidence(claims)
    relations = records.relations(claims)
    others = {number for relation in relations for number in (relation["claim_id"], relation["other_id"])}
    related = {claim["id"]: claim for claim in records.claims(others - claims.keys())} if others else {}
    directory = Directory(
        records,
        {hop["claimant_id"] for utterance in utterances for hop in utterance["hops"]},
        {row["source_id"] for row in (*utterances, *evidence) if row.get("source_id")},
    )
    assembly = _Assembly(directory, claims | related)
    said, backing, rulings = _by_claim(utterances), _by_claim(evidence), _by_claim(records.verifications(claims))
    meets: dict[int, list[Document]] = defaultdict(list)
    for relation in relations:
        for number in (relation["claim_id"], relation["other_id"]):
            meets[number].append(relation)
    return [
        assembly.claim(claims[number], said[number], backing[number], rulings[number], meets[number])
        for number in numbers
        if number in claims
    ]


def _by_claim(rows: Iterable[Document]) -> dict[int, list[Document]]:
    grouped: dict[int, list[Document]] = defaultdict(list)
    for row in rows:
        grouped[row["claim_id"]].append(row)
    return grouped


class _Assembly:
    def __init__(self, directory: Directory, claims: dict[int, Document]) -> None:
        self._directory = directory
        self._claims = claims

    def claim(
        self,
        claim: Document,
        utterances: list[Document],
        evidence: list[Document],
        verifications: list[Document],
        relations: list[Document],
    ) -> ClaimView:
        said = [self._utterance(utterance) for utterance in utterances]
        live = next((each for each in said if each.retired_at is None and speakers(each.chain)), None)
        return ClaimView(
            id=claim["id"],
            uid=claim["uid"],
            text=claim["text"],
            language=claim["language"],
            kind=claim.get("kind"),
            status=_statuses(claim),
            tags=claim.get("tags", []),
            claimant=self._speaker(live) if live else None,
            utterances=said,
            evidence=[self._evidence(row) for row in evidence],
            rulings=_rulings(verifications),
            relations=[self._relation(row, claim["id"]) for row in relations],
            note=claim.get("note"),
            recorded_at=claim["recorded_at"],
            recorded_by=claim["recorded_by"],
            retired_at=claim.get("retired_at"),
        )

    def _speaker(self, said: UtteranceView) -> ClaimantRef:
        """Who said it, by the name that the chain gives."""
        first = said.chain[0]
        known = self._directory.claimant(first.claimant)
        return ClaimantRef(known.id, known.uid, first.name)

    def _utterance(self, utterance: Document) -> UtteranceView:
        source = self._directory.source(utterance["source_id"]) if utterance.get("source_id") else None
        return UtteranceView(
            id=utterance["id"],
            uid=utterance["uid"],
            source=source,
            said_on=partial_date(utterance, "said_on"),
            mode=utterance.get("mode"),
            quote=quote_of(utterance),
            chain=self._chain(utterance, source),
            occasion=utterance.get("occasion"),
            addressee=utterance.get("addressee"),
            note=utterance.get("note"),
            retired_at=utterance.get("retired_at"),
            said_on_absence=utterance.get("said_on_absence"),
            speaker_absence=utterance.get("speaker_absence"),
        )

    def _chain(self, utterance: Document, source: SourceRef | None) -> list[ChainLink]:
        chain = [
            ChainLink(
                claimant=(named := self._directory.claimant(hop["claimant_id"])).id,
                name=named.name,
                role=hop.get("role"),
                cue=hop.get("cue"),
                naming=hop.get("naming"),
                publisher=False,
                relayed=hop["position"] > 0,
                joint=bool(hop.get("seat")),
            )
            for hop in utterance["hops"]
        ]
        chain = [link for place, link in enumerate(chain) if not _said_already(chain[:place], link)]
        publisher = source.publisher if source else None
        passed_on = any(hop["position"] > 0 for hop in utterance["hops"][:1])
        nobody = passed_on or utterance.get("speaker_absence") is not None
        if publisher and publisher.id not in _last_together(chain):
            chain.append(ChainLink(publisher.id, publisher.name, None, None, None, publisher=True, relayed=nobody))
        return chain

    def _evidence(self, evidence: Document) -> EvidenceView:
        return EvidenceView(
            id=evidence["id"],
            uid=evidence["uid"],
            source=self._directory.source(evidence["source_id"]),
            axis=evidence["axis"],
            stance=evidence["stance"],
            directness=evidence.get("directness"),
            quote=quote_of(evidence),
            note=evidence.get("note"),
            retired_at=evidence.get("retired_at"),
        )

    def _relation(self, relation: Document, seen_from: int) -> RelationView:
        outgoing = relation["claim_id"] == seen_from
        other = self._claims[relation["other_id"] if outgoing else relation["claim_id"]]
        return RelationView(
            id=relation["id"],
            uid=relation["uid"],
            kind=relation["kind"],
            outgoing=outgoing,
            claim=ClaimRef(other["id"], other["uid"], other["text"], _statuses(other)),
            note=relation.get("note"),
            retired_at=relation.get("retired_at"),
        )


def _last_together(chain: list[ChainLink]) -> list[int]:
    """Those who passed it on last, together."""
    start = max((place for place, link in enumerate(chain) if not link.joint), default=0)
    return [link.claimant for link in chain[start:]]


def _said_already(before: list[ChainLink], link: ChainLink) -> bool:
    """Whether somebody stands among those before who spoke together with them: two who became one."""
    return link.joint and link.claimant in _last_together(before)


def _statuses(claim: Document) -> StatusPair:
    return StatusPair(content=claim["content_status"], attribution=claim["attribution_status"])


def quote_of(row: Document) -> Quote | None:
    """The words that a record quotes from its source, if it does."""
    if row.get("quote_exact") is None:
        return None
    return Quote(
        exact=row["quote_exact"],
        prefix=row.get("quote_prefix"),
        suffix=row.get("quote_suffix"),
        start=row.get("quote_start"),
        end=row.get("quote_end"),
        state=row["quote_state"],
        snapshot=row.get("snapshot_id"),
    )


def _rulings(verifications: Sequence[Document]) -> list[RulingView]:
    approved = {each["approves_id"]: each["id"] for each in verifications if each.get("approves_id")}
    return [_ruling(each, approved.get(each["id"])) for each in verifications]


def basis_of(verification: Document) -> list[Ground]:
    """What a ruling was judged on; nothing where that was not recorded."""
    return msgspec.json.decode(verification["basis"], type=list[Ground]) if verification.get("basis") else []


def _ruling(verification: Document, approved_as: int | None) -> RulingView:
    fields: dict[str, Any] = {name: verification.get(name) for name in RulingView.__struct_fields__}
    fields["pending"] = bool(fields["pending"])
    fields["review"] = verification.get("review_id")
    fields["basis"] = basis_of(verification)
    fields["exception"] = (
        "policy" if verification.get("desk_policy_sha256") else "override" if verification.get("override") else None
    )
    fields["approves"], fields["approved_as"] = verification.get("approves_id"), approved_as
    return RulingView(**fields)


def claimant_views(records: RecordReader, numbers: Sequence[int]) -> list[ClaimantView]:
    """These claimants, in the order asked for."""
    directory = Directory(records, numbers, ())
    views = []
    for number in numbers:
        claimant = directory.claimants.get(number)
        if claimant:
            fields: dict[str, Any] = {name: claimant.get(name) for name in ClaimantView.__struct_fields__}
            fields["confidential"] = bool(claimant.get("confidential"))
            fields["merged_into"] = directory.claimant(number) if claimant.get("merged_into_id") else None
            views.append(ClaimantView(**fields))
    return views


def source_views(records: RecordReader, numbers: Sequence[int], links: Iterable[Document]) -> list[SourceView]:
    """These sources with those of the links that concern them, in the order asked for."""
    live = [link for link in links if link.get("retired_at") is None]
    ends = {number for link in live for number in (link["source_id"], link["origin_id"])}
    directory = Directory(records, (), {*numbers, *ends})
    shown = [source_link_view(directory, link) for link in live]
    views = []
    for number in numbers:
        source = directory.sources.get(number)
        if source:
            fields: dict[str, Any] = {name: source.get(name) for name in SourceView.__struct_fields__}
            fields["publisher"] = directory.claimant(source["publisher_id"]) if source.get("publisher_id") else None
            fields["published_on"] = partial_date(source, "published_on")
            fields["merged_into"] = directory.source(number) if source.get("merged_into_id") else None
            fields["takes_from"] = [link for link in shown if link.source.id == number]
            fields["gives_to"] = [link for link in shown if link.origin.id == number]
            views.append(SourceView(**fields))
    return views


def source_link_view(directory: Directory, link: Document) -> SourceLinkView:
    """A link between two sources."""
    return SourceLinkView(
        id=link["id"],
        uid=link["uid"],
        kind=link["kind"],
        source=directory.source(link["source_id"]),
        origin=directory.source(link["origin_id"]),
        note=link.get("note"),
    )


def candidate_views(records: RecordReader, candidates: Sequence[Document]) -> list[CandidateView]:
    """Candidates with their sources, in the order given."""
    directory = Directory(records, (), {each["source_id"] for each in candidates})
    return [
        CandidateView(
            id=each["id"],
            uid=each["uid"],
            source=directory.source(each["source_id"]),
            snapshot=each["snapshot_id"],
            text=each["text"],
            state=each["state"],
            confidence=each["confidence"] / 100,
            reader=each["reader"],
            claim=each.get("claim_id"),
            utterance=each.get("utterance_id"),
            reading=msgspec.json.decode(each["reading"]),
            recorded_at=each["recorded_at"],
        )
        for each in candidates
    ]


def reviews_behind(records: RecordReader, claims: Iterable[ClaimView]) -> dict[int, SourceRef]:
    """The published reviews that rulings on these claims come from, by the numbers that the rulings name."""
    numbers = {ruling.review for claim in claims for ruling in claim.rulings if ruling.review is not None}
    directory = Directory(records, (), numbers) if numbers else None
    return {number: directory.source(number) for number in sorted(numbers)} if directory else {}


def links_behind(records: RecordReader, claims: Iterable[ClaimView]) -> Links:
    """Where the sources of these claims take their content from, as far back as anybody has recorded."""
    claims = list(claims)
    involved = {
        source.id
        for claim in claims
        for source in (*(row.source for row in claim.utterances), *(row.source for row in claim.evidence))
        if source is not None
    }
    links = [link for link in records.links(involved) if link.get("retired_at") is None]
    told = {link.claimant for claim in claims for row in claim.utterances for link in row.chain}
    directory = Directory(records, told, involved | {link["origin_id"] for link in links})
    takes_from: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for link in links:
        takes_from[directory.source(link["source_id"]).id].append(
            (directory.source(link["origin_id"]).id, link["kind"])
        )
    return Links(
        takes_from=dict(takes_from),
        sources={(source := directory.source(number)).id: source for number in sorted(directory.sources)},
        bylines=_known(directory.sources, "byline"),
        archived=_known(directory.sources, "archived_url"),
        same_as=_known(directory.claimants, "same_as"),
    )


def _known(records: dict[int, Document], name: str) -> dict[int, str]:
    """One column of those records that have it, by the number that the record goes by now."""
    return {
        found.get("merged_into_id") or number: found[name]
        for number, found in sorted(records.items(), key=lambda each: each[1].get("merged_into_id") is None)
        if found.get(name)
    }
