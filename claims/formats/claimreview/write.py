"""A ruling and its claim as a ClaimReview, as rich as schema.org can hold it."""

from itertools import takewhile
from typing import cast

from claims.formats.claimreview.as_given import as_given, without_given
from claims.formats.claimreview.parts import (
    filled,
    merged,
    publisher,
    restored,
    speaker,
    unread_fields,
    web_address,
    work,
)
from claims.formats.material import Document, Material, Publisher, day_known
from claims.formats.ratings.labels import explanation, numbers, words
from claims.formats.validate.checks import without_faults
from claims.formats.validate.rules import CONTEXT, rich
from claims.text import shorten
from claims.vocabulary import Axis, Status

ASPECT = "reviewAspect"
"""Schema.org's place for which question a review answers; the desk's own rulings on "did they say it?" have it."""

_ORDER = (
    "@context", "@type", "@id", "url", "name", "headline", "datePublished", "dateModified", "inLanguage",
    "claimReviewed", "author", ASPECT, "reviewRating", "itemReviewed", "citation", "correction",
)  # fmt: skip


def standing(material: Material, desk: Publisher | None) -> list[Document]:
    """The rulings that stand: of each published review and of the desk itself, on each axis, the newest."""
    newest = {_maker(material, ruling, desk): ruling for ruling in material.rulings}
    return [each for each in newest.values() if each["status"] != Status.UNVERIFIED or each.get("rating")]


def earlier(material: Material, ruling: Document, desk: Publisher | None) -> list[Document]:
    """The rulings by the same maker that this one took the place of, oldest first."""
    maker = _maker(material, ruling, desk)
    before = takewhile(lambda each: each["id"] != ruling["id"], material.rulings)
    return [each for each in before if _maker(material, each, desk) == maker]


def _maker(material: Material, ruling: Document, desk: Publisher | None) -> tuple[int | str | None, str]:
    review = ruling.get("review_id")
    unpublished = None if is_own(ruling, desk) else others_name(ruling)
    return (material.source(review)["id"] if review else unpublished), ruling["axis"]


def others_name(ruling: Document) -> str | None:
    """Whose rating an import entered without the review's address; nobody's where it is the desk's own."""
    entered = ruling.get("approved_by") or ruling["ruled_by"] == ruling["recorded_by"]
    return None if entered else str(ruling["ruled_by"])


def is_own(ruling: Document, desk: Publisher | None) -> bool:
    """Whether the desk made a ruling itself, or entered it in the name under which it publishes."""
    named = others_name(ruling)
    return not ruling.get("review_id") and (named is None or (desk is not None and named == desk.name))


def address_of(material: Material, ruling: Document, desk: Publisher | None) -> str | None:
    """Where the review is published: at its own address, or on the desk's page about the claim, if anywhere."""
    if ruling.get("review_id"):
        return web_address(material.source(ruling["review_id"]).get("url"))
    if desk is None or not is_own(ruling, desk):
        return None
    page = f"{desk.site}/claims/{material.claim['id']}"
    return page if ruling["axis"] == Axis.CONTENT else f"{page}#attribution"


def claim_review(material: Material, ruling: Document, desk: Publisher | None) -> Document:
    """The whole document; what an import had left over stands where it was, unless no reader would take it."""
    claim, review = material.claim, _published(material, ruling, desk)
    corrected = _corrected(material, ruling, desk)
    known = {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        **filled(
            url=address_of(material, ruling, desk),
            headline=review.get("title"),
            datePublished=review["day"],
            dateModified=material.day_checked(ruling) if corrected else None,
            inLanguage=review.get("language"),
            claimReviewed=claim["text"],
            author=review["author"],
            reviewAspect=None if ruling.get("review_id") or ruling["axis"] == Axis.CONTENT else ruling["axis"],
            reviewRating=_rating(ruling),
            itemReviewed=_item(material),
            citation=[work(material, source) for source in material.cited(ruling)],
            correction=corrected,
        ),
    }
    besides, given = without_given(unread_fields(ruling.get("extra")))
    whole = as_given(merged(merged(known, besides), review["besides"]), given)
    return cast(Document, without_faults(_in_order(whole), rich))


def _in_order(whole: Document) -> Document:
    """The keys in one order, wherever each came from."""
    return {name: whole[name] for name in (*_ORDER, *sorted(whole.keys() - {*_ORDER})) if name in whole}


def _published(material: Material, ruling: Document, desk: Publisher | None) -> Document:
    """What is known of the review as a publication: its title, day, language, author."""
    if not ruling.get("review_id"):
        first = [*earlier(material, ruling, desk), ruling][0]
        author = filled(a_type="Organization", name=desk.name, url=f"{desk.site}/") if desk else None
        language = material.claim["language"]
        spoken = None if language == "und" else language
        return {"day": first["checked_on"], "author": author, "language": spoken, "besides": {}}
    source = material.source(ruling["review_id"])
    named = material.publisher_of(source)
    return {
        "title": source.get("title"),
        "day": day_known(source, "published_on"),
        "language": source.get("language"),
        "author": publisher(named) if named else None,
        "besides": restored({}, source.get("extra")),
    }


def _rating(ruling: Document) -> Document:
    said = filled(alternateName=words(ruling), ratingExplanation=explanation(ruling))
    return {"@type": "Rating", **numbers(ruling), **said}


def _item(material: Material) -> Document:
    """The claim as it was made."""
    said = material.speaking()
    first = said or next(iter(material.utterances), None)
    if first is None:
        return restored({"@type": "Claim"}, material.claim.get("extra"))
    works = _appearances(material, first)
    known = filled(
        a_type="Claim",
        text=first.get("quote_exact"),
        name=first.get("occasion"),
        datePublished=day_known(first, "said_on"),
        author=_speakers(material, said) if said else None,
        firstAppearance=works[0] if works and first.get("source_id") else None,
        appearance=works[1:] if first.get("source_id") else works,
    )
    return restored(restored(known, first.get("extra")), material.claim.get("extra"))


def _speakers(material: Material, said: Document) -> Document | list[Document]:
    """Who said it: one, or a list of those who said it together."""
    authors = [_speaker(material, hop) for hop in said["hops"] if hop["position"] == 0]
    return authors if len(authors) > 1 else authors[0] if authors else _speaker(material, said["hops"][0])


def _speaker(material: Material, hop: Document) -> Document:
    who = material.claimant(hop["claimant_id"])
    printed = (material.source(each["source_id"]) for each in material.utterances if each.get("source_id"))
    publishes = any(source.get("publisher_id") and material.publisher_of(source) == who for source in printed)
    return speaker(who, hop.get("role"), publishes=publishes)


def _appearances(material: Material, first: Document) -> list[Document]:
    """The works in which the claim appeared, each once, the first utterance's before all others."""
    works: dict[int, Document] = {}
    for said in (first, *(each for each in material.utterances if each is not first)):
        if said.get("source_id"):
            source = material.source(said["source_id"])
            relays = (material.claimant(hop["claimant_id"]) for hop in said["hops"] if hop["position"])
            works.setdefault(source["id"], work(material, source, relays))
    return list(works.values())


def _corrected(material: Material, ruling: Document, desk: Publisher | None) -> Document | None:
    """What the newest change of the ruling was, if it had been another."""
    before = [each for each in earlier(material, ruling, desk) if words(each) != words(ruling)]
    if not before:
        return None
    said = f"Rating changed from {words(before[-1])} to {words(ruling)}. {ruling['rationale']}"
    return filled(a_type="CorrectionComment", datePublished=material.day_checked(ruling), text=shorten(said, 1_000))
