"""What the words for a score would mean with other floors, each case judged by the counts of all others.

    python benchmarks/bands.py        about a minute

First: with `possible`, `likely` and `very likely` beginning at other points, how often the level of referral is right,
since many referral rules ask for a band. Then: how many hypotheses of a case reach a score, how often its cause does,
and how often a leader with that score or more is the cause.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from soleus.cases.counting import stated
from soleus.cases.library import library
from soleus.engine.evaluate import evaluator
from soleus.rules import points
from soleus.rules.condition import Band
from soleus.rules.knowledge import load_knowledge
from soleus.rules.rule import Level
from soleus.rules.weighing_scripts import scripts_of
from soleus.validation.leave_one_out import not_counting, spoken

NOW = tuple(points.BAND_FLOORS.values())
FLOORS = (*((low, low + 10, low + 20) for low in (-10, -5, 0, 5, 10, 15, 20)), (0, 20, 35), (5, 20, 40), (10, 30, 40))
REACHED = (-10, -5, 0, 5, 10, 15, 20, 25, 30, 35, 40)


@dataclass(frozen=True)
class Judged:
    """A case: its cause, its scores, the level its source expects, and the level given with each set of floors."""

    cause: str | None
    scores: dict[str, int]
    expected: Level | None
    given: dict[tuple[int, ...], Level]


def judged(base) -> Iterator[Judged]:
    """Every case of the library with a confirmed cause."""
    judge, scripts = evaluator(base), scripts_of(base)
    for case in (one.case for one in library(base) if one.case.truth):
        said = stated(case, judge)
        speaking = spoken(not_counting(said, scripts), said)
        given = {}
        for floors in FLOORS:
            points.BAND_FLOORS.update(zip((Band.POSSIBLE, Band.LIKELY, Band.VERY_LIKELY), floors, strict=True))
            outcome = judge.of_case(case, speaking)
            given[floors] = outcome.level
        yield Judged(said.cause, outcome.scores, Level(case.urgency) if case.urgency else None, given)


def referral(cases: list[Judged]) -> None:
    """A line for each set of floors."""
    print("| possible, likely, very likely from | exact | under | over | emergency told less than urgent |", end="")
    print(" emergency or urgent told routine or less | routine or less told emergency |\n|---|---|---|---|---|---|---|")
    for floors in FLOORS:
        levels = [(c.expected.rank, c.given[floors].rank) for c in cases if c.expected]
        differ = [given - expected for expected, given in levels]
        shares = [sum(d == 0 for d in differ), sum(d < 0 for d in differ), sum(d > 0 for d in differ)]
        wrong = [
            [given < 3 for expected, given in levels if expected == 4],
            [given < 2 for expected, given in levels if expected >= 3],
            [given == 4 for expected, given in levels if expected <= 1],
        ]
        cells = [", ".join(map(str, floors)) + (" (now)" if floors == NOW else "")]
        cells += [f"{share / len(levels):.0%}" for share in shares] + [f"{sum(w)} of {len(w)}" for w in wrong]
        print(f"| {' | '.join(cells)} |")


def reach(cases: list[Judged]) -> None:
    """A line for each score."""
    print("| score | hypotheses of a case with it or more | causes with it or more | leaders with it or more: right |")
    print("|---|---|---|---|")
    for floor in REACHED:
        above = sum(score >= floor for c in cases for score in c.scores.values()) / len(cases)
        causes = [c.scores[c.cause] >= floor for c in cases if c.cause]
        leaders = [min(c.scores, key=lambda h, c=c: (-c.scores[h], h)) for c in cases]
        right = [name == c.cause for c, name in zip(cases, leaders, strict=True) if c.scores[name] >= floor]
        print(f"| {floor} | {above:.1f} | {sum(causes) / len(causes):.0%} | {sum(right)} of {len(right)} |")


if __name__ == "__main__":
    everyone = list(judged(load_knowledge()))
    referral(everyone)
    print()
    reach(everyone)
