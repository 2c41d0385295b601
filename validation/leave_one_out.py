"""How the library's cases fare when none of them is counted for itself: the honest figure of what is counted.

The rules that clinicians wrote are the same for every case; one that was written with a case in mind flatters it, which
leaving the case out of the counts does not mend. `docs/accuracy.md` tells how cases fared when first met.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..cases.counting import Stated, stated, without
from ..cases.library import Published
from ..engine.evaluate import Evaluator, Spoken, evaluator
from ..facts.finding import State
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import HypothesisKind, Level
from ..rules.weighing_scripts import Scripts, scripts_of


@dataclass(frozen=True)
class LeftOut:
    """How a case fared without being counted. `place` is that of its cause, None where that is no hypothesis."""

    published: Published
    cause: str | None
    kind: HypothesisKind | None
    ranking: tuple[str, ...]
    scores: dict[str, int]
    level: Level

    @property
    def place(self) -> int | None:
        """The position of the cause in the list, ties by id."""
        return self.ranking.index(self.cause) + 1 if self.cause else None


def leave_one_out(cases: Iterable[Published], base: KnowledgeBase) -> Iterator[LeftOut]:
    """Every case with a confirmed cause, each judged by the counts of all others."""
    with_all, judge = scripts_of(base), evaluator(base)
    for one in cases:
        if one.case.truth:
            said = stated(one.case, judge)
            yield _judged(one, said, _spoken(with_all, said), judge)


def _judged(one: Published, said: Stated, scripts: Spoken, judge: Evaluator) -> LeftOut:
    base = judge.base
    outcome = judge.outcome(one.case.states(base.vocabulary), one.case.readings(base.vocabulary), scripts)
    return LeftOut(
        published=one,
        cause=said.cause,
        kind=base.hypotheses[said.cause].kind if said.cause else None,
        ranking=tuple(outcome.ranking()),
        scores=outcome.scores,
        level=outcome.level,
    )


def _spoken(scripts: Scripts, said: Stated) -> Spoken:
    """What every finding of a case says, the case itself left out of the counts."""
    fewer = replace(scripts, counts=without(scripts.counts, said), _kept={})
    asked = [(f, State.PRESENT) for f in said.present] + [(f, State.ABSENT) for f in said.absent]
    made = {about: fewer.rule(*about) for about in asked}
    return {about: rule for about, rule in made.items() if rule}
