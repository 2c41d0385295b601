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
from .bare import bare
from .costs import Costs, is_told
from .places import places, says_where, without_places
from .stems import complaints, stems, words_of

TABLE = Path(__file__).parent / "history.yaml"
IS_IT = re.compile(r"^(?:is|are|does|do) ")
ARTICLE = re.compile(r"^(?:the|a|an|your|his|her|their|this|that|these|those) ")


class OpenQuestion(Record):
    """An open question: what it is called, the words by which it is known, and what it opens.

    `person` names what a case says of the person, or the complaints that it opens with; `topics` those that are opened
    whole, `findings` single ones, each with what is narrower; `places` every complaint that says where it is.
    A finding of the topics in `beside` may be named beside it, as a complaint always may. `whatever` else is said, a
    question with these words is this one, unless it is surely of a finding that this one opens.
    """

    called: str
    keys: Annotated[tuple[str, ...], Field(min_length=1)]
    person: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    places: bool = False
    beside: tuple[str, ...] = ()
    whatever: bool = False

    def covers(self, vocabulary: Vocabulary, of: frozenset[str] = frozenset()) -> Callable[[str], bool]:
        """Whether a finding is opened; a sign only where it is named, and seen by everyone.

        Of places, those of the complaints `of` which it is asked, by their stems.
        """

        def covered(about: str) -> bool:
            finding = vocabulary.findings.get(about)
            if finding is None or not is_told(about, vocabulary):
                return finding is not None and about in self.findings and not finding.examined
            opened = not vocabulary.broader(about).isdisjoint(self.findings) or finding.topic in self.topics
            opened = opened or (self.places and says_where(finding, vocabulary))
            return opened and (not self.places or not of or names_one(about, of, vocabulary))

        return covered

    def cost(self, table: Costs) -> int:
        """A question, a broad one where it opens a topic, or all complaints where it opens several."""
        return (table.question, table.topic, table.all_complaints)[min(len(self.topics), 2)]


def names_one(about: str, complaints: frozenset[str], vocabulary: Vocabulary) -> bool:
    """Whether a finding, or what is broader, is called after one of the complaints, given by their stems."""
    found = vocabulary.findings[about]
    names = (found.label, *found.synonyms, *(vocabulary.findings[b].label for b in vocabulary.broader(about)))
    return not complaints.isdisjoint(stems(word for name in names for word in words_of(name)))


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
    words = words_of(text)
    if named := _by_name().get(" ".join(words)):
        return named
    best, most = None, 0
    for question, key in _keys():
        if len(key) > most and (used := _used(key, words)) and _leaves_nothing(text, words, used, question, vocabulary):
            best, most = question, len(key)
    return best or _only_of_places(text)


def nearest_question(text: str) -> OpenQuestion | None:
    """The open question of which these words have most, whatever else they say; None where they have none of any."""
    words, idle = words_of(text), idle_words()
    known = ((question, _used(key, words)) for question, key in _keys())
    telling = [(len(used), question) for question, used in known if any(fold(word) not in idle for word in used)]
    return max(telling, key=lambda each: each[0])[1] if telling else None


def whatever_question(text: str) -> OpenQuestion | None:
    """The open question that these words put whatever else they say."""
    words = words_of(text)
    return next((question for question, key in _keys() if question.whatever and _used(key, words)), None)


def complained_of(text: str) -> frozenset[str]:
    """The stems of the complaints that a text names."""
    return stems(words_of(text)) & complaints()


def _only_of_places(text: str) -> OpenQuestion | None:
    """The question where it is, of one that names nothing but places: "is it in the calf or the thigh"."""
    if not IS_IT.match(text) or not places(text) or without_idle(without_places(text)):
        return None
    return next(question for question in history().questions if question.places)


def without_idle(text: str) -> str:
    """The words that say what is asked: "bladder bowels" of "any problems with your bladder or bowels"."""
    return " ".join(word for word in words_of(text) if fold(word) not in idle_words())


def described(text: str) -> str | None:
    """What it is asked of how it looks or feels: "rash" of "what does the rash look like"."""
    found = _describing().fullmatch(text.strip(" ?.!"))
    return next((ARTICLE.sub("", thing) for thing in found.groups() if thing), None) if found else None


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
    idle = idle_words() | _own(question)
    rest = [w for w in words if w not in used and fold(w) not in idle]
    if question.places:
        rest = [w for w in rest if not places(w)]
    if not rest:
        return True
    named = vocabulary.named(" ".join(rest))
    topic = "" if named is None else vocabulary.findings[named].topic
    may_stand = topic in question.beside or (named and vocabulary.topics[topic].stage == "complaint")
    return (bool(may_stand) or stems(rest) <= complaints()) and vocabulary.named(bare(text)) is None


@cache
def _by_name() -> dict[str, OpenQuestion]:
    return {" ".join(words_of(question.called)): question for question in reversed(history().questions)}


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
def idle_words() -> frozenset[str]:
    """The words that say nothing of what is asked, folded."""
    return frozenset(map(fold, history().idle))


@cache
def _describing() -> re.Pattern[str]:
    forms = (re.escape(form).replace(r"\*", "(.+?)") for form in history().describing)
    return re.compile("|".join(f"(?:please )?{form}" for form in forms), re.IGNORECASE)
