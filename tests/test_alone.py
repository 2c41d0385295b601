"""A grave finding is enough: whoever says nothing else is not sent home."""

from pathlib import Path

import pytest
from written import written

from soleus.engine.evaluate import evaluator
from soleus.facts.case import Case
from soleus.rules.knowledge import load_knowledge
from soleus.rules.rule import Level

BASE = load_knowledge()
FINDINGS = BASE.vocabulary.findings
JUDGED = written(Path(__file__).parent / "data" / "alone.yaml")
DANGER = sorted(f.id for f in FINDINGS.values() if f.danger)
AGES = (None, 0.5, 5, 16, 30, 50, 85)


def level_alone(finding: str, age: float | None) -> Level:
    """What someone of this age is told who says one thing."""
    return evaluator(BASE).of_case(Case(age=age, present=(finding,))).level


def ages_of(finding: str, entry: dict) -> list[float | None]:
    """The ages at which the finding can apply and the judgement holds; an age that is not said reassures nobody."""
    if "ages" in entry:
        first, last = entry["ages"]
        return [age for age in AGES if age is not None and first <= age <= last]
    return [age for age in AGES if FINDINGS[finding].applies_at(age)]


@pytest.mark.parametrize(("finding", "least"), [(f, least) for least in ("emergency", "urgent") for f in JUDGED[least]])
def test_a_grave_finding_alone_is_enough(finding, least):
    ages = ages_of(finding, JUDGED[least][finding])
    assert ages, "an age at which it holds"
    told = {age: level_alone(finding, age).value for age in ages}
    assert {a: t for a, t in told.items() if Level(t).rank < Level(least).rank} == {}


@pytest.mark.parametrize("finding", [f for f in DANGER if f not in JUDGED["may_wait"]])
def test_a_danger_sign_alone_is_seen_the_same_day(finding):
    told = {age: level_alone(finding, age) for age in ages_of(finding, {})}
    assert {a: t.value for a, t in told.items() if t.rank < Level.URGENT.rank} == {}


@pytest.mark.parametrize("finding", JUDGED["may_wait"])
def test_a_danger_sign_that_may_wait_is_told_so(finding):
    assert finding in DANGER
    assert level_alone(finding, 50).rank < Level.URGENT.rank, "it is judged to wait no longer: take it off the list"
