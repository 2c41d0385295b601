"""How far the scorecard of the published cases hangs on single answers, on exact weights, and on doubtful rules.

    python benchmarks/robustness.py

1. Every finding is dropped from every case with a confirmed deficiency, one at a time: the share of these variants in
   which the cause stays first and among three. Target: among three in at least 95%.
2. Every weight moves by one step up or down at random, 200 times with a fixed seed: how the number right first varies.
3. The ten rules the authors are least sure of are taken out.
"""

import random
from collections.abc import Callable
from pathlib import Path
from statistics import mean

from soleus.engine.evaluate import evaluator
from soleus.facts.case import Case
from soleus.reading.case_files import read_cases
from soleus.rules.knowledge import load_knowledge
from soleus.rules.rule import EvidenceRule, HypothesisKind, cluster_of

ROOT = Path(__file__).parent.parent
STEPS = [2, 4, 7, 10, 20]
LEAST_SURE = [
    "magnesium.cramps-and-sweating",
    "sodium.classic-heat-cramps",
    "calcium.tetany",
    "potassium.thin-weak-and-irritable",
    "iron.restless-legs-full-picture",
    "vitamin_d.level-under-12",
    "folate.restless-legs-with-neuropathy",
    "vitamin_e.spinocerebellar-with-fat-malabsorption",
    "vitamin_b1.hoarse-voice-with-neuropathy",
    "rhabdomyolysis.statin-and-macrolide",
]
BASE = load_knowledge()
EVALUATOR = evaluator(BASE)
Points = Callable[[EvidenceRule, str], int]


def place(scores: dict[str, int], truth: str) -> int:
    """The position of the truth in the list, ties by id."""
    return sorted(scores, key=lambda h: (-scores[h], h)).index(truth) + 1


def scored(fired: list[EvidenceRule], points: Points) -> dict[str, int]:
    """Scores from fired rules with other points than their own."""
    best: dict[tuple[str, str, bool], int] = {}
    for rule in fired:
        for hypothesis, own in rule.points.items():
            key = (hypothesis, cluster_of(rule), own > 0)
            best[key] = max(best.get(key, 0), abs(points(rule, hypothesis)))
    totals = dict(EVALUATOR.priors)
    for (hypothesis, _, raises), size in best.items():
        totals[hypothesis] += size if raises else -size
    return totals


def fired_evidence(case: Case) -> list[EvidenceRule]:
    """The evidence rules that fire on a case."""
    fired = EVALUATOR.of_case(case).fired
    return [rule for rule in BASE.evidence if rule.id in fired]


def step(points: int, up: bool) -> int:
    """One strength up or down; published weights move by two points."""
    size = abs(points)
    if size in STEPS:
        index = STEPS.index(size) + (1 if up else -1)
        return STEPS[min(max(index, 0), len(STEPS) - 1)]
    return max(1, size + (2 if up else -2))


def first(fired: list[EvidenceRule], truth: str, moved: dict[tuple[str, str], int]) -> bool:
    """Whether the truth leads with these points."""
    return place(scored(fired, lambda rule, hypothesis: moved[rule.id, hypothesis]), truth) == 1


def main() -> None:
    cases = [
        c
        for path in sorted((ROOT / "cases" / "published").glob("*.yaml"))
        for c in read_cases(str(path), BASE.vocabulary)
        if isinstance(c, Case)
        and c.truth in BASE.hypotheses
        and BASE.hypotheses[c.truth].kind is HypothesisKind.DEFICIENCY
    ]
    variants = [
        c.model_copy(update={"present": tuple(p for p in c.present if p != dropped)})
        for c in cases
        for dropped in c.present
    ]
    places = [place(EVALUATOR.of_case(v).scores, v.truth or "") for v in variants]
    print(f"{len(cases)} cases of deficiency, {len(variants)} variants with one finding dropped")
    print(f"  first {mean(p == 1 for p in places):.1%}, among three {mean(p <= 3 for p in places):.1%} (target 95%)")

    fired = {c.id: fired_evidence(c) for c in cases}
    draw = random.Random(1)
    firsts = []
    for _ in range(200):
        ups = {(r.id, h): draw.random() < 0.5 for r in BASE.evidence for h in r.points}
        moved = {(r.id, h): step(r.points[h], up) for r in BASE.evidence for h in r.points for up in [ups[r.id, h]]}
        firsts.append(sum(first(fired[c.id], c.truth or "", moved) for c in cases))
    firsts.sort()
    print("every weight one step up or down at random, 200 draws:")
    spread = f"{firsts[0]} to {firsts[-1]}, median {firsts[100]}, 5th to 95th centile {firsts[10]} to {firsts[190]}"
    print(f"  right first {spread} of {len(cases)}")

    missing = [r for r in LEAST_SURE if r not in BASE.rules]
    assert not missing, missing
    for name, rules in (("all rules", []), ("without the ten least sure", LEAST_SURE)):
        kept = [
            place(scored([r for r in fired[c.id] if r.id not in rules], lambda r, h: r.points[h]), c.truth or "")
            for c in cases
        ]
        print(f"{name}: first {sum(p == 1 for p in kept)}, among three {sum(p <= 3 for p in kept)} of {len(cases)}")


if __name__ == "__main__":
    main()
