"""compare: what separates hypotheses, what they share, and what would decide between them."""

from collections.abc import Sequence
from typing import Literal

from ..engine.consultation import Consultation, Ranked
from ..facts.errors import InputError
from ..facts.finding import Record, State
from ..facts.open_questions import Open
from ..rules.condition import Band, Compare, about, leaves
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import EvidenceRule, Separation
from .change import answered
from .discriminators import Decider, Deciders
from .explanation import Explanation, cited

LEADING, MOST = 10, 5


class Part(Record):
    """A rule on one hypothesis that asks about the feature. `counted` says whether its points stand in the score."""

    hypothesis: str
    rule: str
    title: str
    points: int
    counted: bool


class Feature(Record):
    """One finding or measurement, what the case says of it, and the rules on each hypothesis that ask about it.

    `place`: known and speaking for or against; expected by a rule but answered no; or never asked.
    """

    about: str
    state: str
    place: Literal["known", "expected", "never_asked"]
    parts: tuple[Part, ...]

    @property
    def speaks_for(self) -> tuple[str, ...]:
        """The hypotheses that it raises, or would raise."""
        return tuple(dict.fromkeys(p.hypothesis for p in self.parts if p.points > 0))

    @property
    def speaks_against(self) -> tuple[str, ...]:
        """The hypotheses that it lowers, or would lower."""
        return tuple(dict.fromkeys(p.hypothesis for p in self.parts if p.points < 0))


class Compared(Record):
    """One of the hypotheses compared."""

    hypothesis: str
    label: str
    rank: int
    score: int
    band: Band


class Told(Record):
    """What the knowledge base says tells one of the hypotheses from another."""

    hypothesis: str
    separation: Separation


class Comparison(Explanation):
    """Hypotheses side by side, best first. The deciders are about the first two."""

    hypotheses: tuple[Compared, ...]
    features: tuple[Feature, ...]
    questions: tuple[Decider, ...]
    signs: tuple[Decider, ...]
    tests: tuple[Decider, ...]
    told: tuple[Told, ...]


def compared_group(consultation: Consultation) -> tuple[str, ...]:
    """The leading group: the first two, and whatever else lies within ten points of the first, five at most."""
    best = consultation.hypotheses[0].score
    group = [h.id for i, h in enumerate(consultation.hypotheses) if i < 2 or best - h.score <= LEADING]
    return tuple(group[:MOST])


def compare(base: KnowledgeBase, consultation: Consultation, hypotheses: Sequence[str] = ()) -> Comparison:
    """Two or more hypotheses side by side; none named means the leading group. Raises InputError for one alone."""
    named = tuple(dict.fromkeys(hypotheses)) or compared_group(consultation)
    if len(named) < 2:
        raise InputError("name two different hypotheses to compare, or none for the leading group")
    ranked = [h for h in consultation.hypotheses if h.id in named]
    deciders = Deciders(base, consultation.case, ranked[0].id, ranked[1].id)
    features = _features(base, consultation, ranked)
    told = tuple(
        Told(hypothesis=h.id, separation=s) for h in ranked for s in base.hypotheses[h.id].separates if s.from_ in named
    )
    rules = {p.rule for f in features for p in f.parts if p.counted}
    return Comparison(
        asked=f"compare {' '.join(h.id for h in ranked)}",
        knowledge=base.version,
        sources=cited(base, *(base.rules[r].sources for r in sorted(rules))),
        hypotheses=tuple(
            Compared(hypothesis=h.id, label=h.label, rank=h.rank, score=h.score, band=h.band) for h in ranked
        ),
        features=features,
        questions=tuple(deciders.questions),
        signs=tuple(deciders.signs),
        tests=tuple(deciders.tests),
        told=told,
    )


def _features(base: KnowledgeBase, consultation: Consultation, ranked: list[Ranked]) -> tuple[Feature, ...]:
    parts: dict[tuple[str, str], list[Part]] = {}
    places: dict[tuple[str, str], Literal["known", "expected", "never_asked"]] = {}
    for hypothesis in ranked:
        for evidence in hypothesis.evidence:
            for premise in evidence.premises:
                key = (premise.about, premise.state)
                places[key] = "known"
                parts.setdefault(key, []).append(
                    Part(
                        hypothesis=hypothesis.id,
                        rule=evidence.rule,
                        title=evidence.title,
                        points=evidence.points,
                        counted=evidence.counted,
                    )
                )
    states = consultation.case.states(base.vocabulary)
    derived = {f.about for f in consultation.trace.facts if f.origin == "derived"}
    opened = set(Open(consultation.case, base.vocabulary).findings)
    for rule, hypothesis_id, points in _unfired(base, ranked):
        for leaf in dict.fromkeys(leaves(rule.when)):
            name = about(leaf)
            state = states.get(name, State.UNKNOWN).value
            if isinstance(leaf, Compare):
                state = answered(consultation.case, name, base.vocabulary)
            key = (name, state)
            if state == State.UNKNOWN and name not in derived and (isinstance(leaf, Compare) or name in opened):
                places[key] = "never_asked"
            elif state == State.ABSENT and isinstance(leaf, str) and points > 0:
                places.setdefault(key, "expected")
            if key in places and places[key] != "known":
                part = Part(hypothesis=hypothesis_id, rule=rule.id, title=rule.title, points=points, counted=False)
                parts.setdefault(key, []).append(part)
    made = [Feature(about=a, state=s, place=places[a, s], parts=tuple(p)) for (a, s), p in parts.items()]
    return tuple(sorted(made, key=_order))


def _unfired(base: KnowledgeBase, ranked: list[Ranked]) -> list[tuple[EvidenceRule, str, int]]:
    fired = {e.rule for h in ranked for e in h.evidence}
    return [
        (rule, h.id, rule.points[h.id])
        for rule in base.evidence
        if rule.id not in fired
        for h in ranked
        if h.id in rule.points
    ]


def _order(feature: Feature) -> tuple[int, int, int, str]:
    place = ("known", "expected", "never_asked").index(feature.place)
    weight = max(abs(p.points) for p in feature.parts)
    counted = any(p.counted for p in feature.parts)
    return place, not counted, -weight, feature.about
