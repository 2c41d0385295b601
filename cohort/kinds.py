"""score: whatever kind of table the caller has, in memory or beyond it."""

from typing import Any, TypeVar, cast

import narwhals.stable.v2 as nw

from ..facts.errors import InputError
from ..rules.knowledge import KnowledgeBase, load_knowledge
from .score import score_frame

Table = TypeVar("Table")


def score(frame: Table, base: KnowledgeBase | None = None, fired: bool = False) -> Table:
    """Take every row of a table through the rules; the results come back as the same kind of table, in the same order.

    `frame` is a Polars, pandas or pyarrow table, a Polars LazyFrame, a Dask or Spark DataFrame, or a DuckDB relation.
    A finding is one three-valued column (true, false, empty; 1, 0; yes, no) or two without gaps, `tingling_present`
    and `tingling_absent`; a measurement is a column of numbers (`ferritin`, `ferritin_ng_ml`) or two that bound it,
    `ferritin_at_least` and `ferritin_at_most`; `sex` is female, male or other. `id`, `truth` and the other keys of a
    case's record go to the output as they are.

    Each hypothesis gets a score (integer decibans), a band and a rank, each row its referral `level`, with `fired`
    each rule a column of its own. A row that cannot be read as a case gets only the reason, in `problem`.
    Raises InputError if a column means nothing.
    """
    return cast(Table, _score(frame, base, fired))


def _score(frame: Any, base: KnowledgeBase | None, fired: bool) -> Any:
    library, kind = type(frame).__module__.split(".")[0], type(frame).__name__
    if library in ("dask", "pyspark", "duckdb", "_duckdb") or kind == "LazyFrame":
        from . import beyond

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
