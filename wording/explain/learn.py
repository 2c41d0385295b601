"""`learn` in words."""

from ...explain.learn import Lesson, Script
from ..document import Document, Item, Pen
from ..rules import condition_words
from ..words import join, level_word, plus
from .phrases import READING, called, contested, weight


def write(pen: Pen, script: Script) -> Document:
    """An illness script."""
    pen.say(f"{script.mechanism} {pen.cite(script.mechanism_sources)}")
    pen.say(
        f"How common: it explains about {script.prevalence:.1%} of leg complaints in adults ({plus(script.prior)}). "
        f"{script.prior_because} {pen.cite(script.prior_sources)}"
    )
    for heading, lessons in (
        ("Who gets it", script.who),
        ("How it shows", script.shows),
        ("What results say", script.results),
        ("What speaks against it", script.against),
    ):
        if lessons:
            pen.heading(heading)
        pen.listing([_lesson(pen, x) for x in lessons])
    if script.separates:
        pen.heading("Its mimics, and what separates them")
    pen.listing([
        Item(f"{called(pen.base, s.from_)}: {s.by.rstrip('.')}.", (Item(f"test: {s.test}"),) if s.test else ())
        for s in script.separates
    ])  # fmt: skip
    pen.heading("Tests, in their order")
    pen.listing([Item(f"{t.name}: {t.because}") for t in script.tests])
    if script.danger:
        pen.heading("When it is urgent")
    pen.listing([
        Item(
            f"{level_word(d.level)}: {d.title}. {d.action} [{d.rule}]",
            (Item(f"why: {d.because} {pen.cite(d.sources)}", aside=True),),
        )
        for d in script.danger
    ])  # fmt: skip
    if script.pitfalls:
        pen.heading("Pitfalls")
    pen.listing([Item(p) for p in script.pitfalls])
    if script.foods:
        pen.heading("Foods")
        pen.say(f"{join([f.rstrip('.') for f in script.foods])}.")
    pen.say(READING)
    return pen.document(f"Learn: {script.label}")


def _lesson(pen: Pen, lesson: Lesson) -> Item:
    return Item(
        f"{weight(lesson.points, lesson.arithmetic)}: {lesson.title} [{lesson.rule}]",
        (
            Item(f"when: {condition_words(lesson.when, pen.base)}"),
            Item(f"why: {lesson.because} {pen.cite(lesson.sources)}", aside=True),
            *contested(pen, lesson.contested),
        ),
    )
