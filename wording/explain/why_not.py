"""`why-not` in words."""

from ...explain.why_not import Silent, Unmet, WhyNot
from ...facts.finding import State
from ..document import Document, Item, Pen
from ..rules import condition_words
from ..words import BAND_WORDS, counted, join, plus
from .phrases import READING, called, change, said, spoken, weight

SHOWN = 10


def write(pen: Pen, why_not: WhyNot) -> Document:
    """What speaks against a hypothesis, and which rules for it did not fire."""
    pen.say(f"{plus(why_not.score)} points, {BAND_WORDS[why_not.band]}, rank {why_not.rank}.", strong=True)
    short = []
    if why_not.band_above and why_not.points_short:
        short.append(f"{counted(why_not.points_short, 'point')} short of {BAND_WORDS[why_not.band_above]!r}")
    if why_not.points_behind:
        short.append(f"{counted(why_not.points_behind, 'point')} behind {called(pen.base, why_not.behind)}")
    else:
        short.append("nothing stands above it")
    pen.say(f"It is {join(short)}. It starts at {plus(why_not.prior)}.")
    pen.heading("What speaks against it")
    if not why_not.against:
        pen.say("Nothing that was answered.")
    pen.listing([spoken(pen, c.counted) for c in why_not.against])
    useful = [s for s in why_not.silent if s.gain > 0]
    if useful:
        pen.heading("Rules for it that did not fire, and what would fire them")
        pen.listing([_silent(pen, s) for s in useful[:SHOWN]])
    if len(useful) > SHOWN:
        pen.say(f"{len(useful) - SHOWN} more would add {plus(useful[SHOWN].gain)} or less.")
    if idle := len(why_not.silent) - len(useful):
        pen.say(f"{idle} more did not fire and would add nothing: what they see is already counted as strongly.")
    pen.say(READING)
    return pen.document(f"Why not: {why_not.label}")


def _silent(pen: Pen, rule: Silent) -> Item:
    less = f", of which {plus(rule.gain)} would be new" if rule.gain != rule.points else ""
    lines = [_unmet(pen, u) for u in rule.unmet]
    if rule.fires_with:
        lines.append(Item(f"fires with: {join([change(pen.base, c) for c in rule.fires_with])}"))
    else:
        lines.append(Item("no change of a few answers was found that fires it"))
    lines.append(Item(f"why: {rule.because} {pen.cite(rule.sources)}", aside=True))
    return Item(f"{weight(rule.points, rule.basis, rule.arithmetic)}{less}: {rule.title} [{rule.rule}]", tuple(lines))


def _unmet(pen: Pen, unmet: Unmet) -> Item:
    words = condition_words(unmet.condition, pen.base)
    states = {a.state for a in unmet.asks}
    if len(states) == 1:
        return Item(f"needs: {words} (said: {said(states.pop())})")
    told = [f"{condition_words(a.leaf, pen.base)}: {said(a.state)}" for a in unmet.asks if a.state != State.UNKNOWN]
    return Item(f"needs: {words} (said: {'; '.join(told)}; the rest not known)")
