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

    A danger sign of an emergency comes before everything: it says in the person's own words what cannot wait.
    """
    leading = [h.id for h in likeliest(listed)]

    def place(reason: Reason) -> tuple[int, bool, int]:
        about = [n for n, name in enumerate(leading) if name in causes(reason)]
        at_once = reason.danger_sign and reason.level is Level.EMERGENCY
        return -reason.level.rank, not at_once, min(about, default=len(leading))

    return tuple(sorted(reasons, key=place))


def adding(reasons: tuple[Reason, ...], consultation: Consultation, vocabulary: Vocabulary) -> tuple[Reason, ...]:
    """The reasons of the first one's level, and the milder ones that say something beside all that press more.

    One says nothing more if it is another reason of a cause that presses more already, since it tells what would hold
    without that, or if nothing was said that it alone rests on. A danger sign always says something.
    """
    told: list[Reason] = []
    for reason in reasons:
        pressing = [r for r in told if r.level.rank > reason.level.rank]
        if reason.danger_sign or not pressing or _adds(reason, pressing, consultation, vocabulary):
            told.append(reason)
    return tuple(told)


def _adds(reason: Reason, pressing: list[Reason], consultation: Consultation, vocabulary: Vocabulary) -> bool:
    if about := causes(reason) & {h.id for h in consultation.hypotheses}:
        return not any(about & causes(r) for r in pressing)
    heard = {each for r in pressing for each in said_for(r, consultation, vocabulary)}
    return not {*said_for(reason, consultation, vocabulary)} <= heard


def said_for(reason: Reason, consultation: Consultation, vocabulary: Vocabulary) -> Iterator[str]:
    """The findings that were said and the results that a reason rests on, by themselves or by what they imply."""
    case = consultation.case
    rests_on = {p.about for p in reason.premises if p.state not in (State.ABSENT, State.UNKNOWN)}
    yield from (f for f in case.present if not rests_on.isdisjoint(vocabulary.broader(f)))
    yield from (name for name in case.labs if name in rests_on)
