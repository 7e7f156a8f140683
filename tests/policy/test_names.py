"""Names that look alike, and agencies in bylines."""

import pytest

from claims.policy.provenance.names import agencies_in, look_alike, nearly


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("US State Department", "the State Department"),
        ("Department of State", "U.S. Department of State"),
        ("Darchiev, Alexander", "Alexander Darchiev"),
        ("VESTA", "VESTA news agency"),
        ("Associated Press", "AP"),
        ("The Herald", "HERALD"),
        ("Le Monde", "Monde"),
    ],
)
def test_names_that_are_one_but_for_how_they_are_written(one: str, other: str) -> None:
    assert look_alike(one, other)
    assert look_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Russian Ministry of Defence", "UK Ministry of Defence"),
        ("National Bank", "Federal Bank"),
        ("Fox News", "Sky News"),
        ("Press Agency", "News Agency"),
        ("The Times", "Times of Osk"),
        ("***", "???"),
    ],
)
def test_names_of_two_are_two(one: str, other: str) -> None:
    assert not look_alike(one, other)


def test_a_letter_off_or_a_word_left_out_is_a_doubt_and_no_more() -> None:
    assert nearly("Harbour Courier", "The Harbor Courier")
    assert nearly("Ministry of Foreign Affairs of Osk", "Ministry of Foreign Affairs")
    assert not nearly("Harbour Courier", "Valley Courier")
    assert not look_alike("Harbour Courier", "Harbor Courier")


@pytest.mark.parametrize(
    ("byline", "agencies"),
    [
        ("Reuters", ["Reuters"]),
        ("AFP, staff", ["AFP"]),
        ("By Jane Doe and AP", ["AP"]),
        ("By Reuters staff in Moscow", ["Reuters"]),
        ("dpa/AFP", ["dpa", "AFP"]),
        ("By Ani Smith", []),
        ("By Tom Abel", []),
        ("Ani", []),
    ],
)
def test_the_agencies_that_a_byline_names(byline: str, agencies: list[str]) -> None:
    assert list(agencies_in(byline)) == agencies
