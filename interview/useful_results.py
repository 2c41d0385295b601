"""Which results are named where it is asked what was tested: of what is possible, the leader's first."""

from collections.abc import Iterable

from ..rules.condition import Band
from ..rules.points import BAND_FLOORS
from .question_value import Worth


def most_useful(measurements: Iterable[str], worth: Worth, most: int) -> list[str]:
    """So many measurements at most: half of them those nearest to the leader, the others those worth most.

    Of what nothing possible is measured by, nothing is named.
    """
    scores = worth.outcome.scores
    possible = [h for h in worth.outcome.ranking() if scores[h] >= BAND_FLOORS[Band.POSSIBLE]]
    place = {h: number for number, h in enumerate(possible)}

    def nearest(measurement: str) -> int | None:
        """The place of the first hypothesis that a rule on the measurement speaks for or against."""
        rules = worth.weights.by_number.get(measurement, ())
        return min((place[h] for rule in rules for h, _, _ in rule.places if h in place), default=None)

    each = [(at, -worth.number_of(m), m) for m in measurements if (at := nearest(m)) is not None]
    near = sorted(each)[: most // 2]
    others = sorted((value, distance, m) for distance, value, m in each if (distance, value, m) not in near)
    return [m for _, _, m in (*near, *others[: most - len(near)])]
