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
    where = "--db"
    if named is None:
        named, where = environ.get("CLAIMS_DB") or None, "CLAIMS_DB"
    if named is not None:
        if not named.strip():
            raise BadInput(f"{where} is empty.", "Give the path of a ledger, or a postgresql:// URL.")
        return named
    try:
        folder = folder or Path.cwd()
    except FileNotFoundError as error:
        raise BadInput("The folder you are in is gone.", "Change to another, or name a ledger with --db.") from error
    for parent in (folder, *folder.parents):
        if _is_file(parent / FILE_NAME):
            return str(parent / FILE_NAME)
    from platformdirs import user_data_path  # costs 10 ms that a named ledger need not pay

    return str(user_data_path("claims", appauthor=False) / FILE_NAME)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that one may work in, below one that one may not look into
        return False


def find_actor(named: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """Who acts: what was named; else `CLAIMS_USER`; else git's user name; else the login name."""
    from claims.text import clean_name

    if named is not None:
        return clean_name(named, "name after --as")
    name, what = environ.get("CLAIMS_USER"), "name in CLAIMS_USER"
    if not name:
        name, what = _git_user(), "user name that git knows"
    if not name:
        name, what = _login_name(), "login name"
    try:
        return clean_name(name, what)
    except BadInput as error:
        raise BadInput(error.message, "Say who you are with --as NAME or CLAIMS_USER.") from error


def desk_language(environ: Mapping[str, str] = os.environ) -> str:
    """The language in which the desk words its claims and dates: `CLAIMS_LANGUAGE`, else `und`, undetermined."""
    return environ.get("CLAIMS_LANGUAGE") or "und"


def language_folder(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Where the desk keeps languages of its own for finding statements: `CLAIMS_LANGUAGE_FOLDER`, if it has any."""
    named = environ.get("CLAIMS_LANGUAGE_FOLDER")
    if not named:
        return None
    folder = Path(named)
    if not folder.is_dir():
        raise BadInput(f"There is no folder {named}.", "CLAIMS_LANGUAGE_FOLDER has to name one.")
    return folder


def _git_user() -> str:
    try:
        answer = subprocess.run(
            ["git", "config", "user.name"],  # noqa: S607  (whichever git is in use here)
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return answer.stdout.strip()


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise BadInput("Nobody knows who is recording this.", "Say so with --as NAME or CLAIMS_USER.") from error
