"""The published cases that fire each rule."""

from functools import lru_cache
from pathlib import Path

from ..engine.evaluate import evaluator
from ..facts.case import Case
from ..reading.case_files import read_cases
from ..rules.knowledge_base import KnowledgeBase

PUBLISHED = Path(__file__).parent.parent / "cases" / "published"


@lru_cache(maxsize=2)
def fired_by_published(base: KnowledgeBase) -> dict[str, tuple[Case, ...]]:
    """Rule id to the published cases that fire it; they ship with the package. Worked out once."""
    found: dict[str, list[Case]] = {}
    for path in sorted(PUBLISHED.glob("*.yaml")):
        for case in read_cases(str(path), base.vocabulary):
            if isinstance(case, Case):
                for rule in fired(case, base):
                    found.setdefault(rule, []).append(case)
    return {rule: tuple(cases) for rule, cases in found.items()}


def fired(case: Case, base: KnowledgeBase) -> frozenset[str]:
    """Every rule that a case fires, advice included."""
    rules = evaluator(base)
    states, readings = case.states(base.vocabulary), case.readings(base.vocabulary)
    outcome = rules.outcome(states, readings)
    facts, derived = rules.facts(states, readings)
    facts.stand(outcome.scores)
    advice = {r.id for r in base.advice if rules.test(r.when)(facts)}
    return outcome.fired | derived | advice
