"""What would raise a hypothesis that lacks some points for an emergency, and how much nearer it would come."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..engine.scoring import Place
from ..facts.finding import State
from ..rules.knowledge_base import KnowledgeBase
from .question_value import Worth
from .weighed import Weighed, weigher

# So many points more make it half as likely that a hypothesis comes to have them.
HALF = 3


def half_as_likely(lacks: int) -> float:
    """How likely a hypothesis is to come by so many points."""
    return float(0.5 ** (lacks / HALF)) if lacks > 0 else 1.0


def raised_by(hypothesis: str, lacking: Iterable[tuple[int, float]], worth: Worth) -> dict[str, float]:
    """By finding, how much nearer a yes brings what hangs on the points that are lacking, each with its weight."""
    points: dict[str, int] = {}
    for finding, more in _points(hypothesis, worth):
        if more > points.get(finding, 0):
            points[finding] = more
    wanted = [(lacks, weight, half_as_likely(lacks)) for lacks, weight in lacking]
    return {
        finding: sum(weight * (half_as_likely(lacks - more) - before) for lacks, weight, before in wanted)
        for finding, more in points.items()
    }


def _points(hypothesis: str, worth: Worth) -> Iterator[tuple[str, int]]:
    """Each open finding that alone would raise a hypothesis, and by how many points."""
    scripts, rules = _raising(worth.base)
    held, present = worth.held, worth.ground.present
    for finding, size, place in scripts.get(hypothesis, ()):
        if finding not in present:
            yield finding, size - held(place)
    for rule, size, place in rules.get(hypothesis, ()):
        if (more := size - held(place)) > 0 and rule.need(worth.ground) == 1:
            for finding in rule.positive:
                if finding not in present:
                    yield finding, more


Said = dict[str, list[tuple[str, int, Place[tuple[str, str]]]]]
Ruled = dict[str, list[tuple[Weighed, int, Place[tuple[str, str]]]]]


@lru_cache(maxsize=8)
def _raising(base: KnowledgeBase) -> tuple[Said, Ruled]:
    """By hypothesis, the findings and the rules that raise it, with their points and the place where they count."""
    weights = weigher(base)
    scripts: Said = {}
    rules: Ruled = {}
    for (finding, state), entries in weights.scripts.items():
        for hypothesis, (size, place) in entries.items():
            if state is State.PRESENT and size > 0:
                scripts.setdefault(hypothesis, []).append((finding, size, place))
    for rule in weights.evidence:
        raises = dict(rule.raises)
        for hypothesis, size, place in rule.places:
            if hypothesis in raises:
                rules.setdefault(hypothesis, []).append((rule, size, place))
    return scripts, rules
