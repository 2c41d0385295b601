"""The whole trace in words: the story first, then every rule from the answers to each conclusion, with its sources."""

from ..engine.consultation import Consultation, Reason
from ..explain.grounds import Grounds
from ..explain.how import How, how
from ..explain.story import story
from ..rules.condition import Band
from ..rules.knowledge_base import KnowledgeBase
from .document import Document, Item, Pen
from .explain.phrases import chain, contested, label, plain_weight, relied, said, shared, total, value
from .story import write_story
from .words import band_word, level_word, plus


def trace(base: KnowledgeBase, consultation: Consultation) -> Document:
    """The trace as a document that any face can render."""
    told = story(base, consultation)
    pen = Pen(base, "")
    write_story(pen, told, consultation.case)
    grounds = Grounds(base, consultation)
    _answers(pen, consultation)
    _derivations(pen, consultation, grounds)
    for hypothesis in consultation.hypotheses:
        if hypothesis.evidence and (hypothesis.band is not Band.UNLIKELY or hypothesis.rank <= 3):
            _sum(pen, how(base, consultation, hypothesis.id))
    pen.heading(f"Referral: {level_word(consultation.referral.level)}")
    pen.listing([_reason(pen, r, grounds) for r in consultation.referral.reasons])
    return pen.document("The trace")


def _answers(pen: Pen, consultation: Consultation) -> None:
    pen.heading("Trace 1: the answers")
    given = [f for f in consultation.trace.facts if f.origin == "given"]
    by_state = {s: [label(pen.base, f.about) for f in given if f.state == s] for s in ("present", "absent")}
    values = [value(pen, f.about, f.state) for f in given if f.state not in by_state]
    lines = [("yes", by_state["present"]), ("no", by_state["absent"]), ("measured", values)]
    pen.listing([Item(f"{word}: {'; '.join(names)}") for word, names in lines if names])


def _derivations(pen: Pen, consultation: Consultation, grounds: Grounds) -> None:
    derived = [a for a in consultation.trace.activations if a.kind == "derive"]
    if derived:
        pen.heading("Trace 2: what the rules concluded from them")
    items = []
    for activation in derived:
        rule = pen.base.rules[activation.rule]
        concluded = ", ".join(label(pen.base, c) for c in activation.concludes)
        items.append(
            Item(
                f"{concluded}, because of: {relied(pen, grounds.of(activation.premises))}",
                (Item(f"why: {rule.because} [{rule.id}] {pen.cite(rule.sources)}", aside=True),),
            )
        )
    pen.listing(items)


def _sum(pen: Pen, one: How) -> None:
    """The sum of one hypothesis, rule by rule."""
    pen.heading(f"{one.label}: {plus(one.score)}, {band_word(one.band)}")
    items = [Item(f"{plus(one.prior)} where it starts: {one.prior_because} {pen.cite(one.prior_sources)}")]
    for cluster in one.clusters:
        rule = cluster.counted
        lines = [
            Item(f"because of: {relied(pen, rule.grounds)}"),
            Item(f"why: {rule.because} [{rule.rule}] {pen.cite(rule.sources)}", aside=True),
            *contested(pen, rule.contested),
            *chain(pen, cluster),
        ]
        items.append(Item(f"{plain_weight(rule)}: {rule.title}", tuple(lines)))
    pen.listing(items)
    for line in shared(pen, one):
        pen.say(line)
    pen.say(f"sum: {total(one)}")


def _reason(pen: Pen, reason: Reason, grounds: Grounds) -> Item:
    sign = ", danger sign" if reason.danger_sign else ""
    lines = [Item(f"because of: {relied(pen, grounds.of(reason.premises))}")] if reason.premises else []
    lines.append(Item(f"why: {reason.because} [{reason.rule}] {pen.cite(reason.sources)}", aside=True))
    level = said(level_word(reason.level))
    return Item(f"{reason.title} ({level}{sign})", tuple(lines))
