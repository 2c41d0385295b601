"""What words were read as, where it is at odds with what was denied, or with the sex, by name."""

from collections.abc import Iterable, Set

from ..facts.case import OTHER_SEX, Understood
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from .dangers import is_danger


def at_odds(
    read: Iterable[Understood], absent: Set[str], sex: str | None, vocabulary: Vocabulary
) -> tuple[list[Understood], set[str]]:
    """Readings that a denial speaks against, to be asked about, and denials that a danger among them overrules."""
    denied = absent | {OTHER_SEX[sex]} if sex in OTHER_SEX else absent
    doubtful: list[Understood] = []
    overruled: set[str] = set()
    for said in read:
        against = vocabulary.broader(said.finding) & denied
        if said.state is not State.PRESENT or not against or said.by_name(vocabulary):
            continue
        if is_danger(said.finding, vocabulary) and against <= absent:
            overruled |= against
        else:
            doubtful.append(said)
    return doubtful, overruled
