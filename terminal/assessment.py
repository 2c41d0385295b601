"""A Consultation as text for a terminal: referral first, then the ranked list, then what to do."""

from rich.console import Console

from ..engine.consultation import Consultation, Evidence, Ranked
from ..rules.condition import Band
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from ..wording.words import BAND_WORDS, LEVEL_SENTENCE, plus
from .console import say

SHOWN, SPOKEN = 5, 3
LEVEL_STYLE = {
    Level.EMERGENCY: "bold red",
    Level.URGENT: "bold red",
    Level.SOON: "bold yellow",
    Level.ROUTINE: "bold cyan",
    Level.SELF_CARE: "bold green",
}


class AssessmentView:
    """Prints consultations on a rich console; `plain` leaves out bars, for screen readers and pipes."""

    def __init__(self, console: Console, base: KnowledgeBase, plain: bool = False):
        self.console, self.base, self.plain = console, base, plain

    def show(self, consultation: Consultation, trace: bool = False) -> None:
        """The whole result, and with `trace` the chain of rules behind it."""
        if consultation.case.id:
            self._line(consultation.case.title or consultation.case.id, "bold")
        self._referral(consultation)
        self._ranking(consultation)
        self._advice(consultation)
        for warning in consultation.warnings:
            self._line(f"Note: {warning}.", "yellow")
        if trace:
            from .trace import show_trace

            show_trace(self.console, consultation, self.base)
        self.console.print()
        self._line(f"{consultation.purpose} Knowledge {consultation.knowledge_base.version}.", "dim")

    def _line(self, text: str, style: str = "", indent: int = 0) -> None:
        say(self.console, text, style, indent)

    def _heading(self, text: str) -> None:
        self.console.print()
        self._line(text, "bold")

    def _referral(self, consultation: Consultation) -> None:
        referral = consultation.referral
        sentence = LEVEL_SENTENCE[referral.level]
        if referral.reasons:
            sentence += f": {referral.reasons[0].title[0].lower()}{referral.reasons[0].title[1:]}"
        self._line(f"{sentence}.", LEVEL_STYLE[referral.level])
        for reason in referral.reasons[:1]:
            self._line(reason.action, indent=2)
        others = [r for r in referral.reasons[1:] if r.level.rank > 0]
        if others:
            self._line(f"Also: {'; '.join(f'{r.title} ({r.level.value})' for r in others[:4])}.", indent=2)

    def _ranking(self, consultation: Consultation) -> None:
        shown = [h for h in consultation.hypotheses if h.band is not Band.UNLIKELY][:SHOWN]
        shown = shown or list(consultation.hypotheses[:SPOKEN])
        self._heading("What might explain it (support in points, not a probability)")
        if all(h.band is Band.UNLIKELY for h in shown):
            self._line("Nothing reaches 'possible' on these answers. The nearest:", indent=2)
        elif len(shown) > 1 and shown[1].score >= shown[0].score - 3:
            self._line("The leading ones are close: these answers alone cannot decide between them.", indent=2)
        for hypothesis in shown:
            self._hypothesis(hypothesis)

    def _hypothesis(self, hypothesis: Ranked) -> None:
        bar = "" if self.plain else f"  {_bar(hypothesis.score)}"
        self._line(
            f"{hypothesis.rank:>2}. {hypothesis.label}: {BAND_WORDS[hypothesis.band]}, {plus(hypothesis.score)}{bar}",
            "bold" if hypothesis.band in (Band.LIKELY, Band.VERY_LIKELY) else "",
        )
        counted = [e for e in hypothesis.evidence if e.counted]
        for word, entries in (
            ("for", [e for e in counted if e.points > 0]),
            ("against", [e for e in counted if e.points < 0]),
        ):
            if entries:
                self._line(f"{word}: {'; '.join(self._spoken(e) for e in entries[:SPOKEN])}", indent=6)
        for entry in counted:
            if entry.contested:
                self._line(f"contested: {entry.contested.against.says}", "italic", indent=6)

    def _spoken(self, evidence: Evidence) -> str:
        return f"{evidence.title} ({plus(evidence.points)})"

    def _advice(self, consultation: Consultation) -> None:
        leading = {h.id for h in consultation.leading(SPOKEN)}
        mine = [a for a in consultation.advice if a.hypothesis is None or a.hypothesis in leading]
        for heading, part, limit in (
            ("Ask a doctor about these tests", "tests", 6),
            ("Foods", "foods", 12),
            ("Day to day", "lifestyle", 5),
        ):
            items = list(dict.fromkeys(item for a in mine for item in getattr(a, part)))
            if items:
                self._heading(heading)
                if part == "foods":
                    self._line("; ".join(items[:limit]) + ".", indent=2)
                else:
                    for item in items[:limit]:
                        self._line(f"- {item}", indent=2)
        cautions = list(dict.fromkeys(c for a in mine for c in a.cautions))
        if cautions:
            self._heading("Beware")
            for caution in cautions:
                self._line(f"- {caution}", "yellow", indent=2)


def _bar(score: int, width: int = 20) -> str:
    """A bar from -30 to +30 points."""
    filled = round(width * (min(30, max(-30, score)) + 30) / 60)
    return "█" * filled + "░" * (width - filled)
