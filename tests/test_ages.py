"""Ages: every finding and hypothesis says its years, nobody is asked or told outside them, and no rule is of no age."""

import dataclasses
import re
from pathlib import Path

import pytest
from pydantic import ValidationError
from toy import COMMON, finding, hypothesis, knowledge, measurement
from written import written

from soleus.cases.library import cause, library
from soleus.engine.consult import consult
from soleus.facts.case import Case
from soleus.facts.finding import Finding
from soleus.facts.open_questions import Open
from soleus.facts.window import as_said, holds, meet, window
from soleus.interview.gates import gates
from soleus.rules.age_checks import rule_of_no_age
from soleus.rules.outside_ages import outside_id
from soleus.rules.rule import EvidenceRule, Hypothesis
from soleus.wording.asking import asked, is_child
from soleus.wording.telling import as_told, telling

TABLE = written(Path(__file__).parent / "data" / "ages.yaml")
PEOPLE = [
    pytest.param(Case(age=age, sex=entry.get("sex", "male")), entry["never"], id=f"{entry['says']} ({age})")
    for entry in TABLE["people"]
    for age in sorted({*entry["ages"]})
]


def found_in(text, topics):
    """Which forbidden words a text has, by topic."""
    found = {topic: re.search(TABLE["words"][topic], text, re.IGNORECASE) for topic in topics}
    return {topic: text for topic, word in found.items() if word}


@pytest.mark.parametrize(("case", "never"), PEOPLE)
def test_no_finding_that_could_be_asked_is_out_of_place_at_this_age(case, never, base):
    open_ = Open(case, base.vocabulary)
    askable = [*open_.askable(opened=False), *open_.askable(examined=True, opened=False)]
    assert len(askable) > 200
    plain = [f for f in askable if f.id not in TABLE["seen_too"]]
    assert [fault for f in plain if (fault := found_in(f.question, never))] == []


@pytest.mark.parametrize(("case", "never"), PEOPLE)
def test_no_gate_names_what_is_out_of_place_at_this_age(case, never, base):
    vocabulary = base.vocabulary
    askable = {f.id for f in Open(case, vocabulary).askable(opened=False)}
    shown = [g for g in gates(vocabulary) if len(askable & {n for f in g.covers for n in vocabulary.narrower(f)}) >= 2]
    assert len(shown) > 15
    assert [fault for g in shown if (fault := found_in(asked(g.option, case), never))] == []
    not_for_children = [topic for topic in never if topic not in TABLE["still_to_learn"]]
    assert [fault for g in shown if (fault := found_in(g.label, not_for_children))] == []


@pytest.mark.parametrize("topic", TABLE["words"])
def test_each_topic_is_asked_of_somebody(topic, base):
    spoken = [f.question for f in base.vocabulary.findings.values()] + [g.question for g in gates(base.vocabulary)]
    assert topic == "driving" or any(found_in(text, [topic]) for text in spoken)


def test_a_gate_is_put_otherwise_as_long_as_it_leaves_something_out(base):
    findings = base.vocabulary.findings
    for gate in gates(base.vocabulary):
        for bound in gate.under:
            assert not all(findings[f].applies_at(bound - 0.5) for f in gate.covers), (gate.id, bound)


def test_every_finding_and_hypothesis_has_to_say_its_ages():
    for record, model in ((finding("a"), Finding), (hypothesis("h"), Hypothesis)):
        data = record.model_dump()
        data.pop("ages")
        with pytest.raises(ValidationError, match="ages"):
            model.model_validate(data)


@pytest.mark.parametrize(
    ("said", "years", "told"),
    [("any", (0, 200), "any"), ("12+", (12, 200), "12+"), ("0.5+", (0.5, 200), "0.5+"), ([2, 15], (2, 15), "2 to 15")],
)
def test_a_window_is_read_and_said(said, years, told):
    assert window(said) == tuple(years) or tuple(window(said)) == years
    assert as_said(years) == told


@pytest.mark.parametrize("said", ["ever", "12", "-3+", [15, 2], "2 to 15"])
def test_what_is_no_window_is_refused(said):
    with pytest.raises(ValidationError):
        finding("a", ages=said)


def test_the_last_year_of_a_window_is_whole():
    assert holds((2, 15), 15.9)
    assert not holds((2, 15), 16)
    assert not holds((2, 15), 1.9)
    assert meet((0, 5), (5, 9)) == (5, 5)
    assert meet((0, 4), (5, 9)) is None


