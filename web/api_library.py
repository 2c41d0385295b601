"""/api/v1/knowledge/cases: the published cases that are counted into the rules, as data."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from ..cases.catalogue import Entry, find, selected
from ..cases.library import cause as cause_of
from ..cases.selection import Selection
from ..explain.cases_asked import cases_asked
from ..facts.errors import UnknownTerm
from ..facts.finding import Record
from .api import JSON, REFUSALS
from .problem import refusal

router = APIRouter(prefix="/knowledge", responses=REFUSALS, tags=["knowledge"])
Words = Annotated[str, Query(max_length=200)]


class Listed(Record):
    """A case in short; `cause` is the hypothesis that its `truth` is, if it is one."""

    id: str
    batch: str
    age: float | None
    sex: str | None
    truth: str
    cause: str | None
    source: str
    url: str


class Cases(Record):
    """The cases that were asked for, by batch and id, and what was asked for."""

    asked: Selection
    cases: tuple[Listed, ...]


@router.get("/cases", responses={200: {"model": Cases}})
async def listed(
    request: Request, cause: Words = "", finding: Words = "", denied: Words = "", batch: Words = ""
) -> Response:
    """The published cases of a cause, with a finding, with one denied, of a batch; without any of these, all."""
    base = request.app.state.base

    def work() -> str:
        asked = cases_asked(base, cause, finding, denied, batch)
        found = (_short(e, cause_of(e.case.truth, base)) for e in selected(asked, base))
        return Cases(asked=asked, cases=tuple(found)).model_dump_json(exclude_none=True)

    return Response(await request.app.state.engines.light.run(work), media_type=JSON)


@router.get("/cases/{name}", responses={200: {"model": Entry}})
async def read_case(request: Request, name: str) -> Response:
    """One published case in full."""
    try:
        found = find(name)
    except UnknownTerm as error:
        return refusal(request.url.path, 404, str(error))
    return Response(found.model_dump_json(exclude_none=True), media_type=JSON)


def _short(entry: Entry, cause: str | None) -> Listed:
    told = entry.case.model_dump(include=set(Listed.model_fields))
    return Listed(batch=entry.batch, cause=cause, **told)
