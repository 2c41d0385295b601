"""Cells of a Polars table in which there is nothing to read: answers that are true, false or empty, and bare numbers.

They are taken as they lie in memory, which costs a tenth of asking for them by expressions.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from ..facts.vocabulary import Vocabulary
from .bits import Bits, in_words, packed, unpacked
from .layout import Layout, Number

_SEXES = ("female", "male")  # two columns may speak of them


@dataclass(frozen=True)
class Numbers:
    """What is known of a measurement: in which rows, and in each the two ends between which it lies."""

    rows: Any
    low: Any
    high: Any

    @classmethod
    def of(cls, low: Any, high: Any) -> "Numbers":
        """Of a number for every row, NaN where it is not known."""
        rows = np.flatnonzero(~(np.isnan(low) | np.isnan(high)))
        return cls(rows, low[rows], high[rows])

    def block(self, start: int, stop: int) -> "Numbers":
        """What is known in some rows, which are counted from their first."""
        part = slice(*np.searchsorted(self.rows, (start, stop)))
        return Numbers(self.rows[part] - start, self.low[part], self.high[part])

    def within(self, least: float, most: float, rows: int) -> Bits:
        """Where it surely lies in a range, of so many rows."""
        holds = np.zeros(rows, bool)
        holds[self.rows] = (self.low >= least) & (self.high <= most)
        return packed(holds)


@dataclass(frozen=True, eq=False)
class Plain:
    """The findings and measurements whose columns need no reading, and the layout of all others."""

    states: dict[str, str]
    numbers: dict[str, Number]
    rest: Layout

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns that they stand in."""
        return frozenset((*self.states.values(), *(number.column for number in self.numbers.values())))


@lru_cache(maxsize=32)
def plain_of(table: Layout, schema: tuple[tuple[str, Any], ...]) -> Plain:
    """What of a table of this Polars schema needs no reading."""
    import polars as pl

    types = dict(schema)
    states = {f: c for f, c in table.states.items() if types[c] == pl.Boolean and f not in _SEXES}
    numbers = {m: n for m, n in table.exact.items() if types[n.column].is_numeric()}
    return Plain(
        states,
        numbers,
        replace(
            table,
            states={f: c for f, c in table.states.items() if f not in states},
            exact={m: n for m, n in table.exact.items() if m not in numbers},
        ),
    )


def plain_cells(plain: Plain, frame: Any, vocabulary: Vocabulary, asked: Collection[str]) -> tuple[dict[str, Any], Any]:
    """The cells by the names of `read_cells`, and in which rows a number is impossible.

    Of measurements other than those `asked` for, only impossible numbers are looked for.
    """
    import polars as pl

    cells: dict[str, Any] = {}
    faults = np.zeros(len(frame), bool)
    for finding, column in plain.states.items():
        known, yes = _bitmaps(frame.get_column(column).to_arrow())
        cells[f"+{finding}"], cells[f"-{finding}"] = yes & known, ~yes & known
    for name, number in plain.numbers.items():
        low, high = vocabulary.measurements[name].plausible
        column = frame.get_column(number.column).cast(pl.Float64)
        column = column * number.factor if number.factor != 1 else column
        if name not in asked and column.is_between(low, high).all():
            continue
        rows, values = _known(column)
        faults[rows[(values < low) | (values > high)]] = True
        cells[f"<{name}"] = Numbers(rows, values, values)
    return cells, faults


def _known(column: Any) -> tuple[Any, Any]:
    """The rows in which a column of floats says one, and these."""
    held = column.to_arrow()
    validity, content = held.buffers()
    values = np.frombuffer(content, np.float64)[held.offset : held.offset + len(held)]
    if validity is None:
        rows = np.arange(len(held))
    else:
        rows = np.flatnonzero(unpacked(_bitmap(validity, held.offset, len(held)), len(held)))
        values = values[rows]
    said = ~np.isnan(values)
    return (rows, values) if said.all() else (rows[said], values[said])


def _bitmaps(held: Any) -> tuple[Bits, Bits]:
    """Of an Arrow array of true and false: where it says something, and where it is true."""
    validity, content = held.buffers()
    yes = _bitmap(content, held.offset, len(held))
    return (~np.zeros_like(yes) if validity is None else _bitmap(validity, held.offset, len(held))), yes


def _bitmap(buffer: Any, offset: int, rows: int) -> Bits:
    octets = np.frombuffer(buffer, np.uint8)
    if offset % 8:
        return packed(np.unpackbits(octets, bitorder="little")[offset : offset + rows])
    return in_words(octets[offset // 8 : (offset + rows + 7) // 8])
