"""Rules, hypotheses and sources as text, readable without the code."""

import os
from typing import Any

from ..cases.selection import counted_for
from ..facts.errors import UnknownTerm
from ..facts.terms import fold, nearest
from ..rules.condition import (
    Absent,
    All,
    Any_,
    AtLeast,
    Compare,
    Condition,
    InBand,
    Leads,
    NotKnown,
    NotMeasured,
    children,
    hypothesis_of,
    leaves,
)
from ..rules.condition_reading import Reading, read
from ..rules.knowledge import COUNTS, FOLDER
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import AdviceRule, DeriveRule, EvidenceRule, Hypothesis, ReferralRule, Rule, Source
from ..rules.script import ScriptRule
from .library import command
from .words import BAND_WORDS, level_word, plus, weighed


def rules_about(base: KnowledgeBase, hypothesis: str) -> list[Rule]:
    """The rules that raise, lower, advise on or ask for a hypothesis."""
    return [r for r in base.rules.values() if _speaks_of(r, hypothesis)]


def _speaks_of(rule: Rule, hypothesis: str) -> bool:
    if isinstance(rule, EvidenceRule) and hypothesis in rule.points:
        return True
    if isinstance(rule, AdviceRule) and rule.hypothesis == hypothesis:
        return True
    return hypothesis in map(hypothesis_of, leaves(rule.when))


def rule_line(rule: Rule) -> str:
    """A rule on one line: id, what it concludes, title."""
    return f"{rule.id:<48} {conclusion(rule):<40} {rule.title}"


def conclusion(rule: Rule) -> str:
    """What a rule concludes, in short."""
    if isinstance(rule, EvidenceRule):
        return ", ".join(f"{h} {plus(p)}" for h, p in sorted(rule.points.items()))
    if isinstance(rule, DeriveRule):
        return f"=> {rule.then}"
    return f"=> {level_word(rule.level)}" if isinstance(rule, ReferralRule) else "=> advice"


def condition_words(condition: Condition, base: KnowledgeBase) -> str:
    """A condition as a sentence."""
    return read(condition, _Words(base))


class _Words(Reading[str]):
    """Each form of condition in words."""

    def __init__(self, base: KnowledgeBase):
        self.base, self.findings = base, base.vocabulary.findings

    def finding(self, condition: str) -> str:
        return self.findings[condition].label

    def absent(self, condition: Absent) -> str:
        return f"no {self.findings[condition.absent].label}"

    def not_known(self, condition: NotKnown) -> str:
        return f"{self.findings[condition.not_known].label} not known"

    def not_measured(self, condition: NotMeasured) -> str:
        return f"{self.base.vocabulary.measurements[condition.not_measured].label} not known"

    def compare(self, condition: Compare) -> str:
        measurement = self.base.vocabulary.measurements[condition.measurement]
        words = {"below": "below", "at_most": "at most", "above": "above", "at_least": "at least"}
        bounds = [f"{w} {v:g}" for k, w in words.items() if (v := getattr(condition, k)) is not None]
        return f"{measurement.label} {' and '.join(bounds)} {condition.unit or measurement.unit}"

    def in_band(self, condition: InBand) -> str:
        return f"{self.base.hypotheses[condition.hypothesis].label} at least {BAND_WORDS[condition.band]}"

    def leads(self, condition: Leads) -> str:
        return f"nothing explains it better than {self.base.hypotheses[condition.leads].label}"

    def all(self, condition: All) -> str:
        return self._joined(" and ", condition.all)

    def any(self, condition: Any_) -> str:
        return self._joined(" or ", condition.any)

    def at_least(self, condition: AtLeast) -> str:
        return f"at least {condition.at_least.n} of ({', '.join(read(c, self) for c in condition.at_least.of)})"

    def _joined(self, word: str, members: tuple[Condition, ...]) -> str:
        """The members, those that are themselves joined in brackets."""
        if len(members) == 1:
            return read(members[0], self)
        return word.join(f"({read(c, self)})" if len(children(c)) > 1 else read(c, self) for c in members)


