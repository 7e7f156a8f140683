"""Evidence one can follow: the copy that a ruling was judged on, and what became of the source."""

import json
from pathlib import Path

import pytest

from claims.quotes.copies import Copy, Judged, KeptText, Shelf
from claims.views import Ground, Quote
from tests.support.ledgers import Terminal

pytestmark = pytest.mark.file

WORDS = "the night boat would sail"


def kept(number: int, text: str | None, day: str = "2025-05-03") -> KeptText:
    return KeptText(1, Copy(number, f"uid-{number}", f"{number}" * 64, f"{day}T09:00:00Z"), text)


def quoted(state: str = "anchored", snapshot: int | None = 1) -> Quote:
    return Quote(WORDS, None, None, 0, len(WORDS), state, snapshot)


def test_the_copy_pinned_by_the_ruling_goes_before_a_newer_one() -> None:
    shelf = Shelf([kept(1, f"He said {WORDS}."), kept(2, f"Yes: {WORDS}.", "2025-05-05")])
    ground = Ground("evidence", "e", snapshot="uid-1", sha256="1" * 64, fetched_at="2025-05-03T09:00:00Z", exact=WORDS)
    read = shelf.read_from("e", 1, quoted("moved", 2), [ground], rests=True)
    assert (read.judged, read.copy and read.copy.snapshot, read.edit) == (Judged.ON, 1, None)
    assert read.told() == "judged on the copy of 3 May 2025 (snapshot #1), sha256 111111111111…"
    assert read.told(inside=False, whole=True) == f"judged on the copy of 3 May 2025, sha256 {'1' * 64}"


def test_what_isnt_known_of_a_copy_is_said() -> None:
    shelf, ground = Shelf([kept(1, "A text.")]), Ground("evidence", "e")
    told = "copy of 3 May 2025 (snapshot #1), sha256 111111111111…"
    assert shelf.read_from("e", 1, None, [], rests=False).told() == f"{told}, not judged on yet"
    assert shelf.read_from("e", 1, None, [], rests=True).told() == f"{told}; on which copy it was judged isn't recorded"
    assert (
        shelf.read_from("e", 1, None, [ground], rests=True).told()
        == f"judged when no copy was kept; {told}, came later"
    )
    assert Shelf().read_from("e", 1, None, [ground], rests=True).told() == "no copy kept"


def test_a_copy_that_shows_nothing_hides_neither_the_words_nor_an_edit() -> None:
    paywall = kept(3, None)
    assert Shelf([kept(1, f"He said {WORDS}."), paywall]).edit(1, quoted()) is None
    edit = Shelf([kept(1, f"He said {WORDS}."), kept(2, "He said nothing.", "2025-05-05"), paywall]).edit(1, quoted())
    assert edit is not None
    assert edit.told() == (
        "The source was changed after 3 May 2025: the words stood in the copy of that day, sha256 111111111111…, and"
        " are not in that of 5 May 2025; see claims source diff 1 --from 1 --to 2."
    )


def test_words_that_no_copy_has_are_no_edit_of_the_source() -> None:
    assert Shelf([kept(1, "He said nothing."), kept(2, "He left.")]).edit(1, quoted("orphan", None)) is None


def courier(terminal: Terminal) -> Path:
    article = terminal.folder / "talks.txt"
    article.write_text("Talks end\n\nThe owner says the night boat would sail. The port says it would not.\n")
    terminal.run("claims source add talks.txt --publisher 'The Strait Courier' --archive")
    terminal.run("claims add 'The boat sails' --by Owner --source 1 --quote 'the night boat would sail'")
    terminal.run("claims add 'It does not' --by Port --source 1 --quote 'it would not'")
    terminal.run("claims verify 1 --because 'It sailed'")
    terminal.run("claims verify 1 --attribution --because 'It is in the Courier'")
    terminal.run("claims refute 2 --because 'It sailed'")
    return article


