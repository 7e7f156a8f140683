"""A statement that doesn't stand alone gets a wording that does, or says why it has none."""

import pytest

from claims.extraction.pipeline import read

PROPOSED = [
    ("Pavel Orsic said he would sell the ferry.", "Pavel Orsic would sell the ferry"),
    ("The Harbour Office said it would close.", "The Harbour Office would close"),
    ("Arland and Sylvania said they would meet again.", "Arland and Sylvania would meet again"),
    (
        "Envoys agree in Saltby talks\nPavel Orsic, who led the talks, told state media that they were brief.",
        "The Saltby talks were brief",
    ),
]
OPEN = [
    "Pavel Orsic told Lena Hart's brother, Tom Orr, that he would go.",
    "Pavel Orsic said they had lied.",
    "“They lied,” Pavel Orsic said.",
    "He said it was over.",
]


@pytest.mark.parametrize(("text", "wording"), PROPOSED)
def test_what_is_plainly_meant_is_named(text: str, wording: str) -> None:
    found = read(text)[-1]
    assert found.proposed == wording
    assert found.unresolved is None


@pytest.mark.parametrize("text", OPEN)
def test_what_is_not_plain_stays_open(text: str) -> None:
    found = read(text)[-1]
    assert found.proposed is None
    assert found.unresolved is not None


def test_what_stands_alone_is_left_alone() -> None:
    found = read("Pavel Orsic said the ferry was sold.")[0]
    assert (found.proposed, found.unresolved) == (None, None)


def test_a_statement_goes_on_through_whoever_it_was_told_to_and_an_agency() -> None:
    text = "Pavel Orsic told state media that the ferry sank. “It was old,” he said, according to the VESTA agency."
    assert [link.name for link in read(text)[-1].chain] == ["Pavel Orsic", "state media", "VESTA"]
