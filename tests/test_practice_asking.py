"""What a learner's words are taken for, and that it is said; that a weak match is asked back and never charged."""

from pathlib import Path

import pytest
from practising import BASE, hands
from pydantic import ValidationError
from sampled import marked_by_place, sampled
from test_practice_core import told, vegan  # noqa: F401 - a fixture

from soleus.facts.errors import InputError
from soleus.facts.finding import FindingKind, State
from soleus.facts.reader import read_text, read_yaml
from soleus.practice import words
from soleus.practice.asking import ask
from soleus.practice.attempt import Attempt, Kind, begin, gathered
from soleus.practice.costs import costs, is_told
from soleus.practice.deck import causes, dealt
from soleus.practice.faithful import asked_for
from soleus.practice.helping import WORDS, HelpAsked, asks_help
from soleus.practice.history import OpenQuestion, history, open_question
from soleus.practice.naming import cause_meant, near
from soleus.practice.patient import Patient, Told, says_too
from soleus.practice.places import seen_at
from soleus.reading.reader import read
from soleus.reading.tables import load_tables
from soleus.reading.understand import understand

VOCABULARY = BASE.vocabulary
BEDSIDE = Path(__file__).parent / "data" / "practice_bedside.yaml"
PEOPLE = [
    (each["person"], question, lines)
    for each in read_yaml(read_text(BEDSIDE), str(BEDSIDE))
    for question, lines in each["asks"].items()
]
PATH = Path(__file__).parent / "data" / "practice_questions.yaml"
CASES = [(meant, text) for meant, texts in read_yaml(read_text(PATH), str(PATH)).items() for text in texts]


def said(question, patient):
    return words.answered(ask(question, patient), BASE)


@pytest.mark.parametrize(("person", "question", "lines"), PEOPLE, ids=[question for _, question, _ in PEOPLE])
def test_a_question_is_answered_with_what_it_asks_for_or_asked_back(person, question, lines):
    asked = ask(question, Patient(understand(person, VOCABULARY), BASE))
    if lines[0] == "ASKED_BACK":
        assert not asked.replies
        findings = VOCABULARY.findings
        assert [findings[each].label if each in findings else each for each in asked.offered] == lines[1:]
    else:
        assert words.answered(asked, BASE) == lines


@pytest.mark.parametrize("word", ["rubbing", "barrow", "thunder"])
def test_no_word_that_matters_is_dropped_from_a_question_that_is_answered(word, vegan):  # noqa: F811
    """Whatever is asked beside a finding of which no name has it is not answered with that finding."""
    for finding in VOCABULARY.findings.values():
        broader = (VOCABULARY.findings[f] for f in VOCABULARY.broader(finding.id))
        texts = (t for f in broader for t in (f.question, f.help, *f.synonyms, *f.narrower, *f.related, f.label))
        if finding.kind is not FindingKind.MEDICINE and not any(word[:3] in text.lower() for text in texts):
            assert asked_for(f"{finding.label} {word}", [finding.id], VOCABULARY) == ()
            assert asked_for(finding.label, [finding.id], VOCABULARY) == (finding.id,)


def test_every_sign_that_is_at_a_part_of_the_body_is_shown_by_its_examination():
    for part, sign in (
        ("legs", "bow_legs"),
        ("feet", "flat_feet"),
        ("hip", "hip_held_bent"),
        ("knee", "lump_behind_knee"),
    ):
        patient = Patient(understand({"present": ["limp", sign]}, VOCABULARY), BASE)
        assert sign in told(patient, f"examine the {part}")


def tells_new(asked, patient):
    """Whether an answer tells something that is not on the screen from the beginning."""
    known = {"age", "sex", "duration_days", *patient.opening.present}
    return any(reply.about not in known for reply in asked.replies)


@pytest.mark.parametrize(("meant", "question"), CASES)
def test_an_everyday_question_is_understood_and_has_its_usual_cost(vegan, meant, question):  # noqa: F811
    asked = ask(question, vegan)
    assert [taken.called for taken in asked.taken] == [meant]
    assert not asked.unread
    assert not asked.doubts
    several = next(len(q.topics) for q in history().questions if q.called == meant)
    usual = (costs().question, costs().topic, costs().all_complaints)[min(several, 2)]
    assert asked.cost == (usual if tells_new(asked, vegan) else costs().least)


