"""Addresses of documents: checked as people give them, and reduced to one form per document."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, unquote_plus, urlsplit, urlunsplit

from claims.errors import BadInput
from claims.text import quoted

LONGEST_URL = 2048

# fmt: off
TRACKING_PARAMETERS = frozenset({
    # search and advertising
    "dclid", "gbraid", "gclid", "gclsrc", "msclkid", "srsltid", "wbraid", "yclid", "_ga", "_gl", "xtor",
    # social networks
    "__twitter_impression", "fbclid", "igsh", "igshid", "li_fat_id", "mibextid", "ref_src", "ref_url", "ttclid",
    "twclid",
    # newsletters
    "_hsenc", "_hsmi", "hsctatracking", "mc_cid", "mc_eid", "mkt_tok", "oly_anon_id", "oly_enc_id", "vero_id",
    # publishers: BBC, Guardian, MSN, New York Times, Reuters, Yahoo and others
    "at_bbc_team", "at_campaign", "at_campaign_type", "at_custom1", "at_custom2", "at_custom3", "at_custom4",
    "at_format", "at_link_id", "at_link_origin", "at_link_type", "at_medium", "at_ptr_name", "cmp", "cmpid",
    "guccounter", "guce_referrer", "guce_referrer_sig", "ns_campaign", "ns_fee", "ns_linkname", "ns_mchannel",
    "ns_source", "ocid", "smid", "smtyp", "taid", "wt.mc_id", "wt_mc",
})
# fmt: on
TRACKING_PREFIX = "utm_"

_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\\]")
_FORBIDDEN_IN_HOST = re.compile(r'[<>"^`{|}%]')
_LOOKS_LIKE_URL = re.compile(
    r"[a-z][a-z0-9+.-]*://\S+|www\.[^\s.]+\.\S+|(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?/\S*",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"https?://(?:[a-z0-9]{1,63}\.)+[a-z]{2,63}/[A-Za-z0-9_/-]*(?:\.html?)?")
_DEFAULT_PORTS = {"http": (80, 443), "https": (443,)}


def clean_url(raw: str) -> str:
    """The http, https or file URL a person gave, unchanged but for outer white space, or BadInput."""
    url = raw.strip()
    if len(url) <= LONGEST_URL and _PLAIN.fullmatch(url):
        return url
    if len(url) > LONGEST_URL:
        raise BadInput(f"The URL is {len(url):,} characters long; the limit is {LONGEST_URL:,}.", "Give a shorter one.")
    _split(url)
    return url


@lru_cache(maxsize=1_024)
def canonical_url(url: str) -> str:
    """The key two addresses share when they name the same document: no fragment, no tracking, http as https.

    A hash mark and what follows it never tell two documents apart here, and `www.` and a final slash always do.
    """
    if _PLAIN.fullmatch(url):
        return f"https{url[url.index(':') :]}"
    parts = _one_root(_split(url.strip()))
    query = "&".join(pair for pair in parts.query.split("&") if not _is_tracking(pair))
    try:
        plain = urlsplit(_canonicalized(urlunsplit(parts._replace(query=query, fragment=""))))
    except ValueError:
        raise _unreadable(url) from None
    return urlunsplit(_one_root(plain)._replace(scheme=_one_scheme(plain), netloc=_one_netloc(plain)))


def _canonicalized(url: str) -> str:
    """The URL with its escapes, letters and query in one form; a plain one has nothing to be changed."""
    if _PLAIN.fullmatch(url):
        return url
    from w3lib.url import canonicalize_url  # brings urllib.request, 10 ms

    return canonicalize_url(url)


def host(url: str) -> str:
    """The host a document is served from, in lower case and as it stands in the canonical URL; a file has none."""
    if _PLAIN.fullmatch(url):
        return url.split("/", 3)[2]
    parts = _split(url.strip())
    if parts.scheme == "file":
        return ""
    name = _host_name(parts)
    return name if name.isascii() and ":" not in name else _host_name(urlsplit(canonical_url(url)))


def looks_like_url(text: str) -> bool:
    """Whether a person who typed this meant an address rather than a name or a title."""
    return _LOOKS_LIKE_URL.fullmatch(text.strip()) is not None


def _split(url: str) -> SplitResult:
    """The parts of a URL that is fit to keep, or BadInput that says why it isn't."""
    if not url:
        raise BadInput("The URL is empty.", "Give an address such as https://example.org/page.")
    if re.search(r"\s", url):
        raise BadInput(f"The URL {quoted(url)} has white space in it.", "Write %20 for a space, or quote one URL only.")
    if found := _FORBIDDEN.search(url):
        problem = f"holds U+{ord(found[0]):04X} at character {found.start() + 1}"
        raise BadInput(f"The URL {quoted(url)} {problem}.", "Take that character out, or percent-encode it.")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise _unreadable(url) from None
    _refuse_unusable(parts, url)
    return parts


def _refuse_unusable(parts: SplitResult, url: str) -> None:
    """A URL must say where its document is, and must not carry a password into a ledger that others will read."""
    if parts.password is not None:
        raise BadInput("The URL holds a password.", "Take out the part before the @ and give the URL again.")
    if parts.scheme == "file":
        if parts.netloc.lower() not in ("", "localhost") or not parts.path.startswith("/"):
            hint = "Write the full path after three slashes, as in file:///home/me/page.html."
            raise BadInput(f"The URL {quoted(url)} names no file here.", hint)
        return
    if parts.scheme not in _DEFAULT_PORTS:
        hint = "Begin it with https://, http:// or file://."
        raise BadInput(f"{quoted(url)} is not a web address or a file address.", hint)
    name = parts.hostname or ""
    if not name.strip(".\u3002\uff0e\uff61"):
        raise BadInput(f"The URL {quoted(url)} names no host.", "Write it like https://example.org/page.")
    if ":" not in name and _FORBIDDEN_IN_HOST.search(name):
        raise _unreadable(url)


def _unreadable(url: str) -> BadInput:
    """The refusal of a URL whose host or port makes no sense."""
    return BadInput(f"The URL {quoted(url)} has no valid host and port.", "Copy it again from the address bar.")


def _is_tracking(pair: str) -> bool:
    """Whether a query parameter says how the reader came to the page and not which page it is."""
    name = unquote_plus(pair.partition("=")[0]).lower()
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIX)


def _one_root(parts: SplitResult) -> SplitResult:
    """The path of a file begins with one slash, so that its first folder can't pass for a host."""
    return parts._replace(path="/" + parts.path.lstrip("/")) if parts.scheme == "file" else parts


def _one_scheme(parts: SplitResult) -> str:
    """The same page over http and https is one document."""
    return "https" if parts.scheme == "http" else parts.scheme


def _one_netloc(parts: SplitResult) -> str:
    """User, host and port without a trailing dot and without the port that goes without saying."""
    if parts.scheme == "file":
        return ""
    user, at, _ = parts.netloc.rpartition("@")
    name = _host_name(parts)
    bracketed = f"[{name}]" if ":" in name else name
    port = "" if parts.port is None or parts.port in _DEFAULT_PORTS.get(parts.scheme, ()) else f":{parts.port}"
    return f"{user}{at}{bracketed}{port}"


def _host_name(parts: SplitResult) -> str:
    """The host in lower case without a trailing dot."""
    return (parts.hostname or "").rstrip(".")
