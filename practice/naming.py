"""What a learner types to commit: causes with percentages, a level, known things by number or word."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from ..facts.errors import InputError
from ..facts.terms import fold
from ..facts.whole_number import whole_number
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from ..wording.reading import numbers_of_list
from ..wording.words import LEVEL_SENTENCE, LEVEL_WORDS
from .attempt import Guess

SHOWN, NEAREST = 8, 3
SLIP, SLIPS_FROM = 80, 4  # per cent alike; letters of a word in which a slip is looked for
WORD = re.compile(r"[a-z0-9]+")
_SURE = re.compile(r"^(?P<name>.*?)[\s:=]*\(?(?P<percent>\d{1,3})\s*(?:%|percent)?\)?$")


def cause_meant(words: str, base: KnowledgeBase) -> str:
    """The hypothesis that words name, or that alone has them in its label, or else in any of its names.

    Raises InputError for one that is none here, with those that are near it, or naming those that it may be.
    """
    name = words.strip()
    if (named := base.named_hypothesis(name.lower())) is not None:
        return named
    found = matching(name, base)
    labelled = [h for h in found if all(part in _spelt(base.hypotheses[h].label) for part in _spelt(name).split())]
    found = labelled if len(labelled) == 1 else found
    if len(found) == 1:
        return found[0]
    if found:
        labels = ", ".join(base.hypotheses[h].label for h in found[:SHOWN])
        raise InputError(f"{name!r} may be: {labels}. Say which.")
    close = "; ".join(base.hypotheses[h].label for h in near(name, base))
    raise InputError(
        f"This system holds no cause called {name!r}. {f'Near it: {close}. ' if close else ''}Name another, or leave "
        "it to 'something else', which is what is missing to 100 percent."
    )


def near(words: str, base: KnowledgeBase) -> list[str]:
    """The few hypotheses that have each of some words in a name, but for a letter or two."""
    from rapidfuzz import fuzz  # only a mistaken name pays for the import

    parts = [fold(part) for part in _plain(words).split()]

    def has(part: str, known: set[str]) -> bool:
        least = SLIP if len(part) >= SLIPS_FROM else 100
        return any(fuzz.ratio(part, word) >= least for word in known)

    spoken = {h.id: (h.id.replace("_", " "), h.label, *h.synonyms) for h in base.hypotheses.values()}
    folded = {h: {fold(word) for name in names for word in WORD.findall(_plain(name))} for h, names in spoken.items()}
    return [h for h, known in folded.items() if parts and all(has(part, known) for part in parts)][:NEAREST]


def matching(words: str, base: KnowledgeBase) -> list[str]:
    """The hypotheses that have each of some words in a name, in British or American spelling."""
    parts = _spelt(words).split()
    return [
        h.id
        for h in base.hypotheses.values()
        if parts and all(any(p in _spelt(name) for name in (h.label, *h.synonyms)) for p in parts)
    ]


def _spelt(text: str) -> str:
    """The plain text with one spelling for British and American: "leukemia" of both."""
    return re.sub(r"\w{5,}", lambda word: re.sub("[ao]e", "e", word[0]), _plain(text))


def _plain(text: str) -> str:
    """Small letters without accents, hyphens as spaces: "Guillain-Barré" as most type it."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(" " if letter == "-" else letter for letter in letters if not unicodedata.combining(letter))


def guesses_meant(text: str, base: KnowledgeBase) -> tuple[tuple[Guess, ...], dict[str, str]]:
    """Causes with percentages, "iron deficiency 60, B12 20", and the words of each. Raises InputError for others."""
    guesses, words = [], dict[str, str]()
    for part in filter(str.strip, re.split(r"[,;]", text)):
        said = _SURE.match(part.strip())
        if said is None or not said["name"].strip():
            raise InputError(f"{part.strip()!r}: give each cause with how sure you are of it, such as 'iron 60'")
        percent = whole_number(said["percent"])
        if percent is None or percent > 100:
            raise InputError(f"{part.strip()!r}: a percentage is 100 at most")
        cause = cause_meant(said["name"], base)
        guesses.append(Guess(cause=cause, percent=percent))
        words[cause] = said["name"].strip()
    if not guesses:
        raise InputError("name at least one cause, such as 'iron 60'")
    return by_confidence(guesses), words


def by_confidence(guesses: Iterable[Guess]) -> tuple[Guess, ...]:
    """Guesses, the likeliest first; equals as they were named."""
    return tuple(sorted(guesses, key=lambda guess: -guess.percent))


def level_meant(text: str) -> Level:
    """A level by its number in the list, most pressing first, or by its word. Raises InputError for neither."""
    low, levels = text.strip().lower(), list(LEVEL_SENTENCE)
    if 1 <= (place := whole_number(low) or 0) <= len(levels):
        return levels[place - 1]
    for level in levels:
        if low and LEVEL_WORDS[level].startswith(low.replace("_", "-").replace("self care", "self-care")):
            return level
    raise InputError(f"{text.strip()!r} is no level; give a number from 1 to {len(levels)}, or its word")


def items_meant(text: str, items: Sequence[str], called: Sequence[str]) -> tuple[str, ...]:
    """Known things by their numbers ("1 3-4") or by words that one of them alone has. Raises InputError for others."""
    chosen: dict[str, None] = {}
    for part in filter(str.strip, re.split(r"[,;]", text)):
        if re.fullmatch(r"[\d\s–-]+", part):
            chosen |= dict.fromkeys(items[n - 1] for n in numbers_of_list(part, len(items)))
            continue
        hits = [item for item, name in zip(items, called, strict=True) if part.strip().lower() in name.lower()]
        if len(hits) != 1:
            raise InputError(f"{part.strip()!r} is {'none' if not hits else 'several'} of the list; give its number")
        chosen[hits[0]] = None
    return tuple(chosen)
