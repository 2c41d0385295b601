"""The engine apart from what it believes: counting once, chaining, strata, agreement with a plain reading."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import COMMON, answers, finding, hypothesis, knowledge, knowledge_bases, measurement

from soleus.engine.advice_rules import own_advice
from soleus.engine.consult import Engine, consult
from soleus.engine.evaluate import Evaluator
from soleus.engine.plainly import consult_plainly
from soleus.engine.reachable import Reach
from soleus.engine.result import build
from soleus.facts.case import Case
from soleus.facts.errors import InputError
from soleus.reading.understand import understand
from soleus.rules.rule import DeriveRule, EvidenceRule, ReferralRule


def run(base, **raw):
    return consult(understand(raw, base.vocabulary), base)


def rules_fired(result):
    return [a.rule for a in result.trace.activations if a.kind != "advice"]


def test_a_rule_counts_once_however_many_ways_it_matches():
    rule = EvidenceRule(id="e.any", when={"any": ["a", "b", "c"]}, raises={"p": "strong"}, **COMMON)
    base = knowledge([finding(f) for f in "abc"], [hypothesis("p")], rule)
    one, three = run(base, present=["a"]), run(base, present=["a", "b", "c"])
    assert one.hypothesis("p").score == three.hypothesis("p").score == hypothesis("p").prior.points(1) + 7
    assert rules_fired(three) == ["e.any"]
    assert [p.about for p in three.hypothesis("p").evidence[0].premises] == ["a", "b", "c"]


def test_only_the_strongest_of_a_cluster_counts_for_and_against():
    rules = [
        EvidenceRule(id="e.weak", when="a", raises={"p": "slight"}, cluster="k", **COMMON),
        EvidenceRule(id="e.strong", when="a", raises={"p": "strong"}, cluster="k", **COMMON),
        EvidenceRule(id="e.no", when="a", lowers={"p": "moderate"}, cluster="k", **COMMON),
    ]
    result = run(knowledge([finding("a")], [hypothesis("p")], *rules), present=["a"]).hypothesis("p")
    assert result.score == result.prior + 7 - 4
    overlapped = next(e for e in result.evidence if not e.counted)
    assert (overlapped.rule, overlapped.overlapped_by) == ("e.weak", "e.strong")


def test_a_derived_finding_fires_further_rules_and_brings_what_it_implies():
    rules = [
        DeriveRule(id="d.low", when={"measurement": "m", "below": 3, "unit": "ug/dL"}, then="low", **COMMON),
        DeriveRule(id="d.next", when="short", then="next", **COMMON),
        EvidenceRule(id="e.next", when="next", raises={"p": "strong"}, **COMMON),
    ]
    findings = [finding("low", "short"), finding("short"), finding("next")]
    base = knowledge(findings, [hypothesis("p")], *rules, measurements=(measurement("m"),))
    result = run(base, labs={"m": "29"})
    assert rules_fired(result) == ["d.low", "d.next", "e.next"]
    assert {f.about: f.grounds for f in result.trace.facts if f.origin == "derived"} == {
        "low": ("d.low",),
        "next": ("d.next",),
        "short": ("d.low",),
    }
    assert rules_fired(run(base, labs={"m": "31"})) == []


def test_not_known_waits_until_nothing_can_change_it():
    rules = [
        DeriveRule(id="d.b", when="a", then="b", **COMMON),
        EvidenceRule(id="e.unknown", when={"not_known": "b"}, raises={"p": "strong"}, **COMMON),
    ]
    base = knowledge([finding("a"), finding("b")], [hypothesis("p")], *rules)
    assert rules_fired(run(base, present=["a"])) == ["d.b"]
    assert rules_fired(run(base)) == ["e.unknown"]
    assert rules_fired(run(base, absent=["b"])) == []


def test_a_band_fires_a_referral():
    rules = [
        EvidenceRule(id="e.a", when="a", raises={"p": "decisive"}, **COMMON),
        ReferralRule(id="r.likely", when={"hypothesis": "p", "band": "likely"}, level="soon", action="Go.", **COMMON),
    ]
    base = knowledge([finding("a")], [hypothesis("p", 0.5)], *rules)
    assert run(base).referral.level == "self_care"
    assert run(base, present=["a"]).referral.level == "soon"


def test_a_conclusion_that_contradicts_an_answer_is_said():
    rule = DeriveRule(id="d.low", when={"measurement": "m", "below": 30}, then="low", **COMMON)
    base = knowledge([finding("low")], [hypothesis("p")], rule, measurements=(measurement("m"),))
    assert "other answers amount to it" in run(base, labs={"m": 9}, absent=["low"]).warnings[0]


@pytest.mark.slow
@settings(max_examples=150)
@given(base=knowledge_bases(), raw=answers)
def test_experta_agrees_with_a_plain_reading_of_the_rules(base, raw):
    case = understand(raw, base.vocabulary)
    result, plain = consult(case, base), Evaluator(base).of_case(case)
    assert result == build(Engine(base).run(case), base), "what it can reach and all rules must agree"
    assert result == consult_plainly(case, base), "what is told without a network, trace and all, must agree"
    assert sorted(rules_fired(result)) == sorted(plain.fired)
    assert {h.id: h.score for h in result.hypotheses} == plain.scores
    assert result.referral.level == plain.level


@settings(max_examples=12)
@given(base=knowledge_bases(), raws=st.lists(answers, min_size=2, max_size=5))
def test_an_engine_that_took_other_cases_finds_what_a_fresh_one_finds_and_keeps_nothing_of_them(base, raws):
    one = Engine(base)
    for raw in raws:
        case = understand(raw, base.vocabulary)
        states, readings = case.states(base.vocabulary), case.readings(base.vocabulary)
        for only in (Reach(base, own_advice, states, readings), None):
            assert build(one.run(case, only), base) == build(Engine(base).run(case), base)
            assert [type(fact).__name__ for fact in one.network.facts.values()] == ["InitialFact"]
            assert (one.network.tally, one.network.agenda.activations) == ({}, [])
            assert (one.now.case, one.compiled.rules) == (Case(), [])


@settings(max_examples=25)
@given(base=knowledge_bases(), raw=answers, seed=st.randoms(use_true_random=False))
def test_the_order_of_answers_and_of_rules_never_matters(base, raw, seed):
    case = understand(raw, base.vocabulary)
    shuffled = {k: _shuffle(v, seed) for k, v in raw.items()}
    again = knowledge(
        list(base.vocabulary.findings.values()),
        list(base.hypotheses.values()),
        *_shuffle([*base.derive, *base.evidence, *base.referral], seed),
        measurements=tuple(base.vocabulary.measurements.values()),
    )
    assert consult(case, base) == consult(understand(shuffled, again.vocabulary), again)


def _shuffle(items, seed: random.Random):
    if isinstance(items, dict):
        return dict(_shuffle(list(items.items()), seed))
    return seed.sample(items, len(items))


def test_two_threads_share_nothing():
    from concurrent.futures import ThreadPoolExecutor

    rules = [EvidenceRule(id=f"e.{f}", when=f, raises={"p": "slight"}, **COMMON) for f in "abcd"]
    base = knowledge([finding(f) for f in "abcd"], [hypothesis("p")], *rules)
    cases = [{"present": list("abcd"[: i % 5])} for i in range(200)]
    with ThreadPoolExecutor(8) as pool:
        scores = list(pool.map(lambda raw: run(base, **raw).hypothesis("p").score, cases))
    assert scores == [hypothesis("p").prior.points(1) + 2 * (i % 5) for i in range(200)]


@pytest.mark.parametrize("present", [["b"], ["a", "b"]])
def test_what_is_absent_rules_out_everything_narrower(present):
    base = knowledge([finding("a"), finding("b", "a")], [hypothesis("p")])
    with pytest.raises(InputError, match="absent"):
        understand({"present": present, "absent": ["a"]}, base.vocabulary)
