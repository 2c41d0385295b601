"""Composition alone: what quality, place, doing and denial make together, and which words carry nothing."""

from pathlib import Path

import pytest
from written import written

from soleus.reading.known import known
from soleus.reading.tables import load_tables
from soleus.reading.tokens import stem, tokenize
from soleus.rules.knowledge import load_knowledge

VOCABULARY = load_knowledge().vocabulary
COMPOSED = written(Path(__file__).parent / "data" / "composed.yaml")


def composed(text):
    composer = known(VOCABULARY).composer
    tokens = tokenize(text)
    read = composer.read(tokens)
    return read, [tokens[i].norm for i in range(len(tokens)) if composer.unread(i, tokens, read.covered)]


@pytest.mark.parametrize(("text", "said", "denied"), COMPOSED, ids=lambda value: str(value))
def test_is_composed_of_its_parts(text, said, denied):
    found, _ = composed(text)
    assert {c.finding for c, sense in found.found if not sense.denied} == set(said)
    assert {c.finding for c, sense in found.found if sense.denied} == set(denied)


@pytest.mark.parametrize(
    "text",
    [
        "on examination the neurologist noted bilateral pitting oedema of the ankles",
        "shingles on my thigh since Monday",
        "arthroscopy of the left knee in October",
        "my calf cramped in the kitchen after dinner",
    ],
)
def test_no_word_is_left_where_all_is_understood(text):
    assert composed(text)[1] == []


@pytest.mark.parametrize("text", ["a painless heel", "my foot is not fine", "the rash is not on my leg"])
def test_a_place_is_not_passed_over_where_something_else_is_said_of_it(text):
    assert composed(text)[1]


def test_no_harmless_word_is_a_danger():
    words = load_tables().words
    dangers = {stem(word) for word in load_tables().danger.words}
    told = {stem(word) for word in (*words.skip, *words.ignorable)} - {stem("severe"), stem("worst")}
    assert not told & dangers
