"""How a case and what is asked of it are said, on every face."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from ..facts.case import Case
from ..facts.scales import as_said, same_unit
from ..facts.terms import fold
from ..rules.knowledge_base import KnowledgeBase
from ..wording.explain.phrases import called, label
from ..wording.person import person
from ..wording.spans import span
from ..wording.story import small
from ..wording.words import LEVEL_SENTENCE, LEVEL_WORDS, join
from .asking import Asked, Taken
from .attempt import Commitment
from .costs import costs
from .patient import Reply, Told

LEVELS = tuple((level, LEVEL_WORDS[level], sentence) for level, sentence in LEVEL_SENTENCE.items())
"""The referral levels, most pressing first: each with its word and what it asks of the person."""
BELOW_CHANCE = "Below 0 is worse than chance: things picked blindly would have done better."
OF_THE_PERSON = {"age": "Age", "sex": "Sex", "duration_days": "How long"}
NOTHING_OF_IT = "nothing of that was taken over from the report"
ANSWERS = {Told.YES: "yes", Told.NO: "no", Told.NOT_DONE: NOTHING_OF_IT, Told.NOT_KNOWN: "not known"}
MICRO = re.compile(r"\bu(?=(?:g|mol|kat|L|m|IU|U)\b)")


def case_called(number: str) -> str:
    """A case by its number: "Case 4821 3077"."""
    return f"Case {number[:4]} {number[4:]}"


def opening(case: Case, base: KnowledgeBase) -> str:
    """Who it is, since when and with what they come, in a sentence."""
    who = person(case.age, case.sex)
    since = f", for {span(case.duration_days)}" if case.duration_days is not None else ""
    return f"{who[0].upper()}{who[1:]}{since}: {join([small(label(base, f)) for f in case.present])}."


def item(about: str, case: Case, base: KnowledgeBase) -> str:
    """One known thing: "Vegan diet", "Leg swelling: no", "Ferritin 9 ng/mL", "66 years old"."""
    if about == "age":
        return f"Age {case.age:g}"
    if about == "sex":
        return f"Sex {case.sex}"
    if about == "duration_days":
        return f"For {span(case.duration_days or 0)}"
    if about in case.labs:
        return f"{label(base, about)} {value(about, case.labs[about], base)}"
    return f"{label(base, about)}: no" if about in case.absent else label(base, about)


def answered(asked: Asked, base: KnowledgeBase) -> list[str]:
    """What a question was taken for and answered with, a line each; then what is asked back or was not understood."""
    by, lines = {reply.about: reply for reply in asked.replies}, list[str]()
    for taken in asked.taken:
        replies = [by.pop(about) for about in taken.abouts if about in by]
        if taken.abouts and _says_more(taken, replies, base):
            lines.append(f"Taken for: {as_written(small(taken.called))}.")
        lines += [reply_line(reply, base) for reply in replies]
        if not taken.abouts:
            lines.append(
                f"{taken.called[0].upper()}{taken.called[1:]}: nothing of that was taken over from the report."
            )
    lines += [reply_line(reply, base) for reply in by.values()]
    lines += _asked_back(asked, base)
    if asked.unread:
        lines.append(f"Not understood: {join([repr(words) for words in asked.unread])}. Say it in other words.")
    return lines


def _says_more(taken: Taken, replies: list[Reply], base: KnowledgeBase) -> bool:
    """Whether what words were taken for is not to be seen from the answers themselves."""
    shown = {fold(reply.words or label(base, reply.about)) for reply in replies}
    plain = all(reply.about in OF_THE_PERSON for reply in replies)
    return not plain and shown not in ({fold(taken.called)}, {fold(name) for name in taken.called.split(" or ")})


def _asked_back(asked: Asked, base: KnowledgeBase) -> list[str]:
    """What words that match weakly may mean, numbered through; one thing alone is asked with yes or no."""
    lines, number = list[str](), 1
    for doubt in asked.doubts:
        may_be = (*(label(base, about) for about in doubt.may_be), *([doubt.opens] if doubt.opens else []))
        names = [f"{name[0].upper()}{name[1:]}" for name in may_be]
        unclear = f"{doubt.words!r} is not clear; nothing is charged. Did you mean:"
        if len(asked.offered) == 1:
            return [f"{unclear} {names[0]}? Type yes, or say it in other words."]
        lines.append(unclear)
        lines += [f"  {n} {name}" for n, name in enumerate(names, start=number)]
        number += len(names)
    if lines:
        lines.append("Type its number, or say it in other words.")
    return lines


def reply_line(reply: Reply, base: KnowledgeBase) -> str:
    """ "Vegan diet: yes", "Ferritin: 9 ng/mL", "How long: 3 weeks"; in the report's own words what stands for many."""
    if reply.words:
        words = as_written(reply.words)
        return f"{words[0].upper()}{words[1:]}: {ANSWERS[reply.told]}"
    name = OF_THE_PERSON.get(reply.about) or label(base, reply.about)
    finding = base.vocabulary.findings.get(reply.about)
    if finding and finding.various and reply.told is Told.YES:
        return f"{name}: yes; no more of it was taken over from the report"
    said = value(reply.about, reply.value, base) if reply.value else ANSWERS[reply.told]
    return f"{name}: {said}"


