"""A questionnaire asks in the words of the interview, and is read back as it was answered."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soleus.facts.errors import InputError
from soleus.formats.door import case_of
from soleus.formats.own_codes import UCUM
from soleus.formats.questionnaire import questionnaire_of
from soleus.rules.knowledge import load_knowledge

BASE = load_knowledge()
VOCABULARY = BASE.vocabulary
SOME = settings(max_examples=25, deadline=None)


@pytest.mark.parametrize("topic", ["core", *VOCABULARY.topics])
def test_a_questionnaire_asks_in_the_words_of_the_interview(topic):
    made = questionnaire_of(topic, BASE)
    links = [item["linkId"] for item in made["item"]]
    assert len(set(links)) == len(links)
    asked = {item["linkId"]: item["text"] for item in made["item"] if item["linkId"] in VOCABULARY.findings}
    assert asked == {f: VOCABULARY.findings[f].question for f in asked}
    for item in made["item"]:
        assert {on["question"] for on in item.get("enableWhen", ())} <= set(links)


def test_the_core_questionnaire_asks_for_every_danger_sign_that_can_be_told():
    links = {item["linkId"] for item in questionnaire_of("core", BASE)["item"]}
    assert {f.id for f in VOCABULARY.findings.values() if f.danger and not f.examined} <= links


def test_an_unknown_topic_is_refused_with_the_nearest():
    with pytest.raises(InputError, match=r"unknown topic 'pains'\. Did you mean 'pain'"):
        questionnaire_of("pains", BASE)


@SOME
@given(st.data())
def test_a_questionnaire_that_is_answered_is_read_as_these_answers(data):
    made = questionnaire_of(data.draw(st.sampled_from(["core", "pain", "weakness"])), BASE)
    asked = [item["linkId"] for item in made["item"] if item["linkId"] in VOCABULARY.findings]
    answers = data.draw(st.dictionaries(st.sampled_from(asked), st.sampled_from(["yes", "not-sure"]), max_size=8))
    items = [{"linkId": link, "answer": [{"valueCoding": {"code": said}}]} for link, said in answers.items()]
    response = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": items}
    case = case_of(response, VOCABULARY)
    assert set(case.present) == {link for link, said in answers.items() if said == "yes"}
    assert set(case.unknown) == {link for link, said in answers.items() if said == "not-sure"}


@pytest.mark.parametrize("topic", ["examination", "results"])
def test_every_number_that_a_questionnaire_asks_for_is_read_in_each_unit_it_offers(topic):
    made = questionnaire_of(topic, BASE)
    asked = {item["linkId"]: item["extension"] for item in made["item"] if item["type"] == "quantity"}
    most = max(len(offered) for offered in asked.values())
    for turn in range(most):
        units = {link: offered[turn % len(offered)]["valueCoding"] for link, offered in asked.items()}
        said = {
            link: {"value": 1, "unit": u["display"], "system": UCUM, "code": u["code"]} for link, u in units.items()
        }
        items = [{"linkId": link, "answer": [{"valueQuantity": value}]} for link, value in said.items()]
        response = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": items}
        read = case_of(response, VOCABULARY)
        assert [each for each in read.imported.left if "is impossible; expected" not in each.why] == []
        assert read.labs
