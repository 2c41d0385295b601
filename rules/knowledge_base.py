"""The knowledge base: every hypothesis, rule and source, linked to the vocabulary."""

from dataclasses import dataclass, field
from functools import cached_property

from ..facts.errors import UnknownTerm
from ..facts.terms import fold, nearest
from ..facts.vocabulary import Vocabulary
from .condition import Condition
from .derivation import derivation_levels
from .rule import AdviceRule, DeriveRule, EvidenceRule, Hypothesis, ReferralRule, Rule, Source


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """Everything Soleus believes. Rules stand in the order of their ids, whatever file holds them.

    `origins` maps each rule, hypothesis and source id to the `file:line` it was read from; `definitions` maps a name
    that rules share to the condition it stands for.
    """

    vocabulary: Vocabulary
    version: str
    hypotheses: dict[str, Hypothesis] = field(default_factory=dict)
    derive: tuple[DeriveRule, ...] = ()
    evidence: tuple[EvidenceRule, ...] = ()
    referral: tuple[ReferralRule, ...] = ()
    advice: tuple[AdviceRule, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, Condition] = field(default_factory=dict)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every rule by id."""
        return {r.id: r for r in (*self.derive, *self.evidence, *self.referral, *self.advice)}

    @cached_property
    def derivation_levels(self) -> dict[str, int]:
        """The round in which each derive rule may fire: 0 on answers alone, then one more a link."""
        return derivation_levels(self.derive, self.vocabulary)

    def hypothesis(self, term: str) -> str:
        """The id that a hypothesis's id, label or synonym means. Raises UnknownTerm with the nearest."""
        if term in self.hypotheses:
            return term
        names = {fold(n): h.id for h in self.hypotheses.values() for n in (h.id, h.label, *h.synonyms)}
        if (found := names.get(fold(term))) is not None:
            return found
        raise UnknownTerm(term, nearest(term, names), what="hypothesis")
