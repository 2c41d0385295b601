"""Practice on pages: the same case as in the terminal, and nothing kept."""

import secrets
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..facts.errors import InputError
from ..practice import words
from ..practice.attempt import MOST_AGAINST, MOST_CAUSES, MOST_FOR, Kind, gathered, known_items
from ..practice.costs import costs
from ..practice.exchange import Line, as_json_lines
from ..practice.exercise import Exercise
from ..practice.exercise_told import answered_told
from ..practice.helping import HelpAsked
from ..practice.kept import Kept, digest_of
from ..practice.reflection import reflect
from ..practice.telling import told as looked_back
from .form_request import Visit, visit
from .pages import page
from .practice_commit import commitment, filled_in, sent_along
from .practice_desk import Desk, begun, desk_of
from .routes import Routes

routes = Routes()
MOST_ASKED = 80  # questions of one case, so that a page stays one
LONGEST_SEED, LAST_PLACE = 40, 20
DEALT = frozenset(Kind) - {Kind.EXAM}


@routes.get("/practice")
async def start(_: Request) -> HTMLResponse:
    """What practice is, and where it begins."""
    return page("practice.html", fault=None, seed="", place="1")


@routes.get("/practice/case")
async def nowhere(_: Request) -> Response:
    """Without a case there is only the beginning."""
    return RedirectResponse("/practice", 303)


@routes.post("/practice/case")
async def step(request: Request) -> Response:
    """Take what the form says, and show what comes next."""
    here = await visit(request)
    seal = request.app.state.practice_seal
    action = here.field("action")
    if action == "begin":
        return await here.engines.run(_begin, here, seal)
    if action not in ACTIONS:
        raise InputError("this is not a button of this page")
    desk = await here.engines.run(desk_of, here, seal)
    shown: Response = await here.engines.run(ACTIONS[action], desk)
    return shown


def _begin(here: Visit, seal: Any) -> HTMLResponse:
    """Deal the case at a place of a seed; without one, one by chance."""
    seed, place, kind = here.field("seed").strip()[:LONGEST_SEED], here.field("place").strip(), here.field("kind")
    if not (place.isdecimal() and 1 <= int(place[:3]) <= LAST_PLACE) or kind not in DEALT:
        return page("practice.html", fault=f"Give a place from 1 to {LAST_PLACE}", seed=seed, place=place)
    sent = begun(Kind(kind), seed or secrets.token_hex(4), int(place) - 1, here.base)
    return _show(Desk.of(sent, here, seal))


def _show(desk: Desk, fault: str | None = None, told: str | None = None, **filled: Any) -> HTMLResponse:
    """The case as far as it is: asking, or after that the commitment, or the looking back."""
    if not desk.attempt.is_open:
        return _looked_back(desk)
    if desk.exercise:
        return _posed(desk, desk.exercise, fault)
    attempt, base = desk.attempt, desk.here.base
    worked = attempt.kind is Kind.WORKED
    case = gathered(attempt, desk.patient)
    items = known_items(case)
    return page(
        "practice_case.html",
        state=desk.seal.close(desk.sent),
        fault=fault,
        told=told,
        called=words.case_called(attempt.number),
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
        **{"committing": worked, "represented": "", "causes": {}, "level": "", "named": ((), ()), **filled},
    )


def _posed(desk: Desk, exercise: Exercise, fault: str | None) -> HTMLResponse:
    said = [desk.here.field(f"choice.{n}") for n in range(len(exercise.choosing))]
    called, state = words.case_called(desk.attempt.number), desk.seal.close(desk.sent)
    return page("practice_exercise.html", state=state, fault=fault, called=called, exercise=exercise, said=said)


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
        return _show(desk.changed(asked=(*desk.sent.asked, question)))
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
        return _show(desk, str(error), committing=True, **filled)
    if confirmed:
        return _show(after)
    called, state = words.case_called(desk.attempt.number), desk.seal.close(desk.sent)
    case = gathered(desk.attempt, desk.patient)
    lines = words.committing_to(made, typed, case, desk.here.base)
    return page("practice_confirm.html", state=state, called=called, lines=lines, sent=sent_along(desk))


def _more(desk: Desk) -> HTMLResponse:
    return _show(desk)


def _skip(desk: Desk) -> HTMLResponse:
    return _show(desk.changed(skipped=True, closed=datetime.now(UTC)))


def _looked_back(desk: Desk) -> HTMLResponse:
    base = desk.here.base
    title, text = words.case_called(desk.attempt.number), None
    if desk.exercise and desk.attempt.chosen:
        text = answered_told(desk.exercise, desk.attempt.chosen, title)
    elif desk.attempt.committed:
        text = looked_back(reflect(desk.attempt, desk.hand, base), base)
    return page("practice_back.html", state=desk.seal.close(desk.sent), text=text, called=title)


def _file(desk: Desk) -> Response:
    """The attempt as a file that 'soleus practice import' takes in, or that is sent to a teacher."""
    if desk.attempt.is_open:
        raise InputError("nothing is committed to yet")
    kept = Kept(
        id=1,
        sitting="page",
        place=0,
        knowledge=desk.sent.knowledge,
        case_digest=digest_of(desk.hand.case),
        opened=desk.sent.opened,
        closed=desk.sent.closed,
        attempt=desk.attempt,
        previous="",
    )
    line = Line(kept=kept.model_copy(update={"sha256": kept.seal()}))
    name = f"soleus-practice-{desk.attempt.number}.jsonl"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(as_json_lines([line]), media_type="application/x-ndjson", headers=headers)


ACTIONS = {
    "ask": _ask,
    "done": _done,
    "more": _more,
    "skip": _skip,
    "choose": _choose,
    "commit": _check,
    "confirm": _confirm,
    "change": _change,
    "file": _file,
}
