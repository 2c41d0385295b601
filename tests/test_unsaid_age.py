"""An age that was not said hides no danger, and frightens nobody whose complaint is ordinary."""

from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from danger_lines import lines, load, told
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import COMMON, finding, knowledge, measurement

from soleus.engine.consult import consult
from soleus.engine.evaluate import Facts, evaluator, met
from soleus.engine.unsaid_age import IN_A_CHILD, SUPPOSED
from soleus.facts.answer import Answer
from soleus.facts.case import Case
from soleus.facts.errors import InputError
from soleus.facts.measurement import Interval
from soleus.interview.interview import Interview
from soleus.interview.question import End, Question
from soleus.reading.understand import understand
from soleus.rules.condition import All, Any_, AtLeast, Compare, Count
from soleus.rules.knowledge import load_knowledge
from soleus.rules.rule import DeriveRule, Level
from soleus.rules.unsaid_age import TELLS_OF_ITSELF, at_unsaid_age

BASE = load_knowledge()
STAGES = ("childhood", "adolescence", "older_age")
NUMBER_NEEDED = {"infection.fever-in-the-first-months", "bones_and_injury.baby-with-a-bruised-or-idle-leg"}
STAGE_NEEDED = {
    "circulation.child-with-swollen-legs",
    "found_now.high-sugar-in-a-child",
    "whole_body.sugar-high-and-felt",
}
PRESENTATIONS = sorted((Path(__file__).parent / "data" / "presentations").glob("*.yaml"))


def aged():
    """The people of the danger table who have an age, with the rule that they were written for."""
    everyone = {(line.under, signs) for line in lines(load()) for signs in line.people()}
    return sorted((under, sorted(signs)) for under, signs in everyone if age_of(signs) is not None)


def age_of(signs):
    ages = [sign.split()[1] for sign in signs if sign.startswith("age ")]
    return float(ages[0]) if ages and ages[0] != "not" else None


def everyday():
    """The everyday presentations with an age, those left out that are refused."""
    for row in (row for path in PRESENTATIONS for row in yaml.safe_load(path.read_text(encoding="utf-8"))):
        if row["kind"] == "everyday":
            with suppress(InputError):
                if (case := understand(row["case"], BASE.vocabulary)).age is not None:
                    yield row["id"], case


def told_without_age(signs, *stage):
    return told(frozenset([*(s for s in signs if not s.startswith("age ")), *stage]), BASE)


def told_less(people, *stage):
    """The rules whose people are told less without an age than with it."""
    fuller = [(under, told(frozenset(signs), BASE), told_without_age(signs, *stage)) for under, signs in people]
    return {under for under, due, level in fuller if level.rank < due.rank}


def test_nobody_old_enough_to_tell_of_themselves_is_told_less_where_the_age_is_left_out():
    people = [(under, signs) for under, signs in aged() if age_of(signs) >= TELLS_OF_ITSELF]
    assert len(people) > 400
    assert told_less(people) <= STAGE_NEEDED


def test_no_small_child_is_told_less_where_only_the_age_in_years_is_left_out():
    people = [(under, signs) for under, signs in aged() if age_of(signs) < 10]
    assert len(people) > 100
    assert told_less(people, "childhood") <= NUMBER_NEEDED
    assert told_less(people) > NUMBER_NEEDED, "for whom the word child makes the difference"


def test_an_ordinary_complaint_without_an_age_is_no_emergency():
    levels = {name: evaluator(BASE).of_case(case.model_copy(update={"age": None})).level for name, case in everyday()}
    assert len(levels) > 100
    assert [name for name, level in levels.items() if level is Level.EMERGENCY] == []
    assert sum(level is Level.URGENT for level in levels.values()) <= 6


@pytest.mark.parametrize(
    ("present", "said", "level"),
    [
        (["limp", "hip_pain"], [], Level.URGENT),  # a hip that slips
        (["limp", "hip_pain"], ["older_age"], Level.SELF_CARE),
        (["jaw_claudication", "vision_problems"], [], Level.EMERGENCY),  # an inflamed artery of the old
        (["jaw_claudication", "vision_problems"], ["childhood"], Level.URGENT),
        (["low_muscle_tone"], ["childhood"], Level.EMERGENCY),  # a floppy baby
        (["leg_swelling_both"], ["childhood"], Level.URGENT),
        (["leg_swelling_both"], [], Level.ROUTINE),
    ],
)
def test_a_stage_of_life_that_was_said_closes_what_it_excludes(present, said, level):
    assert evaluator(BASE).of_case(Case(present=(*present, *said))).level is level


