"""From what is expected and what was counted to points: what a finding says of each hypothesis.

With n cases of a hypothesis, k of them with the finding, e the expected frequency and m what an expectation weighs,
p = (m·e + k) / (m + n); q is what causes that do not bring the finding show of it: a part of its share of all cases and
of the crowd. The finding says w·10·log10(p/q) decibans, its absence w·10·log10((1-p)/(1-q)). Of what a script does not
name, as much is expected as of those causes.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..facts.finding import Finding, State
from ..facts.vocabulary import Vocabulary
from .condition import hypothesis_of, leaves
from .knowledge_base import KnowledgeBase
from .points import Seen
from .rule import Level
from .script import Counts, Parameters, ScriptRule, script_rule

RARE, USUAL, DENIED = 0.003, 0.995, 0.05
"""Frequencies beyond these are taken as these; of what is not so, no less than one in twenty."""


@dataclass(frozen=True, eq=False)
class Scripts:
    """The scripts of all `hypotheses`, with what was counted of them.

    `expected` are the scripts' frequencies, 0 to 1, by hypothesis and finding; what is broader is at least as frequent
    as what it takes in. `spared` are hypotheses that a danger sign must not lower, since someone is seen for them;
    `dangerous` are the findings that are so whenever some danger sign is.
    """

    vocabulary: Vocabulary
    hypotheses: tuple[str, ...]
    expected: Mapping[str, Mapping[str, float]]
    counts: Counts
    parameters: Parameters
    spared: frozenset[str]
    dangerous: frozenset[str]
    _kept: dict[tuple[str, State], dict[str, Seen]] = field(default_factory=dict)

    def rules(self) -> tuple[ScriptRule, ...]:
        """A rule for the presence and one for the absence of every finding that says anything."""
        made = (self.rule(f, s) for f in self.vocabulary.findings for s in (State.PRESENT, State.ABSENT))
        return tuple(sorted((r for r in made if r), key=lambda r: r.id))

    def rule(self, finding: str, state: State) -> ScriptRule | None:
        """The rule of a finding present or absent; None where it says nothing of any hypothesis."""
        record = self.vocabulary.findings[finding]
        said = {} if record.recorded_only else self._news(record, state)
        stated = self._stated(state).get(finding, {}).get("all", 0)
        return script_rule(record, state, said, stated, self.counts.cases, self.counts.counted) if said else None

    def _news(self, finding: Finding, state: State) -> dict[str, Seen]:
        """What is said beyond what others of its topic say, which are so whenever it is."""
        others = [self._said(f, state) for f in follow_of_topic(finding.id, state, self.vocabulary)]
        return {
            name: seen
            for name, seen in self._said(finding.id, state).items()
            if not any(_outweighs(other.get(name), seen) for other in others)
        }

    def share(self, hypothesis: str, finding: str) -> float:
        """How often people with a hypothesis have a finding, 0 to 1, by what is expected and what was counted."""
        return self._share(hypothesis, finding, self.expected.get(hypothesis, {}).get(finding), self._usual(finding))

    def _said(self, finding: str, state: State) -> dict[str, Seen]:
        """What a finding's presence or absence says of each hypothesis, where it says enough to be told."""
        if (finding, state) not in self._kept:
            self._kept[finding, state] = dict(self._weigh(finding, state))
        return self._kept[finding, state]

    def _weigh(self, finding: str, state: State) -> Iterator[tuple[str, Seen]]:
        least, usual = self.parameters.least_points, self._usual(finding)
        stated = self._stated(state).get(finding, {})
        for name in self.hypotheses:
            expected = self.expected.get(name, {}).get(finding)
            share = self._share(name, finding, expected, usual)
            points = self._points(share, usual, state)
            if abs(points) >= least and (points > 0 or not self._may_not_lower(finding, state, name)):
                percent = None if expected is None else round(100 * expected, 1)
                yield name, Seen(points, stated.get(name, 0), self.counts.of.get(name, 0), percent)

    def _share(self, name: str, finding: str, expected: float | None, usual: float) -> float:
        """p: how often people with a hypothesis have the finding."""
        m, n = self.parameters.expectation, self.counts.of.get(name, 0)
        prior = usual if expected is None else expected
        return (m * prior + self.counts.present.get(finding, {}).get(name, 0)) / (m + n)

    def _usual(self, finding: str) -> float:
        """q: how often people have it whose cause does not bring it."""
        crowd, seen = self.parameters.crowd, self.counts.present.get(finding, {}).get("all", 0)
        of_all = (crowd * self.vocabulary.findings[finding].base_rate + seen) / (crowd + self.counts.cases)
        return self.parameters.unrelated * of_all

    def _points(self, share: float, usual: float, state: State) -> int:
        p, q = min(max(share, RARE), USUAL), min(max(usual, RARE), USUAL)
        if state is State.ABSENT:
            p, q = max(1 - p, DENIED), max(1 - q, DENIED)
        return round(self.parameters.script_weight * 10 * math.log10(p / q))

    def _may_not_lower(self, finding: str, state: State, name: str) -> bool:
        return state is State.PRESENT and name in self.spared and finding in self.dangerous

    def _stated(self, state: State) -> Mapping[str, Mapping[str, int]]:
        return self.counts.present if state is State.PRESENT else self.counts.absent


def follow_of_topic(finding: str, state: State, vocabulary: Vocabulary) -> list[str]:
    """The other findings of its topic that are so whenever a finding is, or not so whenever it is not, by name."""
    follow = vocabulary.broader(finding) if state is State.PRESENT else vocabulary.narrower(finding)
    topic = vocabulary.findings[finding].topic
    return [f for f in sorted(follow) if f != finding and vocabulary.findings[f].topic == topic]


def _outweighs(other: Seen | None, seen: Seen) -> bool:
    """Whether another, of the same direction, says as much or more."""
    return other is not None and (other.points > 0) == (seen.points > 0) and abs(other.points) >= abs(seen.points)


def scripts_of(base: KnowledgeBase) -> Scripts:
    """The scripts of a knowledge base."""
    vocabulary = base.vocabulary
    signs = (f.id for f in vocabulary.findings.values() if f.danger)
    return Scripts(
        vocabulary=vocabulary,
        hypotheses=tuple(base.hypotheses),
        expected={name: script.shares(vocabulary) for name, script in base.expected.items()},
        counts=base.counts,
        parameters=base.parameters,
        spared=frozenset(_seen_for(base)),
        dangerous=frozenset(b for sign in signs for b in vocabulary.broader(sign)),
    )


def _seen_for(base: KnowledgeBase) -> Iterator[str]:
    """The hypotheses for whose standing someone is seen."""
    for rule in base.referral:
        if rule.level is not Level.SELF_CARE:
            yield from (name for leaf in leaves(rule.when) if (name := hypothesis_of(leaf)))
