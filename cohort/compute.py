"""Running a plan over a frame, on whatever engine the frame has."""

import threading
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import narwhals.stable.v2 as nw

from .columns import Plan
from .read_cells import Frame


def compute(plan: Plan, frame: Frame) -> Frame:
    """The results of a plan for each row of a frame."""
    if frame.implementation.is_polars():
        return nw.from_native(_query(plan).run(frame.to_native()), eager_only=True)
    for layer in plan.layers:
        frame = frame.with_columns(*layer)
    return frame.select(*plan.results)


@lru_cache(maxsize=8)
def _query(plan: Plan) -> "_Query":
    return _Query(plan)


class _Query:
    """A plan as one Polars query over a table that is put in its place for every run.

    Turning thousands of expressions into a query takes longer than running it over a hundred thousand rows.
    """

    def __init__(self, plan: Plan):
        self.plan = plan
        self.lock = threading.Lock()
        self.frame: Any = None
        self.query: Any = None

    def run(self, frame: Any) -> Any:
        import polars as pl

        with self.lock:
            self.frame = frame
            if self.query is None:
                self.query = self._build(frame.schema)
            try:
                return self.query.collect(optimizations=pl.QueryOptFlags.none())
            finally:
                self.frame = None

    def _build(self, schema: Any) -> Any:
        from polars.io.plugins import register_io_source

        query: nw.LazyFrame[Any] = nw.from_native(register_io_source(self._rows, schema=schema))
        for layer in self.plan.layers:
            query = query.with_columns(*layer)
        return query.select(*self.plan.results).to_native()

    def _rows(self, columns: list[str] | None, predicate: Any, n_rows: int | None, batch: int | None) -> Iterator[Any]:
        yield self.frame.select(columns) if columns is not None else self.frame