@pytest.mark.parametrize(
    "narrower",
    [
        "do you get cramps at night", "have you had diabetes before", "recreational drugs",
        "does bending forward help", "how is your walking", "pain in the calf",
    ],
)  # fmt: skip
def test_a_narrower_question_is_no_open_one(narrower):
    assert open_question(narrower, VOCABULARY) is None


@sampled(one_in=8)
def test_no_label_of_a_finding_is_taken_for_an_open_question(vegan, some):  # noqa: F811
    for finding in [*VOCABULARY.findings.values()][some]:
        if not finding.various:
            asked = ask(finding.label, vegan)
            assert not ({t.called for t in asked.taken} & {q.called for q in history().questions}), finding.id


def test_an_open_question_opens_only_what_can_be_told():
    for question in history().questions:
        assert question.findings or question.topics or question.person
        seen = {f for f in question.findings if not is_told(f, VOCABULARY)}
        assert not any(VOCABULARY.findings[f].examined for f in seen), question.called
        assert set(question.topics) <= VOCABULARY.topics.keys()
        assert set(question.person) <= {"age", "sex", "duration_days", "complaints"}
    with pytest.raises(ValidationError):
        OpenQuestion(called="nothing", keys=())


def test_an_open_question_brings_all_that_the_case_records_of_its_kind(vegan):  # noqa: F811
    assert told(vegan, "how long has this been going on?") == {"duration_days": "60 days"}
    assert told(vegan, "how old are you, what do you eat") == {"age": "66 years", "vegan_diet": "yes"}
    assert gathered(Attempt(number="", kind=Kind.CUED).put("how old are you", vegan), vegan) == vegan.opening


def test_what_a_case_has_nothing_of_is_said_not_to_be_recorded(vegan):  # noqa: F811
    assert said("how often does it happen", vegan) == [
        "How often it is: nothing of that was taken over from the report."
    ]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("examine the legs", "Taken for: inspection of the legs."),
        ("feel the foot pulses", "Taken for: pulses."),
        ("does walking make it worse", "Worse with walking or effort: no"),
        ("what medicines are you on", "Medicines: nothing of that was taken over from the report."),
        ("straight leg raise", "Taken for: pain on raising the straight leg."),
    ],
)
def test_what_words_were_taken_for_is_said_with_the_answer(vegan, question, line):  # noqa: F811
    assert line in said(question, vegan)


@sampled(one_in=8)
def test_every_answer_names_what_it_answers(vegan, some):  # noqa: F811
    for finding in [*VOCABULARY.findings.values()][some]:
        asked = ask(finding.label, vegan)
        assert asked.doubts or len(asked.taken) >= 1, finding.label


@pytest.mark.parametrize("weak", ["bleeding", "does bending forward help", "can you feel your feet"])
def test_a_weak_match_is_asked_back_and_charged_nothing(vegan, weak):  # noqa: F811
    asked = ask(weak, vegan)
    assert not asked.replies
    assert asked.cost == 0
    assert 1 <= len(asked.offered) <= 4
    assert "not clear; nothing is charged. Did you mean:" in words.answered(asked, BASE)[0]


@pytest.mark.parametrize("question", history().questions, ids=lambda question: question.called)
def test_an_open_question_is_understood_by_what_it_is_called(question):
    assert open_question(question.called, VOCABULARY).called == question.called


def test_an_open_question_that_is_asked_back_is_chosen_by_its_number(vegan):  # noqa: F811
    attempt = Attempt(number="", kind=Kind.CUED).put("does bending forward help", vegan)
    asked = attempt.asked[-1]
    assert asked.offered[-1] == "what makes it better"
    assert words.answered(asked, BASE)[-2] == f"  {len(asked.offered)} What makes it better"
    after = attempt.put(str(len(asked.offered)), vegan).asked[-1]
    assert [taken.called for taken in after.taken] == ["what makes it better"]


