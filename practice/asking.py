"""A question in free words: what it asks for, what it was taken for, what is answered, and what it costs."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ..facts.errors import InputError
from ..facts.finding import Record
from ..facts.terms import fold
from ..facts.vocabulary import Vocabulary
from ..wording.explain.phrases import label
from .costs import Look, costs, is_told
from .history import described, open_question, without_idle
from .meaning import EXAMINED, bare, labelled, meant, number_named, shown
from .patient import Patient, Reply, Told

LONGEST, MOST_DOUBTS = 300, 3  # letters of a question; what words are asked back for
PARTS = re.compile(r"[,;?.!/&+]|\band\b|\bor\b")


class Taken(Record):
    """One thing that was asked for, what it was taken for, and what it was answered with."""

    words: str
    called: str
    abouts: tuple[str, ...] = ()


class Doubt(Record):
    """Words that match weakly, and the findings that they may mean: nothing is answered, and nothing charged."""

    words: str
    may_be: tuple[str, ...]


class Asked(Record):
    """What was asked in these words, what was answered, what it cost, and the words that were not understood.

    `taken` says thing by thing what the words were taken for, `doubts` what is asked back.
    """

    words: str
    replies: tuple[Reply, ...] = ()
    cost: int = 0
    unread: tuple[str, ...] = ()
    taken: tuple[Taken, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def offered(self) -> tuple[str, ...]:
        """The findings that are asked back, in the order of their numbers."""
        return tuple(about for doubt in self.doubts for about in doubt.may_be)


class Part(NamedTuple):
    """One thing that is asked for, as it was understood: what it was taken for, the answers, and what they cost."""

    called: str = ""
    replies: tuple[Reply, ...] = ()
    cost: int = 0
    unread: tuple[str, ...] = ()
    may_be: tuple[str, ...] = ()


def ask(text: str, patient: Patient) -> Asked:
    """Put a question to the patient of a case. Raises InputError for an empty one, or one longer than 300 letters."""
    words = " ".join(text.split())
    if not words:
        raise InputError("nothing was asked")
    if len(words) > LONGEST:
        raise InputError(f"{len(words)} letters; a question has {LONGEST} at most")
    parts = {each: _part(each, patient) for each in _parts(words, patient.base.vocabulary)}
    replies = {r.about: r for part in parts.values() for r in part.replies}
    return Asked(
        words=words,
        replies=tuple(replies.values()),
        cost=sum(part.cost for part in parts.values()),
        unread=tuple(w for part in parts.values() for w in part.unread),
        taken=tuple(
            Taken(words=each, called=part.called, abouts=tuple(dict.fromkeys(r.about for r in part.replies)))
            for each, part in parts.items()
            if part.called
        ),
        doubts=tuple(Doubt(words=each, may_be=part.may_be) for each, part in parts.items() if part.may_be),
    )


def _parts(words: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The things asked for, one by one; a name with a comma or an "and" in it stays whole."""
    low = words.lower().strip(" ?.!")
    broad = _broad(low, vocabulary) or _broad_within(low, vocabulary)
    if broad or open_question(low, vocabulary) or _is_look(low) or vocabulary.same(bare(low)):
        yield low
        return
    for part in PARTS.split(low):
        each = bare(part.strip()).split()
        if len(each) > 1 and all(number_named(word, vocabulary) for word in each):
            yield from each  # "sodium potassium magnesium"
        elif part.strip():
            yield part.strip()


def _is_look(text: str) -> bool:
    """Whether an examination or a test bears just these words as its name: "u and e"."""
    return any(bare(text) in look.names for look in costs().shows)


def _part(text: str, patient: Patient) -> Part:
    """What one thing asked for is answered with. What is not understood costs nothing."""
    vocabulary, table = patient.base.vocabulary, costs()
    if labelled(text, vocabulary) is None:
        if look := shown(text):
            return _looked_at(look, text, patient)
        broad, opened = _broad(text, vocabulary), open_question(text, vocabulary)
        if opened is None:
            broad = broad or _broad_within(text, vocabulary)
        if broad:
            return Part(broad.called, patient.recorded(broad.covers), broad.cost)
        if opened:
            replies = (*patient.of_the_person(opened.person), *patient.recorded(opened.covers(vocabulary)))
            return Part(opened.called, replies, opened.cost(table))
        if (thing := described(text)) and (seen := _described(thing, patient)):
            return seen
    found = meant(text, vocabulary)
    if not found.abouts:
        return Part(unread=(text,))
    if found.weak:
        return Part(may_be=_likest(text, found.abouts, vocabulary)[:MOST_DOUBTS])
    called = " or ".join(label(patient.base, about) for about in found.abouts)
    return _answered(called, found.abouts, found.sure, text, patient)._replace(unread=found.unread)


