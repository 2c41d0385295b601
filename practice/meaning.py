"""What one thing that is asked for means: a number, findings, or what an examination or a test shows."""

import re
from functools import cache
from typing import NamedTuple

from ..facts.errors import UnknownTerm
from ..facts.terms import fold
from ..facts.vocabulary import Vocabulary
from ..reading.reader import read
from .costs import Look, costs, is_told

MOST_MEANT = 4  # findings that words may mean
VERBS = "do|did|does|have|has|had|are|is|was|were|can|could|would|will"
EXAMINE = (
    r"examine|inspect|palpate|percuss|auscultate|listen to|look at|look in|look into|press on|press|feel|check|test|"
    r"assess|measure|watch"
)
FRAME = re.compile(
    rf"^(?:please |and |so |ok |now )*(?:(?:{VERBS}) (?:you|he|she|they|it|there)"
    r"(?: (?:have|had|feel|get|got|take|taking|been|any|ever|notice|noticed))*|"
    r"(?:what|which|any|ask about|ask for|check|measure|order|request|test|look at|look for|feel|"
    r"examine for|check for|how is|how are|what about|what is|what are|what was|show me|repeat)"
    r"(?: (?:the|your|his|her|their|any|is|are|was|a|an|about|for|of|other))*) ",
)
AFTER = re.compile(r" (?:do|does|did|are|is|have|has) (?:you|he|she|they|there)(?: (?:take|have|use|got|like|on))*$")
EXAMINED = re.compile(
    rf"^(?:please |and |then |can i |may i |let me |i want to |i would like to )*(?:{EXAMINE}) "
    r"(?:the |your |his |her |their |both )*(?P<part>.+)$"
)
BODY = re.compile(
    r"\b(?:(?:in|of|at|on|the|both|left|right|your|his|her|their|lower|legs?|feet|foot|knees?|ankles?|calf|calves|thighs?|"
    r"toes?|arms?|hands?|limbs?) ?)+\b"
)
NUMBER = re.compile(r"\b(?:serum|plasma|blood|level|levels|test|tests|result|results|value|concentration|count|in)\b")


class Meant(NamedTuple):
    """The findings or the number that words mean, the words beside them that were not understood, and how sure it is.

    Where it is not `sure`, the words may mean any of them; where it is `weak`, words that matter were not understood.
    """

    abouts: tuple[str, ...] = ()
    sure: bool = True
    unread: tuple[str, ...] = ()
    weak: bool = False


def bare(text: str) -> str:
    """The words without what makes a question of them."""
    return AFTER.sub("", FRAME.sub("", f"{text} ").strip()).strip() or text


def labelled(text: str, vocabulary: Vocabulary) -> str | None:
    """The finding of which these words are the label."""
    named = vocabulary.named(text)
    return named if named and fold(vocabulary.findings[named].label) == fold(text) else None


def shown(text: str) -> Look | None:
    """The examination or the test of these words, whatever part of the body is named beside it.

    With a word for examining, also the examination of that part: "look at the knee".
    """
    part = examined["part"] if (examined := EXAMINED.match(text)) else ""
    names = [bare(text), text, f"{part} examination", part]
    without = [" ".join(BODY.sub(" ", name).split()) for name in names]
    named = (_looks().get(name) for name in (*names, *without))
    inside = (look for found, look in _within() if found.search(bare(text)))
    return next((look for look in (*named, *inside) if look), None)


@cache
def _looks() -> dict[str, Look]:
    return {name: look for look in costs().shows for name in look.names}


@cache
def _within() -> list[tuple[re.Pattern[str], Look]]:
    """Scans and recordings are known by a word, whatever part of the body is named beside it."""
    looks = [look for look in costs().shows if set(look.findings) & costs().imaging]
    return [(re.compile(rf"\b(?:{'|'.join(map(re.escape, look.names))})\b"), look) for look in looks]


def meant(text: str, vocabulary: Vocabulary) -> Meant:
    """What one thing asked for means, by its name or by the reader."""
    words = bare(text)
    if (label := labelled(words, vocabulary)) is not None:
        return Meant((label,))
    if (number := number_named(words, vocabulary)) is not None:
        return Meant((*(_also_told(words, vocabulary) if number in costs().bedside else ()), number))
    if (named := vocabulary.named(words)) is not None:
        return Meant((named,))
    found = [_read(each, vocabulary) for each in dict.fromkeys((words, text))]
    found = [each for each in found if each.abouts]
    return min(found, key=lambda each: (each.weak, not each.sure)) if found else Meant()


def _also_told(words: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What a person can tell of what is measured at the bedside: "lost weight"."""
    return tuple(s.finding for s in read(words, vocabulary).said if s.certain and is_told(s.finding, vocabulary))[:1]


def _read(words: str, vocabulary: Vocabulary) -> Meant:
    reading = read(words, vocabulary)
    if sure := tuple(dict.fromkeys(s.finding for s in reading.said if s.certain)):
        return Meant(sure[:MOST_MEANT], unread=reading.unread)
    may_be = tuple(dict.fromkeys(s.finding for s in reading.said))[:MOST_MEANT]
    return Meant(may_be, sure=False, weak=bool(reading.unread))


def number_named(text: str, vocabulary: Vocabulary) -> str | None:
    """The measurement that words name, "level" and the like left out."""
    for words in (text, " ".join(NUMBER.sub(" ", text).split())):
        try:
            found, _ = vocabulary.measurement(words)
        except UnknownTerm:
            continue
        if found in vocabulary.measurements and found not in ("age", "duration_days"):
            return found
    return None
