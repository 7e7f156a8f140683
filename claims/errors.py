"""Everything the toolkit refuses, as one small tree.

Each error is one sentence that says what was wrong, and a hint that says what to do next; the door prints both on one
line. Nothing here knows about the command line or the database.
"""

from collections.abc import Sequence


class ClaimsError(Exception):
    """A refusal a person can act on: `message` says what was wrong, `hint` what to do next."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class BadInput(ClaimsError):
    """What came in can't be recorded as it is."""


class NotFound(ClaimsError):
    """No such record in this ledger."""


class Ambiguous(ClaimsError):
    """A name fits several records; only an id can tell them apart."""


class Refused(ClaimsError):
    """The ledger's rules don't allow this."""


class InDoubt(Refused):
    """What was typed could mean several things; a person who is asked can say which, by its number from 1.

    `about` tells what is in doubt, so that an answer holds for that and for nothing else. `question` is put to the
    person, `places` are what can be answered; `new` says what 0 stands for, if that isn't a refusal.
    """

    def __init__(
        self, message: str, hint: str, about: "Doubt", places: Sequence[str], question: str, new: str = ""
    ) -> None:
        super().__init__(message, hint)
        self.about = about
        self.places = places
        self.question = question
        self.new = new


Doubt = tuple[int | str, ...]
"""What is in doubt: a quote as (snapshot, words), a name as (noun, name, and what it was asked to be one with)."""


class DatabaseTrouble(ClaimsError):
    """The database can't be opened, read or written."""


class ReadOnly(DatabaseTrouble):
    """The ledger may be read, and not be changed."""
