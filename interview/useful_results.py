"""Which results are named where it is asked what was tested: of what leads, then what could change most."""

from collections.abc import Iterable

from .question_value import Worth


def most_useful(measurements: Iterable[str], worth: Worth, most: int) -> list[str]:
    """So many measurements at most: half of them those nearest to the leader, the others those worth most."""
    place = {h: number for number, h in enumerate(worth.outcome.ranking())}

    def nearest(measurement: str) -> int:
        """The place of the first hypothesis that a rule on the measurement speaks for or against."""
        rules = worth.weights.by_number.get(measurement, ())
        return min((place[h] for rule in rules for h, _, _ in rule.places if h in place), default=len(place))

    each = [(nearest(m), -worth.number_of(m), m) for m in measurements]
    near = sorted(each)[: most // 2]
    others = sorted((value, distance, m) for distance, value, m in each if (distance, value, m) not in near)
    return [m for _, _, m in (*near, *others[: most - len(near)])]
