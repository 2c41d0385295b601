"""The smallest sets of options, of up to three, that reach a goal; every set is looked at or proved useless."""

from collections.abc import Callable, Sequence

from ...facts.case import Case
from .bitset_cases import Cases
from .bitset_rules import Many
from .gain import Gains
from .option_sets import Grid
from .options import Option, Options

Goal = Callable[[Many, Cases], int]
Sets = list[tuple[Option, ...]]
MOST = 3


class Search:
    """The sets of one case's options under some rules."""

    def __init__(self, rules: Many, case: Case, options: Options, goal: Goal):
        self.rules, self.case, self.options, self.goal = rules, case, options, goal

    def smallest(self, pool: Sequence[Option]) -> Sets:
        """All sets of the least size that reach the goal; none if no set of up to MOST does."""
        for size in range(1, MOST + 1):
            if found := self.of_size(size, pool, pool):
                return found
        return []

    def smallest_that_gain(self, gains: Gains, pool: Sequence[Option]) -> Sets:
        """As `smallest`, where the goal is to gain what is wanted; what cannot bring enough is not looked at."""
        by_gain = sorted(((gains.of(option), option) for option in pool), key=lambda entry: -entry[0])
        most = [gained for gained, _ in by_gain]
        for size in range(1, MOST + 1):
            enough = [option for gained, option in by_gain if gained + sum(most[: size - 1]) >= gains.wanted]
            leading = [option for gained, option in by_gain if gained * size >= gains.wanted]  # the most of its set
            if found := self.of_size(size, enough, leading):
                return self._in_order(found, pool)
        return []

    def of_size(self, size: int, pool: Sequence[Option], first: Sequence[Option]) -> Sets:
        """All sets of just this size that hold one of `first` and reach the goal."""
        if not pool or not first:
            return []
        if size == 1:
            return self._over(Grid(self.rules, self.case, self.options, first, single=True))
        if size == 2 and len(first) == len(pool):
            return self._over(Grid(self.rules, self.case, self.options, pool))
        return self._each_with(Grid(self.rules, self.case, self.options, pool, single=size == 2), first)

    def extended(self, fixed: Sequence[Option], pool: Sequence[Option], by: int) -> Sets:
        """The sets that reach the goal and hold `fixed` and `by` more options, one or two."""
        grid = Grid(self.rules, self.case, self.options, pool, single=by == 1)
        return self._over(grid, fixed)

    def _in_order(self, found: Sets, pool: Sequence[Option]) -> Sets:
        """Sets in the order of a pool."""
        place = {id(option): i for i, option in enumerate(pool)}
        places = sorted(sorted(place[id(option)] for option in options) for options in found)
        return [tuple(pool[i] for i in at) for at in places]

    def _over(self, grid: Grid, fixed: Sequence[Option] = ()) -> Sets:
        clash = [i for i, option in enumerate(grid.pool) if any(self.options.contradict(option, f) for f in fixed)]
        legal = grid.legal & grid.without(clash)
        if not legal:
            return []
        found = self.goal(self.rules, grid.cases(fixed)) & legal
        return [(*fixed, *others) for others in grid.sets(found)]

    def _each_with(self, grid: Grid, first: Sequence[Option]) -> Sets:
        """Sets of one of `first` and what the grid holds, each set once."""
        places = {id(option): i for i, option in enumerate(grid.pool)}
        found: Sets = []
        done: list[int] = []
        for option in first:
            place = places[id(option)]
            done.append(place)
            clash = [i for i, other in enumerate(grid.pool) if self.options.contradict(option, other)]
            legal = grid.legal & grid.without([*done, *clash])
            if legal:
                reached = self.goal(self.rules, grid.cases((option,))) & legal
                found += [(option, *others) for others in grid.sets(reached)]
        return found
