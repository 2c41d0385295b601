"""Which reason to be seen is told first, and which milder ones still say something beside the more pressing."""

from collections.abc import Iterator

from ..engine.consultation import CLOSE, Consultation, Ranked, Reason
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from ..rules.condition import Band
from ..rules.rule import Level


def likeliest(listed: tuple[Ranked, ...]) -> tuple[Ranked, ...]:
    """The first in the list and those that these answers cannot tell from it; nothing where the first is unlikely."""
    if not listed or listed[0].band is Band.UNLIKELY:
        return ()
    return tuple(h for h in listed if h.score >= listed[0].score - CLOSE and h.band is not Band.UNLIKELY)


def causes(reason: Reason) -> frozenset[str]:
    """The ids of the hypotheses on whose standing a reason rests, and the one whose own reason it is."""
    return frozenset({*(p.about for p in reason.premises if p.kind == "hypothesis"), reason.rule.partition(".")[0]})


def in_order(reasons: tuple[Reason, ...], listed: tuple[Ranked, ...]) -> tuple[Reason, ...]:
    """The reasons, most pressing first: of one level those first that speak of the likeliest cause.

    A danger sign of an emergency comes before everything: it says in the person's own words what cannot wait. Of
    several, those first that rest on what speaks for the likeliest cause.
    """
    first = likeliest(listed)
    leading = [h.id for h in first]
    speaking = {p.about for h in first for e in h.evidence if e.counted and e.points > 0 for p in e.premises}

    def place(reason: Reason) -> tuple[int, bool, bool, int]:
        about = [n for n, name in enumerate(leading) if name in causes(reason)]
        at_once = reason.danger_sign and reason.level is Level.EMERGENCY
        apart = speaking.isdisjoint(p.about for p in reason.premises)
        return -reason.level.rank, not at_once, at_once and apart, min(about, default=len(leading))

    return tuple(sorted(reasons, key=place))


def adding(reasons: tuple[Reason, ...], consultation: Consultation, vocabulary: Vocabulary) -> tuple[Reason, ...]:
    """The reasons, without those that say nothing beside what presses as much or more.

    That is another reason of a cause of which one is told, since it says what would hold without that, and one that
    rests on nothing that was said save what a more pressing one rests on. A danger sign always says something.
    """
    told: list[Reason] = []
    for reason in reasons:
        if reason.danger_sign or _adds(reason, told, consultation, vocabulary):
            told.append(reason)
    return tuple(told)


def _adds(reason: Reason, told: list[Reason], consultation: Consultation, vocabulary: Vocabulary) -> bool:
    if about := causes(reason) & {h.id for h in consultation.hypotheses}:
        return not any(about & causes(r) for r in told)
    pressing = [r for r in told if r.level.rank > reason.level.rank]
    if not pressing:
        return True
    heard = {each for r in pressing for each in said_for(r, consultation, vocabulary)}
    return not {*said_for(reason, consultation, vocabulary)} <= heard


def said_for(reason: Reason, consultation: Consultation, vocabulary: Vocabulary) -> Iterator[str]:
    """The findings that were said and the results that a reason rests on, by themselves or by what they imply."""
    case = consultation.case
    rests_on = {p.about for p in reason.premises if p.state not in (State.ABSENT, State.UNKNOWN)}
    yield from (f for f in case.present if not rests_on.isdisjoint(vocabulary.broader(f)))
    yield from (name for name in case.labs if name in rests_on)
