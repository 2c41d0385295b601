"""Conditions of a FHIR record: active ones count, those that are over are earlier ones, doubtful ones are asked."""

from collections.abc import Mapping
from typing import Any

from ..facts.finding import State
from .fhir_fields import codes_of, hpo_of, time_of, words_of
from .fhir_resources import Resources
from .fields import field, numbered, text
from .gathering import NOT_KNOWN, Gathering
from .hpo_reading import hpo_reading

OVER = ("inactive", "remission", "resolved")
DOUBTFUL = ("unconfirmed", "provisional", "differential")
OLD = 90
"""Days after which what was complained of is asked about again."""


def take_condition(gathered: Gathering, where: str, condition: Mapping[Any, Any], resources: Resources) -> None:
    """Take a Condition into a record under way."""
    words, code = words_of(field(condition, "code")), hpo_of(field(condition, "code"))
    status, verified = (set(codes_of(field(condition, name))) for name in ("clinicalStatus", "verificationStatus"))
    if "entered-in-error" in verified:
        gathered.leave(where, words, "entered in error")
    elif not words and not code:
        gathered.leave(where, "Condition", "it names nothing")
    elif "refuted" in verified:
        _deny(gathered, where, words, code)
    elif status & set(OVER) or text(condition, "abatementDateTime"):
        gathered.past(where, words, "it is over")
    elif code and not verified & set(DOUBTFUL):
        hpo_reading(gathered.vocabulary).take(gathered, where, words or code, code)
    else:
        sure = not verified & set(DOUBTFUL)
        gathered.words(where, words, sure=sure, now=not resources.is_old(time_of(condition), OLD))


def _deny(gathered: Gathering, where: str, words: str, code: str | None) -> None:
    if code:
        hpo_reading(gathered.vocabulary).deny(gathered, where, words or code, code)
    else:
        gathered.words(where, words, State.ABSENT)


def take_relative(gathered: Gathering, where: str, history: Mapping[Any, Any], resources: Resources) -> None:
    """Take the conditions of a relative into a record under way."""
    for part, condition in numbered(history, "condition"):
        if words := words_of(field(condition, "code")):
            gathered.words(f"{where}, {part}", f"family history of {words}")
        else:
            gathered.leave(f"{where}, {part}", "FamilyMemberHistory", NOT_KNOWN)
