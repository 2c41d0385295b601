"""Looking back on pages: on a case or an exercise that is closed, and the file of what was done."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..facts.errors import InputError
from ..practice.exchange import Line, as_json_lines
from ..practice.exercise_told import answered_told
from ..practice.kept import Kept, digest_of
from ..practice.reflection import reflect
from ..practice.telling import told
from .form_request import Visit, visit
from .pages import page
from .practice_desk import Desk, desk_of
from .practice_exam import every_case
from .practice_state import PracticeSeal, Sent
from .routes import Routes

routes = Routes()
FILE = "/practice/download/file"


def looked_back(desk: Desk, place: int | None) -> HTMLResponse:
    """What is told of the case at a place, from 0, of what is done. Raises InputError where there is none."""
    cases = every_case(desk)
    if place is None or place >= len(cases):
        raise InputError("there is no such case")
    one, text = Desk.of(cases[place], desk.here, desk.seal), None
    if one.exercise and one.attempt.chosen:
        text = answered_told(one.exercise, one.attempt.chosen, one.sent.called)
    elif one.attempt.committed:
        text = told(reflect(one.attempt, one.hand, desk.here.base), desk.here.base)
    return page("practice_back.html", state=desk.state, text=text, called=one.sent.called, more=_more(cases, place))


def _more(cases: list[Sent], place: int) -> list[tuple[str, str]]:
    """What leads on in an exam: the next case that was committed to, and the list of all; each its action and words."""
    later = ((n, case) for n, case in enumerate(cases) if n > place and case.committed)
    to_next = [(f"look:{n}", f"Next: case {n + 1}") for n, case in later][:1]
    return [*to_next, ("more", "All cases of the exam")] if len(cases) > 1 else []


@routes.get(FILE)
async def nothing(_: Request) -> Response:
    """Without a case there is only the beginning."""
    return RedirectResponse("/practice", 303)


@routes.post(FILE)
async def file(request: Request) -> Response:
    """What was done as a file that 'soleus practice import' takes in, or that is sent to a teacher."""
    here = await visit(request)
    response: Response = await here.engines.run(_file, here, request.app.state.practice_seal)
    return response


def _file(here: Visit, seal: PracticeSeal) -> Response:
    cases = every_case(desk_of(here, seal))
    previous, lines = "", list[Line]()
    for place, case in enumerate(cases):
        one = Desk.of(case, here, seal)
        kept = Kept(
            id=place + 1,
            sitting="page",
            place=place,
            knowledge=case.knowledge,
            case_digest=digest_of(one.hand.case),
            opened=case.opened,
            closed=case.closed,
            attempt=one.attempt,
            previous=previous,
        )
        previous = kept.seal()
        lines.append(Line(kept=kept.model_copy(update={"sha256": previous})))
    name = f"soleus-practice-{cases[0].number}.jsonl"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(as_json_lines(lines), media_type="application/x-ndjson", headers=headers)