def _likest(text: str, abouts: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """What words that match weakly may mean: with a word for examining, first what an examination shows."""
    if EXAMINED.match(text) is None:
        return abouts
    return tuple(sorted(abouts, key=lambda about: is_told(about, vocabulary)))


def _looked_at(look: Look, text: str, patient: Patient) -> Part:
    """What an examination or a test shows; what could be asked instead is told where it is recorded, never denied."""
    vocabulary = patient.base.vocabulary
    if all(is_told(about, vocabulary) for about in look.findings):
        return _answered(look.names[0], look.findings, True, text, patient)
    found = [f for f in look.findings if not is_told(f, vocabulary) or any(r.recorded for r in patient.asked(f))]
    return _answered(look.names[0], tuple(found), True, text, patient)


def _answered(called: str, abouts: tuple[str, ...], sure: bool, text: str, patient: Patient) -> Part:
    """What is answered of findings and numbers; what was not done costs less than what was."""
    vocabulary, table = patient.base.vocabulary, costs()
    replies = {r.about: r for about in abouts for r in patient.asked(about)}
    told = _told(tuple(replies.values()), bare(text), sure, vocabulary)
    price = table.of(abouts[0], vocabulary)
    return Part(called, told, min(price, table.not_done) if all(r.told is Told.NOT_DONE for r in told) else price)


def _described(thing: str, patient: Patient) -> Part | None:
    """All that is recorded beside a thing: what the same examination shows, or what is of the same topic."""
    vocabulary, table = patient.base.vocabulary, costs()
    found = meant(thing, vocabulary)
    if len(found.abouts) != 1 or found.weak or found.abouts[0] in vocabulary.measurements:
        return None
    about = found.abouts[0]
    looks = [look for look in table.shows if about in look.findings]
    beside = {f for look in looks for f in look.findings} or _of_topic(vocabulary.findings[about].topic, vocabulary)
    covered = patient.recorded(lambda each: not vocabulary.broader(each).isdisjoint(beside))
    own = _told(patient.asked(about), thing, True, vocabulary)
    replies = tuple({r.about: r for r in (*own, *covered)}.values())
    called = f"{label(patient.base, about)}, and what is recorded beside it"
    return Part(called, replies, table.topic)


def _of_topic(topic: str, vocabulary: Vocabulary) -> set[str]:
    return {f.id for f in vocabulary.findings.values() if f.topic == topic and is_told(f.id, vocabulary)}


def _told(replies: tuple[Reply, ...], words: str, sure: bool, vocabulary: Vocabulary) -> tuple[Reply, ...]:
    """What is recorded of what the words may mean; else that it is not so, or was not done.

    Of several things that the words may mean, only the commonest is denied.
    """
    if recorded := tuple(r for r in replies if r.recorded):
        return recorded
    denied = [r for r in replies if r.told is Told.NO]
    if denied and not sure:
        denied = [max(denied, key=lambda r: vocabulary.findings[r.about].base_rate)]
    return tuple(denied) or tuple(r.model_copy(update={"words": words}) for r in replies[:1])


class Broad(NamedTuple):
    """A broad question: what it is called, what it covers, and its cost."""

    called: str
    covers: Callable[[str], bool]
    cost: int


def _broad(text: str, vocabulary: Vocabulary) -> Broad | None:
    """The broad question that these words are; what names a finding asks for that alone."""
    named = vocabulary.named(text)
    if named is not None and is_told(named, vocabulary) and not vocabulary.findings[named].various:
        return None
    return _broad_questions(vocabulary).get(fold(text))


def _broad_within(text: str, vocabulary: Vocabulary) -> Broad | None:
    """The broad question that is left without what makes a question of it: "any problems with your bladder"."""
    if broad := _broad(bare(text), vocabulary):
        return broad
    return None if vocabulary.named(bare(text)) else _broad(without_idle(text), vocabulary)


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
