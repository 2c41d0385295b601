"""The API described on a page of our own, since the usual browsers of OpenAPI fetch their scripts from elsewhere."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from .pages import page
from .routes import Routes

routes = Routes()


@routes.get("/api")
async def described(request: Request) -> HTMLResponse:
    """Every operation, what it takes and what it gives."""
    described = request.app.state.api.app.openapi()
    operations = [
        (method.upper(), path, operation, _example(operation))
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    return page("api.html", operations=operations)


def _example(operation: dict[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    example = content.get("application/json", {}).get("example")
    return json.dumps(example, indent=2) if example else ""
