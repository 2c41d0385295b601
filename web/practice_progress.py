"""How practice goes, on a page: worked out from the file that was kept or exported, and forgotten with the page."""

from datetime import UTC, datetime
from math import sqrt

from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..facts.errors import InputError
from ..practice.exchange import Line, read_lines, take_in
from ..practice.progress import Bin, Progress, progress
from ..practice.progress_told import progress_told
from ..practice.store import Store
from ..rules.knowledge_base import KnowledgeBase
from .form_request import visit
from .pages import page
from .routes import Routes

routes = Routes()
MOST = 300  # attempts of one file
SIDE, EDGE = 240, 36  # of the plot, and of the margin for its numbers, in units of the drawing


@routes.get("/practice/progress")
async def ask(_: Request) -> HTMLResponse:
    """Where the file is asked for."""
    return page("practice_progress.html", fault=None, text=None, points=(), side=SIDE, edge=EDGE)


@routes.post("/practice/progress")
async def show(request: Request) -> HTMLResponse:
    """The progress that a file tells of."""
    here = await visit(request)
    if here.upload is None or not here.upload[1]:
        return _fault("Choose a file first")
    try:
        lines = read_lines(here.upload[1].decode("utf-8"), here.upload[0])
        if not lines or len(lines) > MOST:
            raise InputError(f"the file has {len(lines)} attempts; 1 to {MOST} can be shown")
        so_far = await here.engines.run(_progress, lines, here.base)
    except (InputError, UnicodeDecodeError) as error:
        return _fault(str(error) if isinstance(error, InputError) else "the file is not text in UTF-8")
    text = progress_told(so_far, here.base, drawn=False)
    return page("practice_progress.html", fault=None, text=text, points=_points(so_far), side=SIDE, edge=EDGE)


def _fault(fault: str) -> HTMLResponse:
    return page("practice_progress.html", fault=fault, text=None, points=(), side=SIDE, edge=EDGE)


def _progress(lines: list[Line], base: KnowledgeBase) -> Progress:
    with Store(":memory:") as store:
        take_in(lines, store, base)
        return progress(store, base, datetime.now(UTC))


def _points(so_far: Progress) -> list[tuple[float, float, float, str]]:
    """The points of the plot: across what was said, up what came true, the radius by how many, and in words."""
    bins = so_far.confidence.bins if so_far.confidence else ()
    return [(EDGE + SIDE * b.said / 100, EDGE + SIDE * (1 - b.came_true / 100), _radius(b), _words(b)) for b in bins]


def _radius(one: Bin) -> float:
    return 4.0 + min(8.0, sqrt(one.guesses))


def _words(one: Bin) -> str:
    return f"said {one.said:.0f}%, came true {one.came_true:.0f}% of {one.guesses}"
