"""In whose name the desk's own work goes out."""

from claims.errors import BadInput
from claims.formats.claimreview.parts import web_address
from claims.formats.material import Publisher
from claims.text import clean_name, quoted
from claims.urls import clean_url, host


def publisher_named(site_url: str | None, name: str | None) -> Publisher | None:
    """The desk as a publisher; none where nobody said at which address its pages are."""
    called = None if name is None else clean_name(name, "publisher")
    if site_url is None:
        return None
    url = clean_url(site_url)
    if web_address(url) is None or "?" in url or "#" in url:
        raise BadInput(f"{quoted(site_url)} is no site's address.", "Give one such as https://desk.example.")
    return Publisher(site=url.rstrip("/"), name=called or host(url))