def value(about: str, said: str, base: KnowledgeBase) -> str:
    """A number with its unit as people write it: "28 µg/dL" of "28 ug_dl"; what is no number of ours stays as it is."""
    measurement = base.vocabulary.measurements.get(about)
    number, _, unit = said.partition(" ")
    if measurement is None or not unit or about in OF_THE_PERSON:
        return said
    code = next((code for code in measurement.scales if same_unit(code, unit)), None)
    return said if code is None else f"{number} {MICRO.sub('µ', as_said(code))}"


def with_units(case: Case, base: KnowledgeBase) -> Case:
    """The case with its numbers in units as people write them."""
    return case.model_copy(update={"labs": {m: value(m, said, base) for m, said in case.labs.items()}})


def as_written(text: str) -> str:
    """The text with the capitals that some words always have: "MRI of the hip", "vitamin D"."""
    return _written().sub(lambda found: _capitals()[found[0].lower()], text)


@cache
def _written() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(_capitals(), key=len, reverse=True))})\b", re.IGNORECASE)


@cache
def _capitals() -> dict[str, str]:
    return {word.lower(): word for word in costs().written}


def committing_to(made: Commitment, typed: Mapping[str, str], case: Case, base: KnowledgeBase) -> list[str]:
    """What is about to be committed to, a line each; `typed` are the words that each cause was taken from."""
    lines = [f"You commit to: {guessed(made, typed, base)}."]
    for way, named in (("for", made.speaks_for), ("against", made.speaks_against)):
        if named:
            lines.append(f"{way}: {', '.join(items(named, case, base))}")
    return lines


def guessed(made: Commitment, typed: Mapping[str, str], base: KnowledgeBase) -> str:
    """The causes, each with the words of `typed` that it was taken from, and how soon: "Gout 70%, something else 30%;
    soon"."""
    guesses = [f"{_taken_for(g.cause, typed.get(g.cause, ''), base)} {g.percent}%" for g in made.guesses]
    rest = 100 - sum(g.percent for g in made.guesses)
    other = [f"something else {rest}%"] if rest else []
    return f"{', '.join([*guesses, *other])}; {LEVEL_WORDS[made.level]}"


def _taken_for(cause: str, typed: str, base: KnowledgeBase) -> str:
    """A cause, and the words that were taken for it where they are others."""
    label = called(base, cause)
    return label if not typed or fold(typed) == fold(label) else f"{label} (for {typed!r})"


def items(abouts: Iterable[str], case: Case, base: KnowledgeBase) -> list[str]:
    """Known things, each as it is called."""
    return [item(about, case, base) for about in abouts]
