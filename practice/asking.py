"""A question in free words: what it asks for, by the one reader, and what it costs."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ..facts.errors import InputError, UnknownTerm
from ..facts.finding import Record
from ..facts.terms import fold
from ..facts.vocabulary import Vocabulary
from ..reading.reader import read
from .costs import costs, is_told
from .patient import Patient, Reply, Told

LONGEST, MOST_MEANT = 300, 4  # letters of a question; findings that its words may mean
PARTS = re.compile(r"[,;?.!]|\band\b|\bor\b")
VERBS = "do|did|does|have|has|had|are|is|was|were|can|could|would|will"
FRAME = re.compile(
    rf"^(?:please |and |so |ok |now )*(?:(?:{VERBS}) (?:you|he|she|they|it|there)"
    r"(?: (?:have|had|feel|get|got|take|taking|been|any|ever|notice|noticed))*|"
    r"(?:what|which|any|ask about|ask for|tell me about|check|measure|order|request|test|look at|look for|feel|"
    r"examine for|how is|how are|what about|what is|what are|what was|show me|repeat)"
    r"(?: (?:the|your|his|her|their|any|is|are|was|a|an|about|for|of|other))*) ",
)
AFTER = re.compile(r" (?:do|does|did|are|is|have|has) (?:you|he|she|they|there)(?: (?:take|have|use|got|like|on))*$")
NUMBER = re.compile(r"\b(?:serum|plasma|blood|level|levels|test|tests|result|results|value|concentration|count|in)\b")


class Asked(Record):
    """What was asked in these words, what was answered, what it cost, and the words that were not understood."""

    words: str
    replies: tuple[Reply, ...] = ()
    cost: int = 0
    unread: tuple[str, ...] = ()


def ask(text: str, patient: Patient) -> Asked:
    """Put a question to the patient of a case. Raises InputError for an empty one, or one longer than 300 letters."""
    words = " ".join(text.split())
    if not words:
        raise InputError("nothing was asked")
    if len(words) > LONGEST:
        raise InputError(f"{len(words)} letters; a question has {LONGEST} at most")
    vocabulary = patient.base.vocabulary
    replies: dict[str, Reply] = {}
    cost, unread = 0, list[str]()
    for part in _parts(words, vocabulary):
        answered, price = _part(part, patient)
        replies |= {r.about: r for r in answered}
        cost += price
        if not price:
            unread.append(part)
    return Asked(words=words, replies=tuple(replies.values()), cost=cost, unread=tuple(unread))


def _parts(words: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The things asked for, one by one; a name with a comma or an "and" in it stays whole."""
    low = words.lower().strip(" ?.!")
    bare = _bare(low)
    if _broad(low, vocabulary) or _broad(bare, vocabulary) or _looks().get(bare) or vocabulary.named(bare):
        yield low
        return
    for part in PARTS.split(low):
        each = _bare(part.strip()).split()
        if len(each) > 1 and all(_number(word, vocabulary) for word in each):
            yield from each  # "sodium potassium magnesium"
        elif part.strip():
            yield part.strip()


def _part(text: str, patient: Patient) -> tuple[tuple[Reply, ...], int]:
    """What one thing asked for is answered with, and its cost; nothing at no cost where it is not understood."""
    vocabulary, table = patient.base.vocabulary, costs()
    bare = _bare(text)
    if broad := _broad(text, vocabulary) or _broad(bare, vocabulary):
        return patient.recorded(broad.covers), broad.cost
    if shown := _shown(bare):
        meant, sure = shown, True
    else:
        meant, sure = _meant(text, bare, vocabulary)
    replies = {r.about: r for about in meant for r in patient.asked(about)}
    return _told(tuple(replies.values()), bare, sure, vocabulary), max(
        (table.of(about, vocabulary) for about in meant[:1]), default=0
    )


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


def _shown(bare: str) -> tuple[str, ...]:
    """What an examination or a test of these words may show."""
    return _looks().get(bare) or next((f for names, f in _within() if names.search(bare)), ())


@cache
def _looks() -> dict[str, tuple[str, ...]]:
    return {name: look.findings for look in costs().shows for name in look.names}


@cache
def _within() -> list[tuple[re.Pattern[str], tuple[str, ...]]]:
    """Scans and recordings are known by a word, whatever part of the body is named beside it."""
    looks = [look for look in costs().shows if set(look.findings) & costs().imaging]
    return [(re.compile(rf"\b(?:{'|'.join(map(re.escape, look.names))})\b"), look.findings) for look in looks]


def _bare(text: str) -> str:
    """The words without what makes a question of them."""
    return AFTER.sub("", FRAME.sub("", f"{text} ").strip()).strip() or text


class Broad(NamedTuple):
    """A broad question: what it covers, and its cost."""

    covers: Callable[[str], bool]
    cost: int


def _broad(bare: str, vocabulary: Vocabulary) -> Broad | None:
    """The broad question that these words are; what names a finding asks for that alone."""
    named = vocabulary.named(bare)
    if named is not None and is_told(named, vocabulary) and not vocabulary.findings[named].various:
        return None
    return _broad_questions(vocabulary).get(fold(bare))


@lru_cache(maxsize=4)
def _broad_questions(vocabulary: Vocabulary) -> dict[str, Broad]:
    table = costs()
    sign = Broad(lambda about: table.of(about, vocabulary) == table.examination, table.whole_examination)
    test = Broad(lambda about: table.of(about, vocabulary) == table.blood_test, table.all_tests)
    named = {fold(n): sign for n in table.examined_by} | {fold(n): test for n in table.tested_by}
    for topic in vocabulary.topics.values():
        if topic.stage not in ("result", "who"):
            names = (topic.id.replace("_", " "), topic.label, topic.question, *table.topics.get(topic.id, ()))
            named |= {fold(n): Broad(_told_in(topic.id, vocabulary), table.topic) for n in names}
    return named


def _told_in(topic: str, vocabulary: Vocabulary) -> Callable[[str], bool]:
    return lambda about: is_told(about, vocabulary) and vocabulary.findings[about].topic == topic


def _meant(text: str, bare: str, vocabulary: Vocabulary) -> tuple[tuple[str, ...], bool]:
    """The findings or the number that one thing asked for means, and whether that is sure."""
    named = vocabulary.named(bare)
    if named is not None and fold(vocabulary.findings[named].label) == fold(bare):
        return (named,), True
    if (number := _number(bare, vocabulary)) is not None:
        return (number,), True
    if named is not None:
        return (named,), True
    for words in (bare, text):
        said = read(words, vocabulary).said
        if sure := tuple(dict.fromkeys(s.finding for s in said if s.certain)):
            return sure[:MOST_MEANT], True
        if said:
            return tuple(dict.fromkeys(s.finding for s in said))[:MOST_MEANT], False
    return (), True


def _number(bare: str, vocabulary: Vocabulary) -> str | None:
    """The measurement that words name, "level" and the like left out."""
    for words in (bare, " ".join(NUMBER.sub(" ", bare).split())):
        try:
            found, _ = vocabulary.measurement(words)
        except UnknownTerm:
            continue
        if found in vocabulary.measurements and found not in ("age", "duration_days"):
            return found
    return None
