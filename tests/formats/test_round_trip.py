"""What `rich` can carry comes back: a review imported into an empty ledger and exported again is the same review."""

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from claims.cli import main
from claims.formats.validate.rules import rich

SOME = settings(max_examples=12)
places = st.integers(1, 10**6)
names = st.from_regex(r"[A-Z][a-zéñ]{1,8}( [A-ZÅ][a-z']{0,6}[a-z])?", fullmatch=True)
sentences = st.from_regex(r"[A-Z][a-z\"&<>=']{0,9}( [a-z0-9%\u0600]{1,7}){1,5}[.?]", fullmatch=True)
days = st.dates(min_value=dt.date(1950, 1, 1)).map(str)
dates = days | days.map(lambda day: day[:7]) | days.map(lambda day: day[:4])


def document(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Documents with all of one kind of keys and some of the other."""
    return st.fixed_dictionaries(required, optional=optional)


def address(kind: str) -> st.SearchStrategy[str]:
    """Addresses that no other kind of thing has."""
    return places.map(lambda number: f"https://{kind}.example/{number}")


def party(kind: str, called: str, *, links: bool) -> st.SearchStrategy[dict[str, Any]]:
    """Someone of whom no other role speaks."""
    linked = (
        {"sameAs": st.lists(address(kind), min_size=1, max_size=3, unique=True)} if links else {"url": address(kind)}
    )
    known = {
        "@type": st.just("Person" if links else "Organization"),
        "name": names.map(lambda name: f"{called} {name}"),
    }
    return document(known, linked | {"image": address("images")} | ({"jobTitle": names} if links else {}))


def work(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """A document in which the claim appeared, or that was cited."""
    optional = {
        "headline": sentences,
        "datePublished": dates,
        "inLanguage": st.sampled_from(["en", "pt-BR", "fa"]),
        "archivedAt": address("archive"),
        "publisher": party(f"{kind}-outlet", f"{kind.title()} outlet", links=False),
        "wordCount": st.integers(1, 9),
    }
    return document(
        {"@type": st.sampled_from(["CreativeWork", "NewsArticle", "Dataset"]), "url": address(kind)}, optional
    )


ratings = document(
    {"@type": st.just("Rating"), "alternateName": sentences},
    {"ratingValue": st.integers(-2, 9), "bestRating": st.just(10), "ratingExplanation": sentences, "name": names},
)
items = document(
    {"@type": st.just("Claim"), "author": party("speakers", "Speaker", links=True)},
    {
        "datePublished": dates,
        "name": sentences,
        "text": sentences,
        "firstAppearance": work("first"),
        "keywords": names,
    },
)
reviews = document(
    {
        "@context": st.just("https://schema.org"),
        "@type": st.just("ClaimReview"),
        "url": address("reviews"),
        "claimReviewed": sentences,
        "author": party("reviewer", "Reviewer", links=False),
        "reviewRating": ratings,
        "itemReviewed": items,
    },
    {
        "headline": sentences,
        "datePublished": dates,
        "inLanguage": st.sampled_from(["en", "de"]),
        "citation": st.lists(work("cited"), min_size=1, max_size=2, unique_by=lambda each: each["url"]),
        "dateModified": days,
        "expires": days,
    },
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("travelling")


def run(folder: Path, *words: str) -> str:
    answer = CliRunner().invoke(main, ["--db", str(folder / "claims.db"), "--as", "ana", *words])
    assert answer.exit_code == 0, answer.output
    return answer.stdout


@SOME
@given(review=reviews)
def test_a_review_comes_back_as_it_went_in(folder: Path, template_file: Path, review: dict[str, Any]) -> None:
    assert list(rich(review, ())) == []
    shutil.copyfile(template_file, folder / "claims.db")
    (folder / "claims.db.head").unlink(missing_ok=True)
    (folder / "in.jsonl").write_text(json.dumps(review), encoding="utf-8")
    run(folder, "import", str(folder / "in.jsonl"))
    (line,) = run(folder, "export", "--format", "claimreview").splitlines()
    assert json.loads(line) == review


def same_parties(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Let a second review speak of the same people, work and page as the first, in its own words."""
    for here, there, name in ((one, other, "url"), (one["itemReviewed"], other["itemReviewed"], "sameAs")):
        if name in here["author"]:
            there["author"][name] = here["author"][name]
        else:
            there["author"]["name"] = here["author"]["name"]
    for place in ("firstAppearance", "citation"):
        for document in (one, other, one["itemReviewed"], other["itemReviewed"]):
            for work in document.get(place, []) if place == "citation" else [document.get(place, {})]:
                work |= {"url": f"https://{place.lower()}.example/1"} if work else {}
        for document in (one, other):
            document[place] = document[place][:1] if place in document else []
            if not document[place]:
                del document[place]
    other["url"] = f"{one['url']}#other"
    other["claimReviewed"] = f"Not so: {one['claimReviewed']}"


def said_by(review: Any, told: Any) -> bool:
    """Whether everything that a review says is told again; of what is only some work another may know more."""
    if review == "CreativeWork":
        return True
    if isinstance(review, dict):
        return isinstance(told, dict) and all(said_by(value, told.get(name)) for name, value in review.items())
    if isinstance(review, list):
        return isinstance(told, list) and all(any(said_by(each, other) for other in told) for each in review)
    return bool(review == told)


@settings(max_examples=8, phases=(Phase.generate,))
@given(one=reviews, other=reviews)
def test_reviews_that_speak_of_the_same_come_back_with_all_that_each_says(
    folder: Path, template_file: Path, one: dict[str, Any], other: dict[str, Any]
) -> None:
    same_parties(one, other)
    shutil.copyfile(template_file, folder / "claims.db")
    (folder / "claims.db.head").unlink(missing_ok=True)
    (folder / "in.jsonl").write_text(f"{json.dumps(one)}\n{json.dumps(other)}\n", encoding="utf-8")
    run(folder, "import", str(folder / "in.jsonl"))
    assert json.loads(run(folder, "import", str(folder / "in.jsonl"), "--json"))["unchanged"] == 2
    told = [json.loads(line) for line in run(folder, "export", "--format", "claimreview").splitlines()]
    assert [said_by(*each) for each in zip((one, other), told, strict=True)] == [True, True], told
