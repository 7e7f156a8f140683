"""Reviews, pages and tables as they are met: not to the letter, but plain in what they mean."""

import io
from typing import cast

import pytest

from claims import charsets
from claims.actions.imports.drafts import Reject, drafts_in, reading_of
from claims.actions.imports.known import may_be_one
from claims.errors import BadInput
from claims.formats.claimreview.drafts import ReviewDraft
from claims.formats.files.streams import LOOK, Stream
from claims.formats.ratings.table import explain
from claims.snapshots.reading import HTML, read_here

REVIEW = (
    '{"@type": "ClaimReview", "url": "https://check.example/7", "claimReviewed": "The pier is safe",'
    ' "author": {"@type": "Organization", "name": "Check"}, "reviewRating": {"alternateName": "False"}}'
)


def read(content: str | bytes) -> list[ReviewDraft | Reject]:
    raw = content if isinstance(content, bytes) else content.encode()
    stream: Stream = io.BufferedReader(cast(io.RawIOBase, io.BytesIO(raw)), LOOK)
    return list(drafts_in(stream, reading_of(stream, None, {}), None))


def one(content: str | bytes) -> ReviewDraft:
    (draft,) = read(content)
    assert isinstance(draft, ReviewDraft), draft
    return draft


def script(text: str) -> str:
    return f'<html><head><script type="application/ld+json">{text}</script></head></html>'


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{REVIEW}",
        REVIEW.replace("pier is", "pier\n is"),
        REVIEW.replace('"False"}}', '"False",},}'),
        f"//<![CDATA[\n{REVIEW}\n//]]>",
        f"/* ours */ {REVIEW} // end",
    ],
)
def test_scripts_are_read_as_they_are_written(text: str) -> None:
    draft = one(script(text))
    assert " ".join(draft.claim.split()) == "The pier is safe"
    assert draft.review.url == "https://check.example/7"


def test_two_objects_in_one_script_are_two_reviews() -> None:
    assert len(read(script(REVIEW + "\n" + REVIEW.replace("safe", "shut")))) == 2


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "schema:ClaimReview", "schema:claimReviewed": "The pier is safe"}',
        '[{"@type": ["http://schema.org/ClaimReview"],'
        ' "http://schema.org/claimReviewed": [{"@value": "The pier is safe"}]}]',
        '{"type": ["http://schema.org/ClaimReview"], "properties": {"claimReviewed": "The pier is safe"}}',
        '{"checks": {"recent": [{"@type": "ClaimReview", "claimReviewed": "The pier is safe"}]}}',
        '{"@type": "ClaimReview", "claimReviewed": {"@type": "Claim", "text": "The pier is safe"}}',
        '{"@type": "ClaimReview", "name": "The pier is safe"}',
        '{"@type": "ClaimReview", "claimReviewed": "<p>The pier is&nbsp;safe</p>"}',
        '{"@type": "MediaReview", "itemReviewed": {"interpretedAsClaim": {"description": "The pier is safe"}}}',
    ],
)
def test_the_claim_is_found_wherever_it_stands(text: str) -> None:
    assert one(text).claim == "The pier is safe"


def test_the_page_says_where_its_review_is() -> None:
    page = '<link rel="canonical" href="https://check.example/7">' + script(REVIEW.replace("https://check.example", ""))
    assert one("<html>" + page + "</html>").review.url == "https://check.example/7"


def test_a_work_that_was_reviewed_is_where_the_claim_appeared() -> None:
    item = '"itemReviewed": {"@type": "CreativeWork", "url": "https://post.example/1", "datePublished": "2090-01-01"}'
    draft = one(REVIEW[:-1] + f", {item}}}")
    assert draft.occasion.first is not None
    assert draft.occasion.first.url == "https://post.example/1"
    assert draft.occasion.said_on is None
    assert draft.occasion.extra["datePublished"] == "2090-01-01"


def test_days_are_read_in_the_language_of_the_review() -> None:
    item = '"inLanguage": "fr", "itemReviewed": {"@type": "Claim", "datePublished": "3 f\u00e9vrier 2020"}'
    assert str(one(REVIEW[:-1] + f", {item}}}").occasion.said_on) == "2020-02-03"


def test_a_review_is_of_the_house_and_a_label_is_no_number() -> None:
    authors = '[{"@type": "Person", "name": "Ada"}, {"@type": "Organization", "name": "Check"}]'
    rating = '"reviewRating": {"ratingValue": "Fake"}'
    text = f'{{"claimReviewed": "c", "@type": "ClaimReview", "author": {authors}, {rating}}}'
    draft = one(text)
    assert draft.review.publisher is not None
    assert (draft.review.publisher.name, draft.rating.label) == ("Check", "Fake")


@pytest.mark.parametrize(
    "table",
    [
        "\nclaim,who,rating\nThe pier is safe,Ada,False\n",
        'claim,"who\n(if known)",rating\nThe pier is safe,Ada,False,,\n',
        '"claim";"where, when, how";"rating"\n"The pier is safe";"x";"False"\n',
        "Claim,Claimant name,Our rating\nThe pier is safe,#REF!,False\n",
    ],
)
def test_tables_are_read_as_spreadsheets_write_them(table: str) -> None:
    draft = one(table)
    assert (draft.claim, draft.rating.label) == ("The pier is safe", "False")
    assert draft.occasion.speaker is None or draft.occasion.speaker.name == "Ada"


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(BadInput, match="Two columns"):
        read("claim,rating,rating\nc,False,3\n")


def test_a_table_of_windows_is_read() -> None:
    assert one("claim,speaker\nLe café est fermé,Zoé\n".encode("cp1252")).claim == "Le café est fermé"


@pytest.mark.parametrize(
    ("text", "charset"), [("башня продана", "cp1251"), ("Le théâtre «fermé»", "cp1252"), ("Wieża i łódź", "cp1250")]
)
def test_a_charset_is_found_behind_a_script_and_not_in_a_comment(text: str, charset: str) -> None:
    named = {"cp1251": "windows-1251", "cp1252": "windows-1252", "cp1250": "windows-1250"}[charset]
    page = f'<!-- <meta charset="koi8-r"> --><script>{"x" * 3000}</script><meta charset="{named}">{text}'
    assert text in charsets.decoded(page.encode(charset))


@pytest.mark.parametrize(
    ("label", "verdict"),
    [("Verdict: Faux", "false"), ("\u274c FALSE", "false"), ("#Fake", "false"), ("Miscaptioned", "misleading")],
)
def test_what_stands_around_a_label_is_folded(label: str, verdict: str) -> None:
    assert explain(label).verdict == verdict


def test_an_address_is_an_identity_only_where_names_agree() -> None:
    assert may_be_one("WHO", "World Health Organization")
    assert may_be_one("Ada Marsh", "Marsh")
    assert not may_be_one("Ada Marsh", "Ben Quill")


def test_a_publisher_is_looked_up_in_the_graph() -> None:
    graph = (
        '{"@graph": [{"@type": "Article", "publisher": {"@id": "#o"}}, {"@type": "Organization", "@id": "#o",'
        ' "name": "Check"}]}'
    )
    page = script(graph).replace("</html>", "<time datetime='2020-01-01'>x</time><p>The pier is safe.</p></html>")
    found = read_here(page.encode(), HTML).found
    assert found["publisher"].value == "Check"
    assert "published_on" not in found
