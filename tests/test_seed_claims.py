"""The founding articles: every claim a rule can carry is carried, and the check notices when one is not."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from written import written

from soleus.rules.condition import leaves
from soleus.rules.knowledge_base import KnowledgeBase
from soleus.rules.rule import AdviceRule, HypothesisKind, Rule

DATA = Path(__file__).parent / "data"
KINDS = {"symptom", "risk_factor", "referral", "test", "food_source", "safety", "lifestyle"}
NAMED = KINDS - {"symptom", "risk_factor", "food_source"}
CLAIMS = [
    c for c in csv.DictReader((DATA / "seed_claims.csv").read_text(encoding="utf-8").splitlines()) if c["kind"] in KINDS
]
COVERAGE: dict[str, Any] = written(DATA / "seed_coverage.yaml")


def uncarried(base: KnowledgeBase) -> list[str]:
    """Every claim that nothing in the knowledge base carries, with what would have carried it."""
    return [
        f"{c['id']} ({c['nutrient_or_topic']}, {c['kind']}): {c['finding']}" for c in CLAIMS if not carried(c, base)
    ]


def carried(claim: dict[str, str], base: KnowledgeBase) -> bool:
    """Whether a rule raises the nutrient on the finding, a food or a prior names it, or a rule stands for it."""
    finding, topic = claim["finding"], claim["nutrient_or_topic"]
    if claim["kind"] in NAMED:
        return _cited_rule(finding, claim["seed"], base)
    if finding in COVERAGE["priors"]:
        return any(claim["seed"] in base.hypotheses[h].prior.sources for h in _hypotheses(topic, base))
    if claim["kind"] == "food_source":
        return any(w in food.lower() for food in _foods(topic, base) for w in COVERAGE["foods"][finding])
    meant = COVERAGE["findings"].get(finding) or base.vocabulary.named(finding.removeprefix("risk_").replace("_", " "))
    return any(meant in _asked(rule, base) for rule in _raising(topic, base))


def _cited_rule(finding: str, seed: str, base: KnowledgeBase) -> bool:
    rules = [base.rules[r] for r in COVERAGE["rules"][finding] if r in base.rules]
    return any(seed in rule.sources for rule in rules)


def _hypotheses(topic: str, base: KnowledgeBase) -> list[str]:
    named = COVERAGE["topics"].get(topic, [topic])
    if named == "hypotheses":
        return list(base.hypotheses)
    if named == "deficiencies":
        return [h.id for h in base.hypotheses.values() if h.kind is HypothesisKind.DEFICIENCY]
    return [h for h in named if h in base.hypotheses]


def _raising(topic: str, base: KnowledgeBase) -> Iterator[Rule]:
    wanted = set(_hypotheses(topic, base))
    yield from (r for r in base.evidence if wanted & r.raises.keys())
    yield from _advice(topic, base)


def _advice(topic: str, base: KnowledgeBase) -> Iterator[AdviceRule]:
    for rule in base.advice:
        if rule.id in COVERAGE["advice"].get(topic, ()):
            yield rule


def _foods(topic: str, base: KnowledgeBase) -> Iterator[str]:
    wanted = _hypotheses(topic, base)
    for name in wanted:
        yield from base.hypotheses[name].foods
    for rule in base.advice:
        if rule.hypothesis in wanted:
            yield from rule.foods
    for rule in _advice(topic, base):
        yield from rule.foods


def _asked(rule: Rule, base: KnowledgeBase) -> set[str]:
    """The findings that make the rule hold: those it names, with everything that implies them."""
    named = (leaf for leaf in leaves(rule.when) if isinstance(leaf, str))
    return {finding for leaf in named for finding in base.vocabulary.narrower(leaf)}


def test_every_claim_is_carried(base: KnowledgeBase) -> None:
    missing = uncarried(base)
    assert not missing, f"{len(missing)} of {len(CLAIMS)} claims are not carried:\n" + "\n".join(missing)


EMPTY = {"scripts": (), "hypotheses": {}, "evidence": (), "advice": (), "derive": (), "referral": (), "sources": {}}


@pytest.mark.parametrize(
    ("without", "claim"),
    [
        ({"evidence"}, "heavy-fe-rls"),
        ({"advice"}, "heavy-selftreat"),
        ({"referral"}, "bone-two-weeks"),
        ({"hypotheses"}, "weakness-t-fe-food-beef"),
    ],
)
def test_a_claim_that_nothing_carries_is_noticed(base: KnowledgeBase, without: set[str], claim: str) -> None:
    emptied = replace(base, **{part: EMPTY[part] for part in without})
    assert any(line.startswith(claim + " ") for line in uncarried(emptied))


def test_one_rule_taken_away_is_noticed(base: KnowledgeBase) -> None:
    (pale,) = (r for r in base.evidence if r.when == "pallor" and "iron" in r.raises)
    silent = tuple(r for r in base.evidence if "iron" not in r.raises or "pallor" not in _asked(r, base))
    assert "heavy-fe-pale (iron, symptom): pallor" not in uncarried(replace(base, evidence=(*silent, pale)))
    assert "heavy-fe-pale (iron, symptom): pallor" in uncarried(replace(base, evidence=silent))


def test_the_table_holds_nothing_idle(base: KnowledgeBase) -> None:
    claimed = {c["finding"] for c in CLAIMS}
    assert not {f for part in ("findings", "foods", "rules") for f in COVERAGE[part]} - claimed
    assert not set(COVERAGE["findings"].values()) - base.vocabulary.findings.keys()
    named = {r for part in ("rules", "advice") for rules in COVERAGE[part].values() for r in rules}
    assert not named - base.rules.keys()
