"""The result page, explanations of it, a case file in, and what can be kept."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..engine.consultation import Consultation
from ..facts.errors import InputError
from ..reports.assessment import assessment_markdown
from ..reports.assessment_page import assessment_html
from ..reports.waterfall import waterfall
from ..rules.knowledge_base import KnowledgeBase
from ..wording.answers import case_yaml
from ..wording.assessment import HEADING, MISSED, everything
from ..wording.telling import as_json, telling
from .cases import uploaded_case
from .form_request import Visit, visit
from .pages import page
from .routes import Routes
from .signed_session import Walk

routes = Routes()


@routes.get("/result")
@routes.get("/case-file")
@routes.get("/download/{any}")
async def nowhere(_: Request) -> Response:
    """Without answers there is only the beginning."""
    return RedirectResponse("/", 303)


@routes.post("/result")
async def result(request: Request) -> HTMLResponse:
    """The consultation of the answers that came with the form."""
    here = await visit(request)
    return await here.engines.run(lambda: _result(here, here.walk()))


def _result(here: Visit, walk: Walk) -> HTMLResponse:
    found = assessed(walk.consultation(), here.base)
    return page("result.html", state=here.seal.close(walk), asked=len(walk.steps), **found)


@routes.post("/case-file")
async def case_file(request: Request) -> HTMLResponse:
    """The consultation of an uploaded case file."""
    here = await visit(request)
    if here.upload is None or not here.upload[1]:
        return page("start.html", fault="Choose a case file first")
    name, content = here.upload
    try:
        case = await here.engines.run(uploaded_case, content, name, here.base.vocabulary)
        return await here.engines.run(_result, here, Walk(here.base, case))
    except InputError as error:
        return page("start.html", fault=str(error))


@routes.post("/download/{what}")
async def download(request: Request) -> Response:
    """The report, the case file or the consultation, as a file."""
    here = await visit(request)
    return await here.engines.run(_download, here, request.path_params["what"])


def _download(here: Visit, what: str) -> Response:
    walk = here.walk()
    case = walk.case
    name = f"soleus-{case.id}" if case.id and case.id.replace("-", "").isalnum() and case.id.isascii() else "soleus"
    if what == "case":
        return _file(case_yaml(case), f"{name}-case.yaml", "application/yaml")
    found = walk.consultation()
    if what == "consultation":
        return _file(as_json(found, here.base) + "\n", f"{name}-consultation.json", "application/json")
    if what == "report":
        return _file(assessment_html(found, here.base), f"{name}-report.html", "text/html")
    if what == "markdown":
        return _file(assessment_markdown(found, here.base) + "\n", f"{name}-report.md", "text/markdown")
    raise InputError("there is nothing of that name to keep")


def _file(text: str, name: str, media_type: str) -> Response:
    return Response(text, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def assessed(found: Consultation, base: KnowledgeBase) -> dict[str, Any]:
    """What the result page shows of a consultation."""
    said = telling(found, base)
    listed = {h.id for h in said.listed}
    return {
        "text": everything(said, base),
        "opened": (HEADING, MISSED),
        "waterfalls": {h.id: waterfall(h) for h in said.listed},
        "others": [(h.id, h.label) for h in found.hypotheses if h.id not in listed],
    }
