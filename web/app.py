"""The application: the pages, the API, and what stands around them."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from ..engine.consultation import PURPOSE
from ..facts.errors import InputError, SoleusError
from ..rules.knowledge import load_knowledge
from ..rules.knowledge_base import KnowledgeBase
from . import (
    api,
    api_explain,
    api_knowledge,
    api_library,
    api_page,
    explanations,
    interview,
    knowledge,
    library,
    practice,
    practice_progress,
    result,
)
from .api_schema import as_printed
from .engines import Engines, Overloaded, warm
from .guard import Guard
from .limits import BodyLimits
from .practice_state import PracticeSeal
from .problem import refusal
from .settings import Settings, from_environment
from .signed_session import Seal

STATIC = Path(__file__).parent / "static"
RARELY = (20_000, 20, 50)
"""Objects more between collections: a page makes fewer, nearly all of them gone with it."""


def create_app(settings: Settings | None = None, base: KnowledgeBase | None = None) -> FastAPI:
    """The application with these limits, over a knowledge base (the one that ships, unless told otherwise)."""
    settings = settings or Settings()
    base = base or load_knowledge()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.engines = Engines(base, settings.engines, settings.waiting, settings.answer_seconds)
        yield
        app.state.engines.close()

    app = FastAPI(
        title="Soleus",
        version=base.version,
        description=PURPOSE,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
        lifespan=lifespan,
    )
    app.state.base, app.state.seal = base, Seal(settings.secret, base)
    app.state.practice_seal = PracticeSeal(settings.secret, base)
    app.add_middleware(BodyLimits, most_bytes=settings.body_bytes, seconds=settings.body_seconds)
    app.add_middleware(Guard, hosts=settings.hosts)
    for part in (api, api_explain, api_library, api_knowledge):
        app.include_router(part.router, prefix="/api/v1")
    for pages in (interview, result, explanations, library, knowledge, practice, practice_progress, api_page):
        app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_api_route("/health", _health, include_in_schema=False)
    app.add_exception_handler(SoleusError, _refused)
    app.add_exception_handler(HTTPException, _no_such_page)
    app.add_exception_handler(RequestValidationError, _invalid)
    _describe(app)
    return app


def served() -> FastAPI:
    """The application of a worker process, which never looks for rubbish in what it has loaded and made ready."""
    app = create_app(from_environment())
    warm(app.state.base)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)
    return app


def _describe(app: FastAPI) -> None:
    plain = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = as_printed(plain())
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


async def _health() -> PlainTextResponse:
    return PlainTextResponse("ok\n")


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


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it
    faults = [f"{'.'.join(str(p) for p in e['loc'][1:])}: {e['msg'][0].lower()}{e['msg'][1:]}" for e in error.errors()]
    return refusal(request.url.path, 422, "\n".join(faults))
