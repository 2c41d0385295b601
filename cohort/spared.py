"""Columns of a Parquet file that need not be read, as nothing that they may hold changes what comes of it.

They are answers and numbers that no rule asks for, the numbers only where the file itself says that all are possible.
"""

from collections.abc import Mapping
from pathlib import Path

import pyarrow.parquet as pq

from ..facts.errors import InputError
from ..rules.condition import about, leaves
from ..rules.knowledge_base import KnowledgeBase
from .layout import Layout, layout

Possible = tuple[float, float, float]
"""The least and the most that a number may be when it is multiplied by the third."""


def spared(path: Path, names: Mapping[str, str], base: KnowledgeBase) -> set[str]:
    """Those of the columns of a file, each with the name it is read by, but never all.

    Raises what Arrow raises if the file cannot be read.
    """
    called = {name: column for column, name in names.items()}
    try:
        table = layout(tuple(called), base.vocabulary)
    except InputError:
        return set()  # the columns are refused when they are read
    asked = {about(leaf) for rule in base.rules.values() for leaf in leaves(rule.when)}
    answers = {called[column] for column in _answers(table, base, asked)}
    numbers = {called[column]: possible for column, possible in _numbers(table, base, asked).items()}
    with pq.ParquetFile(path) as file:
        about_it = file.metadata
    found: list[set[str]] = []
    for group in map(about_it.row_group, range(about_it.num_row_groups)):
        columns = {column.path_in_schema: column for column in map(group.column, range(group.num_columns))}
        told = {name for name in answers & columns.keys() if columns[name].physical_type == "BOOLEAN"}
        sure = {name for name in numbers.keys() & columns.keys() if _are_possible(columns[name], *numbers[name])}
        found.append(told | sure)
    left = set.intersection(*found) if found else set()
    return left if len(left) < len(names) == len(called) else set()


def _answers(table: Layout, base: KnowledgeBase, asked: set[str]) -> list[str]:
    """The columns of findings that say something of themselves alone, and that no rule asks for."""
    known = base.vocabulary
    return [c for f, c in table.states.items() if f not in asked and {*known.narrower(f), *known.broader(f)} == {f}]


def _numbers(table: Layout, base: KnowledgeBase, asked: set[str]) -> dict[str, Possible]:
    """The columns of measurements that no rule asks for, and what is possible in them."""
    known = base.vocabulary.measurements
    return {n.column: (*known[m].plausible, n.factor) for m, n in table.exact.items() if m not in asked}


def _are_possible(column: pq.ColumnChunkMetaData, low: float, high: float, factor: float) -> bool:
    """Whether the file says of all numbers of a column that they are."""
    told = column.statistics
    if told is None or not told.has_min_max:
        return False
    return all(type(end) in (int, float) and low <= end * factor <= high for end in (told.min, told.max))
