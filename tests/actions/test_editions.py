"""Editions: what a site served elsewhere is known by, and what is said of files that no edition is."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from claims.cli.record import archive
from claims.snapshots.fetching import Fetcher, Manners
from tests.support.ledgers import Terminal

pytestmark = pytest.mark.file


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def site(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a site that was exported, below a folder of its server, which needs no pause between two pages."""
    hasty = Fetcher(Manners(private=True), wait=lambda _seconds: None)
    monkeypatch.setattr(archive, "_fetcher", lambda **_asked: hasty)
    terminal.ok("claims add 'The pier opens in June' --by 'Elena Voss'")
    terminal.ok("claims refute 1 --because 'The contract says August'")
    terminal.ok("claims export --site web/checks --site-url https://desk.example")
    handler = partial(Quiet, directory=str(terminal.folder / "web"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}/checks"
        served.shutdown()
        thread.join()


@pytest.mark.parametrize("page", ["/claims/1/", "/claims/1/index.html", "/feed.xml", "/claims-site.json", "/"])
def test_a_page_is_checked_where_it_is_served(terminal: Terminal, site: str, page: str) -> None:
    now = terminal.run(f"claims editions check {site}{page} --allow-private")
    assert (now.code, now.lines[:2]) == (0, ["Genuine and current.", "Edition #1: site, in web/checks."])
    terminal.ok("claims verify 1 --because 'It was amended'")
    later = terminal.run(f"claims editions check {site}{page} --allow-private --json")
    assert (later.code, later.json["verdict"]) == (1, "changed")


def test_a_page_that_the_server_changed_is_altered(terminal: Terminal, site: str) -> None:
    page = terminal.folder / "web/checks/claims/1/index.html"
    page.write_text(page.read_text().replace("June", "July"))
    told = terminal.run(f"claims editions check {site}/claims/1/ --allow-private")
    assert (told.code, told.out) == (1, "Altered: edition #1, a site, has claims/1/index.html with another hash.\n")


def test_a_claims_page_tells_of_that_claim_alone(terminal: Terminal) -> None:
    for number, words in ((1, "The pier opens"), (2, "The ferry sails")):
        terminal.ok(f"claims add '{words}' --by 'Elena Voss'")
        terminal.ok(f"claims refute {number} --because 'The contract says August'")
    terminal.ok("claims export --site web")
    terminal.ok("claims verify 1 --because 'It was amended'")
    assert terminal.run("claims editions check web/claims/1/index.html").code == 1
    assert terminal.run("claims editions check web/claims/2/index.html").code == 0
    assert terminal.run("claims editions check web/index.html").code == 1


def test_a_list_that_isnt_ours_proves_nothing(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "claims-site.json").write_text("{torn")
    (tmp_path / "page.html").write_text("page")
    assert "no edition has these bytes" in terminal.run("claims editions check page.html").out


def test_the_list_goes_on_where_it_was_cut(terminal: Terminal) -> None:
    terminal.ok("claims add 'The pier opens' --by 'Elena Voss'")
    terminal.ok("claims refute 1 --because 'The contract says August'")
    for number in range(25):
        terminal.ok(f"claims export -o out{number}.csv")
    first = terminal.json("claims editions list --limit 20")
    rest = terminal.json(f"claims editions list --before {first['editions'][-1]['id']}")
    assert ([each["id"] for each in first["editions"]], first["more"]) == (list(range(25, 5, -1)), True)
    assert ([each["id"] for each in rest["editions"]], rest["more"]) == (list(range(5, 0, -1)), False)
