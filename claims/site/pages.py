"""What each page of the site says: plain text, links and rulings; the templates make it safe and lay it out."""

from dataclasses import dataclass, field
from typing import Any

from claims.formats.claimreview.parts import web_address
from claims.formats.claimreview.write import standing
from claims.formats.material import Document, Material, Publisher, day_known
from claims.formats.ratings.labels import words
from claims.ledger.read.assemble import quote_of
from claims.reports.layout.fragments import text_fragment
from claims.reports.words import QUESTIONS, host, is_unquoted, listed, number, one_line, when
from claims.views import told_absence, told_nobody
from claims.vocabulary import Axis

STANCES = {
    "supports": "Speaks for it",
    "refutes": "Speaks against it",
    "qualifies": "Qualifies it",
    "context": "Gives context",
}


@dataclass(frozen=True, slots=True)
class SiteLink:
    """Something with a page of its own on the site, such as `claims/12`; `away` is an address elsewhere.

    `fallen` says of a source that it was retracted, or takes its content from one that was.
    """

    text: str
    page: str = ""
    away: str = ""
    fallen: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """How a reader follows a record to its source: the address, the copy it was judged on, and what changed since."""

    address: str
    quote_address: str
    copy: str
    edited: str


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A claim in a list."""

    id: int
    text: str
    language: str
    speaker: str
    content: str
    attribution: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One occasion on which the claim was made."""

    when: str
    occasion: str
    nobody: str
    chain: list[SiteLink]
    joint: set[int]
    source: SiteLink | None
    quote: str
    retracted: str = ""
    followed: Followed | None = None
    unquoted: bool = False
    """Whether the words are the source's own, so that no quotation marks may be put around them."""


@dataclass(frozen=True, slots=True)
class SiteRuling:
    """A ruling that stands, or stood: which question, the answer, why, and who gave it when."""

    question: str
    status: str
    rating: str
    why: str
    by: str
    day: str
    review: SiteLink | None
    anchor: str
    rests_on: list[SiteLink] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Brought:
    """A source brought to bear on the claim."""

    source: SiteLink
    stance: str
    question: str
    note: str
    quote: str
    followed: Followed


@dataclass(frozen=True, slots=True)
class SiteClaimPage:
    """Everything about a claim that a desk publishes; its notes stay at the desk."""

    row: SiteRow
    tags: list[str]
    occasions: list[Said]
    rulings: list[SiteRuling]
    before: list[SiteRuling]
    evidence: list[Brought]
    reviews: list[Document] = field(default_factory=list)


def row(material: Material) -> SiteRow:
    """A claim as lists show it."""
    claim, said = material.claim, material.speaking()
    first = [hop for hop in said["hops"] if hop["position"] == said["hops"][0]["position"]] if said else []
    speaker = " and ".join(material.claimant(hop["claimant_id"])["name"] for hop in first)
    return SiteRow(
        id=claim["id"],
        text=one_line(claim["text"]),
        language=claim["language"],
        speaker=one_line(speaker),
        content=claim["content_status"],
        attribution=claim["attribution_status"],
        doubt=" ".join(_doubts_about(material)),
    )


def _doubts_about(material: Material) -> list[str]:
    """What is wrong with the newest rulings on a claim, question by question."""
    newest = {ruling["axis"]: ruling for ruling in material.rulings}
    return [
        f"{QUESTIONS[Axis(axis)]} {doubt}"
        for axis, ruling in sorted(newest.items())
        for doubt in doubts(material, ruling)
    ]


def doubts(material: Material, ruling: Document) -> list[str]:
    """What a reader has to know of a ruling's footing: a retracted source, withdrawn evidence, an exception."""
    found = []
    gone_by = {source["id"]: gone["id"] for source in material.cited(ruling) if (gone := material.retraction(source))}
    if any(known == gone for known, gone in gone_by.items()):
        found.append("Rests on a source that was retracted.")
    elif gone_by:
        found.append("Rests on a source that takes its content from one that was retracted.")
    if count := material.withdrawn(ruling):
        pieces = number(count, "piece of evidence", "pieces of evidence")
        found.append(f"{pieces} that it rested on {'was' if count == 1 else 'were'} withdrawn.")
    if ruling.get("override") or ruling.get("desk_policy_sha256"):
        found.append("Made as an exception to the policy of the desk.")  # why, stays there, like its notes
    return found


def fallen(material: Material, source: Document) -> str:
    """That a source was retracted, or takes its content from one that was; nothing where neither is so."""
    gone = material.retraction(source)
    if gone is None:
        return ""
    retracted = f"retracted on {when(gone['retracted_on'])}"
    if gone["id"] == source["id"]:
        return retracted
    return f"takes its content from {source_name(gone, material.publisher_of(gone))}, {retracted}"


