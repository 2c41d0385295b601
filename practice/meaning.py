"""What one thing that is asked for means: a number, or findings."""

import re
from typing import NamedTuple

from ..facts.errors import UnknownTerm
from ..facts.terms import fold
from ..facts.vocabulary import Vocabulary
from ..reading.reader import read
from .bare import bare
from .costs import costs, is_told
from .faithful import asked_for, denies, shares_a_word
from .history import without_idle

MOST_MEANT = 4  # findings that words may mean
NUMBER = re.compile(r"\b(?:serum|plasma|blood|level|levels|test|tests|result|results|value|concentration|count|in)\b")
NO_YES = re.compile(
    r"^(?:(?:when|where|why) (?:do|does|did|is|are|was|were|have|has|had)|what happens|how long|how often|how far)\b"
)
BEFORE = re.compile(r"^(?:had |a |an |the )*(?P<what>.+) (?:before|in the past)$")


class Meant(NamedTuple):
    """The findings or the number that words mean, and how sure it is.

    Where it is not `sure`, the words may mean any of them; where it is `weak`, words that matter were not understood.
    Who has none of those in `loose` may have what the words ask for all the same.
    """

    abouts: tuple[str, ...] = ()
    sure: bool = True
    weak: bool = False
    loose: tuple[str, ...] = ()


def labelled(text: str, vocabulary: Vocabulary) -> str | None:
    """The finding of which these words are the label."""
    named = vocabulary.named(text)
    return named if named and fold(vocabulary.findings[named].label) == fold(text) else None


def meant(text: str, vocabulary: Vocabulary) -> Meant:
    """What one thing asked for means, by its name or by the reader; weak where a yes or a no would not answer."""
    words = BEFORE.sub(r"earlier \g<what>", bare(text))
    if (label := labelled(words, vocabulary)) is not None:
        return Meant((label,))
    if (number := number_named(words, vocabulary)) is not None:
        return Meant((*(_also_told(words, vocabulary) if number in costs().bedside else ()), number))
    if (named := vocabulary.named(words)) is not None:
        return Meant((named,))
    found = [_read(each, vocabulary) for each in dict.fromkeys((words, text, without_idle(text))) if each]
    found = [each for each in found if each.abouts]
    best = min(found, key=lambda each: (each.weak, not each.sure), default=Meant())
    return best._replace(weak=True) if NO_YES.match(text) and best.abouts else best


def _also_told(words: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What a person can tell of what is measured at the bedside: "lost weight"."""
    return tuple(s.finding for s in read(words, vocabulary).said if s.certain and is_told(s.finding, vocabulary))[:1]


def _read(words: str, vocabulary: Vocabulary) -> Meant:
    """What the reader makes of words; weak where they ask for another thing."""
    reading = read(words, vocabulary)
    sure = tuple(dict.fromkeys(s.finding for s in reading.said if s.certain))
    may_be = sure or tuple(dict.fromkeys(s.finding for s in reading.said))[:MOST_MEANT]
    if not (asked := asked_for(words, may_be, vocabulary)):
        return Meant(may_be[:MOST_MEANT], sure=False, weak=True)
    loose = tuple(about for about in asked if not denies(words, about, vocabulary))
    plain = len(asked) == 1 and not loose and shares_a_word(words, asked[0], vocabulary)
    doubtful = not sure and bool(reading.unread) and not plain
    return Meant(asked[:MOST_MEANT], sure=bool(sure), weak=doubtful, loose=loose)


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
