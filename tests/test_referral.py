"""Referral: a danger sign is outweighed by nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soleus.engine.consult import consult
from soleus.engine.evaluate import evaluator
from soleus.facts.case import understand
from soleus.facts.errors import InputError
from soleus.facts.finding import State
from soleus.rules.knowledge import load_knowledge

BASE = load_knowledge()
FINDINGS = sorted(BASE.vocabulary.findings)
DANGER = sorted(f.id for f in BASE.vocabulary.findings.values() if f.danger)
LABS = sorted(m.id for m in BASE.vocabulary.measurements.values() if m.topic == "results")


@st.composite
def people(draw: st.DrawFn) -> dict:
    """Someone with any findings and results at all."""
    lab = {}
    for name in draw(st.sets(st.sampled_from(LABS), max_size=4)):
        low, high = BASE.vocabulary.measurements[name].plausible
        lab[name] = draw(st.floats(low, high))
    return {
        "age": draw(st.none() | st.integers(0, 110)),
        "sex": draw(st.sampled_from([None, "female", "male"])),
        "duration_days": draw(st.none() | st.integers(0, 3000)),
        "present": draw(st.lists(st.sampled_from(FINDINGS), max_size=15)),
        "absent": draw(st.lists(st.sampled_from(FINDINGS), max_size=8)),
        "labs": lab,
    }


def understood(raw):
    try:
        return understand(raw, BASE.vocabulary)
    except InputError:
        return None


@pytest.mark.slow
@settings(max_examples=400)
@given(people())
def test_any_person_gets_an_answer_at_least_as_urgent_as_every_danger_sign(raw):
    if (case := understood(raw)) is None:
        return
    result = consult(case, BASE)
    assert [h.score for h in result.hypotheses] == sorted((h.score for h in result.hypotheses), reverse=True)
    for activation in result.trace.activations:
        if activation.kind == "referral":
            assert result.referral.level.rank >= BASE.rules[activation.rule].level.rank


@settings(max_examples=300)
@given(people(), st.sampled_from(DANGER))
def test_a_danger_sign_never_lowers_the_level(raw, sign):
    if (case := understood(raw)) is None:
        return
    states = case.states(BASE.vocabulary)
    if states.get(sign) is State.ABSENT or understood(raw | {"present": [*raw["present"], sign]}) is None:
        return
    more = states | dict.fromkeys(BASE.vocabulary.broader(sign), State.PRESENT)
    readings = case.readings(BASE.vocabulary)
    without, with_sign = (evaluator(BASE).outcome(s, readings) for s in (states, more))
    assert with_sign.level.rank >= without.level.rank
