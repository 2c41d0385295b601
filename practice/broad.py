"""Broad questions: a topic by its name, a whole examination, all tests."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from ..facts.terms import fold
from ..facts.vocabulary import Vocabulary
from .bare import bare
from .costs import costs, is_told
from .history import without_idle
from .looks import without_filler


class Broad(NamedTuple):
    """A broad question: what it is called, what it covers, and its cost."""

    called: str
    covers: Callable[[str], bool]
    cost: int


def broad(text: str, vocabulary: Vocabulary) -> Broad | None:
    """The broad question that these words are; what names a finding asks for that alone."""
    named = vocabulary.named(text)
    if named is not None and is_told(named, vocabulary) and not vocabulary.findings[named].various:
        return None
    questions = _broad_questions(vocabulary)
    return questions.get(fold(text)) or questions.get(fold(without_filler(text)))


def broad_within(text: str, vocabulary: Vocabulary) -> Broad | None:
    """The broad question that is left without what makes a question of it: "any problems with your bladder"."""
    if found := broad(bare(text), vocabulary):
        return found
    return None if vocabulary.named(bare(text)) else broad(without_idle(text), vocabulary)


@lru_cache(maxsize=4)
def _broad_questions(vocabulary: Vocabulary) -> dict[str, Broad]:
    table = costs()
    sign = Broad("examination", lambda f: table.of(f, vocabulary) == table.examination, table.whole_examination)
    test = Broad("blood tests", lambda f: table.of(f, vocabulary) == table.blood_test, table.all_tests)
    named = {fold(n): sign for n in table.examined_by} | {fold(n): test for n in table.tested_by}
    for topic in vocabulary.topics.values():
        if topic.stage not in ("result", "who"):
            names = (topic.id.replace("_", " "), topic.label, topic.question, *table.topics.get(topic.id, ()))
            opens = Broad(topic.label, _told_in(topic.id, vocabulary), table.topic)
            named |= {fold(n): opens for n in names}
    return named


def _told_in(topic: str, vocabulary: Vocabulary) -> Callable[[str], bool]:
    return lambda about: is_told(about, vocabulary) and vocabulary.findings[about].topic == topic
