"""Addresses seen through: which page an archive, a cache or a form shows, and whose site that is."""

import pytest

from claims.policy.provenance.addresses import own_site, page_at

PAGE = "https://www.courier.example.co.uk/news/pier"
FORMS = [
    "http://courier.example.co.uk/news/pier/",
    "https://web.archive.org/web/20250401000000/https://www.courier.example.co.uk/news/pier?utm_source=x",
    "https://web.archive.org/web/2025id_/courier.example.co.uk/news/pier",
    "https://archive.ph/2025.04.01-120000/https://www.courier.example.co.uk/news/pier",
    "https://archive.today/newest/https://www.courier.example.co.uk/news/pier",
    "https://webcache.googleusercontent.com/search?q=cache:Ab1:https://www.courier.example.co.uk/news/pier&hl=en",
    "https://webcache.googleusercontent.com/search?q=cache:www.courier.example.co.uk/news/pier",
    "https://www-courier-example-co-uk.cdn.ampproject.org/c/s/www.courier.example.co.uk/news/pier",
    "https://www.google.com/amp/s/www.courier.example.co.uk/news/amp/pier",
    "https://www-courier-example-co-uk.translate.goog/news/pier",
    "https://amp.courier.example.co.uk/news/pier",
    "https://m.courier.example.co.uk/news/pier",
    "https://mobile.courier.example.co.uk/news/pier/amp/",
    f"{PAGE}?amp",
    f"{PAGE}?outputType=amp",
    f"{PAGE}?print=1",
    f"{PAGE}/print",
]


@pytest.mark.parametrize("form", FORMS)
def test_a_copy_or_form_is_the_page_that_it_shows(form: str) -> None:
    assert (page_at(form).key, page_at(form).site) == (page_at(PAGE).key, "example.co.uk")


@pytest.mark.parametrize(
    "other",
    [
        "https://www.courier.example.co.uk/news/pier-2",
        "https://www.courier.example.co.uk/news/pier?id=2",
        "https://www.courier.example.co.uk/news/amplifier",
        "https://m.herald.example.co.uk/news/pier",
        "https://web.archive.org/web/2025/https://www.courier.example.co.uk/news/pier?id=2",
    ],
)
def test_what_is_another_page_stays_another(other: str) -> None:
    assert page_at(other).key != page_at(PAGE).key


@pytest.mark.parametrize("short", ["https://perma.cc/AB12-CD34", "https://archive.ph/Ab3dE", "https://archive.org/x"])
def test_an_archives_own_number_says_nothing_of_the_page(short: str) -> None:
    assert (page_at(short).key, page_at(short).site, page_at(short).archived) == ("", "", True)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://anna.blogspot.com/2025/1", "anna.blogspot.com"),
        ("https://anna.github.io/page", "anna.github.io"),
        ("https://twitter.com/Voss/status/1", "x.com/voss"),
        ("https://www.youtube.com/@voss/videos", "youtube.com/voss"),
        ("https://www.youtube.com/watch?v=1", ""),
        ("https://www.facebook.com/permalink.php?story=1", ""),
        ("https://medium.com/@voss/pier", "medium.com/voss"),
        ("http://127.0.0.1:8000/pier", "127.0.0.1"),
        ("file:///home/me/pier.html", ""),
        (None, ""),
    ],
)
def test_whose_site_a_page_is_on(url: str | None, site: str) -> None:
    assert page_at(url).site == site


@pytest.mark.parametrize("url", ["https://www.wikidata.org/wiki/Q1", "https://de.wikipedia.org/wiki/Voss", None])
def test_a_work_of_reference_is_nobodys_own_site(url: str | None) -> None:
    assert own_site(url) == ""
