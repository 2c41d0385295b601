"""What is asked is asked for and reviewed as it is meant: places with sides, the finding and not the gate, one None."""

import html
import re

import pytest
from sampled import marked_by_place
from web_client import begun

from soleus.facts.answer import Answer
from soleus.facts.case import Case
from soleus.facts.open_questions import Open
from soleus.interview.answering import ticked
from soleus.interview.body_map import placed
from soleus.interview.candidates import MOST_OPTIONS
from soleus.interview.gates import gates
from soleus.interview.interview import Step
from soleus.interview.next_question import next_question
from soleus.interview.phrasing import named
from soleus.interview.progress import Progress
from soleus.interview.question import Option, Question, QuestionKind
from soleus.reading.understand import understand
from soleus.wording.answers import NOTHING_KNOWN
from soleus.wording.reviewing import TOLD_BELOW, reviewed

PEOPLE = marked_by_place(
    [
        {"age": 44, "sex": "female", "duration_days": 30, "present": ["leg_pain"]},
        {"age": 44, "sex": "male", "duration_days": 3, "present": ["back_pain", "shooting_leg_pain"]},
        {"age": 29, "sex": "female", "duration_days": 120, "present": ["restless_legs", "fatigue"]},
        {"age": 8, "sex": "male", "duration_days": 60, "present": ["knee_pain"]},
    ],
    quick=3,
    slow=1,
)
ASKED = ("words", "background", "danger-1")


def detail(case, gate, base):
    return next_question(case, base, Progress(asked=ASKED, opened=(gate.id,), pending=(gate.id,)))


@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: f"{p['age']}-{p['present'][0]}")
def test_behind_a_broad_question_stands_all_that_it_asked_about(person, base):
    case = understand(person, base.vocabulary)
    open_ = Open(case, base.vocabulary)
    askable = {f.id for f in open_.askable(opened=False) if not f.ask_if or open_.is_opened(f)}
    seen = 0
    for gate in gates(base.vocabulary):
        question = detail(case, gate, base)
        if isinstance(question, Question) and question.name == "narrow":
            covered = [f for f in gate.covers if f in askable]
            shown = {o.id for o in question.options}
            assert len(shown & set(covered)) == min(len(covered), MOST_OPTIONS), gate.id
            seen += 1
    assert seen > 20


def step(question, answer):
    return Step(question=question, answer=answer)


def tick(question, base, *present):
    return step(question, ticked(question, present, "absent", base.vocabulary))


def test_a_broad_question_is_reviewed_as_what_was_told_of_it(base):
    case = understand(PEOPLE[0], base.vocabulary)
    gate = next(g for g in gates(base.vocabulary) if g.id == "gate_fainting")
    broad = named("danger", Progress(), options=[gate.option])
    opened, dizzy = tick(broad, base, gate.id), tick(detail(case, gate, base), base, "dizziness")
    first, second = reviewed([opened, dizzy], base.vocabulary, case)
    assert first.so == TOLD_BELOW
    assert second.so == "yes: Dizziness"
    assert second.title == gate.label
    (alone,) = reviewed([opened], base.vocabulary, case)
    assert alone.so == f"yes: {gate.label}"
    nothing = tick(detail(case, gate, base), base)
    assert [r.so for r in reviewed([opened, nothing], base.vocabulary, case)] == [f"yes: {gate.label}", ""]


def test_a_marked_place_is_reviewed_with_its_side(base):
    places = [Option.of(base.vocabulary.findings[f]) for f in ("calf_pain", "thigh_pain", "knee_pain")]
    question = named("where_pain", Progress(), options=places)
    answer = placed(question, [("calf_pain", "left"), ("knee_pain", "left"), ("knee_pain", "right")], base.vocabulary)
    (row,) = reviewed([step(question, answer)], base.vocabulary, Case())
    assert "Calf pain (left)" in row.so
    assert "Knee pain (left and right)" in row.so


def test_that_nobody_examined_is_reviewed_as_that(base):
    option = base.vocabulary.measurements["ferritin"]
    result = Option(id="ferritin", label=option.label, question=option.question, help=option.help)
    question = named("examined", Progress(), QuestionKind.RESULTS, [result])
    (row,) = reviewed([step(question, Answer(question="examined", unknown=("ferritin",)))], base.vocabulary, Case())
    assert row.so == NOTHING_KNOWN
    told = Answer(question="examined", labs={"ferritin": "9 ng/mL"}, unknown=("sodium",))
    (row,) = reviewed([step(question, told)], base.vocabulary, Case())
    assert NOTHING_KNOWN not in row.so


def test_nothing_is_reviewed_twice_in_one_answer(base):
    question = Question(id="danger-1", kind=QuestionKind.TICKLIST, heading="Is any of this so?", help="All.")
    answer = Answer(question="danger-1", present=("family_history_clots",), opened=("gate_injury", "gate_injury"))
    (row,) = reviewed([step(question, answer)], base.vocabulary, Case())
    assert row.so.count("Fall or injury") == 1


ROD = "My husband Rod is 83. Both his ankles have been swollen for 3 weeks, worse by teatime. He takes amlodipine."


def test_of_another_nothing_is_reviewed_as_of_you():
    with begun() as person:
        person.say(ROD)
        while person.seen.heading != "Check your answers" and 'class="care' not in person.seen.text:
            shown = re.sub(r"<[^>]+>", " ", person.seen.text.partition("<h1>")[2].partition("</form>")[0])
            if "illnesses" in shown or person.seen.offered("age"):
                person.who(age="83", sex="male")
            else:
                person.tick()
            if not person.seen.state:
                break
        text = person.press("check").text
    titles = [html.unescape(t) for t in re.findall(r"<dt>(.*?)</dt>", text)]
    assert len(titles) > 8
    assert titles[0] == "In your own words"
    assert [t for t in titles[1:] if re.search(r"\b(you|your)\b", t, re.IGNORECASE) and "you said" not in t] == []


def test_what_is_wrong_with_since_when_is_said_at_the_first_press():
    with begun() as person:
        person.say("my calf hurts")
        assert person.seen.offered("since")
        person.press("continue", age="44", sex="male", since="since the thing", words="ibuprofen")
        assert any("since the thing" in fault or "span" in fault for fault in person.seen.faults)


def test_there_is_one_box_for_none_on_a_page():
    with begun() as person:
        person.say("my calf hurts")
        person.press("continue", age="44", sex="male", since="3 weeks", words="low blood, just calpol, had a coil")
        boxes = [v for v in (*person.seen.offered("present"), *person.seen.offered("meant")) if v == "none"]
        assert person.seen.offered("meant")
        assert len(boxes) == 1


def test_all_that_was_typed_is_seen_while_it_is_read_back():
    tale = "My calves have cramped at night for a month, worst when I lie down, and I have to get up and walk. " * 3
    with begun() as person:
        person.press("continue", words=tale.strip())
        lines = int(re.search(r'<textarea id="words"[^>]*rows="(\d+)"', person.seen.text)[1])
        assert lines >= len(tale) / 40
