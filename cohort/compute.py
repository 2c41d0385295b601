"""Running a plan over a frame, on whatever engine the frame has."""

import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from ..facts.vocabulary import Vocabulary
from ..rules.condition import BAND_ORDER
from ..rules.points import BAND_FLOORS
from .bits import packed
from .circuit import Circuit, Run
from .columns import AT_ODDS, LEVEL, UNREAD, Plan, band_of, rank_of, score_of
from .plain_cells import Numbers, plain_cells
from .ranks import ranks
from .read_cells import Frame

BLOCK = 131_072  # rows, a multiple of 64, whose columns stay in the processor's caches
Arrays = dict[str, Any]


def compute(plan: Plan, frame: Frame, vocabulary: Vocabulary) -> Arrays:
    """The results of a plan for each row of a frame, an array each.

    They are each hypothesis's score (integer decibans), band (0 to 3) and rank, the level (0 to 4), each rule asked
    for, and the marks of rows that are bad.
    """
    rows = len(frame)
    cells, unread = _cells(plan, frame, vocabulary)
    scores = np.empty((len(plan.circuit.terms), rows), np.int16)
    results = _empty(plan.circuit, scores)
    results[UNREAD] = unread
    for start in range(0, rows, BLOCK):
        stop = min(start + BLOCK, rows)
        run = plan.circuit.run(_block(cells, start, stop), stop - start)
        _fill(results, scores[:, start:stop], slice(start, stop), plan.circuit, run)
    return results


def _block(cells: Arrays, start: int, stop: int) -> Arrays:
    words = slice(start // 64, (stop + 63) // 64)
    return {n: c.block(start, stop) if isinstance(c, Numbers) else c[words] for n, c in cells.items()}


def _empty(circuit: Circuit, scores: Any) -> Arrays:
    rows = scores.shape[1]
    results: Arrays = {}
    for hypothesis, score in zip(circuit.terms, scores, strict=True):
        results[score_of(hypothesis)] = score
        results[band_of(hypothesis)] = np.empty(rows, np.uint8)
        results[rank_of(hypothesis)] = np.empty(rows, np.uint8)
    results[LEVEL] = np.empty(rows, np.uint8)
    return results | {name: np.empty(rows, bool) for name in (*circuit.rules, AT_ODDS)}


def _fill(results: Arrays, scores: Any, part: slice, circuit: Circuit, run: Run) -> None:
    for row, hypothesis in enumerate(circuit.terms):
        scores[row] = run.score(hypothesis)
    for hypothesis, score, rank in zip(circuit.terms, scores, ranks(scores), strict=True):
        results[band_of(hypothesis)][part] = sum((score >= floor).view(np.uint8) for floor in _FLOORS)
        results[rank_of(hypothesis)][part] = rank
    results[LEVEL][part] = run.level()
    results[AT_ODDS][part] = run.holds(circuit.contradictions)
    for name, truth in circuit.rules.items():
        results[name][part] = run.holds(truth)


_FLOORS = [BAND_FLOORS[band] for band in BAND_ORDER[1:]]


def _cells(plan: Plan, frame: Frame, vocabulary: Vocabulary) -> tuple[Arrays, Any]:
    """Bits of answers and what is known of measurements, and in which rows some cell cannot be read."""
    read = _read(plan, frame)
    cells: Arrays = {name: _bits(read.get_column(name)) for name in read.columns if name[0] in "+-"}
    for name in read.columns:
        if name[0] == "<":
            low, high = (read.get_column(f"{sign}{name[1:]}").to_numpy() for sign in "<>")
            cells[name] = Numbers.of(low, high)
    unread = read.get_column(UNREAD).to_numpy().astype(bool)
    if plan.plain is None:
        return cells, unread
    taken, faults = plain_cells(plan.plain, frame.to_native(), vocabulary, plan.circuit.measured)
    return cells | taken, unread | faults


def _read(plan: Plan, frame: Frame) -> Frame:
    if frame.implementation.is_polars():
        native = frame.to_native()
        beside = [c for c in native.columns if c not in plan.taken] or native.columns[:1]
        return nw.from_native(_query(plan).run(native.select(beside)), eager_only=True)
    for step in plan.reading:
        frame = frame.with_columns(*step)
    return frame


def _bits(column: nw.Series[Any]) -> Any:
    return packed(column.to_numpy().astype(bool))


@lru_cache(maxsize=8)
def _query(plan: Plan) -> "_Query":
    return _Query(plan)


class _Query:
    """The reading of a plan as one Polars query over a table that is put in its place for every run.

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

    def _build(self, schema: Mapping[str, Any]) -> Any:
        from polars.io.plugins import register_io_source

        query: nw.LazyFrame[Any] = nw.from_native(register_io_source(self._rows, schema=schema))
        for step in self.plan.reading:
            query = query.with_columns(*step)
        return query.to_native()

    def _rows(self, columns: list[str] | None, predicate: Any, n_rows: int | None, batch: int | None) -> Iterator[Any]:
        yield self.frame.select(columns) if columns is not None else self.frame
