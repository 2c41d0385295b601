"""compare: what separates hypotheses, what they share, and what would decide between them."""

from collections.abc import Iterator, Sequence
from typing import Literal

from ..engine.consultation import Consultation, Ranked
from ..facts.errors import InputError
from ..facts.finding import Record
from ..rules.condition import Band, leaves
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Separation
from .discriminators import Decider, Deciders
from .explanation import Explanation, cited

LEADING, MOST, DECIDING = 10, 5, 3

Place = Literal["known", "expected"]


class Part(Record):
    """A rule on one hypothesis that asks about the feature. `counted` says whether its points stand in the score."""

    hypothesis: str
    rule: str
    title: str
    points: int
    counted: bool


class Feature(Record):
    """One finding or measurement, what the case says of it, and the rules on each hypothesis that ask about it.

    `place`: known and speaking for or against; or expected by a rule but answered no.
    """

    about: str
    state: str
    place: Place
    parts: tuple[Part, ...]

    @property
    def speaks_for(self) -> tuple[str, ...]:
        """The hypotheses that it raises, or would raise."""
        return tuple(dict.fromkeys(p.hypothesis for p in self.parts if p.points > 0))


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
    """Hypotheses side by side, best first.

    `questions`, `signs` and `tests` are all that bears on the first two, the furthest parting first; `deciding` are
    the best of them that decide.
    """

    hypotheses: tuple[Compared, ...]
    features: tuple[Feature, ...]
    deciding: tuple[Decider, ...]
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
    found = [*deciders.questions, *deciders.signs, *deciders.tests]
    deciding = sorted((d for d in found if d.decides), key=lambda d: (-d.worth, d.about))
    features = (*_known(ranked), *_expected(base, consultation, ranked))
    rules = {p.rule for f in features for p in f.parts if p.counted}
    return Comparison(
        asked=f"compare {' '.join(h.id for h in ranked)}",
        knowledge=base.version,
        sources=cited(base, *(base.rules[r].sources for r in sorted(rules))),
        hypotheses=tuple(
            Compared(hypothesis=h.id, label=h.label, rank=h.rank, score=h.score, band=h.band) for h in ranked
        ),
        features=features,
        deciding=tuple(deciding[:DECIDING]),
        questions=tuple(deciders.questions),
        signs=tuple(deciders.signs),
        tests=tuple(deciders.tests),
        told=tuple(_told(base, ranked)),
    )


def _known(ranked: list[Ranked]) -> tuple[Feature, ...]:
    """What rules that fired rely on."""
    parts: dict[tuple[str, str], list[Part]] = {}
    for hypothesis in ranked:
        for e in hypothesis.evidence:
            part = Part(hypothesis=hypothesis.id, rule=e.rule, title=e.title, points=e.points, counted=e.counted)
            for premise in e.premises:
                parts.setdefault((premise.about, premise.state), []).append(part)
    return _features("known", parts)


def _expected(base: KnowledgeBase, consultation: Consultation, ranked: list[Ranked]) -> tuple[Feature, ...]:
    """What was answered no and rules for a hypothesis ask for."""
    states = consultation.case.states(base.vocabulary)
    fired = {e.rule for h in ranked for e in h.evidence}
    known = {(p.about, p.state) for h in ranked for e in h.evidence for p in e.premises}
    parts: dict[tuple[str, str], list[Part]] = {}
    for rule in base.weighing:
        for hypothesis in ranked:
            points = rule.points.get(hypothesis.id, 0)
            if points <= 0 or rule.id in fired:
                continue
            part = Part(hypothesis=hypothesis.id, rule=rule.id, title=rule.title, points=points, counted=False)
            for finding in dict.fromkeys(leaf for leaf in leaves(rule.when) if isinstance(leaf, str)):
                if states.get(finding) == "absent" and (finding, "absent") not in known:
                    parts.setdefault((finding, "absent"), []).append(part)
    return _features("expected", parts)


def _features(place: Place, parts: dict[tuple[str, str], list[Part]]) -> tuple[Feature, ...]:
    """The features, those that count first, then the weightiest."""
    made = [Feature(about=a, state=s, place=place, parts=tuple(p)) for (a, s), p in parts.items()]
    return tuple(sorted(made, key=_order))


def _order(feature: Feature) -> tuple[bool, int, str]:
    weight = max(abs(p.points) for p in feature.parts)
    return not any(p.counted for p in feature.parts), -weight, feature.about


def _told(base: KnowledgeBase, ranked: list[Ranked]) -> Iterator[Told]:
    named = {h.id for h in ranked}
    for hypothesis in ranked:
        for separation in base.hypotheses[hypothesis.id].separates:
            if separation.from_ in named:
                yield Told(hypothesis=hypothesis.id, separation=separation)
