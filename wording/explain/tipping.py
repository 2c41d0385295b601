"""`tipping` in words."""

from ...explain.tipping import Tip, Tipping, TippingSet
from ..document import Document, Item, Pen
from ..words import level_word, plus
from .phrases import called, either

POOLS = {
    "known": "Among the answers given",
    "unasked": "Among findings not yet asked for",
    "mixed": "With both together",
}


def write(pen: Pen, tipping: Tipping) -> Document:
    """What it would take to change the result."""
    first, second = called(pen.base, tipping.first), called(pen.base, tipping.second)
    lead = f"{first} leads {second} by {tipping.lead} points" if tipping.lead else f"{first} and {second} are level"
    pen.say(f"{lead}; the referral level is {level_word(tipping.level)}.", strong=True)
    headings = {
        "swap": f"To put {second} before {first}",
        "higher": f"To raise the referral level above {level_word(tipping.level)}",
        "lower": f"To lower the referral level below {level_word(tipping.level)}",
    }
    begun = None
    for tip in tipping.tips:
        if tip.target != begun:
            begun = tip.target
            pen.heading(headings[tip.target])
        _tip(pen, tip)
    pen.say(
        "Every set of up to three of these answers was looked at or proved useless, so nothing smaller tips it. "
        "Results, numbers, age and sex are left as they are: ask 'what if' for those."
    )
    return pen.document("Tipping points")


def _tip(pen: Pen, tip: Tip) -> None:
    if tip.size is None:
        pen.say(f"{POOLS[tip.pool]}: no change of up to three does it.")
        return
    answers = "one answer" if tip.size == 1 else f"{('two', 'three')[tip.size - 2]} answers together"
    shown = sum(1 for _ in tip.sets)
    ways = "one way" if tip.count == 1 else f"{tip.count} ways"
    pen.say(f"{POOLS[tip.pool]}: {answers}, {ways}{'' if shown == tip.count else ', the likeliest'}:")
    pen.listing([_set(pen, s) for s in tip.sets])


def _set(pen: Pen, found: TippingSet) -> Item:
    words = " and ".join(either(pen.base, choice) for choice in found.choices)
    order = ", ".join(f"{called(pen.base, h)} {plus(s)}" for h, s in zip(found.order, found.scores, strict=True))
    return Item(words, (Item(f"then: {order}; referral {level_word(found.level)}"),))
