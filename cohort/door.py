"""What a table calls things by, where that is not what a case does: told beside it, undone before it is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from ..facts.errors import InputError
from ..facts.reader import read_text, read_yaml
from ..facts.vocabulary import Vocabulary
from .layout import layout, means_something
from .separated import is_nameless

IGNORE, OTHERS = "ignore", "*"
_AGAIN = re.compile(r" \(\d+\)$")  # as `recognised` calls a name that stands again


def read_columns(path: Path) -> dict[str, str]:
    """What a file of YAML calls the columns of a table by. Raises InputError."""
    data = read_yaml(read_text(path), str(path), as_written=True)
    if not isinstance(data, dict) or not all(isinstance(word, str) for pair in data.items() for word in pair):
        raise InputError(f"{path}: expected a name a line, such as 'Ferr: ferritin ng/mL' or 'Ward: ignore'")
    if set(data.values()) - {IGNORE} and data.get(OTHERS, IGNORE) != IGNORE:
        raise InputError(f"{path}: {OTHERS!r}, all other columns, can only be {IGNORE!r}")
    return dict(data)


@dataclass(frozen=True)
class Door:
    """Everything that was told of a table.

    `columns` names its columns anew ("ignore" leaves one out, "*" all that mean nothing); cells that hold one of
    `missing` say nothing; in columns of findings `yes` and `no` are words for present and absent, before all others.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises InputError if a word is to mean two things."""
        for one, other in ((self.yes, self.no), (self.yes, self.missing), (self.no, self.missing)):
            if both := sorted({*map(_folded, one)} & {*map(_folded, other)}):
                raise InputError(f"{both[0]!r} cannot mean two of yes, no and missing")

    def renamed(self, columns: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, str]:
        """The columns that are kept, each with its new name."""
        kept = {}
        for column in columns:
            name = self.columns.get(column, column)
            left = self.columns.get(OTHERS) and column not in self.columns and not means_something(name, vocabulary)
            if name != IGNORE and not is_nameless(name) and not left:
                kept[column] = name
        return kept

    def check(self, columns: tuple[str, ...], where: Path) -> None:
        """Refuse to name a column that the table does not have. Raises InputError."""
        if unknown := [c for c in self.columns if c not in columns and c != OTHERS]:
            raise InputError(f"{where}: has no column {unknown[0]!r}; there are: {', '.join(columns[:20])}")

    def through(self, frame: pl.DataFrame, vocabulary: Vocabulary) -> pl.DataFrame:
        """The table as a case would say it. Raises InputError for columns that mean nothing, or the same twice."""
        names = self.renamed(tuple(frame.columns), vocabulary)
        _refuse_doubled(names)
        frame = frame.select(list(names)).rename(names)
        if not (self.missing or self.yes or self.no):
            return frame
        table = layout(tuple(frame.columns), vocabulary)
        answers = {*table.states.values(), *table.present.values(), *table.absent.values()}
        return frame.with_columns(
            self._cells(frame.schema[c], c, c in answers) for c in frame.columns if c not in table.carried
        )

    def _cells(self, dtype: Any, column: str, answers: bool) -> pl.Expr:
        cell = pl.col(column)
        if answers and (self.yes or self.no):
            text = cell.cast(pl.String)
            nothing, yes, no = (_is_one_of(dtype, cell, words) for words in (self.missing, self.yes, self.no))
            said = pl.when(nothing).then(None).when(yes).then(pl.lit("yes")).when(no).then(pl.lit("no"))
            return said.otherwise(text).alias(column)
        return pl.when(~_is_one_of(dtype, cell, self.missing)).then(cell).alias(column)


def _refuse_doubled(names: Mapping[str, str]) -> None:
    """Refuse two columns of one name. Raises InputError with what to do."""
    for column, name in names.items():
        first = _AGAIN.sub("", name)
        if (first != name and first in names.values()) or [*names.values()].count(name) > 1:
            raise InputError(
                f"two columns are called {first!r}; leave one out, for example with {column!r}: ignore in the file "
                "that --columns names"
            )


def _is_one_of(dtype: Any, cell: pl.Expr, words: tuple[str, ...]) -> pl.Expr:
    """Whether a cell holds one of some words, or of the numbers that they are."""
    if not words:
        return pl.lit(False)
    text = cell.cast(pl.String).str.strip_chars().str.to_lowercase()
    number = (cell if dtype.is_numeric() else text).cast(pl.Float64, strict=False)
    numbers = [n for n in map(_number, words) if n is not None]
    return text.is_in([_folded(word) for word in words]).fill_null(False) | number.is_in(numbers).fill_null(False)


def _folded(word: str) -> str:
    return word.strip().lower()


def _number(word: str) -> float | None:
    try:
        return float(word)
    except ValueError:
        return None
