"""The shell's prompt: earlier lines, and completion of commands, options and their values."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress

import click
from click.shell_completion import ShellComplete, split_arg_string
from platformdirs import user_state_path
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

PROMPT, GOES_ON = "claims> ", "   ...> "
OWN_WORDS = {"help": "What a command does: help add.", "exit": "Leave the shell."}


def prompter(program: click.Group) -> Callable[[], str]:
    """What asks for a line at the terminal; one that ends with a backslash goes on."""
    session: PromptSession[str] = PromptSession(
        history=history(),
        completer=CommandCompleter(program),
        complete_while_typing=False,
        enable_history_search=True,
    )

    def ask() -> str:
        given = session.prompt(PROMPT)
        while given.endswith("\\"):
            given += "\n" + session.prompt(GOES_ON)
        return given

    return ask


def history() -> History:
    """Earlier lines, from the user's state folder where it can be written, else only from this session."""
    file = user_state_path("claims", appauthor=False) / "shell-history"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600))
    except OSError:
        return InMemoryHistory()
    return KeptHistory(str(file))


class KeptHistory(FileHistory):
    """Earlier lines in a file; a disk that is full or gone costs the history, never the session."""

    def load_history_strings(self) -> Iterable[str]:
        try:
            return list(super().load_history_strings())
        except OSError:
            return []

    def store_string(self, string: str) -> None:
        with suppress(OSError):
            super().store_string(string)


class CommandCompleter(Completer):
    """Completes what the command line itself would complete."""

    def __init__(self, program: click.Group) -> None:
        self.program = program
        self._complete = ShellComplete(program, {}, "claims", "_CLAIMS_COMPLETE")
        self._paths = PathCompleter(expanduser=True)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        before = document.text_before_cursor
        args = split_arg_string(before)
        incomplete = args.pop() if args and not before[-1:].isspace() else ""
        if not before.endswith(incomplete):  # inside quotation marks: nothing there has only a few values
            return
        if args[:1] == ["claims"]:
            args = args[1:]
        if not args and not incomplete.startswith("-"):
            for word, meaning in OWN_WORDS.items():
                if word.startswith(incomplete):
                    yield Completion(word, -len(incomplete), display_meta=meaning)
        if args[:1] == ["help"]:
            args = args[1:]
        for item in self._complete.get_completions(args, incomplete):
            if item.type in ("file", "dir"):
                yield from self._paths.get_completions(Document(incomplete), complete_event)
            else:
                # `--option=value` is completed behind the equals sign
                written = incomplete.rpartition("=")[2] if "=" in incomplete else incomplete
                yield Completion(item.value, -len(written), display_meta=item.help or "")
