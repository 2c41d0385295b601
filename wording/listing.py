"""Which hypotheses people are told of: the list, what was raised besides, and what danger signs point to."""

from ..engine.consultation import Consultation, Ranked
from ..rules.condition import Band
from ..rules.outside_ages import outside_id
from ..rules.rule import Level

LISTED, NEAREST = 5, 3
RAISED = 4
"""Points: what a rule raises by so much is told."""


def listed(consultation: Consultation) -> tuple[Ranked, ...]:
    """At most five hypotheses, best first: possible ones; if there are none, those raised notably, or the nearest.

    None is listed for which nothing speaks, nor one that is not told at this age.
    """
    if possible := [h for h in consultation.hypotheses if h.band is not Band.UNLIKELY and _supported(h)]:
        return tuple(possible[:LISTED])
    supported = [h for h in consultation.hypotheses if _supported(h)]
    return tuple([h for h in supported if _raised(h)][:LISTED] or supported[:NEAREST])


def also_raised(consultation: Consultation) -> tuple[Ranked, ...]:
    """What a fired rule raised by four points or more, and that has no place in the list."""
    first = {h.id for h in listed(consultation)}
    return tuple(h for h in consultation.hypotheses if h.id not in first and _raised(h) and _of_age(h))


def suspected(consultation: Consultation) -> tuple[Ranked, ...]:
    """The hypotheses that a fired danger rule, or one that sends the person the same day, names: by resting on their
    band or by being one of theirs."""
    dangers = [r for r in consultation.referral.reasons if r.danger_sign or r.level.rank >= Level.URGENT.rank]
    named = {p.about for r in dangers for p in r.premises if p.kind == "hypothesis"}
    named |= {r.rule.partition(".")[0] for r in dangers}
    return tuple(h for h in consultation.hypotheses if h.id in named and _of_age(h))


def _supported(hypothesis: Ranked) -> bool:
    """Whether something counts for it that is told at the age of the person."""
    return any(e.counted and e.points > 0 for e in hypothesis.evidence) and _of_age(hypothesis)


def _of_age(hypothesis: Ranked) -> bool:
    """Whether it is told at the age of the person at all."""
    return outside_id(hypothesis.id) not in {e.rule for e in hypothesis.evidence}


def _raised(hypothesis: Ranked) -> bool:
    """Whether a rule raises it notably; what was only counted raises much that no one would think of."""
    return any(not e.counts and e.points > 0 and e.points + e.elsewhere >= RAISED for e in hypothesis.evidence)
