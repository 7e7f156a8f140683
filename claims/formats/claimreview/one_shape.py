"""A review brought into one shape before it is read: terms without prefixes, texts without HTML, all in its place.

Nothing is dropped here; it only stands where the reader looks for it.
"""

import html
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from claims import clock
from claims.dates import parse_date
from claims.errors import BadInput
from claims.formats.claimreview.types import kind_of_party, types_in
from claims.formats.claimreview.unread_fields import is_empty, listed, text_of
from claims.languages import language_tag
from claims.vocabulary import ClaimantKind

Document = dict[str, Any]

DEEPEST = 50
_PREFIX = re.compile(r"(?:https?://schema\.org/|schema:)(?=\w)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,30}\d{0,2});", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|blockquote|b|i|u|em|strong|span|a|sup|sub|q|font|cite|small|mark)\b[^<>]*>",
    re.IGNORECASE,
)
_NAMED = re.compile(r"</?([a-z]+[1-6]?)", re.IGNORECASE)
_OPENED = re.compile(r"<([a-z]+[1-6]?)\b", re.IGNORECASE)
_CLOSED = re.compile(r"</([a-z]+[1-6]?)\b", re.IGNORECASE)
_BREAKS = re.compile(r"</?(?:p|br|div|li|ul|ol|h|blockquote)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[-+]?\d+(?:[.,]\d+)?(?:\s*/\s*\d+)?\s*%?\s*")
_TEXTS = frozenset(
    {"claimReviewed", "name", "headline", "text", "description", "alternateName", "ratingExplanation", "jobTitle"}
)
_DATES = frozenset({"datePublished", "dateCreated", "dateModified"})
_OF_THE_WORK = ("@type", "@id", "url", "name", "headline", "publisher", "archivedAt", "inLanguage", "image", "video")
CATEGORIES = "mediaAuthenticityCategory"


def plain_terms(value: Any, depth: int = 0) -> Any:
    """A value whose terms have no prefix, whether it came compact (`schema:url`), expanded, or with `properties`."""
    if depth > DEEPEST:
        return value
    if isinstance(value, list):
        return [plain_terms(each, depth + 1) for each in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("properties"), dict) and "type" in value:
        value = {"@type": value["type"], **value["properties"]}
    told: Document = {}
    for name, part in value.items():
        bare = _PREFIX.sub("", name)
        if bare in ("@type", "@context"):
            told[bare] = _plain_types(part) if bare == "@type" else part
            continue
        plain = plain_terms(part, depth + 1)
        expanded = bare != name and isinstance(plain, list) and len(plain) == 1
        one = plain[0] if expanded else plain
        is_literal = bare != name and isinstance(one, dict) and one.keys() <= {"@value", "@type"} and "@value" in one
        told[bare] = one["@value"] if is_literal else one
    return told


def _plain_types(written: Any) -> Any:
    bare = [_PREFIX.sub("", each) if isinstance(each, str) else each for each in listed(written)]
    return bare if isinstance(written, list) and len(bare) != 1 else bare[0] if bare else written


def is_prefixed(value: Any, depth: int = 0) -> bool:
    """Whether a value has terms with a prefix, or `properties` as some extractors write them."""
    if isinstance(value, list):
        return depth < DEEPEST and any(is_prefixed(each, depth + 1) for each in value)
    if not isinstance(value, dict) or depth > DEEPEST:
        return False
    if isinstance(value.get("properties"), dict) and "type" in value:
        return True
    types = types_in(value.get("@type"))
    if any(_PREFIX.match(each) for each in (*value, *types)):
        return True
    return any(is_prefixed(each, depth + 1) for each in value.values() if isinstance(each, list | dict))


