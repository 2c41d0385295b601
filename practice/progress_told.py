"""Progress in words."""

from ..engine.consultation import PURPOSE
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from ..wording.document import Document, Item, Pen
from ..wording.explain.phrases import called
from ..wording.words import LEVEL_WORDS, counted
from .progress import LEAST, Bin, Confidence, Progress
from .spacing import PAIR

PARTS = {
    "change": "what one thing more makes of a cause",
    "error": "whether and where a line of reasoning goes wrong",
    "tells": "what tells two people apart",
    "who": "which of them had which",
}
COMING = 5
BAR = 20  # signs for 100 percent


def progress_told(progress: Progress, base: KnowledgeBase, drawn: bool = True) -> Document:
    """How it goes, as a document; `drawn`, confidence is a picture of signs, else a table."""
    pen = Pen(base, PURPOSE)
    if not progress.committed and not progress.exercises:
        pen.say("Nothing is committed to yet. 'soleus practice' deals a case.")
        return pen.document("Practice so far")
    given_up = f", {progress.given_up} given up" if progress.given_up else ""
    pen.say(
        f"{counted(progress.committed, 'case')}{given_up}: the cause first in {progress.first}, among your first three "
        f"in {progress.among_three}.",
        strong=True,
    )
    _levels(pen, progress)
    pen.heading("The reasoning")
    pen.listing(
        [
            Item(f"evidence for: {_mark(progress.speaks_for)}"),
            Item(f"evidence against: {_mark(progress.speaks_against)} (1 best, 0 as by chance, below 0 worse)"),
        ]
    )
    _confidence(pen, progress, drawn)
    _exercises(pen, progress)
    _due(pen, progress, base)
    _marked_again(pen, progress)
    return pen.document("Practice so far")


def _mark(mark: float | None) -> str:
    return "not judged yet" if mark is None else f"{mark:.2f}"


def _levels(pen: Pen, progress: Progress) -> None:
    """How often each level was chosen for each that was right."""
    pen.heading("How soon")
    if progress.missed_emergencies:
        pen.say(f"Emergencies sent elsewhere: {progress.missed_emergencies}.", strong=True)
    levels = list(reversed(Level))
    rows = [
        (LEVEL_WORDS[right], *(str(progress.levels.get((right, chosen), 0) or ".") for chosen in levels))
        for right in levels
        if any(progress.levels.get((right, chosen)) for chosen in levels)
    ]
    pen.table(("Right", *(f"said {LEVEL_WORDS[level]}" for level in levels)), rows)


def _confidence(pen: Pen, progress: Progress, drawn: bool) -> None:
    pen.heading("How sure, and how right")
    known = progress.confidence
    if known is None:
        pen.say(f"Told from {LEAST} commitments on; {LEAST - progress.committed} to go.")
        return
    if drawn:
        pen.listing([Item(_bar(b.low, b.high, b.said, b.came_true, b.guesses)) for b in known.bins])
    else:
        rows = [_row(b) for b in known.bins]
        pen.table(("How sure", "said", "came true", "guesses"), rows)
    pen.say(f"{_apart(known)}{' | is what you said, o what came true.' if drawn else ''}")


def _row(one: Bin) -> tuple[str, ...]:
    return f"{one.low}-{one.high}%", f"{one.said:.0f}%", f"{one.came_true:.0f}%", str(one.guesses)


def _exercises(pen: Pen, progress: Progress) -> None:
    """The marks of exercises, part by part."""
    if progress.exercises:
        pen.heading("Exercises")
        each = ((PARTS[e.part], e.mean, counted(e.number, "exercise")) for e in progress.exercises)
        pen.listing([Item(f"{part}: {mean:.2f}, over {number}") for part, mean, number in each])
        pen.say("1 is the best answer each time, 0 what chance gives, below 0 worse than that.")


def _bar(low: int, high: int, said: float, came_true: float, guesses: int) -> str:
    drawn = ["."] * (BAR + 1)
    drawn[round(came_true / 100 * BAR)] = "o"
    drawn[round(said / 100 * BAR)] = "|"
    sure = f"{low}-{high}%"
    return f"{sure:>8} sure: {''.join(drawn)} said {said:.0f}%, came true {came_true:.0f}% of {guesses}"


def _apart(known: Confidence) -> str:
    wrong = "none was wrong" if known.wrong is None else f"{known.wrong:.0f}% sure when it was wrong"
    right = "none was right" if known.right is None else f"{known.right:.0f}% sure when it was right"
    return f"Of your first guesses: {wrong}; {right}."


def _due(pen: Pen, progress: Progress, base: KnowledgeBase) -> None:
    pen.heading("What comes again")
    pen.say(f"{len(progress.due)} due now." if progress.due else "Nothing is due now.")
    pen.listing([Item(f"{day:%d %B}: {subject_called(s, base)}") for day, s in progress.coming[:COMING]])


def subject_called(subject: str, base: KnowledgeBase) -> str:
    """A cause, or two that were taken one for the other."""
    return " or ".join(called(base, cause) for cause in subject.split(PAIR) if cause in base.hypotheses)


def _marked_again(pen: Pen, progress: Progress) -> None:
    if progress.before:
        pen.say(
            f"Marked again under knowledge {pen.base.version}, before under {', '.join(progress.before)}: "
            f"{progress.differ} of {progress.committed} differ."
        )
    if progress.changed:
        pen.say(
            f"The case reads otherwise now than when it was taken: attempts {', '.join(map(str, progress.changed))}."
        )
    if progress.broken:
        pen.say(f"Changed after they were sealed: attempts {', '.join(map(str, progress.broken))}.", strong=True)
