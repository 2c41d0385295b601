"""The scripts of a case under any counts and parameters, in numpy: for choosing and for learning curves.

It says what `rules/weighing_scripts.py` says, on arrays of findings by hypotheses; tests hold both together. What the
written rules say of a case stays as it is and is added up once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import prior_points
from ..rules.script import Parameters
from ..rules.weighing_scripts import DENIED, RARE, USUAL, scripts_of

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Sketch:
    """A case made ready.

    `present` are the numbers of its findings that are so. Of `findings` the first `speaking` may speak, by topic; the
    others are those they must say more than. Of each: whether it is its absence that is meant, and whether the case
    tells it present (`own`). A topic begins
    at each of `topics`. `speaker` says something only beyond `other`, pair by pair, a speaker's pairs from each of
    `begins` on. `cause` is a hypothesis's number, `written` the points of written rules.
    """

    present: Indices
    cause: int | None
    speaking: int
    findings: Indices
    absent: Flags
    own: Flags
    topics: Indices
    speaker: Indices
    other: Indices
    begins: Indices
    written: Numbers


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts: of each finding present with each hypothesis and in all, of each hypothesis, and of cases."""

    present: Numbers
    all: Numbers
    of: Numbers
    cases: int


class Ground:
    """What holds under all counts and parameters, findings and hypotheses being numbered, hypotheses by id."""

    def __init__(self, base: KnowledgeBase):
        scripts, vocabulary = scripts_of(base), base.vocabulary
        self.base = base
        self.hypotheses = {name: i for i, name in enumerate(sorted(base.hypotheses))}
        self.findings = {name: i for i, name in enumerate(vocabulary.findings)}
        self.usual = np.array([f.base_rate for f in vocabulary.findings.values()])
        self.expected = np.full((len(self.findings), len(self.hypotheses)), np.nan)
        for name, shares in scripts.expected.items():
            for finding, share in shares.items():
                self.expected[self.findings[finding], self.hypotheses[name]] = share
        self.spared = np.array([h in scripts.spared for h in self.hypotheses])
        self.dangerous = np.array([f in scripts.dangerous for f in self.findings])

    def priors(self, weight: float) -> Numbers:
        """Where each hypothesis starts, in points."""
        priors = (self.base.hypotheses[name].prior for name in self.hypotheses)
        return np.array([prior_points(p.prevalence, weight) for p in priors], dtype=float)

    def tally(self, counted: Sequence[Sketch]) -> Tally:
        """The counts of some cases."""
        present, of = np.zeros(self.expected.shape), np.zeros(len(self.hypotheses))
        everywhere = np.zeros(len(self.findings))
        for case in counted:
            everywhere[case.present] += 1
            if case.cause is not None:
                of[case.cause] += 1
                present[case.present, case.cause] += 1
        return Tally(present, everywhere, of, len(counted))


def ratios(ground: Ground, case: Sketch, tally: Tally, counted: bool, parameters: Parameters) -> Numbers:
    """log10(p/q) of each finding of a case and each hypothesis; a case that was `counted` is taken out."""
    own, rows = (case.own & counted).astype(float), case.findings
    taken = np.zeros(len(ground.hypotheses))
    if case.cause is not None:
        taken[case.cause] = counted
    crowd, m = parameters.crowd, parameters.expectation
    told = crowd * ground.usual[rows] + tally.all[rows] - own
    usual = parameters.unrelated * told / (crowd + tally.cases - counted)
    expected = ground.expected[rows]
    prior = np.where(np.isnan(expected), usual[:, None], expected)
    share = (m * prior + tally.present[rows] - own[:, None] * taken) / (m + tally.of - taken)
    p, q = np.clip(share, RARE, USUAL), np.clip(usual, RARE, USUAL)[:, None]
    absent = case.absent[:, None]
    p, q = np.where(absent, np.maximum(1 - p, DENIED), p), np.where(absent, np.maximum(1 - q, DENIED), q)
    return np.asarray(np.log10(p / q))


def points(ground: Ground, case: Sketch, ratio: Numbers, parameters: Parameters) -> Numbers:
    """What scripts add for each hypothesis: of each topic the most for it and the most against it."""
    said = np.rint(parameters.script_weight * 10 * ratio)
    told_of_danger = (ground.dangerous[case.findings] & ~case.absent)[:, None]
    said[(np.abs(said) < parameters.least_points) | (told_of_danger & ground.spared & (said < 0))] = 0
    speaking = said[: case.speaking].copy()
    if len(case.speaker):
        mine, others = said[case.speaker], said[case.other]
        outweighed = (others * mine > 0) & (np.abs(others) >= np.abs(mine))
        speaking[case.speaker[case.begins]] *= ~np.logical_or.reduceat(outweighed, case.begins, axis=0)
    if not case.speaking:
        return np.zeros(len(ground.hypotheses))
    most = np.maximum.reduceat(np.maximum(speaking, 0), case.topics, axis=0)
    least = np.minimum.reduceat(np.minimum(speaking, 0), case.topics, axis=0)
    return np.asarray((most + least).sum(axis=0))


def place(scores: Numbers, cause: int) -> int:
    """The position of a cause in the list, ties by id."""
    ahead = scores > scores[cause]
    return int(ahead.sum() + (scores[:cause] == scores[cause]).sum()) + 1
