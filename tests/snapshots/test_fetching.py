"""Fetching: a page is read from a real server on this machine, within limits, and never from where it mustn't be."""

import contextlib
import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from claims import clock
from claims.errors import BadInput, ClaimsError, Refused
from claims.snapshots import addresses, fetching, robots
from claims.snapshots.addresses import is_public
from claims.snapshots.fetching import AGENT, Fetcher, Manners, wayback

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """What a server on this machine answers, by path; a list is answered one after the other."""

    def __init__(self, pages: dict[str, Answer | list[Answer]]) -> None:
        self.pages = pages
        self.asked: list[tuple[str, str]] = []
        self.waits: list[float] = []
        self.at = ""

    def fetcher(self, *, private: bool = True, robots: bool = False) -> Fetcher:
        return Fetcher(Manners(private=private, robots=robots), wait=self.waits.append)


@contextmanager
def served(pages: dict[str, Answer | list[Answer]]) -> Iterator[Site]:
    site = Site(pages)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, self.headers.get("User-Agent", "")))
            answer = site.pages.get(self.path, (404, {}, b"nothing"))
            status, headers, body = answer.pop(0) if isinstance(answer, list) else answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value.replace("HERE", site.at))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.at = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


Serving = Callable[[dict[str, Answer | list[Answer]]], Site]


