"""The advice that people may be given: by rules of its own, and by what each hypothesis brings."""

from collections.abc import Iterable, Iterator

from ..rules.condition import Band, InBand
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import AdviceRule, Hypothesis


def advice_rules(base: KnowledgeBase) -> list[AdviceRule]:
    """The advice rules, and one for each hypothesis that brings its own tests, foods and life style."""
    return sorted([*base.advice, *own_advice(base.hypotheses.values())], key=lambda r: r.id)


def own_advice(hypotheses: Iterable[Hypothesis]) -> Iterator[AdviceRule]:
    """The rule of the tests, foods and life style that each hypothesis brings."""
    for h in hypotheses:
        yield AdviceRule.model_construct(
            id=f"{h.id}.advice",
            title=f"What helps to settle {h.label}",
            when=InBand.model_construct(hypothesis=h.id, band=Band.POSSIBLE),
            hypothesis=h.id,
            tests={t.told: t.holds for t in h.tests},
            foods=h.foods,
            lifestyle=h.lifestyle,
            because=h.summary,
            sources=h.sources,
            reviewed=h.reviewed,
        )
