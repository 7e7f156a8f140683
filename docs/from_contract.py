"""The picture of the architecture, drawn from the import contract that import-linter holds."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
BEGIN, END = "<!-- the floors, written by make docs -->\n", "<!-- end of the floors -->\n"


def pictured(page: str) -> str:
    """A page with the picture between its marks as the contract has it."""
    return re.sub(f"{BEGIN}.*?{END}", lambda _found: f"{BEGIN}{picture()}{END}", page, flags=re.DOTALL)


def picture() -> str:
    """The floors as a Mermaid drawing, and the wings of each package in a list."""
    top, *wings = _contracts()
    return f"{_drawing(top)}\n{''.join(_wings(each) for each in wings)}\n"


def _contracts() -> list[dict[str, Any]]:
    read = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = read["tool"]["importlinter"]["contracts"]
    return found


def floors(contract: dict[str, Any]) -> list[list[str]]:
    """The names on each floor, from the top."""
    return [[name.strip(" ()") for name in layer.split("|")] for layer in contract["layers"]]


def _drawing(contract: dict[str, Any]) -> str:
    lines = ["```mermaid", "flowchart TB"]
    listed = floors(contract)
    for number, names in enumerate(listed):
        lines.append(f'    subgraph floor{number}[" "]')
        lines += [f'        {name}["{name}"]' for name in names]
        lines.append("    end")
    lines += [f"    floor{number} --> floor{number + 1}" for number in range(len(listed) - 1)]
    return "\n".join([*lines, "```", ""])


def _wings(contract: dict[str, Any]) -> str:
    (package,) = contract["containers"]
    said = [f"\n**{package.removeprefix('claims.')}** ({_says(package)})\n\n"]
    for names in floors(contract):
        said += [f"- `{name}`: {_says(f'{package}.{name}')}\n" for name in names]
    return "".join(said)


def _says(module: str) -> str:
    """The first sentence of a module's docstring, without its stop."""
    path = ROOT / module.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    told = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return next(_first_line(told)).rstrip(".")


def _first_line(text: str) -> Iterator[str]:
    yield from text.splitlines()
