"""Where a ledger is, as a person types it."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from claims.errors import DatabaseTrouble
from claims.text import printable, shorten

if TYPE_CHECKING:
    from sqlalchemy import URL

SHOWN_LENGTH = 300
_MEANT_AS_URL = re.compile(r"^postgres\w*(\+\w+)?:|\bpassword *=")
SECRETS = ("password", "sslpassword", "passfile", "sslkey")
"""Parts of a URL's query that nobody else should read."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a ledger is: `shown` for people (never with a password), `path` of a file, `server` where it is on one."""

    shown: str
    path: Path | None
    server: str = field(default="", repr=False)

    @property
    def url(self) -> "URL":
        """The address as SQLAlchemy takes it."""
        from sqlalchemy import URL, make_url

        return make_url(self.server) if self.path is None else URL.create("sqlite", database=str(self.path))

    @classmethod
    def of(cls, text: str) -> "Address":
        """Read a path or URL as a person types it."""
        if "://" not in text and not _MEANT_AS_URL.search(text):
            return cls.of_file(text)
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            url = make_url(text)
        except (ArgumentError, ValueError):  # what they say may quote a password
            raise _unreadable() from None
        if "@" in (url.host or ""):  # what follows the first @ of a password would pass for the host, and be shown
            raise _unreadable()
        if url.get_backend_name() == "sqlite":
            return cls._of_sqlite(text, url.database)
        if url.drivername in ("postgres", "postgresql"):
            url = url.set(drivername="postgresql+psycopg")
        if url.drivername != "postgresql+psycopg":
            raise DatabaseTrouble(
                f"A ledger can't be kept on {url.drivername}.", "Use a file (SQLite) or a postgresql:// URL."
            )
        shown = url.set(drivername="postgresql").difference_update_query(SECRETS)
        said = printable(shorten(shown.render_as_string(hide_password=True), SHOWN_LENGTH))
        return cls(said, None, url.render_as_string(hide_password=False))

    @classmethod
    def of_file(cls, text: str) -> "Address":
        """A ledger kept in a file."""
        try:
            path = Path(text).expanduser()
        except RuntimeError:
            raise DatabaseTrouble(
                "The home folder that ~ stands for isn't known.", "Write the ledger's path in full, or set HOME."
            ) from None
        try:
            shown = os.fsencode(path).decode("utf-8", "backslashreplace")
        except UnicodeEncodeError:
            raise _no_file_name("holds half a surrogate pair") from None
        if "\0" in text:
            raise _no_file_name("holds a NUL character")
        try:
            full = path.absolute()
        except FileNotFoundError:
            raise DatabaseTrouble(
                "The folder you are in is gone.", "Change to another, or give the ledger's path in full."
            ) from None
        return cls(printable(shorten(shown, SHOWN_LENGTH)), full)

    @classmethod
    def _of_sqlite(cls, text: str, database: str | None) -> "Address":
        if not database or database == ":memory:":
            raise DatabaseTrouble("A ledger in memory would be lost.", "Name a file.")
        if "?" in text:
            raise DatabaseTrouble(
                "A sqlite:// URL takes no options here.", "Where the ? is part of the name, give the path alone."
            )
        return cls.of_file(database)


def _unreadable() -> DatabaseTrouble:
    return DatabaseTrouble(
        "The database URL can't be read.",
        "It looks like postgresql://user:password@host:5432/name, with %40 for an @ in the password.",
    )


def _no_file_name(why: str) -> DatabaseTrouble:
    return DatabaseTrouble(f"The ledger's path {why}, which no file name can.", "Name another with --db.")


def is_missing(address: Address) -> bool:
    """Whether no file stands where the ledger would be (an empty file counts as none).

    What can't be a ledger's file is refused before a driver is asked.
    """
    path = address.path
    if path is None:
        return False
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return True
    except OSError as error:
        raise DatabaseTrouble(
            f"{address.shown} can't be reached: {error.strerror}.", "Name another place with --db."
        ) from error
    if path.is_dir():
        raise DatabaseTrouble(
            f"{address.shown} is a folder, not a ledger.", f"Name a file in it: --db {Path(address.shown, 'claims.db')}"
        )
    if not path.is_file():
        raise DatabaseTrouble(f"{address.shown} is a device, not a file.", "Name another place with --db.")
    if not os.access(path, os.R_OK):
        raise DatabaseTrouble(f"{address.shown} can't be read: no permission.", "Change its permissions.")
    return size == 0
