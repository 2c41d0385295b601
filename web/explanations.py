"""Explanation pages: each kind one click from a hypothesis of the result, in the words of the terminal."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..engine.consultation import Consultation
from ..explain.ask import explain
from ..explain.compare import Comparison, compare
from ..explain.explanation import Explanation
from ..facts.errors import InputError, SoleusError
from ..facts.finding import State
from ..reports.drawing import draw
from ..reports.graph import inference_graph
from ..reports.waterfall import waterfall
from ..rules.knowledge_base import KnowledgeBase
from ..wording.explain.write import document
from .form_request import Visit, visit
from .pages import page
from .routes import Routes

routes = Routes()
GRAPH = "graph"
NAMES = {
    "how": "How", "why-not": "Why not higher", "compare": "Compare", "what-if": "What if", "tipping": "Tipping",
    "stability": "Stability", "learn": "Learn", GRAPH: "Graph",
}  # fmt: skip
SIGNS = {State.PRESENT.value: "+", State.ABSENT.value: "-", State.UNKNOWN.value: "?"}
SUGGESTED, LONGEST_WORDS = 8, 300


@routes.get("/explain/{any}")
async def nowhere(_: Request) -> Response:
    """Without answers there is only the beginning."""
    return RedirectResponse("/", 303)


@routes.post("/explain/{kind}")
async def explained(request: Request) -> HTMLResponse:
    """One explanation of the consultation that the form carries."""
    kind = request.path_params["kind"]
    if kind not in NAMES:
        raise InputError(f"there is no explanation of that name; use one of: {', '.join(NAMES)}")
    here = await visit(request)
    walk = here.walk()
    return await here.engines.run(_page, here, kind, walk)


def _page(here: Visit, kind: str, walk: Any) -> HTMLResponse:
    base = here.base
    found = walk.consultation()
    about = base.hypothesis(here.field("hypothesis") or found.hypotheses[0].id)
    fault, answer = None, None
    graph = inference_graph(base, found) if kind == GRAPH else None
    try:
        if kind != GRAPH and (arguments := _arguments(here, kind, about, found)):
            answer = explain(base, found, kind, [a for a in arguments if a])
    except SoleusError as error:
        fault = str(error)
    return page(
        "explanation.html",
        kind=kind,
        names=NAMES,
        about=base.hypotheses[about],
        other=here.field("other") or _rival(found, about),
        found=found,
        state=here.seal.close(walk),
        fault=fault,
        words=here.field("words")[:LONGEST_WORDS],
        text=document(answer, base) if answer else None,
        fall=waterfall(found.hypothesis(about)) if kind == "how" else None,
        graph=graph,
        drawing=draw(graph) if graph and graph.edges else None,
        answers=_answers(here, found, base) if kind == "what-if" else (),
    )


def _arguments(here: Visit, kind: str, about: str, found: Consultation) -> list[str]:
    """What the explanation is told; nothing where it waits to be told."""
    if kind == "compare":
        return [about, here.field("other") or _rival(found, about)]
    if kind == "what-if":
        return _wishes(here, found)
    return [""] if kind in ("tipping", "stability") else [about]


def _rival(found: Consultation, about: str) -> str:
    """The best hypothesis besides this one."""
    return next(h.id for h in found.hypotheses if h.id != about)


def _wishes(here: Visit, found: Consultation) -> list[str]:
    """The answers that were set otherwise than they are, and what was written besides."""
    states = found.case.states(here.base.vocabulary)
    wishes = []
    for name in here.fields:
        about = name.removeprefix("set.")
        wanted = here.field(name)
        known = about != name and about in here.base.vocabulary.findings and wanted in SIGNS
        if known and wanted != states.get(about, State.UNKNOWN).value:
            wishes.append(f"{SIGNS[wanted]}{about}")
    return wishes + [w.strip() for w in here.field("words")[:LONGEST_WORDS].split(",") if w.strip()]


def _answers(here: Visit, found: Consultation, base: KnowledgeBase) -> list[tuple[str, str, str]]:
    """What can be set: the answers given, then those that would part the leading hypotheses best."""
    states = found.case.states(base.vocabulary)
    open_: Explanation = compare(base, found)
    suggested = [d.about for d in open_.questions[:SUGGESTED]] if isinstance(open_, Comparison) else []
    names = dict.fromkeys([*found.case.present, *suggested, *found.case.absent[:SUGGESTED]])
    names |= dict.fromkeys(n.removeprefix("set.") for n in here.fields if n.startswith("set."))
    findings = base.vocabulary.findings
    return [
        (n, findings[n].label, here.field(f"set.{n}") or states.get(n, State.UNKNOWN).value)
        for n in names
        if n in findings
    ]
