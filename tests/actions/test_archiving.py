"""Archiving: exact bytes, where they come from, and what is done with those that have no text."""

import gzip
import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from claims.cli.terminal.desk import Desk
from claims.errors import InDoubt
from claims.snapshots import fetching
from claims.snapshots.reading import HTML
from claims.snapshots.warc import Recorded, write
from tests.snapshots.test_fetching import PAGE, Serving, Site, serve
from tests.snapshots.test_reading import ARTICLE, pdf
from tests.support.ledgers import Terminal

__all__ = ["serve"]

pytestmark = pytest.mark.file


def test_a_page_with_half_a_character_is_kept(terminal: Terminal) -> None:
    page = r'<html><script type="application/ld+json">{"@type": "Report", "headline": "a\ud800b"}</script></html>'
    (terminal.folder / "odd.html").write_text(page, encoding="utf-8")
    terminal.ok("claims source add odd.html --archive")
    assert terminal.json("claims source show 1")["title"] == "a\ufffdb"


DAMAGED = b"%PDF-1.4\nbroken"


def test_a_damaged_paper_is_kept_to_the_byte_and_its_quotes_wait(terminal: Terminal) -> None:
    (terminal.folder / "talks.pdf").write_bytes(DAMAGED)
    kept = terminal.run("claims source add talks.pdf --publisher 'Ferry Post' --archive")
    assert kept.err.splitlines() == [
        "note: No text can be read from this copy of source #1: the PDF is damaged or locked. Its bytes are kept; "
        "quotes from it stay orphans until you keep one with a text: claims archive 1 --from FILE.",
        "note: source #1: snapshot #1, 15 bytes of application/pdf, no text",
    ]
    row = terminal.place.ask("SELECT sha256, text, text_sha256, text_by FROM snapshot")[0]
    assert row == (hashlib.sha256(DAMAGED).hexdigest(), None, None, None)
    assert terminal.ok("claims archive verify").out == "All 2 snapshots and kept bytes are as they were.\n"
    quoted = terminal.run("claims add 'It sails' --by 'The owner' --source 1 --quote 'the boat will sail'")
    assert quoted.err.startswith("note: No text could be read from the copy of source #1 (snapshot #1), so the quote")
    assert terminal.ok("claims quotes check").out.splitlines()[-1] == (
        "1 quote: 0 anchored, 0 moved, 0 orphan, 1 with no text to look in."
    )
    terminal.run("claims archive 1 --from -", typed="The owner said the boat will sail.")
    assert "1 quote: 1 anchored" in terminal.ok("claims quotes check").out


@pytest.mark.parametrize(
    "command",
    ["extract 1", "extract talks.pdf", "report coverage 1", "source diff 1", "--db other.db extract talks.pdf"],
)
def test_where_no_text_could_be_read_a_command_says_so_in_a_line(terminal: Terminal, command: str) -> None:
    (terminal.folder / "talks.pdf").write_bytes(DAMAGED)
    terminal.ok("claims source add talks.pdf --archive")
    said = terminal.refused(f"claims {command}")
    assert len(said.splitlines()) == 1
    assert "o text can be read" in said or "o text could be read" in said or "two copies with a text" in said


def test_a_damaged_copy_leaves_quotes_in_the_one_before(terminal: Terminal) -> None:
    (terminal.folder / "talks.pdf").write_bytes(pdf("The boat will sail"))
    terminal.ok("claims source add talks.pdf --publisher 'Ferry Post' --archive")
    (terminal.folder / "talks.pdf").write_bytes(DAMAGED)
    kept = terminal.run("claims archive 1")
    assert "Its bytes are kept; quotes are still looked for in snapshot #1, the newest with a text." in kept.err
    terminal.ok("claims add 'It sails' --by 'The owner' --source 1 --quote 'The boat will sail'")
    assert terminal.json("claims show 1")["utterances"][0]["quote"]["snapshot"] == 1
    assert terminal.ok("claims archive 1").out == "source #1: unchanged since snapshot #2, which has no text\n"


def test_a_page_is_fetched_kept_and_described(terminal: Terminal, serve: Serving) -> None:
    site = serve({"/ferry": (200, {"Content-Type": "text/html"}, ARTICLE.encode())})
    terminal.ok(
        f"claims source add {site.at}/ferry --archive --allow-private --ignore-robots --byline 'By a colleague'"
    )
    source = terminal.json("claims source show 1")
    assert (source["title"], source["publisher"]["name"], source["published_on"]) == (
        "Ferry talks end",
        "The Strait Courier",
        "2024-05-16",
    )
    assert source["byline"] == "By a colleague"
    row = terminal.place.ask("SELECT how, http_status, final_url, size FROM snapshot")[0]
    assert row == ("fetched", 200, f"{site.at}/ferry", len(ARTICLE.encode()))
    assert terminal.json("claims audit")["whole"]


