"""Shapes of releases and papers: signatures, names in lines before, datelines, joint statements, long quotations."""

import pytest

from claims.extraction.pipeline import read
from claims.extraction.readers import candidates

WORDS = "“The pier is a ruin, and everybody knows it.”"

SIGNED = [
    (f"{WORDS} -Mayor Lena Hart", "Lena Hart"),
    (f"{WORDS} – Lena Hart, harbour master of Saltby", "Lena Hart"),
    (f"{WORDS}—Lena Hart", "Lena Hart"),
    (f"{WORDS}\n- Lena Hart", "Lena Hart"),
    (f"The council met.\n\n{WORDS}\n\n— Lena Hart", "Lena Hart"),
    (f"Mayor Lena Hart:\n\n{WORDS}", "Lena Hart"),
    (f"Lena Hart, harbour master of Saltby\n{WORDS}", "Lena Hart"),
    ("SALTBY - Lena Hart said that the pier was a ruin.", "Lena Hart"),
    ("SALTBY (VESTA) — L. Hart said that the pier was a ruin.", "L. Hart"),
    ("SALTBY, May 3 (VESTA) - Mayor Lena Hart said the pier was a ruin.", "Lena Hart"),
    ("LENA HART: The pier is a ruin.", "LENA HART"),
]


@pytest.mark.parametrize(("text", "name"), SIGNED)
def test_the_name_beside_a_statement_is_its_speaker(text: str, name: str) -> None:
    (found,) = read(text)
    assert found.speaker is not None
    assert found.speaker.name == name
    assert "SALTBY" not in found.text


@pytest.mark.parametrize("text", ["Claim: The pier is a ruin.", "CLAIM: The pier is a ruin.", "Q: Is the pier a ruin?"])
def test_a_label_is_nobody(text: str) -> None:
    assert [each for each in read(text) if each.speaker] == []


def test_those_who_say_it_together_are_named_one_by_one() -> None:
    (found,) = read("Arland, Sylvania and the Strait League said that the pier was safe.")
    assert [(link.name, link.seat) for link in found.chain] == [
        ("Arland", 0),
        ("Sylvania", 1),
        ("the Strait League", 2),
    ]
    (one,) = read("The Ministry of Trade and Fisheries said that the pier was safe.")
    assert len(one.chain) == 1


LONG = [
    "“The pier was old.\n\n“Nobody used it.\n\n“We closed it,” Lena Hart said.",
    'Lena Hart said: "The pier was old.\n\n"Nobody used it.\n\n"We closed it."',
    "“It stands,” Tom Orr wrote.\n\n“The pier was old.\n\n“Nobody used it.\n\n“We closed it,” Lena Hart said.",
]


@pytest.mark.parametrize("text", LONG)
def test_a_quotation_of_several_paragraphs_is_one_statement_of_its_speaker(text: str) -> None:
    found = read(text)[-1]
    assert found.text.rstrip(".") == "The pier was old. Nobody used it. We closed it"
    assert found.speaker is not None
    assert found.speaker.name == "Lena Hart"


def test_a_text_without_turns_is_no_fault_of_the_transcript_reader() -> None:
    assert candidates("The pier was closed.", reader="transcript") == []
