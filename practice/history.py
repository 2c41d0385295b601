"""The open questions of a history, from the one table beside this file: how they are known, and what each opens."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated

from ..facts.declared import Field
from ..facts.finding import Record
from ..facts.reader import read_text, read_yaml
from ..facts.terms import fold
from ..facts.vocabulary import Vocabulary
from .costs import Costs, is_told
from .meaning import bare

TABLE = Path(__file__).parent / "history.yaml"
WORD = re.compile(r"[a-z0-9]+")
ARTICLE = re.compile(r"^(?:the|a|an|your|his|her|their|this|that|these|those) ")


class OpenQuestion(Record):
    """An open question: what it is called, the words by which it is known, and what it opens.

    `person` names what a case says of the person, or the complaints that it opens with; `topics` those that are opened
    whole, `findings` single ones, each with what is narrower.
    """

    called: str
    keys: Annotated[tuple[str, ...], Field(min_length=1)]
    person: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()

    def covers(self, vocabulary: Vocabulary) -> Callable[[str], bool]:
        """Whether a finding is among what is opened; what has to be examined or measured never is."""

        def covered(about: str) -> bool:
            if not is_told(about, vocabulary):
                return False
            opened = not vocabulary.broader(about).isdisjoint(self.findings)
            return opened or vocabulary.findings[about].topic in self.topics

        return covered

    def cost(self, table: Costs) -> int:
        """A question, a broad one where it opens a topic, or all complaints where it opens several."""
        return (table.question, table.topic, table.all_complaints)[min(len(self.topics), 2)]


class History(Record):
    """The table: words that say nothing of what is asked, forms of asking what a thing is like, and the questions."""

    idle: frozenset[str]
    describing: tuple[str, ...]
    questions: tuple[OpenQuestion, ...]


@cache
def history() -> History:
    """The table that ships."""
    return History.model_validate(read_yaml(read_text(TABLE), str(TABLE)))


def open_question(text: str, vocabulary: Vocabulary) -> OpenQuestion | None:
    """The open question that these words put; None for a narrower one, and for what is no question of a history."""
    words = _words(text)
    best, most = None, 0
    for question, key in _keys():
        if len(key) > most and (used := _used(key, words)) and _leaves_nothing(text, words, used, question, vocabulary):
            best, most = question, len(key)
    return best


def without_idle(text: str) -> str:
    """The words that say what is asked: "bladder bowels" of "any problems with your bladder or bowels"."""
    return " ".join(word for word in _words(text) if fold(word) not in _idle())


def described(text: str) -> str | None:
    """What it is asked of how it looks or feels: "rash" of "what does the rash look like"."""
    found = _describing().fullmatch(text.strip(" ?.!"))
    return next((ARTICLE.sub("", thing) for thing in found.groups() if thing), None) if found else None


def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.lower().replace("'", "").replace("’", "")))


def _used(key: tuple[frozenset[str], ...], words: tuple[str, ...]) -> set[str]:
    """The words that answer to a key, a word for each of its parts; none where one part is not there."""
    used: set[str] = set()
    for part in key:
        if (word := next((w for w in words if fold(w) in part and w not in used), None)) is None:
            return set()
        used.add(word)
    return used


def _leaves_nothing(
    text: str, words: tuple[str, ...], used: set[str], question: OpenQuestion, vocabulary: Vocabulary
) -> bool:
    """Whether all other words are idle or of the same question, or name a complaint and are no narrower finding so."""
    idle = _idle() | _own(question)
    rest = [w for w in words if w not in used and fold(w) not in idle]
    if not rest:
        return True
    named = vocabulary.named(" ".join(rest))
    is_complaint = named is not None and vocabulary.topics[vocabulary.findings[named].topic].stage == "complaint"
    return is_complaint and vocabulary.named(bare(text)) is None


@cache
def _keys() -> tuple[tuple[OpenQuestion, tuple[frozenset[str], ...]], ...]:
    return tuple(
        (question, tuple(frozenset(map(fold, part.split("|"))) for part in key.split()))
        for question in history().questions
        for key in question.keys
    )


@cache
def _own(question: OpenQuestion) -> frozenset[str]:
    return frozenset(fold(word) for key in question.keys for word in re.split(r"[ |]", key))


@cache
def _idle() -> frozenset[str]:
    return frozenset(map(fold, history().idle))


@cache
def _describing() -> re.Pattern[str]:
    forms = (re.escape(form).replace(r"\*", "(.+?)") for form in history().describing)
    return re.compile("|".join(f"(?:please )?{form}" for form in forms), re.IGNORECASE)