def test_a_page_that_cannot_be_had_keeps_nothing(terminal: Terminal, serve: Serving) -> None:
    site = serve({"/gone": (404, {}, b"")})
    terminal.refused(f"claims source add {site.at}/gone --archive --allow-private --ignore-robots")
    assert terminal.place.ask("SELECT count(*) FROM source") == [(0,)]


def test_a_known_address_is_not_asked_again_by_adding_it(terminal: Terminal, serve: Serving) -> None:
    site = serve({"/a": PAGE})
    terminal.ok(f"claims source add {site.at}/a")
    said = terminal.refused(f"claims source add {site.at}/a --archive --allow-private")
    assert said.endswith(
        "is known already, as source #1. claims source edit 1 changes it, claims archive 1 keeps a copy."
    )
    assert site.asked == []


def test_a_title_alone_has_no_bytes_to_keep(terminal: Terminal) -> None:
    assert terminal.refused("claims source add 'A leaflet' --archive") == (
        'Error: "A leaflet" is neither an address nor a file: there is nothing to keep. Add it without --archive, '
        "then: claims archive SOURCE --from FILE"
    )


def test_of_many_what_fails_is_said_and_the_rest_is_kept(
    terminal: Terminal, serve: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "BETWEEN", 0.0)
    site = serve({"/a": PAGE})
    terminal.ok(f"claims source add {site.at}/a")
    terminal.ok(f"claims source add {site.at}/gone")
    answer = terminal.run("claims archive --all --allow-private --ignore-robots --json")
    assert (answer.code, answer.json["failed"], len(answer.json["archived"])) == (1, 1, 1)
    assert "Source #2" in answer.err


def test_one_command_asks_a_site_once_what_it_asks_of_machines(
    terminal: Terminal, serve: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "BETWEEN", 0.0)
    site = serve({"/a": PAGE, "/b": PAGE})
    for path in ("/a", "/b"):
        terminal.ok(f"claims source add {site.at}{path}")
    terminal.ok("claims archive --all --allow-private")
    assert [path for path, _agent in site.asked] == ["/robots.txt", "/a", "/b"]


FERRY = "https://courier.example/ferry"


