"""Scores: the prior and, for each cluster, the strongest evidence for and the strongest against."""

from collections.abc import Iterable, Mapping

from ..rules.rule import EvidenceRule

Fired = Iterable[EvidenceRule]


def cluster_of(rule: EvidenceRule) -> str:
    """The cluster a rule belongs to; a rule that names none is alone in its own."""
    return rule.cluster or rule.id


def counted(fired: Fired, hypothesis: str) -> dict[tuple[str, bool], EvidenceRule]:
    """The rule that counts for each cluster and direction (True for, False against).

    The strongest counts; of equals, the one whose id comes first.
    """
    best: dict[tuple[str, bool], EvidenceRule] = {}
    for rule in fired:
        points = rule.points.get(hypothesis, 0)
        if points == 0:
            continue
        key = (cluster_of(rule), points > 0)
        holder = best.get(key)
        if holder is None or (-abs(points), rule.id) < (-abs(holder.points[hypothesis]), holder.id):
            best[key] = rule
    return best


def scores(fired: Fired, priors: Mapping[str, int]) -> dict[str, int]:
    """The score of every hypothesis of `priors`, in decibans."""
    fired = list(fired)
    totals = dict(priors)
    for hypothesis in totals:
        totals[hypothesis] += sum(r.points[hypothesis] for r in counted(fired, hypothesis).values())
    return totals
