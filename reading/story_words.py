"""The words that tell in a story whom it is about and what its times belong to, as patterns."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ..facts.reader import read_text, read_yaml
from .tables import Patterns, Table, load_tables

FILE = Path(__file__).with_name("story.yaml")


class StoryWords(Table):
    """Words by use: `nouns`, `kin` and `body` by the sex they tell, the others as lists of patterns."""

    nouns: dict[str, tuple[str, ...]]
    kin: dict[str, tuple[str, ...]]
    body: dict[str, tuple[str, ...]]
    reporters: tuple[str, ...]
    onset: tuple[str, ...]
    complaint: tuple[str, ...]
    it: tuple[str, ...]
    other: tuple[str, ...]
    episode: tuple[str, ...]
    course: tuple[str, ...]
    worse: tuple[str, ...]
    over: tuple[str, ...]
    history: tuple[str, ...]
    state: tuple[str, ...]
    lead: tuple[str, ...]
    no_point: tuple[str, ...]
    no_duration: tuple[str, ...]
    joins: tuple[str, ...]
    after_and: tuple[str, ...]
    adverbs: tuple[str, ...]
    no_age: tuple[str, ...]


@cache
def load_story_words() -> StoryWords:
    """The table that ships."""
    return StoryWords.model_validate(read_yaml(read_text(FILE), str(FILE)))


def either(words: Iterable[str]) -> str:
    """A pattern of whole words, the longest first."""
    return r"\b(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")\b"


@cache
def people() -> frozenset[str]:
    """The words that people are called by, of either sex."""
    words = load_story_words()
    return frozenset(w for group in (words.nouns, words.kin) for each in group.values() for w in each)


@cache
def words_of(use: str) -> re.Pattern[str]:
    """What the words of one use look like: "onset", "state", "course"."""
    return re.compile(either(getattr(load_story_words(), use)))


@cache
def sites() -> str:
    """A pattern of the places of the body that have a name of one word."""
    return either(_single(load_tables().parts["site"]))


@cache
def complaints() -> re.Pattern[str]:
    """What a complaint is told with: a quality, a place of the body, or something that fails."""
    stems = either(f"{word}\\w{{0,4}}" for word in _single(load_tables().parts["quality"]))
    return re.compile(f"{stems}|{sites()}|{either(load_story_words().complaint)}")


@cache
def other_matters() -> re.Pattern[str]:
    """What has lasted or happened and is not the complaint: an illness, a journey, a medicine that was begun."""
    medicines = either(_single(load_tables().medicines))
    begun = rf"\b(?:start\w*|began|on|off|stopp\w+|given|gave|tried|changed to|swapped to)(?: \w+){{0,3}} {medicines}"
    return re.compile(f"{either(load_story_words().other)}|{begun}")


@cache
def dangers() -> re.Pattern[str]:
    """The words that are never dropped: the beginning of what they name counts before any older one."""
    return re.compile(either(load_tables().danger.words))


def _single(table: Patterns) -> list[str]:
    return [w for ways in table.values() for w in ways if re.fullmatch("[a-z]{3,}", w)]


@cache
def kin() -> str:
    """A pattern of what one is to another: wife, dad, neighbour."""
    return either(_kin_words())


@cache
def kin_named() -> str:
    """The same within a word: the "dad" of "dads"."""
    return "|".join(_kin_words())


def _kin_words() -> list[str]:
    return [w for words in load_story_words().kin.values() for w in words]
