"""What the first words of an interview come to before anything is confirmed."""

from pathlib import Path

import pytest
import yaml

from soleus.facts.finding import State
from soleus.reading.dangers import is_danger
from soleus.reading.entries import told
from soleus.reading.said import Said
from soleus.reading.settled import of_a_tale

TALES = yaml.safe_load((Path(__file__).parent / "data" / "first_words.yaml").read_text())


@pytest.mark.parametrize("tale", TALES, ids=[t["words"][:40] for t in TALES])
def test_first_words_are_read_back_whole(base, tale):
    entry = told(tale["words"], base.vocabulary, tale=True)
    asked = {s.finding for s in entry.asked if s.state is State.PRESENT}
    assert {*tale["sure"]} <= {*entry.present}
    assert asked.isdisjoint(tale.get("unsaid", ()))
    assert {*entry.present}.isdisjoint(tale.get("unsaid", ()))
    assert {*entry.absent}.isdisjoint(tale.get("undenied", ()))
    if "asked" in tale:
        assert asked == {*tale["asked"]}


def test_every_finding_that_is_likely_meant_is_read_back_and_every_danger_is_asked(base):
    for finding in base.vocabulary.findings:
        likely, guess = Said(finding, certain=False, likely=True), Said(finding, certain=False, guess=True)
        danger = is_danger(finding, base.vocabulary)
        assert [s.certain for s in of_a_tale([likely], base.vocabulary)] == [not danger]
        assert of_a_tale([guess], base.vocabulary) == ([guess] if danger else [])


@pytest.mark.parametrize("said", ["hi im kelly, 34, my shins hurt", "my name is priya, my shins hurt"])
def test_a_name_that_one_gives_oneself_is_no_word_to_put_otherwise(said, base):
    assert told(said, base.vocabulary, tale=True).unread == ()


def test_what_one_is_is_no_name(base):
    assert told("i'm diabetic, 45", base.vocabulary, tale=True).present == ("diabetes",)


def test_a_name_next_to_a_son_is_no_word_to_put_otherwise(base):
    assert told("my little boy noah wont put weight on his leg, hes 4", base.vocabulary, tale=True).unread == ()
