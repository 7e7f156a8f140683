"""The demonstration records its sample through the same doors as anybody, and leaves something to read."""

import json
from pathlib import Path

import pytest

from claims.actions.record.sample import FOLDER, read_sample
from tests.support.ledgers import Terminal

STATUSES = {"verified": 2, "disputed": 1, "refuted": 1, "unverifiable": 1, "withdrawn": 1, "unverified": 6}


@pytest.mark.file
def test_the_demo_shows_a_report_and_leaves_it_as_a_page(terminal: Terminal) -> None:
    shown = terminal.ok("claims demo").out
    left = terminal.folder / "claims-demo"
    assert {"article.txt", "claims.db", "report.html"} <= {file.name for file in left.iterdir()}
    assert terminal.ok("claims report source 1 --db claims-demo/claims.db").out in shown
    page = terminal.ok("claims report source 1 --db claims-demo/claims.db --format html").out
    assert (left / "report.html").read_text(encoding="utf-8") == page
    assert "--db claims-demo/claims.db show 1" in shown


@pytest.mark.file
def test_the_demo_has_every_kind_of_ruling(terminal: Terminal) -> None:
    report = json.loads(terminal.ok("claims demo ferry --json").out)
    assert report["totals"]["content"] == STATUSES
    assert report["totals"]["attribution"]["verified"] == 2
    assert report["contested"]
    assert report["rests_on_retracted"]
    reopened = report["claims"][5]["rulings"]
    assert [(each["axis"], each["status"]) for each in reopened] == [
        ("attribution", "verified"),
        ("attribution", "unverified"),
    ]
    assert terminal.ok("claims db check --db ferry/claims.db").code == 0


@pytest.mark.file
def test_three_papers_with_one_wire_are_one_source(terminal: Terminal) -> None:
    first = json.loads(terminal.ok("claims demo ferry --json").out)["claims"][0]
    assert len({each["source"]["id"] for each in first["utterances"]}) == 3
    assert [group["utterances"] for group in first["origins"]["groups"] if group["utterances"]] == [[1, 2, 3]]


@pytest.mark.file
def test_the_demo_overwrites_no_ledger(terminal: Terminal) -> None:
    terminal.ok("claims demo")
    before = (terminal.folder / "claims-demo" / "claims.db").read_bytes()
    assert terminal.refused("claims demo").startswith("Error: claims-demo holds a ledger already. Look at it with ")
    assert (terminal.folder / "claims-demo" / "claims.db").read_bytes() == before


@pytest.mark.file
def test_the_demo_needs_a_folder_of_its_own(terminal: Terminal) -> None:
    (terminal.folder / "note").touch()
    assert terminal.refused("claims demo note") == "Error: note is a file, not a folder. Name another: claims demo DIR"
    assert terminal.run("claims --db other.db demo").code == 2


def test_the_sample_quotes_its_article_word_for_word() -> None:
    sample = read_sample("ferry-talks")
    article = " ".join(sample.text.split())
    assert 300 < len(article.split()) < 500
    printed = [each for claim in sample.claims for each in claim.utterances if each.source == sample.subject]
    assert len(printed) == len(sample.claims)
    for utterance in printed:
        assert (utterance.quote or "") in article


def test_samples_name_nobody_real() -> None:
    for file in Path(FOLDER).glob("*.toml"):
        hosts = {line.split("/")[2] for line in file.read_text(encoding="utf-8").splitlines() if "https://" in line}
        assert all(host.endswith(".example") for host in hosts)
