"""Nothing vanishes silently on its way in: second mentions, rejects as they came, what is no part of a review."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.formats.claimreview.unfolding import reviews_in
from claims.formats.files.json_stream import elements
from tests.support.ledgers import Terminal
from tests.support.published_reviews import ANSWER, FEED, OTHER, PAGE, REVIEW, counts, taken

# --- Said again, and otherwise ----------------------------------------------------------------------------------------

FIRST_SAID = REVIEW | {
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Elena Voss", "jobTitle": "Mayor", "sameAs": ["https://voss.example/"]},
        "firstAppearance": {"@type": "CreativeWork", "url": "https://courier.example/1"},
    }
}
SAID_AGAIN = FIRST_SAID | {
    "url": "https://desk.example/bridge#again",
    "headline": "The bridge again",
    "datePublished": "2025-03-05",
    "inLanguage": "de",
    "author": {
        "@type": "NewsMediaOrganization",
        "name": "The Desk",
        "url": "http://desk.example/",
        "image": "https://i.example/",
    },
    "reviewRating": {"@type": "Rating", "alternateName": "True", "ratingExplanation": "Seen"},
    "itemReviewed": {
        "@type": "Claim",
        "name": "Radio",
        "text": "It is shut",
        "keywords": "bridges",
        "author": {
            "@type": "Person",
            "name": "E. Voss",
            "jobTitle": "Senator",
            "sameAs": ["https://voss.example/", "https://voss.example/more"],
        },
        "firstAppearance": {
            "@type": "Article",
            "url": "http://courier.example/1",
            "headline": "Shut",
            "wordCount": 4,
            "publisher": {"@type": "Organization", "name": "Courier", "url": "https://courier.example/"},
        },
    },
}
THIRD_WORK = SAID_AGAIN["itemReviewed"]["firstAppearance"] | {
    "headline": "Still shut",
    "wordCount": 5,
    "publisher": {"@type": "Organization", "name": "Herald", "url": "https://herald.example/"},
}
SAID_OTHERWISE = SAID_AGAIN | {
    "url": "https://desk.example/pier",
    "claimReviewed": "The pier is shut",
    "itemReviewed": SAID_AGAIN["itemReviewed"] | {"firstAppearance": THIRD_WORK},
}


def lines(*reviews: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(review)}\n" for review in reviews)


def test_what_a_second_mention_says_fills_what_is_empty_and_comes_out_where_it_differs(terminal: Terminal) -> None:
    told = lines(FIRST_SAID, SAID_AGAIN, SAID_OTHERWISE)
    assert taken(terminal, told) == counts(2, newer=1)
    before = terminal.json("claims audit")["head"]
    assert taken(terminal, told) == counts(0, unchanged=3)
    assert terminal.json("claims audit")["head"] == before
    found = {each["url"]: each for each in map(json.loads, terminal.ok("claims export -f claimreview").lines)}
    again = found["https://desk.example/bridge#again"]
    assert again.pop("correction")["text"] == "Rating changed from False to True. Seen"
    assert again.pop("dateModified") == "2025-03-05"
    assert list(found.values()) == [SAID_AGAIN, SAID_OTHERWISE]
    (source,) = (each for each in terminal.json("claims source list")["sources"] if each["title"] == "Shut")
    assert (source["kind"], source["publisher"]["name"]) == ("article", "Courier")
    assert "An import says so." in terminal.ok("claims history --limit 0").out


@pytest.mark.file
def test_what_differs_and_is_no_new_ruling_is_named(terminal: Terminal) -> None:
    other = REVIEW | {"headline": "Bridge closed"}
    assert taken(terminal, lines(other)) == counts(1)
    (terminal.folder / "in.json").write_text(lines(other | {"headline": "Bridge shut"}))
    answer = terminal.run("claims import in.json")
    assert answer.lines == ["Taken: 0 new, 0 newer rulings; 1 unchanged, 0 rejected."]
    assert answer.err == "note: Told differently by a review that is known; what was told first stays: headline.\n"
    assert terminal.json("claims import in.json")["kept_first"] == {"headline": 1}


@pytest.mark.file
def test_what_a_desk_wrote_meanwhile_is_not_written_over(terminal: Terminal) -> None:
    taken(terminal, lines(FIRST_SAID))
    terminal.ok("claims source edit https://courier.example/1 --title 'By hand'")
    assert taken(terminal, lines(SAID_AGAIN)) == counts(0, newer=1)
    assert terminal.json("claims source show https://courier.example/1")["title"] == "By hand"
    (review,) = map(json.loads, terminal.ok("claims export -f claimreview").lines)
    assert review["itemReviewed"]["firstAppearance"] == SAID_AGAIN["itemReviewed"]["firstAppearance"]


# --- What can't be taken, and what is left out ------------------------------------------------------------------------

GOOD, BAD = json.dumps(REVIEW), '{"@type" : "ClaimReview",  "url":"https://desk.example/\\u00fc", "size": 1.50}'


@pytest.mark.file
@pytest.mark.parametrize(
    ("content", "path"),
    [
        (f"[{GOOD},\n {BAD} , {GOOD}]", "$[1].claimReviewed"),
        (f'{{"dataFeedElement": [{{"item": [null, {BAD}]}}]}}', "$.dataFeedElement[0].item[1].claimReviewed"),
        (f"{GOOD}\n{BAD}\r\n", "$.claimReviewed"),
        (f"{GOOD}\n[null, {BAD}]\n", "$[1].claimReviewed"),
        (f"<script type='application/ld+json'> {BAD}\n</script>", "$.claimReviewed"),
        (BAD, "$.claimReviewed"),
    ],
)
def test_what_cannot_be_taken_is_kept_as_it_came(terminal: Terminal, content: str, path: str) -> None:
    taken(terminal, content, options="--rejects out.jsonl")
    (told,) = map(json.loads, (terminal.folder / "out.jsonl").read_text().splitlines())
    assert (told["path"], told["raw"]) == (path, BAD)


def test_an_element_that_is_no_json_to_the_letter_costs_only_itself(terminal: Terminal) -> None:
    assert taken(terminal, f'[{GOOD}, {{"claimReviewed": "\\ud800"}}, {json.dumps(OTHER)}]') == counts(2, rejected=1)


@pytest.mark.file
def test_an_answer_without_a_review_is_not_passed_over(terminal: Terminal) -> None:
    empty = {"text": "The pier is shut", "claimReview": []}
    assert taken(terminal, json.dumps({"claims": [*ANSWER["claims"], empty]}) + "\n") == counts(2, rejected=1)


@pytest.mark.file
@pytest.mark.parametrize("ending", ["", "\n"], ids=["as a document", "as a line"])
def test_what_is_no_part_of_a_review_is_named(terminal: Terminal, ending: str) -> None:
    feed = {"@type": "DataFeed", "name": "Checks"} | FEED
    feed["dataFeedElement"][1]["dateCreated"] = "2025-03-01"  # type: ignore[index]  # it is a list
    for name, document in {"a.json": ANSWER, "f.json": feed}.items():
        (terminal.folder / name).write_text(json.dumps(document) + ending)
    assert terminal.json("claims import a.json")["left_out"] == {"nextPageToken": 1}
    told = terminal.run("claims import f.json").err
    assert told == "note: Left out, being no part of a review: dataFeedElement.dateCreated, name.\n"
    (terminal.folder / "p.html").write_text(PAGE)
    assert terminal.json("claims import p.html")["left_out"] == {"@graph.name": 1, "name": 1}


def test_what_an_answer_says_of_a_publisher_is_kept() -> None:
    review = {"publisher": {"name": "Desk", "site": "desk.example", "id": 7}, "textualRating": "False"}
    left: list[str] = []
    ((_path, found),) = reviews_in({"text": "It is so", "author": "?", "claimReview": [review]}, left)
    assert (found["author"]["id"], found["author"]["name"], left) == (7, "Desk", ["author"])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=40)
@given(values=st.lists(VALUES, max_size=4), indent=st.none() | st.integers(0, 2), least=st.integers(1, 40))
def test_a_document_is_read_piece_by_piece_wherever_it_is_cut(
    values: list[Any], indent: int | None, least: int
) -> None:
    for document, path in ((values, "$"), ({"before": 1, "claims": values, "after": [2]}, "$.claims")):
        text = json.dumps(document, indent=indent, ensure_ascii=False)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("claims.formats.files.json_stream.LEAST", least)
            found = list(elements(io.BufferedReader(io.BytesIO(text.encode()))))
        whole = [piece for piece in found if not piece.frame]
        assert [(piece.path, piece.value) for piece in whole] == [(f"{path}[{n}]", v) for n, v in enumerate(values)]
        assert all(json.loads(piece.as_written()) == piece.value for piece in whole)
        assert [piece.value for piece in found if piece.frame] == ([] if path == "$" else [{"before": 1, "after": [2]}])


def test_a_review_that_cites_one_more_source_is_a_newer_one_and_one_that_cites_none_takes_none_back(
    terminal: Terminal,
) -> None:
    minutes, survey = "https://hall.example/minutes", "https://port.example/survey"
    imports = [([minutes], counts(1)), ([minutes, survey], counts(0, 1)), ([minutes, survey], counts(0, 0, 1))]
    imports += [([minutes], counts(0, 0, 1)), ([], counts(0, 0, 1))]
    for citations, became in imports:
        assert taken(terminal, json.dumps(REVIEW | {"citation": citations})) == became, citations
    review = terminal.ok("claims export --format claimreview").json
    assert [each["url"] for each in review["citation"]] == [minutes, survey]


ANSWERED = {"text": "It is so", "note": "b", "url": "https://c.example", "claimReview": [{"note": "a", "url": "u"}]}
MARKED_UP = {"pageUrl": "u", "note": "b", "claimReviewMarkups": [{"claimReviewed": "It is so", "note": "a"}]}


@pytest.mark.parametrize(("held", "named"), [(ANSWERED, ["note", "url"]), (MARKED_UP, ["note"])])
def test_what_a_review_leaves_no_room_for_is_named(held: dict[str, Any], named: list[str]) -> None:
    left: list[str] = []
    ((_path, found),) = reviews_in(held, left)
    assert (found["url"], found["note"], left) == ("u", "a", named)


@pytest.mark.file
def test_a_review_with_a_list_of_its_own_is_still_a_review(terminal: Terminal) -> None:
    (terminal.folder / "r.json").write_text(json.dumps(REVIEW | {"claims": [{"a": 1}]}))
    told = terminal.json("claims import r.json")
    assert (told["taken"], told["rejected"], told["left_out"]) == (1, 1, {})


def test_a_rating_that_names_nobody_is_its_sites_and_not_that_of_whoever_reads_it(terminal: Terminal) -> None:
    assert taken(terminal, json.dumps({**REVIEW, "author": None})) == counts(1)
    assert terminal.ok("claims show 1 --json").json["rulings"][0]["ruled_by"] == "desk.example"
