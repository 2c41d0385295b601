"""Sums of points over many cases at once: bit i of every integer stands for case i.

Python's integers are bit vectors of any length; a sum is kept bit plane by bit plane, and all of it is exact.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Sum:
    """`least` in every case, and on top of it what the planes say: plane p has the bit worth 2**p of every case."""

    least: int = 0
    planes: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, terms: Iterable[tuple[int, int]], every: int, least: int = 0) -> "Sum":
        """The sum of points, each in the cases that it counts in, and of `least`."""
        total = cls(least)
        for points, where in terms:
            if points < 0 or where == every:
                total.least, where = total.least + points, every & ~where
            total.add(abs(points), where)
        return total

    def add(self, points: int, where: int) -> None:
        """Add points, not negative, to the sum of the cases in `where`."""
        place = 0
        while points >> place:
            if points >> place & 1:
                self._carry(place, where)
            place += 1

    def _carry(self, at: int, carry: int) -> None:
        while carry:
            if at >= len(self.planes):
                self.planes.extend([0] * (at + 1 - len(self.planes)))
            self.planes[at], carry = self.planes[at] ^ carry, self.planes[at] & carry
            at += 1

    def reaches(self, floor: int, every: int) -> int:
        """The cases whose sum is `floor` or more."""
        floor -= self.least
        if floor <= 0:
            return every
        if floor >> len(self.planes):
            return 0
        more, level = 0, every
        for place in range(len(self.planes) - 1, -1, -1):
            if floor >> place & 1:
                level &= self.planes[place]
            else:
                more |= level & self.planes[place]
                level &= ~self.planes[place]
        return more | level

    def no_less(self, other: "Sum", every: int) -> int:
        """The cases whose sum is as much as that of another, or more."""
        mine, others = self._above(other.least, every), other._above(self.least, every)
        more, level = 0, every
        for place in range(max(len(mine), len(others)) - 1, -1, -1):
            one = mine[place] if place < len(mine) else 0
            two = others[place] if place < len(others) else 0
            more |= level & one & ~two
            level &= ~(one ^ two)
        return more | level

    def _above(self, least: int, every: int) -> list[int]:
        """The planes on top of `least`, or of what is least here where that is less."""
        if least >= self.least:
            return self.planes
        raised = Sum(least, list(self.planes))
        raised.add(self.least - least, every)
        return raised.planes
