"""A hypothesis leads when nothing explains it better: what that means to a rule, to its readers, and to a person."""

from dataclasses import replace

import pytest
from toy import COMMON, finding, hypothesis, knowledge

from soleus.engine.consult import consult
from soleus.engine.consultation import LEADING
from soleus.engine.evaluate import evaluator
from soleus.facts.case import Case
from soleus.interview.bounds import bounds
from soleus.reading.understand import understand
from soleus.rules.links import check
from soleus.rules.points import leaders
from soleus.rules.quality import unreferred_hypothesis
from soleus.rules.rule import AdviceRule, DeriveRule, EvidenceRule, Level, ReferralRule
from soleus.wording.rules import condition_words, rules_about

LEADS = {"leads": "p"}
REFERS = ReferralRule(id="r.p", when=LEADS, level="emergency", action="Go.", **COMMON)
RAISES = (
    EvidenceRule(id="e.a", when="a", raises={"p": "very_strong"}, **COMMON),
    EvidenceRule(id="e.b", when="b", raises={"q": "very_strong"}, **COMMON),
    EvidenceRule(id="e.c", when="c", raises={"q": "slight"}, **COMMON),
    EvidenceRule(id="e.d", when="d", lowers={"p": "slight"}, **COMMON),
)


@pytest.fixture(scope="module")
def two():
    """Two causes at even odds, before anything is said."""
    findings = [finding(name) for name in "abcd"]
    return knowledge(findings, [hypothesis("p", 0.5), hypothesis("q", 0.5)], *RAISES, REFERS)


def level(base, *present):
    outcome = evaluator(base).of_case(case := Case(present=present))
    assert consult(case, base).referral.level is outcome.level
    return outcome.level


@pytest.mark.parametrize(
    ("scores", "lead"),
    [
        ({"p": 3, "q": 2}, {"p"}),
        ({"p": 3, "q": 3}, {"p", "q"}),
        ({"p": 0, "q": -4}, {"p"}),
        ({"p": -1, "q": -4}, set()),
        ({}, set()),
    ],
)
def test_the_best_lead_if_they_are_at_even_odds(scores, lead):
    assert leaders(scores) == lead


def test_a_rule_fires_for_the_leader_and_for_equals_and_for_nobody_behind(two):
    assert level(two, "a") is Level.EMERGENCY
    assert level(two, "a", "b") is Level.EMERGENCY
    assert level(two, "a", "b", "c") is Level.SELF_CARE
    assert level(two, "d") is Level.SELF_CARE


def test_the_reason_says_that_it_fits_best(two):
    (reason,) = consult(Case(present=("a",)), two).referral.reasons
    assert [(p.about, p.kind, p.state) for p in reason.premises] == [("p", "hypothesis", LEADING)]
    assert condition_words(REFERS.when, two) == "nothing explains it better than P"
    assert REFERS in rules_about(two, "p")


def test_who_is_seen_for_a_leader_is_referred_for(two):
    faults = [*unreferred_hypothesis(replace(two, origins=dict.fromkeys("pq", "f:1")))]
    assert [fault.split(":")[2] for fault in faults] == [" hypothesis q"]


@pytest.mark.parametrize(
    "rule",
    [
        EvidenceRule(id="e.early", when=LEADS, raises={"q": "slight"}, **COMMON),
        DeriveRule(id="d.early", when=LEADS, then="a", **COMMON),
        AdviceRule(id="a.early", when=LEADS, cautions=("Beware.",), **COMMON),
    ],
)
def test_only_a_referral_may_ask_who_leads(two, rule):
    strata = {EvidenceRule: "evidence", DeriveRule: "derive", AdviceRule: "advice"}
    wrong = replace(two, **{strata[type(rule)]: (rule,)}, origins=dict.fromkeys((*two.rules, *"pq", rule.id), "f:1"))
    assert f"f:1: rule {rule.id}: whether a hypothesis leads may be asked for only by referral rules" in check(wrong)


def test_a_leader_that_there_is_not_is_named(two):
    unknown = ReferralRule(id="r.r", when={"leads": "r"}, level="soon", action="Go.", **COMMON)
    wrong = replace(two, referral=(unknown,), evidence=(), origins={"r.r": "f:1"} | dict.fromkeys("pq", "f:2"))
    assert any("f:1: rule r.r: unknown hypothesis 'r'" in fault for fault in check(wrong))


def test_an_interview_does_not_stop_while_the_danger_may_come_to_lead(two):
    assert bounds(two, {}, {}, ("a",), ()).levels == (Level.EMERGENCY, Level.EMERGENCY)
    assert bounds(two, {}, {}, ("b",), ()).levels == (Level.SELF_CARE, Level.EMERGENCY)
    behind = Case(present=("b",)).states(two.vocabulary)
    assert bounds(two, behind, {}, ("a",), ()).levels == (Level.SELF_CARE, Level.EMERGENCY)
    assert bounds(two, behind, {}, ("c",), ()).levels == (Level.SELF_CARE, Level.SELF_CARE)


def test_a_risk_alone_sends_nobody_though_its_danger_leads(base):
    for risk in ("long_haul_travel", "recent_hospitalisation", "postpartum", "atrial_fibrillation"):
        outcome = evaluator(base).of_case(Case(present=(risk,)))
        assert leaders(outcome.scores), risk
        assert not any(".leads" in rule for rule in outcome.fired), risk


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        ({"absent": ["dark_urine", "leg_swelling"],
          "present": ["leg_pain_one_side", "severe_pain", "strenuous_exercise"]},
         "compartment_syndrome.leads"),
        ({"age": 50, "present": ["back_pain", "leg_numbness_both"]}, "cauda_equina_syndrome.leads"),
        ({"age": 60, "present": ["band_like_pain"]}, "spinal_cord_compression.leads"),
    ],
)  # fmt: skip
def test_a_danger_that_fits_best_is_acted_on_below_the_band_possible(base, raw, rule):
    outcome = evaluator(base).of_case(understand(raw, base.vocabulary))
    assert rule in outcome.fired
    assert outcome.scores[rule.partition(".")[0]] < 8
