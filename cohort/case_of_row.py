"""Single people out of tables, as cases."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from ..facts.errors import InputError
from ..facts.vocabulary import Vocabulary
from .door import Door
from .files import PLAIN, chunk_size, chunks, format_of
from .layout import layout
from .rows import as_case
from .unread_cells import without_unread


def cases_of(tables: Iterable[pl.DataFrame], vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """Every row of some tables in the form of a case file."""
    for rows in tables:
        table = layout(tuple(rows.columns), vocabulary)
        for row in rows.iter_rows(named=True):
            yield as_case(row, table, vocabulary)


def case_of_row(
    path: Path, number: int, vocabulary: Vocabulary, door: Door = PLAIN
) -> tuple[dict[str, Any], str | None]:
    """One row of a file, counted from 1, in the form of a case file, and which of its cells were left out.

    Raises InputError if it is bad or not there.
    """
    first = (number - 1) // chunk_size(path) if format_of(path) in ("parquet", "arrow") else 0
    for chunk in chunks(path, vocabulary, first, door):
        for broken, reason in chunk.broken:
            if broken == number:
                raise InputError(f"{path}, row {number}: {reason}")
        if not (chunk.numbers == number).any():
            continue
        if not chunk.frame.width:  # of a table of which no column is kept, no row is either
            return as_case({}, layout((), vocabulary), vocabulary), None
        found = chunk.frame.filter(chunk.numbers == number)
        table = layout(tuple(found.columns), vocabulary)
        row = nw.from_native(found, eager_only=True)
        every = nw.new_series("!", [True], nw.Boolean, backend=row.implementation)
        read, left_out = without_unread(row, every, table, vocabulary)
        return next(cases_of([read.to_native()], vocabulary)), left_out[0]
    raise InputError(f"{path}: has no row {number}")
