"""what if: the same case with some answers changed, before and after."""

from collections.abc import Sequence

from ..engine.consultation import Consultation
from ..engine.evaluate import Outcome, evaluator
from ..facts.case import Case
from ..facts.finding import Record
from ..rules.condition import Band
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import band
from ..rules.rule import EvidenceRule, Level, ReferralRule, Rule
from .change import Change, changed
from .explanation import Explanation, cited


class Standing(Record):
    """A hypothesis before and after. Equal scores share a rank."""

    hypothesis: str
    label: str
    rank: tuple[int, int]
    score: tuple[int, int]
    band: tuple[Band, Band]


class Turned(Record):
    """A rule that fires now and did not, or the other way round.

    `points` are what it gives each hypothesis, counted or not; `level` what a referral rule asks for.
    """

    rule: str
    title: str
    fires: bool
    because: str
    points: dict[str, int] = {}
    level: Level | None = None
    sources: tuple[str, ...]


class WhatIf(Explanation):
    """What moves when some answers change. `after` is the changed case; hypotheses come in their new order."""

    changes: tuple[Change, ...]
    after: Case
    level: tuple[Level, Level]
    hypotheses: tuple[Standing, ...]
    turned: tuple[Turned, ...]

    @property
    def moved(self) -> tuple[Standing, ...]:
        """The hypotheses whose score or rank changed."""
        return tuple(h for h in self.hypotheses if h.score[0] != h.score[1] or h.rank[0] != h.rank[1])


def what_if(base: KnowledgeBase, consultation: Consultation, changes: Sequence[Change]) -> WhatIf:
    """The consultation with these answers changed: the same as assessing the changed case afresh.

    Raises InputError if the new answers contradict each other.
    """
    rules = evaluator(base)
    case = changed(consultation.case, changes, base.vocabulary)
    new = rules.of_case(case)
    old = rules.of_case(consultation.case)
    turned = tuple(_turned(base.rules[r], r in new.fired) for r in sorted(old.fired ^ new.fired))
    return WhatIf(
        asked="what-if " + " ".join(f"{c.about}={c.after}" for c in changes),
        knowledge=base.version,
        sources=cited(base, *(t.sources for t in turned)),
        changes=tuple(changes),
        after=case,
        level=(old.level, new.level),
        hypotheses=_standings(base, old, new),
        turned=turned,
    )


def _standings(base: KnowledgeBase, old: Outcome, new: Outcome) -> tuple[Standing, ...]:
    before, after = _ranks(old), _ranks(new)
    return tuple(
        Standing(
            hypothesis=h,
            label=base.hypotheses[h].label,
            rank=(before[h], after[h]),
            score=(old.scores[h], new.scores[h]),
            band=(band(old.scores[h]), band(new.scores[h])),
        )
        for h in new.ranking()
    )


def _ranks(outcome: Outcome) -> dict[str, int]:
    first: dict[int, int] = {}
    for place, hypothesis in enumerate(outcome.ranking(), 1):
        first.setdefault(outcome.scores[hypothesis], place)
    return {h: first[s] for h, s in outcome.scores.items()}


def _turned(rule: Rule, fires: bool) -> Turned:
    return Turned(
        rule=rule.id,
        title=rule.title,
        fires=fires,
        because=rule.because,
        points=rule.points if isinstance(rule, EvidenceRule) else {},
        level=rule.level if isinstance(rule, ReferralRule) else None,
        sources=rule.sources,
    )