def claim_page(material: Material, reviews: list[Document], desk: Publisher | None) -> SiteClaimPage:
    """The page of a claim; `reviews` are embedded for machines."""
    stand = standing(material, desk)
    before = [each for each in material.rulings if each not in stand]
    return SiteClaimPage(
        row=row(material),
        tags=list(material.claim["tags"]),
        occasions=[_said(material, each) for each in material.utterances],
        rulings=[_ruled(material, each, stands=True) for each in reversed(stand)],
        before=[_ruled(material, each) for each in reversed(before)],
        evidence=[_brought(material, each) for each in material.evidence],
        reviews=reviews,
    )


def claimant_link(claimant: Document) -> SiteLink:
    """A claimant by name."""
    return SiteLink(one_line(claimant["name"]), f"claimants/{claimant['id']}")


def source_link(material: Material, source: Document) -> SiteLink:
    """A source by publisher and title."""
    name = source_name(source, material.publisher_of(source))
    return SiteLink(name, f"sources/{source['id']}", fallen=fallen(material, source))


def source_name(source: Document, publisher: Document | None) -> str:
    """A source by publisher, title and date, as far as they are known."""
    title = one_line(source.get("title") or host(web_address(source.get("url"))) or f"source #{source['id']}", 200)
    dated = date_of(source, "published_on")
    return ", ".join(part for part in (one_line(publisher["name"]) if publisher else "", title, dated) if part)


def date_of(record: Document, name: str) -> str:
    """A date as a sentence says it; nothing where it isn't known."""
    known = day_known(record, name)
    return when(f"{known}~" if record.get(f"{name}_circa") else known) if known else ""


def _said(material: Material, utterance: Document) -> Said:
    source = material.source(utterance["source_id"]) if utterance.get("source_id") else None
    chain = [material.claimant(hop["claimant_id"]) for hop in utterance["hops"]]
    publisher = material.publisher_of(source) if source else None
    if publisher and publisher not in chain[-1:]:
        chain.append(publisher)
    return Said(
        when=date_of(utterance, "said_on") or told_absence("date", utterance.get("said_on_absence")),
        occasion=one_line(utterance.get("occasion") or ""),
        nobody=told_nobody(
            utterance.get("speaker_absence"), relayed=any(hop["position"] for hop in utterance["hops"][:1])
        ),
        chain=[claimant_link(each) for each in chain],
        joint={place for place, hop in enumerate(utterance["hops"]) if hop.get("seat")},
        source=source_link(material, source) if source else None,
        quote=utterance.get("quote_exact") or "",
        unquoted=is_unquoted(utterance.get("mode"))
        and not (utterance.get("quote_prefix") or "").rstrip().endswith(tuple('"“„«')),
        retracted=fallen(material, source) if source else "",
        followed=_followed(material, f"utterance #{utterance['id']}", source, utterance) if source else None,
    )


def unpublished(review: Document | None) -> str | None:
    """Why a review has no date, where somebody recorded that."""
    return review.get("published_on_absence") if review else None


def _ruled(material: Material, ruling: Document, *, stands: bool = False) -> SiteRuling:
    review: Any = material.source(ruling["review_id"]) if ruling.get("review_id") else None
    publisher = material.publisher_of(review) if review else None
    by = (
        [publisher["name"]]
        if publisher
        else [ruling["ruled_by"], *([ruling["approved_by"]] if ruling.get("approved_by") else [])]
    )
    return SiteRuling(
        question=QUESTIONS[Axis(ruling["axis"])],
        status=ruling["status"],
        rating=words(ruling) if ruling.get("rating") else "",
        why=ruling["rationale"],
        by=listed([one_line(each) for each in by]),
        day=when(day) if (day := material.day_checked(ruling)) else told_absence("date", unpublished(review)),
        review=source_link(material, review) if review else None,
        anchor="" if review or not stands else str(ruling["axis"]),
        rests_on=[source_link(material, source) for source in material.cited(ruling)],
        doubts=doubts(material, ruling) if stands else [],
    )


def _followed(material: Material, name: str, source: Document, record: Document) -> Followed:
    read, address = material.copies.get(name), web_address(source.get("url")) or ""
    edited = read.edit.told(inside=False) if read and read.edit else ""
    quote = quote_of(record)
    return Followed(
        address=address,
        quote_address=text_fragment(address, quote) if quote and not edited else "",
        copy=_sentence(read.told(whole=True, inside=False)) if read else "",
        edited=edited,
    )


def _sentence(phrase: str) -> str:
    return f"{phrase[:1].upper()}{phrase[1:]}"


def _brought(material: Material, evidence: Document) -> Brought:
    source = material.source(evidence["source_id"])
    return Brought(
        source=source_link(material, source),
        stance=STANCES[evidence["stance"]],
        question=QUESTIONS[Axis(evidence["axis"])],
        note=evidence.get("note") or "",
        quote=evidence.get("quote_exact") or "",
        followed=_followed(material, f"evidence #{evidence['id']}", source, evidence),
    )
