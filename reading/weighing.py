"""How far to trust what was learned: learns without a fifth of the writers, and weighs the clues on these.

    python -m soleus.reading.weighing

Writes `weights.yaml`, with the thresholds as they were, and prints what each threshold would take of rows it was not
fitted on. Needs scikit-learn (the extra `learning`).
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ..facts.finding import State
from ..facts.vocabulary import load_vocabulary
from .evidence import MANNER, MATTER, Clue, dots
from .hearing import hear
from .judging import WEIGHTS, load_weights, share
from .known import Known
from .learning import NAME, Row, folds, learn, rows_of
from .tokens import tokenize

FOLDS = 5
_STATE = {"says": State.PRESENT, "denies": State.ABSENT}
JOINS = (" and ", ", ", ". ", " but ", ", and ", "; ")
_PART = MATTER.index("part")
Weighed = tuple[Sequence[Row], Sequence[Clue]]  # a row, or two that were joined, and the clues of all clauses
Vectors = Mapping[str, Sequence[float]]


def heard(rows: Sequence[Row], known: Known, joined: str = "") -> Weighed:
    """Rows, said in one breath, with the clues of all clauses."""
    tokens = tokenize(joined.join(row.phrase for row in rows))
    return rows, [clue for _, each in hear(tokens, known.composer.read(tokens), known) for clue in each]


def in_pairs(rows: Sequence[Row], known: Known) -> list[Weighed]:
    """The clauses of joined neighbours: what is said in one and denied in the next is learned from nothing else."""
    pairs = zip(rows[::2], rows[1::2], strict=False)
    every = (heard(pair, known, JOINS[n % len(JOINS)]) for n, pair in enumerate(pairs))
    return [(pair, [clue for clue in clues if clue.matter[_PART]]) for pair, clues in every]


def owner(clue: Clue, rows: Sequence[Row], known: Known) -> Row | None:
    """The row that speaks of a clue's finding."""
    return next((row for row in rows if any(known.related(clue.finding, f) for f in row.findings)), None)


def fit(weighed: Sequence[Weighed], known: Known) -> dict[str, list[float]]:
    """The weights: of the matter, whether a clue's finding is meant; of the manner, whether what is meant is so."""
    meant = [(clue, owner(clue, rows, known)) for rows, clues in weighed for clue in clues]
    vectors = {"matter": _logistic((clue.matter, row is not None) for clue, row in meant)}
    for kind, state in _STATE.items():
        vectors[state.value] = _logistic((clue.manner, row.kind == kind) for clue, row in meant if row)
    return vectors


def _logistic(pairs: Iterable[tuple[Sequence[float], bool]]) -> list[float]:
    from sklearn.linear_model import LogisticRegression

    numbers, so = zip(*pairs, strict=True)
    fitted = LogisticRegression(C=10, fit_intercept=False, max_iter=3000).fit(numbers, so)
    return [round(float(w), 4) for w in fitted.coef_[0]]


def curve(weighed: Sequence[Weighed], vectors: Vectors, known: Known, at: float) -> str:
    """What would be taken from one likelihood on: of rows that say or deny rightly and wrongly, and of the others."""
    tally: Counter[str] = Counter()
    for rows, cs in weighed:
        taken = []
        for c in cs:
            meant = share(dots(c.matter, vectors["matter"]))
            taken += [(c, s) for s in _STATE.values() if meant * share(dots(c.manner, vectors[s.value])) >= at]
        if not any(row.kind in _STATE for row in rows):
            tally.update(others=1, though_not=bool(taken))
            continue
        good = [c for c, s in taken if (row := owner(c, rows, known)) and _STATE.get(row.kind) is s]
        tally.update(rows=1, right=bool(good), wrong=len(good) < len(taken))
    count, others = max(tally["rows"], 1), max(tally["others"], 1)
    return (
        f"{at}: right {tally['right'] / count:.1%}, wrong {tally['wrong'] / count:.1%} of {count}, "
        f"though not to be {tally['though_not'] / others:.1%} of {others}"
    )


def text_of(vectors: Vectors) -> str:
    """The file of weights with its comment and its thresholds as they were."""
    head = [line for line in WEIGHTS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    weights = load_weights()
    lines = [*head, *(f"{k}: {v}" for k, v in weights.model_dump().items() if isinstance(v, float))]
    for name, vector in vectors.items():
        names = MATTER if name == "matter" else MANNER
        lines += [f"{name}:", *(f"  {each}: {w}" for each, w in zip(names, vector, strict=True))]
    return "\n".join(lines) + "\n"


def main(write: Callable[[str], Any] = print) -> None:
    """Weigh, and write the file that ships."""
    vocabulary = load_vocabulary()
    rest, left_out = next(iter(folds(rows_of(vocabulary), FOLDS)))
    known = Known(vocabulary, learn(rest))
    rows = [row for row in left_out if row.kind != NAME]
    random.Random(0).shuffle(rows)  # noqa: S311 - no secret
    weighed = [heard([row], known) for row in rows]
    for some, others in ((weighed[::2], weighed[1::2]), (weighed[1::2], weighed[::2])):
        vectors = fit(some, known)
        for at in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9):
            write(curve(others, vectors, known, at))
    weighed += in_pairs(rows, known)
    WEIGHTS.write_text(text_of(fit(weighed, known)), encoding="utf-8")


if __name__ == "__main__":
    main()
