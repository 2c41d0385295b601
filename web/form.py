"""A question as a form: what is filled in, and the answer it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from ..facts.answer import Answer
from ..facts.case import Case
from ..facts.errors import InputError
from ..facts.vocabulary import Vocabulary
from ..interview.answering import ticked
from ..interview.question import Question, QuestionKind
from ..reading.understand import understand
from ..wording import reading

UNSURE = "unsure"
LONGEST_TEXT = 200


@dataclass
class Filled:
    """What stands in the fields of a form, and what is wrong with it, by the id of the field."""

    present: set[str] = field(default_factory=set)
    rest: str = ""
    each: bool = False
    said: dict[str, str] = field(default_factory=dict)
    age: str = ""
    sex: str = ""
    amount: str = ""
    unit: str = "weeks"
    not_known: set[str] = field(default_factory=set)
    labs: dict[str, str] = field(default_factory=dict)
    words: str = ""
    faults: dict[str, str] = field(default_factory=dict)


def filled_from(fields: Mapping[str, Sequence[str]]) -> Filled:
    """What a browser sent. Every field is text; a field sent twice counts once, save ticks."""

    def one(name: str) -> str:
        return (fields.get(name) or [""])[0].strip()[:LONGEST_TEXT]

    return Filled(
        present=set(fields.get("present", ())),
        rest=one("rest"),
        each=one("each") == "yes",
        said={n.removeprefix("said."): one(n) for n in fields if n.startswith("said.")},
        age=one("age"),
        sex=one("sex"),
        amount=one("amount"),
        unit=one("unit") or "weeks",
        not_known=set(fields.get("not_known", ())),
        labs={n.removeprefix("lab."): one(n) for n in fields if n.startswith("lab.")},
        words=one("words"),
    )


def filled_with(question: Question, answer: Answer) -> Filled:
    """The form as it was when this answer was given."""
    unknown = set(answer.unknown)
    said = dict.fromkeys(answer.present, "yes") | dict.fromkeys(answer.absent, "no") | dict.fromkeys(unknown, UNSURE)
    mixed = bool(answer.absent) and any(o.id in unknown and o.id not in answer.labs for o in question.options)
    return Filled(
        present=set(answer.present),
        rest="absent" if answer.absent else "unknown",
        each=mixed and question.kind is QuestionKind.TICKLIST,
        said=said,
        age="" if answer.age is None else f"{answer.age:g}",
        sex=answer.sex or (UNSURE if "sex" in unknown else ""),
        amount="" if answer.duration_days is None else f"{answer.duration_days:g}",
        unit="weeks" if answer.duration_days is None else "days",
        not_known=unknown & {"age", "duration_days"},
        labs=dict(answer.labs),
    )


def answer_of(question: Question, filled: Filled, vocabulary: Vocabulary) -> Answer | None:
    """The answer that a filled form comes to; None if something is wrong, which `filled.faults` then says."""
    filled.faults = {}
    findings = {o.id for o in question.options if o.id in vocabulary.findings}
    if not filled.present | (filled.said.keys() if filled.each else set()) <= findings:
        raise InputError("the form holds an answer to something that was not asked")
    answer = _choices(question, filled, findings, vocabulary)
    more: dict[str, Any] = {}
    if question.kind is QuestionKind.WHO:
        more = _who(filled, vocabulary)
    elif question.kind is QuestionKind.COURSE:
        more = _course(filled, vocabulary)
    elif question.kind is QuestionKind.RESULTS:
        more = _results(question, filled, vocabulary)
    if filled.faults:
        return None
    unknown = tuple(sorted({*answer.unknown, *more.pop("unknown", ())}))
    return answer.model_copy(update={**more, "unknown": unknown})


def _choices(question: Question, filled: Filled, findings: set[str], vocabulary: Vocabulary) -> Answer:
    if question.kind is QuestionKind.WHO or filled.each:
        answer = _each(question, filled, findings)
    else:
        if filled.rest not in ("absent", "unknown"):
            if findings - filled.present:
                filled.faults["rest"] = "Say whether you do not have the ones you left out, or are not sure"
            filled.rest = ""
        rest = cast(Literal["absent", "unknown"], filled.rest or "unknown")
        answer = ticked(question, filled.present, rest, vocabulary)
    try:
        Case(present=answer.present, absent=answer.absent).states(vocabulary)
    except InputError as error:
        filled.faults["options"] = f"Two answers contradict each other: {error}"
    return answer


def _each(question: Question, filled: Filled, findings: set[str]) -> Answer:
    by: dict[str, list[str]] = {"yes": [], "no": [], UNSURE: []}
    for name in sorted(findings):
        word = filled.said.get(name, "")
        if word not in by:
            if question.kind is not QuestionKind.WHO:
                filled.faults[f"said.{name}"] = "Choose yes, no or not sure"
            word = UNSURE
        by[word].append(name)
    return Answer(question=question.id, present=tuple(by["yes"]), absent=tuple(by["no"]), unknown=tuple(by[UNSURE]))


def _who(filled: Filled, vocabulary: Vocabulary) -> dict[str, Any]:
    more: dict[str, Any] = {"unknown": []}
    if filled.age:
        try:
            more["age"] = reading.years(filled.age, vocabulary)
        except InputError as error:
            filled.faults["age"] = str(error)
    elif "age" in filled.not_known:
        more["unknown"].append("age")
    else:
        filled.faults["age"] = "Enter your age in years, or tick 'not sure'"
    if filled.sex in ("female", "male", "other"):
        more["sex"] = filled.sex
    elif filled.sex == UNSURE:
        more["unknown"].append("sex")
    else:
        filled.faults["sex"] = "Choose female, male, other or not sure"
    return more


def _course(filled: Filled, vocabulary: Vocabulary) -> dict[str, Any]:
    if filled.amount:
        try:
            return {"duration_days": reading.days(f"{filled.amount} {filled.unit}", vocabulary)}
        except InputError as error:
            filled.faults["amount"] = str(error)
            return {}
    if "duration_days" not in filled.not_known:
        filled.faults["amount"] = "Enter a number, such as 3, or tick 'not sure'"
    return {"unknown": ["duration_days"]}


def _results(question: Question, filled: Filled, vocabulary: Vocabulary) -> dict[str, Any]:
    labs: dict[str, str] = {}
    asked = [o.id for o in question.options if o.id in vocabulary.measurements]
    for name in asked:
        if text := filled.labs.get(name, ""):
            try:
                labs |= understand({"labs": {name: text}}, vocabulary).labs
            except InputError as error:
                filled.faults[f"lab.{name}"] = str(error).removeprefix(f"labs, {name}: ")
    return {"labs": labs, "unknown": [m for m in asked if m not in labs]}
