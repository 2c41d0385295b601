"""Scoring a table in memory; it comes back as the same kind of table."""

from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from ..rules.condition import BAND_ORDER
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .categorical import named
from .columns import LEVEL, band_of, plan, rank_of, score_of
from .compute import compute
from .layout import Layout, layout
from .ranks import ranks
from .read_cells import Frame, read_written
from .rows import problem
from .unread_cells import without_unread

PROBLEM = "problem"


def score_frame(frame: Frame, base: KnowledgeBase, fired: bool = False) -> Frame:
    """The results of each row, in order: what is carried, scores, bands and ranks, the level, the problem.

    With `fired`, a column for each rule as well, named by its id. A cell that cannot be read says nothing, and the
    problem names it; a row that contradicts itself has only its problem. Raises InputError if a column means nothing.
    """
    table = layout(tuple(frame.columns), base.vocabulary)
    results = _computed(frame, table, base, fired)
    reasons: list[str | None] = [None] * len(frame)
    if results.get_column("!").any():
        frame, reasons = without_unread(frame, results.get_column("!"), table, base.vocabulary)
        results = _computed(frame, table, base, fired)
    bad = results.get_column("!") | results.get_column("!!")
    columns = [of(h) for h in base.hypotheses for of in (score_of, band_of, rank_of)]
    columns += [c for c in results.columns if c not in columns and not c.startswith("!")]
    results = results.select(*columns)
    if bad.any():
        results = results.with_columns(bad.alias("!"))
        results = results.select(*(nw.when(~nw.col("!")).then(nw.col(c)).alias(c) for c in columns))
        for index, reason in _reasons(frame, bad, table, base):
            reasons[index] = reason
    codes = dict.fromkeys(map(band_of, base.hypotheses), tuple(BAND_ORDER)) | {LEVEL: tuple(Level)}
    said = nw.new_series(PROBLEM, reasons, nw.String, backend=frame.implementation)
    carried = [frame.get_column(c) for c in table.carried]
    return named(results, codes).with_columns(*carried, said).select(*table.carried, *columns, PROBLEM)


def _computed(frame: Frame, table: Layout, base: KnowledgeBase, fired: bool) -> Frame:
    source, read = read_written(frame, table, base.vocabulary)
    results = compute(plan(base, read, tuple(source.schema.items()), fired), source)
    return results.with_columns(*_ranks(results, tuple(base.hypotheses)))


def _ranks(results: Frame, hypotheses: tuple[str, ...]) -> list[nw.Series[Any]]:
    scores = np.array([results.get_column(score_of(h)).to_numpy() for h in hypotheses], np.int16)
    backend = results.implementation
    return [
        nw.new_series(rank_of(h), row, nw.UInt8, backend=backend)
        for h, row in zip(hypotheses, ranks(scores), strict=True)
    ]


def _reasons(frame: Frame, bad: Any, table: Layout, base: KnowledgeBase) -> list[tuple[int, str]]:
    places = np.flatnonzero(bad.to_numpy())
    rows = frame.filter(bad).rows(named=True)
    reasons = (problem(row, table, base.vocabulary) or "cannot be read" for row in rows)
    return list(zip(places.tolist(), reasons, strict=True))