def in_one_shape(review: Mapping[str, Any], page: str | None = None, language: str | None = None) -> Document:
    """A review as its reader expects it; `page` and `language` are those of the page in which it stands."""
    spoken = _spoken(review.get("inLanguage")) or _spoken(language)
    told: Document = _cleaned(dict(review), spoken, 0)
    if page:
        written = text_of(told.get("url"))
        if written is None or not re.match(r"[a-z][a-z0-9+.-]*:|[\w-]+(?:\.[\w-]+)+/", written, re.IGNORECASE):
            told["url"] = urljoin(page, written or "")
    if "MediaReview" in types_in(told.get("@type")):
        told = _media_as_claim(told)
    _place_claim(told)
    _place_words(told)
    _place_label(told)
    _place_reviewer(told)
    return told


def _spoken(written: Any) -> str | None:
    try:
        return language_tag(text_of(written) or "")
    except BadInput:
        return None


def _cleaned(value: Any, language: str | None, depth: int, name: str = "") -> Any:
    if isinstance(value, str):
        if name in _TEXTS and ("&" in value or "<" in value):
            return unescaped(value)
        return _iso(value, language) if name in _DATES and language else value
    if depth > DEEPEST:
        return value
    if isinstance(value, list):
        return [_cleaned(each, language, depth + 1, name) for each in value]
    if isinstance(value, dict):
        return {key: _cleaned(each, language, depth + 1, key) for key, each in value.items()}
    return value


def unescaped(text: str) -> str:
    """A text whose entities are characters and whose tags are gone; a tag between two lines leaves a space."""
    for _ in range(2):  # some are escaped twice
        if _ENTITY.search(text):
            text = html.unescape(text)
    opened = {name.casefold() for name in _OPENED.findall(text)}
    paired = {name.casefold() for name in _CLOSED.findall(text)} & opened | {"br"}  # one `<u>` alone may be meant
    return _TAG.sub(lambda tag: tag[0] if _name_of(tag[0]) not in paired else _instead(tag[0]), text).strip()


def _name_of(tag: str) -> str:
    found = _NAMED.match(tag)
    return found[1].casefold() if found else ""


def _instead(tag: str) -> str:
    return " " if _BREAKS.match(tag) else ""


def _iso(written: str, language: str) -> str:
    """A day written in the review's language, as ISO has it; anything that isn't certain stays as it is."""
    if re.match(r"\d{4}", written) or not re.search(r"\d{4}", written):
        return written
    try:
        return str(parse_date(written, clock.today(), (language, "en")))
    except BadInput:
        return written


def _place_claim(told: Document) -> None:
    """A Claim under `claimReviewed` and a work under `itemReviewed` become a claim with its appearance."""
    claimed = next(iter(listed(told.get("claimReviewed"))), None)
    if isinstance(claimed, dict) and "@value" not in claimed:
        words = text_of(claimed.get("text") or claimed.get("name") or claimed.get("description"))
        if words:
            rest = {key: each for key, each in claimed.items() if text_of(each) != words}
            told["claimReviewed"] = words
            told["itemReviewed"] = (
                [rest, *listed(told.get("itemReviewed"))] if rest.keys() - {"@type"} else told.get("itemReviewed")
            )
    items = [_as_claim(each) if isinstance(each, dict) else each for each in listed(told.get("itemReviewed"))]
    if items:
        told["itemReviewed"] = items if len(items) > 1 else items[0]


def _as_claim(item: Document) -> Document:
    """A work that was reviewed, as a claim that appeared in it."""
    types = types_in(item.get("@type"))
    address = text_of(item.get("url")) or (None if "Claim" in types else text_of(item.get("sameAs")))
    if "Claim" in types or not types or not address or not address.startswith(("http://", "https://")):
        return item
    work = {key: item[key] for key in _OF_THE_WORK if key in item} | {"url": address}
    rest = {key: each for key, each in item.items() if key not in work and not (key == "sameAs" and each == address)}
    first = [work, *listed(rest.get("firstAppearance"))]
    return {"@type": "Claim", **rest, "firstAppearance": first if len(first) > 1 else work}


