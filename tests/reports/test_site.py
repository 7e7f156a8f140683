"""The site as a browser and a machine read it: links lead somewhere, and nothing runs but our own script."""

import base64
import hashlib
import json
import re
import shutil
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from claims.formats.validate.checks import FormatFault
from claims.formats.validate.rules import google
from tests.support.ledgers import Terminal

DESK = "--site-url https://desk.example --publisher 'The Desk'"
HOSTILE = "</script><script>alert(1)</script> & \"quotes\" 'too'"
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """What a parser finds on a page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[tuple[str, str]] = []
        self.styles: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.elements.append((tag, known))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "script":
            self.scripts.append((known.get("type", ""), ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{self.file}: </{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"]:
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        if self.open[-1:] == ["style"]:
            self.styles.append(data)

    def all(self, tag: str, name: str) -> list[str]:
        """An attribute of all elements of a kind that have it."""
        return [known[name] for found, known in self.elements if found == tag and name in known]


@pytest.fixture(scope="module")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture
def site(rich: Terminal, site_folder: Path) -> Path:
    """The site of a ledger with every kind of record, and a claim that means harm; written once."""
    folder = site_folder / "public"
    if not folder.exists():
        rich.ok("claims claimant add 'Evil <b>Eve</b>' --same-as 'https://a.example/?x=<y>'")
        add = ["claims add", _quoted(HOSTILE), "--by 'Evil <b>Eve</b>' --source 'https://a.example/?a=1&b=<2>'"]
        rich.ok(" ".join([*add, "--note 'only for the desk'"]))
        rich.ok(f"claims refute 5 --because {_quoted(HOSTILE)} --rating {_quoted(HOSTILE)}")
        rich.ok("claims source add file:///etc/motd --title 'A file of ours'")
        rich.ok("claims evidence add 5 'A file of ours' --stance refutes")
        rich.ok(f"claims export --site {folder} {DESK}")
    return folder


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\"'\"'") + "'"


def pages(site: Path) -> list[Page]:
    return [Page(file) for file in sorted(site.rglob("*.html"))]


def test_every_link_of_ours_leads_to_a_page(site: Path) -> None:
    found = pages(site)
    assert len(found) > 12
    for page in found:
        ids = {known["id"] for _tag, known in page.elements if "id" in known}
        for target in [*page.all("a", "href"), *page.all("link", "href")]:
            if target.startswith("#"):
                assert target[1:] in ids
            elif not target.startswith("https://"):
                file = (page.file.parent / target).resolve()
                assert file.is_file(), f"{page.file}: {target}"
                assert file.is_relative_to(site.resolve())


def test_every_page_can_be_found_from_the_start(site: Path) -> None:
    reached, waiting = set(), [site / "index.html"]
    while waiting:
        file = waiting.pop().resolve()
        if file not in reached:
            reached.add(file)
            links = (target for target in Page(file).all("a", "href") if target.endswith(".html"))
            waiting += [file.parent / target for target in links]
    assert reached == {file.resolve() for file in site.rglob("*.html")}


def test_a_page_has_one_heading_its_landmarks_and_nothing_twice(site: Path) -> None:
    for page in pages(site):
        tags = [tag for tag, _known in page.elements]
        assert page.open == []
        assert [tags.count(each) for each in ("h1", "main", "header", "footer", "nav", "title")] == [1] * 6
        levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
        assert all(lower - upper <= 1 for upper, lower in pairwise(levels))
        ids = [known["id"] for _tag, known in page.elements if "id" in known]
        assert len(ids) == len(set(ids))
        named = [known for tag, known in page.elements if tag == "section"]
        assert all(known.get("aria-labelledby", ids[0]) in ids for known in named)
        assert set(page.all("input", "id")) <= set(page.all("label", "for"))
        assert page.all("html", "lang") == ["en"]
        assert page.all("a", "href")[0] == "#main"


def test_nothing_runs_but_our_own_script_and_nothing_is_loaded(site: Path) -> None:
    for page in pages(site):
        assert page.all("script", "src") == page.all("img", "src") == []
        assert [known for _tag, known in page.elements if any(name.startswith("on") for name in known)] == []
        assert all(rel in ("canonical", "alternate") for rel in page.all("link", "rel"))
        (policy,) = [known["content"] for tag, known in page.elements if known.get("http-equiv")]
        assert policy.startswith("default-src 'none'; ")
        for running in [text for kind, text in page.scripts if kind == ""] + page.styles:
            digest = base64.b64encode(hashlib.sha256(running.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy
        assert {kind for kind, _text in page.scripts} <= {"", "application/json", "application/ld+json"}
        assert "javascript:" not in "".join(page.all("a", "href"))


def test_a_claims_page_carries_the_desks_reviews_for_machines(site: Path) -> None:
    page = Page(site / "claims" / "5" / "index.html")
    (review,) = [json.loads(text) for kind, text in page.scripts if kind == "application/ld+json"]
    assert list[FormatFault](google(review, ())) == []
    assert review["url"] == "https://desk.example/claims/5"
    assert review["claimReviewed"] == review["reviewRating"]["alternateName"] == HOSTILE
    other = Page(site / "claims" / "2" / "index.html")
    embedded = [json.loads(text)["url"] for _kind, text in other.scripts]
    # Somebody else's review belongs on somebody else's page.
    assert embedded == [url for url in embedded if url.startswith("https://desk.example/claims/2")] != []
    assert "Pants on fire" in other.file.read_text(encoding="utf-8")


def test_what_is_nobody_elses_business_stays_at_the_desk(site: Path) -> None:
    written = "".join(file.read_text(encoding="utf-8") for file in site.rglob("*") if file.is_file())
    assert "only for the desk" not in written
    assert "file:///" not in written
    assert "In a hurry" not in written
    assert "A file of ours" in written


def test_the_search_knows_every_claim(site: Path, rich: Terminal) -> None:
    page = Page(site / "index.html")
    (index,) = [json.loads(text)["claims"] for kind, text in page.scripts if kind == "application/json"]
    live = [row[0] for row in rich.place.ask("SELECT id FROM claim WHERE retired_at IS NULL")]
    assert sorted(entry[0] for entry in index) == [*live, 5]
    assert index[0][1:3] == [HOSTILE, "Evil <b>Eve</b>"]


def test_the_feed_and_the_sitemap_are_sound(site: Path) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = _xml(site / "feed.xml")
    entries = feed.findall(f"{atom}entry")
    assert feed.findtext(f"{atom}id") == "https://desk.example/"
    assert HOSTILE in [entry.findtext(f"{atom}title") for entry in entries]
    assert "The Checkers" in [entry.findtext(f"{atom}author/{atom}name") for entry in entries]
    updated = [entry.findtext(f"{atom}updated") or "" for entry in entries]
    assert updated == sorted(updated, reverse=True)
    listed = [each.text or "" for each in _xml(site / "sitemap.xml").iter() if each.tag.endswith("loc")]
    assert len(listed) == len(pages(site))
    assert all((site / each.removeprefix("https://desk.example/") / "index.html").is_file() for each in listed)


def _xml(file: Path) -> ET.Element:
    return ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314  (our own)


# --- The folder -------------------------------------------------------------------------------------------------------


@pytest.mark.file
def test_a_site_of_some_claims_tells_nothing_of_the_others(terminal: Terminal) -> None:
    for claim, tag in ((1, "roads"), (2, "secret")):
        terminal.ok(f"claims add 'Claim {claim}' --by 'Elena Voss' --tag {tag}")
        terminal.ok(f"claims refute {claim} --because 'So it is'")
        terminal.ok(f"claims report claim {claim} -o report.html")
        terminal.ok(f"claims unverifiable {claim} --because 'So it was'")
    for folder, asked, told in (("all", "", {1, 2}), ("some", "--tag roads", {1})):
        terminal.ok(f"claims export --site {folder} {asked}")
        links = Page(terminal.folder / folder / "corrections" / "index.html").all("a", "href")
        assert {int(number) for link in links for number in re.findall(r"^\.\./claims/(\d+)/", link)} == told


def test_only_what_an_export_wrote_is_ever_removed(rich: Terminal) -> None:
    rich.ok(f"claims export --site public {DESK}")
    public = rich.folder / "public"
    (public / "CNAME").write_text("desk.example")
    (public / "claims" / "1" / "photo.txt").write_text("ours")
    (public / "claims" / "2" / "index.html").write_text("changed by hand")
    done = rich.json("claims export --site public --search nothing")
    left = {str(file.relative_to(public)) for file in public.rglob("*") if file.is_file()}
    assert {"CNAME", "claims/1/photo.txt", "claims/2/index.html"} <= left
    assert "claims/1/index.html" not in left
    assert not (public / "claims" / "3").exists()
    assert done["removed"] > 3


def test_a_list_that_was_tampered_with_reaches_nothing_outside(rich: Terminal) -> None:
    rich.ok(f"claims export --site public {DESK}")
    outside = rich.folder / "precious.txt"
    outside.write_text("x")
    listed = rich.folder / "public" / "claims-site.json"
    said = json.loads(listed.read_text())
    digest = hashlib.sha256(b"x").hexdigest()
    said["files"] |= {"../precious.txt": digest, str(outside): digest}
    listed.write_text(json.dumps(said))
    rich.ok(f"claims export --site public {DESK}")
    assert outside.exists()
    listed.write_text("{")
    assert "can't be read" in rich.run(f"claims export --site public {DESK}").err


def test_a_folder_that_leads_elsewhere_is_refused(rich: Terminal) -> None:
    elsewhere = rich.folder / "elsewhere"
    elsewhere.mkdir()
    (rich.folder / "public").mkdir()
    (rich.folder / "public" / "claims").symlink_to(elsewhere)
    assert "leads out of public" in rich.run(f"claims export --site public {DESK}").err
    assert [file for file in elsewhere.rglob("*") if file.is_file()] == []


def test_an_export_that_broke_off_can_be_done_again(rich: Terminal) -> None:
    rich.ok(f"claims export --site public {DESK}")
    shutil.copytree("public", "torn")
    (rich.folder / "torn" / "claims-site.json").unlink()
    (rich.folder / "torn" / "index.html").unlink()
    rich.ok(f"claims export --site torn {DESK}")
    assert (rich.folder / "torn" / "claims-site.json").read_bytes() == (
        rich.folder / "public" / "claims-site.json"
    ).read_bytes()
