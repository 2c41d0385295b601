"""The interview on pages: one question a page, back, change, check your answers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..engine.consult import consult
from ..facts.errors import InputError
from ..interview.influences import influences
from ..interview.question import Finished, QuestionKind
from ..rules.rule import Level
from ..wording.asking import asked, ended, heading, since_when, still_to_come, to_whom
from ..wording.reviewing import reviewed
from ..wording.stopping import why_stopped
from .body_map import closed, field_of, parts, rows
from .form import Filled, answer_of, filled_from, filled_with, person_faults, weighed
from .form_request import Visit, visit
from .heard import WordsHeard, heard_in, says_no
from .left import left
from .pages import page
from .routes import Routes
from .signed_session import Walk, option

routes = Routes()
WHY_SHOWN = 8
LINE, MOST_LINES = 36, 10  # letters in a line of the box for words on a phone, and lines of it at most


@routes.get("/")
async def start(_: Request) -> HTMLResponse:
    """What this is, and where it begins."""
    return page("start.html", fault=None)


@routes.get("/interview")
async def nowhere(_: Request) -> Response:
    """Without answers there is only the beginning."""
    return RedirectResponse("/", 303)


@routes.post("/interview")
async def step(request: Request) -> HTMLResponse:
    """Take what the form says, and show what comes next."""
    here = await visit(request)
    return await here.engines.run(_step, here)


def _step(here: Visit) -> HTMLResponse:
    walk = here.walk() if here.field("state") else Walk(here.base)
    action, _, rest = here.field("action").partition(":")
    if action not in ACTIONS:
        raise InputError("this is not a button of this page")
    return ACTIONS[action](here, walk, rest)


def _ask(here: Visit, walk: Walk) -> HTMLResponse:
    """The next question, or the end."""
    coming = walk.next()
    walk.changing = None
    if isinstance(coming, Finished):
        walk.asking = None
        return _finished(here, walk, coming)
    walk.asking = coming
    return _question(here, walk, Filled())


def _question(here: Visit, walk: Walk, filled: Filled, words: WordsHeard | None = None, **more: Any) -> HTMLResponse:
    """The page of a question; `words` are those that were just read and are shown back."""
    question = walk.asking
    if question is None:
        return _check(here, walk)
    measured = here.base.vocabulary.measurements
    told_of = words.facts.model_dump(exclude_none=True) if words else {}
    case, doubtful = walk.case.model_copy(update=told_of), words.doubtful if words else ()
    places = rows(question)
    return page(
        "question.html",
        question=question,
        heading=heading(question, case),
        asked={o.id: words.put(o, asked(o, case)) if words else asked(o, case) for o in question.options},
        named={o.id: words.named(o, here.base.vocabulary) if words else o.label for o in question.options},
        since_when=since_when(case),
        to_whom=partial(to_whom, case=case),
        number=walk.changing or len(walk.steps) + 1,
        left=still_to_come(walk.progress),
        first=not walk.steps and walk.changing is None,
        filled=filled,
        ticks=[o for o in question.options if o.id not in measured and o.id not in doubtful],
        meant=[o for o in question.options if o.id in doubtful],
        measured=[(o, measured[o.id]) for o in question.options if o.id in measured],
        drawing=[*parts(question)] if places else [],
        places=places,
        lines=_lines(filled.words, 4 if question.kind is QuestionKind.WORDS and not filled.shown else 2),
        spots={field_of(spot) for spot in filled.spots},
        closed=closed(question) if places else [],
        state=here.seal.close(walk),
        changing=walk.changing,
        heard=words if filled.shown else None,
        understood=words.sentence(here.base.vocabulary) if words else "",
        **{"why": None, **more},
    )


def _lines(words: str, least: int) -> int:
    """How many lines the box for words has: all that was typed is seen while it is read back, on a phone as well."""
    return max(least, min(MOST_LINES, sum(1 + len(line) // LINE for line in words.splitlines())))


def _finished(here: Visit, walk: Walk, end: Finished, why: list[str] | None = None) -> HTMLResponse:
    if end.reason.interrupts:
        return page("emergency.html", end=ended(end, walk.case), state=here.seal.close(walk), why=why)
    return _check(here, walk, end)


def _check(here: Visit, walk: Walk, end: Finished | None = None) -> HTMLResponse:
    walk.asking, walk.changing = None, None
    vocabulary = here.base.vocabulary
    rows = [*reviewed(walk.steps, vocabulary, walk.case)]
    if end is None and isinstance(coming := walk.next(), Finished):
        end = coming
    return page("check.html", rows=rows, start=walk.start, end=end, state=here.seal.close(walk))


def _continue(here: Visit, walk: Walk, _: str) -> HTMLResponse:
    if walk.asking is None:
        return _ask(here, walk)
    filled = filled_from(here.fields)
    if filled.words and not filled.present and says_no(walk.asking, filled.words, here.base.vocabulary):
        filled.none, filled.words = True, ""
    if filled.words and filled.words != filled.shown:
        return _words(here, walk, "")
    words = heard_in(walk.asking, filled.words, here.base) if filled.words else WordsHeard()
    answer = answer_of(walk.asking, filled, here.base.vocabulary)
    if not weighed(filled, words.doubtful) or answer is None:
        return _question(here, walk, filled, words=words)
    return _take(here, walk, words.added_to(answer, here.base.vocabulary, filled.none_meant))


def _take(here: Visit, walk: Walk, answer: Any) -> HTMLResponse:
    question = walk.asking
    assert question is not None  # noqa: S101 - the callers looked
    if walk.changing is not None:
        walk.change(walk.changing, answer)
        return _ask(here, walk) if walk.progress.pending else _check_or_stop(here, walk)
    walk.answer(question, answer)
    return _ask(here, walk)


def _check_or_stop(here: Visit, walk: Walk) -> HTMLResponse:
    """Check-your-answers, unless the changed answer makes an emergency."""
    walk.asking, walk.changing = None, None
    coming = walk.next()
    if isinstance(coming, Finished):
        return _finished(here, walk, coming)
    return _check(here, walk)


def _skip(here: Visit, walk: Walk, _: str) -> HTMLResponse:
    if walk.asking is None:
        return _ask(here, walk)
    return _take(here, walk, left(walk.asking, filled_from(here.fields), here.base))


def _stop(here: Visit, walk: Walk, _: str) -> HTMLResponse:
    """Check-your-answers; what was typed or ticked on the page that is left counts."""
    if not walk.asking or walk.changing is not None or not (filled := filled_from(here.fields)).touched:
        return _check(here, walk)
    walk.answer(walk.asking, left(walk.asking, filled, here.base))
    return _check_or_stop(here, walk)


def _back(here: Visit, walk: Walk, _: str) -> HTMLResponse:
    if walk.changing is not None:
        return _check(here, walk)
    if not walk.steps:
        return page("start.html", fault=None)
    taken = walk.back()
    walk.asking = taken.question
    return _question(here, walk, filled_with(taken.question, taken.answer))


def _change(here: Visit, walk: Walk, number: str) -> HTMLResponse:
    if not number.isdecimal():
        raise InputError("this is not a button of this page")
    taken = walk.steps[walk.step(int(number[:4]))]
    walk.asking, walk.changing = taken.question, int(number[:4])
    return _question(here, walk, filled_with(taken.question, taken.answer))


def _each(here: Visit, walk: Walk, yes: str) -> HTMLResponse:
    """One by one, or as a list again; what was ticked stays ticked."""
    filled = filled_from(here.fields)
    filled.each = yes == "yes"
    if filled.each:
        filled.said = dict.fromkeys(filled.present, "yes")
    else:
        filled.present = {name for name, word in filled.said.items() if word == "yes"}
    return _question(here, walk, filled)


def _words(here: Visit, walk: Walk, _: str) -> HTMLResponse:
    """What the person's own words say, to be confirmed: what is certain is ticked. An emergency is acted on at once."""
    filled, question = filled_from(here.fields), walk.asking
    if question is None or question.kind not in (QuestionKind.WORDS, QuestionKind.NAMES, QuestionKind.RESULTS):
        return _question(here, walk, filled)
    vocabulary = here.base.vocabulary
    words = heard_in(question, filled.words, here.base)
    if question.kind is QuestionKind.WORDS and walk.changing is None:
        at_once = words.at_once(vocabulary)
        if walk.pressing(at_once):
            return _take(here, walk, at_once.model_copy(update={"words": filled.words}))
    named = dict.fromkeys((*words.entry.present, *words.doubtful))
    listed = {o.id: o for o in question.options}
    first = tuple(listed.pop(f) if f in listed else option(f, vocabulary) for f in named)
    walk.asking = question.model_copy(update={"options": (*first, *listed.values())})
    filled.present |= set(words.entry.present)
    filled.shown = filled.words
    filled.faults = person_faults(question, filled, vocabulary)
    return _question(here, walk, filled, words=words)


