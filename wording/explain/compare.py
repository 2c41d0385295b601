"""`compare` in words: a table of key features, then what would decide."""

from ...engine.consultation import CLOSE
from ...explain.compare import Comparison, Feature
from ...explain.discriminators import Decider
from ..document import Document, Item, Pen
from ..words import BAND_WORDS, counted, join, plus
from .phrases import READING, called, fact, label, said

SHOWN = 8


def write(pen: Pen, comparison: Comparison) -> Document:
    """Hypotheses side by side."""
    pen.table(
        ("Hypothesis", "Rank", "Points", "Band"),
        [(h.label, str(h.rank), plus(h.score), BAND_WORDS[h.band]) for h in comparison.hypotheses],
    )
    known = [f for f in comparison.features if f.place == "known"]
    shared = [f for f in known if len(f.speaks_for) > 1]
    _features(pen, "For both" if len(comparison.hypotheses) == 2 else "For more than one", shared, comparison)
    for hypothesis in comparison.hypotheses:
        only = [f for f in known if f.speaks_for == (hypothesis.hypothesis,)]
        _features(pen, f"For {hypothesis.label} alone", only, comparison)
    _features(pen, "Against", [f for f in known if not f.speaks_for], comparison)
    expected = [f for f in comparison.features if f.place == "expected"]
    _features(pen, "Expected but answered no", expected, comparison)
    _deciding(pen, comparison)
    _told(pen, comparison)
    pen.say(
        "A cell shows the points of the rules that ask about the feature: standing alone they count, in brackets they "
        f"are already counted by a stronger rule that sees the same, or have not fired. {READING}"
    )
    return pen.document(f"Compare: {' / '.join(h.label for h in comparison.hypotheses)}")


def _features(pen: Pen, heading: str, features: list[Feature], comparison: Comparison) -> None:
    if features:
        pen.heading(heading)
    head = ("Feature", *(h.label for h in comparison.hypotheses))
    rows = []
    for feature in features:
        cells = [_cell(feature, h.hypothesis) for h in comparison.hypotheses]
        rows.append((fact(pen.base, feature.about, feature.state), *cells))
    pen.table(head, rows)


def _cell(feature: Feature, hypothesis: str) -> str:
    parts = [p for p in feature.parts if p.hypothesis == hypothesis]
    counted = [plus(p.points) for p in parts if p.counted]
    rest = sorted({p.points for p in parts if not p.counted}, key=abs, reverse=True)
    shown = " ".join([*counted, *(f"({plus(p)})" for p in rest[:2])])
    return shown or "none"


def _deciding(pen: Pen, comparison: Comparison) -> None:
    first, second = comparison.hypotheses[:2]
    pen.heading(f"What would decide between {first.label} and {second.label}")
    pen.listing([Item(_decider(pen, d, first.label)) for d in comparison.deciding])
    if not comparison.deciding:
        lead = first.score - second.score
        now = "they stay close" if lead <= CLOSE else f"{first.label} stays ahead, now by {counted(lead, 'point')}"
        pen.say(f"No single answer, sign or result still open would change it: {now}.")


def _decider(pen: Pen, decider: Decider, first: str) -> str:
    ends = [f"{said(a)} leaves {first} {_lead(x)}" for a, x in zip(decider.answers, decider.leads, strict=True)]
    return f"{label(pen.base, decider.about)}: {join(ends)} (now {_lead(decider.now)})"


def _lead(points: int) -> str:
    if not points:
        return "level"
    return f"{counted(abs(points), 'point')} {'ahead' if points > 0 else 'behind'}"


def _told(pen: Pen, comparison: Comparison) -> None:
    if comparison.told:
        pen.heading("What clinicians go by")
    items = []
    for told in comparison.told:
        separation = told.separation
        test = f" Test: {separation.test}." if separation.test else ""
        pair = f"{called(pen.base, told.hypothesis)} or {called(pen.base, separation.from_)}"
        items.append(Item(f"{pair}: {separation.by.rstrip('.')}.{test}"))
    pen.listing(items)
