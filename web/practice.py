"""Practice on pages: the same case as in the terminal, and nothing kept."""

import secrets
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..facts.errors import InputError
from ..facts.whole_number import whole_number
from ..practice import words
from ..practice.attempt import MOST_AGAINST, MOST_CAUSES, MOST_FOR, Kind, gathered, known_items
from ..practice.costs import costs
from ..practice.exercise import Exercise
from ..practice.helping import HelpAsked
from .form_request import Visit, visit
from .pages import page
from .practice_back import looked_back
from .practice_commit import Misplaced, commitment, filled_in, sent_along
from .practice_desk import Desk, begun, desk_of
from .practice_exam import FEWEST, MOST, USUAL, all_done, following
from .routes import Routes

routes = Routes()
MOST_ASKED = 80  # questions of one case, so that a page stays one
LONGEST_SEED, LAST_PLACE = 40, 20
UNFILLED: dict[str, Any] = {"represented": "", "causes": {}, "level": "", "named": ((), ())}


@routes.get("/practice")
async def start(_: Request) -> HTMLResponse:
    """What practice is, and where it begins."""
    return _beginning({}, "", "1", Kind.CUED.value, str(USUAL))


def _beginning(faults: dict[str, str], seed: str, place: str, kind: str, cases: str) -> HTMLResponse:
    few_most = (FEWEST, MOST)
    return page("practice.html", faults=faults, seed=seed, place=place, kind=kind, cases=cases, few_most=few_most)


@routes.get("/practice/case")
async def nowhere(_: Request) -> Response:
    """Without a case there is only the beginning."""
    return RedirectResponse("/practice", 303)


@routes.post("/practice/case")
async def step(request: Request) -> Response:
    """Take what the form says, and show what comes next."""
    here = await visit(request)
    seal = request.app.state.practice_seal
    action, _, _ = here.field("action").partition(":")
    if action == "begin":
        return await here.engines.run(_begin, here, seal)
    if action not in ACTIONS:
        raise InputError("this is not a button of this page")
    desk = await here.engines.run(desk_of, here, seal)
    shown: HTMLResponse = await here.engines.run(ACTIONS[action], desk)
    return shown


def _begin(here: Visit, seal: Any) -> HTMLResponse:
    """Deal the case at a place of a seed, the first of some in an exam; without a seed, one by chance."""
    seed, place, kind, cases = (here.field(name).strip() for name in ("seed", "place", "kind", "cases"))
    if kind not in frozenset(Kind):
        raise InputError("this is not a way to take a case")
    faults, first, number = {}, whole_number(place), whole_number(cases)
    if first is None or not 1 <= first <= LAST_PLACE:
        faults["place"] = f"Give a place from 1 to {LAST_PLACE}"
    if kind == Kind.EXAM and (number is None or not FEWEST <= number <= MOST):
        faults["cases"] = f"Give a number of cases from {FEWEST} to {MOST}"
    if faults:
        return _beginning(faults, seed[:LONGEST_SEED], place, kind, cases)
    sent = begun(Kind(kind), seed[:LONGEST_SEED] or secrets.token_hex(4), (first or 1) - 1, number or 1, here.base)
    told = f"An exam of {sent.cases} cases: nothing is told of any before the last is done." if sent.cases > 1 else None
    return _show(Desk.of(sent, here, seal), told=told)


def _show(desk: Desk, fault: str | None = None, told: str | None = None, **filled: Any) -> HTMLResponse:
    """The case as far as it is: asking, or after that the commitment, or what comes once it is closed."""
    if not desk.attempt.is_open:
        return _closed(desk)
    if desk.exercise:
        return _posed(desk, desk.exercise, fault)
    attempt, base = desk.attempt, desk.here.base
    worked = attempt.kind is Kind.WORKED
    case = gathered(attempt, desk.patient)
    items = known_items(case)
    return page(
        "practice_case.html",
        state=desk.state,
        fault=fault,
        told=told,
        called=desk.sent.called,
        opening=words.opening(desk.patient.opening, base),
        worked=worked,
        costs=costs(),
        asked=[(a.words, a.cost, words.answered(a, base)) for a in attempt.asked],
        spent=attempt.cost,
        known=list(zip(items, words.items(items, case, base), strict=True)),
        levels=words.LEVELS,
        hypotheses=sorted(h.label for h in base.hypotheses.values()),
        rows=MOST_CAUSES,
        most=(MOST_FOR, MOST_AGAINST),
        **{"at": "question", "committing": worked, **UNFILLED, **filled},
    )


