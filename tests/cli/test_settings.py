"""Where the ledger is and who acts: what was named, the environment, the folder; and what is missing or broken."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from claims.errors import BadInput
from claims.settings import desk_language, find_actor, find_ledger, language_folder

EMPTY: Mapping[str, str] = {}


def test_the_ledger_is_what_was_named_then_claims_db_then_the_nearest_file_then_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    desk = tmp_path / "newsroom" / "desk"
    desk.mkdir(parents=True)
    assert find_ledger(None, EMPTY, desk) == str(tmp_path / "data" / "claims" / "claims.db")
    (tmp_path / "newsroom" / "claims.db").touch()
    assert find_ledger(None, EMPTY, desk) == str(tmp_path / "newsroom" / "claims.db")
    (desk / "claims.db").mkdir()  # a folder of that name is no ledger
    assert find_ledger(None, EMPTY, desk) == str(tmp_path / "newsroom" / "claims.db")
    assert find_ledger(None, {"CLAIMS_DB": "of-the-day.db"}, desk) == "of-the-day.db"
    assert find_ledger("named.db", {"CLAIMS_DB": "of-the-day.db"}, desk) == "named.db"


def test_an_empty_claims_db_is_no_choice_and_a_blank_one_a_slip(tmp_path: Path) -> None:
    (tmp_path / "claims.db").touch()
    assert find_ledger(None, {"CLAIMS_DB": ""}, tmp_path) == str(tmp_path / "claims.db")
    with pytest.raises(BadInput, match=r"^CLAIMS_DB is empty\. Give the path"):
        find_ledger(None, {"CLAIMS_DB": " \t"}, tmp_path)
    with pytest.raises(BadInput, match=r"^--db is empty\. Give the path"):
        find_ledger("", EMPTY, tmp_path)


def test_a_folder_that_may_not_be_looked_into_has_no_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(Path, "is_file", refused)
    assert find_ledger(None, EMPTY, tmp_path / "desk") == str(tmp_path / "claims" / "claims.db")


def test_a_folder_that_is_gone_is_said_to_be_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(BadInput, match=r"^The folder you are in is gone\. Change to another"):
        find_ledger(None, EMPTY)
    assert find_ledger("/elsewhere/named.db", EMPTY) == "/elsewhere/named.db"


@pytest.fixture
def without_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine on which no git is found; a program of that name can be put into the folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "login-name")
    return tmp_path


def make_git(folder: Path, script: str) -> None:
    """A git that says what it is told to."""
    git = folder / "git"
    git.write_text(f"#!/bin/sh\n{script}\n")
    git.chmod(0o755)


def test_the_actor_is_who_was_named_then_claims_user_then_gits_user_then_the_login(without_git: Path) -> None:
    assert find_actor(None, EMPTY) == "login-name"
    make_git(without_git, "echo 'Ana Ruiz'")
    assert find_actor(None, EMPTY) == "Ana Ruiz"
    assert find_actor(None, {"CLAIMS_USER": "bo"}) == "bo"
    assert find_actor("  cy ", {"CLAIMS_USER": "bo"}) == "cy"
    assert find_actor(None, {"CLAIMS_USER": ""}) == "Ana Ruiz"


@pytest.mark.parametrize("script", ["exit 1", "printf '\\377\\n'", "kill -9 $$", "printf '\\n'"])
def test_a_git_that_fails_is_passed_over(without_git: Path, script: str) -> None:
    make_git(without_git, script)
    assert find_actor(None, EMPTY) == "login-name"


def test_a_git_that_cannot_be_run_is_passed_over(without_git: Path) -> None:
    (without_git / "git").mkdir()
    assert find_actor(None, EMPTY) == "login-name"


@pytest.mark.parametrize(
    ("named", "environ", "said"),
    [
        ("", EMPTY, "The name after --as is empty. Give at least one visible character."),
        (
            None,
            {"CLAIMS_USER": "a\x01b"},
            "The name in CLAIMS_USER holds the control character U+0001 at character 2."
            " Say who you are with --as NAME or CLAIMS_USER.",
        ),
        (
            None,
            {"CLAIMS_USER": "\udcff"},
            "The name in CLAIMS_USER is not valid Unicode: half a surrogate pair at character 1."
            " Say who you are with --as NAME or CLAIMS_USER.",
        ),
        (
            None,
            {"CLAIMS_USER": "\u200b "},
            "The name in CLAIMS_USER is empty. Say who you are with --as NAME or CLAIMS_USER.",
        ),
    ],
)
def test_a_name_that_cannot_be_kept_is_refused_and_its_place_named(
    named: str | None, environ: Mapping[str, str], said: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        find_actor(named, environ)
    assert str(refusal.value) == said


def test_a_bad_name_of_gits_is_not_blamed_on_an_option(without_git: Path) -> None:
    make_git(without_git, "printf 'a\\001b\\n'")
    with pytest.raises(BadInput, match=r"^The user name that git knows holds the control character") as refusal:
        find_actor(None, EMPTY)
    assert refusal.value.hint == "Say who you are with --as NAME or CLAIMS_USER."


def test_the_desks_language_is_undetermined_unless_it_is_set() -> None:
    assert desk_language(EMPTY) == "und"
    assert desk_language({"CLAIMS_LANGUAGE": ""}) == "und"
    assert desk_language({"CLAIMS_LANGUAGE": "en"}) == "en"


def test_languages_of_the_desk_are_in_a_folder_that_is_there(tmp_path: Path) -> None:
    assert language_folder({}) is None
    assert language_folder({"CLAIMS_LANGUAGE_FOLDER": str(tmp_path)}) == tmp_path
    with pytest.raises(BadInput, match="There is no folder"):
        language_folder({"CLAIMS_LANGUAGE_FOLDER": str(tmp_path / "gone")})
