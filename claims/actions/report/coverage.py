"""Coverage: which sentences of an article the ledger has claims of, and which it hasn't."""

import re
from collections.abc import Iterator

import msgspec

from claims.actions.read.view import LedgerView, last_change
from claims.errors import NotFound, Refused
from claims.ledger.read.assemble import claim_views, source_views
from claims.ledger.read.past import Past
from claims.ledger.store.canonical import Document
from claims.ledger.store.sql import Bulk
from claims.reports.content import CoverageReport, CoveredSentence
from claims.reports.layout.coverage import CANDIDATE, NOTHING, RECORDED, REJECTED, STATES
from claims.text import quoted
from claims.views import ClaimRef, ClaimView
from claims.vocabulary import CandidateState, RecordKind

FULL_STOPS = (
    ".!?…\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}\N{DEVANAGARI DANDA}"
)
ENDS = re.compile(rf"""(?<=[{FULL_STOPS}])["”»)\]]*\s+(?=["“«(\[]?\w)|\n+""")
NARROWEST, WIDEST = 60, 130
"""Characters of the longest line of a text whose lines were broken at a width."""

CLOSERS = '"”»)]'
SHORT = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Gov|Sen|Rep|Lt|Col|No|Inc|Ltd|Co|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)
"""What ends in a full stop and is no sentence."""

OF_SOURCE = "IN (SELECT id FROM {table} WHERE source_id {{among}})"


def report_on_coverage(edition: LedgerView, written: str) -> CoverageReport:
    """An article sentence by sentence: recorded as a claim, waiting in the inbox, turned down, or not recorded."""
    number = edition.find_source(written)
    if number is None:
        raise NotFound(f"No source is known as {quoted(written, 60)}.", "claims source list shows those that are.")
    family = edition.source_family([number])
    snapshot = _newest_text(edition, number, family)
    claims = claim_views(edition.records, sorted(edition.printed_in(family)))
    waiting = [each for each in _of(edition, RecordKind.CANDIDATE, family) if each["snapshot_id"] == snapshot["id"]]
    (view,) = source_views(edition.records, [number], edition.records.links_about([number]))
    sentences = list(_covered(snapshot, claims, waiting))
    return CoverageReport(
        as_of=last_change(edition),
        today=edition.today.isoformat(),
        source=view,
        snapshot=snapshot["id"],
        counts={state: sum(each.state == state for each in sentences) for state in STATES},
        sentences=sentences,
    )


def _newest_text(edition: LedgerView, number: int, family: list[int]) -> Document:
    """The newest snapshot from which a text could be read."""
    copies = _of(edition, RecordKind.SNAPSHOT, family)
    readable = [each for each in copies if each["text"] is not None]
    if readable:
        return readable[-1]
    if copies:
        raise Refused(
            f"No text could be read from the copy of source #{number}.",
            f"Keep one with a text: claims archive {number} --from FILE",
        )
    raise Refused(f"Source #{number} has no stored text.", f"Keep a copy first: claims archive {number}")


def _of(edition: LedgerView, kind: RecordKind, family: list[int]) -> list[Document]:
    """The snapshots or candidates of some sources, by number."""
    if edition.upto is not None:
        return Past(edition.session, edition.upto).read(kind, OF_SOURCE.format(table=kind.value), family)
    return Bulk(edition.session).documents(kind.value, "source_id {among}", family)


def sentences(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each sentence of a text begins and ends, and the number of its paragraph."""
    begun, paragraph = 0, 1
    a_break = "\n\n" if _is_wrapped(text) else "\n"
    for end in [*ENDS.finditer(text), None]:
        breaks = end is not None and a_break in re.sub(r"[ \t]", "", end[0])
        if end is not None and not breaks and "\n" in end[0] and not _stops(text[begun : end.start()]):
            continue
        if end is not None and not breaks and SHORT.search(text[begun : end.start()]):
            continue
        stop = len(text) if end is None else end.start() + len(end[0]) - len(end[0].lstrip(CLOSERS))
        start = begun + len(text[begun:stop]) - len(text[begun:stop].lstrip())
        if start < stop:
            yield start, start + len(text[start:stop].rstrip()), paragraph
        if end is not None:
            paragraph += breaks
            begun = end.end()


def _is_wrapped(text: str) -> bool:
    """Whether lines are broken at a width, so that only empty lines part paragraphs."""
    return "\n\n" in text and NARROWEST <= max(map(len, text.splitlines())) <= WIDEST


def _stops(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return text.rstrip(CLOSERS)[-1:] in FULL_STOPS and bool(text.strip())


def _covered(snapshot: Document, claims: list[ClaimView], waiting: list[Document]) -> Iterator[CoveredSentence]:
    quotes = [
        (said.quote.start, said.quote.end, claim)
        for claim in claims
        for said in claim.utterances
        if said.quote
        and said.retired_at is None
        and said.quote.snapshot == snapshot["id"]
        and said.quote.start is not None
        and said.quote.end is not None
        and claim.retired_at is None
    ]
    for start, end, paragraph in sentences(snapshot["text"]):
        inside = {claim.id: claim for first, last, claim in quotes if first < end and last > start}
        met = [each for each in waiting if any(a < end and b > start for a, b in _spans(each))]
        still = [each["id"] for each in met if each["state"] == CandidateState.OPEN]
        turned_down = any(each["state"] == CandidateState.REJECTED for each in met)
        yield CoveredSentence(
            start=start,
            end=end,
            text=" ".join(snapshot["text"][start:end].split()),
            paragraph=paragraph,
            state=RECORDED if inside else CANDIDATE if still else REJECTED if turned_down else NOTHING,
            claims=[ClaimRef(each.id, each.uid, each.text, each.status) for each in inside.values()],
            candidates=still,
        )


def _spans(candidate: Document) -> list[tuple[int, int]]:
    return [(start, end) for start, end in msgspec.json.decode(candidate["reading"])["content"]]
