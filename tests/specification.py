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
from typing import Any

import pytest
import yaml

from soleus.engine.consult import consult
from soleus.engine.consultation import Consultation
from soleus.reading.understand import understand
from soleus.rules.condition import BAND_ORDER, Band
from soleus.rules.knowledge import load_knowledge
from soleus.rules.rule import HypothesisKind, Level
from soleus.wording.telling import also_raised, listed


class SpecificationFile(pytest.File):
    """One YAML file of specifications."""

    def collect(self) -> Iterator["Specification"]:
        for entry in yaml.safe_load(self.path.read_text(encoding="utf-8")):
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
        result = consult(understand(self.entry["case"], base.vocabulary), base)
        faults = [f for key, want in self.entry["expect"].items() for f in CHECKS[key](result, want)]
        if faults:
            raise Broken("\n".join([*faults, *_picture(result)]))

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


def _first(result: Consultation, want: str) -> Iterator[str]:
    if result.hypothesis(want).rank != 1:
        yield f"{want} should rank first but ranks {result.hypothesis(want).rank}"


def _first_deficiency(result: Consultation, want: str) -> Iterator[str]:
    best = max(h.score for h in result.hypotheses if h.kind is HypothesisKind.DEFICIENCY)
    if result.hypothesis(want).score < best:
        yield f"{want} should lead the deficiencies with {best} but has {result.hypothesis(want).score}"


def _among(result: Consultation, want: dict[str, int]) -> Iterator[str]:
    for name, rank in want.items():
        if result.hypothesis(name).rank > rank:
            yield f"{name} should be among the first {rank} but ranks {result.hypothesis(name).rank}"


def _above(result: Consultation, want: dict[str, str]) -> Iterator[str]:
    for name, other in want.items():
        if result.hypothesis(name).score <= result.hypothesis(other).score:
            yield f"{name} should score above {other}"


def _band(result: Consultation, want: dict[str, str]) -> Iterator[str]:
    for name, band in want.items():
        if BAND_ORDER.index(result.hypothesis(name).band) < BAND_ORDER.index(Band(band)):
            yield f"{name} should be at least {band} but is {result.hypothesis(name).band}"


def _told(result: Consultation, want: list[str]) -> Iterator[str]:
    told = {h.id for h in (*listed(result), *also_raised(result))}
    yield from (f"{name} should be told" for name in want if name not in told)


def _fired(result: Consultation, want: list[str]) -> Iterator[str]:
    fired = {a.rule for a in result.trace.activations}
    yield from (f"{rule} should fire" for rule in want if rule not in fired)


def _silent(result: Consultation, want: list[str]) -> Iterator[str]:
    fired = {a.rule for a in result.trace.activations}
    yield from (f"{rule} should not fire" for rule in want if rule in fired)


def _level(result: Consultation, want: str) -> Iterator[str]:
    if result.referral.level is not Level(want):
        yield f"referral should be {want} but is {result.referral.level}"


def _at_least(result: Consultation, want: str) -> Iterator[str]:
    if result.referral.level.rank < Level(want).rank:
        yield f"referral should be at least {want} but is {result.referral.level}"


def _at_most(result: Consultation, want: str) -> Iterator[str]:
    if result.referral.level.rank > Level(want).rank:
        yield f"referral should be at most {want} but is {result.referral.level}"


CHECKS = {
    "first": _first, "first_deficiency": _first_deficiency, "among": _among, "above": _above, "band": _band,
    "told": _told, "fired": _fired, "silent": _silent, "level": _level, "at_least": _at_least, "at_most": _at_most,
}  # fmt: skip
