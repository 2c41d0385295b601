"""How an interview ends, in sentences."""

import re
from collections.abc import Iterable, Mapping

from ..engine.evaluate import Outcome
from ..facts.finding import State
from ..facts.printable import inside
from ..facts.vocabulary import Vocabulary
from ..reading.dangers import any_stops
from ..rules.condition import leaves
from ..rules.grounds import grounds
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level, ReferralRule
from .question import End, Finished

GROUNDS = 4
"""So many of the things told are named as those on which an interruption rests."""
_ONE_OF = re.compile(r"\bor\b")
_SENTENCES = {
    End.SETTLED: "No answer still open could change the leading hypothesis, its band or the referral level.",
    End.EXPLAINED: "Nothing urgent is open, and {first} explains all that you said.",
    End.ENOUGH: "What is left to ask would hardly change the result.",
    End.LIMIT: "{asked} questions are answered; more could still change the result.",
    End.NOTHING_LEFT: "There is nothing left to ask that bears on the legs.",
}


def sentence_of(reason: End, base: KnowledgeBase, outcome: Outcome, asked: int) -> str:
    """Why there is no further question."""
    ranking = outcome.ranking()
    first = base.hypotheses[ranking[0]].label if ranking else ""
    return _SENTENCES[reason].format(first=first[:1].lower() + first[1:], asked=asked)


def acted_on_first(base: KnowledgeBase, outcome: Outcome, states: Mapping[str, State]) -> ReferralRule:
    """Of the rules that ask for the level the one that is told."""
    fired = [r for r in base.referral if r.id in outcome.fired and r.level is outcome.level]
    return min(fired, key=lambda r: (not _stops(r, states), not r.danger_sign, r.id))


def interruption(
    base: KnowledgeBase, outcome: Outcome, states: Mapping[str, State], told: Iterable[str] = ()
) -> Finished:
    """What is to be done now, because of an emergency or of what has to be seen the same day.

    A reason that may be one of several is named by the findings that were `told`.
    """
    level, first = outcome.level, acted_on_first(base, outcome, states)
    said = _grounds(first, told, base.vocabulary) if _ONE_OF.search(first.title) else ""
    said = said or inside(first.title)
    return Finished(
        reason=End.EMERGENCY if level is Level.EMERGENCY else End.URGENT,
        sentence=f"Emergency: {said}." if level is Level.EMERGENCY else f"To be seen today: {said}.",
        level=level,
        actions=(first.action,),
    )


def _grounds(rule: ReferralRule, told: Iterable[str], vocabulary: Vocabulary) -> str:
    """What was told that a rule asks about."""
    labels = [vocabulary.findings[f].label for f in grounds(rule.when, told, vocabulary)]
    return "; ".join(map(inside, labels[:GROUNDS]))


def _stops(rule: ReferralRule, states: Mapping[str, State]) -> bool:
    """Whether a rule answers what is heard before everything else."""
    told = (leaf for leaf in leaves(rule.when) if isinstance(leaf, str) and states.get(leaf) is State.PRESENT)
    return any_stops(told)
