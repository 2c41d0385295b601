"""One finding scores once: a rule that always holds with another says how it stands to it."""

from collections import defaultdict
from collections.abc import Iterator

from .branches import Situation, possible
from .condition import leaves
from .knowledge_base import KnowledgeBase
from .rule import EvidenceRule, cluster_of


def counted_twice(base: KnowledgeBase) -> Iterator[str]:
    """A rule that holds only when another of its direction does, in another cluster, subsumes it or adds to it.

    Otherwise the findings they share would score twice unsaid: put both in one cluster, or say `subsumes` (its weight
    is that of the whole picture) or `adds_to` (its weight is what it adds, given the other).
    """
    for rules in _by_direction(base).values():
        for rule in rules:
            situations = possible(rule.when, base.vocabulary)
            said = {*rule.subsumes, *rule.adds_to}
            for other in rules:
                if other.id not in said and _scores_again(other, rule, situations, base):
                    where = f"{base.origins[rule.id]}: rule {rule.id}"
                    yield f"{where}: always holds with {other.id}; say that it subsumes it or adds to it"


def idle_relation(base: KnowledgeBase) -> Iterator[str]:
    """What a rule subsumes or adds to must be able to hold with it, and something of its own weight must be left."""
    for rule in base.evidence:
        where = f"{base.origins[rule.id]}: rule {rule.id}"
        situations = possible(rule.when, base.vocabulary)
        for name in (*rule.subsumes, *rule.adds_to):
            other = base.rules.get(name)
            if other and not any(s.satisfies(other.when, base.vocabulary) for s in situations):
                yield f"{where}: need not hold with {name}, which it claims to subsume or to add to"
        for hypothesis in rule.elsewhere.keys() - rule.points.keys():
            yield f"{where}: on {hypothesis} nothing of its weight is left beside what it subsumes"


def _by_direction(base: KnowledgeBase) -> dict[tuple[str, bool], list[EvidenceRule]]:
    """The rules that speak for and those that speak against each hypothesis."""
    found: dict[tuple[str, bool], list[EvidenceRule]] = defaultdict(list)
    for rule in base.evidence:
        for hypothesis, points in rule.points.items():
            found[hypothesis, points > 0].append(rule)
    return found


def _scores_again(other: EvidenceRule, rule: EvidenceRule, situations: list[Situation], base: KnowledgeBase) -> bool:
    """Whether another rule, in a cluster of its own, holds whenever this one does, on a finding that both see."""
    if other is rule or cluster_of(other) == cluster_of(rule):
        return False
    seen = {leaf for leaf in leaves(other.when) if isinstance(leaf, str)}
    if not any(seen & s.present for s in situations):
        return False
    return all(s.satisfies(other.when, base.vocabulary) for s in situations)