def _place_words(told: Document) -> None:
    """The words of the claim, where `claimReviewed` is missing: from the claim itself, else from the review's name."""
    if text_of(told.get("claimReviewed")) is not None:
        return
    item = next(iter(listed(told.get("itemReviewed"))), None)
    if isinstance(item, dict):
        if text_of(item.get("text") or item.get("claimReviewed")) is not None:
            return
        for name in ("description", "name"):
            if not item.get("firstAppearance") and (words := text_of(item.get(name))):
                told["claimReviewed"] = words
                told["itemReviewed"] = {key: each for key, each in item.items() if key != name}
                return
    if "MediaReview" not in types_in(told.get("@type")) and (words := text_of(told.get("name"))):
        told["claimReviewed"] = words
        del told["name"]


def _place_label(told: Document) -> None:
    """A label that stands where a number belongs."""
    rating = told.get("reviewRating")
    first = next(iter(listed(rating)), None)
    if not isinstance(first, dict) or text_of(first.get("alternateName")) or text_of(first.get("name")):
        return
    for name in ("ratingValue", "value", "description"):
        words = text_of(first.get(name))
        if words and not _NUMBER.fullmatch(words) and len(words) < 100:
            placed = {key: each for key, each in first.items() if key != name} | {"alternateName": words}
            told["reviewRating"] = [placed, *listed(rating)[1:]] if isinstance(rating, list) else placed
            return


def _place_reviewer(told: Document) -> None:
    """The organization before its reporters: whose review it is, and who wrote it."""
    authors, publisher = listed(told.get("author")), told.get("publisher")
    houses = [each for each in authors if _kind(each) is ClaimantKind.ORGANIZATION]
    if houses and authors[0] not in houses:
        told["author"] = [*houses, *(each for each in authors if each not in houses)]
    elif not houses and not is_empty(publisher) and all(_kind(each) is ClaimantKind.PERSON for each in authors):
        told["author"] = [*listed(publisher), *authors]
        del told["publisher"]


def _kind(party: Any) -> ClaimantKind | None:
    return kind_of_party(party.get("@type")) if isinstance(party, dict) else None


def _media_as_claim(told: Document) -> Document:
    """A MediaReview as a review of the claim that its picture is taken for; what is its own stays under its names."""
    item = next(iter(listed(told.get("itemReviewed"))), None)
    media: Document = item if isinstance(item, dict) else {}
    claims = [each for each in listed(media.get("interpretedAsClaim")) if isinstance(each, dict)]
    claim: Document = claims[0] if claims else {}
    words = text_of(claim.get("text") or claim.get("description") or claim.get("name"))
    appeared = [_with_address(each) for each in listed(media.get("mediaItemAppearance"))]
    rest = {k: each for k, each in media.items() if k not in ("interpretedAsClaim", "mediaItemAppearance", "creator")}
    kept = {k: each for k, each in claim.items() if k != "@type" and text_of(each) != words}
    author = kept.pop("author", None) or media.get("creator") or media.get("author")
    told = {key: each for key, each in told.items() if key not in ("itemReviewed", "name" if words is None else "")}
    about = {"@type": "Claim", **kept, **({"author": author} if author else {}), "mediaReviewItem": rest}
    if appeared:
        about["firstAppearance"] = appeared[0]
        about["appearance"] = [*listed(kept.get("appearance")), *appeared[1:]]
    category = text_of(told.get(CATEGORIES))
    if category and not told.get("reviewRating"):
        told["reviewRating"] = {"@type": "Rating", "alternateName": re.sub(r".*/", "", category)}
    return {**told, **({"claimReviewed": words} if words else {}), "itemReviewed": about}


def _with_address(appearance: Any) -> Any:
    if not isinstance(appearance, dict) or appearance.get("url"):
        return appearance
    address = text_of(appearance.get("contentUrl"))
    return appearance if address is None else {**appearance, "url": address}
