"""The bounds that let an interview stop, against every answer that could still be given."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from toy import COMMON, LETTERS, finding, hypothesis, knowledge, knowledge_bases

from soleus.engine.evaluate import evaluator
from soleus.facts.case import Case
from soleus.facts.errors import InputError
from soleus.facts.open_questions import Open
from soleus.interview.bounds import bounds
from soleus.interview.plainly_open import plainly_open
from soleus.interview.question_value import Worth
from soleus.rules.points import band
from soleus.rules.rule import EvidenceRule

VALUES = ("10", "50", "90")


def outcomes(base, case, open_findings, open_measurements):
    """What every combination of further answers comes to."""
    for said in product(("yes", "no", "not sure"), repeat=len(open_findings)):
        for value in (None, *VALUES) if open_measurements else (None,):
            present = {f for f, s in zip(open_findings, said, strict=True) if s == "yes"}
            absent = {f for f, s in zip(open_findings, said, strict=True) if s == "no"}
            fuller = case.model_copy(
                update={
                    "present": tuple({*case.present, *present}),
                    "absent": tuple({*case.absent, *absent}),
                    "labs": case.labs | ({"m": value} if value else {}),
                }
            )
            try:
                yield evaluator(base).of_case(fuller)
            except InputError:
                continue


@st.composite
def situations(draw):
    """A knowledge base, a case, and up to four findings and perhaps a measurement still open."""
    base = draw(knowledge_bases())
    states = draw(st.fixed_dictionaries({f: st.sampled_from(["present", "absent", "unknown"]) for f in LETTERS}))
    case = Case(**{s: tuple(f for f in LETTERS if states[f] == s) for s in ("present", "absent")})
    try:
        known = case.states(base.vocabulary)
    except InputError:
        assume(False)
    unknown = [f for f in LETTERS if f not in known]
    return base, case, unknown[:4], draw(st.sampled_from([(), ("m",)]))


@pytest.mark.slow
@settings(max_examples=60)
@given(situations())
def test_no_answer_leads_out_of_the_bounds(situation):
    base, case, open_findings, open_measurements = situation
    vocabulary = base.vocabulary
    limits = bounds(base, case.states(vocabulary), case.readings(vocabulary), open_findings, open_measurements)
    seen = list(outcomes(base, case, open_findings, open_measurements))
    assert seen
    for outcome in seen:
        for name, score in outcome.scores.items():
            low, high = limits.scores[name]
            assert low <= score <= high
        assert limits.levels[0].rank <= outcome.level.rank <= limits.levels[1].rank
    if limits.settled:
        assert len({o.ranking()[0] for o in seen}) == 1
        assert len({band(o.scores[limits.leader]) for o in seen}) == 1
        assert len({o.level for o in seen}) == 1


@pytest.mark.slow
@settings(max_examples=30)
@given(knowledge_bases(), st.sets(st.sampled_from(LETTERS), max_size=4))
def test_with_nothing_open_the_bounds_are_the_result(base, present):
    case = Case(present=tuple(sorted(present)))
    outcome = evaluator(base).of_case(case)
    limits = bounds(base, case.states(base.vocabulary), {}, (), ())
    assert limits.scores == {h: (s, s) for h, s in outcome.scores.items()}
    assert limits.levels == (outcome.level, outcome.level)
    assert limits.settled


def test_a_leader_that_can_still_be_overtaken_is_not_settled():
    raises = EvidenceRule(id="e.a", when="a", raises={"q": "very_strong"}, **COMMON)
    base = knowledge([finding("a"), finding("b")], [hypothesis("p", 0.5), hypothesis("q", 0.3)], raises)
    assert not bounds(base, {}, {}, ("a", "b"), ()).settled
    assert bounds(base, {}, {}, ("b",), ()).settled


def test_what_is_plainly_open_is_never_settled_by_the_exact_bounds(base, consultations):
    seen = set()
    for consultation, one_in in product(consultations[::30], (1, 60, 400)):
        case, names = consultation.case, list(base.vocabulary.findings)
        known = case.states(base.vocabulary)
        unsure = tuple(f for place, f in enumerate(names) if place % one_in and f not in known)
        numbers = tuple(base.vocabulary.measurements) if one_in > 1 else ()
        open_ = Open(case.model_copy(update={"unknown": (*unsure, *numbers)}), base.vocabulary)
        worth = Worth(base, open_)
        plainly = plainly_open(base, worth.judged, worth.ground)
        exact = bounds(base, open_.states, open_.readings, open_.findings, open_.measurements)
        first = exact.leader
        moves = first is None or band(exact.scores[first][0]) is not band(exact.scores[first][1])
        assert moves or not plainly, case.id
        seen.add((plainly, moves))
    assert seen >= {(True, True), (False, False)}
