"""`stability` in words."""

from ...explain.stability import Stability, Upset
from ..document import Document, Item, Pen
from ..words import join, plus
from .phrases import called

SHOWN = 12


def write(pen: Pen, stability: Stability) -> Document:
    """Which ranks hold under every single step."""
    first = stability.leading[0]
    rivals = [called(pen.base, r) for r in stability.rivals]
    if first.ties:
        tied = [first.label, *(called(pen.base, t) for t in first.ties)]
        pen.say(f"{join(tied)} are tied: these answers cannot decide between them. A test must.", strong=True)
    elif stability.decided:
        pen.say(f"{first.label} stays first whichever single weight or prior moves by a step.", strong=True)
    else:
        pen.say(
            f"{first.label} leads, but one step of one weight brings it level with or behind {join(rivals)}: symptoms "
            "alone cannot decide between them.",
            strong=True,
        )
    pen.table(
        ("Hypothesis", "Rank", "Points", "Lowest", "Highest", "Holds"),
        [
            (
                h.label,
                str(h.rank),
                plus(h.score),
                plus(h.low),
                plus(h.high),
                "tied" if h.ties else "yes" if h.holds else "no",
            )
            for h in stability.leading
        ],
    )
    if stability.upsets:
        pen.heading("Steps that change a rank")
        upsets = sorted(
            stability.upsets, key=lambda u: stability.leading[0].hypothesis not in (u.passes, u.nudge.hypothesis)
        )
        pen.listing([_upset(pen, u) for u in upsets[:SHOWN]])
        if len(upsets) > SHOWN:
            pen.say(f"{len(upsets) - SHOWN} more concern lower ranks.")
    pen.say(
        f"{stability.nudges} single steps were tried: each weight of a rule that fired to the next strength up and "
        "down (published figures by 2 points), each prior by 3 points."
    )
    return pen.document("Stability")


def _upset(pen: Pen, upset: Upset) -> Item:
    nudge = upset.nudge
    about = f"the rule '{nudge.title}' [{nudge.rule}]" if nudge.rule else "its prior"
    sources = pen.base.rules[nudge.rule].sources if nudge.rule else pen.base.hypotheses[nudge.hypothesis].prior.sources
    before, after = nudge.points
    verb = "draws level with" if upset.level else "rises above" if _rises(upset) else "falls below"
    return Item(
        f"{called(pen.base, nudge.hypothesis)} {verb} {called(pen.base, upset.passes)} if {about} gives {plus(after)} "
        f"instead of {plus(before)} {pen.cite(sources)}"
    )


def _rises(upset: Upset) -> bool:
    before, after = upset.nudge.points
    return after > before
