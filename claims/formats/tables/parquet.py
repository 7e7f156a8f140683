"""The flat table as Parquet, for statistics over all claims; needs the extra `parquet`."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from claims.errors import BadInput
from claims.formats.material import Document
from claims.formats.tables.write import COLUMNS, DAY, MOMENT, NUMBER

ROWS = 20_000
"""Rows in memory at a time, and in a row group."""


def write(rows: Iterable[Document], out: BinaryIO) -> None:
    """Write rows of the flat table; the same rows give the same bytes."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        from claims.installing import to_add

        raise BadInput(
            "Parquet needs a library that isn't installed.", f"{to_add('parquet')}; or use --format csv."
        ) from error
    types = {NUMBER: pyarrow.int64(), DAY: pyarrow.date32(), MOMENT: pyarrow.timestamp("us", tz="UTC")}
    schema = pyarrow.schema([(name, types.get(held, pyarrow.string())) for name, held in COLUMNS.items()])
    with pyarrow.parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(rows):
            columns = [[_value(row[name], held) for row in group] for name, held in COLUMNS.items()]
            arrays = [pyarrow.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_table(pyarrow.table(arrays, schema=schema))


def _groups(rows: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(rows)
    while group := list(islice(rest, ROWS)):
        yield group


def _value(value: Any, held: str) -> Any:
    if value is None or held not in (DAY, MOMENT):
        return value
    return dt.date.fromisoformat(value) if held == DAY else dt.datetime.fromisoformat(value)
