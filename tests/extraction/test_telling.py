"""The language of a text is told from the text, and one without rules is refused rather than read as English."""

from pathlib import Path

import pytest

from claims.actions.inbox.extract import extract
from claims.errors import BadInput
from claims.extraction.language.telling import told

TEXTS = {
    "en": "The mayor said on Monday that the pier was closed and that it would be rebuilt in May.",
    "fr": "« La jetée est fermée », a déclaré lundi le maire. Selon la presse, elle sera refaite en mai.",
    "es": "El alcalde dijo el lunes que el muelle estaba cerrado y que será reconstruido en mayo.",
    "it": "Il sindaco ha detto lunedì che il molo è chiuso e che sarà rifatto a maggio.",
    "de": "Der Bürgermeister sagte am Montag, der Pier sei geschlossen und werde im Mai neu gebaut.",
    "pt": "O prefeito disse na segunda-feira que o cais está fechado e não será aberto em maio.",
    "ru": "Мэр заявил в понедельник, что пирс закрыт и что его откроют в мае.",
    "fa": "شهردار روز دوشنبه گفت که اسکله بسته است",
    "el": "Ο δήμαρχος είπε ότι η προβλήτα έκλεισε",
    "ja": "市長は月曜日に桟橋は閉鎖されたと述べた。",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_a_text_tells_its_language(tag: str) -> None:
    assert told(TEXTS[tag]) == tag


@pytest.mark.parametrize("text", ["", "MAYOR: Yes.", "12 345 !", "Saltby"])
def test_a_few_words_tell_nothing(text: str) -> None:
    assert told(text) is None


def test_a_text_without_rules_is_refused_and_named(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(TEXTS["fr"], encoding="utf-8")
    with pytest.raises(BadInput, match="in French"):
        extract(str(page))
    assert extract(str(page), language="en").candidates is not None