def test_a_stage_of_life_stands_for_an_age_that_was_not_said(base):
    def asked_of(*present):
        return {f.id for f in Open(Case(present=present), base.vocabulary).askable(opened=False)}

    assert {"smoking", "pregnancy", "painful_handling_of_child", "frailty"} <= asked_of("leg_pain")
    assert not {"smoking", "pregnancy", "frailty"} & asked_of("childhood")
    assert not {"painful_handling_of_child", "pregnancy"} & asked_of("older_age")
    assert is_child(Case(present=("childhood",)))
    assert not is_child(Case(age=40, present=("childhood",)))


def ruled(when, *, ages="any", **windows):
    """A knowledge base of one evidence rule, whose findings have these windows."""
    found = [finding(name, ages=years) for name, years in windows.items()]
    rule = EvidenceRule.model_validate(COMMON | {"id": "h.r", "when": when, "raises": {"h": "slight"}})
    of_age = hypothesis("h").model_copy(update={"ages": window(ages)})
    base = knowledge(found, [of_age], rule, measurements=(AGE,))
    return dataclasses.replace(base, origins={rule.id: "here:1"})


AGE = measurement("age").model_copy(update={"unit": "a", "units": {}, "plausible": (0, 120)})
OLD, YOUNG = {"measurement": "age", "at_least": 60}, {"measurement": "age", "below": 5}


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (ruled({"all": ["a", "b"]}, a=[0, 5], b="12+"), ruled({"all": ["a", "b"]}, a=[0, 5], b="5+")),
        (ruled({"all": ["a", OLD]}, a=[0, 15]), ruled({"any": ["a", OLD]}, a=[0, 15])),
        (ruled({"all": ["a", YOUNG]}, a="5+"), ruled({"all": ["a", YOUNG]}, a="4+")),
        (ruled("a", ages="50+", a=[0, 15]), ruled("a", ages="10+", a=[0, 15])),
        (ruled(OLD, ages=[2, 14]), ruled(OLD, ages="14+")),
    ],
    ids=["two findings", "a finding and an older age", "a finding and a younger age", "the hypothesis", "age alone"],
)
def test_a_rule_that_no_age_is_left_to_is_refused(broken, whole):
    assert len(list(rule_of_no_age(broken))) == 1
    assert list(rule_of_no_age(whole)) == []


def test_that_the_age_was_not_said_gives_no_life_to_a_dead_rule():
    said = {"all": ["a", {"any": [OLD, {"not_measured": "age"}]}]}
    assert list(rule_of_no_age(ruled(said, a=[0, 15])))
    assert list(rule_of_no_age(ruled({"all": ["a", {"not_measured": "age"}]}, a=[0, 15]))) == []


def test_no_published_case_has_a_cause_or_is_of_an_age_at_which_it_is_never_told(base):
    told = [(p.case.id, cause(p.case.truth, base), p.case.age) for p in library(base)]
    known = [(case, name, age) for case, name, age in told if age is not None and name in base.hypotheses]
    assert len(known) > 500
    assert [entry for entry in known if not holds(base.hypotheses[entry[1]].ages, entry[2])] == []


@pytest.mark.parametrize(
    ("name", "case", "outside"),
    [
        ("perthes_disease", Case(age=40, present=("limp", "hip_pain")), True),
        ("perthes_disease", Case(age=7, present=("limp", "hip_pain")), False),
        ("polymyalgia_rheumatica", Case(age=14, present=("shoulder_pain", "morning_stiffness")), True),
        ("plantar_fasciitis", Case(age=3, present=("heel_pain", "pain_on_first_steps_in_morning")), True),
        ("plantar_fasciitis", Case(present=("childhood", "heel_pain", "pain_on_first_steps_in_morning")), False),
        ("pregnancy_leg_cramps", Case(present=("older_age", "leg_cramps")), True),
        ("pregnancy_leg_cramps", Case(age=30, present=("leg_cramps", "pregnancy")), False),
    ],
    ids=str,
)
def test_a_hypothesis_is_told_at_its_ages_alone(name, case, outside, base):
    found = consult(case, base)
    fired = outside_id(name) in {e.rule for e in found.hypothesis(name).evidence}
    assert fired is outside
    if outside:
        assert name not in telling(found, base).told
        assert name not in {a.hypothesis for a in as_told(found, base).advice}


def test_what_cannot_be_in_pregnancy_is_not_asked_in_it(base):
    def asked_of(*present):
        case = Case(age=34, sex="female", present=("leg_pain", *present))
        return {f.id for f in Open(case, base.vocabulary).askable(opened=False)}

    impossible = {"heavy_menstruation", "absent_periods", "complaint_with_period", "postpartum", "blood_donor"}
    assert impossible <= asked_of()
    assert not impossible & asked_of("pregnancy")
