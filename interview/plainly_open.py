"""What can plainly still change: told by the illness scripts alone, at a glance, before exact bounds are worked out."""

from functools import lru_cache

from ..engine.evaluate import Judged
from ..facts.finding import State
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import band
from ..rules.rule import cluster_of
from .missing import Ground

Place = tuple[tuple[str, str], bool]
Scripts = dict[str, dict[Place, list[tuple[int, str, State]]]]
"""By hypothesis, cluster and direction: the points of each finding without their sign, and its state; best first."""


def plainly_open(base: KnowledgeBase, judged: Judged, ground: Ground) -> bool:
    """Whether answers still open could surely change the first hypothesis or its band.

    One script more or less moves a score no further than the exact bounds allow; so what is open here is open there.
    """
    ranking, scores = judged.outcome.ranking(), judged.outcome.scores
    if not ranking:
        return False
    first, *others = ranking
    still = _Still(base, judged, ground)
    low = scores[first] - still.may_add(first, raises=False)
    if band(low) is not band(scores[first] + still.may_add(first, raises=True)):
        return True
    highs = ((scores[h] + still.may_add(h, raises=True), h) for h in others)
    return any(high > low or (high == low and h < first) for high, h in highs)


class _Still:
    """The points that scripts may still add for or against hypotheses."""

    def __init__(self, base: KnowledgeBase, judged: Judged, ground: Ground):
        self.scripts, self.counted = _scripts(base), judged.counted
        self.may = {State.PRESENT: ground.may_present, State.ABSENT: ground.may_absent}

    def may_add(self, hypothesis: str, *, raises: bool) -> int:
        """So many points for, or against, a hypothesis, besides those that count already."""
        added = 0
        for place, entries in self.scripts.get(hypothesis, {}).items():
            if place[1] is raises:
                most = next((size for size, finding, state in entries if finding in self.may[state]), 0)
                added += max(0, most - abs(self.counted.get(place, (0, ""))[0]))
        return added


@lru_cache(maxsize=8)
def _scripts(base: KnowledgeBase) -> Scripts:
    found: Scripts = {}
    for rule in base.scripts:
        finding, state = rule.about
        for hypothesis, points in rule.points.items():
            if points:
                place = (hypothesis, cluster_of(rule)), points > 0
                entries = found.setdefault(hypothesis, {}).setdefault(place, [])
                entries.append((abs(points), finding, state))
    for places in found.values():
        for entries in places.values():
            entries.sort(key=lambda entry: -entry[0])
    return found
