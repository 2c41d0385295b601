"""How a question is put to the person at hand, and how what was read is said back."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from ..facts.case import OTHER_SEX, Case
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from ..interview.gates import shipped
from ..interview.opposites import opposed
from ..interview.progress import Progress
from ..interview.question import Finished, Option, Question
from ..reading.dangers import is_danger
from ..reading.entry import Entry
from ..reading.provisos import asked_with
from ..reading.said import Said
from ..reading.story import Told
from ..reading.story_words import people
from .addressing import CHILD, TOLD_BY_A_PARENT, Whom, addressed
from .as_typed import named
from .of_another import of_a_child, of_another
from .spans import span, years_old

TOLD_WHOLE_UNTIL = 12
"""The age in years up to which what a parent tells is taken without a doubt asked about, save what is a guess."""
MOST_DOUBTS = 7
"""So many doubts are shown at once; the others stay to be asked."""
NOBODY = Told()
SINCE_WHEN = "Since when have you had it?"


def is_child(case: Case) -> bool:
    """Whether a parent answers: for someone under sixteen, or called a child, who does not tell it himself."""
    return case.teller != "self" and _is_child(case)


def _is_child(case: Case) -> bool:
    return CHILD in case.present if case.age is None else case.age < TOLD_BY_A_PARENT


def asked(option: Option, case: Case) -> str:
    """The full sentence of an option, as the one who answers is asked."""
    gate = shipped().get(option.id)
    question = gate.asked_of(case) if gate else option.question
    return to_whom(question, case)


def to_whom(text: str, case: Case) -> str:
    """A text to "you" as it is put to the one who answers."""
    if is_child(case):
        return of_a_child(text)
    return of_another(text) if case.teller == "other" else text


def heading(question: Question, case: Case) -> str:
    """The heading of a question, as the one who answers is asked."""
    return to_whom(question.heading, case)


def ended(end: Finished, case: Case) -> Finished:
    """The end of an interview in words for the one who answers."""
    child = is_child(case)
    if not child and case.teller != "other":
        return end
    of = Whom.CHILD if child else Whom.ANOTHER
    actions = tuple(addressed(action, of) for action in end.actions)
    return end.model_copy(update={"sentence": addressed(end.sentence, of), "actions": actions})


def still_to_come(progress: Progress) -> str:
    """About how many questions follow; that they are more than was promised is said in words, never in a number.

    One of the last is only what the limit lets no more than one follow.
    """
    if progress.left is not None and progress.left > 1:
        return f"about {progress.left} more"
    if len(progress.asked) >= progress.limit - 2:
        return "one of the last"
    return "more, as you asked" if progress.keen else "a few more"


def since_when(case: Case) -> str:
    """How the one who answers is asked how long it has lasted."""
    return to_whom(SINCE_WHEN, case)


def without_person(entry: Entry, facts: Told, vocabulary: Vocabulary, unasked: Collection[str]) -> Entry:
    """What was read without what age, sex and duration say already or is `unasked`; doubts about dangers first.

    What is told of a child by a parent is read back without a doubt, save what is only guessed or has a bound.
    """
    findings = vocabulary.findings
    known = {f for f in entry.findings if findings[f].topic == "who"} if facts.sex or facts.age is not None else set()
    known |= {*unasked, *OTHER_SEX}
    entry = replace(entry, unread=tuple(w for w in entry.unread if not (facts.sex and w in people())))
    present = tuple(f for f in entry.present if f not in known)
    ruled_out = opposed(b for f in entry.present for b in vocabulary.broader(f))
    asked = [s for s in entry.asked if s.finding not in known | ruled_out and findings[s.finding].topic != "who"]
    if facts.age is not None and facts.age < TOLD_WHOLE_UNTIL:
        whole = [s for s in asked if not asked_with(s.finding, s.words)]
        meant = [s for s in whole if s.state is State.PRESENT and (s.likely or not s.guess)]
        present = tuple(dict.fromkeys((*present, *(s.finding for s in meant))))
        asked = [s for s in asked if s.state is State.PRESENT and s not in meant]
    asked.sort(key=lambda s: not is_danger(s.finding, vocabulary))
    return replace(entry, present=present, asked=tuple(asked))


def read_back(said: Iterable[Said], vocabulary: Vocabulary, person: Told = NOBODY) -> str:
    """What was understood, as a sentence; empty where nothing was."""
    known = list(said)
    parts = [part for part in (years_old(person.age) if person.age is not None else "", person.sex or "") if part]
    parts += [f"for {span(person.duration_days)}"] if person.duration_days is not None else []
    so = [named(s.finding, s.words, vocabulary) for s in known if s.state is State.PRESENT]
    not_so = [vocabulary.findings[s.finding].label for s in known if s.state is State.ABSENT]
    parts += [*so, *(f"not {label}" for label in not_so)]
    return f"I understood: {'; '.join(parts)}." if parts else ""
