"""Which page an address leads to in the end, and whose site that is: copies, forms and host services seen through."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from msgspec import Struct

from claims.errors import ClaimsError
from claims.urls import canonical_url

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

# fmt: off
ARCHIVES = frozenset({
    "web.archive.org", "archive.org", "archive.today", "archive.ph", "archive.is", "archive.li", "archive.md",
    "archive.fo", "archive.vn", "perma.cc", "ghostarchive.org", "webcitation.org", "megalodon.jp", "arquivo.pt",
    "webarchive.org.uk", "webarchive.nationalarchives.gov.uk", "webarchive.loc.gov", "wayback.archive-it.org",
    "freezepage.com", "preservetube.com", "webcache.googleusercontent.com", "cc.bingj.com",
})
"""Hosts that keep copies of other people's pages."""

PLATFORMS = {
    "x.com": 1, "twitter.com": 1, "facebook.com": 1, "instagram.com": 1, "threads.net": 1, "threads.com": 1,
    "t.me": 1, "tiktok.com": 1, "vk.com": 1, "medium.com": 1, "truthsocial.com": 1, "weibo.com": 1, "pinterest.com": 1,
    "bsky.app": 2, "linkedin.com": 2, "youtube.com": 1, "youtu.be": 0, "reddit.com": 2, "rumble.com": 2,
    "github.com": 1, "sites.google.com": 2, "mastodon.social": 1, "odysee.com": 1, "ok.ru": 1, "gab.com": 1,
}
"""Host services where everybody publishes, and how many parts of a path name the account."""

ENCYCLOPEDIAS = frozenset({"wikidata.org", "wikipedia.org", "dbpedia.org", "imdb.com", "viaf.org", "isni.org",
    "orcid.org", "d-nb.info", "loc.gov", "opensanctions.org", "musicbrainz.org"})
"""Works of reference: what they say of somebody isn't that somebody's own word."""
# fmt: on

_ONE_SERVICE = {"twitter.com": "x.com", "youtu.be": "youtube.com", "threads.com": "threads.net"}
_NO_ACCOUNT = frozenset(
    "watch shorts embed live playlist results p reel reels stories i intent search hashtag explore status posts share"
    " permalink.php story.php photo.php video.php videos watch.php groups events s pin tag c".split()
)
"""First parts of a path that name a page of the service and no account."""

_EMBEDDED = re.compile(r"https?:/{1,2}[^/\s?#.]+\.[^\s]+", re.IGNORECASE)
_BARE = re.compile(r"^/(?:\w+/)?\d{4,14}(?:[a-z]{2}_)?/((?:[\w-]+\.)+[a-z]{2,}(?:/.*)?)$", re.IGNORECASE)
_FORM_HOST = re.compile(r"^(?:amp|m|mobile|touch|print)\.(?=[^.]+\.)")
_FORM_PATH = re.compile(
    r"/amp(?=/.)|^/(?:mobile|print)(?=/.)|/(?:amp|print|printable|mobile)/?$|(?:[.-]amp)(?=\.html?$|$)"
)
_FORM_QUERY = frozenset({"amp", "print", "printable", "mobile", "outputtype", "output", "view", "m", "display"})
_FORM_WORDS = frozenset({"", "1", "true", "amp", "print", "mobile", "yes", "on", "m", "y"})
_WRAPPERS = 4
"""How many copies within copies are seen through."""


class Page(Struct, frozen=True):
    """A page as it is known by: its address in one form, its site, and what stood between."""

    key: str
    """The address of the page that is meant, without the scheme; empty if nobody can tell."""
    site: str
    """The registrable domain, or a host service with the account; empty where that doesn't say who publishes."""
    host: str
    """The host of the address as given, without `www.`."""
    how: str
    """What the address as given is to that page: a copy in an archive, a form for telephones; empty if it is it."""
    archived: bool
    """Whether the address is that of a copy that somebody else keeps."""


NOWHERE = Page("", "", "", "", False)


@lru_cache(maxsize=4_096)
def page_at(url: str | None) -> Page:
    """The page that an address leads to; a file or no address at all leads nowhere in particular."""
    given = _canonical(url)
    if not given.startswith("https://"):
        return NOWHERE
    shown, hows, archived, here = bare_host(given), list[str](), False, given
    for _ in range(_WRAPPERS):
        inner, how, kept = _within(here)
        if not how:
            break
        hows.append(how)
        archived |= kept
        here = inner
        if not here:
            return Page("", "", shown, hows[0], archived)
    return Page(_key(here), _site(here), shown, hows[0] if hows else "", archived)