@pytest.fixture
def wayback(serve: Serving, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A machine that answers as the Wayback Machine does: it leads on to its newest copy, or has none."""
    capture = f"/web/20240516101500id_/{FERRY}"
    html = {"Content-Type": "text/html", "Memento-Datetime": "Thu, 16 May 2024 10:15:00 GMT"}
    site = serve(
        {f"/web/2id_/{FERRY}": (302, {"Location": f"HERE{capture}"}, b""), capture: (200, html, ARTICLE.encode())}
    )
    monkeypatch.setattr(fetching, "WAYBACK", f"{site.at}/web/2id_/")
    monkeypatch.setattr(fetching, "BETWEEN", 0.0)
    return site


def test_a_copy_comes_from_the_wayback_machine(terminal: Terminal, wayback: Site) -> None:
    terminal.ok(f"claims source add {FERRY} --archive --wayback --allow-private")
    row = terminal.place.ask("SELECT how, url, final_url, sha256 FROM snapshot")[0]
    asked, capture = f"{wayback.at}/web/2id_/{FERRY}", f"{wayback.at}/web/20240516101500id_/{FERRY}"
    assert row == ("wayback", asked, capture, hashlib.sha256(ARTICLE.encode()).hexdigest())
    assert terminal.json("claims source show 1")["url"] == FERRY


def test_what_the_wayback_machine_does_not_have_is_said_in_a_line(terminal: Terminal, wayback: Site) -> None:
    terminal.ok("claims source add https://courier.example/other")
    assert terminal.refused("claims archive 1 --wayback --allow-private") == (
        "Error: The Wayback Machine has no copy of https://courier.example/other. Nothing was kept; keep a copy that "
        "you saved: claims archive SOURCE --from FILE"
    )
    assert wayback.asked[-1][0] == "/web/2id_/https://courier.example/other"


TAMPERING = {
    "altered": "UPDATE blob SET body = X'00'",
    "missing": "DELETE FROM blob",
    "belong to no snapshot": f"INSERT INTO blob VALUES ('{hashlib.sha256(b'').hexdigest()}', 0, 'identity', X'')",
}


@pytest.mark.parametrize("fault", TAMPERING)
def test_what_was_done_to_kept_bytes_is_found(terminal: Terminal, fault: str) -> None:
    (terminal.folder / "a.txt").write_text("words " * 50, encoding="utf-8")
    terminal.ok("claims source add a.txt --archive")
    with terminal.place.engine().begin() as connection:
        connection.execute(text(TAMPERING[fault]))
    answer = terminal.run("claims archive verify")
    assert answer.code == 1
    assert fault in answer.out or "can't be unpacked" in answer.out


def test_a_text_that_is_cut_is_said_to_be(terminal: Terminal) -> None:
    terminal.ok("claims source add 'A leaflet'")
    answer = terminal.run("claims archive 1 --from -", typed="ferry " * 900_000)
    assert "The text of source #1 is cut after 5,000,000 characters." in answer.err
    assert terminal.place.ask("SELECT length(text), size FROM snapshot") == [(5_000_000, 5_400_000)]


def test_bytes_come_from_standard_input_too(terminal: Terminal) -> None:
    terminal.ok("claims source add 'A leaflet'")
    terminal.run("claims archive 1 --from -", typed="The bridge is closed\n")
    assert terminal.place.ask("SELECT how, text FROM snapshot") == [("input", "The bridge is closed\n")]


def test_a_file_that_is_not_there(terminal: Terminal) -> None:
    terminal.ok("claims source add 'A leaflet'")
    assert "no.html can't be read" in terminal.refused("claims archive 1 --from no.html")
    assert not Path("no.html").exists()


def test_snapshots_travel_as_a_web_archive(terminal: Terminal, serve: Serving) -> None:
    site = serve({"/ferry": (200, {"Content-Type": "text/html", "X-Said": "yes"}, ARTICLE.encode())})
    terminal.ok(f"claims source add {site.at}/ferry --archive --allow-private --ignore-robots")
    assert terminal.json("claims export --warc copies.warc.gz")["snapshots"] == 1
    terminal.ok("claims --db other.db source add 'Something else'")
    terminal.ok(f"claims --db other.db source add {site.at}/ferry")
    (kept,) = terminal.json("claims --db other.db archive --warc copies.warc.gz")["archived"]
    assert kept["source"] == 2
    assert kept["sha256"] == hashlib.sha256(ARTICLE.encode()).hexdigest()
    assert terminal.json("claims --db other.db audit")["whole"]


def test_a_wacz_is_read_and_what_is_no_source_is_counted(terminal: Terminal, serve: Serving) -> None:
    site = serve({"/ferry": (200, {"Content-Type": "text/html"}, ARTICLE.encode())})
    terminal.ok(f"claims source add {site.at}/ferry --archive --allow-private --ignore-robots")
    terminal.ok("claims archive export copies.warc.gz")
    with zipfile.ZipFile(terminal.folder / "copies.wacz", "w") as archive:
        archive.write(terminal.folder / "copies.warc.gz", "archive/data.warc.gz")
    terminal.ok("claims --db other.db source add 'Something else'")
    answer = terminal.run("claims --db other.db archive --warc copies.wacz")
    assert (answer.code, answer.out) == (0, "Nothing was kept.\n")
    assert "1 pages in copies.wacz are no sources here" in answer.err


@pytest.mark.parametrize(
    ("was", "became", "said"),
    [
        (b"had been agreed", b"has been agreed", "are not those that it was written with"),
        (b"\r\nContent-Length: ", b"\r\nContent-Length: 1", "is no web archive, or a damaged one"),
    ],
)
def test_a_web_archive_that_was_altered_is_refused_whole(
    terminal: Terminal, was: bytes, became: bytes, said: str
) -> None:
    page = Recorded("https://courier.example/ferry", "2024-05-16T10:00:00Z", HTML, 200, [], ARTICLE.encode())
    out = io.BytesIO()
    write(out, [page, page])
    (terminal.folder / "odd.warc").write_bytes(gzip.decompress(out.getvalue()).replace(was, became))
    terminal.ok("claims source add https://courier.example/ferry")
    assert said in terminal.refused("claims archive --warc odd.warc")
    assert terminal.place.ask("SELECT count(*) FROM snapshot") == [(0,)]


def test_a_web_archive_that_ends_too_early_is_refused(terminal: Terminal) -> None:
    out = io.BytesIO()
    write(out, [Recorded("https://courier.example/ferry", "2024-05-16T10:00:00Z", HTML, 200, [], ARTICLE.encode())])
    (terminal.folder / "odd.warc").write_bytes(gzip.decompress(out.getvalue())[:-100])
    terminal.ok("claims source add https://courier.example/ferry")
    assert "it ends in the middle of https://courier.example/ferry" in terminal.refused(
        "claims archive --warc odd.warc"
    )


def test_what_is_no_web_archive_is_refused(terminal: Terminal) -> None:
    terminal.ok("claims source add 'A leaflet'")
    (terminal.folder / "odd.warc").write_bytes(b"no archive at all")
    assert "is no web archive" in terminal.refused("claims archive --warc odd.warc")


def test_a_page_saved_as_a_file_is_read_for_statements(terminal: Terminal) -> None:
    (terminal.folder / "ferry.html").write_text(ARTICLE, encoding="utf-8")
    (first, *_others) = terminal.json("claims extract ferry.html")["candidates"]
    assert first["text"] == "The night boat would sail again"
    assert [hop["name"] for hop in first["chain"]] == ["Ilse Marwick", "state radio"]


def test_an_address_that_is_no_source_says_what_to_do_first(terminal: Terminal) -> None:
    said = terminal.refused("claims extract https://courier.example/unknown")
    assert said.endswith("Keep a copy first: claims source add https://courier.example/unknown --archive")


def test_a_person_is_asked_again_where_the_text_changed_while_they_were_asked(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    talks = terminal.folder / "talks.txt"
    talks.write_text("Then the owner said no. Later the owner said yes.", encoding="utf-8")
    terminal.ok("claims source add talks.txt --archive")
    shown = []

    def answer(doubt: InDoubt) -> int:
        shown.append(doubt.places)
        if len(shown) == 1:
            talks.write_text("At first the owner said nothing. Then the owner said no.", encoding="utf-8")
            terminal.ok("claims archive 1 --from talks.txt")
        return 1

    monkeypatch.setattr("claims.cli.terminal.desk.which_of", answer)
    monkeypatch.setattr(Desk, "asks", True)
    terminal.ok("claims add 'It is shut' --by 'The owner' --source 1 --quote 'the owner said'")
    assert [places[0].split("[")[0] for places in shown] == ["...Then ", "...At first "]


# --- Files of one's own -----------------------------------------------------------------------------------------------


@pytest.mark.file
def test_a_path_that_came_from_elsewhere_is_read_by_nobody(terminal: Terminal) -> None:
    """By a table, an excerpt, another ledger; and an address typed here that another ledger changed."""
    secret = terminal.folder / "secret.txt"
    secret.write_text("nobody's business")
    (terminal.folder / "page.txt").write_text("page")
    terminal.ok("claims source add page.txt --db theirs.db")
    terminal.ok("claims add 'Snow is black' --by Ana --source page.txt --db theirs.db")
    terminal.ok("claims merge theirs.db")
    assert "came by another ledger" in terminal.refused("claims archive 1")
    terminal.ok("claims export --search snow -o part.jsonl --db theirs.db")
    terminal.ok("claims import part.jsonl --db excerpt.db")
    assert "came by another ledger or an excerpt" in terminal.refused("claims archive 1 --db excerpt.db")
    table = f"claim,rating,url\nSnow is white,True,{secret.as_uri()}\n"
    (terminal.folder / "table.csv").write_text(table)
    terminal.ok("claims import table.csv --publisher 'Desk Q'")
    assert "came by an import" in terminal.refused(f"claims archive {secret.as_uri()}")
    swept = terminal.run("claims archive --all")
    assert "you didn't type their paths: #1, #2" in swept.err
    assert terminal.place.ask("SELECT count(*) FROM snapshot WHERE how IS NOT NULL") == [(0,)]


@pytest.mark.file
def test_an_address_typed_here_is_ours_until_another_ledger_changes_it(terminal: Terminal) -> None:
    (terminal.folder / "page.txt").write_text("page")
    (terminal.folder / "other.txt").write_text("other")
    terminal.ok("claims source add page.txt")
    (terminal.folder / "theirs.db").write_bytes(Path(terminal.place.named).read_bytes())
    terminal.ok("claims source edit 1 --url other.txt --db theirs.db")
    terminal.ok("claims merge theirs.db")
    assert "came by another ledger" in terminal.refused("claims archive 1")
    terminal.ok("claims source edit 1 --url page.txt")
    assert "snapshot #1" in terminal.ok("claims archive --all").out
