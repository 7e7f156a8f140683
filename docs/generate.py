"""Writes the pages that come from the program, and what the commands in the others answer: `make docs`."""

from collections.abc import Callable, Iterator
from pathlib import Path

from docs.from_commands import commands_page
from docs.from_contract import pictured
from docs.from_documents import documents_page
from docs.from_migrations import script
from docs.from_models import schema_page
from docs.from_rows import rows_module
from docs.sessions import answered

ROOT = Path(__file__).parent.parent

GENERATED: dict[str, Callable[[], str]] = {
    "docs/commands.md": commands_page,
    "docs/schema.md": schema_page,
    "docs/json.md": documents_page,
    "claims/rows/tables.py": rows_module,
    "migrations/head.sql": script,
}
"""Files written from the program, whole."""

SESSIONS = ("README.md", "docs/articles.md", "docs/tutorial.md")
"""Pages written by hand, in which the program answers the commands."""


PICTURED = ("docs/architecture.md",)
"""Pages written by hand, in which a picture is drawn from the program."""


def pages() -> Iterator[tuple[str, str]]:
    """Every page as it has to be, with its path; `head.sql` comes before the sessions, whose ledgers it lays out."""
    for path, write in GENERATED.items():
        yield path, write()
    for path in SESSIONS:
        yield path, answered((ROOT / path).read_text(encoding="utf-8"))
    for path in PICTURED:
        yield path, pictured((ROOT / path).read_text(encoding="utf-8"))


def main() -> None:
    """Write what differs."""
    for path, text in pages():
        file = ROOT / path
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            print(f"{path} written")


if __name__ == "__main__":
    main()
