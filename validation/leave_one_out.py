"""How the library's cases fare when none of them is counted for itself: the honest figure of what is counted.

The rules that clinicians wrote are the same for every case; one that was written with a case in mind flatters it, which
leaving the case out of the counts does not mend. `docs/accuracy.md` tells how cases fared when first met.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from ..cases.counting import Stated, stated, without
from ..cases.library import Published
from ..engine.consultation import Consultation
from ..engine.evaluate import Evaluator, Spoken, evaluator
from ..engine.result import build
from ..engine.run import Run
from ..facts.case import Case
from ..rules.knowledge_base import KnowledgeBase
from ..rules.weighing_scripts import Scripts, scripts_of


@dataclass(frozen=True)
class LeftOut:
    """What a case comes to without being counted; `cause` is its confirmed one, None where that is no hypothesis.

    The result has scores, evidence and referral, but neither premises nor advice.
    """

    published: Published
    cause: str | None
    result: Consultation


def leave_one_out(
    cases: Iterable[Published], base: KnowledgeBase, counted: Container[str | None] | None = None
) -> Iterator[LeftOut]:
    """Every case with a confirmed cause, each judged by the counts of all others.

    `counted` are the ids of the cases in the counts, where that is not all of these; any other is judged by all counts.
    """
    scripts, judge = scripts_of(base), evaluator(base)
    for one in cases:
        if one.case.truth:
            said = stated(one.case, judge)
            left = counted is None or one.case.id in counted
            speaking = spoken(not_counting(said, scripts) if left else scripts, said)
            yield LeftOut(one, said.cause, _judged(one.case, speaking, judge))


def not_counting(said: Stated, scripts: Scripts) -> Scripts:
    """The scripts as if a case had not been counted, for what it states."""
    return replace(scripts, counts=without(scripts.counts, said), _kept={})


def spoken(scripts: Scripts, said: Stated) -> Spoken:
    """What every finding of a case says."""
    made = {about: scripts.rule(*about) for about in said.about()}
    return {about: rule for about, rule in made.items() if rule}


def _judged(case: Case, scripts: Spoken, judge: Evaluator) -> Consultation:
    """The case taken through the written rules and these scripts."""
    base = judge.base
    outcome = judge.of_case(case, scripts)
    rules = base.written | {r.id: r for r in scripts.values()}
    run = Run.of(case, base)
    for name in sorted(outcome.fired):
        run.record(rules[name], (), ())
    run.score(base.priors)
    return build(run, base)
