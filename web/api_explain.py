"""/api/v1/explain: why a consultation came out as it did, one address a kind of explanation."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from ..engine.consult import consult
from ..explain.ask import explain as explained
from ..explain.compare import Comparison
from ..explain.how import How
from ..explain.learn import Script
from ..explain.stability import Stability
from ..explain.tipping import Tipping
from ..explain.what_if import WhatIf
from ..explain.why_not import WhyNot
from .api import JSON, REFUSALS
from .api_schema import asking
from .requests import Asked

router = APIRouter(prefix="/explain", responses=REFUSALS, tags=["explanation"])
_NAMES = {"hypotheses": {"type": "array", "items": {"type": "string"}}}


async def _explained(
    request: Request, kind: str, fields: tuple[str, ...], told: Callable[[Asked], tuple[str, ...]]
) -> Response:
    base, data = request.app.state.base, await request.body()

    def work() -> str:
        asked = Asked(data, base.vocabulary, *fields)
        found = explained(base, consult(asked.case, base), kind, told(asked))
        return found.model_dump_json(by_alias=True, exclude_none=True)

    return Response(await request.app.state.engines.run(work), media_type=JSON)


def _about_one(kind: str, model: Any, says: str) -> None:
    async def explain(request: Request) -> Response:
        return await _explained(request, kind, ("hypothesis",), lambda asked: (asked.word("hypothesis"),))

    explain.__doc__ = says
    extra = asking({"hypothesis": {"type": "string"}}, {"hypothesis": "vitamin_b12"}, "hypothesis")
    router.post(f"/{kind}", openapi_extra=extra, responses={200: {"model": model}}, name=kind)(explain)


def _about_all(kind: str, model: Any, says: str, properties: dict[str, Any], example: dict[str, Any]) -> None:
    def told(asked: Asked) -> tuple[str, ...]:
        return tuple(word for name in properties for word in asked.words(name))

    async def explain(request: Request) -> Response:
        return await _explained(request, kind, tuple(properties), told)

    explain.__doc__ = says
    extra = asking(properties, example, *(p for p in properties if p == "changes"))
    router.post(f"/{kind}", openapi_extra=extra, responses={200: {"model": model}}, name=kind)(explain)


_about_one("how", How, "Why a hypothesis has its score, down to the answers.")
_about_one("why-not", WhyNot, "Why a hypothesis is not higher.")
_about_one("learn", Script, "What is worth knowing of a hypothesis.")
_about_all(
    "compare", Comparison, "Hypotheses side by side; none named means the leading group.", _NAMES,
    {"hypotheses": ["vitamin_b12", "diabetic_neuropathy"]},
)  # fmt: skip
_about_all("tipping", Tipping, "The smallest changes of answers that change the result.", {}, {})
_about_all("stability", Stability, "Which ranks hold if every weight moves by a step.", {}, {})
_about_all(
    "what-if", WhatIf, "The same case with some answers changed: what moves, and by which rule.",
    {"changes": {"type": "array", "items": {"type": "string"}}}, {"changes": ["-vegan_diet", "+diabetes", "age=70"]},
)  # fmt: skip
