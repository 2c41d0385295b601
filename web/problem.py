"""Refusals: problem+json (RFC 9457) for the API, a page for people, with the command line's own messages."""

from http import HTTPStatus

from starlette.responses import HTMLResponse, JSONResponse, Response

from ..facts.finding import Record
from .pages import render

API = "/api/"
MEDIA_TYPE = "application/problem+json"


class Problem(Record):
    """Why a request was refused. `detail` is what the command line would say; `faults` has its lines one by one."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    faults: tuple[str, ...] = ()


def refusal(path: str, status: int, detail: str) -> Response:
    """The refusal as whoever asks for `path` expects it."""
    title = HTTPStatus(status).phrase
    if path.startswith(API):
        problem = Problem(title=title, status=status, detail=detail, faults=tuple(detail.splitlines()))
        return JSONResponse(problem.model_dump(), status, media_type=MEDIA_TYPE)
    return HTMLResponse(render("refusal.html", title=title, status=status, faults=detail.splitlines()), status)