ages = st.sampled_from([{"below": 1}, {"below": 16}, {"at_least": 8, "at_most": 16}, {"at_least": 60}])
comparisons = st.builds(
    lambda bounds, needs: Compare(measurement="age", unit="a", needs=needs, **bounds),
    ages,
    st.sampled_from([None, "stage", "number"]),
)
conditions = st.recursive(
    st.one_of(comparisons, st.sampled_from(["limp", {"absent": "fever"}, {"not_known": "fever"}])),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda members: All(all=members)),
        st.lists(inner, min_size=1, max_size=3).map(lambda members: Any_(any=members)),
        st.lists(inner, min_size=1, max_size=1).map(lambda members: AtLeast(at_least=Count(n=1, of=members))),
    ),
    max_leaves=6,
)


@settings(max_examples=200)
@given(
    when=conditions.map(lambda c: All(all=(c,))),
    age=st.sampled_from([0, 0.5, 4, 8, 15, 16, 17, 59, 60, 90]),
    known=st.tuples(st.sets(st.sampled_from(["limp", *STAGES])), st.sets(st.just("fever"))),
)
def test_an_age_that_was_said_comes_to_just_what_it_came_to(when, age, known):
    facts = Facts(*map(set, known), readings={"age": Interval(low=age, high=age)})
    opened = at_unsaid_age(BASE.derive, BASE.vocabulary)(when)
    assert met(opened, facts, BASE) == met(when, facts, BASE)


def test_where_no_stage_of_life_has_a_name_an_age_below_five_needs_a_number():
    child = DeriveRule(id="d.c", when=Compare(measurement="age", below=10), then="child", **COMMON)
    age = measurement("age")
    named = knowledge([finding("child")], [], child, measurements=(age,))
    nameless = knowledge([finding("child")], [], measurements=(age,))
    asked = Compare(measurement="age", below=2)
    for base, holds in ((named, True), (nameless, False)):
        opened = at_unsaid_age(base.derive, base.vocabulary)(asked)
        assert met(opened, Facts(present={"child"}), base) is holds


def first_words(**known):
    talk = Interview(BASE, start=Case(present=("abdominal_pain", "sudden_onset", "pallor"), **known))
    return talk, talk.next()


def test_an_interview_asks_for_the_age_before_it_acts_on_what_is_dangerous_at_some_ages():
    talk, coming = first_words()
    assert isinstance(coming, Question)
    assert "age" in coming.asks
    talk.answer(coming, Answer(question=coming.id, unknown=("age",)))
    assert talk.next().reason is End.EMERGENCY
    assert first_words(age=70)[1].reason is End.EMERGENCY
    assert isinstance(first_words(age=30)[1], Question)


@pytest.mark.parametrize(
    ("known", "noted"),
    [
        ({"present": ("abdominal_pain", "sudden_onset", "pallor")}, {SUPPOSED}),
        ({"present": ("leg_swelling_both",)}, {IN_A_CHILD}),
        ({"present": ("leg_swelling_both", "older_age")}, set()),
        ({"present": ("leg_swelling_both",), "age": 50}, set()),
        ({"present": ("calf_pain", "well_and_active")}, set()),
    ],
)
def test_it_is_said_where_the_level_hangs_on_an_age_not_said(known, noted):
    assert set(consult(Case(**known), BASE).warnings) & {SUPPOSED, IN_A_CHILD} == noted


def test_a_reason_of_any_age_is_told_before_one_that_supposes_an_age():
    first, *others = consult(Case(sex="female", present=("limp", "fever", "joint_pain")), BASE).referral.reasons
    assert first.rule == "infection.joint-pain-and-fever"
    assert "bones_and_injury.child-who-cannot-stand" in {
        reason.rule for reason in others if reason.level is first.level
    }
