"""Parquet in frames of a fixed number of rows, each column read by whichever library decodes it with less work."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

AT_ONCE = 8  # columns: while it decodes them Arrow needs many times the memory of what comes of them


def frames(path: Path, names: Sequence[str], start: int, size: int) -> Iterator[pl.DataFrame]:
    """Some columns of a file, `size` rows at a time from row `start` on, counted from 0; of no rows one empty frame.

    Arrow takes two thirds of the time of Polars for booleans and more for all else; it reads a group of rows at a time,
    so that larger ones are left to Polars. Raises what they raise.
    """
    scan = pl.scan_parquet(path)
    schema = scan.collect_schema()
    with pq.ParquetFile(path, pre_buffer=False) as file:
        about = file.metadata
        groups = [about.row_group(number).num_rows for number in range(about.num_row_groups)]
        # Arrow takes a name with a dot for that of a field inside a column.
        told = [name for name in names if schema[name] == pl.Boolean and "." not in name]
        by_arrow = told if told and max(groups, default=0) <= size else []
        others = scan.select([name for name in names if name not in {*by_arrow}])
        answered = _answered(file, by_arrow, groups, start, size)
        for first in range(start, max(sum(groups), 1), size):
            frame = others.slice(first, size).collect()
            yield pl.concat([frame, next(answered)], how="horizontal").select(names) if by_arrow else frame


def _answered(
    file: pq.ParquetFile, names: Sequence[str], groups: Sequence[int], start: int, size: int
) -> Iterator[pl.DataFrame]:
    """Columns of booleans from row `start` on, and one frame more where the rows end; `groups` have so many rows."""
    held = pl.DataFrame(schema=dict.fromkeys(names, pl.Boolean))
    for number, rows in enumerate(groups):
        if start < rows:
            held = pl.concat([held, _group(file, number, names).slice(start)])
        start = max(0, start - rows)
        while len(held) >= size:
            yield held.slice(0, size).rechunk()
            held = held.slice(size)
    yield held.rechunk()


def _group(file: pq.ParquetFile, number: int, names: Sequence[str]) -> pl.DataFrame:
    some = (names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE))
    tables = (file.read_row_group(number, columns=list(columns), use_threads=False) for columns in some)
    return pl.concat([pl.DataFrame(pl.from_arrow(table)) for table in tables], how="horizontal")
