"""ClaimReviews as each reader takes them: whatever a ledger holds, what goes out keeps to the reader's rules."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from claims.formats.claimreview import profiles
from claims.formats.claimreview.parts import merged
from claims.formats.claimreview.write import address_of, claim_review, standing
from claims.formats.material import Document, Material
from claims.formats.ratings.labels import ON_SCALE, numbers, scale
from claims.formats.tables import feeds
from claims.formats.validate.checks import Check, without_faults
from claims.formats.validate.lists import factcheck_api, feed, insights_row, media_review
from claims.formats.validate.rules import google, insights, markup_page, rich
from claims.vocabulary import Verdict
from tests.support.published_claims import DESK, materials

FEW = settings(max_examples=25)


def reviews(material: Material) -> list[tuple[Document, Document]]:
    """The ClaimReviews of a claim, each with its ruling, as they arrive after having been written."""
    return [
        (msgspec.json.decode(msgspec.json.encode(claim_review(material, ruling, DESK))), ruling)
        for ruling in standing(material, DESK)
        if address_of(material, ruling, DESK)
    ]


def faults(check: Check, document: Any) -> list[str]:
    return [f"{fault.path} {fault.said}" for fault in check(document, ())]


@FEW
@given(material=materials())
def test_whatever_a_ledger_holds_every_reader_takes_what_goes_out(material: Material) -> None:
    found = reviews(material)
    for review, ruling in found:
        assert faults(rich, review) == []
        assert faults(google, profiles.google(review)) == []
        assert faults(insights, profiles.insights(review)) == []
        assert faults(insights_row, feeds.insights_row(review, ruling)) == []
    for page in profiles.markup_pages([review for review, _ruling in found]):
        assert faults(markup_page, page) == []
    items = [feeds.feed_item(review, ruling) for review, ruling in found]
    assert faults(feed, feeds.feed_head(None) | {"dataFeedElement": items}) == []
    if found:
        assert faults(factcheck_api, {"claims": [feeds.found_claim(material, [each for each, _ in found])]}) == []


@FEW
@given(material=materials())
def test_of_each_published_review_and_of_the_desk_the_newest_ruling_on_a_question_goes_out(material: Material) -> None:
    stand = standing(material, DESK)
    makers = [(ruling["review_id"], ruling["axis"]) for ruling in stand]
    assert len(makers) == len(set(makers))
    for ruling in material.rulings:
        newer = [each for each in material.rulings if each["id"] > ruling["id"]]
        overtaken = any((each["review_id"], each["axis"]) == (ruling["review_id"], ruling["axis"]) for each in newer)
        open_ = ruling["status"] == "unverified" and not ruling["rating"]
        assert (ruling in stand) == (not overtaken and not open_)


# --- Ratings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", [each.value for each in Verdict])
def test_a_verdict_off_the_scale_never_becomes_a_number(verdict: str) -> None:
    on_scale = {"true": "5", "mostly_true": "4", "half_true": "3", "mostly_false": "2", "false": "1"}
    expected = {"ratingValue": on_scale[verdict], "bestRating": "5", "worstRating": "1"} if verdict in on_scale else {}
    assert scale({"verdict": verdict}) == expected
    assert on_scale == ON_SCALE


def test_numbers_go_out_as_they_were_recorded() -> None:
    recorded = {"verdict": "misleading", "rating_value": "-1", "rating_best": "2.5", "rating_worst": "four"}
    assert scale(recorded) == {"ratingValue": "-1", "bestRating": "2.5", "worstRating": "four"}
    assert numbers(recorded) == {"ratingValue": -1, "bestRating": 2.5}


# --- The rules --------------------------------------------------------------------------------------------------------


def review(**besides: Any) -> Document:
    """A ClaimReview as a desk might write it by hand."""
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://desk.example/checks/9",
        "claimReviewed": "The lighthouse was sold",
        "author": {"@type": "Organization", "name": "The Desk", "url": "https://desk.example/"},
        "reviewRating": {"@type": "Rating", "alternateName": "False"},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Ana Ruiz"}},
    } | besides


def test_the_strict_form_takes_no_other_keys_and_no_numbers() -> None:
    full = review(
        dateModified="2025-03-02",
        inLanguage="en",
        citation=[{"@type": "WebPage", "url": "https://port.example/register"}],
        reviewRating={"@type": "Rating", "alternateName": "False", "ratingValue": 1, "bestRating": 5, "worstRating": 1},
    )
    assert faults(google, full) == faults(rich, full) == []
    assert faults(insights, full) == [
        "$.reviewRating.ratingValue must be text, is a number",
        "$.reviewRating.bestRating must be text, is a number",
        "$.reviewRating.worstRating must be text, is a number",
        "$.dateModified is a key that isn't allowed here",
        "$.inLanguage is a key that isn't allowed here",
        "$.citation is a key that isn't allowed here",
    ]


@pytest.mark.parametrize(
    ("changed", "check", "fault"),
    [
        ({"@context": "http://schema.org"}, google, '$["@context"] must be "https://schema.org", is "http://schema.org"'),
        ({"url": "/checks/9"}, google, '$.url must be a whole web address, is "/checks/9"'),
        ({"claimReviewed": " "}, google, "$.claimReviewed must not be empty"),
        ({"datePublished": "October 22, 2019"}, google, "$.datePublished must be an ISO 8601 date or date and time, "
         'is "October 22, 2019"'),
        ({"datePublished": "2025-02-30"}, insights, "$.datePublished must be a day such as 2025-04-10, is "
         '"2025-02-30"'),
        ({"author": {"@type": "Thing"}}, google, '$.author["@type"] must be "Person" or "Organization" or '
         '"NewsMediaOrganization" or "GovernmentOrganization", is "Thing"'),
        ({"itemReviewed": {"@type": "Claim", "appearance": "https://a.example"}}, insights,
         "$.itemReviewed.appearance must be a list, is text"),
        ({"itemReviewed": {"@type": "Claim", "appearance": ["https://a.example", 5]}}, google,
         "$.itemReviewed.appearance[1] must be an address, is a number"),
        ({"correction": {"@type": "CorrectionComment"}}, rich, "$.correction.text is missing"),
    ],
)  # fmt: skip
def test_a_fault_has_its_place(changed: Document, check: Check, fault: str) -> None:
    assert faults(check, review(**changed)) == [fault]


def test_a_feed_may_have_holes() -> None:
    listed = review()
    del listed["@context"]
    items = [{"item": None}, {"item": [None, listed]}, {"item": [{"@type": "ClaimReview"}]}]
    whole = {"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": items}
    assert {fault.split()[0] for fault in faults(feed, whole)} == {
        f"$.dataFeedElement[2].item[0].{name}" for name in ("url", "claimReviewed", "reviewRating")
    }
    alone = whole | {"dataFeedElement": [{"item": listed}]}
    assert faults(feed, alone) == ["$.dataFeedElement[0].item must be a list, is an object"]


def test_an_answer_of_the_search_may_lack_everything_but_have_nothing_else() -> None:
    assert faults(factcheck_api, {}) == []
    wrong = {"claims": [{"claimDate": "2025-04-01", "rating": "False"}]}
    assert faults(factcheck_api, wrong) == [
        '$.claims[0].claimDate must be a moment such as 2025-04-10T00:00:00Z, is "2025-04-01"',
        "$.claims[0].rating is a key that isn't allowed here",
    ]


def test_a_review_of_a_picture_needs_its_category_and_where_it_was_seen() -> None:
    picture: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MediaReview",
        "url": "https://desk.example/pictures/3",
        "datePublished": "2025-03-01",
        "author": {"@type": "Organization", "name": "The Desk"},
        "mediaAuthenticityCategory": "EditedOrCroppedContent",
        "originalMediaLink": "https://photos.example/3",
        "itemReviewed": {
            "creator": {"@type": "Person", "name": "Ana Ruiz"},
            "interpretedAsClaim": {"description": "The lighthouse is gone."},
            "mediaItemAppearance": [{"@type": "ImageObjectSnapshot", "accessedOnUrl": "https://posts.example/3"}],
        },
    }
    assert faults(media_review, picture) == []
    item = picture["itemReviewed"]
    assert faults(media_review, picture | {"itemReviewed": item | {"mediaItemAppearance": []}}) == [
        "$.itemReviewed.mediaItemAppearance must have at least 1, has 0"
    ]
    assert "mediaAuthenticityCategory" in faults(media_review, picture | {"mediaAuthenticityCategory": "Fake"})[0]


# --- Leftovers --------------------------------------------------------------------------------------------------------


def test_what_an_import_left_over_comes_out_where_it_was_and_overrules_nothing() -> None:
    known = {"name": "Ana Ruiz", "sameAs": ["https://a.example/1"], "publisher": {"name": "Courier"}}
    besides = {"name": "A. Ruiz", "sameAs": ["https://b.example/1"], "publisher": {"logo": "x"}, "image": "y"}
    assert merged(known, besides) == {
        "name": "Ana Ruiz",
        "sameAs": ["https://a.example/1", "https://b.example/1"],
        "publisher": {"name": "Courier", "logo": "x"},
        "image": "y",
    }


def test_what_a_reader_would_refuse_is_left_out_and_the_rest_stays() -> None:
    odd = review(author={"@type": "Person", "name": "Ana", "sameAs": ["https://a.example", "a", 5], "image": 5})
    mended = without_faults(odd, google)
    assert json.dumps(mended["author"]) == '{"@type": "Person", "name": "Ana", "sameAs": ["https://a.example"]}'
