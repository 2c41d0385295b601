"""`how` in words."""

from ...explain.how import How
from ..document import Document, Item, Pen
from ..words import BAND_WORDS, plus
from .phrases import READING, chain, shared, spoken, total


def write(pen: Pen, how: How) -> Document:
    """The sum of a hypothesis, rule by rule, down to the answers."""
    pen.say(f"{plus(how.score)} points, {BAND_WORDS[how.band]}, rank {how.rank}.", strong=True)
    pen.say(
        f"It starts at {plus(how.prior)}, which stands for {how.prevalence:.1%} of adults with leg complaints. "
        f"{how.prior_because} {pen.cite(how.prior_sources)}"
    )
    if not how.clusters:
        pen.say("No answer speaks for or against it.")
    for heading, wanted in (("What speaks for it", 1), ("What speaks against it", -1)):
        clusters = [c for c in how.clusters if c.counted.points * wanted > 0]
        if clusters:
            pen.heading(heading)
        items = []
        for cluster in clusters:
            rule = spoken(pen, cluster.counted)
            items.append(Item(rule.text, (*rule.items, *chain(pen, cluster))))
        pen.listing(items)
    if how.shared:
        pen.heading("Counted more than once")
        pen.listing([Item(line) for line in shared(pen, how)])
    pen.heading("The sum")
    pen.say(total(how))
    pen.say(READING)
    return pen.document(f"How: {how.label}")
