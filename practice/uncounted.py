"""The knowledge base as if the case in hand had not been counted: no case is evidence for itself."""

from dataclasses import replace
from functools import lru_cache

from ..cases.counting import stated
from ..engine.evaluate import evaluator
from ..rules.knowledge_base import KnowledgeBase
from ..rules.needed import index_of
from ..rules.weighing_scripts import scripts_of
from ..validation.leave_one_out import not_counting
from .deck import dealt, is_published

_SAME = ("written", "priors", "holds", "derivation_levels")


def uncounted(number: str, base: KnowledgeBase) -> KnowledgeBase:
    """What is believed without what the case of a number added; all of it, where that is none of the library.

    What the case states is weighed anew, and all that speaks of its cause, of which there is now one case less.
    """
    return _without(number, base) if is_published(number) else base


@lru_cache(maxsize=32)
def _without(number: str, base: KnowledgeBase) -> KnowledgeBase:
    said = stated(dealt(number, base).case, evaluator(base))
    others = not_counting(said, scripts_of(base))
    anew = {*said.about(), *(rule.about for rule in base.scripts if said.cause in rule.weighed)}
    same = (r.model_copy(update={"cases": others.counts.cases}) for r in base.scripts if r.about not in anew)
    scripts = sorted((*same, *(rule for about in anew if (rule := others.rule(*about)))), key=lambda rule: rule.id)
    without = replace(base, scripts=tuple(scripts), counts=others.counts)
    without.__dict__.update({name: getattr(base, name) for name in _SAME})
    without.__dict__["needed"] = {**base.needed, "scripts": index_of(without.scripts)}
    return without
