"""Reading what a person types: choices by number, word or first letters, and results with units."""

import re
from collections.abc import Sequence
from contextlib import suppress

from ..facts import spans
from ..facts.errors import InputError
from ..facts.terms import fold
from ..facts.vocabulary import Vocabulary
from ..facts.whole_number import whole_number
from ..interview.question import Option
from ..reading.meant import finding_meant
from .replies import without_hedge

_BEFORE_NUMBERS = re.compile(
    r"^(?:(?:no|nope|yes|yeah|yeh|yep|only|just|it'?s|numbers?|no\.|nos\.|#|and|n|&)[,.:;\s]*)+(?=\d)", re.IGNORECASE
)
_AFTER_NUMBERS = re.compile(
    r"(?<=\d)[,:\s]+(?P<said>yes|yeah|yep|no|nope|only|please|apply|applies|are so|is so)$", re.IGNORECASE
)
_LED = re.compile(r"\s*(?P<numbers>\d[\d\s–-]*?)(?:(?P<mark>[.):])\s*(?!\d)|\s(?=[^\W\d]))(?P<words>.*)", re.DOTALL)
# What a number before it counts: it is no number of the list.
_COUNTED = re.compile(
    rf"(?:(?:{'|'.join(sorted(set(spans.UNITS) - {'a'}))})s?|"
    r"times?|x|legs?|feet|foot|toes?|fingers?|miles?|steps|flights|pints?|glasses|units|"
    r"tablets?|pills?|k?gs?|mgs?|stone|pounds?|lbs?|am|pm|or|to|out|in|of)\b",
    re.IGNORECASE,
)
_ORDER = {
    "first": 1,
    "1st": 1,
    "top": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
    "sixth": 6,
    "6th": 6,
    "seventh": 7,
    "7th": 7,
}
_SEVERAL = {"two": 2, "three": 3, "four": 4}
_SURFACE = re.compile(r"\b(?:top|bottom)\b(?! (?:one|two|three|four|option))", re.IGNORECASE)  # of the foot
# "First" alone is a place of a list where a line says nothing else; within words only "the first one" is.
_PLACED = re.compile(
    rf"(?:^|(?<=[,;&.])|(?<=\band\b)|(?<=\bn\b)|(?<=\bor\b)) *"
    rf"(?:(?:yes|yeah|yep|yh|aye|just|only|it'?s|that'?s|to|i think)\b[, ]*)*(?:the )?"
    rf"(?:\b(?P<order>{'|'.join(_ORDER)}|last|bottom)\b(?: (?:(?P<one>one|option)|thing|bit|"
    rf"(?P<several>{'|'.join(_SEVERAL)}))\b)?|(?P<number>(?:number|no\.?|nr) (?=\d)))",
    re.IGNORECASE,
)
_DENIED = re.compile(r"(?:no|nope)\b(?=[,.;]|$| (?:but|i|he|she|it|they)\b)[,.; ]*(?:but )?", re.IGNORECASE)
_OTHERS = re.compile(
    r"[,;]?\s*(?:and\s+)?\b(?:the\s+)?(?:others\b|rest(?=\s+(?:of (?:them|it|those) )?"
    r"(?:is |are |is all |are all |all )?(?:no|not|none|nope|nothing|fine|ok|okay)\b(?:\s+sure)?\W*$))"
    r"(?:\s+of (?:them|it|those))?",
    re.IGNORECASE,
)
_NO_OTHERS = re.compile(
    r"[,;. ]+(?:(?:but|and|no)\b,? ?)*(?:(?:none of (?:the|that|them|those)|no|not the|nothing|nowt|none|not any) "
    r"(?:others?|other (?:ones|stuff|things|bits)|rest|else)(?: (?:on|in|of) (?:there|here|this|that|the list|it))?|"
    r"(?:and |but )?(?:that'?s|thats) (?:it|all|the lot|everything))\W*$",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"(?P<no>(?:no|nope|nah)\b[,. ]*)?(?:(?:yes|yeah|yep)\b[,. ]*)?(?:it'?s )?"
    r"(?:just|only) (?=(?:the|my|his|her|a|an|that|this)\b)",
    re.IGNORECASE,
)
_FINE = re.compile(r"(?:(?:is|are|all|i am|i'?m)\s+)*(?:(?P<no>fine|ok|okay|nothing)|(?P<said>.*?))\W*$", re.IGNORECASE)


class Ambiguous(InputError):
    """Words that name several options alike."""


def without_others(text: str) -> tuple[str, str]:
    """A line without what it says of "others", and that: "no" of "but none of the rest", and of "only the swelling"."""
    if denied := _NO_OTHERS.search(text):
        return _without_only(text[: denied.start()].strip()), "no"
    named, *others = _OTHERS.split(text, maxsplit=1)
    if others:
        of_them = _FINE.match(others[0].strip())
        return named.strip(), others[0].strip() if of_them is None else "no" if of_them["no"] else of_them["said"]
    return _without_only(named.strip()), "no" if _ONLY.match(named.strip()) else ""


def _without_only(text: str) -> str:
    only = _ONLY.match(text)
    return text if only is None or only["no"] else text[only.end() :]


def numbered(text: str, options: Sequence[Option]) -> tuple[list[str], str]:
    """The options that stand by number between or before words, and the words. Raises as `places_and_words`."""
    places, words = places_and_words(without_hedge(in_figures(text, len(options))), len(options))
    return [options[place - 1].id for place in places], words


