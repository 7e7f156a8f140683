"""Looks at an exported site in Chromium: `python -m benchmarks.site_in_browser DIR --into FOLDER`.

Takes pictures of the start page and of a claim's page, light and dark and on a phone's width, and checks what only a
browser can: that the search runs under the page's own policy and finds a claim by its words, and that nothing is
refused by that policy or reported as an error.
"""

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --hide-scrollbars --enable-logging=stderr"
).split()
VIEWS = {"light": ("1100,1400", ()), "dark": ("1100,1400", ("--force-dark-mode",)), "phone": ("500,1400", ())}
PHONE = '<!DOCTYPE html><style>body {{ margin: 0 }}</style><iframe src="{}" width="390" height="1400"></iframe>'
"""A window is never narrower than 500 pixels; a frame in it can be."""

INDEX = re.compile(r'<script type="application/json" id="index">(.*?)</script>', re.DOTALL)
COUNT = re.compile(r'id="count"[^>]*>([^<]*)<')


def main() -> None:
    """Take the pictures, type a search, and say what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site_in_browser", description="Look at a site.")
    parser.add_argument("site", type=Path, help="the folder that claims export --site wrote")
    parser.add_argument(
        "--into", type=Path, default=Path("build/site"), help="where pictures go (default: %(default)s)"
    )
    wanted = parser.parse_args()
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit(f"There is no browser here: install one of {', '.join(BROWSERS)}.")
    wanted.into.mkdir(parents=True, exist_ok=True)
    start = (wanted.site / "index.html").resolve()
    claims = json.loads(html.unescape(INDEX.findall(start.read_text(encoding="utf-8"))[0]))["claims"]
    pages = {"start": start}
    if claims:
        pages["claim"] = start.parent / "claims" / str(claims[-1][0]) / "index.html"
    faults = [fault for name, page in pages.items() for fault in pictures(browser, name, page, wanted.into)]
    faults += search(browser, start, claims)
    print("\n".join(faults) or "The site works in the browser.")
    sys.exit(bool(faults))


def pictures(browser: str, name: str, page: Path, into: Path) -> list[str]:
    """Pictures of a page in each view; what the browser complained of."""
    said: list[str] = []
    for view, (size, options) in VIEWS.items():
        file = (into / f"{name}-{view}.png").resolve()
        shown = page
        if view == "phone":
            shown = (into / f"{name}-phone.html").resolve()
            shown.write_text(PHONE.format(page.as_uri()), encoding="utf-8")
        _out, complaints = ask(browser, shown.as_uri(), f"--window-size={size}", f"--screenshot={file}", *options)
        said += [f"{name}, {view}: {each}" for each in complaints]
        print(f"{file}")
    return said


def search(browser: str, start: Path, claims: list[list[object]]) -> list[str]:
    """Whether the words of the last claim find it, and nonsense finds nothing."""
    if not claims:
        return []
    words, none = " ".join(str(claims[-1][1]).split()[:6]), "0 claims found"
    faults = []
    for typed, finds in ((words, True), ("qqqq", False)):
        page, complaints = ask(browser, f"{start.as_uri()}#{quote(typed)}", "--dump-dom")
        found = COUNT.findall(page)
        faults += complaints
        if not found or not found[0] or (found[0] != none) != finds:
            faults.append(f"a search for {typed!r} says {found or 'nothing'}")
    return faults


def ask(browser: str, url: str, *options: str) -> tuple[str, list[str]]:
    """What the browser prints of a page, and what its console says."""
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [browser, *QUIET, f"--user-data-dir={profile}", *options, url],
            capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


if __name__ == "__main__":
    main()
