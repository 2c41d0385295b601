"""The trace as text: from the answers, through each rule, to each conclusion, with sources."""

from rich.console import Console

from ..engine.consultation import Consultation, KnownFact, Ranked
from ..rules.condition import Band
from ..rules.knowledge_base import KnowledgeBase
from ..wording.premises import points_line, premises
from ..wording.words import band_word, level_word, plus
from .console import say


def show_trace(console: Console, consultation: Consultation, base: KnowledgeBase) -> None:
    """Every fact, every derivation, each hypothesis's sum, each referral reason, and the sources."""
    view = _TraceView(console, base)
    view.facts(consultation)
    view.derivations(consultation)
    for hypothesis in consultation.hypotheses:
        if hypothesis.evidence and (hypothesis.band is not Band.UNLIKELY or hypothesis.rank <= 3):
            view.hypothesis(hypothesis)
    view.referral(consultation)
    view.sources()


class _TraceView:
    def __init__(self, console: Console, base: KnowledgeBase):
        self.console, self.base = console, base
        self.cited: list[str] = []

    def _line(self, text: str, style: str = "", indent: int = 0) -> None:
        say(self.console, text, style, indent)

    def _heading(self, text: str) -> None:
        self.console.print()
        self._line(text, "bold underline")

    def _cite(self, sources: tuple[str, ...]) -> str:
        for source in sources:
            if source not in self.cited:
                self.cited.append(source)
        return "".join(f"[{self.cited.index(s) + 1}]" for s in sources)

    def _label(self, about: str) -> str:
        vocabulary = self.base.vocabulary
        record = vocabulary.findings.get(about) or vocabulary.measurements.get(about)
        return record.label if record else about

    def facts(self, consultation: Consultation) -> None:
        """What was answered, and what follows from it by is-a."""
        self._heading("Trace 1: the answers")
        for fact in consultation.trace.facts:
            if fact.origin == "given":
                self._line(f"- {self._label(fact.about)}: {fact.state}", indent=2)
        implied = [f for f in consultation.trace.facts if f.origin == "implied" and f.state == "present"]
        for fact in implied:
            self._line(f"- {self._label(fact.about)}: follows from {self._because_of(fact)}", "dim", indent=2)

    def _because_of(self, fact: KnownFact) -> str:
        return ", ".join(self._label(g) for g in fact.grounds)

    def derivations(self, consultation: Consultation) -> None:
        """The findings that rules concluded."""
        derived = [a for a in consultation.trace.activations if a.kind == "derive"]
        if not derived:
            return
        self._heading("Trace 2: what the rules concluded from them")
        for activation in derived:
            rule = self.base.rules[activation.rule]
            self._line(
                f"{activation.step}. {', '.join(premises(activation.premises, self.base))}"
                f" => {', '.join(self._label(c) for c in activation.concludes)}"
                f"  [{rule.id}] {self._cite(rule.sources)}",
                indent=2,
            )
            self._line(rule.because, "dim", indent=5)

    def hypothesis(self, hypothesis: Ranked) -> None:
        """The sum of one hypothesis, rule by rule."""
        self._heading(f"{hypothesis.label}: {plus(hypothesis.score)}, {band_word(hypothesis.band)}")
        prior = self.base.hypotheses[hypothesis.id].prior
        self._line(
            f"{plus(hypothesis.prior):>4}  where it starts: {prior.because} {self._cite(prior.sources)}", indent=2
        )
        for evidence in hypothesis.evidence:
            if evidence.counted:
                self._line(f"{plus(evidence.points):>4}  {evidence.title}: {points_line(evidence)}", indent=2)
            else:
                self._line(
                    f"   0  {evidence.title}: {plus(evidence.points)} overlapped by {evidence.overlapped_by}"
                    f" (cluster {evidence.cluster})",
                    "dim",
                    indent=2,
                )
            self._line(f"because of: {', '.join(premises(evidence.premises, self.base))}", indent=8)
            self._line(f"{evidence.because} [{evidence.rule}] {self._cite(evidence.sources)}", "dim", indent=8)
            if evidence.contested:
                for word, view in (("claimed", evidence.contested.claim), ("but", evidence.contested.against)):
                    self._line(f"contested, {word}: {view.says} {self._cite(view.sources)}", "italic", indent=8)
        terms = [hypothesis.prior, *(e.points for e in hypothesis.evidence if e.counted)]
        total = " ".join([str(terms[0]), *(f"{'+' if t >= 0 else '-'} {abs(t)}" for t in terms[1:])])
        self._line(f"sum: {total} = {hypothesis.score}", indent=2)

    def referral(self, consultation: Consultation) -> None:
        """Every reason to be seen."""
        self._heading(f"Referral: {level_word(consultation.referral.level)}")
        for reason in consultation.referral.reasons:
            sign = ", danger sign" if reason.danger_sign else ""
            self._line(f"- {reason.title} ({level_word(reason.level)}{sign}) [{reason.rule}]", indent=2)
            if reason.premises:
                self._line(f"because of: {', '.join(premises(reason.premises, self.base))}", indent=8)
            self._line(f"{reason.because} {self._cite(reason.sources)}", "dim", indent=8)

    def sources(self) -> None:
        """The sources cited above, with their address."""
        self._heading("Sources")
        for number, name in enumerate(self.cited, 1):
            source = self.base.sources[name]
            self._line(f"[{number}] {source.title}. {source.publisher}. {source.url or ''}".rstrip(), indent=2)
