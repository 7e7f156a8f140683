"""Fetching a page safely: only http and https, only public addresses, within limits, and politely."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from msgspec import Struct
from protego import Protego

from claims import __version__, clock
from claims.errors import BadInput, ClaimsError, Refused
from claims.snapshots.addresses import Deadline, GuardedBackend

NAME = "claims"
"""The name by which a robots.txt may speak of this program."""

AGENT = f"{NAME}/{__version__} (fact-checking; keeps a copy of pages that are cited)"
MOST_BYTES = 50_000_000
MOST_REDIRECTS = 10
MOST_ROBOTS_REDIRECTS = 5
MOST_SECONDS = 60.0
"""Seconds that one page may take, with its redirects, but for waits that a server asked for."""

MOST_TRIES = 3
LONGEST_WAIT = 60.0
"""Seconds that a server may ask to be left alone for; longer ones are told to the person instead."""

BETWEEN = 1.0
"""Seconds between two requests to one host."""

TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
WAYBACK = "https://web.archive.org/web/0id_/"
"""The Wayback Machine's newest copy of the address that follows, as it was captured."""


class Unreachable(ClaimsError):
    """The page can't be had."""


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
        self._rules: dict[str, Protego | None] = {}
        transport = httpx.HTTPTransport(http2=True, retries=0, trust_env=False)
        backend = GuardedBackend(self._manners.private, self._deadline)
        transport._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), http1=True, http2=True, network_backend=backend
        )
        self._client = httpx.Client(
            transport=transport,
            headers={"User-Agent": AGENT, "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8"},
            timeout=httpx.Timeout(20.0),
            follow_redirects=False,
            trust_env=False,
        )

    def fetch(self, url: str) -> Fetched:
        """The page at an address, through its redirects; refused where it must not be read."""
        address = _checked(url)
        self._deadline.start(MOST_SECONDS)
        for _ in range(MOST_REDIRECTS + 1):
            if self._manners.robots:
                self._ask_robots(address)
            answer = self._answered(address)
            target = _target(address, answer)
            if target is None:
                return self._kept(url, address, answer)
            address = target
        raise Unreachable(f"{url} leads on more than {MOST_REDIRECTS} times.", "Give the address of the page itself.")

    def _kept(self, url: str, address: str, answer: httpx.Response) -> Fetched:
        if answer.status_code >= 400:
            raise Unreachable(
                f"{address} answered {answer.status_code} {answer.reason_phrase}.".replace("  ", " "),
                "Nothing was kept. Try later, or keep a copy that you saved: claims archive SOURCE --from FILE",
            )
        return Fetched(
            content=answer.content,
            media_type=answer.headers.get("content-type", "application/octet-stream"),
            url=url,
            final_url=address,
            status=answer.status_code,
            headers=[(name, value) for name, value in answer.headers.multi_items()],
        )

    def _answered(self, address: str) -> httpx.Response:
        """A server's answer; one that is busy is asked again, after as long as it asks for."""
        for attempt in range(1, MOST_TRIES + 1):
            self._hold_back(address)
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
            content = bytearray()
            for chunk in answer.iter_bytes():
                content += chunk
                if len(content) > MOST_BYTES:
                    raise Refused(f"{address} sends more than {MOST_BYTES:,} bytes.", "Nothing was kept.")
            answer._content = bytes(content)
            return answer

    def _hold_back(self, address: str) -> None:
        """Leave a host a moment between two requests."""
        host = urlsplit(address).netloc
        since = time.monotonic() - self._last.get(host, -BETWEEN)
        if since < BETWEEN:
            self._wait(BETWEEN - since)
        self._last[host] = time.monotonic()

    def _ask_robots(self, address: str) -> None:
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._robots_of(f"{site}/robots.txt")
        rules = self._rules[site]
        if rules is not None and not rules.can_fetch(address, NAME):
            raise Refused(
                f"{site}/robots.txt asks machines not to read {address}.",
                "Save the page yourself and keep that (--from FILE), or give --ignore-robots.",
            )

    def _robots_of(self, address: str) -> Protego | None:
        """What a site asks of machines; nothing where it asks nothing, or where its file leads round in circles."""
        try:
            for _ in range(MOST_ROBOTS_REDIRECTS + 1):
                answer = self._once(address)
                target = _target(address, answer)
                if target is None:
                    return Protego.parse(answer.text) if answer.status_code == 200 else None
                address = target
        except ClaimsError:
            pass  # the page itself will say what is wrong
        return None


def wayback(url: str) -> str:
    """The address of the Wayback Machine's newest copy of a page."""
    return WAYBACK + _checked(url)


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise BadInput(f"{url} is no address on the web: {error}.", "Check it.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInput(f"{url} is no address on the web.", "Only http and https can be read.")
    if parts.username or parts.password:
        raise BadInput("The address holds a name or password.", "Give it without.")
    return url


def _target(address: str, answer: httpx.Response) -> str | None:
    """Where an answer leads on to; nothing where it is the page."""
    named = answer.headers.get("location")
    if answer.status_code not in REDIRECTS or not named:
        return None
    try:
        joined = urljoin(address, named)
    except ValueError as error:
        raise BadInput(f"{address} leads on to what is no address: {named}.", "Nothing was kept.") from error
    return _checked(joined)


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
