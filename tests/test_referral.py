"""Referral: a danger sign is outweighed by nothing, whatever else someone says."""

from functools import cache

import pytest
from danger_lines import Signs, case_of, facts_of, lines, load, supposed, told
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sampled import sampled

from soleus.engine.consult import consult
from soleus.engine.evaluate import evaluator
from soleus.facts.case import Case
from soleus.facts.errors import InputError
from soleus.facts.quantity import figures
from soleus.reading.understand import understand
from soleus.rules.knowledge import load_knowledge
from soleus.rules.rule import Level

BASE = load_knowledge()
FINDINGS = sorted(BASE.vocabulary.findings)
DANGER = sorted(f.id for f in BASE.vocabulary.findings.values() if f.danger)
LABS = sorted(m.id for m in BASE.vocabulary.measurements.values() if m.topic == "results")
# Who has to be seen, and how soon: all of them, and those who say what they have and nothing of what they have not.
IN_NEED = {signs: line.least for line in lines(load()) for signs in line.people() if not supposed(signs)}
SAID = [(signs, least) for signs, least in IN_NEED.items() if all(sign in FINDINGS for sign in signs)]
YEARS = {"duration_days": 3000}


def however_old(signs: Signs, least: Level) -> bool:
    """Whether signs ask for their level for years: a painful calf in someone prone to clots does so while it is new."""
    return evaluator(BASE).of_case(case_of(signs, BASE).model_copy(update=YEARS)).level.rank >= least.rank


SEXES = {"female", "male"}


def implied(findings) -> set[str]:
    """The findings, and all that they imply."""
    return {broader for f in findings for broader in BASE.vocabulary.broader(f)}


# What someone of each sex can have.
POSSIBLE = {sex: [f for f in FINDINGS if not implied([f]) & (SEXES - {sex})] for sex in sorted(SEXES)}


@st.composite
def people(draw: st.DrawFn, besides: Signs = frozenset()) -> dict:
    """Someone with any findings and results at all that can be together, and together with `besides`."""
    lab = {}
    for name in draw(st.sets(st.sampled_from(LABS), max_size=4)):
        measurement = BASE.vocabulary.measurements[name]
        number = figures(draw(st.floats(*measurement.plausible)))
        lab[name] = number if measurement.unit == "1" else f"{number} {measurement.unit}"
    sex = draw(st.sampled_from([s for s in sorted(SEXES) if besides <= {*POSSIBLE[s]}]))
    present = draw(st.lists(st.sampled_from(POSSIBLE[sex]), max_size=15))
    known = implied({*present, *besides, sex})
    return {
        "age": draw(st.none() | st.integers(0, 110)),
        "sex": draw(st.sampled_from([None, sex])),
        "duration_days": draw(st.none() | st.integers(0, 3000)),
        "present": [*present, *sorted(besides)],
        "absent": draw(st.lists(st.sampled_from([f for f in FINDINGS if f not in known]), max_size=8)),
        "labs": lab,
    }


def someone_in_need() -> st.SearchStrategy[tuple[dict, Level]]:
    """Someone with signs that ask for a level, that level, and anything else besides."""
    plain = st.sampled_from(SAID).filter(lambda p: however_old(*p))
    return plain.flatmap(lambda p: st.tuples(people(besides=p[0]), st.just(p[1])))


@sampled(one_in=12)
def test_hardly_any_sign_is_outweighed_by_its_being_old(some):
    old = [sorted(signs) for signs, least in SAID[some] if not however_old(signs, least)]
    # A painful calf is a clot while it is new; what climbs for months reaches no muscle of breathing within days.
    assert all({"leg_tenderness", "ascending_numbness"} & {*signs} for signs in old), old


@pytest.mark.slow
@settings(max_examples=400)
@given(someone_in_need())
def test_any_person_gets_an_answer_at_least_as_urgent_as_every_danger_sign(person):
    raw, least = person
    result = consult(understand(raw, BASE.vocabulary), BASE)
    assert [h.score for h in result.hypotheses] == sorted((h.score for h in result.hypotheses), reverse=True)
    asked = [BASE.rules[a.rule].level for a in result.trace.activations if a.kind == "referral"]
    assert result.referral.level.rank == max(level.rank for level in asked) >= least.rank


@settings(max_examples=60)
@given(someone_in_need())
def test_nothing_that_is_said_besides_outweighs_what_asks_for_a_level(person):
    raw, least = person
    assert evaluator(BASE).of_case(understand(raw, BASE.vocabulary)).level.rank >= least.rank


def with_sign(case: Case, sign: str) -> Case:
    return case.model_copy(update={"present": (*case.present, sign)})


def level(case: Case) -> Level:
    return evaluator(BASE).of_case(case).level


@settings(max_examples=60)
@given(st.sampled_from(list(IN_NEED)), st.sampled_from(list(IN_NEED)), st.sampled_from(DANGER))
def test_a_danger_sign_never_lowers_the_level(one, other, sign):
    case = case_of(one | other, BASE)
    try:
        before, after = level(case), level(with_sign(case, sign))
    except InputError:
        assume(False)
    assume(before is not Level.SELF_CARE and sign not in implied(case.present))
    assert after.rank >= before.rank


@cache
def resting_on_more() -> set[Signs]:
    """The signs that do not ask for their level by what is said alone, or not for years."""
    return IN_NEED.keys() - {signs for signs, least in SAID if however_old(signs, least)}


@pytest.mark.slow
@pytest.mark.parametrize("sign", DANGER)
def test_no_danger_sign_lowers_what_rests_on_a_denial_a_number_or_silence(sign):
    lowered = []
    for signs in resting_on_more():
        try:
            facts_of(signs | {sign}, BASE)
        except InputError:
            continue
        if told(signs | {sign}, BASE).rank < told(signs, BASE).rank:
            lowered.append(sorted(signs))
    assert lowered == []
