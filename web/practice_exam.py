"""An exam on pages: cases one after the other, and nothing told of any of them until the last one is closed."""

from starlette.responses import HTMLResponse

from ..facts.errors import InputError
from ..practice import words
from ..practice.attempt import Kind
from ..practice.deck import dealt
from ..practice.patient import Patient
from ..rules.knowledge_base import KnowledgeBase
from .pages import page
from .practice_desk import Desk, begun
from .practice_state import Sent

FEWEST, MOST, USUAL = 2, 6, 3  # cases of an exam


def following(desk: Desk) -> Desk:
    """The next case of an exam, after one that was closed."""
    closed, base = desk.sent, desk.here.base
    before = (*closed.before, closed.model_copy(update={"seed": "", "first": 0, "before": ()}))
    case = begun(Kind.EXAM, closed.seed, closed.first + len(before), closed.cases, base)
    return Desk.of(case.model_copy(update={"first": closed.first, "before": before}), desk.here, desk.seal)


def every_case(desk: Desk) -> list[Sent]:
    """All that is done, in order: one case, or those of an exam. Raises InputError while something is left to do."""
    if not desk.is_done:
        raise InputError("this is told when the last case is done")
    before = desk.sent.before
    return [*(case.model_copy(update={"before": before[:place]}) for place, case in enumerate(before)), desk.sent]


def all_done(desk: Desk) -> HTMLResponse:
    """An exam after its last case: who each was, what was committed to, and from where it is looked back on."""
    base = desk.here.base
    cases = [(case.called, _opening(case, base), _committed(case, base)) for case in every_case(desk)]
    return page("practice_exam.html", state=desk.state, cases=cases)


def _opening(case: Sent, base: KnowledgeBase) -> str:
    return words.opening(Patient(dealt(case.number, base).case, base).opening, base)


def _committed(case: Sent, base: KnowledgeBase) -> str | None:
    return words.guessed(case.committed, {}, base) if case.committed else None
