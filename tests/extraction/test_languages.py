"""A second language is a folder: statements in it are found with not a line of the program changed.

The pipeline's labels are German's own (STTS and TIGER); who reads the four sentences is a hand, not a model.
"""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claims.errors import BadInput
from claims.extraction.language.lexicon import lexicon
from claims.extraction.pipeline import read
from claims.extraction.spans import FoundStatement

FOLDER = Path(__file__).with_name("languages") / "de"

# Of each word: the word, its lemma where it has another, its kind, what it is, and how far off the word it hangs on is.
BANK = {
    tuple(word.split()[0] for word in sentence): [word.split() for word in sentence]
    for sentence in (
        block.split(" / ")
        for block in (
            "„ - $( punct 4 / Die die ART nk 1 / Brücke - NN sb 1 / bleibt bleiben VVFIN oc 4 / zu - ADV mo -1"
            " / “ - $( punct 2 / , - $, punct 1 / sagte sagen VVFIN ROOT 0 / Ministerin - NN nk 2 / Elena - NE pnc 1"
            " / Voss - NE sb -3 / am an APPRART mo -4 / Montag - NN nk -1 / . - $. punct -6",
            "Sie sie PPER sb 1 / sagte sagen VVFIN ROOT 0 / der die ART nk 1 / Agentur - NN da -2 / Orna - NE nk -1"
            " / , - $, punct 4 / dass - KOUS cp 3 / die - ART nk 1 / Fähre - NN sb 1 / fährt fahren VVFIN oc -8"
            " / . - $. punct -9",
            "Laut laut APPR mo 3 / dem die ART nk 1 / Ministerium - NN nk -2 / sank sinken VVFIN ROOT 0"
            " / ein - ART nk 1 / Schiff - NN sb -2 / . - $. punct -3",
            "Der die ART nk 1 / Hafen - NN sb 1 / schweigt schweigen VVFIN ROOT 0 / . - $. punct -1",
        )
    )
}
TEXT = (
    "„Die Brücke bleibt zu“, sagte Ministerin Elena Voss am Montag. "
    "Sie sagte der Agentur Orna, dass die Fähre fährt.\n\n"
    "Laut dem Ministerium sank ein Schiff. Der Hafen schweigt."
)


def sentences(doc: Doc) -> Iterator[tuple[int, list[list[str]]]]:
    """Where each sentence of the hand's starts, with its words."""
    for words, written in BANK.items():
        for first in range(len(doc) - len(words) + 1):
            if tuple(token.text for token in doc[first : first + len(words)]) == words:
                yield first, written


@Language.component("hand-tagger")
def tags(doc: Doc) -> Doc:
    for first, written in sentences(doc):
        for token, (word, lemma, tag, _dep, _head) in zip(doc[first:], written, strict=False):
            token.tag_, token.lemma_ = tag, word if lemma == "-" else lemma
    return doc


@Language.component("hand-parser")
def parse(doc: Doc) -> Doc:
    for first, written in sentences(doc):
        for token, (_word, _lemma, _tag, dep, head) in zip(doc[first:], written, strict=False):
            token.dep_, token.head = dep, doc[token.i + int(head)]
    return doc


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own with German in it, pipeline and all."""
    shutil.copytree(FOLDER, tmp_path / "de")
    pipeline = spacy.blank("de")
    pipeline.add_pipe("hand-tagger", name="tagger")
    pipeline.add_pipe("hand-parser", name="parser")
    pipeline.to_disk(tmp_path / "de" / "pipeline")
    monkeypatch.setenv("CLAIMS_LANGUAGE_FOLDER", str(tmp_path))
    return tmp_path / "de"


def facts(found: FoundStatement) -> tuple[str, str | None, str | None, list[str], str | None]:
    return (
        found.text,
        found.cue,
        found.speaker.name if found.speaker else None,
        [hop.name for hop in found.chain[1:]],
        found.said_on,
    )


@pytest.mark.usefixtures("german")
def test_statements_of_a_second_language_are_found() -> None:
    found = read(TEXT, language="de-AT", published_on=date(2025, 3, 5))
    assert [facts(each) for each in found] == [
        ("Die Brücke bleibt zu", "sagte", "Elena Voss", [], "2025-03-03"),
        ("Die Fähre fährt", "sagte", "Elena Voss", ["Orna"], None),
        ("Sank ein Schiff", "Laut", "Ministerium", [], None),
    ]


@pytest.mark.usefixtures("german")
def test_english_stays_what_it_was_beside_it() -> None:
    assert read("Voss said that the ferry runs.")[0].text == "The ferry runs"


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("tags", 'finite = "VVFIN VAFIN"\n', "", "tags.toml: Object missing required field `finite`"),
        ("words", "joins =", "jions =", "words.toml: Object contains unknown field `jions`"),
        ("people", "[metonyms]", "[metonyms", "people.toml can't be read"),
        ("times", "(?P<phrase>", "(?P<phrase", "times.toml: a shape is no regular expression"),
        ("verbs", "frames = {", "frame = {", "verbs.toml: Object contains unknown field `frame`"),
    ],
)
def test_a_fault_in_a_folder_is_named(german: Path, file: str, old: str, new: str, problem: str) -> None:
    written = german / f"{file}.toml"
    text = written.read_text(encoding="utf-8")
    assert old in text
    written.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput) as refusal:
        lexicon("de")
    assert problem in str(refusal.value)


def test_phrases_that_a_language_has_no_use_for_are_left_empty_like_any_list(german: Path) -> None:
    words = german / "words.toml"
    words.write_text(words.read_text(encoding="utf-8").replace("even = []", 'even = ""'), encoding="utf-8")
    assert lexicon("de").lists.even == {}


def test_a_file_that_is_missing_is_named(german: Path) -> None:
    (german / "chains.toml").unlink()
    with pytest.raises(BadInput, match=r"has no chains\.toml"):
        lexicon("de")
