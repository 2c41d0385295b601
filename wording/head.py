"""What the head of a result says of the cause: the likeliest first, and honestly what else decides how soon."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.consultation import Consultation, Ranked, Reason
from ..facts.finding import State
from ..rules.condition import Band
from ..rules.grounds import grounds
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level, ReferralRule
from .foremost import causes, likeliest, said_for

GROUNDS = 3
"""So many of the things said are named as those on which a reason rests."""


@dataclass(frozen=True)
class Head:
    """What stands beside the level.

    `likeliest` are the labels of the likeliest causes, where the first reason does not speak of the first of them;
    `fits` says that even they are only possible. `sought` is the label of a less likely cause that decides how soon.
    `grounds` are labels of what was said for the first reason, where its title does not say it.
    """

    likeliest: tuple[str, ...] = ()
    fits: bool = False
    sought: str = ""
    grounds: tuple[str, ...] = ()


def head(
    reasons: tuple[Reason, ...], listed: tuple[Ranked, ...], consultation: Consultation, base: KnowledgeBase
) -> Head:
    """What the head says, given the reasons that are told and the list."""
    if not reasons or reasons[0].level is Level.SELF_CARE:
        return Head()
    first, leading = reasons[0], likeliest(listed)
    sought = _sought(first, leading, consultation)
    grounds = _grounds(first, sought, consultation, base)
    if not leading or leading[0].id in causes(first) or (first.level is Level.EMERGENCY and not sought):
        return Head(grounds=grounds)
    return Head(
        likeliest=tuple(h.label for h in leading),
        fits=leading[0].band is Band.POSSIBLE,
        sought=sought.label if sought else "",
        grounds=grounds,
    )


def _sought(first: Reason, leading: tuple[Ranked, ...], consultation: Consultation) -> Ranked | None:
    """The hypothesis on whose standing the first reason rests, if it is none of the likeliest."""
    rests_on = {p.about for p in first.premises if p.kind == "hypothesis"}
    if not leading or rests_on & {h.id for h in leading}:
        return None
    return next((h for h in consultation.hypotheses if h.id in rests_on), None)


def _grounds(first: Reason, sought: Ranked | None, consultation: Consultation, base: KnowledgeBase) -> tuple[str, ...]:
    """What was said that the first reason rests on, or that speaks most for the cause that it seeks."""
    findings = base.vocabulary.findings
    told = _speaking(sought, consultation, base) if sought else said_for(first, consultation, base.vocabulary)
    said = [f for f in told if f in findings]
    if not sought and isinstance(rule := base.rules.get(first.rule), ReferralRule):
        said = [*grounds(rule.when, said, base.vocabulary), *said]
    labels = tuple(findings[f].label for f in dict.fromkeys(said))[:GROUNDS]
    return labels if labels != (first.title,) else ()


def _speaking(hypothesis: Ranked, consultation: Consultation, base: KnowledgeBase) -> Iterator[str]:
    """The findings that were said and speak for a hypothesis, what weighs most first."""
    for evidence in (e for e in hypothesis.evidence if e.counted and e.points > 0):
        rests_on = {p.about for p in evidence.premises if p.state == State.PRESENT}
        yield from (f for f in consultation.case.present if not rests_on.isdisjoint(base.vocabulary.broader(f)))
