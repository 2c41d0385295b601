"""The application: the pages, the API, and what stands around them."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import State
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from ..engine.consult import ready
from ..rules.knowledge import load_knowledge
from ..rules.knowledge_base import KnowledgeBase
from . import explanations, interview, knowledge, library, practice, practice_back, practice_progress, result
from .api_page import routes as api_routes
from .engines import Engines, warm
from .guard import Guard
from .limits import BodyLimits
from .practice_state import PracticeSeal
from .problem import REFUSALS
from .settings import Settings, from_environment
from .signed_session import Seal

STATIC = Path(__file__).parent / "static"
PAGES = (interview, result, explanations, library, knowledge, practice, practice_back, practice_progress)
RARELY = (20_000, 20, 50)
"""Objects more between collections: a page makes fewer, nearly all of them gone with it."""


class Api:
    """The API, made when it is first asked for: the pages have no use for what it rests on, which is long to load."""

    def __init__(self, state: State):
        self.state = state

    @cached_property
    def app(self) -> ASGIApp:
        """The API itself."""
        from .api_app import api_app

        return api_app(self.state)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self.app(scope, receive, send)


def create_app(settings: Settings | None = None, base: KnowledgeBase | None = None) -> Starlette:
    """The application with these limits, over a knowledge base (the one that ships, unless told otherwise)."""
    settings = settings or Settings()
    base = base or load_knowledge()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.engines = Engines(base, settings.engines, settings.waiting, settings.answer_seconds)
        app.state.api.app  # noqa: B018 - made before anyone waits for it
        yield
        app.state.engines.close()

    state = State()
    state.base, state.seal, state.practice_seal = base, Seal(settings.secret, base), PracticeSeal(settings.secret, base)
    state.api = Api(state)
    app = Starlette(
        routes=[
            *(route for pages in PAGES for route in pages.routes),
            *api_routes,
            Route("/api/v1/{rest:path}", state.api),
            Mount("/static", StaticFiles(directory=STATIC), name="static"),
            Route("/health", _health),
        ],
        middleware=[
            Middleware(Guard, hosts=settings.hosts),
            Middleware(BodyLimits, most_bytes=settings.body_bytes, seconds=settings.body_seconds),
        ],
        exception_handlers=REFUSALS,
        lifespan=lifespan,
    )
    app.state = state
    return app


def served() -> Starlette:
    """The application of a worker process, which never looks for rubbish in what it has loaded and made ready."""
    app = create_app(from_environment())
    ready(app.state.base)
    warm(app.state.base)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)
    return app


async def _health(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok\n")
