"""Answers and cases as they are shown and kept."""

from typing import Any

import yaml

from ..facts.answer import Answer
from ..facts.case import Case
from ..facts.vocabulary import Vocabulary
from ..interview.body_map import marked
from ..interview.gates import shipped
from ..interview.question import Question, QuestionKind
from .as_typed import named
from .spans import span, years_old

MOST_NAMED = 8  # of what is denied in an answer
NOTHING_KNOWN = "no examination and no result is known"


def said(answer: Answer, vocabulary: Vocabulary, question: Question | None = None) -> str:
    """An answer in a sentence; what was denied of the question's options is named."""
    so, denied = so_and_not_so(answer, vocabulary, question)
    return "; ".join(filter(None, (so, denied))) or "nothing"


def so_and_not_so(answer: Answer, vocabulary: Vocabulary, question: Question | None = None) -> tuple[str, str]:
    """An answer in two parts: what is so or not known, and what was denied. Either may be empty."""
    parts = []
    if answer.age is not None:
        parts.append(years_old(answer.age))
    if answer.sex:
        parts.append(answer.sex)
    if answer.duration_days is not None:
        parts.append(f"for {span(answer.duration_days)}")
    parts += [f"{vocabulary.measurements[m].label} {v}" for m, v in answer.labs.items()]
    placed = _sides(answer, question)
    yes = [
        *(f"{_called(f, answer.words, vocabulary)}{placed.get(f, '')}" for f in answer.present),
        *(shipped()[gate].label for gate in answer.opened if gate in shipped()),
    ]
    if yes:
        parts.append(f"yes: {', '.join(dict.fromkeys(yes))}")
    denied = f"no: {_denied(answer, question, vocabulary)}" if answer.absent else ""
    if question and question.kind is QuestionKind.RESULTS:
        parts += [] if parts or denied or answer.words else [NOTHING_KNOWN]
    elif answer.unknown:
        parts.append("not sure of the rest" if parts or denied else "not sure")
    return "; ".join(parts), denied


def _called(finding: str, words: str, vocabulary: Vocabulary) -> str:
    return named(finding, words, vocabulary) if words else vocabulary.findings[finding].label


def _sides(answer: Answer, question: Question | None) -> dict[str, str]:
    """The side of each place that was marked on the body map, as " (left)"."""
    if question is None or not answer.words:
        return {}
    sides: dict[str, list[str]] = {}
    for finding, side in sorted(marked(question, answer)):
        sides.setdefault(finding, []).append(side)
    return {finding: f" ({' and '.join(on)})" for finding, on in sides.items() if all(on)}


def _denied(answer: Answer, question: Question | None, vocabulary: Vocabulary) -> str:
    """What was denied: the options of the question by their labels, or the findings; of many, the first."""
    absent = set(answer.absent)
    shown = [o.label for o in question.options if absent.issuperset(o.tells)] if question else []
    named = shown or [vocabulary.findings[f].label for f in answer.absent if f in vocabulary.findings]
    labels = [*dict.fromkeys(named)]
    more = len(labels) - MOST_NAMED
    return ", ".join(labels[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def case_yaml(case: Case) -> str:
    """A case as a case file."""
    kept: dict[str, Any] = case.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True)
