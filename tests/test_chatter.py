"""Talk is not guessed at: everyday sentences ask nothing, deny nothing and leave no crumbs."""

import pytest

from soleus.facts.finding import State
from soleus.reading.entries import told
from soleus.rules.knowledge import load_knowledge

VOCABULARY = load_knowledge().vocabulary


@pytest.mark.parametrize(
    "talk",
    [
        "hello there, hope you are well",
        "can you hear me",
        "i read about it in the paper",
        "she says its nothing",
        "about half past seven ish",
        "its a fruit isnt it",
        "theres nothing on the telly",
        "the garden keeps me busy",
        "my glasses are upstairs",
        "it was a present from my grandson",
        "nowt, not on owt",
        "not my arm",
        "its the shin",
    ],
)
def test_nothing_is_asked_of_talk(talk):
    entry = told(talk, VOCABULARY)
    assert not entry.findings


@pytest.mark.parametrize(
    "said", ["no diabetes no cancer obvs", "not red", "no chest problems", "foot not cold", "hands ok", "no x-ray"]
)
def test_nobody_is_asked_whether_something_is_not_so(said):
    assert all(doubt.state is State.PRESENT for doubt in told(said, VOCABULARY).asked)


def test_a_doubt_is_asked_once():
    asked = [doubt.finding for doubt in told("slipped disc, a slipped disc years ago", VOCABULARY).asked]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("word", ["nowt", "innit", "lol", "obvs", "telly"])
def test_a_word_of_talk_is_no_crumb(word):
    assert word not in told(f"my calf hurts {word}", VOCABULARY).unread


def test_a_word_that_nobody_knows_is_told_as_it_was_written():
    assert told("my calf hurts since the gwarbl", VOCABULARY).unread == ("gwarbl",)


def test_a_danger_is_heard_in_few_words():
    assert "confusion" in told("my mum keeps asking where she is", VOCABULARY, tale=True).findings
