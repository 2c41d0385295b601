"""The marks of an attempt in words."""

from collections.abc import Iterator

from ..wording.document import Block, Heading, Item, Listing, Paragraph
from ..wording.words import counted
from .attempt import Kind
from .marks import Unjudged
from .reflection import Reflection
from .words import BELOW_CHANCE


def marks_told(r: Reflection) -> Iterator[Block]:
    """The marks, each with what is best, and why what has none cannot be judged."""
    patient, reasoning = r.marks.patient, r.marks.reasoning
    yield Heading("The patient")
    yield Listing(
        (
            Item(f"cause: {patient.credit:.2f} of 1 (first place is 1, second a half)"),
            Item(f"confidence: {patient.brier:.2f} (0 is best, 2 worst)"),
            Item(f"how soon: {_referral(r)}"),
        )
    )
    yield Heading("The reasoning")
    yield Listing(
        (
            Item(f"evidence for: {_share(r, reasoning.speaks_for, r.unjudged[0])}"),
            Item(f"evidence against: {_share(r, reasoning.speaks_against, r.unjudged[1])}"),
        )
    )
    judged = [mark for mark in (reasoning.speaks_for, reasoning.speaks_against) if mark is not None]
    if judged:
        below = f" {BELOW_CHANCE}" if min(judged) < 0 else ""
        yield Paragraph(f"1 is the best choice that what you knew allowed, 0 what chance gives.{below}")
    if reasoning.speaks_for is not None and patient.place != 1:
        yield Paragraph("Evidence for is marked for the confirmed cause, not for your first.")
    if r.attempt.asked:
        yield Paragraph(
            f"Beside the marks: you spent {r.attempt.cost}; the engine's own questions cost {r.engine.cost}."
        )


def _referral(r: Reflection) -> str:
    """Right, or by how many levels it was not; one beside it is said to be near, and earns nothing."""
    steps = abs(r.marks.patient.steps)
    if not steps:
        return r.marks.patient.referral.value
    return f"{by_how_many(r)}{'; that is near, and only the level itself counts as right' if steps == 1 else ''}"


def by_how_many(r: Reflection) -> str:
    """Too low or too high, by how many levels."""
    return f"{r.marks.patient.referral.value} by {counted(abs(r.marks.patient.steps), 'level')}"


def _share(r: Reflection, mark: float | None, why: Unjudged | None) -> str:
    if mark is not None:
        return f"{mark:.2f}"
    reason = "a worked case does not ask for it" if r.attempt.kind is Kind.WORKED else why
    return f"cannot be judged here: {reason}"
