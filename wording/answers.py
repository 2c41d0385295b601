"""Answers and cases as they are shown and kept."""

from typing import Any

import yaml

from ..facts.answer import Answer
from ..facts.case import Case
from ..facts.vocabulary import Vocabulary
from .spans import span, years_old


def said(answer: Answer, vocabulary: Vocabulary) -> str:
    """An answer in a sentence."""
    parts = []
    if answer.age is not None:
        parts.append(years_old(answer.age))
    if answer.sex:
        parts.append(answer.sex)
    if answer.duration_days is not None:
        parts.append(f"for {span(answer.duration_days)}")
    parts += [f"{vocabulary.measurements[m].label} {v}" for m, v in answer.labs.items()]
    if answer.present:
        parts.append(f"yes: {', '.join(vocabulary.findings[f].label for f in answer.present)}")
    if answer.absent:
        parts.append(f"no to {len(answer.absent)}")
    if answer.unknown:
        parts.append(f"not sure of {len(answer.unknown)}")
    return "; ".join(parts) or "nothing"


def case_yaml(case: Case) -> str:
    """A case as a case file."""
    kept: dict[str, Any] = case.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True)
