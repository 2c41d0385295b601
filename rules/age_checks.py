"""Quality control of the ages at which things can be: what no age can bring about, and what is a child's alone."""

import re
from collections.abc import Iterator

from ..facts.measurement import Interval
from ..facts.window import ANY, OLDEST, Years, as_said, meet, window
from .branches import Situation, branches
from .condition import Leaf, NotMeasured
from .knowledge_base import KnowledgeBase
from .rule import AdviceRule, EvidenceRule, Rule
from .unsaid_age import AGE

_OF_A_CHILD = re.compile(r"\b(?:the|does a|person a|in a|of a) child\b|\bof (?:small )?children\b", re.I)


def rule_of_no_age(base: KnowledgeBase) -> Iterator[str]:
    """A rule whose findings, age and hypotheses have no year of life in common can be fired by nobody, or for nothing.

    That an age was not said makes no more people.
    """
    for rule in base.written.values():
        said = [b for b in branches(rule.when) if NotMeasured(not_measured=AGE) not in b]
        for hypothesis in _spoken_of(rule) or ("",):
            if said and all(_years(branch, hypothesis, base) is None for branch in said):
                on = f" for {hypothesis}" if hypothesis else ""
                yield f"{base.origins[rule.id]}: rule {rule.id}: no age is left to it{on}: {_windows(said[0], base)}"


def _spoken_of(rule: Rule) -> tuple[str, ...]:
    """The hypotheses that have to be possible for a rule to mean anything."""
    if isinstance(rule, EvidenceRule):
        return tuple(rule.raises)
    return (rule.hypothesis,) if isinstance(rule, AdviceRule) and rule.hypothesis else ()


def _years(branch: frozenset[Leaf], hypothesis: str, base: KnowledgeBase) -> Years | None:
    """The years in which a branch can hold and the hypothesis be told of."""
    situation = Situation.of(branch, base.vocabulary)
    names = {hypothesis} & base.hypotheses.keys() | situation.bands.keys() | situation.leading
    windows = [base.vocabulary.findings[f].ages for f in situation.present]
    left: Years | None = window(ANY)
    for years in (*windows, *(base.hypotheses[h].ages for h in names)):
        left = left and meet(left, years)
    asked = situation.ranges.get(AGE, Interval())
    return left if left and asked.low < left[1] + 1 and asked.high >= left[0] else None


def _windows(branch: frozenset[Leaf], base: KnowledgeBase) -> str:
    """The findings of a branch that have a window, with it."""
    present = sorted(Situation.of(branch, base.vocabulary).present)
    known = ((name, base.vocabulary.findings[name].ages) for name in present)
    return ", ".join(f"{name} {as_said(years)}" for name, years in known if as_said(years) != ANY) or "by its age alone"


def wider_than_broader(base: KnowledgeBase) -> Iterator[str]:
    """A finding that implies a broader one can be at no age at which the broader one cannot.

    Signs of infants, whose years begin at birth and end, may: a leg that a baby does not move will bear no weight.
    """
    findings = base.vocabulary.findings
    for finding in findings.values():
        of_infants = finding.ages[0] == 0 and finding.ages[1] < OLDEST
        for broader in (findings[name] for name in finding.implies if not of_infants):
            if meet(finding.ages, broader.ages) != finding.ages:
                mine, theirs = as_said(finding.ages), as_said(broader.ages)
                yield f"finding {finding.id}: ages {mine} reach beyond those of {broader.id}, {theirs}"


def child_without_an_end(base: KnowledgeBase) -> Iterator[str]:
    """What is asked of a child, or named as an illness of children, ends at some age."""
    texts = [(f"finding {f.id}", f.question, f.ages) for f in base.vocabulary.findings.values()]
    texts += [(f"{base.origins[h.id]}: hypothesis {h.id}", h.label, h.ages) for h in base.hypotheses.values()]
    for where, text, (_, last) in texts:
        if _OF_A_CHILD.search(text) and last >= OLDEST:
            yield f"{where}: speaks of a child, yet its ages have no end"
