"""Changed answers as they are typed: +tingling -vegan_diet ?fatigue age=70 ferritin="9 ng/mL", or "not vegan"."""

import re
from collections.abc import Sequence

from ..facts.ages import years
from ..facts.answer_words import sex_of
from ..facts.case import Case
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.spans import days
from ..facts.vocabulary import Vocabulary
from ..reading.meant import finding_meant
from .change import NUMBERS, UNKNOWN, Change, answered

SIGNS = {"+": State.PRESENT.value, "-": State.ABSENT.value, "?": UNKNOWN}
WORDS = re.compile(r"^(?:(no|not|without|never)|(unknown|unsure))\s+(.+)$", re.IGNORECASE)
FIELDS = {"age": "age", "sex": "sex", "duration": "duration_days", "duration_days": "duration_days"}


def read_changes(words: Sequence[str], case: Case, vocabulary: Vocabulary) -> tuple[Change, ...]:
    """The changes that words mean, one each. Raises InputError with the nearest known term."""
    if not words:
        raise InputError("say which answers to change, such as: +tingling -vegan_diet age=70 ferritin='9 ng/mL'")
    wanted = dict(_read(word.strip(), vocabulary) for word in words)
    return tuple(Change(about=a, before=answered(case, a, vocabulary), after=v) for a, v in wanted.items())


def split_words(sentence: str) -> list[str]:
    """The changes of a spoken sentence: "not vegan and age=70" names two."""
    return [part for part in re.split(r"\s*(?:,|\band\b)\s*|\s+(?=[+?-]\w|\w+\s*=)", sentence) if part.strip()]


def _read(word: str, vocabulary: Vocabulary) -> tuple[str, str]:
    if "=" in word:
        name, value = (part.strip() for part in word.split("=", 1))
        return _value(name, value, vocabulary)
    if word[:1] in SIGNS:
        return _finding(word[1:].strip(), SIGNS[word[0]], vocabulary)
    if match := WORDS.match(word):
        no, _, term = match.groups()
        return _finding(term, State.ABSENT.value if no else UNKNOWN, vocabulary)
    return _finding(word, State.PRESENT.value, vocabulary)


def _finding(term: str, state: str, vocabulary: Vocabulary) -> tuple[str, str]:
    finding = finding_meant(term, vocabulary)
    if finding in ("female", "male"):
        if state == State.PRESENT:
            return "sex", finding
        return "sex", UNKNOWN if state == UNKNOWN else "male" if finding == "female" else "female"
    return finding, state


def _value(name: str, value: str, vocabulary: Vocabulary) -> tuple[str, str]:
    unknown = value.lower() in ("", "?", UNKNOWN)
    if (field := FIELDS.get(name.lower())) == "sex":
        return "sex", UNKNOWN if unknown else sex_of(value) or UNKNOWN
    measurement, unit = (field, None) if field else vocabulary.measurement(name)
    if measurement in vocabulary.panels:
        raise InputError(
            f"{name!r} names several measurements; change one of: {', '.join(vocabulary.panels[measurement].members)}"
        )
    if unknown:
        return measurement, UNKNOWN
    text = f"{value} {unit}" if unit and value[-1:].isdigit() else value
    if measurement in NUMBERS:
        number = years(text) if measurement == "age" else days(text, bare="day")
        vocabulary.measurements[measurement].read(number)
        return measurement, f"{number:g}"
    vocabulary.measurements[measurement].read(text, turns=vocabulary.turns.get(measurement, ()))
    return measurement, text
