"""How a case and what is asked of it are said, on every face."""

from collections.abc import Iterable

from ..facts.case import Case
from ..rules.knowledge_base import KnowledgeBase
from ..wording.explain.phrases import label
from ..wording.person import person
from ..wording.spans import span
from ..wording.story import small
from ..wording.words import LEVEL_SENTENCE, LEVEL_WORDS, join
from .asking import Asked
from .patient import Reply, Told

LEVELS = tuple((level, LEVEL_WORDS[level], sentence) for level, sentence in LEVEL_SENTENCE.items())
"""The referral levels, most pressing first: each with its word and what it asks of the person."""
ANSWERS = {Told.YES: "yes", Told.NO: "no", Told.NOT_DONE: "not done", Told.NOT_KNOWN: "not known"}


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
        return f"{label(base, about)} {case.labs[about]}"
    return f"{label(base, about)}: no" if about in case.absent else label(base, about)


def answered(asked: Asked, base: KnowledgeBase) -> list[str]:
    """What a question was answered with, a line each."""
    lines = [reply_line(reply, base) for reply in asked.replies]
    if not lines and asked.cost:
        lines = ["Nothing of that."]
    if asked.unread:
        lines.append(f"Not understood: {join([repr(words) for words in asked.unread])}. Say it in other words.")
    return lines


def reply_line(reply: Reply, base: KnowledgeBase) -> str:
    """ "Vegan diet: yes", "Ferritin: 9 ng/mL", "knee reflexes: not done"."""
    if reply.words:
        return f"{reply.words[0].upper()}{reply.words[1:]}: {ANSWERS[reply.told]}"
    return f"{label(base, reply.about)}: {reply.value or ANSWERS[reply.told]}"


def items(abouts: Iterable[str], case: Case, base: KnowledgeBase) -> list[str]:
    """Known things, each as it is called."""
    return [item(about, case, base) for about in abouts]
