"""Columns of yes and no, a bit a row, and sums of points over them.

A sum is kept in planes: plane p holds, of each row, the bit worth 2**p. What lies behind the last row means nothing.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

Bits = Any  # an array of 64 rows a number
Planes = list[Bits | None]
"""None is a plane of noughts."""


def packed(holds: Any) -> Bits:
    """An array of true and false, a bit a row."""
    return in_words(np.packbits(holds, bitorder="little"))


def in_words(octets: Any) -> Bits:
    """Eight rows a number as 64 rows a number."""
    missing = -len(octets) % 8
    return np.concatenate([octets, np.zeros(missing, np.uint8)] if missing else [octets]).view(np.uint64)


def unpacked(bits: Bits, rows: int) -> Any:
    """So many rows of a column, 0 and 1."""
    return np.unpackbits(bits.view(np.uint8), count=rows, bitorder="little")


def added(terms: Iterable[tuple[int, Bits]]) -> tuple[int, Planes]:
    """So many points where a column holds, for each: what every row has at least, and the planes on top of that."""
    least = 0
    places: list[list[Bits]] = []
    for points, where in terms:
        if points < 0:
            least, points, where = least + points, -points, ~where
        places += ([] for _ in range(points.bit_length() - len(places)))
        for place in range(points.bit_length()):
            if points >> place & 1:
                places[place].append(where)
    return least, _planes(places)


def _planes(places: list[list[Bits]]) -> Planes:
    """The sum of all columns of each place, three becoming one of the place and one of the next."""
    planes: Planes = []
    while places:
        own = places.pop(0)
        carried: list[Bits] = []
        while len(own) > 2:
            one, two, three = own.pop(), own.pop(), own.pop()
            either, both = one ^ two, one & two
            both |= either & three
            either ^= three
            carried.append(both)
            own.append(either)
        if len(own) == 2:
            carried.append(own[0] & own[1])
            own = [own[0] ^ own[1]]
        if carried and not places:
            places.append([])
        if carried:
            places[0] += carried
        planes.append(own[0] if own else None)
    return planes


def numbers(least: int, planes: Planes, rows: int) -> Any:
    """A sum as numbers of 16 bits."""
    low = np.zeros((rows + 7) // 8, np.uint64)
    whole = np.full(rows, least, np.int16)
    for place, plane in enumerate(planes):
        if plane is not None and place < 8:
            low |= _SPREAD[place].take(plane.view(np.uint8)[: len(low)])
        elif plane is not None:
            whole += unpacked(plane, rows).astype(np.int16) << place
    whole += low.view(np.uint8)[:rows]
    return whole


_EVERY_OCTET = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little")
_SPREAD = [(_EVERY_OCTET << place).view(np.uint64).ravel() for place in range(8)]
"""Eight rows of the plane of each place, as eight numbers of 8 bits in one of 64."""
