"""What the program says to install is itself, under the name by which it was installed, and never a stranger."""

import json
import re
import zipfile
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from claims import installing
from tests.house.test_house import tracked
from tests.support.forked_programs import ROOT

STRANGER = re.compile(r"pip3? install[^\n]*?[ '\"]claims(?![\w-])")
"""A command that would fetch the package of that name from a public index, which is somebody else's."""


def put(site: Path, name: str, entry: str = installing.ENTRY, **direct_url: object) -> PathDistribution:
    """A distribution in a folder of packages, with a copy of the module that looks for itself."""
    package, about = site / "claims", site / f"{name}-9.dist-info"
    package.mkdir(exist_ok=True)
    about.mkdir(parents=True)
    (package / "installing.py").write_text("")
    (about / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: 9\n")
    (about / "entry_points.txt").write_text(f"[console_scripts]\nclaims = {entry}\n")
    (about / "RECORD").write_text("claims/installing.py,,\n")
    if direct_url:
        (about / "direct_url.json").write_text(json.dumps(direct_url))
    return PathDistribution(about)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packages in which this program was installed; what is in it is found, and nothing else."""

    def found() -> list[PathDistribution]:
        return [PathDistribution(each) for each in sorted(tmp_path.glob("*.dist-info"))]

    monkeypatch.setattr(installing, "distributions", found)
    monkeypatch.setattr(installing, "__file__", str(tmp_path / "claims" / "installing.py"))
    return tmp_path


def test_from_an_index_it_is_called_as_its_metadata_say(site: Path) -> None:
    put(site, "claims-desk")
    assert installing.to_add("archive") == "Run: pip install 'claims-desk[archive]'"
    assert installing.to_upgrade() == "Upgrade the program: pip install --upgrade claims-desk"


def test_from_a_repository_or_a_folder_it_is_had_from_there_again(site: Path) -> None:
    vcs = {"vcs": "git", "commit_id": "abc", "requested_revision": "main"}
    put(site, "claims-desk", url="https://code.example/desk.git", vcs_info=vcs)
    origin = "git+https://code.example/desk.git@main"
    assert installing.to_add("archive") == f"Run: pip install 'claims-desk[archive] @ {origin}'"
    assert installing.to_upgrade() == f"Upgrade the program: install it again from {origin}"


def test_a_stranger_of_the_packages_name_is_never_named(site: Path) -> None:
    put(site, "claims", entry="claims.main:run")
    assert installing.installed() is None
    assert installing.to_add("postgres") == "In the checkout, run: pip install '.[postgres]'"
    assert "claims" not in installing.to_upgrade()


def test_a_checkout_names_no_distribution() -> None:
    assert installing.to_add("extract") == "In the checkout, run: pip install '.[extract]'"


def test_the_wheel_is_found_by_what_it_brought(tmp_path: Path, site: Path) -> None:
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path / "built"), versions=["standard"])
    with zipfile.ZipFile(built) as wheel:
        wheel.extractall(site)
    assert installing.to_add("archive") == "Run: pip install 'claims-desk[archive]'"


def test_no_file_tells_anybody_to_install_a_stranger() -> None:
    spared = {"CHANGELOG.md", Path(__file__).name}  # what was so once stays written down
    written = [file for file in tracked() if file.suffix not in (".png", ".db") and file.name not in spared]
    assert [str(file.relative_to(ROOT)) for file in written if STRANGER.search(file.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "line", ["pip install claims", "pip install --upgrade claims", "pip install 'claims[archive]'"]
)
def test_such_a_line_would_be_found(line: str) -> None:
    assert STRANGER.search(line)
    assert not STRANGER.search(line.replace("claims", "claims-desk"))
