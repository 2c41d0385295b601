"""Referral: a danger sign is outweighed by nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soleus.engine.consult import consult
from soleus.engine.evaluate import evaluator
from soleus.facts.quantity import figures
from soleus.reading.understand import understand
from soleus.rules.knowledge import load_knowledge

BASE = load_knowledge()
FINDINGS = sorted(BASE.vocabulary.findings)
DANGER = sorted(f.id for f in BASE.vocabulary.findings.values() if f.danger)
LABS = sorted(m.id for m in BASE.vocabulary.measurements.values() if m.topic == "results")


SEXES = {"female", "male"}


def implied(findings) -> set[str]:
    """The findings, and all that they imply."""
    return {broader for f in findings for broader in BASE.vocabulary.broader(f)}


# What someone of each sex can have.
POSSIBLE = {sex: [f for f in FINDINGS if not implied([f]) & (SEXES - {sex})] for sex in sorted(SEXES)}


@st.composite
def people(draw: st.DrawFn, besides: str | None = None) -> dict:
    """Someone with any findings and results at all that can be together, and together with `besides`."""
    lab = {}
    for name in draw(st.sets(st.sampled_from(LABS), max_size=4)):
        measurement = BASE.vocabulary.measurements[name]
        number = figures(draw(st.floats(*measurement.plausible)))
        lab[name] = number if measurement.unit == "1" else f"{number} {measurement.unit}"
    sex = draw(st.sampled_from([s for s in sorted(SEXES) if besides is None or besides in POSSIBLE[s]]))
    present = draw(st.lists(st.sampled_from(POSSIBLE[sex]), max_size=15))
    known = implied({*present, *([besides] if besides else []), sex})
    return {
        "age": draw(st.none() | st.integers(0, 110)),
        "sex": draw(st.sampled_from([None, sex])),
        "duration_days": draw(st.none() | st.integers(0, 3000)),
        "present": present,
        "absent": draw(st.lists(st.sampled_from([f for f in FINDINGS if f not in known]), max_size=8)),
        "labs": lab,
    }


@pytest.mark.slow
@settings(max_examples=400)
@given(people())
def test_any_person_gets_an_answer_at_least_as_urgent_as_every_danger_sign(raw):
    result = consult(understand(raw, BASE.vocabulary), BASE)
    assert [h.score for h in result.hypotheses] == sorted((h.score for h in result.hypotheses), reverse=True)
    for activation in result.trace.activations:
        if activation.kind == "referral":
            assert result.referral.level.rank >= BASE.rules[activation.rule].level.rank


@settings(max_examples=300)
@given(st.sampled_from(DANGER).flatmap(lambda sign: st.tuples(people(besides=sign), st.just(sign))))
def test_a_danger_sign_never_lowers_the_level(person):
    raw, sign = person
    without, with_sign = (
        evaluator(BASE).of_case(understand(raw | {"present": present}, BASE.vocabulary))
        for present in (raw["present"], [*raw["present"], sign])
    )
    assert with_sign.level.rank >= without.level.rank
