"""How a question is put to the person at hand, and how what was read is said back."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from ..facts.case import Case
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from ..interview.gates import shipped
from ..interview.progress import Progress
from ..interview.question import Option, Question
from ..reading.alarm import is_danger
from ..reading.entries import Entry
from ..reading.said import Said
from ..reading.story import Told
from .spans import span, years_old

CHILD_UNTIL = 12
MOST_DOUBTS = 3
_VERBS = {
    "are": "is", "do": "does", "have": "has", "were": "was", "did": "did", "can": "can", "could": "could",
    "would": "would", "will": "will",
}  # fmt: skip
_ASKED = re.compile(r"\b(are|do|have|were|did|can|could|would|will) you\b", re.IGNORECASE)
_TOLD = re.compile(r"\byou (are|have|were|do)\b", re.IGNORECASE)
_OBJECT = re.compile(
    r"\b(of|for|to|with|around|near|by|under|from|hurts?|ails?|makes?|lets?|examined|tested|told|hit|wakes?|bother(?:s|ed)?)"
    r" you\b"
)


def is_child(case: Case) -> bool:
    """Whether a parent answers."""
    return case.age is not None and case.age < CHILD_UNTIL


def asked(option: Option, case: Case) -> str:
    """The full sentence of an option, as the one who answers is asked."""
    if not is_child(case):
        return option.question
    gate = shipped().get(option.id)
    return gate.child if gate and gate.child else of_a_child(option.question)


def heading(question: Question, case: Case) -> str:
    """The heading of a question, as the one who answers is asked."""
    return of_a_child(question.heading) if is_child(case) else question.heading


def still_to_come(progress: Progress) -> str:
    """About how many questions follow; that they are more than was promised is said in words, never in a number."""
    if progress.left is None:
        return "more, as you asked" if progress.keen else "a few more because of what you said"
    return f"about {progress.left} more" if progress.left > 1 else "one of the last"


def of_a_child(text: str) -> str:
    """A sentence to "you" as one about "your child"; from the second time on it is "they"."""
    text = _ASKED.sub(lambda m: f"{_cased(_VERBS[m[1].lower()], m[1])} \0", text)
    text = _TOLD.sub(lambda m: f"\0 {_VERBS[m[1].lower()]}", text)
    text = _OBJECT.sub(lambda m: f"{m[1]} \2", text)
    text = re.sub(r"\byourself\b", "themselves", text)
    text = re.sub(r"\b[Yy]our\b", "\1", text)
    text = re.sub(r"\b[Yy]ou\b", "they", text)
    first = re.search("[\0\1\2]", text)
    if not first:
        return text
    named = "your child's" if first[0] == "\1" else "your child"
    rest = text[first.end() :].replace("\1", "their").replace("\2", "them")
    rest = re.sub(r"\b(is|has|was|does) \0", lambda m: f"{_PLURAL[m[1]]} they", rest)
    rest = re.sub(r"\0 (is|has|was|does)\b", lambda m: f"they {_PLURAL[m[1]]}", rest).replace("\0", "they")
    whole = text[: first.start()] + named + rest
    return whole[:1].upper() + whole[1:]


_PLURAL = {"is": "are", "has": "have", "was": "were", "does": "do"}


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


def without_person(entry: Entry, facts: Told, vocabulary: Vocabulary, unasked: Collection[str]) -> Entry:
    """What was read without what age, sex and duration say already or is `unasked`, and with few doubts.

    What is told of a child by a parent is read back whole; of others a few doubts are asked, dangers first.
    """
    findings = vocabulary.findings
    known = {f for f in entry.findings if findings[f].topic == "who"} if facts.sex or facts.age is not None else set()
    known |= set(unasked)
    present = tuple(f for f in entry.present if f not in known)
    asked = [s for s in entry.asked if s.finding not in known]
    if facts.age is not None and facts.age < CHILD_UNTIL:
        likely = (s.finding for s in asked if s.state is State.PRESENT)
        return replace(entry, present=tuple(dict.fromkeys((*present, *likely))), asked=())
    asked.sort(key=lambda s: not is_danger(s.finding, vocabulary))
    return replace(entry, present=present, asked=tuple(asked[:MOST_DOUBTS]))


def read_back(
    said: Iterable[Said],
    vocabulary: Vocabulary,
    *,
    age: float | None = None,
    sex: str | None = None,
    days: float | None = None,
) -> str:
    """What was understood, as a sentence; empty where nothing was."""
    known = list(said)
    labels = vocabulary.findings
    parts = [part for part in (years_old(age) if age is not None else "", sex or "") if part]
    parts += [f"for {span(days)}"] if days is not None else []
    so = [labels[s.finding].label for s in known if s.state is State.PRESENT]
    not_so = [labels[s.finding].label for s in known if s.state is State.ABSENT]
    parts += [*so, *(f"not {label}" for label in not_so)]
    return f"I understood: {'; '.join(parts)}." if parts else ""
