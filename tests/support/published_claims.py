"""Claims with all that an export can meet, made up for tests: as documents, without a database."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from claims.formats.material import Material, Publisher
from claims.ledger.store.canonical import canonical
from claims.vocabulary import ClaimantKind, SourceKind, Status, Verdict

DESK = Publisher("https://desk.example", "The Desk")

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).map(
    lambda text: f"a{text}".strip()
)
addresses = st.builds("https://{}.example/{}".format, st.sampled_from(["news", "port"]), st.integers(1, 99))
leftovers = st.none() | st.fixed_dictionaries(
    {}, optional={"image": addresses, "sameAs": st.lists(addresses, max_size=2), "reviewRating": st.just({"image": 5})}
).map(canonical)
dates = st.dates(min_value=dt.date(1900, 1, 1)).map(str)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Something, or nothing."""
    return st.none() | strategy


def _dated(name: str) -> st.SearchStrategy[dict[str, Any]]:
    day = st.tuples(dates, st.sampled_from(["day", "month", "year"]), st.booleans())
    known = day.map(lambda date: {name: date[0], f"{name}_precision": date[1], f"{name}_circa": date[2]})
    return st.just({}) | known


@st.composite
def materials(draw: st.DrawFn) -> Material:
    """A claim with its rulings, by the desk and by others."""
    claimants = {number: draw(_claimant(number)) for number in (1, 2, 3)}
    sources = {number: draw(_source(number)) for number in (1, 2, 3)}
    sources[4] = draw(_source(4)) | {"url": draw(addresses)}
    evidence = [{"id": 1, "source_id": 3, "axis": "content", "stance": "supports", "note": None}]
    return Material(
        claim={"id": 7, "text": draw(words), "language": draw(st.sampled_from(["und", "en", "pt-BR"])), "tags": []}
        | {f"{axis}_status": "verified" for axis in ("content", "attribution")},
        utterances=[draw(_utterance(number)) for number in range(draw(st.integers(0, 3)))],
        evidence=evidence,
        rulings=[draw(_ruling(number)) for number in range(1, draw(st.integers(2, 5)))],
        claimants=claimants,
        sources=sources,
    )


@st.composite
def _claimant(draw: st.DrawFn, number: int) -> dict[str, Any]:
    kind = draw(maybe(st.sampled_from([each.value for each in ClaimantKind])))
    known = {"id": number, "uid": f"u{number}", "name": draw(words), "kind": kind}
    return known | {"same_as": draw(maybe(addresses)), "extra": draw(leftovers)}


@st.composite
def _source(draw: st.DrawFn, number: int) -> dict[str, Any]:
    url = draw(maybe(addresses | st.just("file:///tmp/page.html")))
    kind = draw(maybe(st.sampled_from([each.value for each in SourceKind])))
    known = {"id": number, "uid": f"s{number}", "url": url, "kind": kind, "title": draw(maybe(words))}
    publisher = {
        "publisher_id": draw(maybe(st.sampled_from([1, 2, 3]))),
        "language": draw(st.sampled_from([None, "en"])),
    }
    archived = {"archived_url": draw(maybe(addresses)), "extra": draw(leftovers)}
    return known | publisher | archived | draw(_dated("published_on"))


@st.composite
def _utterance(draw: st.DrawFn, number: int) -> dict[str, Any]:
    hops = [
        {"position": place, "claimant_id": who, "role": draw(maybe(words))}
        for place, who in enumerate(draw(st.lists(st.sampled_from([1, 2, 3]), max_size=2)))
    ]
    known = {"id": number, "hops": hops, "source_id": draw(maybe(st.sampled_from([1, 2, 3])))}
    said = {"quote_exact": draw(maybe(words)), "occasion": draw(maybe(words)), "extra": draw(leftovers)}
    return known | said | draw(_dated("said_on"))


@st.composite
def _ruling(draw: st.DrawFn, number: int) -> dict[str, Any]:
    numbers = st.sampled_from([None, "3", "2.5", "-1", "four", "nan"])
    known = {
        "id": number,
        "uid": f"v{number}",
        "axis": draw(st.sampled_from(["content", "attribution"])),
        "status": draw(st.sampled_from([each.value for each in Status])),
        "rating": draw(maybe(words)),
        "verdict": draw(maybe(st.sampled_from([each.value for each in Verdict]))),
        "rationale": draw(words),
        "ruled_by": "Ines",
        "recorded_by": "Ines",
        "checked_on": draw(dates),
        "review_id": draw(st.sampled_from([None, 3, 4])),
        "recorded_at": "2025-04-11T09:00:00.000000Z",
        "evidence": draw(st.sampled_from([[], [1]])),
        "extra": draw(leftovers),
    }
    return known | {f"rating_{name}": draw(numbers) for name in ("value", "best", "worst")}
