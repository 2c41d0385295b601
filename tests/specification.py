"""Specifications in YAML: a sentence, a case, and what must come out.

- says: Night cramps in a runner who sweats heavily raise magnesium above all other nutrients
  case: {present: [nocturnal_leg_cramps, heavy_sweating]}
  expect:
    first: magnesium              # rank 1, ties allowed
    first_deficiency: magnesium   # highest of the deficiencies, ties allowed
    among: {magnesium: 3}         # at this rank or better
    above: {magnesium: iron}      # scores higher than
    band: {magnesium: likely}     # at least this band
    fired: [magnesium.cramps-and-sweating]
    told: [magnesium, potassium]  # people are told of these
    silent: [some.rule]
    level: routine                # exactly; or at_least / at_most
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from written import written

from soleus.engine.consult import consult
from soleus.engine.consultation import Consultation
from soleus.engine.evaluate import Outcome, evaluator
from soleus.facts.case import Case
from soleus.reading.understand import understand
from soleus.rules.condition import BAND_ORDER, Band
from soleus.rules.knowledge import load_knowledge
from soleus.rules.knowledge_base import KnowledgeBase
from soleus.rules.points import band
from soleus.rules.rule import AdviceRule, HypothesisKind, Level
from soleus.wording.listing import also_raised, listed


@dataclass(frozen=True)
class Result:
    """What a case comes to by the plain evaluator, which agrees with experta; who is told what takes a consultation."""

    outcome: Outcome
    case: Case
    base: KnowledgeBase

    def score(self, name: str) -> int:
        return self.outcome.scores[name]

    def rank(self, name: str) -> int:
        return 1 + sum(score > self.score(name) for score in self.outcome.scores.values())


class SpecificationFile(pytest.File):
    """One YAML file of specifications."""

    def collect(self) -> Iterator["Specification"]:
        for entry in written(self.path):
            yield Specification.from_parent(self, name=entry["says"], entry=entry)


class Broken(Exception):
    """A specification that does not hold, with what came out instead."""


class Specification(pytest.Item):
    """One sentence, one case, and what must come out."""

    def __init__(self, *, entry: dict[str, Any], **kwargs: Any):
        super().__init__(**kwargs)
        self.entry = entry

    def runtest(self) -> None:
        base = load_knowledge()
        case = understand(self.entry["case"], base.vocabulary)
        result = Result(evaluator(base).of_case(case), case, base)
        faults = [f for key, want in self.entry["expect"].items() for f in CHECKS[key](result, want)]
        if faults:
            raise Broken("\n".join([*faults, *_picture(consult(case, base))]))

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        if isinstance(excinfo.value, Broken):
            return f"{self.name}\n{excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Any, int, str]:
        return self.path, 0, self.name


def _picture(result: Consultation) -> list[str]:
    lines = [f"referral {result.referral.level}: {', '.join(r.rule for r in result.referral.reasons)}"]
    for hypothesis in result.hypotheses[:5]:
        rules = ", ".join(f"{e.rule} {e.points:+d}" for e in hypothesis.evidence if e.counted)
        lines.append(f"{hypothesis.rank}. {hypothesis.id} {hypothesis.score:+d} {hypothesis.band}: {rules}")
    return lines


def _first(result: Result, want: str) -> Iterator[str]:
    if result.rank(want) != 1:
        yield f"{want} should rank first but ranks {result.rank(want)}"


def _first_deficiency(result: Result, want: str) -> Iterator[str]:
    kinds = {h.id: h.kind for h in result.base.hypotheses.values()}
    best = max(s for h, s in result.outcome.scores.items() if kinds[h] is HypothesisKind.DEFICIENCY)
    if result.score(want) < best:
        yield f"{want} should lead the deficiencies with {best} but has {result.score(want)}"


def _among(result: Result, want: dict[str, int]) -> Iterator[str]:
    for name, rank in want.items():
        if result.rank(name) > rank:
            yield f"{name} should be among the first {rank} but ranks {result.rank(name)}"


def _above(result: Result, want: dict[str, str]) -> Iterator[str]:
    for name, other in want.items():
        if result.score(name) <= result.score(other):
            yield f"{name} should score above {other}"


def _band(result: Result, want: dict[str, str]) -> Iterator[str]:
    for name, least in want.items():
        if BAND_ORDER.index(band(result.score(name))) < BAND_ORDER.index(Band(least)):
            yield f"{name} should be at least {least} but is {band(result.score(name))}"


def _told(result: Result, want: list[str]) -> Iterator[str]:
    consultation = consult(result.case, result.base)
    told = {h.id for h in (*listed(consultation), *also_raised(consultation))}
    yield from (f"{name} should be told" for name in want if name not in told)


def _fired(result: Result, want: list[str]) -> Iterator[str]:
    yield from (f"{rule} should fire" for rule in want if rule not in _firing(result, rule))


def _silent(result: Result, want: list[str]) -> Iterator[str]:
    yield from (f"{rule} should not fire" for rule in want if rule in _firing(result, rule))


def _firing(result: Result, rule: str) -> frozenset[str]:
    """The rules that fire; of advice the evaluator knows nothing."""
    if isinstance(result.base.rules.get(rule), AdviceRule):
        return frozenset(a.rule for a in consult(result.case, result.base).trace.activations)
    return result.outcome.fired


def _level(result: Result, want: str) -> Iterator[str]:
    if result.outcome.level is not Level(want):
        yield f"referral should be {want} but is {result.outcome.level}"


def _at_least(result: Result, want: str) -> Iterator[str]:
    if result.outcome.level.rank < Level(want).rank:
        yield f"referral should be at least {want} but is {result.outcome.level}"


def _at_most(result: Result, want: str) -> Iterator[str]:
    if result.outcome.level.rank > Level(want).rank:
        yield f"referral should be at most {want} but is {result.outcome.level}"


CHECKS = {
    "first": _first, "first_deficiency": _first_deficiency, "among": _among, "above": _above, "band": _band,
    "told": _told, "fired": _fired, "silent": _silent, "level": _level, "at_least": _at_least, "at_most": _at_most,
}  # fmt: skip
