"""The API: its operations, how they are described, and its refusal of what has not the form."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import State
from starlette.responses import Response

from ..engine.consultation import PURPOSE
from . import api, api_explain, api_knowledge, api_library
from .api_schema import as_printed
from .problem import REFUSALS, refusal

PREFIX = "/api/v1"


def api_app(state: State) -> FastAPI:
    """The API over the knowledge base, and with the engines, that `state` holds."""
    app = FastAPI(
        title="Soleus",
        version=state.base.version,
        description=PURPOSE,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
        exception_handlers={**REFUSALS, RequestValidationError: _invalid},
    )
    app.state = state
    for part in (api, api_explain, api_library, api_knowledge):
        app.include_router(part.router, prefix=PREFIX)
    _describe(app)
    return app


def _describe(app: FastAPI) -> None:
    plain = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = as_printed(plain())
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it
    faults = [f"{'.'.join(str(p) for p in e['loc'][1:])}: {e['msg'][0].lower()}{e['msg'][1:]}" for e in error.errors()]
    return refusal(request.url.path, 422, "\n".join(faults))
