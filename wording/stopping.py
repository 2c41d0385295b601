"""Why the questions stop, in words: what has to be acted on, and the answers that it follows from."""

from collections.abc import Iterator

from ..engine.consultation import Consultation
from ..facts.finding import State
from ..interview.question import Finished
from ..rules.knowledge_base import KnowledgeBase
from .premises import premises
from .words import join

MOST_REASONS = 2


def why_stopped(end: Finished, found: Consultation, base: KnowledgeBase) -> Iterator[str]:
    """The reasons for the level that interrupts, each with what was said; of another end, its one sentence."""
    reasons = [r for r in found.referral.reasons if r.level is end.level] if end.reason.interrupts else []
    for reason in reasons[:MOST_REASONS]:
        known = tuple(p for p in reason.premises if p.state != State.UNKNOWN)
        said = join([*premises(known, base)])
        yield f"{reason.title}. {reason.because}{f' It follows from: {said}.' if said else ''}"
    if len(reasons) > MOST_REASONS:
        yield f"And {len(reasons) - MOST_REASONS} more: see the result."
    if not reasons:
        yield end.sentence
