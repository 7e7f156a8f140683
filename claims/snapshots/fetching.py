"""Fetching a page safely: only http and https, only public addresses, within limits, and politely."""

import datetime as dt
import os
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import urlsplit

import httpcore
import httpx
from msgspec import Struct

from claims import __version__, clock
from claims.snapshots.addresses import Deadline, GuardedBackend, Unreachable, checked, leads_to
from claims.snapshots.robots import NAME, Robots
from claims.snapshots.wrapping import ACCEPTED, STEP, unwrapped

AGENT = f"{NAME}/{__version__} (fact-checking; keeps a copy of pages that are cited)"
MOST_BYTES = 50_000_000
MOST_REDIRECTS = 10
MOST_SECONDS = 60.0
"""Seconds that one page may take, with its redirects, but for waits that a server asked for."""

MOST_TRIES = 3
LONGEST_WAIT = 60.0
"""Seconds that a server may ask to be left alone for; longer ones are told to the person instead."""

BETWEEN = 1.0
"""Seconds between two requests to one host, unless it asks for more."""

BY_HAND = "keep a copy that you saved: claims archive SOURCE --from FILE"

TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
WAYBACK = "https://web.archive.org/web/2id_/"
"""The Wayback Machine's newest copy of the address that follows, as it was captured."""


class Missing(Unreachable):
    """There is no page at that address (404)."""


class Fetched(Struct, frozen=True):
    """What a server answered: the exact bytes of the body, decompressed only by what HTTP wrapped around them."""

    content: bytes
    media_type: str
    url: str
    final_url: str
    status: int
    headers: list[tuple[str, str]]


class Manners(Struct, frozen=True):
    """What a person allows: addresses that are not public, and pages that robots.txt keeps from machines."""

    private: bool = False
    robots: bool = True


class Fetcher:
    """Fetches pages one after the other; `wait` is how it waits, in seconds."""

    def __init__(self, manners: Manners | None = None, wait: Callable[[float], None] = time.sleep) -> None:
        self._manners = manners or Manners()
        self._pause = wait
        self._deadline = Deadline()
        self._last: dict[str, float] = {}
        self._robots = Robots(self._insisted)
        trust = _trust(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
        transport = httpx.HTTPTransport(verify=trust, http2=True, retries=0, trust_env=False)
        backend = GuardedBackend(self._manners.private, self._deadline)
        transport._pool = httpcore.ConnectionPool(ssl_context=trust, http1=True, http2=True, network_backend=backend)
        self._client = httpx.Client(
            transport=transport,
            headers={
                "User-Agent": AGENT,
                "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
                "Accept-Encoding": ACCEPTED,
            },
            timeout=httpx.Timeout(20.0),
            follow_redirects=False,
            trust_env=False,
        )

    def fetch_wayback(self, url: str) -> Fetched:
        """The Wayback Machine's newest copy of the page at an address."""
        try:
            return self.fetch(wayback(url))
        except Missing as error:
            raise Missing(f"The Wayback Machine has no copy of {url}.", f"Nothing was kept; {BY_HAND}") from error

    def fetch(self, url: str) -> Fetched:
        """The page at an address, through its redirects; refused where it must not be read."""
        address = checked(url)
        self._deadline.start(MOST_SECONDS)
        for _ in range(MOST_REDIRECTS + 1):
            if self._manners.robots:
                self._robots.require_welcome(address)
            answer = self._answered(address)
            onward = leads_to(address, answer)
            if onward is None:
                return self._kept(url, address, answer)
            address = onward
        raise Unreachable(f"{url} leads on more than {MOST_REDIRECTS} times.", "Give the address of the page itself.")

    def _kept(self, url: str, address: str, answer: httpx.Response) -> Fetched:
        if answer.status_code >= 400:
            fault = Missing if answer.status_code == 404 else Unreachable
            said = f"{answer.status_code} {answer.reason_phrase}".strip()
            raise fault(f"{address} answered {said}.", f"Nothing was kept. Try later, or {BY_HAND}")
        return Fetched(
            content=answer.content,
            media_type=answer.headers.get("content-type", "application/octet-stream"),
            url=url,
            final_url=address,
            status=answer.status_code,
            headers=[(name, value) for name, value in answer.headers.multi_items()],
        )

    def _answered(self, address: str) -> httpx.Response:
        """A server's answer, after its host was left a moment."""
        return self._insisted(address, self._hold_back)

    def _insisted(self, address: str, before: Callable[[str], None] = lambda _address: None) -> httpx.Response:
        """A server's answer; one that is busy is asked again, after as long as it asks for."""
        for attempt in range(1, MOST_TRIES + 1):
            before(address)
            answer = self._once(address)
            if answer.status_code not in TRY_AGAIN or attempt == MOST_TRIES:
                return answer
            pause = _retry_after(answer.headers.get("retry-after", "")) or 2.0**attempt
            if pause > LONGEST_WAIT:
                raise Unreachable(f"{address} asks to be left alone for {pause:.0f} seconds.", "Try again then.")
            self._wait(pause)
        raise AssertionError("unreachable")

    def _wait(self, seconds: float) -> None:
        self._deadline.extend(seconds)
        self._pause(seconds)

    def _once(self, address: str) -> httpx.Response:
        with _told(address), self._client.stream("GET", address) as answer:
            wrapping = answer.headers.get("content-encoding", "")
            answer._content = unwrapped(address, wrapping, answer.iter_raw(STEP), MOST_BYTES)
            return answer

    def _hold_back(self, address: str) -> None:
        """Leave a host a moment between two requests: ours, or the longer one that it asks for."""
        host = urlsplit(address).netloc
        pause = max(BETWEEN, self._robots.pause(address))
        since = time.monotonic() - self._last.get(host, -pause)
        if since < pause:
            self._wait(pause - since)
        self._last[host] = time.monotonic()


@cache
def _trust(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    """Whose certificates are believed, as the environment names them; to read them takes longer than many a page."""
    return httpx.create_ssl_context()


def wayback(url: str) -> str:
    """The address of the Wayback Machine's newest copy of a page."""
    return WAYBACK + checked(url)


def _retry_after(told: str) -> float | None:
    """The seconds that a server asks to be left alone for, whether it gives them or a moment."""
    if told.isascii() and told.isdigit():
        return float(told)
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    now = dt.datetime.fromisoformat(clock.now())
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or dt.UTC) - now).total_seconds())


@contextmanager
def _told(address: str) -> Iterator[None]:
    """What goes wrong on the network, in words."""
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.TimeoutException, UnicodeError) as error:
        said = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        raise Unreachable(
            f"{address} can't be read: {said}.", "Check the address and the network; nothing was kept."
        ) from error
