"""Where on the legs it is, for someone who said that something is so and not where: read from body_map.yaml."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path

from ..facts.answer import Answer
from ..facts.finding import Id, Record, State, Text, those
from ..facts.reader import read_text, read_yaml
from ..facts.vocabulary import Vocabulary
from .answering import ticked
from .question import Option, Question

FILE = Path(__file__).parent / "body_map.yaml"
# With fewer places left open a list of them is as good.
FEWEST = 3
LEFT, RIGHT = "left", "right"


class Place(Record):
    """One place on the legs: the finding that it tells, and its short name. `sided` is one that each leg has."""

    finding: Id
    name: Text
    sided: bool = True


class BodyMap(Record):
    """The places of one complaint, and the findings that it is on one side, or on both."""

    id: Id
    of: Id
    one_side: Id
    both: Id
    places: tuple[Place, ...]


class BodyMaps(Record):
    """All maps, and the words that name a place."""

    named: tuple[Text, ...]
    maps: tuple[BodyMap, ...]


@cache
def shipped() -> BodyMaps:
    """The maps that ship. Raises CaseFileError or ValidationError if the file is spoilt."""
    return BodyMaps.model_validate(read_yaml(read_text(FILE), str(FILE)))


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(shipped().named)})s?\b", re.IGNORECASE)


def map_of(question: Question) -> BodyMap | None:
    """The map that a question is asked on, if it is."""
    return next((each for each in shipped().maps if each.id == question.name), None)


def unplaced(states: Mapping[str, State], vocabulary: Vocabulary) -> BodyMap | None:
    """The first map of what is said to be so without any place, if there is one."""
    present = those(states, State.PRESENT)
    for each in shipped().maps:
        told = {f for f in present if each.of in vocabulary.broader(f) or f in _places(each)}
        known = all(f in vocabulary.findings for f in (each.one_side, each.both, *_places(each)))
        if known and each.of in told and not any(_named().search(vocabulary.findings[f].label) for f in told):
            return each
    return None


def options(each: BodyMap, askable: Collection[str], vocabulary: Vocabulary) -> list[Option]:
    """The places that are still open."""
    return [_option(place, vocabulary) for place in each.places if place.finding in askable]


def _places(each: BodyMap) -> set[str]:
    return {place.finding for place in each.places}


def _option(place: Place, vocabulary: Vocabulary) -> Option:
    return Option.of(vocabulary.findings[place.finding]).model_copy(update={"question": place.name})


def placed(question: Question, spots: Iterable[tuple[str, str]], vocabulary: Vocabulary) -> Answer:
    """The answer that marks these places, each a finding and a side (empty where it has none); the others are a no."""
    marked = list(spots)
    answer = ticked(question, {finding for finding, _ in marked}, "absent", vocabulary)
    each, sides = map_of(question), {side for _, side in marked if side}
    if each is None or not sides:
        return answer
    side = each.both if sides == {LEFT, RIGHT} else each.one_side
    return answer.model_copy(update={"present": tuple(sorted({*answer.present, side})), "words": _words(each, marked)})


def _words(each: BodyMap, marked: Collection[tuple[str, str]]) -> str:
    """The places in words, which say the sides as well."""
    names = {p.finding: p.name.lower() for p in each.places}
    return ", ".join(f"{side} {names[finding]}".strip() for finding, side in marked if finding in names)


def marked(question: Question, answer: Answer) -> set[tuple[str, str]]:
    """The places that an answer marks; on both sides where it does not say which."""
    each = map_of(question)
    if each is None:
        return set()
    words = {part.strip() for part in answer.words.split(",")}
    found = set()
    for place in each.places:
        if place.finding in answer.present:
            sides = [side for side in (LEFT, RIGHT) if f"{side} {place.name.lower()}" in words]
            found |= {(place.finding, side) for side in (sides or ([LEFT, RIGHT] if place.sided else [""]))}
    return found
