"""Small pieces that every query shares."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, any_, bindparam, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col, select

from claims.ledger.canonical import Document


def among(session: Session, column: Any, numbers: Iterable[int]) -> ColumnElement[bool]:
    """Whether a column is one of these numbers: one parameter, however many there are."""
    wanted = sorted(set(numbers))
    if session.get_bind().dialect.name == "sqlite":
        each = func.json_each(json.dumps(wanted)).table_valued("value")
        return col(column).in_(select(each.c.value))
    return col(column) == any_(bindparam(None, wanted, type_=ARRAY(BigInteger)))


def documents(session: Session, query: Select[Any], names: Sequence[str]) -> list[Document]:
    """The rows of a query as documents."""
    return [dict(zip(names, row, strict=True)) for row in session.connection().execute(query)]