@pytest.fixture
def serve() -> Iterator[Serving]:
    """Serve pages for the length of a test."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        yield lambda pages: stack.enter_context(served(pages))


PAGE: Answer = (200, {"Content-Type": "text/html; charset=utf-8"}, b"<p>Ferry</p>")


def test_the_exact_bytes_are_had_with_what_the_server_said(serve: Serving) -> None:
    site = serve({"/ferry": PAGE})
    got = site.fetcher().fetch(f"{site.at}/ferry")
    assert (got.content, got.status, got.media_type) == (b"<p>Ferry</p>", 200, "text/html; charset=utf-8")
    assert ("content-type", "text/html; charset=utf-8") in got.headers
    assert site.asked == [("/ferry", AGENT)]


def test_redirects_are_followed_and_the_last_address_is_kept(serve: Serving) -> None:
    site = serve({"/old": (301, {"Location": "/new"}, b""), "/new": PAGE})
    got = site.fetcher().fetch(f"{site.at}/old")
    assert (got.url, got.final_url) == (f"{site.at}/old", f"{site.at}/new")


def test_a_circle_of_redirects_ends(serve: Serving) -> None:
    site = serve({"/a": (302, {"Location": "/a"}, b"")})
    with pytest.raises(ClaimsError, match="leads on more than 10 times"):
        site.fetcher().fetch(f"{site.at}/a")


def test_an_address_of_this_machine_is_refused_unless_it_is_meant(serve: Serving) -> None:
    site = serve({"/ferry": PAGE})
    with pytest.raises(Refused, match=r"127.0.0.1 is at 127.0.0.1, which is no public address"):
        site.fetcher(private=False).fetch(f"{site.at}/ferry")
    assert site.asked == []


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example/"])
def test_a_redirect_to_anything_but_the_web_is_refused(serve: Serving, target: str) -> None:
    site = serve({"/a": (302, {"Location": target}, b"")})
    with pytest.raises(BadInput, match="is no address on the web"):
        site.fetcher().fetch(f"{site.at}/a")


def test_every_redirect_is_checked_for_where_it_leads(monkeypatch: pytest.MonkeyPatch, serve: Serving) -> None:
    site = serve({"/a": (302, {"Location": "http://10.0.0.1/secret"}, b"")})
    real = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1" or real(address))
    with pytest.raises(Refused, match=r"10.0.0.1 is at 10.0.0.1, which is no public address"):
        site.fetcher(private=False).fetch(f"{site.at}/a")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),  # noqa: S104  (asked about, not bound)
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("224.0.0.1", False),
        ("::7f00:1", False),
        ("::ffff:0:127.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::808:808", True),
        ("64:ff9b:1::a00:1", False),
        ("fec0::1", False),
        ("2606:4700::1111", True),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_flood_is_stopped_also_where_it_is_packed(serve: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 100_000)
    bomb = gzip.compress(b"\0" * 5_000_000)
    site = serve({"/big": (200, {}, b"x" * 200_000), "/bomb": (200, {"Content-Encoding": "gzip"}, bomb)})
    for path in ("/big", "/bomb"):
        with pytest.raises(Refused, match="sends more than 100,000 bytes"):
            site.fetcher().fetch(site.at + path)


def test_a_busy_server_is_asked_again_after_as_long_as_it_asks_for(serve: Serving) -> None:
    site = serve({"/a": [(503, {"Retry-After": "7"}, b""), (500, {}, b""), PAGE]})
    assert site.fetcher().fetch(f"{site.at}/a").content == b"<p>Ferry</p>"
    assert 7.0 in site.waits
    assert len(site.asked) == 3


@pytest.mark.parametrize("status", [404, 410, 403])
def test_a_page_that_is_gone_is_said_to_be(serve: Serving, status: int) -> None:
    site = serve({"/a": (status, {}, b"")})
    with pytest.raises(ClaimsError, match=f"answered {status}"):
        site.fetcher().fetch(f"{site.at}/a")


def test_robots_txt_is_heeded_and_can_be_overruled(serve: Serving) -> None:
    site = serve({"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private"), "/private": PAGE, "/open": PAGE})
    fetcher = site.fetcher(robots=True)
    assert fetcher.fetch(f"{site.at}/open").status == 200
    with pytest.raises(Refused, match="asks machines not to read"):
        fetcher.fetch(f"{site.at}/private")
    assert site.fetcher().fetch(f"{site.at}/private").status == 200


def test_one_host_is_left_a_moment_between_two_pages(serve: Serving) -> None:
    site = serve({"/a": PAGE, "/b": PAGE})
    fetcher = site.fetcher()
    fetcher.fetch(f"{site.at}/a")
    fetcher.fetch(f"{site.at}/b")
    assert len(site.waits) == 1
    assert 0 < site.waits[0] <= fetching.BETWEEN


def test_nobody_at_home_is_said_in_a_sentence() -> None:
    with pytest.raises(ClaimsError, match="can't be read"):
        Fetcher(Manners(private=True, robots=False)).fetch("http://127.0.0.1:9/")


LONG_LABEL = f"http://{'a' * 70}.example/"


@pytest.mark.parametrize("target", ["http://[", LONG_LABEL, "http://a..b/", "http://xn--a/", "http://127.0.0.1:x/"])
def test_a_page_that_leads_on_to_nonsense_is_refused_in_a_sentence(serve: Serving, target: str) -> None:
    site = serve({"/a": (302, {"Location": target}, b"")})
    with pytest.raises(ClaimsError):
        site.fetcher().fetch(f"{site.at}/a")
    with pytest.raises(ClaimsError):
        site.fetcher().fetch(target)


@pytest.mark.parametrize(
    ("asked", "waited"),
    [("Thu, 16 May 2024 10:00:30 GMT", 30.0), ("\xb2", 2.0), ("soon", 2.0), ("Thu, 16 May 2024 09:00:00 GMT", 2.0)],
)
def test_a_busy_server_may_give_a_moment_and_nonsense_is_passed_over(serve: Serving, asked: str, waited: float) -> None:
    site = serve({"/a": [(503, {"Retry-After": asked}, b""), PAGE]})
    with clock.frozen("2024-05-16T10:00:00Z"):
        assert site.fetcher().fetch(f"{site.at}/a").status == 200
    assert waited in site.waits


def test_robots_txt_is_found_through_its_redirects_and_asked_at_every_step(serve: Serving) -> None:
    closed: Answer = (200, {}, b"User-agent: claims\nDisallow: /private")
    site = serve({"/robots.txt": (301, {"Location": "/moved.txt"}, b""), "/moved.txt": closed, "/private": PAGE})
    site.pages["/open"] = (302, {"Location": "/private"}, b"")
    for path in ("/private", "/open"):
        with pytest.raises(Refused, match="asks machines not to read"):
            site.fetcher(robots=True).fetch(site.at + path)
    assert "/private" not in [path for path, _agent in site.asked]


def test_a_rule_for_a_machine_of_another_name_is_not_for_this_one(serve: Serving) -> None:
    site = serve({"/robots.txt": (200, {}, b"User-agent: page\nDisallow: /"), "/a": PAGE})
    assert site.fetcher(robots=True).fetch(f"{site.at}/a").status == 200


@contextmanager
def dripping(begins: bytes, piece: bytes) -> Iterator[str]:
    """A server that never ends: it sends a piece as soon as the one before was taken, a little at a time."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            connection, _ = listener.accept()
            with connection, contextlib.suppress(OSError):
                connection.sendall(begins)
                while not done.wait(0.02):
                    connection.sendall(piece)

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            done.set()
            thread.join()


