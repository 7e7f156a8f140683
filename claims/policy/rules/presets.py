"""Policies to start from: four well-known ways to run a desk, as commented files."""

from importlib.resources import files

from claims.errors import NotFound

PRESETS = {
    "solo": "one person, with the least that makes a ruling checkable",
    "desk": "two people: nobody's ruling stands on that person's word alone",
    "ifcn": "the sourcing, methodology and corrections duties of the IFCN Code of Principles",
    "ksj": "one primary or three independent secondary sources, as the KSJ Fact-Checking Project teaches",
}
"""Each preset's name and what it is for; the first is the default."""


def preset(name: str) -> str:
    """The commented policy file of a preset."""
    if name not in PRESETS:
        raise NotFound(f"There is no preset {name!r}.", f"Presets are {', '.join(PRESETS)}.")
    return files("claims.policy").joinpath("presets", f"{name}.toml").read_text(encoding="utf-8")
