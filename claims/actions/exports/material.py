"""Gathers what the exports are made of: claims with all that is live about them, batch by batch."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from claims.actions.read.on_file import stored
from claims.actions.read.view import LedgerView, told_openly
from claims.formats.material import Material
from claims.ledger.read.assemble import Directory, RecordReader, basis_of, quote_of
from claims.ledger.read.filters import OLDEST, Criteria
from claims.ledger.store.canonical import Document
from claims.quotes.copies import ReadFrom, Shelf
from claims.vocabulary import Axis

BATCH = 500
"""Claims in memory at a time."""


def materials(edition: LedgerView, criteria: Criteria, *, copies: bool = False) -> Iterator[Material]:
    """The claims that meet the criteria, by number; with the `copies` they are read from where asked."""
    numbers = edition.select(criteria, order=OLDEST, limit=None, after=None)
    if criteria.speakers:
        numbers = told_openly(edition, numbers, criteria.speakers, speaking=True)
    if criteria.relays:
        numbers = told_openly(edition, numbers, criteria.relays, speaking=False)
    for start in range(0, len(numbers), BATCH):
        yield from gather(edition, numbers[start : start + BATCH], copies=copies)


def gather(edition: LedgerView, numbers: list[int], *, copies: bool = False) -> Iterator[Material]:
    """These claims in the order given; what was taken out is left out, and so are rulings that don't rule yet."""
    records = edition.records
    claims = {claim["id"]: claim for claim in records.claims(numbers)}
    said, backing = _live(records.utterances(claims)), _live(records.evidence(claims))
    rulings = [ruling for ruling in records.verifications(claims) if not ruling["pending"]]
    named = {row["source_id"] for row in (*said, *backing) if row.get("source_id")}
    reviews = {ruling["review_id"] for ruling in rulings if ruling.get("review_id")}
    directory = Directory(records, {hop["claimant_id"] for each in said for hop in each["hops"]}, named | reviews)
    origins = _origins(records, {each.get("merged_into_id") or number for number, each in directory.sources.items()})
    behind = {number for each in origins.values() for number in each} - directory.sources.keys()
    sources = directory.sources | (Directory(records, (), behind).sources if behind else {})
    shelf = stored(edition, {directory.source(number).id for number in named}).shelf if copies else None
    utterances, evidence, ruled = _by_claim(said), _by_claim(backing), _by_claim(rulings)
    for number in numbers:
        if number in claims:
            yield Material(
                claim=claims[number],
                utterances=utterances[number],
                evidence=evidence[number],
                rulings=ruled[number],
                claimants=directory.claimants,
                sources=sources,
                origins=origins,
                copies=_copies(shelf, directory, utterances[number], evidence[number], ruled[number]) if shelf else {},
            )


def _copies(
    shelf: Shelf, directory: Directory, said: list[Document], brought: list[Document], ruled: list[Document]
) -> dict[str, ReadFrom]:
    """The copy that each utterance and piece of evidence is read from."""
    standing = {ruling["axis"]: ruling for ruling in ruled}
    found = {}
    for kind, each in [*(("utterance", row) for row in said), *(("evidence", row) for row in brought)]:
        if each.get("source_id"):
            ruling = standing.get(each.get("axis", Axis.ATTRIBUTION))
            rests = ruling is not None and (
                each["id"] in ruling["evidence"] if kind == "evidence" else ruling.get("lamport") is None
            )
            found[f"{kind} #{each['id']}"] = shelf.read_from(
                each["uid"],
                directory.source(each["source_id"]).id,
                quote_of(each),
                basis_of(ruling) if ruling else [],
                rests=rests,
            )
    return found


def _origins(records: RecordReader, sources: set[int]) -> dict[int, list[int]]:
    """From which others each of these sources takes its content, and those in turn."""
    origins: dict[int, list[int]] = defaultdict(list)
    reached, ahead = set(sources), set(sources)
    while ahead:
        links = [each for each in records.links_about(ahead) if each.get("retired_at") is None]
        for link in links:
            if link["source_id"] in ahead:
                origins[link["source_id"]].append(link["origin_id"])
        ahead = {each for number in ahead for each in origins.get(number, ())} - reached
        reached |= ahead
    return dict(origins)


def _live(rows: Iterable[Document]) -> list[Document]:
    return [row for row in rows if row.get("retired_at") is None]


def _by_claim(rows: Iterable[Document]) -> dict[int, list[Document]]:
    grouped: dict[int, list[Document]] = defaultdict(list)
    for row in rows:
        grouped[row["claim_id"]].append(row)
    return grouped