def test_what_was_asked_back_is_chosen_by_its_number(vegan):  # noqa: F811
    attempt = Attempt(number="", kind=Kind.CUED).put("stool", vegan)
    offered = attempt.asked[-1].offered
    after = attempt.put("2", vegan)
    assert [t.abouts for t in after.asked[-1].taken] == [(offered[1],)]
    assert after.cost == costs().question
    assert not attempt.put("7", vegan).asked[-1].replies
    assert Attempt(number="", kind=Kind.CUED).put("2", vegan).cost == 0


def test_every_sign_is_shown_by_an_examination_of_the_table():
    shown = {finding for look in costs().shows for finding in look.findings}
    at_a_place = {finding for place in load_tables().parts["site"] for finding in seen_at(place, VOCABULARY)}
    signs = {f.id for f in VOCABULARY.findings.values() if not is_told(f.id, VOCABULARY)}
    assert {f for f in signs if VOCABULARY.topics[VOCABULARY.findings[f].topic].stage != "result"} <= shown | at_a_place


def test_one_thing_that_is_asked_back_is_chosen_by_yes_and_not_by_no(vegan):  # noqa: F811
    attempt = Attempt(number="", kind=Kind.CUED).put("can you feel your feet", vegan)
    offered, lines = attempt.asked[-1].offered, words.answered(attempt.asked[-1], BASE)
    assert len(offered) == len(lines) == 1
    assert lines[0].endswith("Type yes, or say it in other words.")
    assert [r.about for r in attempt.put("yes", vegan).asked[-1].replies] == [*offered]
    with pytest.raises(InputError, match="then say it in other words"):
        attempt.put("no", vegan)


def test_what_one_thing_alone_comes_near_to_is_answered_and_what_is_left_over_said():
    asked = ask("does the swelling go down overnight", Patient(understand({"present": ["cough"]}, VOCABULARY), BASE))
    assert words.answered(asked, BASE) == [
        "Taken for: is a leg, ankle or foot swollen.",
        "Does the swelling go down overnight: not known",
        "Not understood: 'down' and 'overnight'. Say it in other words.",
    ]
    assert asked.cost == 0


def test_it_is_what_was_last_said_to_be_so():
    patient = Patient(understand({"present": ["raised_purple_spots", "skin_blisters", "cough"]}, VOCABULARY), BASE)
    alone = ask("what does it look like", patient)
    assert alone.unread == ("what does it look like",)
    after = ask("what does it look like", patient, [ask("any rash?", patient)])
    assert {reply.about for reply in after.replies} == {"raised_purple_spots", "skin_blisters"}
    assert {r.about for r in ask("any rash and what does it look like", patient).replies} == {
        "raised_purple_spots",
        "skin_blisters",
    }


@pytest.mark.parametrize(
    ("question", "findings"),
    [
        ("any joint swelling or stiffness", {"joint_swelling", "joint_stiffness"}),
        ("is the leg cold or pale", {"cold_leg", "pale_leg"}),
    ],
)
def test_what_shares_a_place_is_said_of_each(question, findings, vegan):  # noqa: F811
    assert {reply.about for reply in ask(question, vegan).replies} == findings


def test_red_or_painful_eyes_are_no_red_skin(vegan):  # noqa: F811
    assert "leg_redness" not in told(vegan, "any red or painful eyes?")


def test_what_stands_for_many_things_is_told_in_the_words_of_the_case():
    asked = {"present": ["cough"], "risk_factors": ["irritable bowel syndrome", "other_medicine"]}
    patient = Patient(understand(asked, VOCABULARY), BASE)
    assert said("past medical history", patient)[-1] == "Irritable bowel syndrome: yes"
    assert said("medicines", patient)[-1] == "Other medicine: yes; no more of it was taken over from the report"


@pytest.mark.parametrize("place", marked_by_place([*range(6)], 6, 1))
def test_nothing_is_denied_that_the_summary_tells(place):
    numbers = [n for each in causes(BASE).values() for n in each]
    for number in numbers[place::180]:
        case = dealt(number, BASE).case
        told_of = [s.finding for s in read(case.summary, VOCABULARY).taken if s.state is State.PRESENT]
        patient = Patient(case, BASE)
        for broader in {b for finding in told_of for b in VOCABULARY.broader(finding)}:
            assert all(r.recorded or r.told is not Told.NO for r in patient.asked(broader)), (number, broader)


