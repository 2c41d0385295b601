"""The library as pages: which published cases there are of a cause or with a finding, and each in full."""

from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..cases.catalogue import find, selected
from ..cases.library import cause as cause_of
from ..cases.selection import Selection
from ..explain.cases_asked import cases_asked
from ..facts.errors import UnknownTerm
from ..rules.knowledge_base import KnowledgeBase
from ..wording.library import cause_called, labels
from ..wording.person import person
from .pages import page
from .routes import Routes

routes = Routes()
CASES = "/knowledge/cases"
LONGEST = 200


def address(wanted: Selection) -> str:
    """The page that lists these cases."""
    return f"{CASES}?{urlencode({name: value for name, value in wanted if value})}"


@routes.get(CASES)
async def listed(request: Request) -> HTMLResponse:
    """The cases that are asked for, each with its page."""
    base = request.app.state.base
    asked = (request.query_params.get(name, "") for name in ("cause", "finding", "denied", "batch"))
    words = (text.strip()[:LONGEST] for text in asked)
    shown: HTMLResponse = await request.app.state.engines.light.run(_listed, base, *words)
    return shown


@routes.get(f"{CASES}/{{name}}")
async def one(request: Request) -> HTMLResponse:
    """One case in full."""
    base = request.app.state.base
    try:
        entry = find(request.path_params["name"])
    except UnknownTerm:
        raise HTTPException(404) from None
    stated = {"Present": entry.case.present, "Beside it": entry.case.risk_factors, "Absent": entry.case.absent}
    return page(
        "case.html",
        base=base,
        entry=entry,
        who=person(entry.case.age, entry.case.sex),
        stated={heading: list(labels(words, base)) for heading, words in stated.items() if words},
        **_cause(entry.case.truth, base),
    )


def _listed(base: KnowledgeBase, cause: str, finding: str, denied: str, batch: str) -> HTMLResponse:
    wanted = cases_asked(base, cause, finding, denied, batch)
    rows = [
        {"case": e.case, "who": person(e.case.age, e.case.sex), **_cause(e.case.truth, base)}
        for e in selected(wanted, base)
    ]
    return page("library.html", base=base, wanted=wanted, rows=rows)


def _cause(truth: str, base: KnowledgeBase) -> dict[str, Any]:
    return {"cause": cause_of(truth, base), "called": cause_called(truth, base)}
