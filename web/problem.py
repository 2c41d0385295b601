"""Refusals: problem+json (RFC 9457) for the API, a page for people, with the command line's own messages."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from ..facts.errors import InputError, SoleusError
from ..facts.finding import Record
from .engines import Overloaded
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


async def _refused(request: Request, error: Exception) -> Response:
    status = 503 if isinstance(error, Overloaded) else 422 if isinstance(error, InputError) else 500
    response = refusal(request.url.path, status, str(error))
    if status == 503:
        response.headers["retry-after"] = "2"
    return response


async def _no_such_page(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    response = refusal(request.url.path, error.status_code, _WORDS.get(error.status_code, error.detail))
    response.headers.update(error.headers or {})
    return response


_WORDS = {404: "there is nothing at this address", 405: "this address does not take that kind of request"}
REFUSALS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    SoleusError: _refused,
    HTTPException: _no_such_page,
}
"""What answers for an error, by its class."""
