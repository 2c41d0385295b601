"""The answers that a person gives to a question of the interview."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from ..facts.answer import Answer
from ..facts.vocabulary import Vocabulary
from .question import Question


def ticked(question: Question, present: Iterable[str], rest: Literal["absent", "unknown"], base: Vocabulary) -> Answer:
    """The answer that ticks some options of a tick-list and says no, or not sure, to the others.

    What a ticked option implies, or a ticked gate may yet find, is never denied.
    """
    chosen = set(present)
    gates = [o for o in question.options if o.covers and o.id in chosen]
    findings = chosen - {o.id for o in gates}
    kept = {b for f in (*findings, *(c for o in gates for c in o.covers)) for b in base.broader(f)}
    denied = (f for o in question.options if o.id not in chosen for f in o.tells)
    others = tuple(dict.fromkeys(f for f in denied if f not in kept and f in base.findings))
    return Answer(
        question=question.id,
        present=tuple(sorted(findings)),
        opened=tuple(sorted(o.id for o in gates)),
        **{rest: others},
    )


def none_of(question: Question, base: Vocabulary) -> Answer:
    """The answer "none" to a question of names: no to every finding of its topics that a person can know of."""
    findings = (f for f in base.findings.values() if f.topic in question.topics)
    denied = tuple(f.id for f in findings if not (f.examined or f.recorded_only or f.ask_if))
    return Answer(question=question.id, absent=denied)


def with_person(named: Answer, person: Mapping[str, Any]) -> Answer:
    """The answer to a question of names with what its `asks` were answered; `unknown` are those not known."""
    return named.model_copy(update={**person, "unknown": (*person["unknown"], *named.unknown)})


def skipped(question: Question) -> Answer:
    """The answer "not sure" to all of a question."""
    unknown = {*question.asks, *(name for o in question.options for name in o.tells)}
    return Answer(question=question.id, unknown=tuple(sorted(unknown)))
