"""Where a page may be read from: addresses of the public network, looked up once and used as they were checked."""

import ipaddress
import socket
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from claims.errors import BadInput, ClaimsError, Refused

REDIRECTS = frozenset({301, 302, 303, 307, 308})

HOLDING_IPV4 = tuple(
    map(ipaddress.IPv6Network, ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0/96"))
)
"""The IPv6 networks whose last 32 bits are an IPv4 address that a machine on the way may connect to."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, also where it is wrapped into IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.is_site_local:
            return False
        ip = _wrapped(ip) or ip
    return ip.is_global and not ip.is_multicast


def _wrapped(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if any(ip in network for network in HOLDING_IPV4):
        return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


class Unreachable(ClaimsError):
    """The page can't be had."""


class Deadline:
    """Until when a page has to be there; what is spent waiting on purpose doesn't count."""

    def __init__(self) -> None:
        self._until = float("inf")

    def start(self, seconds: float) -> None:
        """Begin to count."""
        self._until = time.monotonic() + seconds

    def extend(self, seconds: float) -> None:
        """Leave out a wait."""
        self._until += seconds

    def left(self, most: float | None) -> float:
        """The seconds that are left, but no more than `most`."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("it takes too long")
        return left if most is None else min(left, most)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects only to addresses that were checked: a name is looked up once, and those very addresses are used."""

    def __init__(self, private: bool, deadline: Deadline) -> None:
        self._private = private
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of a host that answers."""
        failed: Exception = httpcore.ConnectError(f"{host} isn't known")
        for address in self._addresses(host, port):
            try:
                left = self._deadline.left(timeout)
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failed

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} isn't known") from error
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        for each in addresses:
            if not self._private and not is_public(each):
                raise Refused(
                    f"{host} is at {each}, which is no public address.", "If you mean it, give --allow-private."
                )
        return addresses

    def connect_unix_socket(self, *_args: object, **_options: object) -> httpcore.NetworkStream:
        """Refused: a page is never read from this machine."""
        raise Refused("A page is never read from a socket of this machine.", "Give a web address.")


class _TimedStream(httpcore.NetworkStream):
    """A connection that is given up at the deadline, however little a server sends at a time."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def checked(url: str) -> str:
    """An address on the web, as it was given; refused where it is none, or holds a password."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise BadInput(f"{url} is no address on the web: {error}.", "Check it.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInput(f"{url} is no address on the web.", "Only http and https can be read.")
    if parts.username or parts.password:
        raise BadInput("The address holds a name or password.", "Give it without.")
    return url


def leads_to(address: str, answer: httpx.Response) -> str | None:
    """Where an answer leads on to; nothing where it is the page."""
    named = answer.headers.get("location")
    if answer.status_code not in REDIRECTS or not named:
        return None
    try:
        joined = urljoin(address, named)
    except ValueError as error:
        raise BadInput(f"{address} leads on to what is no address: {named}.", "Nothing was kept.") from error
    return checked(joined)
