"""/api/v1: assess a case, ask the next question, find a term. Stateless; nothing is kept."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from ..engine.consult import consult
from ..engine.consultation import Consultation
from ..engine.schemas import schema as published
from ..facts.finding import Finding
from ..interview.next_question import next_question
from ..interview.progress import LIMIT, Progress
from ..interview.question import Finished, Question
from ..reading.nearest import nearest
from ..rules.rule import Level
from ..wording.telling import as_json
from .api_schema import CASE, CASE_EXAMPLE, asking, body
from .cases import case_of, json_body
from .problem import MEDIA_TYPE, Problem
from .requests import MOST_WORDS, Asked

_SCHEMA = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"description": "Not addressed to this server", **_SCHEMA},
    404: {"description": "Not known", **_SCHEMA},
    413: {"description": "Too large", **_SCHEMA},
    422: {"description": "Cannot be understood", "model": Problem, **_SCHEMA},
    503: {"description": "Too much to do", **_SCHEMA},
}
router = APIRouter(responses=REFUSALS, tags=["consultation"])
JSON = "application/json"


@router.post("/assess", openapi_extra=body(CASE, CASE_EXAMPLE), responses={200: {"model": Consultation}})
async def assess(request: Request, trace: bool = False) -> Response:
    """Take one case through the rules: the same JSON as `soleus assess --json`."""
    state = request.app.state
    data = await request.body()

    def work() -> str:
        return as_json(consult(case_of(json_body(data), state.base.vocabulary), state.base), state.base, trace)

    return Response(await state.engines.run(work), media_type=JSON)


@router.post(
    "/next-question",
    openapi_extra=asking(
        {
            "asked": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_WORDS, "default": []},
            "opened": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_WORDS, "default": []},
            "pending": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_WORDS, "default": []},
            "limit": {"type": "integer", "minimum": 0, "maximum": 1000, "default": LIMIT},
            "training": {"type": "boolean", "default": False},
        },
        {"asked": ["words", "who"]},
    ),
    responses={200: {"model": Question | Finished}},
)
async def ask(request: Request) -> Response:
    """The question worth most on these answers, or why there is none."""
    state = request.app.state
    data = await request.body()

    def work() -> str:
        asked = Asked(data, state.base.vocabulary, "asked", "opened", "pending", "limit", "training")
        progress = Progress(
            asked=asked.words("asked"),
            opened=asked.words("opened"),
            pending=asked.words("pending"),
            limit=asked.number("limit", LIMIT, 1000),
            heeded=Level.EMERGENCY if asked.flag("training") else None,
        )
        return next_question(asked.case, state.base, progress).model_dump_json(exclude_none=True)

    return Response(await state.engines.run(work), media_type=JSON)


@router.get("/find")
async def find(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=200, description="A phrase in anyone's words.")],
) -> list[Finding]:
    """Which findings a phrase may mean, likest first."""
    state = request.app.state
    vocabulary = state.base.vocabulary
    names = await state.engines.light.run(nearest, q, vocabulary)
    return [vocabulary.findings[name] for name in names]


class Schemas(StrEnum):
    """What has a published JSON Schema."""

    CASE = "case"
    CONSULTATION = "consultation"
    RULE = "rule"


@router.get("/schema/{name}", responses={200: {"content": {JSON: {"schema": {"type": "object"}}}}})
async def schema(name: Schemas) -> dict[str, Any]:
    """The JSON Schema of a case, a consultation or a file of rules, as `soleus schema` prints it."""
    return published(name.value)
