"""Where the ledger is, and who is at the keyboard."""

import getpass
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from claims.errors import BadInput

FILE_NAME = "claims.db"


def find_ledger(named: str | None, environ: Mapping[str, str] = os.environ, folder: Path | None = None) -> str:
    """The ledger's path or URL.

    What was named; else `CLAIMS_DB`; else the `claims.db` of the nearest parent folder that has one; else the one in
    the user's data folder.
    """
    if named is None:
        named = environ.get("CLAIMS_DB") or None
    elif not named.strip():
        raise BadInput("--db is empty.", "Give the path of a ledger, or a postgresql:// URL.")
    if named:
        return named
    folder = folder or Path.cwd()
    for parent in (folder, *folder.parents):
        if (parent / FILE_NAME).is_file():
            return str(parent / FILE_NAME)
    from platformdirs import user_data_path  # costs 10 ms that a named ledger need not pay

    return str(user_data_path("claims", appauthor=False) / FILE_NAME)


def find_actor(named: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """Who acts: what was named; else `CLAIMS_USER`; else git's user name; else the login name."""
    name = named if named is not None else environ.get("CLAIMS_USER") or _git_user() or _login_name()
    from claims.text import clean_name

    return clean_name(name, "name after --as")


def desk_language(environ: Mapping[str, str] = os.environ) -> str:
    """The language in which the desk words its claims: `CLAIMS_LANGUAGE`, else `und`, undetermined."""
    return environ.get("CLAIMS_LANGUAGE") or "und"


def _git_user() -> str:
    try:
        answer = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return answer.stdout.strip()


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise BadInput("Nobody knows who is recording this.", "Say so with --as NAME or CLAIMS_USER.") from error
