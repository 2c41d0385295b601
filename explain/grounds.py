"""Down from what a rule relied on to the answers given, through every derivation and is-a link."""

from collections.abc import Iterator
from typing import Literal

from ..engine.consultation import Consultation, Premise
from ..facts.finding import Record
from ..rules.knowledge_base import KnowledgeBase


class Ground(Record):
    """One thing a rule relied on, and what that itself rests on.

    `origin` is "given" for an answer, "implied" where an answer is a narrower kind of it, "derived" where the
    derivation `rule` concluded it, "scored" for the band of a hypothesis, "unknown" where nothing was said.
    """

    about: str
    state: str
    origin: Literal["given", "implied", "derived", "scored", "unknown"]
    rule: str | None = None
    because: str | None = None
    sources: tuple[str, ...] = ()
    grounds: tuple["Ground", ...] = ()


class Grounds:
    """The grounds of one consultation."""

    def __init__(self, base: KnowledgeBase, consultation: Consultation):
        self.base = base
        self.facts = {(f.kind, f.about, f.state): f for f in consultation.trace.facts}
        self.fired = {a.rule: a for a in consultation.trace.activations}

    def of(self, premises: tuple[Premise, ...]) -> tuple[Ground, ...]:
        """The grounds of what a rule relied on."""
        return tuple(self._of(p) for p in premises)

    def _of(self, premise: Premise) -> Ground:
        about, state = premise.about, premise.state
        if premise.kind == "hypothesis":
            return Ground(about=about, state=state, origin="scored")
        fact = self.facts.get((premise.kind, about, state))
        if fact is None:
            return Ground(about=about, state=state, origin="unknown")
        if fact.origin == "derived":
            rule = self.base.rules[fact.grounds[0]]
            return Ground(
                about=about,
                state=state,
                origin="derived",
                rule=rule.id,
                because=rule.because,
                sources=rule.sources,
                grounds=self.of(self.fired[rule.id].premises),
            )
        grounds = tuple(Ground(about=g, state=state, origin="given") for g in fact.grounds)
        return Ground(about=about, state=state, origin=fact.origin, grounds=grounds)


def cited_by(grounds: tuple[Ground, ...]) -> list[str]:
    """Every source that these grounds lean on."""
    return [s for g in grounds for s in (*g.sources, *cited_by(g.grounds))]


def answers(grounds: tuple[Ground, ...]) -> Iterator[Ground]:
    """The answers at the end of some grounds."""
    for ground in grounds:
        if ground.grounds:
            yield from answers(ground.grounds)
        else:
            yield ground
