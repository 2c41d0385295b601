"""Cases as tables, for every kind of table that the columns know."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa

from soleus.facts.case import Case
from soleus.rules.knowledge_base import KnowledgeBase

KINDS = {"polars": pl.DataFrame, "pyarrow": pa.table, "pandas": pd.DataFrame}


def columns_of(cases: Iterable[Case], base: KnowledgeBase) -> dict[str, list[Any]]:
    """One column for each finding answered, two for each measurement given."""
    cases = list(cases)
    readings = [c.readings(base.vocabulary) for c in cases]
    columns: dict[str, list[Any]] = {"id": [c.id or str(i) for i, c in enumerate(cases)]}
    if any(c.sex for c in cases):
        columns["sex"] = [c.sex for c in cases]
    for finding in sorted({f for c in cases for f in (*c.present, *c.absent)}):
        columns[finding] = [True if finding in c.present else False if finding in c.absent else None for c in cases]
    for name in sorted({m for r in readings for m in r}):
        columns[f"{name}_at_least"] = [r[name].low if name in r else None for r in readings]
        columns[f"{name}_at_most"] = [r[name].high if name in r else None for r in readings]
    return columns


def rows_of(table: Any) -> list[dict[str, Any]]:
    """The rows of a table of any kind."""
    if isinstance(table, pl.DataFrame):
        return table.to_dicts()
    if isinstance(table, pa.Table):
        return table.to_pylist()
    return pl.from_pandas(table).to_dicts()
