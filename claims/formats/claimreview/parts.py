"""The parts of a ClaimReview: who, which work, and what an import had left over."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

import msgspec

from claims.formats.claimreview.types import kind_of_party, kind_of_work
from claims.formats.material import Document, Material, day_known
from claims.vocabulary import ClaimantKind, SourceKind

ORGANIZED = (ClaimantKind.ORGANIZATION, ClaimantKind.OFFICE, ClaimantKind.GROUP)
WORKS: dict[str, str] = {
    SourceKind.ARTICLE: "NewsArticle",
    SourceKind.SOCIAL_POST: "SocialMediaPosting",
    SourceKind.DATASET: "Dataset",
    SourceKind.REPORT: "Report",
    SourceKind.FACT_CHECK: "ClaimReview",
}
"""The sorts of source that schema.org has a name for; the rest are a CreativeWork."""


def filled(**known: Any) -> Document:
    """A document without the keys that hold nothing; `a_type` is written `@type`."""
    return {("@type" if name == "a_type" else name): value for name, value in known.items() if value not in (None, [])}


def restored(document: Document, extra: str | None) -> Document:
    """The document with what an import found no column for, where it was; what is known now goes first."""
    return merged(document, unread_fields(extra))


def unread_fields(extra: str | None) -> Document:
    """What an import found no column for."""
    return msgspec.json.decode(extra, type=Document) if extra else {}


def merged(known: Document, besides: Any) -> Document:
    """Both documents in one, key by key; where both say something, the first is believed, and lists are joined."""
    if not isinstance(besides, dict):
        return known
    whole = dict(known)
    for name in sorted(besides):
        here, there = whole.get(name), besides[name]
        if isinstance(here, dict) and isinstance(there, dict):
            whole[name] = merged(here, there)
        elif isinstance(here, list) and isinstance(there, list):
            whole[name] = here + [each for each in there if each not in here]
        elif here is None:
            whole[name] = there
    return whole


def speaker(claimant: Document, role: str | None, *, publishes: bool = False) -> Document:
    """Whoever made the claim; of what kind nobody said is a person, unless it also publishes."""
    organized = claimant.get("kind") in ORGANIZED or (publishes and not claimant.get("kind"))
    known = filled(
        a_type="Organization" if organized else "Person",
        name=claimant["name"],
        jobTitle=role,
        sameAs=[claimant["same_as"]] if claimant.get("same_as") else None,
    )
    return _typed(restored(known, claimant.get("extra")), claimant, kind_of_party)


def publisher(claimant: Document) -> Document:
    """Whoever published a work or a review."""
    kind = "Person" if claimant.get("kind") == ClaimantKind.PERSON else "Organization"
    known = filled(a_type=kind, name=claimant["name"], url=claimant.get("same_as"))
    return _typed(restored(known, claimant.get("extra")), claimant, kind_of_party)


def work(material: Material, source: Document, relays: Iterable[Document] = ()) -> Document:
    """A source as a work; where it has no publisher, whoever passed the claim on last stands for one."""
    named = material.publisher_of(source) or next(reversed(list(relays)), None)
    known = filled(
        a_type=WORKS.get(source.get("kind") or "", "CreativeWork"),
        url=web_address(source.get("url")),
        headline=source.get("title"),
        datePublished=day_known(source, "published_on"),
        inLanguage=source.get("language"),
        publisher=publisher(named) if named else None,
        archivedAt=web_address(source.get("archived_url")),
        creativeWorkStatus="Retracted" if material.retraction(source) else None,
    )
    return _typed(restored(known, source.get("extra")), source, kind_of_work)


def _typed(document: Document, record: Document, kind_of: Callable[[Any], str | None]) -> Document:
    """The document with the type that an import left over, where the record is still of the kind that it stands for."""
    written, kind = unread_fields(record.get("extra")).get("@type"), record.get("kind")
    stays = kind_of(written) in (kind, ORGANIZED[0] if kind in ORGANIZED else None)
    return document | {"@type": written} if written and stays else document


def web_address(url: str | None) -> str | None:
    """The address if it leads somewhere on the web; a file on somebody's machine doesn't."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def site_of(url: str) -> str:
    """The front page of the site that serves an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
