"""Single people out of tables, as cases."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import polars as pl

from ..facts.errors import InputError
from ..facts.vocabulary import Vocabulary
from .files import chunk_size, chunks, format_of
from .layout import layout
from .rows import as_case


def cases_of(tables: Iterable[pl.DataFrame], vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """Every row of some tables in the form of a case file."""
    for rows in tables:
        table = layout(tuple(rows.columns), vocabulary)
        for row in rows.iter_rows(named=True):
            yield as_case(row, table, vocabulary)


def case_of_row(path: Path, number: int, vocabulary: Vocabulary) -> dict[str, Any]:
    """One row of a file, counted from 1, in the form of a case file. Raises InputError if it is bad or not there."""
    first = (number - 1) // chunk_size(path) if format_of(path) in ("parquet", "arrow") else 0
    for chunk in chunks(path, vocabulary, first):
        for broken, reason in chunk.broken:
            if broken == number:
                raise InputError(f"{path}, row {number}: {reason}")
        found = chunk.frame.filter(chunk.numbers == number)
        if len(found):
            return next(cases_of([found], vocabulary))
    raise InputError(f"{path}: has no row {number}")