def _why(here: Visit, walk: Walk, _: str) -> HTMLResponse:
    """What the question could change, above the form as it stands; or what stopped the questions."""
    base = here.base
    if walk.asking is None:
        if not isinstance(coming := walk.next(), Finished):
            return _check(here, walk)
        return _finished(here, walk, coming, [*why_stopped(coming, consult(walk.case, base), base)])
    found = influences(walk.asking, base, walk.case)
    named: dict[str, Any] = {**base.vocabulary.measurements, **base.vocabulary.findings}
    why = [(i, named[i.finding].label, base.rules[i.rule], base.hypotheses.get(i.hypothesis or "")) for i in found]
    return _question(here, walk, filled_from(here.fields), why=(why[:WHY_SHOWN], len(why)))


def _more(here: Visit, walk: Walk, level: str) -> HTMLResponse:
    if level not in ("", Level.EMERGENCY, Level.URGENT):
        raise InputError("this is not a button of this page")
    walk.go_on(Level(level) if level else None)
    return _ask(here, walk)


ACTIONS: dict[str, Callable[[Visit, Walk, str], HTMLResponse]] = {
    "start": lambda here, walk, _: _ask(here, Walk(here.base)),
    "continue": _continue, "skip": _skip, "back": _back, "change": _change, "each": _each, "words": _words,
    "why": _why, "check": _stop, "more": _more,
    "ask": lambda here, walk, _: _ask(here, walk),
}  # fmt: skip
