"""Every set of one, two or three options as the cases they lead to, side by side in the bits of integers."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from ...facts.case import Case
from ...facts.finding import State
from .bitset_cases import Cases
from .bitset_rules import Many
from .options import Option, Options


class Grid:
    """The sets {i, j} of some options, with those in `fixed` chosen besides: bit i * n + j stands for one.

    With `single` the sets {i} alone: bit i.
    """

    def __init__(self, rules: Many, case: Case, options: Options, pool: Sequence[Option], *, single: bool = False):
        self.rules, self.case, self.options, self.pool = rules, case, options, pool
        n = self.n = len(pool)
        self.single = single
        if single:
            self.every = (1 << n) - 1
            self.chosen = [1 << i for i in range(n)]
            return
        row = (1 << n) - 1
        column = sum(1 << (i * n) for i in range(n))
        self.every = (1 << (n * n)) - 1
        self.chosen = [(row << (i * n)) | (column << i) for i in range(n)]

    @cached_property
    def legal(self) -> int:
        """Each pair once, and only pairs that do not contradict each other."""
        if self.single:
            return self.every
        n, row, found = self.n, (1 << self.n) - 1, 0
        for i in range(n):
            partners = row & ~((1 << (i + 1)) - 1)
            for j in range(i + 1, n):
                if self.options.contradict(self.pool[i], self.pool[j]):
                    partners &= ~(1 << j)
            found |= partners << (i * n)
        return found

    def without(self, places: Collection[int]) -> int:
        """The sets that hold none of these options."""
        left = self.every
        for place in places:
            left &= ~self.chosen[place]
        return left

    def cases(self, fixed: Sequence[Option] = ()) -> Cases:
        """The cases that the sets lead to, derivations included."""
        base, case = self.rules.base, self.case
        picked = [*zip(self.pool, self.chosen, strict=True), *((option, self.every) for option in fixed)]
        kept = dict.fromkeys([*case.present, *case.absent], self.every)
        present: dict[str, int] = {}
        absent: dict[str, int] = {}
        for option, where in picked:
            for given in option.drops:
                kept[given] &= ~where
            for finding in option.makes:
                present[finding] = present.get(finding, 0) | where
            for finding in option.denies:
                absent[finding] = absent.get(finding, 0) | where
        sexless = case.model_copy(update={"present": (), "absent": ()}).states(base.vocabulary)
        for finding, state in sexless.items():
            (present if state is State.PRESENT else absent)[finding] = self.every
        for given in case.present:
            for finding in base.vocabulary.broader(given):
                present[finding] = present.get(finding, 0) | kept[given]
        for given in case.absent:
            for finding in base.vocabulary.narrower(given):
                absent[finding] = absent.get(finding, 0) | kept[given]
        readings = {name: ((value, self.every),) for name, value in case.readings(base.vocabulary).items()}
        cases = Cases(self.every, present, absent, readings)
        self.rules.derived(cases)
        return cases

    def sets(self, found: int) -> Iterator[tuple[Option, ...]]:
        """The sets that the bits of `found` stand for."""
        while found:
            place = (found & -found).bit_length() - 1
            found &= found - 1
            where = (place,) if self.single else divmod(place, self.n)
            yield tuple(self.pool[i] for i in where)
