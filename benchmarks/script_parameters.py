"""The numbers of rules/parameters.yaml, chosen by leave-one-out, and what choosing them flatters.

    python benchmarks/script_parameters.py        some minutes; needs the extra [cohort]

Flat: each point of the grid judges every case of the library by the counts of all others, and the best is taken: it has
been chosen on the cases that it is judged by. Nested: the library is cut into five parts at random; for each the best
point is chosen by leave-one-out within the other four, and judges that part by the counts of all others. What the flat
figure has more than the nested one is what choosing flatters.

The best is that with the highest worth: the mean of the shares first and among three, of deficiencies and conditions.
`crowd` was not varied.
"""

import random
from collections.abc import Sequence
from itertools import product

import numpy as np

from soleus.cases.library import library
from soleus.rules.knowledge import load_knowledge
from soleus.rules.rule import HypothesisKind
from soleus.rules.script import Parameters
from soleus.validation.scripts_at_once import Ground, Sketch, place, points, ratios
from soleus.validation.sketching import sketches

GRID = {
    "expectation": (1, 3, 6, 12),
    "unrelated": (0.35, 0.5),
    "script_weight": (0.3, 0.4, 0.5),
    "least_points": (2, 3),
    "prior_weight": (0.33, 0.4, 0.5),
}
FOLDS, SEED = 5, 13


def points_of_grid(base) -> list[Parameters]:
    """Every point of the grid, the rest as it is."""
    return [
        base.parameters.model_copy(update=dict(zip(GRID, values, strict=True))) for values in product(*GRID.values())
    ]


def places(ground: Ground, cases: Sequence[Sketch], grid: list[Parameters]) -> np.ndarray:
    """The place of each known cause at each point of the grid, by the counts of the other cases; 0 where unknown."""
    tally = ground.tally(cases)
    priors = [ground.priors(weight) for weight in GRID["prior_weight"]]
    found = np.zeros((len(cases), len(grid)), dtype=int)
    for row, case in zip(found, cases, strict=True):
        if case.cause is not None:
            row[:] = list(_along(ground, case, tally, grid[0], priors))
    return found


def _along(ground, case, tally, parameters, priors):
    """The places of one case along the grid; what takes longest to work out changes least often."""
    for expectation, unrelated in product(GRID["expectation"], GRID["unrelated"]):
        counted = parameters.model_copy(update={"expectation": expectation, "unrelated": unrelated})
        ratio = ratios(ground, case, tally, True, counted)
        for weight, least in product(GRID["script_weight"], GRID["least_points"]):
            weighed = counted.model_copy(update={"script_weight": weight, "least_points": least})
            said = case.written + points(ground, case, ratio, weighed)
            for prior in priors:
                yield place(prior + said, case.cause)


def rates(found: np.ndarray, deficiency: np.ndarray) -> np.ndarray:
    """Deficiencies first and among three, conditions first and among three, of cases (rows) at each point."""
    known = found[:, 0] > 0 if found.ndim > 1 else found > 0
    kinds = [found[known & deficiency], found[known & ~deficiency]]
    return np.array([(kind <= most).mean(axis=0) for kind in kinds for most in (1, 3)])


def folds(number: int) -> list[np.ndarray]:
    """The rows of each part."""
    order = list(range(number))
    random.Random(SEED).shuffle(order)
    return [np.array(sorted(order[start::FOLDS])) for start in range(FOLDS)]


def told(shares: Sequence[float]) -> str:
    """Four rates as cells of a table."""
    return " | ".join(f"{share:.1%}" for share in shares)


def values(parameters: Parameters) -> str:
    """The point of the grid as cells of a table."""
    return " | ".join(f"{getattr(parameters, name):g}" for name in GRID)


HEAD = "deficiencies first | among three | conditions first | among three |"


def table(title: str, *columns: str) -> None:
    """Begin a table."""
    width = sum(column.count("|") + 1 for column in columns) + 4
    print(f"\n{title}\n\n| {' | '.join(columns)} | {HEAD}\n{'|---' * width}|")


def main() -> None:
    base = load_knowledge()
    ground, grid = Ground(base), points_of_grid(base)
    cases = list(sketches([one for one in library(base) if one.case.truth], ground))
    kinds = {i: base.hypotheses[name].kind for name, i in ground.hypotheses.items()}
    deficiency = np.array([kinds.get(case.cause) is HypothesisKind.DEFICIENCY for case in cases])
    flat = places(ground, cases, grid)
    every = rates(flat, deficiency)
    worth = every.mean(axis=0)
    table("Leave-one-out over the library, the best of the grid with each value held", "parameter", "value")
    for name, tried in GRID.items():
        for value in tried:
            held = [i for i, parameters in enumerate(grid) if getattr(parameters, name) == value]
            print(f"| {name} | {value:g} | {told(every[:, max(held, key=worth.__getitem__)])} |")
    now = next((i for i, parameters in enumerate(grid) if parameters == base.parameters), None)
    table("Chosen on the library itself, and as it is now", "", *GRID)
    print(f"| best of {len(grid)} | {values(grid[worth.argmax()])} | {told(every[:, worth.argmax()])} |")
    if now is not None:
        print(f"| now | {values(base.parameters)} | {told(every[:, now])} |")
    table("Chosen without the part that is judged", "part", "cases", *GRID)
    nested = np.zeros(len(cases), dtype=int)
    for number, part in enumerate(folds(len(cases)), 1):
        rest = np.setdiff1d(np.arange(len(cases)), part)
        inner = rates(places(ground, [cases[i] for i in rest], grid), deficiency[rest])
        best = inner.mean(axis=0).argmax()
        nested[part] = flat[part, best]
        shares = rates(nested[part], deficiency[part])
        print(f"| {number} | {len(part)} | {values(grid[best])} | {told(shares)} |", flush=True)
    print(f"| all | {len(cases)} | {' | ' * (len(GRID) - 1)} | {told(rates(nested, deficiency))} |")
    honest = rates(nested, deficiency).mean()
    print(f"\nWorth: flat {worth.max():.1%}, nested {honest:.1%}: choosing flatters by {worth.max() - honest:.1%}.")


if __name__ == "__main__":
    main()
