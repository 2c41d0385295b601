"""The things asked for in one line, one by one."""

import re
from collections.abc import Iterator

from ..facts.vocabulary import Vocabulary
from ..facts.words import load_words
from .bare import bare
from .broad import broad, broad_within
from .history import open_question, without_idle
from .looks import named_look
from .meaning import labelled, meant, number_named
from .places import places, without_places

PARTS = re.compile(r"[,;?.!/&+]|\band\b|\bor\b")
ENDED = re.compile(r"[,;?.!]|\band\b")
OF_FAMILY = re.compile(r"^.*\bfamily history of (?:a |an |any )?")
JOINED = re.compile(r"\b(?:and|or)\b")
TAIL = re.compile(r" (?:(?:in|of|on|at|around|over) (?:the |your |his |her |their )?(?P<place>.+)|before|in the past)$")


def things(words: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The things asked for; one that has a comma, an "and" or an "or" in its name stays whole."""
    low = _AND.sub(lambda found: load_words().phrases[found[0]], words.lower().strip(" ?.!").replace(":", " "))
    parts = (low,) if _is_one(low, vocabulary) else map(str.strip, PARTS.split(_each_at_its_place(low, vocabulary)))
    for part in filter(None, parts):
        each = bare(part).split()
        listed = len(each) > 1 and all(number_named(word, vocabulary) for word in each)
        yield from each if listed else (part,)  # "sodium potassium magnesium"


def _is_one(text: str, vocabulary: Vocabulary) -> bool:
    """Whether these words are one question as they stand, or one finding says all of them."""
    if broad(text, vocabulary) or broad_within(text, vocabulary):
        return True
    if open_question(text, vocabulary):
        return not _each_opens(text, vocabulary)
    named = labelled(text, vocabulary)
    if named_look(bare(text)) or (named and vocabulary.findings[named].label.lower() == text):
        return True
    if vocabulary.same(bare(text)):
        return not _each_named(text, vocabulary)
    return PARTS.search(text) is None or _says_all(text, vocabulary)


def _each_opens(text: str, vocabulary: Vocabulary) -> bool:
    """Whether each part by itself is another open question: "when did it start and how did it go on"."""
    opened = [open_question(part.strip(), vocabulary) for part in ENDED.split(text) if part.strip()]
    return None not in opened and len({question.called for question in opened if question}) == len(opened) > 1


def _says_all(text: str, vocabulary: Vocabulary) -> bool:
    """Whether one finding says all that is asked in its names, and some part says nothing alone: "cough or sneeze"."""
    found = meant(text, vocabulary)
    if not found.sure or found.weak or found.loose or len(found.abouts) != 1:
        return False
    parts = (part.strip() for part in PARTS.split(text) if part.strip())
    alone = [part for part in parts if broad_within(part, vocabulary) is None]
    if not {vocabulary.named(bare(part)) for part in alone} <= {None, *found.abouts}:
        return False
    return any(not each.abouts or each.weak for each in (meant(part, vocabulary) for part in alone))


def _each_named(text: str, vocabulary: Vocabulary) -> bool:
    """Whether each part by itself is the name of something else than the others: "numbness or tingling"."""
    named = [vocabulary.named(bare(part.strip())) for part in PARTS.split(text) if part.strip()]
    return len(named) > 1 and None not in named and len(set(named)) == len(named)


def _each_at_its_place(text: str, vocabulary: Vocabulary) -> str:
    """The words with what stands once said of each: "weak or numb in the foot", "a rash on the face or hands"."""
    if (family := OF_FAMILY.match(text)) and JOINED.search(text):
        of_whom, rest = family[0], text[family.end() :]
        return " or ".join(f"{of_whom}{part.strip(' ,')}" for part in PARTS.split(rest) if part.strip(" ,"))
    *first, last = (part.strip(" ,") for part in JOINED.split(text))
    if len(first) != 1:
        return text
    if whole := _of_one_noun(first[0], last, vocabulary):
        return whole
    before, after = TAIL.search(first[0]), TAIL.search(last)
    if before and before["place"] and places(last) and not without_idle(without_places(last)):
        return f"{first[0]} or {first[0][: before.start('place')]}{last}"
    shared = after and (after["place"] is None or (places(after["place"]) and not places(first[0])))
    if after and shared and not before:
        return f"{first[0]}{after[0]} or {last}"
    return text


def _of_one_noun(first: str, last: str, vocabulary: Vocabulary) -> str | None:
    """What shares a place, of each: "joint swelling or stiffness", "red or painful eyes", "is the leg cold or pale"."""
    before, after = bare(first).split(), last.split()
    if len(before) == 1 and not places(first) and len(after) == 2 and places(after[1]):
        return f"{first} {after[1]} or {last}"
    if len(before) == 1 and places(first) and len(after) > 1 and places(after[0]):
        return f"{first} {' '.join(after[1:])} or {last}"
    if len(before) > 1 and len(after) == 1 and not places(last):
        there = next((word for word in before if places(word)), None)
        named = (f"{there} {last}", f"{last} {there}") if there else ()
        shared = next((name for name in named if vocabulary.named(name)), None)
        return f"{first} or {shared}" if shared else None
    return None


_AND = re.compile("|".join(rf"\b{phrase}\b" for phrase in load_words().phrases if " and " in phrase))
