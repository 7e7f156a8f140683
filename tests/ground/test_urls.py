"""One document has one canonical address, however it was copied."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.errors import BadInput
from claims.urls import TRACKING_PARAMETERS, canonical_url, clean_url, host, looks_like_url

PIECES = st.sampled_from(
    [
        *("http", "https", "file", "://", "/", "//", "a.com", "A.Com.", "ex。com.", "faß.de", "[::0:1]", ":80", ":443"),
        *(":8080", "user@", ":", "@", "?", "&", "=", ";", "#", "%", "%41", "%2F", "%2525", "%zz", "..", ".", "b=2"),
        *(
            "utm_source=x",
            "a=1",
            "ü",
            "\u06f1",
            "中",
            "\u200c",
            "+",
            "|",
            "\\",
            "\ud800",
            "\x00",
            "<",
            "[",
            "]",
            "xn--a-",
            "x",
        ),
    ]
)
ANY_URL = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=30)
WEB_URL = st.builds(
    "{}://{}{}/{}".format,
    st.sampled_from(["http", "HTTPS", "file"]),
    st.sampled_from(["", "localhost", "a.com", "EX。com.", "faß.de", "[::0:1]", "u@A.com", "127.1", "b_c..d"]),
    st.sampled_from(["", ":80", ":443", ":8080", ":", ":0"]),
    st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=20),
)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.bbc.com/news/1?utm_source=x#top",
        "HTTP://Example.org",
        "file:///home/me/page.html",
        "https://fa.wikipedia.org/wiki/می\u200cروم",
        "http://[2001:db8::1]:8080/x",
        "https://user@example.org/",
    ],
)
def test_a_usable_url_is_kept_as_given(url: str) -> None:
    assert clean_url(f"  {url}\n") == url


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("", "empty"),
        ("https://a.com/a b", "white space"),
        ("https://a.com/\u00a0b", "white space"),
        ("https://a.com/\x1b[2J", r"holds U\+001B at character 15"),
        ("https://a.com/\u202egpj.exe", r"holds U\+202E"),
        ("https://a.com\\@evil.com/", r"holds U\+005C"),
        ("https://a.com/\ud800", r"holds U\+D800"),
        ("https:///path", "names no host"),
        ("https://./", "names no host"),
        ("https://:80/", "names no host"),
        ("https://a.com:x/", "no valid host and port"),
        ("https://a.com:99999/", "no valid host and port"),
        ("https://[::1/", "no valid host and port"),
        ("https://<b>/", "no valid host and port"),
        ("javascript:alert(1)", "is not a web address"),
        ("data:text/html,x", "is not a web address"),
        ("ftp://a.com/", "is not a web address"),
        ("example.org/page", "is not a web address"),
        ("file:relative", "names no file here"),
        ("file://C:/page.html", "names no file here"),
        ("https://a.com/" + "x" * 2048, "2,062 characters long; the limit is 2,048"),
    ],
)
def test_an_unusable_url_is_refused_with_the_reason(url: str, problem: str) -> None:
    with pytest.raises(BadInput, match=problem) as refusal:
        clean_url(url)
    assert refusal.value.hint


@pytest.mark.parametrize(
    "url", ["https://me:hunter2@a.com/", "file://me:hunter2@localhost/x", "ftp://me:hunter2@a.com"]
)
def test_a_password_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(BadInput, match="holds a password") as refusal:
        clean_url(url)
    assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://Example.ORG", "https://example.org/"),
        ("http://example.org:80/", "https://example.org/"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:443/", "https://example.org/"),
        ("https://example.org:80/", "https://example.org:80/"),
        ("https://example.org.:8080/", "https://example.org:8080/"),
        ("https://example.org/a/", "https://example.org/a/"),
        ("https://www.example.org/a", "https://www.example.org/a"),
        ("https://example.org/a/../b#top", "https://example.org/b"),
        ("https://example.org/?b=2&a=1", "https://example.org/?a=1&b=2"),
        ("https://example.org/?UTM_Source=x&id=7&fbclid=y&at_medium=z", "https://example.org/?id=7"),
        ("https://example.org/?%75tm_source=x", "https://example.org/"),
        ("https://example.org/%7eme/%c3%bc", "https://example.org/~me/%C3%BC"),
        ("https://EXÄMPLE.com/ü", "https://xn--exmple-cua.com/%C3%BC"),
        ("https://ex。com。/", "https://ex.com/"),
        ("http://[2001:DB8:0::1]:8080/", "https://[2001:db8::1]:8080/"),
        ("https://user@Example.org/", "https://user@example.org/"),
        ("file://localhost/home/me", "file:///home/me"),
        ("file:/home/me#p2", "file:///home/me"),
        ("file:////home//me", "file:///home//me"),
    ],
)
def test_addresses_of_one_document_share_a_key(url: str, key: str) -> None:
    assert canonical_url(url) == key


@pytest.mark.parametrize("name", sorted(TRACKING_PARAMETERS))
def test_no_tracking_parameter_survives(name: str) -> None:
    assert canonical_url(f"https://a.com/?id=1&{name.upper()}=x") == "https://a.com/?id=1"


@given(ANY_URL | WEB_URL)
@example("https://a.com/" + "ü" * 1000)
@example("https://a.com/?a;b=1;c")
@example("file:////a")
@example("file:///.//a")
@example("file:///..")
def test_a_canonical_url_is_its_own_key_and_anything_else_is_refused(url: str) -> None:
    try:
        key = canonical_url(url)
    except BadInput:
        return
    assert canonical_url(key) == key
    assert host(key) == host(url)


@given(ANY_URL | WEB_URL)
def test_a_kept_url_has_a_key(url: str) -> None:
    try:
        kept = clean_url(url)
    except BadInput:
        return
    assert clean_url(kept) == kept
    assert canonical_url(kept) == canonical_url(url)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://WWW.BBC.com.:443/x", "www.bbc.com"),
        ("https://exämple.com/", "xn--exmple-cua.com"),
        ("http://user@[::0:1]:80/", "::1"),
        ("file:///home/me", ""),
    ],
)
def test_the_host_is_the_one_in_the_canonical_url(url: str, name: str) -> None:
    assert host(url) == name


@pytest.mark.parametrize(
    "text", ["https://a", "ftp://x.y", "www.bbc.com", "bbc.co.uk/news", "a.com:8080/x", " bbc.com/ "]
)
def test_an_address_looks_like_one(text: str) -> None:
    assert looks_like_url(text)


@pytest.mark.parametrize(
    "text", ["", "TASS", "and/or", "U.S./Russia", "Dr. No", "bbc.com", "12/25/2025", "see www.bbc.com"]
)
def test_a_name_or_title_does_not_look_like_an_address(text: str) -> None:
    assert not looks_like_url(text)
