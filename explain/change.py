"""A changed answer, and the case with some answers changed."""

from collections.abc import Iterable

from ..facts.answer import Answer, accept
from ..facts.case import Case
from ..facts.finding import Record, State
from ..facts.vocabulary import Vocabulary

UNKNOWN = State.UNKNOWN.value
NUMBERS = ("age", "duration_days")


class Change(Record):
    """One answer as it is and as it would be.

    `about` is a finding or measurement id, or "sex". For a finding `before` and `after` are present, absent or
    unknown; for the others the value, or unknown.
    """

    about: str
    before: str
    after: str


def answered(case: Case, about: str, vocabulary: Vocabulary) -> str:
    """What a case says of something, is-a links followed: a state, a value, or unknown."""
    if about == "sex":
        return case.sex or UNKNOWN
    if about in NUMBERS:
        number = getattr(case, about)
        return UNKNOWN if number is None else f"{number:g}"
    if about in vocabulary.measurements:
        return case.labs.get(about, UNKNOWN)
    return case.states(vocabulary).get(about, State.UNKNOWN).value


def changed(case: Case, changes: Iterable[Change], vocabulary: Vocabulary) -> Case:
    """The case with these answers changed; what contradicts a new answer is forgotten.

    Raises InputError, when its findings are worked out, if the new answers contradict each other.
    """
    fields: dict[str, object] = {}
    lists: dict[str, list[str]] = {state.value: [] for state in State}
    labs: dict[str, str] = {}
    for change in changes:
        if change.after == UNKNOWN:
            lists[UNKNOWN].append(change.about)
        elif change.about == "sex":
            fields["sex"] = change.after
        elif change.about in NUMBERS:
            fields[change.about] = float(change.after)
        elif change.about in vocabulary.measurements:
            labs[change.about] = change.after
        else:
            lists[change.after].append(change.about)
    answer = Answer.model_validate(
        {"question": "change", "labs": labs, **fields, **{name: tuple(ids) for name, ids in lists.items()}}
    )
    return accept(case, answer, vocabulary)