def describe(base: KnowledgeBase, name: str) -> str:
    """A rule, hypothesis or source in full. Raises UnknownTerm with the nearest names."""
    known: dict[str, Any] = {**base.sources, **base.hypotheses, **base.rules}
    record = known.get(name)
    if isinstance(record, Rule):
        return "\n".join(_rule(record, base))
    if isinstance(record, Hypothesis):
        return "\n".join(_hypothesis(record, base))
    if isinstance(record, Source):
        return f"{name}\n  {_source(name, base)}"
    raise UnknownTerm(name, nearest(name, {fold(k): k for k in known}), what="rule, hypothesis or source")


def _short(origin: str) -> str:
    """Where a rule stands, from the folder of the knowledge base on."""
    return origin.replace(f"{FOLDER.parent}{os.sep}", "")


def _source(name: str, base: KnowledgeBase) -> str:
    source = base.sources[name]
    return f"{source.title}. {source.publisher}. {source.url or ''} (authority {source.authority})"


def _rule(rule: Rule, base: KnowledgeBase) -> list[str]:
    lines = [f"{rule.id}: {rule.title}", f"  when      {condition_words(rule.when, base)}"]
    if isinstance(rule, EvidenceRule):
        for hypothesis, weight in sorted(rule.weights.items()):
            points = rule.points.get(hypothesis, 0)
            lines.append(f"  then      {base.hypotheses[hypothesis].label} {plus(points)} ({weighed(points, weight)})")
        lines.append(f"  cluster   {rule.cluster or 'its own'}")
        lines += [f"  whole of  {name}, whose points are taken off" for name in rule.subsumes]
        lines += [f"  given     {name}, to which it adds" for name in rule.adds_to]
    elif isinstance(rule, ReferralRule):
        lines += [
            f"  then      {level_word(rule.level)}{', danger sign' if rule.danger_sign else ''}",
            f"  do        {rule.action}",
        ]
    elif isinstance(rule, DeriveRule):
        lines.append(f"  then      {base.vocabulary.findings[rule.then].label}")
    elif isinstance(rule, AdviceRule):
        for part in ("tests", "foods", "lifestyle", "cautions"):
            lines += [f"  {part:<9} {item}" for item in getattr(rule, part)]
    lines.append(f"  because   {rule.because}")
    if isinstance(rule, EvidenceRule) and rule.contested:
        lines += [f"  claimed   {rule.contested.claim.says}", f"  but       {rule.contested.against.says}"]
    lines += [f"  source    {_source(s, base)}" for s in rule.sources]
    if isinstance(rule, ScriptRule) and (cases := counted_for(rule)):
        lines.append(f"  cases     {command(cases)}; with --cause those of one cause")
    return [
        *lines,
        f"  reviewed  {rule.reviewed}",
        f"  at        {_short(base.origins.get(rule.id, str(FOLDER / COUNTS)))}",
    ]


def _hypothesis(hypothesis: Hypothesis, base: KnowledgeBase) -> list[str]:
    prior = hypothesis.prior
    lines = [
        f"{hypothesis.id}: {hypothesis.label} ({hypothesis.kind.value})",
        f"  prior     {plus(base.priors[hypothesis.id])} ({prior.prevalence:.2%}): {prior.because}",
        f"  summary   {hypothesis.summary}",
        *(f"  test      {t.name}: {t.because}" for t in hypothesis.tests),
    ]
    for separation in hypothesis.separates:
        test = f" Test: {separation.test}." if separation.test else ""
        lines.append(f"  separate  from {base.hypotheses[separation.from_].label}: {separation.by}{test}")
    for part in ("foods", "lifestyle", "pitfalls"):
        lines += [f"  {part:<9} {item}" for item in getattr(hypothesis, part)]
    lines += [f"  source    {_source(s, base)}" for s in hypothesis.sources]
    return [*lines, "  rules", *(f"    {rule_line(r)}" for r in rules_about(base, hypothesis.id))]
