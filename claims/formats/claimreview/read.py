"""ClaimReview, in as many shapes as it is met, read into one draft; what no column holds is left over, and kept."""

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

from claims import clock
from claims.dates import PartialDate, date_absence
from claims.errors import BadInput
from claims.formats.claimreview.drafts import Leftover, OccasionDraft, PartyDraft, RatingDraft, ReviewDraft, WorkDraft
from claims.formats.claimreview.plain_values import address_of, date_of
from claims.formats.claimreview.types import kind_of_party, kind_of_work, types_in
from claims.formats.claimreview.unread_fields import Taken, is_empty, listed, text_of
from claims.formats.ratings.table import explain
from claims.languages import language_tag
from claims.text import clean_line, clean_name, clean_passage, quoted
from claims.vocabulary import ClaimantKind, SourceKind

TEXT_LIMIT = 10_000
LINE_LIMIT = 1_000
PASSAGE_LIMIT = 100_000

SCHEMA = ("https://schema.org", "http://schema.org", "https://schema.org/", "http://schema.org/")
REVIEWS = ("ClaimReview", "MediaReview")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_MIDNIGHT = re.compile(r"T00:00(:00(\.0+)?)?Z?$")
_ADDRESS = re.compile(r"https?://[^\s,;|]+")


NO_DAYS = frozenset({"1970-01-01", "1900-01-01", "0001-01-01"})
"""Days that programs write where they know none."""

NOBODY = frozenset(
    {"n/a", "na", "n.a.", "null", "none", "nil", "nan", "-", "--", "\u2013", "\u2014", "?", "#ref!", "#n/a", "#value!"}
    | {"#name?", "#div/0!", "#null!", "#num!", "undefined", "(blank)", "(none)", "n\\a", "tbd", "tba", "not available"}
    | {"not applicable", "unknown"}
)
"""Words for nothing, as forms and spreadsheets have them; nobody is called so."""


class Unusable(BadInput):
    """A review that can't be taken: where in it, and why."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path


def read_review(known: Any, publisher: str | None = None) -> ReviewDraft:
    """The draft of one ClaimReview; `publisher` is whose it is where it doesn't say."""
    if not isinstance(known, dict):
        raise Unusable("$", f"This is no ClaimReview but {_named(known)}.")
    if known.get("@type") == "MediaReview" and text_of(known.get("claimReviewed")) is None:
        raise Unusable("$", "It is a MediaReview without interpretedAsClaim, which rates a picture and no claim.")
    review = Taken(known)
    _drop(review, "@context", SCHEMA)
    _drop(review, "@type", ("ClaimReview",))
    claim = _claim(review)
    reviewer = _party(review, "author", role=False) or _named_party(publisher)
    occasion = _occasion(review)
    rating = _rating(review, reviewer)
    citations = tuple(filter(None, (_work(each) for each in listed(review.any("citation")))))
    work = _published(review, reviewer)
    return ReviewDraft(claim, work, rating, occasion, citations, review.left)


def is_review(known: Any) -> bool:
    """Whether an object is a ClaimReview, whatever else it is."""
    if not isinstance(known, dict):
        return False
    if known.get("@type") == "ClaimReview":
        return True
    types = types_in(known.get("@type"))
    return any(each.rpartition("/")[2].rpartition(":")[2] in REVIEWS for each in types) or (
        not types and "claimReviewed" in known
    )


def _claim(review: Taken) -> str:
    written = review.text("claimReviewed")
    if written is None:
        item = review.left.get("itemReviewed")
        first = next(iter(listed(item)), None)
        written = text_of(first.get("text") or first.get("claimReviewed")) if isinstance(first, dict) else None
    if written is None:
        raise Unusable("$.claimReviewed", "The review doesn't say which claim it is of.")
    seen = _CONTROLS.sub("", written)
    if seen != written:  # what nobody can see is taken out, and stays left over as it came
        review.keep("claimReviewed", written)
    return _checked("$.claimReviewed", lambda: clean_line(seen, "claim text", TEXT_LIMIT))


def _published(review: Taken, reviewer: PartyDraft | None) -> WorkDraft:
    published = _date(review, "datePublished")
    return WorkDraft(
        url=_address(review, "url"),
        title=_line(review, "headline", "name"),
        kind=SourceKind.FACT_CHECK,
        publisher=reviewer,
        published_on=published,
        language=_language(review),
        archived_url=_address(review, "archivedAt"),
    )


