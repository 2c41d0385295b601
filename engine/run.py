"""One case on its way through the rules: what is known of it, what has fired, and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..facts.case import Case
from ..facts.finding import State
from ..facts.measurement import Interval
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import AdviceRule, DeriveRule, EvidenceRule, ReferralRule, Rule
from .consultation import Activation, ActivationKind, Premise
from .scoring import Place, counted, says, total


@dataclass
class Run:
    """The record of a run.

    `values` are the measurements as they are shown; `fired` gives each rule with what it relied on; `derived` the
    rules that conclude a finding; `counted` are the points that count, by their place, `scores` what they come to, in
    decibans.
    """

    case: Case
    states: dict[str, State]
    readings: dict[str, Interval]
    values: dict[str, str]
    fired: dict[str, tuple[Rule, tuple[Premise, ...]]] = field(default_factory=dict)
    derived: dict[str, list[str]] = field(default_factory=dict)
    counted: Mapping[Place[tuple[str, str]], tuple[int, str]] = field(default_factory=dict)
    scores: dict[str, int] = field(default_factory=dict)
    activations: list[Activation] = field(default_factory=list)

    @classmethod
    def of(cls, case: Case, base: KnowledgeBase) -> "Run":
        """The run of a case before any rule has fired. Raises InputError if the case contradicts itself."""
        vocabulary = base.vocabulary
        return cls(
            case=case,
            states=dict(sorted(case.states(vocabulary).items())),
            readings=dict(sorted(case.readings(vocabulary).items())),
            values=_values(case, base),
        )

    def score(self, priors: Mapping[str, int]) -> dict[str, int]:
        """Count the evidence that fired: the score of every hypothesis of `priors`, in decibans."""
        self.counted = counted(says(rule for rule, _ in self.fired.values() if isinstance(rule, EvidenceRule)))
        self.scores = total(self.counted, priors)
        return self.scores

    def record(self, rule: Rule, premises: tuple[Premise, ...], concludes: tuple[str, ...]) -> None:
        """Note that a rule fired, on what, and what it concluded."""
        self.fired[rule.id] = (rule, premises)
        self.activations.append(
            Activation.model_construct(
                step=len(self.activations) + 1,
                rule=rule.id,
                kind=next(kind for sort, kind in _KINDS.items() if isinstance(rule, sort)),
                premises=premises,
                concludes=concludes,
            )
        )


def concludes(rule: Rule) -> tuple[str, ...]:
    """What a rule says follows where it holds, as a trace shows it."""
    if isinstance(rule, DeriveRule):
        return (rule.then,)
    if isinstance(rule, EvidenceRule):
        return tuple(f"{h} {p:+d}" for h, p in sorted(rule.points.items()))
    if isinstance(rule, ReferralRule):
        return (rule.level.value,)
    return ("advice",)


_KINDS: dict[type, ActivationKind] = {
    DeriveRule: "derive", EvidenceRule: "evidence", ReferralRule: "referral", AdviceRule: "advice",
}  # fmt: skip


def _values(case: Case, base: KnowledgeBase) -> dict[str, str]:
    """Every measurement as it is shown: the number with its unit."""
    values: dict[str, str] = {}
    for name in ("age", "duration_days"):
        if (number := getattr(case, name)) is not None and name in base.vocabulary.measurements:
            values[name] = f"{number:g} {'years' if name == 'age' else 'days'}"
    for name, text in case.labs.items():
        unit = base.vocabulary.measurements[name].unit
        values[name] = f"{text} {unit}" if text[-1:].isdigit() else text
    return dict(sorted(values.items()))
