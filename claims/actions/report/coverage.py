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
from claims.quotes.anchoring import fitting, places
from claims.reports.content import CoverageReport, CoveredSentence
from claims.reports.layout.coverage import CANDIDATE, NOTHING, RECORDED, REJECTED, STATES
from claims.snapshots.worth import flaw
from claims.text import quoted
from claims.views import ClaimRef, ClaimView, Quote
from claims.vocabulary import CandidateState, QuoteState, RecordKind

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
    copies = _of(edition, RecordKind.SNAPSHOT, family)
    snapshot = _newest_text(number, copies)
    claims = [each for each in claim_views(edition.records, sorted(edition.printed_in(family))) if not each.retired_at]
    placed, unplaced = _placed(snapshot, claims, set(family))
    waiting = [(each, _spans(each, snapshot, copies)) for each in _of(edition, RecordKind.CANDIDATE, family)]
    (view,) = source_views(edition.records, [number], edition.records.links_about([number]))
    sentences = list(_covered(snapshot, placed, waiting))
    return CoverageReport(
        as_of=last_change(edition),
        today=edition.today.isoformat(),
        source=view,
        snapshot=snapshot["id"],
        counts={state: sum(each.state == state for each in sentences) for state in STATES},
        sentences=sentences,
        unplaced=[_ref(each) for each in unplaced],
    )


def _newest_text(number: int, copies: list[Document]) -> Document:
    """The newest snapshot from which a text could be read, and not that of a page in front of it."""
    texts = [each for each in copies if each["text"] is not None]
    readable = [each for each in texts if not _flaw(each)] or texts
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


Placed = list[tuple[int, int, ClaimView]]
"""Where quotes stand in a text: from where to where, and of which claim each is."""


def _placed(snapshot: Document, claims: list[ClaimView], family: set[int]) -> tuple[Placed, list[ClaimView]]:
    """Where the quotes of claims stand in the newest text, and the claims of which one doesn't, or not once."""
    placed: Placed = []
    unplaced: dict[int, ClaimView] = {}
    for claim in claims:
        for said in claim.utterances:
            if said.quote and said.retired_at is None and said.source and said.source.id in family:
                if span := _span(snapshot, said.quote):
                    placed.append((*span, claim))
                else:
                    unplaced[claim.id] = claim
    return placed, list(unplaced.values())


def _span(snapshot: Document, quote: Quote) -> tuple[int, int] | None:
    """Where a quote stands in a text; one found in another copy, or in none, is looked for; never a guess."""
    here = quote.snapshot == snapshot["id"] and quote.state != QuoteState.ORPHAN
    if here and quote.start is not None and quote.end is not None:
        return quote.start, quote.end
    found = places(snapshot["text"], quote.exact)
    found = fitting(found, quote.prefix, quote.suffix) if len(found) > 1 else found
    return (found[0].start, found[0].end) if len(found) == 1 else None


def _covered(
    snapshot: Document, quotes: Placed, waiting: list[tuple[Document, list[tuple[int, int]]]]
) -> Iterator[CoveredSentence]:
    for start, end, paragraph in sentences(snapshot["text"]):
        inside = {claim.id: claim for first, last, claim in quotes if first < end and last > start}
        met = [each for each, spans in waiting if any(a < end and b > start for a, b in spans)]
        still = [each["id"] for each in met if each["state"] == CandidateState.OPEN]
        turned_down = any(each["state"] == CandidateState.REJECTED for each in met)
        yield CoveredSentence(
            start=start,
            end=end,
            text=" ".join(snapshot["text"][start:end].split()),
            paragraph=paragraph,
            state=RECORDED if inside else CANDIDATE if still else REJECTED if turned_down else NOTHING,
            claims=[_ref(each) for each in inside.values()],
            candidates=still,
        )


def _ref(claim: ClaimView) -> ClaimRef:
    return ClaimRef(claim.id, claim.uid, claim.text, claim.status)


def _spans(candidate: Document, snapshot: Document, copies: list[Document]) -> list[tuple[int, int]]:
    """Where a candidate's words stand in a text; those found in an older copy are looked for in it."""
    spans = msgspec.json.decode(candidate["reading"])["content"]
    if candidate["snapshot_id"] == snapshot["id"]:
        return [(start, end) for start, end in spans]
    older = next((each["text"] for each in copies if each["id"] == candidate["snapshot_id"]), None) or ""
    found = [places(snapshot["text"], older[start:end]) for start, end in spans]
    return [(each[0].start, each[0].end) for each in found if len(each) == 1]


def _flaw(snapshot: Document) -> str:
    return flaw(
        status=snapshot["http_status"],
        size=snapshot["size"],
        media_type=snapshot["media_type"],
        text=snapshot["text"],
        kept=bool(snapshot["how"]),
    )
