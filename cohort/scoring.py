"""Scoring a table in memory; it comes back as the same kind of table."""

from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from ..rules.condition import BAND_ORDER
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .categorical import named
from .columns import AT_ODDS, LEVEL, UNREAD, band_of, plan, rank_of, score_of
from .compute import compute
from .layout import Layout, layout
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
    found = _computed(frame, table, base, fired)
    reasons: list[str | None] = [None] * len(frame)
    if found[UNREAD].any():
        unread = nw.new_series(UNREAD, found[UNREAD], nw.Boolean, backend=frame.implementation)
        frame, reasons = without_unread(frame, unread, table, base.vocabulary)
        found = _computed(frame, table, base, fired)
    bad = found.pop(UNREAD) | found.pop(AT_ODDS)
    columns = [of(h) for h in base.hypotheses for of in (score_of, band_of, rank_of)]
    columns += [c for c in found if c not in columns]
    carried = [frame.get_column(c) for c in table.carried]
    results = _framed(frame, {c: found[c] for c in columns})
    if bad.any():
        marked = nw.new_series(UNREAD, bad, nw.Boolean, backend=frame.implementation)
        results = results.with_columns(marked)
        for index, reason in _reasons(frame, results.get_column(UNREAD), table, base):
            reasons[index] = reason
        results = results.select(*(nw.when(~nw.col(UNREAD)).then(nw.col(c)).alias(c) for c in columns))
    codes = dict.fromkeys(map(band_of, base.hypotheses), tuple(BAND_ORDER)) | {LEVEL: tuple(Level)}
    said = nw.new_series(PROBLEM, reasons, nw.String, backend=frame.implementation)
    return named(results, codes).with_columns(*carried, said).select(*table.carried, *columns, PROBLEM)


def _computed(frame: Frame, table: Layout, base: KnowledgeBase, fired: bool) -> dict[str, Any]:
    source, read = read_written(frame, table, base.vocabulary)
    return compute(plan(base, read, source, fired), source, base.vocabulary)


def _framed(frame: Frame, arrays: dict[str, Any]) -> Frame:
    """Arrays as a table of the same kind, and with the same index, as a frame."""
    series = (
        nw.new_series(name, array, _TYPES[array.dtype.name], backend=frame.implementation)
        for name, array in arrays.items()
    )
    return frame.with_columns(*series).select(*arrays)


_TYPES: dict[str, Any] = {"int16": nw.Int16, "uint8": nw.UInt8, "bool": nw.Boolean}


def _reasons(frame: Frame, bad: Any, table: Layout, base: KnowledgeBase) -> list[tuple[int, str]]:
    places = np.flatnonzero(bad.to_numpy())
    rows = frame.filter(bad).rows(named=True)
    reasons = (problem(row, table, base.vocabulary) or "cannot be read" for row in rows)
    return list(zip(places.tolist(), reasons, strict=True))
