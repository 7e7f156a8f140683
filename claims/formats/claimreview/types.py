"""What the types of schema.org say of the kind of a claimant or of a source."""

from typing import Any

from claims.formats.claimreview.unread_fields import listed
from claims.vocabulary import ClaimantKind, SourceKind

ORGANIZATIONS = ("Organization", "NewsMediaOrganization", "Corporation", "GovernmentOrganization", "NGO")
WORKS = {
    "NewsArticle": SourceKind.ARTICLE,
    "Article": SourceKind.ARTICLE,
    "SocialMediaPosting": SourceKind.SOCIAL_POST,
    "Dataset": SourceKind.DATASET,
    "Report": SourceKind.REPORT,
    "ClaimReview": SourceKind.FACT_CHECK,
}
"""What a schema.org type says of a source; the type itself is left over, so that it comes out as it went in."""


def kind_of_party(written: Any) -> ClaimantKind | None:
    """The kind of claimant that a type, or the first that says so of several, stands for."""
    kinds = types_in(written)
    if "Person" in kinds:
        return ClaimantKind.PERSON
    return ClaimantKind.ORGANIZATION if any(each in ORGANIZATIONS for each in kinds) else None


def kind_of_work(written: Any) -> SourceKind | None:
    """The kind of source that a type, or the first that says so of several, stands for."""
    return next((WORKS[each] for each in types_in(written) if each in WORKS), None)


def types_in(written: Any) -> list[str]:
    """The types of an object, which may be one or several."""
    return [each for each in listed(written) if isinstance(each, str)]
