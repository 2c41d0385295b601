"""Practice carried elsewhere and back: JSON lines that hold all, and CSV for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from ..engine.consult import consult
from ..facts.errors import InputError
from ..facts.finding import Record
from ..facts.printable import refuse_unprintable
from ..rules.knowledge_base import KnowledgeBase
from .attempt import gathered
from .deck import dealt
from .exercise import Scored
from .exercises import score
from .kept import Kept
from .marks import Marks
from .patient import Patient
from .sitting import marks_of, score_of
from .spacing import Review
from .store import Store

COLUMNS = (
    "learner", "case", "kind", "closed", "minutes", "cost", "place", "credit", "percent", "brier", "referral", "steps",
    "missed_emergency", "speaks_for", "speaks_against", "first", "level", "truth", "knowledge", "note", "exercise",
)  # fmt: skip
RAW = "line"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Line(Record):
    """One attempt as it travels: sealed, with the learner's sentence and what it did to the schedule."""

    learner: str = ""
    kept: Kept
    note: str = ""
    reviews: tuple[Review, ...] = ()


def lines(store: Store, learner: str = "") -> Iterator[Line]:
    """Every closed attempt."""
    notes = store.notes()
    for kept in store.attempts():
        if kept.closed is not None:
            yield Line(learner=learner, kept=kept, note=notes.get(kept.id, ""), reviews=tuple(store.reviews(kept.id)))


def as_json_lines(found: Iterable[Line]) -> str:
    """One JSON object a line."""
    return "".join(f"{line.model_dump_json()}\n" for line in found)


def as_csv(found: Iterable[Line], store: Store, base: KnowledgeBase) -> str:
    """A row an attempt with its marks, and in the last column the line that it can be taken in by again."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [*COLUMNS, RAW], lineterminator="\n")
    writer.writeheader()
    for line in found:
        row_ = row(line, marks_of(line.kept, store, base), score_of(line.kept, store, base))
        writer.writerow({name: harmless(value) for name, value in row_.items()} | {RAW: line.model_dump_json()})
    return text.getvalue()


def row(line: Line, marks: Marks | None, scored: Scored | None = None) -> dict[str, object]:
    """An attempt and its marks by column; marks are empty where it was given up, or where they cannot be judged."""
    kept, committed = line.kept, line.kept.attempt.committed
    found: dict[str, object] = dict.fromkeys(COLUMNS, "")
    took = (kept.closed - kept.opened).total_seconds() / 60 if kept.closed else 0
    found |= {"learner": line.learner, "case": kept.attempt.number, "kind": kept.attempt.kind.value, "note": line.note}
    found |= {"closed": kept.closed.isoformat() if kept.closed else "", "minutes": f"{took:.1f}"}
    found |= {"cost": kept.attempt.cost, "exercise": _parts(scored) if scored else ""}
    if marks is None or committed is None:
        return found
    patient = marks.patient
    return found | {
        "place": patient.place or "",
        "credit": f"{patient.credit:.2f}",
        "percent": patient.percent,
        "brier": f"{patient.brier:.3f}",
        "referral": patient.referral.value,
        "steps": patient.steps,
        "missed_emergency": "yes" if patient.missed_emergency else "no",
        "speaks_for": _two(marks.reasoning.speaks_for),
        "speaks_against": _two(marks.reasoning.speaks_against),
        "first": committed.guesses[0].cause,
        "level": committed.level.value,
        "truth": marks.truth,
        "knowledge": marks.knowledge,
    }


def _parts(scored: Scored) -> str:
    """ "tells 0.40; who 1.00"."""
    return "; ".join(f"{part} {earned:.2f}" for part, earned in sorted(scored.parts.items()))


def _two(mark: float | None) -> str:
    return "" if mark is None else f"{mark:.2f}"


def harmless(value: object) -> object:
    """A cell that no spreadsheet takes for a formula; a number stays one."""
    text = str(value)
    number = text.lstrip("-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(FORMULA) and not number else value


def read_lines(text: str, name: str) -> list[Line]:
    """The attempts of JSON lines, or of a CSV with its last column. Raises InputError, with the line, for others."""
    rows: Sequence[str] = text.splitlines()
    if rows and rows[0].startswith(COLUMNS[0]):
        csv.field_size_limit(10_000_000)
        rows = [row_.get(RAW) or "" for row_ in csv.DictReader(io.StringIO(text))]
    read = []
    for number, line in enumerate(rows, 1):
        if line.strip():
            try:
                found = Line.model_validate_json(line)
            except ValueError:
                raise InputError(f"{name}:{number}: no attempt as 'soleus practice export' writes it") from None
            refuse_unprintable(found.model_dump(mode="json"), f"{name}:{number}")
            read.append(found)
    return read


def _refuse_impossible(kept: Kept, base: KnowledgeBase) -> None:
    """Raises InputError for a case that is not of the library, and for answers that cannot be.

    An exercise of other knowledge may read otherwise here; its answers cannot be told from others then.
    """
    attempt, hand = kept.attempt, dealt(kept.attempt.number, base)
    consult(gathered(attempt, Patient(hand.case, base)), base)
    if kept.knowledge == base.version:
        score(attempt, hand, base)


def take_in(found: Sequence[Line], store: Store, base: KnowledgeBase) -> int:
    """Take in attempts from elsewhere, and say how many were new.

    Raises InputError, with nothing taken in, for a broken seal, for a case that is not of the library, and for answers
    that cannot be.
    """
    for line in found:
        if line.kept.seal() != line.kept.sha256:
            raise InputError(f"case {line.kept.attempt.number}: it was changed after it was sealed")
        _refuse_impossible(line.kept, base)
    new = 0
    for line in found:
        if (number := store.add(line.kept)) is not None:
            new += 1
            if line.note:
                store.note(number, line.note)
            for review in line.reviews:
                store.review(number, review)
    return new
