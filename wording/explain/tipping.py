"""`tipping` in words."""

from ...explain.ideas import TippingSet
from ...explain.tipping import Tip, Tipping
from ..document import Document, Item, Pen
from ..words import counted, level_word, plus
from .phrases import called, either

POOLS = {
    "known": "Had the answers been others",
    "unasked": "With findings not yet asked for",
    "mixed": "With both together",
}
NOTHING = "Nothing that could be asked would change it, nor up to three of the answers given being others."


def write(pen: Pen, tipping: Tipping) -> Document:
    """What it would take to change the result; nothing more where nothing would."""
    first, second = called(pen.base, tipping.first), called(pen.base, tipping.second)
    lead = (
        f"{first} leads {second} by {counted(tipping.lead, 'point')}"
        if tipping.lead
        else f"{first} and {second} are level"
    )
    level = level_word(tipping.level)
    pen.say(f"{lead}; the referral level is {level}.", strong=True)
    headings = {
        "swap": f"To put {second} before {first}",
        "higher": f"To raise the referral level above {level}",
        "lower": f"To lower the referral level below {level}",
    }
    if all(t.size is None for t in tipping.tips):
        pen.say(NOTHING)
        return pen.document("Tipping points")
    for target in dict.fromkeys(t.target for t in tipping.tips):
        pen.heading(headings[target])
        tips = [t for t in tipping.tips if t.target == target and t.size is not None]
        if not tips:
            pen.say(NOTHING)
        for tip in tips:
            _tip(pen, tip)
    pen.say(
        "Every set of up to three of these answers was looked at or proved useless, so nothing smaller tips it. "
        "Results, numbers, age and sex are left as they are: ask 'what if' for those."
    )
    return pen.document("Tipping points")


def _tip(pen: Pen, tip: Tip) -> None:
    answers = "one answer" if tip.size == 1 else f"{('two', 'three')[(tip.size or 2) - 2]} answers together"
    rest = tip.count - sum(_ways(s) for s in tip.sets)
    likeliest = ", the likeliest ways" if rest else ""
    pen.say(f"{POOLS[tip.pool]}, {answers}{likeliest}:")
    pen.listing([_set(pen, s, tip.target) for s in tip.sets])
    if rest:
        pen.say(f"{counted(rest, 'further way')} would do it too.")


def _ways(found: TippingSet) -> int:
    ways = 1
    for choice in found.choices:
        ways *= len(choice)
    return ways + found.alike


def _set(pen: Pen, found: TippingSet, target: str) -> Item:
    words = " and ".join(either(pen.base, choice, most=4) for choice in found.choices)
    order = ", ".join(f"{called(pen.base, h)} {plus(s)}" for h, s in zip(found.order, found.scores, strict=True))
    rules = "; ".join(pen.base.rules[r].title for r in found.rules[:2])
    level = level_word(found.level)
    then = order if target == "swap" else f"referral {level}{f' for: {rules}' if rules else ''}"
    alike = f"; {counted(found.alike, 'way')} more like it" if found.alike else ""
    first = " with the first of each" if target != "higher" and any(len(c) > 1 for c in found.choices) else ""
    return Item(words, (Item(f"then{first}: {then}{alike}"),))
