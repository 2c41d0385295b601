"""The next question: in order, never twice, never what is known, implied, ruled out or does not apply."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import COMMON, CONTESTED, finding, hypothesis, knowledge, knowledge_bases

from soleus.engine.evaluate import evaluator
from soleus.facts.answer import Answer, accept
from soleus.facts.case import Case
from soleus.facts.finding import State
from soleus.facts.open_questions import Open
from soleus.interview.answering import skipped, ticked
from soleus.interview.headings import groups
from soleus.interview.next_question import MOST_DANGER_SIGNS, URGENT_BY, next_question
from soleus.interview.question import End, Finished, Question, QuestionKind
from soleus.interview.question_value import influences
from soleus.reading.understand import understand
from soleus.rules.rule import EvidenceRule, Level, ReferralRule


def asked_through(base, start, reply, limit=12, training=True, most=60):
    """The questions of an interview in which `reply` answers each, and the case it ends with."""
    case, questions = start, []
    while isinstance(
        coming := next_question(case, base, asked=len(questions), limit=limit, training=training), Question
    ):
        questions.append(coming)
        assert len(questions) <= most
        case = accept(case, reply(coming), base.vocabulary)
    return questions, case, coming


def person(age=50, sex="female"):
    """Someone who says no to everything but who they are."""

    def reply(question, base):
        answer = ticked(question, [], "absent", base.vocabulary)
        if question.kind is QuestionKind.WHO:
            return answer.model_copy(update={"age": age, "sex": sex})
        if question.kind is QuestionKind.COURSE:
            return answer.model_copy(update={"duration_days": 10})
        if question.kind is QuestionKind.RESULTS:
            return answer.model_copy(update={"unknown": tuple(o.id for o in question.options if "." not in o.id)})
        return answer

    return reply


def test_it_asks_in_the_order_of_a_careful_clinician(base):
    questions, _, _ = asked_through(base, Case(), skipped)
    kinds = [q.id.split("-")[0] for q in questions]
    dangers = kinds.count("danger")
    assert kinds[: 3 + dangers] == ["who", "complaint", *["danger"] * dangers, "course"]
    assert kinds[3 + dangers] == "urgent"
    assert not {"danger", "course"} & set(kinds[4 + dangers :])
    assert "results" in kinds[4 + dangers :]


def test_it_asks_nothing_twice_even_to_the_very_end(base):
    questions, _, end = asked_through(base, Case(), skipped, limit=1000)
    asked = [o.id for q in questions for o in q.options]
    assert len(asked) == len(set(asked))
    assert len({q.id for q in questions}) == len(questions)
    assert end.reason in (End.NOTHING_LEFT, End.SETTLED)


@settings(max_examples=8)
@given(st.data())
def test_no_question_asks_what_an_answer_implies_or_rules_out(base, data):
    vocabulary = base.vocabulary
    case = Case()
    for count in range(9):
        question = next_question(case, base, asked=count, training=True)
        if isinstance(question, Finished):
            break
        known = case.states(vocabulary)
        for option in question.options:
            assert option.id not in known
            assert option.id not in case.unknown
            if option.id in vocabulary.findings:
                assert not vocabulary.findings[option.id].recorded_only
        names = [o.id for o in question.options if o.id in vocabulary.findings]
        chosen = data.draw(st.lists(st.sampled_from(names), max_size=3, unique=True)) if names else []
        answer = ticked(question, chosen, data.draw(st.sampled_from(["absent", "unknown"])), vocabulary)
        rest = {o.id for o in question.options} - {*answer.present, *answer.absent, *answer.unknown}
        extra = {"unknown": (*answer.unknown, *rest)} if question.kind is QuestionKind.RESULTS else {}
        if question.kind is QuestionKind.WHO:
            answer = answer.model_copy(update={"present": ()})
            extra = {
                "age": data.draw(st.sampled_from([8, 30, 80])),
                "sex": data.draw(st.sampled_from(["female", "male"])),
            }
        if question.kind is QuestionKind.COURSE:
            extra = {"duration_days": 5}
        case = accept(case, answer.model_copy(update=extra), vocabulary)
        case.states(vocabulary)


@pytest.mark.parametrize(("age", "sex"), [(50, "male"), (80, "female"), (6, "female")])
def test_nobody_is_asked_what_cannot_apply(base, age, sex):
    reply = person(age, sex)
    questions, _, _ = asked_through(base, Case(age=age, sex=sex), lambda q: reply(q, base), limit=1000)
    asked = {o.id for q in questions for o in q.options}
    assert "pregnancy" not in asked
    assert asked & base.vocabulary.findings.keys()


def test_the_sexes_are_asked_their_own(base):
    women, men = ({f.id for f in Open(Case(age=30, sex=s), base.vocabulary).askable()} for s in ("female", "male"))
    assert not any("male" in base.vocabulary.findings[f].ask_if for f in women)
    assert not any("female" in base.vocabulary.findings[f].ask_if for f in men)
    assert "pregnancy" in women


def test_a_question_that_waits_for_another_finding_comes_only_after_it(base):
    vocabulary = base.vocabulary
    waiting = next(
        f for f in vocabulary.findings.values()
        if f.ask_if and not {"female", "male"} & set(f.ask_if) and not f.examined and not f.recorded_only
        and not set(f.ask_if) & vocabulary.broader(f.id) and vocabulary.topics[f.topic].stage != "who"
        and f.kind not in ("result", "demographic")
    )  # fmt: skip
    closed = {f.id for f in Open(Case(), vocabulary).askable()}
    opened = {f.id for f in Open(Case(present=waiting.ask_if[:1]), vocabulary).askable()}
    assert waiting.id not in closed
    assert waiting.id in opened


def test_an_examination_is_asked_of_nobody_but_with_the_results(base):
    questions, _, _ = asked_through(base, Case(), skipped, limit=1000)
    for question in questions:
        if question.kind is not QuestionKind.RESULTS:
            assert not any(base.vocabulary.findings[o.id].examined for o in question.options)


def danger_base():
    """A base in which `a` is an emergency, `b` raises p and `c` nothing."""
    return knowledge(
        [finding("a"), finding("b"), finding("c")],
        [hypothesis("p", 0.3), hypothesis("q", 0.2)],
        EvidenceRule(id="e.b", when="b", raises={"q": "decisive"}, **COMMON),
        ReferralRule(id="r.a", when="a", level="emergency", danger_sign=True, action="Go now.", **COMMON),
    )


def test_an_emergency_stops_at_once_and_says_what_to_do():
    base = danger_base()
    end = next_question(Case(present=("a",)), base)
    assert isinstance(end, Finished)
    assert (end.reason, end.level, end.actions) == (End.EMERGENCY, Level.EMERGENCY, ("Go now.",))
    assert isinstance(next_question(Case(present=("a",)), base, training=True), Question)


def test_what_could_make_an_emergency_is_asked_once_and_not_in_its_narrower_forms():
    findings = [finding("a"), finding("a_left", "a"), finding("a_right", "a"), finding("b"), finding("c")]
    base = knowledge(
        findings,
        [hypothesis("p", 0.3)],
        EvidenceRule(id="e.c", when="c", raises={"p": "decisive"}, **COMMON),
        ReferralRule(id="r.a", when={"all": ["a", "b"]}, level="emergency", action="Go now.", **COMMON),
    )

    def asked(**known):
        question = next_question(Case(**known), base)
        assert isinstance(question, Question)
        return question.id.split("-")[0], [o.id for o in question.options]

    assert asked() == ("urgent", ["a", "b"])
    assert asked(present=("a",)) == ("urgent", ["b"])
    assert asked(present=("a",), absent=("b",))[0] != "urgent"


def test_it_stops_when_no_answer_could_change_the_result():
    base = danger_base()
    end = next_question(Case(absent=("a",), unknown=("b",)), base)
    assert isinstance(end, Finished)
    assert end.reason is End.SETTLED
    assert isinstance(next_question(Case(absent=("a",)), base), Question)


def test_it_stops_at_the_limit_and_goes_on_past_a_higher_one():
    base = danger_base()
    assert next_question(Case(), base, asked=40).reason is End.LIMIT
    assert isinstance(next_question(Case(), base, asked=40, limit=60), Question)


@settings(max_examples=20)
@given(knowledge_bases())
def test_settled_means_that_no_further_answer_moves_the_result(base):
    case = Case()
    for _ in range(20):
        coming = next_question(case, base, limit=100, training=True)
        if isinstance(coming, Finished):
            break
        case = accept(case, skipped(coming), base.vocabulary)
    if isinstance(coming, Finished) and coming.reason is End.SETTLED:
        before = evaluator(base).of_case(case)
        for name in Open(case, base.vocabulary).findings:
            after = evaluator(base).of_case(accept(case, Answer(question="x", present=(name,)), base.vocabulary))
            assert after.ranking()[0] == before.ranking()[0]
            assert after.level is before.level


def test_why_names_what_an_answer_really_changes():
    base = danger_base()
    question = next_question(Case(), base, asked=URGENT_BY + 1)
    found = {i.rule: i for i in influences(question, base, Case())}
    assert found["e.b"].finding == "b"
    assert found["e.b"].hypothesis == "q"
    before, after = (evaluator(base).of_case(c).scores["q"] for c in (Case(), Case(present=("b",))))
    assert found["e.b"].points == after - before
    assert found["r.a"].level is Level.EMERGENCY


def test_what_is_only_claimed_is_no_reason_to_ask():
    base = danger_base()
    claim = EvidenceRule(id="e.claim", when="b", raises={"q": "claimed"}, contested=CONTESTED, **COMMON)
    base = dataclasses.replace(base, evidence=(*base.evidence, claim))
    question = next_question(Case(), base, asked=URGENT_BY + 1)
    assert "e.claim" not in {i.rule for i in influences(question, base, Case())}


def test_an_answer_never_denies_what_it_implies(base):
    vocabulary = base.vocabulary
    narrow = next(f.id for f in vocabulary.findings.values() if f.implies)
    options = (narrow, *sorted(vocabulary.broader(narrow) - {narrow}))
    question = Question.model_validate({
        "id": "x", "kind": "ticklist", "heading": "?", "help": "?",
        "options": [{"id": o, "label": o, "question": "?", "help": "?", "topic": "t"} for o in options],
    })  # fmt: skip
    case = accept(Case(), ticked(question, [narrow], "absent", vocabulary), vocabulary)
    assert case.present == (narrow,)
    assert case.absent == ()


def test_not_sure_is_not_no(base):
    question = next_question(Case(age=40, sex="male"), base)
    unsure = accept(Case(), skipped(question), base.vocabulary)
    assert unsure.absent == ()
    assert unsure.states(base.vocabulary) == {}
    assert {o.id for o in question.options} <= set(unsure.unknown)


def test_a_tick_list_stays_short_enough_to_read(base):
    questions, _, _ = asked_through(base, Case(), skipped, limit=1000)
    for question in questions:
        assert sum(o.id in base.vocabulary.findings for o in question.options) <= MOST_DANGER_SIGNS


def test_another_sex_takes_back_what_only_the_first_could_have(base):
    vocabulary = base.vocabulary
    pregnant = accept(Case(), Answer(question="who", age=30, sex="female", present=("pregnancy",)), vocabulary)
    corrected = accept(pregnant, Answer(question="who", age=30, sex="male"), vocabulary)
    assert corrected.states(vocabulary).get("pregnancy") is not State.PRESENT
    later = accept(corrected, Answer(question="x", present=("pregnancy",)), vocabulary)
    assert later.states(vocabulary)["pregnancy"] is State.PRESENT


def test_every_topic_that_is_asked_stands_in_one_group_or_alone(base):
    topics = [t for g in groups(base.vocabulary) for t in g.topics]
    assert sorted(topics) == sorted(base.vocabulary.topics)


@pytest.mark.parametrize(("age", "asked"), [(8, False), (12, True), (55, True), (56, False), (None, True)])
def test_pregnancy_is_asked_of_nobody_too_young_or_too_old(base, age, asked):
    open_ = Open(understand({} if age is None else {"age": age}, base.vocabulary), base.vocabulary)
    assert ("pregnancy" in {f.id for f in open_.askable(opened=False)}) is asked
