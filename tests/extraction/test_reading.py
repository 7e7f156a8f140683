"""What the rules find, and where: shapes of sentences, quotation marks, and positions that hold in any file."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.actions.inbox.extract import extract
from claims.errors import ClaimsError
from claims.extraction.language import models
from claims.extraction.language.folders import folder_of
from claims.extraction.language.lexicon import lexicon
from claims.extraction.pipeline import read
from claims.extraction.text.quotations import paragraphs, quotations

LISTS = lexicon("en").lists

SHAPES = [
    ("The bridge is closed, the mayor said on Monday.", "the mayor", "The bridge is closed"),
    ("The bridge, Chief Engineer Voss said, will be closed.", "Voss", "The bridge|will be closed"),
    ("The mayor told reporters on Friday that the bridge was safe.", "The mayor", "that the bridge was safe"),
    ("Voss predicted at the last council meeting that ships would return.", "Voss", "that ships would return"),
    ("“It is over,” said Sgt. Dan Orr, who led the search. “We go home.”", "Orr", "“It is over,”|“We go home.”"),
    ("‘It is over,’ she told the harbour radio.", "she", "‘It is over,’"),
    ("''It is over,'' Mr. Orr said.", "Mr. Orr", "''It is over,''"),
    ("“Why me?” Orr asked.", "Orr", "“Why me?”"),
    ("The deal was “a bad joke,” Orr said.", "Orr", "The deal was “a bad joke,”"),
    ("Orr - a sailor known for his songs - said the ferry would sail.", "Orr", "the ferry would sail"),
    ("The firm wants back the land it claims was stolen.", "it", "the land|was stolen"),
    ("The crew left what the owner said was a sound ship.", "the owner", "what|was a sound ship"),
    ("According to the ministry, two ships sank.", "the ministry", "two ships sank"),
    ("Two ships sank, according to the ministry.", "the ministry", "Two ships sank"),
    ("As the mayor put it on Friday, the bridge was a bad joke.", "the mayor", "the bridge was a bad joke"),
    ("Voss said the ship was lost, adding that nobody was hurt.", "Voss", "the ship was lost"),
    ("His claim that the ship was old was false.", "His", "that the ship was old"),
    ("Orr called the plan a costly mistake.", "Orr", "the plan a costly mistake"),
    ("VOSS: We have no ship.", "VOSS", "We have no ship"),
    ("“We have no ship.” — Elena Voss", "Elena Voss", "“We have no ship.”"),
    ("The captain added:\n\nWe have no ship. We have no crew.", "The captain", "We have no ship. We have no crew"),
]


@pytest.mark.parametrize(("text", "speaker", "said"), SHAPES)
def test_a_shape_of_sentence_is_read(text: str, speaker: str, said: str) -> None:
    first = read(text)[0]
    assert "|".join(text[start:end] for start, end in first.content) == said
    assert first.source is not None
    assert speaker in text[first.source[0] : first.source[1]]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was built in 1931.",
        "It goes without saying that ships need water.",
        "When the council closed the bridge, Sylvania said enough.",
        "He wore a shirt with the words “Never again” on it.",
    ],
)
def test_what_nobody_says_is_not_listed(text: str) -> None:
    assert read(text) == []


def test_a_quotation_goes_on_in_the_next_paragraph_with_the_same_speaker() -> None:
    quoted = "“The first day was calm,” Orr said. “The second was not.\n\n“On the third we turned back.”"
    text = f"{quoted}\n\nThe sea was calm."
    (found,) = read(text)
    assert [text[start:end] for start, end in found.content] == [
        "“The first day was calm,”",
        "“The second was not.",
        "“On the third we turned back.”",
    ]
    assert found.text == "The first day was calm. The second was not. On the third we turned back."


def test_statements_come_in_reading_order_and_the_same_each_time() -> None:
    text = "“No,” Orr said. Voss said the bridge was safe. “Yes,” she added."
    assert [each.text for each in read(text)] == ["No", "The bridge was safe", "Yes"]
    assert read(text) == read(text)


@pytest.mark.parametrize("before", ["\ufeff", "\r\n\r\n", "Ünïcödé 🙂. ", "\xa0"])
def test_positions_count_the_code_points_of_the_file_as_it_is(tmp_path: Path, before: str) -> None:
    text = f"{before}“It is over,” Orr said.\r\n\r\nVoss said the bridge was safe.\r\n"
    file = tmp_path / "article.txt"
    file.write_bytes(text.encode())
    as_read = file.read_bytes().decode("utf-8")
    found = extract(str(file)).candidates
    assert [as_read[start:end] for each in found for start, end in each.content] == [
        "“It is over,”",
        "the bridge was safe",
    ]


def test_lines_broken_by_their_width_are_one_paragraph() -> None:
    text = "The ministry said on Monday that the bridge over the river would\nstay closed until May.\n\nShips wait."
    assert [text[start:end] for start, end in paragraphs(text)] == [text.split("\n\n")[0], "Ships wait."]
    assert read(text)[0].text == "The bridge over the river would stay closed until May"


def test_an_apostrophe_is_no_quotation_mark() -> None:
    text = "The dogs' owner didn't know 'em, in the '90s, but said 'it's ours' and left."
    assert [text[each.start : each.end] for each in quotations(text, 0, len(text), LISTS)] == ["'it's ours'"]


@settings(max_examples=40)
@given(st.text(alphabet="“”\"'‘’ .,\n\rAb:—", max_size=40))
def test_any_marks_give_quotations_in_order_and_inside(text: str) -> None:
    found = [quote for start, end in paragraphs(text) for quote in quotations(text, start, end, LISTS)]
    places = [place for quote in found for place in (quote.start, quote.end)]
    assert places == sorted(places)
    assert all(0 <= quote.start < quote.end <= len(text) for quote in found)


@settings(max_examples=12)
@example(["“", "'", "”", " said"])
@given(
    st.lists(st.sampled_from([*"“”\"',.:\n —", " said", " Orr", " told", " that", " he", " according to"]), max_size=14)
)
def test_no_text_is_too_strange(pieces: list[str]) -> None:
    text = "".join(pieces)
    for each in read(text, own=True, least=0):
        assert all(0 <= start < end <= len(text) for start, end in each.content)


def test_without_spacy_the_refusal_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "spacy", None)
    with pytest.raises(ClaimsError, match=r"pip install '\.\[extract\]'"):
        models._load.__wrapped__(folder_of("en"))
