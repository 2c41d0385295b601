"""The words of a case's own file in an answer: told where a name says less, and never where they may be the answer."""

import pytest
from practising import BASE, hands
from sampled import sampled

from soleus.cases.catalogue import catalogue
from soleus.cases.library import cause
from soleus.facts.terms import fold
from soleus.practice import words
from soleus.practice.asking import ask
from soleus.practice.attempt import Kind, begin, gathered
from soleus.practice.deck import dealt, number_of
from soleus.practice.own_words import denied_words, own_words
from soleus.practice.patient import Patient
from soleus.reading.understand import understand


def person(**said):
    return Patient(understand({"age": 50, "sex": "male", **said}, BASE.vocabulary), BASE)


def said(question, patient):
    return words.answered(ask(question, patient), BASE)


@sampled(one_in=40, slowly=4)
def test_no_word_of_the_file_that_is_told_names_what_was_confirmed(some):
    for entry in catalogue()[some]:
        if (truth := cause(entry.case.truth, BASE)) is not None:
            case = dealt(number_of(entry.case.id), BASE).case
            shown = [*(word for told in own_words(case, BASE).values() for word in told), *denied_words(case, BASE)]
            for told in map(fold, shown):
                assert all(fold(name) not in told for name in (truth.replace("_", " "), BASE.hypotheses[truth].label))
                assert BASE.named_hypothesis(told) is None


@pytest.mark.parametrize("question", ["past medical history", "any other illnesses"])
def test_an_illness_that_has_no_finding_is_told_in_the_words_of_the_file(question):
    patient = person(present=["leg_pain", "treated_latent_tuberculosis"])
    assert "Treated latent tuberculosis: yes" in said(question, patient)


def test_what_has_a_word_of_the_confirmed_cause_is_told_by_the_kind_of_thing_alone():
    case = person(present=["leg_pain", "treated_latent_tuberculosis"]).case.model_copy(update={"truth": "tuberculosis"})
    told = said("past medical history", Patient(case, BASE))
    assert told == ["Taken for: illnesses.", "Another illness: yes; no more of it was taken over from the report"]


def test_who_is_said_to_have_no_illnesses_is_not_said_to_be_told_nothing_of():
    patient = person(present=["leg_pain"], absent=["past_medical_history"])
    assert said("past medical history", patient) == ["Taken for: illnesses.", "Past medical history: no"]


def test_a_denial_in_words_alone_is_no_finding_that_is_known():
    patient = person(present=["leg_pain"], absent=["past_medical_history"])
    attempt = begin(hands()[0], Kind.CUED).put("past medical history", patient)
    assert attempt.asked[-1].replies
    assert not gathered(attempt, patient).absent