def _rating(review: Taken, reviewer: PartyDraft | None) -> RatingDraft:
    written = listed(review.any("reviewRating"))
    if not written:
        return RatingDraft()
    if len(written) > 1:
        review.keep("reviewRating", {"others": written[1:]})
    if not isinstance(written[0], dict):
        return _meant(text_of(written[0]), reviewer, (None, None, None), None)
    rating = Taken(written[0])
    _drop(rating, "@type", ("Rating",))
    label = _line(rating, "alternateName", "name")
    numbers = _numbers(rating)
    explanation = _passage(rating, "ratingExplanation")
    if rating.left:
        others = review.left.get("reviewRating", {})
        review.keep("reviewRating", {**rating.left, **others})
    return _meant(label, reviewer, numbers, explanation)


def _numbers(rating: Taken) -> tuple[str | None, str | None, str | None]:
    names = ("ratingValue", "bestRating", "worstRating")
    found = tuple(text_of(rating.left.get(name)) for name in names)
    if found == ("-1", "-1", "-1"):  # how some tools write "no number"; it stays as it was, left over
        return None, None, None
    value, best, worst = (_line(rating, name) for name in names)
    return value, best, worst


def _meant(
    label: str | None,
    reviewer: PartyDraft | None,
    numbers: tuple[str | None, str | None, str | None],
    explanation: str | None,
) -> RatingDraft:
    meaning = explain(label, reviewer.same_as if reviewer else None) if label else None
    return RatingDraft(
        label,
        *numbers,
        explanation,
        meaning.verdict if meaning else None,
        meaning.version if meaning and meaning.verdict else None,
    )


def _occasion(review: Taken) -> OccasionDraft:
    written = listed(review.any("itemReviewed"))
    if not written:
        return OccasionDraft()
    if not isinstance(written[0], dict):
        review.keep("itemReviewed", written)
        return OccasionDraft()
    item = Taken(written[0])
    if len(written) > 1:
        review.keep("itemReviewed", {"others": written[1:]})
    _drop(item, "@type", ("Claim",))
    speakers = _speakers(item)
    unsaid = date_absence(text_of(item.left.get("datePublished")))
    said_on = _date(item, "datePublished", past=True)
    occasion, quote = _line(item, "name"), _passage(item, "text")
    first = _works(item.any("firstAppearance"))
    appearances = _works(item.any("appearance"))
    known = {work.url or work.title for work in first[:1]}
    others = tuple(work for work in (*first[1:], *appearances) if (work.url or work.title) not in known)
    return OccasionDraft(
        next(iter(speakers), None),
        said_on,
        occasion,
        quote,
        first[0] if first else None,
        others,
        item.left,
        tuple(speakers[1:]),
        unsaid,
    )


def _works(written: Any) -> list[WorkDraft]:
    found: list[WorkDraft] = []
    for each in listed(written):
        if isinstance(each, str) and len(addresses := _ADDRESS.findall(each)) > 1:
            found += [work for address in addresses if (work := _work(address))]
        elif work := _work(each):
            found.append(work)
    return found


def _work(written: Any) -> WorkDraft | None:
    """A document, given as an address, a title or an object."""
    if not isinstance(written, dict):
        text = text_of(written)
        return None if text is None else _named_work(text)
    work = Taken(written)
    kind = kind_of_work(work.left.get("@type"))
    _drop(work, "@type", ("CreativeWork",))
    url = _address(work, "url") or _address(work, "@id")
    title = _line(work, "headline", "name")
    if url is None and title is None:
        title = _title(text_of(written))
    if url is None and title is None:
        return None
    return WorkDraft(
        url=url,
        title=title,
        kind=kind,
        publisher=_party(work, "publisher", role=False),
        published_on=_date(work, "datePublished"),
        language=_language(work),
        archived_url=_address(work, "archivedAt"),
        extra=work.left,
    )


def _named_work(text: str) -> WorkDraft | None:
    address = address_of(text)
    title = None if address else _title(text)
    return WorkDraft(url=address, title=title) if address or title else None


def _party(owner: Taken, name: str, *, role: bool) -> PartyDraft | None:
    """A person or an organization, given as a name or an object; of several, the first, and the others left over."""
    written = listed(owner.any(name))
    if not written:
        return None
    if len(written) > 1:
        owner.keep(name, {"others": written[1:]})
    if not isinstance(written[0], dict):
        found = _named_party(text_of(written[0]))
        if found is None:
            owner.keep(name, written[0])
        return found
    found = _described_party(written[0], role=role)
    if found is None:
        owner.keep(name, written[0])
    return found


