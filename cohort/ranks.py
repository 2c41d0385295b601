"""Ranks: 1 for the best score of a row, equals sharing one."""

from typing import Any

import numpy as np

BLOCK = 16_384  # rows whose scores stay in the processor's cache


def ranks(scores: Any) -> Any:
    """The rank of each of several arrays of scores, row by row, as an array of the same shape."""
    scores = np.ascontiguousarray(scores)
    found = np.ones(scores.shape, np.uint8)
    for start in range(0, scores.shape[1], BLOCK):
        part, out = scores[:, start : start + BLOCK], found[:, start : start + BLOCK]
        for row in range(len(part)):
            for other in range(row):
                out[row] += part[other] > part[row]
                out[other] += part[row] > part[other]
    return found