def _posed(desk: Desk, exercise: Exercise, fault: str | None) -> HTMLResponse:
    said = [desk.here.field(f"choice.{n}") for n in range(len(exercise.choosing))]
    called = desk.sent.called
    return page("practice_exercise.html", state=desk.state, fault=fault, called=called, exercise=exercise, said=said)


def _closed(desk: Desk) -> HTMLResponse:
    """The looking back on a case; of an exam the next case, and when all are closed the list of them."""
    if desk.sent.kind is not Kind.EXAM:
        return looked_back(desk, 0)
    if desk.is_done:
        return all_done(desk)
    done = "given up" if desk.attempt.skipped else "committed to; you look back when the last one is done"
    return _show(following(desk), told=f"{desk.sent.called} is {done}.")


def _look(desk: Desk) -> HTMLResponse:
    _, _, place = desk.here.field("action").partition(":")
    return looked_back(desk, whole_number(place))


def _choose(desk: Desk) -> HTMLResponse:
    """Choose, or show what is not chosen yet with everything else still chosen."""
    if not desk.attempt.is_open:
        return _show(desk)
    choosing = desk.exercise.choosing if desk.exercise else ()
    said = [desk.here.field(f"choice.{n}") for n in range(len(choosing))]
    if not said or not all(number.isdecimal() for number in said):
        return _show(desk, "Choose one of each list")
    return _show(desk.changed(chosen=tuple(int(number[:4]) for number in said), closed=datetime.now(UTC)))


def _ask(desk: Desk) -> HTMLResponse:
    question = desk.here.field("question").strip()
    if not question:
        return _show(desk, "Type what you ask, or go on to commit")
    if len(desk.sent.asked) >= MOST_ASKED:
        return _show(desk, f"{MOST_ASKED} questions are enough; go on to commit")
    try:
        after = desk.changed(asked=(*desk.sent.asked, question))
        full = len(after.state) > after.sent.room
        return _show(desk, "That is as much as a page can carry; go on to commit") if full else _show(after)
    except HelpAsked as told:
        return _show(desk, told=str(told))
    except InputError as error:
        return _show(desk, str(error))


def _done(desk: Desk) -> HTMLResponse:
    return _show(desk, committing=True)


def _change(desk: Desk) -> HTMLResponse:
    """The commitment once more, with everything still filled in."""
    return _show(desk, committing=True, **filled_in(desk))


def _check(desk: Desk) -> HTMLResponse:
    """What would be committed to, in words; or what is wrong with it, with everything still filled in."""
    return _committing(desk, confirmed=False)


def _confirm(desk: Desk) -> HTMLResponse:
    return _committing(desk, confirmed=True)


def _committing(desk: Desk, confirmed: bool) -> HTMLResponse:
    if not desk.attempt.is_open:
        return _show(desk)
    filled = filled_in(desk)
    try:
        made, typed = commitment(desk)
        after = desk.changed(represented=filled["represented"], committed=made, closed=datetime.now(UTC))
    except HelpAsked as told:
        return _show(desk, told=str(told), committing=True, **filled)
    except InputError as error:
        at = error.at if isinstance(error, Misplaced) else "causes"
        return _show(desk, str(error), committing=True, at=at, **filled)
    if confirmed:
        return _show(after)
    lines = words.committing_to(made, typed, gathered(desk.attempt, desk.patient), desk.here.base)
    along = sent_along(desk)
    return page("practice_confirm.html", state=desk.state, called=desk.sent.called, lines=lines, sent=along)


def _more(desk: Desk) -> HTMLResponse:
    return _show(desk)


def _skip(desk: Desk) -> HTMLResponse:
    return _show(desk.changed(skipped=True, closed=datetime.now(UTC)))


ACTIONS = {
    "ask": _ask,
    "done": _done,
    "more": _more,
    "skip": _skip,
    "choose": _choose,
    "commit": _check,
    "confirm": _confirm,
    "change": _change,
    "look": _look,
}
