"""Answers, and what they add to a case. The newest answer wins over whatever it contradicts."""

from typing import Any, Literal

from .case import Asked, Case
from .finding import Record
from .vocabulary import Vocabulary


class Answer(Record):
    """What a person said to one question.

    `present`, `absent` and `unknown` ("not sure") hold finding ids; `unknown` may also hold measurement ids and
    "sex". `labs` maps measurement ids to a value with its unit. A finding named in none of them stays as it was.
    `words` is what was said freely, by the person or by another as `teller` says; `opened` names broad questions that
    were said yes to. `asked` is what words may mean and was neither agreed to nor refused, `unread` are words in which
    nothing right was read.
    """

    question: str
    age: float | None = None
    sex: Literal["female", "male", "other"] | None = None
    duration_days: float | None = None
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    labs: dict[str, str] = {}
    words: str = ""
    opened: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    unread: tuple[str, ...] = ()
    teller: Literal["self", "other"] | None = None


def accept(case: Case, answer: Answer, vocabulary: Vocabulary) -> Case:
    """The case with one more answer. What contradicts the new answer is forgotten; what it says is asked no more.

    Of what an answer says both to be so and, itself or as part of something broader, not to be, it is so.
    """
    so = {b for finding in answer.present for b in vocabulary.broader(finding)}
    answer = answer.model_copy(update={"absent": tuple(f for f in answer.absent if f not in so)})
    present, absent, unknown = set(case.present), set(case.absent), set(case.unknown)
    new = {*answer.present, *answer.absent, *answer.unknown}
    present -= new
    absent -= new
    unknown -= new
    told = set(new)
    for finding in answer.present:
        absent -= vocabulary.broader(finding)
        told |= vocabulary.broader(finding)
    for finding in answer.absent:
        present -= vocabulary.narrower(finding)
        told |= vocabulary.narrower(finding)
    sex = answer.sex or (None if "sex" in answer.unknown else case.sex)
    other = {"female": "male", "male": "female"}.get(sex or "")
    if other is not None and other in vocabulary.findings:
        if answer.sex:
            present -= vocabulary.narrower(other)
        elif any(other in vocabulary.broader(f) for f in answer.present):
            sex = None
    labs = {m: v for m, v in case.labs.items() if m not in answer.unknown} | answer.labs
    changes: dict[str, Any] = {"sex": sex}
    for name in ("age", "duration_days"):
        value = getattr(answer, name)
        changes[name] = value if value is not None else None if name in answer.unknown else getattr(case, name)
    given = {n for n, value in changes.items() if value is not None}
    return case.model_copy(
        update={
            "present": tuple(sorted(present | set(answer.present))),
            "absent": tuple(sorted(absent | set(answer.absent))),
            "unknown": tuple(sorted((unknown | set(answer.unknown)) - given - labs.keys())),
            "labs": dict(sorted(labs.items())),
            "asked": tuple(dict.fromkeys(a for a in (*case.asked, *answer.asked) if a.finding not in told)),
            "unread": tuple(dict.fromkeys((*case.unread, *answer.unread))),
            "teller": answer.teller or case.teller,
            **changes,
        }
    )
