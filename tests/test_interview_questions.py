"""The next question: in order, never twice, never what is known, implied, ruled out or does not apply."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import COMMON, CONTESTED, finding, hypothesis, knowledge, knowledge_bases

from soleus.engine.consult import consult
from soleus.engine.evaluate import evaluator
from soleus.facts.answer import Answer, accept
from soleus.facts.case import Case
from soleus.facts.finding import State
from soleus.facts.open_questions import Open
from soleus.interview.answering import skipped, ticked
from soleus.interview.body_map import map_of
from soleus.interview.candidates import MOST_OPTIONS, Candidate, chosen
from soleus.interview.gates import behind, gates, left_open, shipped
from soleus.interview.headings import BACKGROUND, EXAMINATION, groups
from soleus.interview.influences import influences
from soleus.interview.interview import Interview
from soleus.interview.next_question import next_question
from soleus.interview.progress import LIMIT, Progress
from soleus.interview.question import End, Finished, Option, Question, QuestionKind
from soleus.interview.question_value import Worth
from soleus.interview.stopping import benign
from soleus.interview.unasked import told_by_duration
from soleus.reading.understand import understand
from soleus.rules.condition import Absent, NotKnown, leaves
from soleus.rules.rule import EvidenceRule, Level, ReferralRule
from soleus.wording.asking import of_a_child
from soleus.wording.telling import telling

TOLD = Progress(asked=("words",))


def asked_through(base, reply, start=None, keen=False):
    """The questions of an interview in which `reply` answers each, and how it ends."""
    talk = Interview(base, start=start)
    talk.keen, talk.limit = keen, 1000 if keen else LIMIT
    while True:
        coming = talk.next()
        if isinstance(coming, Question):
            assert len(talk.steps) <= 200
            talk.answer(coming, reply(coming))
        elif coming.reason.interrupts:
            talk.go_on(coming.level)
        else:
            return [step.question for step in talk.steps], talk.case, coming


def person(age=50, sex="female"):
    """Someone who says no to everything but who they are."""

    def reply(question, base):
        answer = ticked(question, [], "absent", base.vocabulary)
        if question.kind is QuestionKind.WHO:
            return Answer(question=question.id, age=age, sex=sex, duration_days=10)
        if question.kind is QuestionKind.RESULTS:
            return skipped(question)
        return answer

    return reply


@pytest.fixture(scope="module")
def skipping(base):
    """The questions for someone who skips every one."""
    return asked_through(base, skipped)[0]


@pytest.fixture(scope="module")
def to_the_end(base):
    """The questions for someone who skips every one and asks for more, and how it ends."""
    questions, _, end = asked_through(base, skipped, keen=True)
    return questions, end


def test_it_asks_in_the_order_of_a_careful_clinician(skipping):
    questions = skipping
    names = [q.name for q in questions]
    assert names[:4] == ["words", "about", "complaint", "complaint"]
    assert names[4:6] == ["danger", "danger"]
    rest = [n for n in names[6:] if n != "danger"]
    assert rest[:3] == ["worse", "examined", "life"]
    assert "danger" not in names[names.index("worse") :]


def test_everyone_is_asked_how_they_live_whatever_leads(base):
    always = [g for g in gates(base.vocabulary) if g.everyone]
    assert {"gate_diet", "gate_habits", "gate_still", "gate_effort", "gate_injury"} == {g.id for g in always}
    reply = person()
    for said in ("leg_pain", "leg_swelling", "tingling_feet"):
        questions, _, _ = asked_through(base, lambda q: reply(q, base), Case(present=(said,)))
        by_then = questions[: [q.name for q in questions].index("life") + 1]
        told = {f for q in by_then for o in q.options for f in o.tells}
        assert all(told & set(gate.covers) for gate in always)
        assert "gate_diet" in {o.id for q in by_then for o in q.options}


def test_what_was_said_first_is_never_asked(base):
    start = Case(age=66, sex="female", duration_days=90, present=("tingling_feet", "vegan_diet", "statin"))
    questions, _, _ = asked_through(base, skipped, start, keen=True)
    assert not {"words", "about", "complaint"} & {q.name for q in questions}
    known = set(start.states(base.vocabulary))
    assert not known & {o.id for q in questions for o in q.options}


def test_it_asks_nothing_twice_even_to_the_very_end(to_the_end):
    questions, end = to_the_end
    asked = [o.id for q in questions for o in q.options]
    assert len(asked) == len(set(asked))
    assert len({q.id for q in questions}) == len(questions)
    assert end.reason in (End.NOTHING_LEFT, End.SETTLED)


def test_no_heading_comes_twice(skipping):
    headings = [q.heading for q in skipping]
    assert len(headings) == len(set(headings))


def test_every_danger_sign_is_asked_of_everyone_before_anything_else(base):
    reply = person()
    questions, _, _ = asked_through(base, lambda q: reply(q, base), Case(present=("leg_pain",)))
    assert questions[0].name == "about"
    early = [q for q in questions[1 : [q.name for q in questions].index("worse")] if not q.name.startswith("where")]
    told = {n for q in early for o in q.options for f in o.tells for n in base.vocabulary.narrower(f)}
    open_ = {f.id for f in Open(Case(age=50, sex="female"), base.vocabulary).askable(opened=False) if f.danger}
    assert open_ <= told
    assert len(early) <= 5


def past_the_names(start, base):
    """The interview of someone who was not sure of any illness or medicine."""
    talk = Interview(base, start=start)
    names = talk.next()
    assert names.name == "background"
    talk.answer(names, skipped(names))
    return talk


def test_a_gate_opens_what_it_covers_as_the_next_question(base):
    talk = past_the_names(Case(age=50, sex="male", duration_days=9, present=("leg_pain",)), base)
    question = talk.next()
    gate = next(o for o in question.options if o.covers)
    talk.answer(question, ticked(question, [gate.id], "absent", base.vocabulary))
    narrow = talk.next()
    assert narrow.heading.startswith(gate.label)
    assert narrow.options[0].id in behind([gate.id], base.vocabulary)


def test_a_gate_that_was_opened_and_not_gone_through_is_still_to_be_confirmed_in_the_result(base):
    start = Case(age=50, sex="male", duration_days=21, present=("back_pain",))
    talk = past_the_names(start, base)
    question = talk.next()
    gate = next(o for o in question.options if o.covers)
    talk.answer(question, ticked(question, [gate.id], "absent", base.vocabulary))
    stopped = talk.consultation()
    assert {*gate.covers} - {*start.present} == {asked.finding for asked in stopped.case.asked}
    assert not telling(stopped, base).whole
    narrow = talk.next()
    talk.answer(narrow, ticked(narrow, [], "absent", base.vocabulary))
    assert not talk.consultation().case.asked


def test_what_it_might_be_that_a_gate_left_open_is_told_by_what_it_would_ask_for(base):
    case = Case(age=50, sex="male", duration_days=21, present=("back_pain",))
    left = left_open(case, ["gate_bladder"], base.vocabulary)
    assert telling(consult(left, base), base).if_confirmed.level is Level.EMERGENCY


def test_where_there_is_room_what_lies_deeper_behind_a_gate_is_asked_with_it(base):
    asked = Progress(asked=("words", "life-1"), opened=("gate_habits",), pending=("gate_habits",))
    case = Case(age=50, sex="male", duration_days=9, present=("leg_pain",))
    narrow = next_question(case, base, asked)
    assert {"alcohol_use", "smoking", "alcohol_excess"} <= {o.id for o in narrow.options}


@pytest.mark.parametrize("gate", ["gate_head", "gate_bladder", "gate_power", "gate_fainting", "gate_skin_damage"])
def test_every_danger_sign_that_a_gate_names_is_asked_as_soon_as_it_is_opened(base, gate):
    asked = Progress(asked=("words", "danger-1"), opened=(gate,), pending=(gate,))
    narrow = next_question(Case(age=60, sex="male", duration_days=9, present=("leg_pain",)), base, asked)
    signs = {f for f in shipped()[gate].covers if base.vocabulary.findings[f].danger}
    assert signs <= {f for o in narrow.options for n in o.tells for f in base.vocabulary.narrower(n)}


def test_a_gate_before_one_danger_sign_asks_for_all_that_it_covers(base):
    questions, _, _ = asked_through(base, skipped, Case(age=50, sex="male", duration_days=9, present=("leg_pain",)))
    lists = [q.options for q in questions if q.name == "danger"]
    assert {"gate_spasm", "gate_exposure", "gate_joint"} <= {o.id for options in lists for o in options}
    assert all(len(options) == MOST_OPTIONS for options in lists)


def test_what_is_as_common_as_its_broader_form_is_asked_straight_away(base):
    vocabulary = base.vocabulary

    def candidate(name, chance, worth):
        return Candidate(Option.of(vocabulary.findings[name]), worth, chance, 20, vocabulary.narrower(name))

    def picked(chance):
        both = [candidate("muscle_weakness", 0.3, 4), candidate("leg_weakness", chance, 6)]
        return [c.option.id for c in chosen(both, vocabulary)]

    assert picked(0.28) == ["leg_weakness"]
    assert picked(0.02) == ["muscle_weakness"]


def test_a_form_of_what_was_said_is_likelier_than_among_all(base):
    case = Case(age=45, sex="male", duration_days=9, present=("fever",))
    with_rash = case.model_copy(update={"present": ("fever", "rash")})
    alone, then = (Worth(base, Open(c, base.vocabulary)) for c in (case, with_rash))
    assert then.likely("raised_purple_spots") > 3 * alone.likely("raised_purple_spots")


def test_how_long_it_lasts_is_asked_in_words_of_those_who_know_no_figure(base):
    def forms(case):
        questions, _, _ = asked_through(base, skipped, case, keen=True)
        return {o.id for q in questions for o in q.options} & told_by_duration(base)

    known = Case(age=50, sex="male", duration_days=200, present=("leg_pain",))
    assert not forms(known)
    assert forms(known.model_copy(update={"duration_days": None, "unknown": ("duration_days",)}))


def test_a_no_to_a_gate_denies_all_that_it_covers(base):
    gate = shipped()["gate_bladder"]
    question = Question(id="x", kind=QuestionKind.TICKLIST, heading="?", help="?", options=(gate.option,))
    answer = ticked(question, [], "absent", base.vocabulary)
    assert set(answer.absent) == set(gate.covers)
    opened = ticked(question, [gate.id], "absent", base.vocabulary)
    assert (opened.present, opened.absent, opened.opened) == ((), (), (gate.id,))


def test_every_gate_covers_what_a_lay_person_can_say(base):
    for gate in gates(base.vocabulary):
        for name in gate.covers:
            assert not base.vocabulary.findings[name].examined, (gate.id, name)
    assert len(gates(base.vocabulary)) == len(shipped())
    assert {g.group for g in shipped().values()} <= {g.id for g in groups(base.vocabulary)}


@settings(max_examples=8)
@given(st.data())
def test_no_question_asks_what_an_answer_implies_or_rules_out(base, data):
    vocabulary = base.vocabulary
    case = Case()
    asked = []
    for _ in range(9):
        question = next_question(case, base, Progress(asked=tuple(asked), heeded=Level.EMERGENCY))
        if isinstance(question, Finished):
            break
        asked.append(question.id)
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
            extra = {
                "age": data.draw(st.sampled_from([8, 30, 80])),
                "sex": data.draw(st.sampled_from(["female", "male"])),
                "duration_days": 5,
            }
        case = accept(case, answer.model_copy(update=extra), vocabulary)
        case.states(vocabulary)


def excluding(base):
    """The findings, but for results, that a rule derives where something is absent or not known."""
    derived = {r.then for r in base.derive if any(isinstance(x, Absent | NotKnown) for x in leaves(r.when))}
    return {f for f in derived if base.vocabulary.findings[f].kind != "result"}


@settings(max_examples=60)
@given(knowledge_bases(), st.data())
def test_what_excludes_other_findings_is_concluded_and_never_asked(base, data):
    talk = Interview(base, start=Case(unknown=data.draw(st.lists(st.sampled_from("abcd"), max_size=4))))
    talk.keen, talk.limit = True, 100
    while not isinstance(question := talk.next(), Finished) or question.reason.interrupts:
        if isinstance(question, Finished):
            talk.go_on(question.level)
            continue
        assert not {f for o in question.options for f in o.tells} & excluding(base)
        named = [o.id for o in question.options if o.id in base.vocabulary.findings]
        ticks = data.draw(st.lists(st.sampled_from(named), max_size=2)) if named else []
        rest = data.draw(st.sampled_from(["absent", "unknown"]))
        talk.answer(question, skipped(question) if not named else ticked(question, ticks, rest, base.vocabulary))


@pytest.mark.parametrize("age", [5, 30, 80])
def test_nobody_is_asked_for_soreness_flu_growing_pains_or_a_sprain_that_rule_out_everything_else(base, age):
    named = {"hurt_and_walked_on", "soreness_after_effort", "typical_growing_pains", "flu_of_days"}
    assert named == excluding(base)
    start = Case(age=age, sex="male", duration_days=3, present=("muscle_pain", "recent_injury", "fever", "cough"))
    questions, _, _ = asked_through(base, skipped, start, keen=True)
    assert not named & {f for q in questions for o in q.options for f in o.tells}


@pytest.mark.parametrize(("age", "sex"), [(50, "male"), (80, "female"), (6, "female")])
def test_nobody_is_asked_what_cannot_apply(base, age, sex):
    reply = person(age, sex)
    questions, _, _ = asked_through(base, lambda q: reply(q, base), Case(age=age, sex=sex), keen=True)
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


def test_an_examination_is_asked_of_nobody_but_with_the_results(base, to_the_end):
    for question in to_the_end[0]:
        if question.kind is not QuestionKind.RESULTS:
            findings = base.vocabulary.findings
            assert not any(findings[o.id].examined for o in question.options if o.id in findings)


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
    going_on = Progress(asked=("words",), heeded=Level.EMERGENCY)
    assert isinstance(next_question(Case(present=("a",)), base, going_on), Question)


def test_what_is_to_be_seen_the_same_day_stops_too_and_an_emergency_after_it_again():
    base = knowledge(
        [finding("a"), finding("b"), finding("c")],
        [hypothesis("p", 0.3)],
        EvidenceRule(id="e.c", when="c", raises={"p": "decisive"}, **COMMON),
        ReferralRule(id="r.a", when="a", level="emergency", danger_sign=True, action="Go now.", **COMMON),
        ReferralRule(id="r.b", when="b", level="urgent", danger_sign=True, action="Go today.", **COMMON),
    )
    talk = Interview(base, start=Case(present=("b",)))
    assert (talk.next().reason, talk.next().actions) == (End.URGENT, ("Go today.",))
    talk.go_on(Level.URGENT)
    assert isinstance(talk.next(), Question)
    talk.answer(talk.next(), Answer(question="x", present=("a",)))
    assert talk.next().reason is End.EMERGENCY


def test_it_stops_when_no_answer_could_change_the_result():
    base = danger_base()
    end = next_question(Case(absent=("a",), unknown=("b",)), base, TOLD)
    assert isinstance(end, Finished)
    assert end.reason is End.SETTLED
    assert isinstance(next_question(Case(absent=("a",)), base, TOLD), Question)


def test_it_offers_to_stop_at_the_limit_and_goes_on_past_a_higher_one():
    base = danger_base()
    asked = (*(f"x{n}" for n in range(40)), "words")
    end = next_question(Case(absent=("a",)), base, Progress(asked=asked))
    assert end.reason is End.LIMIT
    assert end.reason.may_go_on
    assert isinstance(next_question(Case(absent=("a",)), base, Progress(asked=asked, limit=60)), Question)


def test_a_benign_cause_that_explains_all_that_was_said_ends_it(base):
    assert "delayed_muscle_soreness" in benign(base)
    assert "deep_vein_thrombosis" not in benign(base)
    ease = knowledge(
        [finding("a"), finding("b"), finding("c")],
        [hypothesis("p", 0.3), hypothesis("q", 0.2)],
        EvidenceRule(id="e.a", when="a", raises={"p": {"lr": 1000, "arithmetic": "?"}}, **COMMON),
        EvidenceRule(id="e.c", when="c", raises={"q": {"lr": 100000, "arithmetic": "?"}}, **COMMON),
    )
    assert next_question(Case(present=("a",)), ease, TOLD).reason is End.EXPLAINED
    assert next_question(Case(present=("a", "b")), ease, TOLD).reason is not End.EXPLAINED


@settings(max_examples=20)
@given(knowledge_bases())
def test_settled_means_that_no_further_answer_moves_the_result(base):
    case, asked = Case(), []
    for _ in range(20):
        progress = Progress(asked=(*asked, "words"), limit=100, heeded=Level.EMERGENCY)
        coming = next_question(case, base, progress)
        if isinstance(coming, Finished):
            break
        asked.append(coming.id)
        case = accept(case, skipped(coming), base.vocabulary)
    if isinstance(coming, Finished) and coming.reason is End.SETTLED:
        before = evaluator(base).of_case(case)
        for name in Open(case, base.vocabulary).findings:
            after = evaluator(base).of_case(accept(case, Answer(question="x", present=(name,)), base.vocabulary))
            assert after.ranking()[0] == before.ranking()[0]
            assert after.level is before.level


def test_why_names_what_an_answer_really_changes():
    base = danger_base()
    text = {"label": "?", "question": "?", "help": "?"}
    question = Question(id="x", kind="ticklist", heading="?", help="?", options=[{"id": i, **text} for i in "abc"])
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
    question = next_question(Case(), base, TOLD)
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


def test_a_tick_list_stays_short_enough_to_read(to_the_end):
    for question in to_the_end[0]:
        assert len(question.options) <= MOST_OPTIONS or map_of(question)


def test_another_sex_takes_back_what_only_the_first_could_have(base):
    vocabulary = base.vocabulary
    pregnant = accept(Case(), Answer(question="who", age=30, sex="female", present=("pregnancy",)), vocabulary)
    corrected = accept(pregnant, Answer(question="who", age=30, sex="male"), vocabulary)
    assert corrected.states(vocabulary).get("pregnancy") is not State.PRESENT
    later = accept(corrected, Answer(question="x", present=("pregnancy",)), vocabulary)
    assert later.states(vocabulary)["pregnancy"] is State.PRESENT


def test_every_topic_that_is_asked_stands_in_one_group_or_alone(base):
    topics = [*BACKGROUND, *EXAMINATION, *(t for g in groups(base.vocabulary) for t in g.topics)]
    assert sorted(topics) == sorted(base.vocabulary.topics)


@pytest.mark.parametrize(("age", "asked"), [(8, False), (12, True), (55, True), (56, False), (None, True)])
def test_pregnancy_is_asked_of_nobody_too_young_or_too_old(base, age, asked):
    open_ = Open(understand({} if age is None else {"age": age}, base.vocabulary), base.vocabulary)
    assert ("pregnancy" in {f.id for f in open_.askable(opened=False)}) is asked


@pytest.mark.parametrize(
    ("said", "of_the_child"),
    [
        ("Does a leg give way under you?", "Does a leg give way under your child?"),
        ("Do you train, or did you once?", "Does your child train, or did they once?"),
        ("Do you bleed, and does it worry or hurt you?", "Does your child bleed, and does it worry or hurt them?"),
        ("Do you have what makes you bleed?", "Does your child have what makes them bleed?"),
    ],
)
def test_a_parent_is_asked_in_whole_sentences(said, of_the_child):
    assert of_a_child(said) == of_the_child


def test_a_broad_question_asks_nothing_again_that_was_denied(base):
    gate = shipped()["gate_swelling"]
    assert gate.asked_of(Case()) == "Is a leg, calf, ankle or foot swollen, tight or hot?"
    assert gate.asked_of(Case(absent=("leg_swelling",))) == "Is a leg tight or hot?"


def test_what_is_put_otherwise_after_a_no_is_a_part_of_its_broad_question():
    for gate in shipped().values():
        assert {*gate.denied} <= {*gate.covers}, gate.id
