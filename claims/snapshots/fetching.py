"""Fetching a page safely: only http and https, only public addresses, within limits, and politely."""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from msgspec import Struct
from protego import Protego

from claims import __version__
from claims.errors import BadInput, ClaimsError, Refused

AGENT = f"claims/{__version__} (fact-checking; keeps a copy of pages that are cited)"
MOST_BYTES = 50_000_000
MOST_REDIRECTS = 10
MOST_SECONDS = 60.0
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
        self._wait = wait
        self._last: dict[str, float] = {}
        self._rules: dict[str, Protego | None] = {}
        transport = httpx.HTTPTransport(http2=True, retries=0, trust_env=False)
        backend = _GuardedBackend(self._manners.private)
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
        if self._manners.robots:
            self._ask_robots(address)
        started = time.monotonic()
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._answered(address, started)
            target = answer.headers.get("location")
            if answer.status_code not in REDIRECTS or not target:
                return self._kept(url, address, answer)
            address = _checked(urljoin(address, target))
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

    def _answered(self, address: str, started: float) -> httpx.Response:
        """A server's answer; one that is busy is asked again, after as long as it asks for."""
        for attempt in range(1, MOST_TRIES + 1):
            self._hold_back(address)
            answer = self._once(address, started)
            if answer.status_code not in TRY_AGAIN or attempt == MOST_TRIES:
                return answer
            pause = _retry_after(answer) or 2.0**attempt
            if pause > LONGEST_WAIT:
                raise Unreachable(f"{address} asks to be left alone for {pause:.0f} seconds.", "Try again then.")
            self._wait(pause)
        raise AssertionError("unreachable")

    def _once(self, address: str, started: float) -> httpx.Response:
        with _told(address), self._client.stream("GET", address) as answer:
            content = bytearray()
            for chunk in answer.iter_bytes(65_536):
                content += chunk
                if len(content) > MOST_BYTES:
                    raise Refused(f"{address} sends more than {MOST_BYTES:,} bytes.", "Nothing was kept.")
                if time.monotonic() - started > MOST_SECONDS:
                    raise Unreachable(f"{address} takes longer than {MOST_SECONDS:.0f} seconds.", "Nothing was kept.")
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
        if rules is not None and not rules.can_fetch(address, AGENT):
            raise Refused(
                f"{site}/robots.txt asks machines not to read {address}.",
                "Save the page yourself and keep that (--from FILE), or give --ignore-robots.",
            )

    def _robots_of(self, address: str) -> Protego | None:
        try:
            answer = self._once(address, time.monotonic())
        except ClaimsError:
            return None  # the page itself will say what is wrong
        return Protego.parse(answer.text) if answer.status_code == 200 else None


def wayback(url: str) -> str:
    """The address of the Wayback Machine's newest copy of a page."""
    return WAYBACK + _checked(url)


def _checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInput(f"{url} is no address on the web.", "Only http and https can be read.")
    if parts.username or parts.password:
        raise BadInput("The address holds a name or password.", "Give it without.")
    return url


def _retry_after(answer: httpx.Response) -> float | None:
    told = answer.headers.get("retry-after", "")
    return float(told) if told.isdigit() else None


@contextmanager
def _told(address: str) -> Iterator[None]:
    """What goes wrong on the network, in words."""
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.TimeoutException) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise Unreachable(
            f"{address} can't be read: {said}.", "Check the address and the network; nothing was kept."
        ) from error


class _GuardedBackend(httpcore.NetworkBackend):
    """Connects only to addresses that were checked: a name is looked up once, and that very address is used."""

    def __init__(self, private: bool) -> None:
        self._private = private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: object = None,
    ) -> httpcore.NetworkStream:
        address = self._address(host, port)
        return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)  # type: ignore[arg-type]

    def _address(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} isn't known") from error
        addresses = [str(each[4][0]) for each in found]
        for each in addresses:
            if not self._private and not is_public(each):
                raise Refused(
                    f"{host} is at {each}, which is no public address.", "If you mean it, give --allow-private."
                )
        return addresses[0]

    def connect_unix_socket(self, *_args: object, **_options: object) -> httpcore.NetworkStream:
        raise Refused("A page is never read from a socket of this machine.", "Give a web address.")

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, also where it is wrapped into IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or ip.sixtofour or ip
        teredo = ip.teredo if isinstance(ip, ipaddress.IPv6Address) else None
        ip = teredo[1] if teredo else ip
    return ip.is_global and not ip.is_multicast
