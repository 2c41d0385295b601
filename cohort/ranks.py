"""Ranks: 1 for the best score of a row, equals sharing one."""

from typing import Any

import numpy as np

BLOCK = 1_000  # rows whose scores stay in the processor's cache, where those a power of two apart share one place


def ranks(scores: Any) -> Any:
    """The rank of each of several arrays of scores, fewer than 256, row by row, as an array of the same shape.

    A row is sorted by what its scores are below the best one, the number of the array in the low bits; the ranks then
    are sorted back by that number.
    """
    found = np.empty(scores.shape, np.uint8)
    count, rows = scores.shape
    if not rows or not count:
        return found
    best, shift = int(scores.max()), max(count - 1, 1).bit_length()
    small = (best - int(scores.min()) + 1) << shift <= 1 << 16
    number = np.arange(count, dtype=np.uint16 if small else np.uint32)
    places = np.arange(1, count + 1, dtype=np.uint8)
    for start in range(0, rows, BLOCK):
        below = (best - scores[:, start : start + BLOCK].astype(np.int32)).astype(number.dtype)
        keys = np.ascontiguousarray((below << shift | number[:, None]).T)
        keys.sort(axis=1)
        score = keys >> shift
        rank = np.ones(keys.shape, np.uint8)
        rank[:, 1:] = (score[:, 1:] != score[:, :-1]) * places[1:]
        np.maximum.accumulate(rank, axis=1, out=rank)
        keys = (keys & ((1 << shift) - 1)).astype(np.uint16) << 8 | rank
        keys.sort(axis=1)
        found[:, start : start + BLOCK] = keys.astype(np.uint8).T
    return found
