"""What stands in a form that is left: it counts, and nothing else of the question is known."""

from collections.abc import Iterable
from contextlib import suppress

from ..facts.answer import Answer
from ..facts.errors import InputError
from ..interview.answering import ticked
from ..interview.heard import with_words
from ..interview.question import Question
from ..reading.entry import Entry
from ..reading.understand import understand
from ..rules.knowledge_base import KnowledgeBase
from ..wording import who
from .form import Filled, beside, chosen_sex
from .heard import heard_in


def left(question: Question, filled: Filled, base: KnowledgeBase) -> Answer:
    """The answer of a form left by "not sure" or "stop": its ticks, and its fields as far as they can be read.

    What its words say, unless it was read back and ticked, stays to be asked.
    """
    vocabulary = base.vocabulary
    measured = [o.id for o in question.options if o.id in vocabulary.measurements]
    offered = {o.id for o in question.options} - {*measured}
    each = {f for f, said in filled.said.items() if said == "yes"} if filled.each else filled.present
    person, labs = _person(question, filled, base), _results(measured, filled, base)
    answer = ticked(question, each & offered, "unknown", vocabulary)
    open_ = (name for name in (*question.asks, *measured) if name not in person and name not in labs)
    given = {**person, "labs": labs, "unknown": (*open_, *answer.unknown), "words": filled.words}
    answer = answer.model_copy(update=given)
    for entry in (
        beside(filled, vocabulary),
        heard_in(question, filled.words, base).entry if filled.words else Entry(),
    ):
        answer = with_words(answer, entry.unconfirmed, vocabulary)
    return answer


def _person(question: Question, filled: Filled, base: KnowledgeBase) -> dict[str, object]:
    """Age, sex and duration, as far as they can be read."""
    given: dict[str, object] = {}
    for name, text, read in (("age", filled.age, who.years), ("duration_days", filled.since, who.days)):
        if name in question.asks and text:
            with suppress(InputError):
                given[name] = read(text, base.vocabulary)
    if "sex" in question.asks and (sex := chosen_sex(filled)):
        given["sex"] = sex
    return given


def _results(measured: Iterable[str], filled: Filled, base: KnowledgeBase) -> dict[str, str]:
    """Results, as far as they can be read."""
    labs: dict[str, str] = {}
    for name in measured:
        if text := filled.labs.get(name, ""):
            with suppress(InputError):
                labs |= understand({"labs": {name: text}}, base.vocabulary).labs
    return labs