def bare_host(url: str) -> str:
    """The host of an address without `www.`; nothing if it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def own_site(url: str | None) -> str:
    """The site that a `same_as` shows to be somebody's own; nothing for works of reference and bare host services."""
    page = page_at(url)
    return "" if page.site in ENCYCLOPEDIAS else page.site


@lru_cache(maxsize=4_096)
def registrable(host: str) -> str:
    """The part of a host that somebody registered, by the public suffix list with its private part."""
    labels = host.split(".")
    if len(labels) <= 2 or labels[-1].isdigit() or ":" in host:
        return host
    return _suffixes().privatesuffix(host) or host


@cache
def _suffixes() -> "PublicSuffixList":
    """The public suffix list that comes with its package; reading it takes 70 ms, and nothing is fetched."""
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


def _canonical(url: str | None) -> str:
    """An address in one form; nothing for what is none."""
    try:
        return canonical_url(url) if url else ""
    except ClaimsError:
        return ""


def _within(url: str) -> tuple[str, str, bool]:
    """The address that one is a copy or a form of (empty if it doesn't say), what it is, and if others keep it."""
    host = bare_host(url)
    if host in ARCHIVES or host.removeprefix("wayback.") in ARCHIVES:
        how = "a cached copy" if host.startswith(("webcache.", "cc.bing")) else "a copy in a public archive"
        return _embedded(url), how, True
    if host.endswith(".cdn.ampproject.org") or (host.startswith("google.") and urlsplit(url).path.startswith("/amp/")):
        return _amp_cached(url), "a cached copy", True
    if host.endswith(".translate.goog"):
        name = host.removesuffix(".translate.goog").replace("--", "\0").replace("-", ".").replace("\0", "-")
        return _canonical(urlunsplit(urlsplit(url)._replace(netloc=name))), "a machine translation", True
    plain = _without_form(url)
    return (plain, "a form for telephones or print", False) if plain != url else (url, "", False)


def _embedded(url: str) -> str:
    """The address that the address of a copy holds, whole or without its scheme; nothing if it holds none."""
    parts = urlsplit(url)
    queries = [value.split(":", 2)[-1] if value.startswith("cache:") else value for _, value in parse_qsl(parts.query)]
    for text in (unquote(url.split("/", 3)[3]), *queries):
        if found := _EMBEDDED.search(text):
            return _canonical(re.sub(r"^(https?):/+", r"\1://", found[0], flags=re.IGNORECASE))
    bare = next((each for each in queries if re.match(r"(?:[\w-]+\.)+[a-z]{2,}/", each)), "")
    if found := _BARE.match(parts.path):
        bare = found[1]
    return _canonical(f"https://{bare}") if bare else ""


def _amp_cached(url: str) -> str:
    """The page behind an address in an AMP cache: what follows `/c/s/`, `/v/s/` or `/amp/s/`."""
    parts = urlsplit(url)
    inner = re.sub(r"^/(?:amp|[a-z])/(?:s/)?", "", parts.path)
    query = f"?{parts.query}" if parts.query else ""
    return _canonical(f"https://{inner}{query}") if "." in inner.split("/")[0] else ""


def _without_form(url: str) -> str:
    """The address of a page without what only asks for its AMP, mobile or print form."""
    parts = urlsplit(url)
    netloc = _FORM_HOST.sub("", parts.netloc.removeprefix("www."))
    netloc = re.sub(r"\.m\.(wik\w+\.org)$", r".\1", netloc)
    path = _FORM_PATH.sub("", parts.path) or "/"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [
        (name, value)
        for name, value in pairs
        if not (name.lower() in _FORM_QUERY and value.lower() in _FORM_WORDS and (name.lower() != "view" or value))
    ]
    query = urlencode(kept) if len(kept) < len(pairs) else parts.query
    if netloc == parts.netloc.removeprefix("www.") and path == (parts.path or "/") and query == parts.query:
        return url
    return urlunsplit(parts._replace(netloc=netloc, path=path, query=query))


def _key(url: str) -> str:
    """An address without what doesn't tell one page from another."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{bare_host(url)}{f':{parts.port}' if parts.port else ''}{parts.path.rstrip('/')}{query}"


def _site(url: str) -> str:
    """Whose page it is as far as its address says: the registrable domain, or the account on a host service."""
    domain = registrable(bare_host(url))
    service = bare_host(url) if bare_host(url) in PLATFORMS else domain
    if service not in PLATFORMS:
        return domain
    parts = [each.lower() for each in urlsplit(url).path.split("/") if each][: PLATFORMS[service] or None]
    if len(parts) < PLATFORMS[service] or not PLATFORMS[service] or parts[0] in _NO_ACCOUNT:
        return ""
    return "/".join([_ONE_SERVICE.get(service, service), *(each.removeprefix("@") for each in parts)])
