"""The rows that the reading side works with, written from the models: one typed struct a table."""

from collections.abc import Iterator

from sqlalchemy import Boolean, Column
from sqlalchemy.types import TypeEngine

from claims import models
from claims.models.base import Record, Stored
from claims.models.columns import Day, Moment, Uid

HEAD = '''"""The rows of each table, written from `claims/models/` by `make docs`; change the models, not this file."""

from typing import ClassVar

from msgspec import field

from claims.rows import HopDocument, Row
'''

NATIVE = {"flags": Boolean, "days": Day, "moments": Moment, "uids": Uid}
"""The kinds of column that a driver gives in another type, by the attribute that lists them."""

LISTS = {
    "aliases": "list[str]",
    "tags": "list[str]",
    "hops": "list[HopDocument]",
    "evidence": "list[int]",
    "claims": "list[int]",
}
"""The lists that belong to records, and what is in them."""


def rows_module() -> str:
    """The module, whole."""
    models.whole_schema()
    classes = ["\n".join(_row(models.model_of(table))) for table in tables()]
    listed = "\n".join(f'    "{table}": {_name(table)},' for table in tables())
    rows = f'ROWS: dict[str, type[Row]] = {{\n{listed}\n}}\n"""The row of each table."""\n'
    return "\n\n".join([HEAD.rstrip("\n") + "\n", *(f"{each}\n" for each in classes), rows])


def tables() -> list[str]:
    """The tables that are read row by row: the records, the steps of chains and the lines of the log."""
    return [table for table in models.TABLES if table in ("hop", "event") or issubclass(models.model_of(table), Record)]


def _name(table: str) -> str:
    return "".join(part.capitalize() for part in table.split("_")) + "Row"


def _row(model: type[Stored]) -> Iterator[str]:
    owned = model.owned if issubclass(model, Record) else None
    columns = list(model.__table__.columns)  # type: ignore[attr-defined]  # SQLModel adds it where table=True
    yield f"class {_name(str(model.__tablename__))}(Row, kw_only=True):"
    yield f'    """{_first_line(model)}"""'
    yield ""
    yield f'    table: ClassVar[str] = "{model.__tablename__}"'
    if owned:
        yield f'    owned: ClassVar[str] = "{owned}"'
    for attribute, kind in NATIVE.items():
        named = [column.name for column in columns if isinstance(column.type, kind)]
        if named:
            yield from _names(attribute, named)
    yield ""
    for column in columns:
        yield f"    {column.name}: {_type(column)}"
    if owned:
        yield f"    {owned}: {LISTS[owned]} = field(default_factory=list)"


def _first_line(model: type[Stored]) -> str:
    said = (model.__doc__ or "").strip()
    first = said.split("\n\n")[0].replace("\n", " ")
    return " ".join(first.split()) if len(first) < 100 else " ".join(first.split()).split(";")[0].rstrip(".") + "."


def _names(attribute: str, names: list[str]) -> Iterator[str]:
    listed = ", ".join(f'"{name}"' for name in names)
    line = f"    {attribute}: ClassVar[tuple[str, ...]] = ({listed}{',' if len(names) == 1 else ''})"
    if len(line) <= 120:
        yield line
        return
    yield f"    {attribute}: ClassVar[tuple[str, ...]] = ("
    yield from (f'        "{name}",' for name in names)
    yield "    )"


def _type(column: Column[object]) -> str:
    written = _python(column.type)
    if column.nullable:
        return f"{written} | None = None"
    return f"{written} = False" if written == "bool" else f"{written} = 0" if column.name == "seat" else written


def _python(kind: TypeEngine[object]) -> str:
    """The type of a column's values; a type of ours keeps text, whatever the database makes of it."""
    return "str" if kind.python_type is object else kind.python_type.__name__
