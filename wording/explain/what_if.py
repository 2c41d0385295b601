"""`what-if` in words."""

from ...explain.what_if import Turned, WhatIf
from ..document import Document, Item, Pen
from ..words import BAND_WORDS, LEVEL_SENTENCE, level_word, plus
from .phrases import called, change

SHOWN = 10


def write(pen: Pen, what_if: WhatIf) -> Document:
    """Before and after."""
    pen.listing([Item(change(pen.base, c)) for c in what_if.changes])
    old, new = what_if.level
    level = f"The referral level stays {new.value}." if old is new else f"Referral: {old.value} becomes {new.value}."
    before = min(what_if.hypotheses, key=lambda h: (h.rank[0], h.hypothesis))
    leader = what_if.hypotheses[0]
    first = (
        f"{leader.label} stays first." if leader is before else f"{leader.label} takes the lead from {before.label}."
    )
    pen.say(f"{level} {first}", strong=True)
    if old is not new:
        pen.say(f"{LEVEL_SENTENCE[new]}.")
    moved = sorted(what_if.moved, key=lambda h: min(h.rank))
    pen.heading("What moves")
    if not moved:
        pen.say("No score and no rank changes.")
    pen.table(
        ("Hypothesis", "Rank", "Points", "Band"),
        [
            (h.label, _pair(*map(str, h.rank)), _pair(*map(plus, h.score)), _pair(*(BAND_WORDS[b] for b in h.band)))
            for h in moved[:SHOWN]
        ],
    )
    if len(moved) > SHOWN:
        pen.say(f"{len(moved) - SHOWN} more move, none of them among the first {min(moved[SHOWN].rank) - 1}.")
    for heading, fires in (("Rules that now fire", True), ("Rules that no longer fire", False)):
        turned = [t for t in what_if.turned if t.fires is fires]
        if turned:
            pen.heading(heading)
            pen.listing([_turned(pen, t) for t in turned])
    return pen.document("What if")


def _pair(before: str, after: str) -> str:
    return before if before == after else f"{before} to {after}"


def _turned(pen: Pen, rule: Turned) -> Item:
    says = [f"{called(pen.base, h)} {plus(p)}" for h, p in sorted(rule.points.items(), key=lambda x: -abs(x[1]))]
    if rule.level:
        says = [f"referral {level_word(rule.level)}"]
    told = f" ({', '.join(says)})" if says else ""
    return Item(
        f"{rule.title}{told} [{rule.rule}]", (Item(f"why: {rule.because} {pen.cite(rule.sources)}", aside=True),)
    )