def coverage(terminal: Terminal) -> dict[str, list[int]]:
    found = json.loads(terminal.run("claims report coverage 1 --json").out)
    return {each["text"]: [claim["id"] for claim in each["claims"]] for each in found["sentences"]}


def test_coverage_tells_the_disputed_from_the_verified_and_holds_after_a_refresh(terminal: Terminal) -> None:
    article = courier(terminal)
    before = coverage(terminal)
    shown = terminal.run("claims report coverage 1").out
    assert "✓ The owner says the night boat would sail." in shown
    assert "! The port says it would not." in shown
    article.write_text(f"An update came in.\n\n{article.read_text()}")
    terminal.run("claims archive --refresh")
    assert coverage(terminal) == {"An update came in.": []} | before
    article.write_text(article.read_text().replace("night boat", "day boat"))
    terminal.run("claims archive --refresh")
    found = json.loads(terminal.run("claims report coverage 1 --json").out)
    assert [each["id"] for each in found["unplaced"]] == [1]


def test_numbers_of_claims_lead_to_them_and_to_nothing_that_isnt_there(terminal: Terminal) -> None:
    courier(terminal)
    for each in range(3):
        terminal.run(f"claims add 'Open #{each + 1} of #2' --by Owner --source 1")
    page = terminal.run("claims report source 1 --format html --limit 2").out
    assert '<a href="#claim-5">#5</a>' in page
    assert 'href="#claim-3"' not in page
    assert '<a id="claim-5"></a>' in terminal.run("claims report source 1 --format markdown").out


def test_the_sites_page_leads_to_the_source_and_names_the_copy(terminal: Terminal) -> None:
    article = courier(terminal)
    terminal.run("claims evidence add 1 https://port.example/log --stance supports")
    article.write_text(article.read_text().replace("night boat", "day boat"))
    terminal.run("claims archive --refresh")
    terminal.run("claims export --site out")
    page = (terminal.folder / "out/claims/1/index.html").read_text()
    assert "Judged on the copy of 11 April 2025, sha256" in page
    assert "The source was changed after 11 April 2025" in page
    assert 'href="https://port.example/log"' in page
    assert "No copy kept" in page
    assert "claims source diff" not in page


def test_copies_of_a_source_that_became_another_stay_with_it(terminal: Terminal) -> None:
    courier(terminal)
    terminal.run("claims source add https://courier.example/talks")
    terminal.run("claims source merge 1 2 --because 'One article'")
    assert "udged on the copy of 11 April 2025 (snapshot #1)" in terminal.run("claims report claim 1").out


def test_altered_bytes_and_strange_endings_are_not_opened_as_they_claim(terminal: Terminal) -> None:
    courier(terminal)
    (terminal.folder / "run.sh").write_bytes(b"#!/bin/sh\necho no\n\x00\x01")
    terminal.run("claims source add 'A leaflet'")
    terminal.run("claims archive 2 --from run.sh")
    opened = terminal.run("claims archive open 2 --print").out.strip()
    assert Path(opened).suffix in (".bin", ".txt")
    assert Path(opened).read_bytes() == (terminal.folder / "run.sh").read_bytes()
    Path(opened).unlink()


def test_a_copy_is_opened_by_the_system_from_a_file_whose_name_the_source_has_no_say_in(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def launch(file: str) -> int:
        opened.append(file)
        return 0

    monkeypatch.setattr("click.launch", launch)
    page = terminal.folder / "-rf $(id).html.exe"
    page.write_text("<!doctype html><html><body><p>The boat sails, the owner of the ferry said.</p></body></html>")
    terminal.run("claims source add 'A page'")
    terminal.run(f"claims archive 1 --from './{page.name}'")
    terminal.run("claims archive open 1")
    (file,) = opened
    assert Path(file).name.startswith("claims-copy-1-")
    assert Path(file).suffix == ".html"
    assert Path(file).read_bytes() == page.read_bytes()
    assert Path(file).stat().st_mode & 0o077 == 0
    Path(file).unlink()
