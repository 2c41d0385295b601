"""`learn` in words: one page of what a clinician carries in the head, and where to read the rest."""

import itertools
from collections.abc import Iterable, Sequence

from ...cases.selection import Selection
from ...explain.learn import Lesson, Script
from ...explain.published import Frequency
from ...rules.points import FEW
from ...rules.rule import Contested
from ..document import Document, Item, Pen
from ..library import command
from ..words import counted, plus
from .phrases import called, label

# What a page has room for, in characters: the mechanism, one line of evidence, and the sections below.
MECHANISM, EVIDENCE, MIMICS, PITFALLS, DANGERS, TESTS = 220, 130, 300, 290, 130, 110
PAGES = 4


def write(pen: Pen, script: Script) -> Document:
    """An illness script on one page: of each cluster the strongest rule, and of everything the first few."""
    mechanism = " ".join(_within(_sentences(script.mechanism), MECHANISM))
    pen.say(
        f"{mechanism} {_cite(pen, script.mechanism_sources)} It explains about "
        f"{script.prevalence:.1%} of leg complaints in adults, and so starts at {plus(script.prior)}."
    )
    parts = (
        ("Who gets it", script.who),
        ("How it shows", script.shows),
        ("What results say", script.results),
        ("What speaks against it", script.against),
    )
    _section(pen, "The script", [_lessons(pen, name, strongest(x)) for name, x in parts if x])
    _section(pen, "What published cases show", _published(pen, script))
    mimics = [f"{called(pen.base, s.from_)}: {_sentences(s.by)[0]}" for s in script.separates]
    _section(pen, "What separates it from its mimics", _within(mimics, MIMICS))
    _section(pen, "Pitfalls", _within(_pitfalls(pen, script), PITFALLS))
    dangers = [f"{d.title} ({d.level.value.replace('_', '-')})" for d in script.danger]
    tests = [t.name for t in script.tests]
    lines = [f"Be seen for: {'; '.join(_within(dangers, DANGERS))}"] if dangers else []
    _section(pen, "Dangers and tests", [*lines, f"Tests in their order: {'; '.join(_within(tests, TESTS))}"])
    rules = sum(len(x) for _, x in parts)
    pen.say(f"Of {rules} rules these are the strongest of their clusters; all: soleus rules list {script.hypothesis}")
    return pen.document(f"Learn: {script.label}")


def _lessons(pen: Pen, name: str, lessons: Sequence[Lesson]) -> str:
    """The titles with their points, and the source of the first, since a page has no room for more."""
    told = _within([f"{x.title} ({plus(x.points)})" for x in lessons], EVIDENCE)
    return f"{name}: {'; '.join(told)} {_cite(pen, lessons[0].sources)}".rstrip()


def _published(pen: Pen, script: Script) -> list[str]:
    """What the cases show and how to see them; few cases are said to be few."""
    if not script.published:
        return []
    few = ", too few to go by" if script.cases < FEW else ""
    shown = "; ".join(_frequency(pen, f) for f in script.published)
    listing = command(Selection(cause=script.hypothesis))
    return [f"In {counted(script.cases, 'case')}{few}: {shown}. Read them: {listing}"]


def _frequency(pen: Pen, one: Frequency) -> str:
    expected = "" if one.expected is None else f" (expected {one.expected:g}%)"
    return f"{label(pen.base, one.finding)} {one.seen} of {one.of}{expected}"


def strongest(lessons: Iterable[Lesson]) -> list[Lesson]:
    """The strongest of each cluster, in their order."""
    first: dict[str, Lesson] = {}
    for lesson in lessons:
        first.setdefault(lesson.cluster, lesson)
    return list(first.values())


def _pitfalls(pen: Pen, script: Script) -> list[str]:
    """What misleads: what is contested first, since the weight follows the better evidence, then what is told."""
    lessons = (*script.who, *script.shows, *script.results, *script.against)
    contested = {x.contested.against.says: x.contested for x in lessons if x.contested}
    said = [_both_sides(pen, c) for c in list(contested.values())[:1]]
    return [*said, *(_sentences(p)[0] for p in script.pitfalls)]


def _both_sides(pen: Pen, views: Contested) -> str:
    """A contested claim; its source always stands."""
    claim, against = (_sentences(view.says)[0] for view in (views.claim, views.against))
    return f"Contested: {claim} But: {against} {pen.cite(views.against.sources[:1])}"


def _section(pen: Pen, heading: str, lines: Sequence[str]) -> None:
    if lines:
        pen.heading(heading)
        pen.listing([Item(line) for line in lines])


def _cite(pen: Pen, sources: tuple[str, ...]) -> str:
    """The first source alone, while there is room for its address."""
    known = [s for s in sources if s in pen.cited][:1]
    return pen.cite(tuple(known or (sources[:1] if len(pen.cited) < PAGES else ())))


def _sentences(text: str) -> list[str]:
    """The sentences of a text, each with its full stop."""
    return [f"{part}." for part in text.strip().rstrip(".").split(". ")]


def _within(items: Sequence[str], room: int) -> list[str]:
    """The first items that fit into so many characters, and one in any case."""
    used = itertools.accumulate(map(len, items))
    return [item for number, (item, end) in enumerate(zip(items, used, strict=True)) if end <= room or not number]
