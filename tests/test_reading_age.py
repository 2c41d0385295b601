"""How hard the interview is to read: school grades after Flesch and Kincaid, grade 6 being an age of about 11."""

import pytest

from soleus.facts.vocabulary import load_vocabulary
from soleus.interview.gates import shipped
from soleus.interview.headings import BACKGROUND, EXAMINATION, headings

grade = pytest.importorskip("textstat", reason="textstat is not installed").textstat.flesch_kincaid_grade
ALL_JOINED, ONE_ALONE = 6, 7.5


def asked_of_lay_people():
    """Every finding that a lay person may be asked."""
    findings = load_vocabulary().findings.values()
    return [f for f in findings if not f.examined and f.topic not in EXAMINATION]


def told_in_free_words():
    """Question and help of each illness, operation and medicine: many are names, which no shorter word can replace."""
    return {f.id: f"{f.question} {f.help}" for f in asked_of_lay_people() if f.topic in BACKGROUND}


def ticked():
    """Question and help of all that is ticked: findings, and gates as they are put to the person and to a parent."""
    found = {f.id: f"{f.question} {f.help}" for f in asked_of_lay_people() if f.topic not in BACKGROUND}
    for gate in shipped().values():
        found[gate.id] = f"{gate.question} {gate.help}"
        found |= {f"{gate.id} under {age}": f"{text} {gate.help}" for age, text in gate.under.items()}
    return found


def over_the_screens():
    """The heading and help of each screen."""
    texts = [*headings().asked.values(), *headings().groups]
    return {t.heading: " ".join((t.heading, *t.again, t.help)) for t in texts}


def test_a_school_book_is_easier_than_a_text_book():
    assert grade("The cat sat on the mat. It was fat.") < 1 < 12 < grade("Polyneuropathy necessitates investigation.")


@pytest.mark.parametrize("texts", [ticked, told_in_free_words, over_the_screens])
def test_the_questions_together_are_for_a_reader_of_eleven(texts):
    assert grade(" ".join(texts().values())) <= ALL_JOINED


@pytest.mark.parametrize("texts", [ticked, over_the_screens])
def test_no_question_alone_is_much_harder(texts):
    grades = {name: round(grade(text), 1) for name, text in texts().items()}
    assert {name: found for name, found in grades.items() if found > ONE_ALONE} == {}