def _speakers(item: Taken) -> list[PartyDraft]:
    """Those who said it together, each once; who can't be read as somebody is left over."""
    found: list[PartyDraft] = []
    rest: list[Any] = []
    for each in listed(item.any("author")):
        told = _described_party(each, role=True) if isinstance(each, dict) else _named_party(text_of(each))
        if told is None or any(other.name == told.name for other in found):
            rest.append(each)
        else:
            found.append(told)
    item.keep("author", {"others": rest} if len(found) == 1 and rest else rest if found else next(iter(rest), None))
    return found


def _described_party(written: Mapping[str, Any], *, role: bool) -> PartyDraft | None:
    """The same words mean the same party, and most parties are described many times in a file."""
    said = (*written, *written.values())
    if all(type(each) is str for each in said) and sum(map(len, said)) < LINE_LIMIT:
        return _told_party(tuple(written.items()), role=role)
    return _read_party(written, role=role)


@lru_cache(maxsize=4_096)
def _told_party(words: tuple[tuple[str, str], ...], *, role: bool) -> PartyDraft | None:
    return _read_party(dict(words), role=role)


def _read_party(written: Mapping[str, Any], *, role: bool) -> PartyDraft | None:
    party = Taken(written)
    kind = _kind(party)
    same_as = _same_as(party, speaks=role)
    title = _line(party, "jobTitle") if role else None
    called = party.text("name") or party.text("legalName", "alternateName") or same_as
    try:
        is_somebody = called is not None and called.strip().casefold() not in NOBODY
        return PartyDraft(clean_name(called), kind, same_as, title, party.left) if called and is_somebody else None
    except BadInput:
        return None


def _named_party(name: str | None) -> PartyDraft | None:
    if name is None or name.strip().casefold() in NOBODY:
        return None
    try:
        return PartyDraft(clean_name(name))
    except BadInput:
        return None


def _kind(party: Taken) -> ClaimantKind | None:
    found = kind_of_party(party.left.get("@type"))
    _drop(party, "@type", ("Person", "Organization"))
    return found


def _same_as(party: Taken, *, speaks: bool) -> str | None:
    """What a party is known by: a speaker by the first address that says who it is, a publisher by its own site."""
    if not speaks and (site := _address(party, "url")):
        return site
    written = listed(party.any("sameAs"))
    addresses = [address_of(text_of(each) or "") for each in written]
    first = next((each for each in addresses if each), None)
    if first is not None:
        del written[addresses.index(first)]
    party.keep("sameAs", written)
    return first or (_address(party, "url") if speaks else None)


def _address(owner: Taken, name: str) -> str | None:
    """An address; what can't be one is left over."""
    address = address_of(text_of(owner.left.get(name)) or "")
    if address is not None:
        owner.text(name)
    return address


def _line(owner: Taken, *names: str) -> str | None:
    for name in names:
        written = owner.left.get(name)
        text = _title(text_of(written))
        if text is not None:
            owner.text(name)
            return text
    return None


def _title(text: str | None) -> str | None:
    try:
        return None if text is None else clean_line(text, "line", LINE_LIMIT)
    except BadInput:
        return None


def _passage(owner: Taken, name: str) -> str | None:
    text = text_of(owner.left.get(name))
    try:
        found = None if text is None else clean_passage(text, name, PASSAGE_LIMIT)
    except BadInput:
        return None
    if found is not None:
        owner.text(name)
    return found


def _language(owner: Taken) -> str | None:
    text = text_of(owner.left.get("inLanguage"))
    try:
        found = None if text is None else language_tag(text)
    except BadInput:
        return None
    if found is not None:
        owner.text("inLanguage")
    return found


def _date(owner: Taken, name: str, *, past: bool = False) -> PartialDate | None:
    """A date; one that can't be read for certain is left over as it was written, and so is the time of the day.

    A day of the `past` is none after tomorrow (somewhere it is tomorrow already), and none that stands for no day.
    """
    written = text_of(owner.left.get(name))
    found = None if written is None else date_of(written)
    latest = (clock.today() + timedelta(days=1)).isoformat()
    if past and found is not None and (found.first > latest or found.first in NO_DAYS):
        return None
    if found is not None and written is not None and (":" not in written or _MIDNIGHT.search(written)):
        owner.text(name)
    return found


def _drop(owner: Taken, name: str, usual: tuple[str, ...]) -> None:
    """Forget what goes without saying."""
    written = owner.left.get(name)
    if written in usual or (isinstance(written, list) and listed(written) in [[each] for each in usual]):
        del owner.left[name]


def _checked(path: str, read: Any) -> str:
    try:
        return str(read())
    except BadInput as error:
        raise Unusable(path, error.message) from error


def _named(value: Any) -> str:
    return "nothing" if is_empty(value) else quoted(str(value), 60)


__all__ = ["Leftover", "Unusable", "address_of", "date_of", "is_review", "read_review"]