def in_figures(text: str, length: int) -> str:
    """A line in which a place of a list is told by its number: "1, and 4" of "the first one, and 4"."""

    def every(m: re.Match[str]) -> str:
        return " " if m["number"] else f" {_in_order(m, length)} "

    def sure(m: re.Match[str]) -> str:
        return every(m) if m["one"] or m["several"] or m["number"] else m[0]

    bare = _PLACED.sub(every, text)
    only_places = re.fullmatch(r"(?:[\d\s,;&.–-]|\band\b|\bn\b)*", bare) and not _SURFACE.search(text)
    return (bare if only_places else _PLACED.sub(sure, text)).strip()


def _in_order(m: re.Match[str], length: int) -> str:
    """The number that an ordinal is, or the numbers of "the first two"."""
    low = m["order"].lower()
    place, several = _ORDER.get(low, length), _SEVERAL.get((m["several"] or "").lower(), 1)
    if several == 1:
        return str(place)
    return f"{length - several + 1}-{length}" if low in ("last", "bottom") else f"{place}-{place + several - 1}"


def places_and_words(text: str, length: int) -> tuple[list[int], str]:
    """The places of a list that stand by number between or before words ("6 and 1. no fever"), and the words.

    Raises InputError for a number out of the list that stands alone.
    """
    places, words = [], []
    for part in re.split(r"([,;]| and | n (?=\d))", text):
        if _is_numbers(part):
            places += numbers_of_list(part, length)
            continue
        led = _LED.match(part)
        if led and not (led["mark"] is None and _COUNTED.match(led["words"])):
            with suppress(InputError):
                named, denied = numbers_of_list(led["numbers"], length), _DENIED.match(led["words"])
                places += () if denied else named
                part = led["words"][denied.end() :] if denied else led["words"]
        words.append(part)
    return places, re.sub(r"^(?:(?:and|n)\b\s*)+|\s*\bn$", "", "".join(words).strip(" ,;"))


def _is_numbers(part: str) -> bool:
    return bool(re.fullmatch(r"[\d\s–-]+", part) and re.search(r"\d", part))


def choices(text: str, options: Sequence[Option], vocabulary: Vocabulary) -> list[str]:
    """The options that numbers ("1 3", "2-4"), words or first letters name, or other findings by their name.

    Raises InputError, naming what is not understood.
    """
    chosen: dict[str, None] = {}
    figures = without_hedge(in_figures(text, len(options)))
    for part in re.split(r"[,;&]| and | n (?=\d)", _BEFORE_NUMBERS.sub("", figures)):
        part = part.strip()
        after = _AFTER_NUMBERS.search(part)
        numbers = part[: after.start()] if after else part
        denied = after is not None and after["said"].lower() in ("no", "nope")
        if _is_numbers(numbers):
            chosen |= dict.fromkeys(() if denied else _by_number(numbers, options))
        elif (led := _LED.match(part)) and not _COUNTED.match(led["words"]):
            raise InputError(f"{part!r} is a number with words")  # they may be about it
        elif part:
            chosen[_by_word(part, options, vocabulary)] = None
    if not chosen:
        raise InputError("nothing was named; give numbers or words, 'none', or 'skip'")
    return list(chosen)


def _by_number(text: str, options: Sequence[Option]) -> list[str]:
    return [options[place - 1].id for place in numbers_of_list(text, len(options))]


def numbers_of_list(text: str, length: int) -> list[int]:
    """The places of a list, from 1, that numbers name: "1 3", "2-4". Raises InputError for what names none."""
    places: list[int] = []
    for item in re.sub(r"\s*[–-]\s*", "-", text.strip()).split():
        first, dash, last = item.partition("-")
        begin = whole_number(first)
        end = whole_number(last) if dash else begin
        if begin is None or end is None:
            raise InputError(f"{item[:20]!r} is no number of the list, which goes from 1 to {length}")
        for number in (begin, end):
            if not 1 <= number <= length:
                raise InputError(f"there is no {number}; the list goes from 1 to {length}")
        places += range(begin, end + 1)
    return places


def places(text: str, length: int) -> list[int]:
    """The places of a short list by number or by order: "1 and 3", "the first one", "3 yeah". Raises InputError."""
    low = re.sub(r"[,;&]|\band\b|\bn\b", " ", _BEFORE_NUMBERS.sub("", in_figures(without_hedge(text), length)))
    return numbers_of_list(_AFTER_NUMBERS.sub("", low.strip()), length)


def _by_word(text: str, options: Sequence[Option], vocabulary: Vocabulary) -> str:
    """An option by its name or the start of it; else any finding by its exact name."""
    named = {o.id for o in options}
    exact = vocabulary.names.get(fold(text))
    if exact in named:
        return str(exact)
    low = text.lower()
    for starts in (lambda o: o.label.lower().startswith(low), lambda o: f" {low}" in f" {o.label.lower()}"):
        hits = [o for o in options if starts(o)]
        if len(hits) == 1:
            return hits[0].id
        if hits:
            raise Ambiguous(f"{text!r} may be {' or '.join(repr(o.label) for o in hits[:4])}; say which")
    if exact is not None:
        return exact
    return finding_meant(text, vocabulary)


def one_of(text: str, words: Sequence[str]) -> str:
    """The one word that the text is or begins. Raises InputError for none or several."""
    low = text.strip().lower()
    hits = [w for w in words if w == low] or [w for w in words if low and w.startswith(low)]
    if len(hits) == 1:
        return hits[0]
    raise InputError(f"{text!r} is not an answer here; use {', '.join(words[:-1])} or {words[-1]}")