@pytest.mark.parametrize(
    ("begins", "piece"),
    [(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"x"), (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n")],
)
def test_a_server_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch, begins: bytes, piece: bytes) -> None:
    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.2)
    with dripping(begins, piece) as address, pytest.raises(ClaimsError, match=r"can't be read: (timed out|it takes)"):
        Fetcher(Manners(private=True, robots=False)).fetch(address)


def test_a_wait_that_a_server_asks_for_is_not_held_against_it(serve: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_SECONDS", 5.0)
    now = [0.0]
    monkeypatch.setattr("claims.snapshots.addresses.time.monotonic", lambda: now[0])
    site = serve({"/a": [(503, {"Retry-After": "50"}, b""), PAGE]})

    def wait(seconds: float) -> None:
        now[0] += seconds

    assert Fetcher(Manners(private=True, robots=False), wait=wait).fetch(f"{site.at}/a").status == 200


def test_where_one_address_of_a_host_is_silent_the_next_is_asked(
    serve: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = serve({"/a": PAGE})
    port = int(site.at.rpartition(":")[2])
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("127.0.0.9", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)
    assert site.fetcher().fetch(f"http://ferry.example:{port}/a").status == 200


@pytest.mark.parametrize("url", ["notes.txt", "file:///etc/passwd", "http://", "https://me:secret@a.example/"])
def test_only_plain_web_addresses_are_read(url: str) -> None:
    with pytest.raises(BadInput):
        Fetcher().fetch(url)


def test_the_wayback_machine_has_an_address_for_every_page() -> None:
    assert wayback("https://a.example/b?c=d") == "https://web.archive.org/web/2id_/https://a.example/b?c=d"


@pytest.mark.parametrize("status", [500, 502, 503])
def test_where_a_site_cannot_say_what_it_asks_of_machines_none_of_its_pages_is_read(
    serve: Serving, status: int
) -> None:
    site = serve({"/robots.txt": (status, {}, b""), "/a": PAGE, "/b": PAGE})
    fetcher = site.fetcher(robots=True)
    for path in ("/a", "/b"):
        with pytest.raises(
            ClaimsError, match=rf"robots.txt answered {status} .*they have to keep away.*--ignore-robots"
        ):
            fetcher.fetch(site.at + path)
    assert [path for path, _agent in site.asked] == ["/robots.txt"] * fetching.MOST_TRIES
    assert site.fetcher().fetch(f"{site.at}/a").status == 200


def test_where_nobody_answers_for_robots_txt_the_page_is_not_read_either() -> None:
    with pytest.raises(
        ClaimsError, match=r"robots.txt can't be read: .* machines have to keep away. Check the address"
    ):
        Fetcher(Manners(private=True)).fetch("http://127.0.0.1:9/a")


@pytest.mark.parametrize(
    "answer", [(404, {}, b""), (401, {}, b""), (403, {}, b""), (302, {"Location": "ftp://x/"}, b"")]
)
def test_a_site_without_a_robots_txt_asks_nothing(serve: Serving, answer: Answer) -> None:
    site = serve({"/robots.txt": answer, "/a": PAGE})
    assert site.fetcher(robots=True).fetch(f"{site.at}/a").status == 200


@pytest.mark.parametrize(
    ("asked", "left"),
    [("5", 5.0), ("0.2", fetching.BETWEEN), ("600", robots.LONGEST_PAUSE), ("soon", fetching.BETWEEN)],
)
def test_a_host_is_left_alone_for_as_long_as_it_asks_within_reason(serve: Serving, asked: str, left: float) -> None:
    rules = f"User-agent: *\nCrawl-delay: {asked}\n".encode()
    site = serve({"/robots.txt": (200, {}, rules), "/a": PAGE, "/b": PAGE})
    fetcher = site.fetcher(robots=True)
    fetcher.fetch(f"{site.at}/a")
    assert site.waits == []
    fetcher.fetch(f"{site.at}/b")
    (waited,) = site.waits
    assert left - 0.9 < waited <= left
