"""/api/v1/knowledge: every hypothesis, rule, finding and source as data."""

from typing import Any

from fastapi import APIRouter, Request
from pydantic import TypeAdapter
from starlette.responses import Response

from ..cases.library import files
from ..facts.errors import UnknownTerm
from ..facts.finding import Finding, Record
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import AdviceRule, DeriveRule, EvidenceRule, Hypothesis, ReferralRule, Source
from .api import JSON, REFUSALS
from .problem import refusal
from .shelves import shelf, shelves

router = APIRouter(prefix="/knowledge", responses=REFUSALS, tags=["knowledge"])
AnyRule = EvidenceRule | ReferralRule | AdviceRule | DeriveRule


class Contents(Record):
    """What the knowledge base holds: the ids of everything, by kind."""

    version: str
    hypotheses: tuple[str, ...]
    rules: tuple[str, ...]
    findings: tuple[str, ...]
    sources: tuple[str, ...]
    cases: tuple[str, ...]


@router.get("")
async def contents(request: Request) -> Contents:
    """What there is, by id."""
    base: KnowledgeBase = request.app.state.base
    known = {kind: tuple(records) for kind, records in shelves(base).items()}
    return Contents(version=base.version, cases=tuple(path.stem for path in files()), **known)


def _one(kind: str, model: Any) -> None:
    singular = {"hypotheses": "hypothesis"}.get(kind, kind.removesuffix("s"))

    async def read(request: Request, name: str) -> Response:
        base: KnowledgeBase = request.app.state.base
        try:
            record = shelf(base, kind, name)
        except UnknownTerm as error:
            return refusal(request.url.path, 404, str(error).replace(kind.removesuffix("s"), singular, 1))
        return Response(TypeAdapter(type(record)).dump_json(record, by_alias=True, exclude_none=True), media_type=JSON)

    read.__doc__ = f"One {singular} in full."
    router.get(f"/{kind}/{{name}}", responses={200: {"model": model}}, name=f"read_{singular}")(read)


_one("hypotheses", Hypothesis)
_one("rules", AnyRule)
_one("findings", Finding)
_one("sources", Source)
