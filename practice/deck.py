"""Which published cases are fit to practise on, under numbers that tell nothing of them, and which one is drawn."""

import random
from collections.abc import Collection, Iterator
from contextlib import suppress
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
from .made_up import PEOPLE, made_up
from .made_up import causes as everyday_causes
from .patient import Patient, closed_world

DIGITS = 8
MADE_UP, MOST_TRIED = 1 / 6, 12  # the share of those drawn who are made up; how many are looked at
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
    if (person := _people().get(number)) is not None:
        return _person(person, base)
    if (entry := _by_number().get(number)) is None:
        raise InputError(f"there is no case {number!r}; a case is called by its {DIGITS} digits")
    return from_file(FOLDER / entry.batch / f"{entry.case.id}.yaml", base)


def is_published(number: str) -> bool:
    """Whether a number is that of a case of the library."""
    return number in _by_number()


@cache
def _people() -> dict[str, int]:
    return {number_of(f"made-up-{n}"): n for n in range(PEOPLE)}


def _person(number: int, base: KnowledgeBase) -> Dealt:
    case = made_up(number, base)
    return Dealt(number_of(case.id or ""), case, case.truth or "")


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

    One in six is made up, where a cause is wanted that is an everyday one. `without` are numbers that are not drawn
    while there are others. The same seed draws the same of the same library. Raises InputError where no case is fit.
    """
    if (person := _drawn_up(seed, base, wanted, without)) is not None:
        return person
    for hand in _in_order(seed, base, wanted, without):
        if is_fit(hand, base):
            return hand
    raise InputError("there is no case of this cause to practise on")


def _drawn_up(seed: str, base: KnowledgeBase, wanted: Collection[str], without: Collection[str]) -> Dealt | None:
    """Someone made up, if that is what a seed draws."""
    chance = random.Random(f"{seed}/made up")  # noqa: S311 - no secret
    places = [n for n, cause_ in enumerate(everyday_causes(base)) if not wanted or cause_ in wanted]
    if not places or chance.random() >= MADE_UP:
        return None
    step = len(everyday_causes(base))
    for _ in range(MOST_TRIED):
        place = chance.choice(places)
        with suppress(InputError):
            hand = _person(chance.randrange(place, PEOPLE, step), base)
            if hand.number not in without and is_fit(hand, base):
                return hand
    return None


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
