"""Cells that cannot be read, left out of the rows they stand in."""

from collections import defaultdict
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from ..facts.vocabulary import Vocabulary
from .layout import Layout
from .read_cells import Frame
from .rows import unread

MARK = "not read: "
"""How the problem of a row begins that was assessed without some of its cells."""


def without_unread(frame: Frame, bad: Any, table: Layout, vocabulary: Vocabulary) -> tuple[Frame, list[str | None]]:
    """The table with an empty cell for each that cannot be read in the rows that are `bad`, and what was left out."""
    reasons: list[str | None] = [None] * len(frame)
    places: dict[str, list[int]] = defaultdict(list)
    numbers = np.flatnonzero(bad.to_numpy()).tolist()
    for number, row in zip(numbers, frame.filter(bad).rows(named=True), strict=True):
        if faults := unread(row, table, vocabulary):
            reasons[number] = MARK + "; ".join(dict.fromkeys(" ".join(f.splitlines()) for f in faults.values()))
            for column in faults:
                places[column].append(number)
    for column, rows in places.items():
        kept = np.ones(len(frame), bool)
        kept[rows] = False
        series = nw.new_series("!kept", kept, nw.Boolean, backend=frame.implementation)
        frame = frame.with_columns(series).with_columns(nw.when(nw.col("!kept")).then(nw.col(column)).alias(column))
    return (frame.drop("!kept") if places else frame), reasons