@pytest.mark.parametrize(("about", "saying"), [(k, f) for k, findings in says_too().items() for f in findings])
def test_what_another_finding_says_too_is_told_and_not_denied(about, saying):
    patient = Patient(understand({"present": [saying]}, VOCABULARY), BASE)
    assert [(reply.about, reply.told) for reply in patient.asked(about)] == [(saying, Told.YES)]
    assert about not in patient.present, "the definitions say it already"


def test_what_is_asked_of_the_family_is_asked_of_it_thing_by_thing(vegan):  # noqa: F811
    asked = ask("any family history of clots or heart disease", vegan)
    assert "heart_disease" not in {reply.about for reply in asked.replies}


def test_where_nothing_says_where_a_complaint_is_the_complaint_is_told():
    patient = Patient(understand({"present": ["ascending_numbness", "widespread_pain"]}, VOCABULARY), BASE)
    assert told(patient, "where is the numbness?") == {"ascending_numbness": "yes"}


def test_that_blood_tests_were_normal_costs_no_more_than_that_there_were_none():
    patient = Patient(understand({"present": ["cough", "normal_blood_tests"]}, VOCABULARY), BASE)
    assert ask("blood tests", patient).cost == costs().not_done


def test_asking_what_a_thing_looks_like_tells_what_is_recorded_beside_it():
    said = {"present": ["raised_purple_spots", "knee_pain", "skin_blisters"], "absent": ["leg_redness"]}
    patient = Patient(understand(said, VOCABULARY), BASE)
    answer = told(patient, "what does the rash look like?")
    assert answer == {"raised_purple_spots": "yes", "skin_blisters": "yes", "leg_redness": "no"}
    assert ask("what does the rash look like?", patient).cost == costs().topic


def test_an_examination_denies_nothing_that_could_be_asked(vegan):  # noqa: F811
    assert set(told(vegan, "skin examination").values()) == {"not done"}
    assert said("ferritin", vegan) == ["Ferritin: nothing of that was taken over from the report"]


def test_a_test_that_was_not_done_costs_less_than_one_that_was(vegan):  # noqa: F811
    assert ask("ferritin", vegan).cost == costs().not_done < ask("B12", vegan).cost == costs().blood_test


@pytest.mark.parametrize("asking", sorted(WORDS))
def test_a_word_for_help_is_never_a_question_nor_a_representation(vegan, asking):  # noqa: F811
    assert asks_help(f" {asking} ")
    for take in (lambda a: a.put(asking, vegan), lambda a: a.represent(asking)):
        with pytest.raises(HelpAsked):
            take(begin(hands()[0], Kind.CUED))


@pytest.mark.parametrize("cause", ["nephrotic syndrome", "cirrhosis", "dragon pox", "pulmonary embolism"])
def test_a_cause_that_is_none_here_is_said_to_be_none_without_far_ones(cause):
    with pytest.raises(Exception, match=f"holds no cause called '{cause}'. Name another"):
        cause_meant(cause, BASE)


@pytest.mark.parametrize(
    ("mistyped", "id_"),
    [("guillian barre", "guillain_barre_syndrome"), ("iron deficency", "iron"), ("vasculits", "vasculitis")],
)
def test_a_mistyped_cause_is_shown_what_is_near(mistyped, id_):
    assert id_ in near(mistyped, BASE)
    assert len(near(mistyped, BASE)) <= 3
    with pytest.raises(Exception, match="Near it: "):
        cause_meant(mistyped, BASE)


GENERIC = ["what is the pain like", "what does the skin look like", "is it spreading", "what is the rash like"]
GENERIC += [
    "how bad is it",
    "past medical history",
    "family history",
    "any rash",
    "blood tests",
    "does she work",
    "examine the leg",
]


@pytest.mark.parametrize("place", marked_by_place([*range(6)], 6, 1))
def test_what_everyone_asks_is_answered_of_every_case(place):
    numbers = [n for each in causes(BASE).values() for n in each]
    for number in numbers[place::90]:
        patient = Patient(dealt(number, BASE).case, BASE)
        for question in GENERIC:
            asked = ask(question, patient)
            assert asked.taken or asked.doubts, question
