"""Which published cases are fit to practise on, under numbers that tell nothing of them, and which one is drawn."""

import random
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ..cases.catalogue import Entry, catalogue
from ..cases.library import FOLDER, cause, published
from ..engine.evaluate import evaluator
from ..facts.case import Case
from ..facts.errors import InputError
from ..rules.knowledge_base import KnowledgeBase
from ..wording.already_known import already_known
from .patient import Patient, closed_world

DIGITS = 8
LEAST_STATED, LEAST_RULES, AMONG = 6, 2, 3


class Dealt(NamedTuple):
    """A case in hand: its number, what it says, and the hypothesis that was its confirmed cause."""

    number: str
    case: Case
    truth: str


def number_of(case_id: str) -> str:
    """The number of a case: the same for ever, and it tells nothing."""
    return str(int(sha256(case_id.encode()).hexdigest(), 16) % 10**DIGITS).zfill(DIGITS)


@cache
def _by_number() -> dict[str, Entry]:
    return {number_of(entry.case.id): entry for entry in catalogue()}


@lru_cache(maxsize=256)
def dealt(number: str, base: KnowledgeBase) -> Dealt:
    """The case of a number. Raises InputError where there is none, or its cause is no hypothesis."""
    if (entry := _by_number().get(number)) is None:
        raise InputError(f"there is no case {number!r}; a case is called by its {DIGITS} digits")
    return from_file(FOLDER / entry.batch / f"{entry.case.id}.yaml", base)


def from_file(path: Path, base: KnowledgeBase) -> Dealt:
    """The case of a file in the form of the library. Raises InputError where its cause is no hypothesis."""
    (one,) = published([path], base)
    if (truth := cause(one.case.truth, base)) is None or not one.case.urgency:
        raise InputError(f"{path}: a case to practise on names its confirmed cause, one of ours, and its urgency")
    return Dealt(number_of(one.case.id or path.stem), one.case, truth)


def causes(base: KnowledgeBase) -> dict[str, list[str]]:
    """The numbers of the cases of each cause, both in order of name."""
    found: dict[str, list[str]] = {}
    for number, entry in _by_number().items():
        if (truth := cause(entry.case.truth, base)) is not None:
            found.setdefault(truth, []).append(number)
    return {truth: sorted(found[truth]) for truth in sorted(found)}


def is_fit(hand: Dealt, base: KnowledgeBase) -> bool:
    """Whether a case can be practised on.

    It is of one person, whose age it tells; it states enough, a complaint among it; the cause is not told as an illness
    already known; two rules or more speak for the cause, which is among the first three; and what it does not record,
    taken for "no", changes no level.
    """
    case, rules = hand.case, evaluator(base)
    if case.age is None or len(case.present) + len(case.absent) + len(case.labs) < LEAST_STATED:
        return False
    if not Patient(case, base).complaints or base.hypotheses[hand.truth].label in already_known(case, base):
        return False
    outcome = rules.of_case(case)
    speaking = [r for r in base.weighing if r.id in outcome.fired and r.points.get(hand.truth, 0) > 0]
    if len(speaking) < LEAST_RULES or hand.truth not in outcome.ranking()[:AMONG]:
        return False
    return rules.of_case(closed_world(case, base)).level is outcome.level


def draw(seed: str, base: KnowledgeBase, wanted: Collection[str] = (), without: Collection[str] = frozenset()) -> Dealt:
    """The case that a seed draws: first a cause, of those wanted if any are, then one of its cases.

    `without` are numbers that are not drawn while there are others. The same seed draws the same of the same library.
    Raises InputError where no case is fit.
    """
    for hand in _in_order(seed, base, wanted, without):
        if is_fit(hand, base):
            return hand
    raise InputError("there is no case of this cause to practise on")


def _in_order(seed: str, base: KnowledgeBase, wanted: Collection[str], without: Collection[str]) -> Iterator[Dealt]:
    chance = random.Random(seed)  # noqa: S311 - no secret
    known = causes(base)
    order = [c for c in known if not wanted or c in wanted]
    chance.shuffle(order)
    for truth in order:
        numbers = list(known[truth])
        chance.shuffle(numbers)
        numbers.sort(key=lambda number: number in without)
        yield from (dealt(number, base) for number in numbers)
