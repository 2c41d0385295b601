"""The knowledge base: every hypothesis, rule and source, linked to the vocabulary."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..facts.errors import UnknownTerm
from ..facts.terms import fold, nearest
from ..facts.vocabulary import Vocabulary
from .condition import Condition
from .contents import Content
from .derivation import derivation_levels
from .limit import Limit
from .needed import Index, index_of, touched
from .rule import AdviceRule, DeriveRule, EvidenceRule, Hypothesis, ReferralRule, Rule, Source
from .script import Counts, Parameters, Script, ScriptRule


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """Everything Soleus believes. Rules stand in the order of their ids, whatever file holds them.

    `origins` maps each rule, hypothesis and source id to the `file:line` it was read from; `definitions` maps a name
    that rules share to the condition it stands for; `limits` are the numbers that rules compare results with, by
    measurement and name; `contents` are what foods, habits and tests may hold. `evidence` are the rules that clinicians
    wrote; `scripts` are those that come of what is `expected` and what was counted (`counts`), weighed by the
    `parameters`.
    """

    vocabulary: Vocabulary
    version: str
    hypotheses: Mapping[str, Hypothesis] = field(default_factory=dict)
    derive: Sequence[DeriveRule] = ()
    evidence: Sequence[EvidenceRule] = ()
    scripts: Sequence[ScriptRule] = ()
    referral: Sequence[ReferralRule] = ()
    advice: Sequence[AdviceRule] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, Condition] = field(default_factory=dict)
    limits: Mapping[str, Mapping[str, Limit]] = field(default_factory=dict)
    contents: Mapping[str, Content] = field(default_factory=dict)
    expected: Mapping[str, Script] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts.model_construct)
    parameters: Parameters = field(default_factory=Parameters.model_construct)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every rule by id."""
        return self.written | {r.id: r for r in self.scripts}

    @cached_property
    def written(self) -> dict[str, Rule]:
        """Every rule that a clinician wrote, by id."""
        return {r.id: r for r in (*self.derive, *self.evidence, *self.referral, *self.advice)}

    @cached_property
    def weighing(self) -> tuple[EvidenceRule, ...]:
        """Every rule that raises or lowers a hypothesis, written or counted."""
        return (*self.evidence, *self.scripts)

    @cached_property
    def needed(self) -> dict[str, Index]:
        """The index of each sort of rule by what it cannot do without."""
        return {name: index_of(getattr(self, name)) for name in ("evidence", "scripts", "referral", "advice")}

    def touched(self, sort: str, known: Collection[str]) -> Iterator[Any]:
        """The rules of a sort that may hold where only this is known, by the names of `needed`, in their order."""
        rules: Sequence[Any] = getattr(self, sort)
        return (rules[place] for place in touched(self.needed[sort], known))

    @cached_property
    def priors(self) -> dict[str, int]:
        """Where each hypothesis starts, in decibans."""
        weight = self.parameters.prior_weight
        return {h.id: h.prior.points(weight) for h in self.hypotheses.values()}

    @cached_property
    def holds(self) -> dict[str, frozenset[str]]:
        """What each food, habit and test that people are told of holds."""
        held: dict[str, frozenset[str]] = {}
        for h in self.hypotheses.values():
            _hold(held, h.foods, h.lifestyle, {t.told: t.holds for t in h.tests})
        for rule in self.advice:
            _hold(held, rule.foods, rule.lifestyle, rule.tests)
        return held

    @cached_property
    def derivation_levels(self) -> dict[str, int]:
        """The round in which each derive rule may fire: 0 on answers alone, then one more a link."""
        return derivation_levels(self.derive, self.vocabulary)

    def hypothesis(self, term: str) -> str:
        """The id that a hypothesis's id, label or synonym means. Raises UnknownTerm with the nearest."""
        if (found := self.named_hypothesis(term)) is not None:
            return found
        raise UnknownTerm(term, nearest(term, self._names), what="hypothesis")

    def named_hypothesis(self, term: str) -> str | None:
        """The id that a hypothesis's id, label or synonym means, if there is such a one."""
        return term if term in self.hypotheses else self._names.get(fold(term))

    @cached_property
    def _names(self) -> dict[str, str]:
        return {fold(n): h.id for h in self.hypotheses.values() for n in (h.id, h.label, *h.synonyms)}


def _hold(held: dict[str, frozenset[str]], *parts: Mapping[str, tuple[str, ...]]) -> None:
    """Add what items hold; of two that are worded alike, what either does."""
    for part in parts:
        for text, contents in part.items():
            held[text] = held.get(text, frozenset()).union(contents)
