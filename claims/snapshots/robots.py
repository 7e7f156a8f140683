"""What a site asks of machines in its robots.txt, read as RFC 9309 has it."""

from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
from protego import Protego

from claims.errors import BadInput, Refused
from claims.snapshots.addresses import Unreachable, leads_to

NAME = "claims"
"""The name by which a robots.txt may speak of this program."""

MOST_REDIRECTS = 5
MOST_CHARACTERS = 512_000
"""Characters of a robots.txt that are read; RFC 9309 asks for 500 kibibytes at least."""

LONGEST_PAUSE = 30.0
"""Seconds between two pages of a host, at most: a Crawl-delay that asks for more is cut to it."""

OTHERWISE = "Save the page yourself and keep that (--from FILE), or give --ignore-robots."


class Robots:
    """What each site asks, asked for once; `get` fetches one address and follows nothing."""

    def __init__(self, get: Callable[[str], httpx.Response]) -> None:
        self._get = get
        self._known: dict[str, Protego | Unreachable | None] = {}

    def require_welcome(self, address: str) -> None:
        """Refuse an address that its site keeps from machines, or whose site can't say."""
        site = _site(address)
        if site not in self._known:
            self._known[site] = self._asked(f"{site}/robots.txt")
        rules = self._known[site]
        if isinstance(rules, Unreachable):
            raise rules
        if rules is not None and not rules.can_fetch(address, NAME):
            raise Refused(f"{site}/robots.txt asks machines not to read {address}.", OTHERWISE)

    def pause(self, address: str) -> float:
        """Seconds that a site asks for between two of its pages (Crawl-delay), cut to what a person can wait."""
        rules = self._known.get(_site(address))
        asked = rules.crawl_delay(NAME) if isinstance(rules, Protego) else None
        return min(asked or 0.0, LONGEST_PAUSE)

    def _asked(self, address: str) -> Protego | Unreachable | None:
        """The rules of a site; none where it has no such file, and an error where it can't say."""
        try:
            answer = self._found(address)
        except BadInput:
            return None  # a file that leads nowhere is none
        except Unreachable as error:
            return Unreachable(
                f"{error.message} Until it can, machines have to keep away.",
                "Check the address and the network, or give --ignore-robots; nothing was kept.",
            )
        if answer is None or 300 <= answer.status_code < 500:
            return None
        if answer.status_code >= 500:
            said = f"{answer.status_code} {answer.reason_phrase}".strip()
            return Unreachable(
                f"{address} answered {said}. Until it says what it asks of machines, they have to keep away.",
                f"Try later. {OTHERWISE}",
            )
        return Protego.parse(answer.text.lstrip("\ufeff")[:MOST_CHARACTERS])

    def _found(self, address: str) -> httpx.Response | None:
        """The answer at the end of the redirects; nothing where they lead round in circles."""
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._get(address)
            onward = leads_to(address, answer)
            if onward is None:
                return answer
            address = onward
        return None


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
