"""Scoring whatever kind of table the caller has, in memory or beyond it."""

from typing import Any

import narwhals.stable.v2 as nw

from ..facts.errors import InputError
from ..rules.knowledge import load_knowledge
from ..rules.knowledge_base import KnowledgeBase
from .scoring import score_frame


def score_any(frame: Any, base: KnowledgeBase | None, fired: bool) -> Any:
    """See `soleus.cohort.score`."""
    library, kind = type(frame).__module__.split(".")[0], type(frame).__name__
    if library in ("dask", "pyspark", "duckdb", "_duckdb") or kind == "LazyFrame":
        from . import out_of_core as beyond

        if library == "dask":
            return beyond.score_dask(frame, base, fired)
        if library == "pyspark":
            return beyond.score_spark(frame, base, fired)
        if library == "polars":
            return beyond.score_lazy(frame, base or load_knowledge(), fired)
        return beyond.score_duckdb(frame, base or load_knowledge(), fired)
    if library == "pandas":
        frame = frame.convert_dtypes()
    try:
        known = nw.from_native(frame, eager_only=True)
    except TypeError:
        known_kinds = "Polars, pandas, pyarrow, DuckDB, Dask or Spark"
        raise InputError(f"cannot score a {kind}; give a table of {known_kinds}") from None
    return score_frame(known, base or load_knowledge(), fired).to_native()
