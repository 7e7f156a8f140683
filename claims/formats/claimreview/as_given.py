"""What a review says differently of what was known before it: kept with its ruling, and told again by an export.

It is kept in five places, each a flat object in ClaimReview's own words: `review` and its `author`, `item` and its
`speaker`, and, by address or title, the `works` that it names and their `publishers`.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from claims.errors import BadInput
from claims.formats.claimreview.drafts import Leftover, OccasionDraft, PartyDraft, WorkDraft
from claims.formats.claimreview.unread_fields import listed
from claims.urls import canonical_url
from claims.vocabulary import ClaimantKind

GIVEN = "as_given"
"""The key under which it stands in what a ruling has left over."""

Given = dict[str, Any]


def without_given(extra: Leftover) -> tuple[Leftover, Given]:
    """What a ruling has left over, and what its review said differently."""
    given = extra.get(GIVEN)
    if not isinstance(given, dict):
        return extra, {}
    return {name: value for name, value in extra.items() if name != GIVEN}, given


def as_given(review: dict[str, Any], given: Given) -> dict[str, Any]:
    """A ClaimReview with what it said itself, in place of what the ledger knows."""
    if not given:
        return review
    item = _with(review.get("itemReviewed", {}), given, "item", author="speaker")
    for name in ("firstAppearance", "appearance"):
        if name in item:
            item[name] = _works(item[name], given)
    told = _with(review, given, "review", author="author") | {"itemReviewed": item}
    if "citation" in told:
        told["citation"] = _works(told["citation"], given)
    return told


def _with(document: Any, given: Given, name: str, **within: str) -> dict[str, Any]:
    """A document with what was said of it, and of what stands within it."""
    told = dict(document)
    for place, said in within.items():
        if isinstance(told.get(place), dict):
            told[place] = told[place] | _said(given, said)
    return told | _said(given, name)


def _said(given: Given, name: str) -> dict[str, Any]:
    said = given.get(name)
    return said if isinstance(said, dict) else {}


def _works(works: Any, given: Given) -> Any:
    if isinstance(works, list):
        return [_works(each, given) for each in works]
    if not isinstance(works, dict):
        return works
    known_by = set(_keys(works.get("url"), works.get("headline")))
    publisher = works.get("publisher") or {}
    for said in _about(known_by, _said(given, "publishers")):
        works = works | {"publisher": publisher | said}
    for said in _about(known_by, _said(given, "works")):
        works = works | said
    return works


def _about(known_by: set[str], told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name, said in told.items():
        if isinstance(said, dict) and known_by & set(_keys(name, name)):
            yield said


def _keys(url: Any, title: Any) -> Iterator[str]:
    """What a work is known by: its address however it is written, or its title."""
    if isinstance(url, str):
        with suppress(BadInput):
            yield canonical_url(url)
    if isinstance(title, str):
        yield title


def party_given(draft: PartyDraft, *, speaks: bool) -> dict[str, Any]:
    """All that a review says of somebody, but for their role."""
    kind = {ClaimantKind.PERSON: "Person", None: None}.get(draft.kind, "Organization")
    known: dict[str, Any] = {"@type": draft.extra.get("@type", kind), "name": draft.name}
    if draft.same_as and speaks:
        known["sameAs"] = [draft.same_as, *listed(draft.extra.get("sameAs"))]
    elif draft.same_as:
        known["url"] = draft.same_as
    return _told(draft.extra, known)


def work_given(draft: WorkDraft) -> dict[str, Any]:
    """All that a review says of a document, but for its publisher."""
    known = {
        "url": draft.url,
        "headline": draft.title,
        "datePublished": str(draft.published_on).rstrip("~") if draft.published_on else None,
        "inLanguage": draft.language,
        "archivedAt": draft.archived_url,
    }
    return _told(draft.extra, known)


def occasion_given(draft: OccasionDraft) -> dict[str, Any]:
    """All that a review says of the occasion, but for who spoke and where it stood."""
    return _told(draft.extra, {"name": draft.occasion, "text": draft.quote})


def beyond(told: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """What is told and not known, or known differently; who is known by more addresses isn't somebody else."""
    differs = {name: value for name, value in told.items() if known.get(name) != value}
    if (links := differs.get("sameAs")) and all(each in listed(known.get("sameAs")) for each in listed(links)):
        del differs["sameAs"]
    return differs


def _told(extra: Leftover, known: dict[str, Any]) -> dict[str, Any]:
    return extra | {name: value for name, value in known.items() if value is not None}
