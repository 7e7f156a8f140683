"""How this program was installed, so that what it says to install is itself, and never a stranger's package.

The name is taken from the metadata of the distribution that brought this very package. From a checkout, or where the
metadata doesn't say, none is named: on a public index `claims` is somebody else's.
"""

import json
from importlib.metadata import Distribution, distributions
from pathlib import Path
from urllib.parse import unquote, urlsplit

PACKAGE = Path(__file__).resolve().parent
ENTRY = "claims.cli:main"


def to_add(extra: str) -> str:
    """What to type for what an extra brings."""
    found = installed()
    if found is None:
        return f"In the checkout, run: pip install '.[{extra}]'"
    return f"Run: pip install '{_requirement(found, f'[{extra}]')}'"


def to_upgrade() -> str:
    """What to type for a newer version of this program."""
    found = installed()
    if found is None:
        return "Upgrade the program: in its checkout, git pull and then pip install '.'"
    if _origin(found):
        return f"Upgrade the program: install it again from {_origin(found)}"
    return f"Upgrade the program: pip install --upgrade {found.metadata['Name']}"


def installed() -> Distribution | None:
    """The distribution that brought this package, unless it only points to a checkout."""
    return next((each for each in distributions() if _brings(each)), None)


def _brings(found: Distribution) -> bool:
    """Whether a distribution holds this file and this command; that another bears the name is no proof."""
    if not any(entry.value == ENTRY for entry in found.entry_points):
        return False
    files = [each for each in found.files or () if each.parts == (PACKAGE.name, Path(__file__).name)]
    return any(Path(str(found.locate_file(each))).resolve() == Path(__file__).resolve() for each in files)


def _requirement(found: Distribution, extras: str) -> str:
    origin = _origin(found)
    return f"{found.metadata['Name']}{extras}" + (f" @ {origin}" if origin else "")


def _origin(found: Distribution) -> str:
    """Where it came from, if not from an index (PEP 610); a folder by its path."""
    try:
        told = json.loads(found.read_text("direct_url.json") or "{}")
        url, vcs = str(told.get("url", "")), told.get("vcs_info")
    except (ValueError, AttributeError):
        return ""
    if url.startswith("file:") and "dir_info" in told:
        return Path(unquote(urlsplit(url).path)).as_uri()
    if not vcs:
        return url
    return f"{vcs['vcs']}+{url}@{vcs.get('requested_revision') or vcs['commit_id']}"
