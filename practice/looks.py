"""Examinations and tests: how the words for one are known, and what the examination of a part of the body may show."""

import re
from functools import cache

from ..facts.terms import fold
from ..facts.vocabulary import Vocabulary
from .costs import Look, costs
from .places import places, seen_at, without_places

EXAMINE = (
    r"examine|inspect|palpate|percuss|auscultate|listen to|look at|look in|look into|press on|press|feel|check|test|"
    r"assess|measure|watch|move|bend|rotate|tap|squeeze|touch"
)
EXAMINED = re.compile(
    rf"^(?:please |and |then |can i |may i |let me |i want to |i would like to )*(?:{EXAMINE}) "
    r"(?:the |your |his |her |their |both |how )*(?P<part>.+)$"
)
ASKS = re.compile(r"^(?:is|are|was|were|do|does|did|have|has|had|where|when|why|how)\b")
WORD = re.compile(r"[a-z0-9]+")


def shown(text: str, bare: str, vocabulary: Vocabulary) -> Look | None:
    """The examination or the test of these words; `bare` are they without what makes a question of them.

    A part of the body may stand beside it, and words that say how thorough it is: "full thyroid function tests". With a
    word for examining it is the examination of that part, "look at the knee", with all the signs that are there.
    """
    part = examined["part"] if (examined := EXAMINED.match(text)) else ""
    names = [bare, text, f"{part} examination", part]
    named = (_named().get(_plainly(name)) for name in (*names, *map(without_places, names)))
    look = next((look for look in (*named, _imaging(bare), *(_within(n) for n in names)) if look), None)
    if look is not None and not look.part:
        return look
    if not part and look is None:
        return None
    return _of_part(look, part or text, vocabulary)


def named_look(text: str) -> Look | None:
    """The examination or the test that bears just these words as its name: "u and e"."""
    return _named().get(_plainly(text))


def _of_part(look: Look | None, part: str, vocabulary: Vocabulary) -> Look | None:
    """The examination of a part: what the table says, and every sign that is there."""
    there = tuple(f for place in sorted(places(part)) for f in seen_at(place, vocabulary))
    if look is None:
        left = set(WORD.findall(without_places(part))) - _filler()
        return Look(names=(f"{part} examination",), findings=there) if there and not left else None
    return look.model_copy(update={"findings": tuple(dict.fromkeys((*look.findings, *there)))})


def without_filler(text: str) -> str:
    """The words without those that only say how thorough something is: "physical examination" of "full ..."."""
    return " ".join(word for word in text.split() if word not in _filler())


def _plainly(text: str) -> str:
    return " ".join(word for word in WORD.findall(text) if word not in _filler()) or text


@cache
def _filler() -> frozenset[str]:
    return costs().filler


@cache
def _named() -> dict[str, Look]:
    return {_plainly(name): look for look in reversed(costs().shows) for name in reversed(look.names)}


def _imaging(bare: str) -> Look | None:
    """Scans and recordings are known by a word, whatever part of the body is named beside it."""
    return next((look for found, look in _by_a_word() if found.search(bare)), None)


@cache
def _by_a_word() -> list[tuple[re.Pattern[str], Look]]:
    looks = [look for look in costs().shows if set(look.findings) & costs().imaging]
    return [(re.compile(rf"\b(?:{'|'.join(map(re.escape, look.names))})\b"), look) for look in looks]


def _within(text: str) -> Look | None:
    """The examination of which a name stands in the text, and else only words of its other names: "hip: rotation"."""
    if ASKS.match(text):
        return None
    words = {fold(word) for word in WORD.findall(text)} - _folded_filler()
    for look, names, every in _names_in_words():
        if words <= every and any(len(name) > 1 and name <= words for name in names):
            return look
    return None


@cache
def _folded_filler() -> frozenset[str]:
    return frozenset(map(fold, _filler()))


@cache
def _names_in_words() -> list[tuple[Look, list[frozenset[str]], frozenset[str]]]:
    """Each look with the words of each of its names, and of all of them."""
    named = [(look, [frozenset(map(fold, WORD.findall(name))) for name in look.names]) for look in costs().shows]
    return [(look, names, frozenset[str]().union(*names)) for look, names in named]
