"""Findings, answers, changes and rules in words."""

from collections.abc import Iterable

from ...engine.consultation import LEADING
from ...explain.change import Change
from ...explain.grounds import Ground, answers
from ...explain.how import Counted, How, Shared, Spoken
from ...facts.finding import State
from ...rules.knowledge_base import KnowledgeBase
from ...rules.points import Basis
from ...rules.rule import Contested
from ..document import Item, Pen
from ..library import command
from ..spans import span
from ..words import BAND_WORDS, as_basis, counted, join, plus, standing_word

STATES = {State.PRESENT.value: "yes", State.ABSENT.value: "no", State.UNKNOWN.value: "not known"}
READING = (
    "Points are ten times the logarithm of a likelihood ratio: +10 makes a hypothesis ten times as likely as before, "
    "+3 twice, -10 a tenth. Rules of one cluster see the same evidence, so only the strongest for and the strongest "
    "against count."
)


def label(base: KnowledgeBase, about: str) -> str:
    """What a finding, a measurement or, failing those, a hypothesis is called."""
    vocabulary = base.vocabulary
    record = vocabulary.findings.get(about) or vocabulary.measurements.get(about) or base.hypotheses.get(about)
    return record.label if record else about.capitalize()


def called(base: KnowledgeBase, hypothesis: str) -> str:
    """What a hypothesis is called; a nutrient's blood level may share its id."""
    return base.hypotheses[hypothesis].label


def said(state: str) -> str:
    """A state or value as it is answered."""
    if state == LEADING or state in BAND_WORDS:
        return standing_word(state)
    return STATES.get(state, state)


def fact(base: KnowledgeBase, about: str, state: str) -> str:
    """ "Vegan diet: yes"."""
    return f"{label(base, about)}: {said(state)}"


def change(base: KnowledgeBase, changed: Change) -> str:
    """ "Vegan diet: no instead of yes"."""
    before = "" if changed.before == State.UNKNOWN else f" instead of {said(changed.before)}"
    return f"{fact(base, changed.about, changed.after)}{before}"


def either(base: KnowledgeBase, changes: Iterable[Change], most: int = 8) -> str:
    """Changes of which any one does the same: "Vegan diet: no or not known instead of yes"."""
    by: dict[tuple[str, str], list[str]] = {}
    for each in changes:
        by.setdefault((label(base, each.about), said(each.before)), []).append(said(each.after))
    named = [
        f"{name}: {' or '.join(after)}{'' if before == STATES['unknown'] else f' instead of {before}'}"
        for (name, before), after in by.items()
    ]
    more = [f"{len(named) - most} others"] if len(named) > most else []
    named = named[:most] + more
    return named[0] if len(named) == 1 else f"any one of ({'; '.join(named)})"


def weight(points: int, basis: Basis, arithmetic: str | None) -> str:
    """ "+7 (LR 5, expert judgement)", or where the figures come from."""
    return f"{plus(points)} ({as_basis(points, basis)}{f': {arithmetic}' if arithmetic else ''})"


def plain_weight(rule: Spoken) -> str:
    """ "+7 (LR 5, expert judgement)", or "published figures" without their arithmetic."""
    return f"{weight(rule.points, rule.basis, None)}{_beyond(rule)}"


def _beyond(rule: Spoken) -> str:
    return f", beyond {counted(rule.elsewhere, 'point')} of its parts" if rule.elsewhere else ""


def spoken(pen: Pen, rule: Spoken) -> Item:
    """One fired rule: points and title, then on what, why, and on whose authority."""
    lines = [
        *(ground(pen, g) for g in rule.grounds),
        Item(f"why: {rule.because} {pen.cite(rule.sources)}", aside=True),
        *contested(pen, rule.contested),
        *([Item(f"cases: {command(rule.cases)}", aside=True)] if rule.cases else []),
    ]
    weighs = f"{weight(rule.points, rule.basis, rule.arithmetic)}{_beyond(rule)}"
    return Item(f"{weighs}: {rule.title} [{rule.rule}]", tuple(lines))


def chain(pen: Pen, cluster: Counted) -> list[Item]:
    """The rules that fired beside a stronger one of their cluster."""
    return [
        Item(
            f"adds nothing more: {rule.title}, {plus(rule.points)} already counted by '{cluster.counted.title}' "
            f"[{rule.rule}] {pen.cite(rule.sources)}",
            tuple(contested(pen, rule.contested)),
        )
        for rule in cluster.overlapped
    ]


def shared(pen: Pen, how: How) -> list[str]:
    """Why an answer counts more than once: one line for each such answer."""
    return [_shared(pen, s) for s in how.shared]


def _shared(pen: Pen, one: Shared) -> str:
    times = "twice" if len(one.titles) == 2 else f"{len(one.titles)} times"
    titles = join([repr(t) for t in one.titles])
    return (
        f"{fact(pen.base, one.about, one.state)} counts {times}, in {titles}: taken for separate evidence, since what "
        f"one adds the other does not explain. Taken for one, they would give {counted(one.lower, 'point')} less."
    )


def total(how: How) -> str:
    """The sum written out: "-14 + 20 + 7 = 13"."""
    terms = [c.counted.points for c in how.clusters]
    return " ".join([str(how.prior), *(f"{'+' if t >= 0 else '-'} {abs(t)}" for t in terms), f"= {how.score}"])


def relied(pen: Pen, grounds: Iterable[Ground]) -> str:
    """What a rule relied on, in a line, and the answers that it follows from."""
    return "; ".join(_relied(pen, g) for g in grounds)


def value(pen: Pen, about: str, state: str) -> str:
    """A measurement and its value; the time since it began in round words."""
    return f"{label(pen.base, about)} {span(float(state.split()[0])) if about == 'duration_days' else state}"


def _relied(pen: Pen, of: Ground) -> str:
    if of.origin == "scored":
        return f"{called(pen.base, of.about)} {said(of.state)}"
    name = label(pen.base, of.about)
    if of.state == State.PRESENT:
        words = name
    elif of.state in STATES:
        words = f"{name} ({said(of.state)})"
    else:
        words = value(pen, of.about, of.state)
    ends = dict.fromkeys(_relied(pen, a) for a in answers(of.grounds) if a.about != of.about)
    return f"{words} (from {', '.join(ends)})" if ends else words


def ground(pen: Pen, of: Ground) -> Item:
    """What a rule relied on, down to the answers."""
    words = fact(pen.base, of.about, of.state)
    if of.origin == "scored":
        return Item(f"{called(pen.base, of.about)}: {said(of.state)}")
    if of.origin == "given":
        return Item(f"answer: {words}")
    if of.origin == "implied":
        answers = join([label(pen.base, g.about) for g in of.grounds])
        return Item(f"follows: {words}, from the answer {answers}" if of.grounds else f"follows: {words}")
    if of.origin == "derived":
        below = (*(ground(pen, g) for g in of.grounds), Item(f"why: {of.because} {pen.cite(of.sources)}", aside=True))
        return Item(f"concluded: {words} [{of.rule}]", below)
    return Item(words)


def contested(pen: Pen, views: Contested | None) -> list[Item]:
    """Both sides of a contested rule."""
    if views is None:
        return []
    return [
        Item(f"contested, claimed: {views.claim.says} {pen.cite(views.claim.sources)}"),
        Item(f"contested, but: {views.against.says} {pen.cite(views.against.sources)}"),
    ]
