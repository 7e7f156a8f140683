"""Rows: each record as the database keeps it, one typed struct a table, without an ORM.

`tables.py` is written from the SQLModel classes by `make docs` and held to them by a test: a column that is missing
here, or named wrongly by whoever reads, is a type error. Reading starts in 40 ms because nothing here loads SQLAlchemy.
"""

from collections.abc import Callable
from typing import ClassVar, TypedDict

from msgspec import Struct


class HopDocument(TypedDict, total=False):
    """A step of the chain as its utterance's document has it; what is empty is left out, `seat` 0 too."""

    position: int
    seat: int
    claimant_id: int
    role: str | None
    cue: str | None
    naming: str | None


class Row(Struct, kw_only=True):
    """A row of a table. The lists that belong to a record, such as `tags`, are read beside it and are empty until then.

    `days`, `moments` and `uids` are text here and in SQLite, and PostgreSQL's own types there; `flags` are numbers in
    SQLite.
    """

    table: ClassVar[str]
    owned: ClassVar[str | None] = None
    flags: ClassVar[tuple[str, ...]] = ()
    days: ClassVar[tuple[str, ...]] = ()
    moments: ClassVar[tuple[str, ...]] = ()
    uids: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def columns(cls) -> list[str]:
        """The names of the table's columns, in the order of the fields."""
        return [name for name in cls.__struct_fields__ if name != cls.owned]

    @classmethod
    def converters(cls, *, on_sqlite: bool) -> tuple[tuple[str, Callable[[object], object]], ...]:
        """The columns that a driver gives in another type than this struct has, and how each is converted."""
        if on_sqlite:
            return tuple((name, bool) for name in cls.flags)
        from claims.rows.postgresql import as_day, as_moment

        return (
            *((name, as_day) for name in cls.days),
            *((name, as_moment) for name in cls.moments),
            *((name, str) for name in cls.uids),
        )
