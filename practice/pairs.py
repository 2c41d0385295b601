"""A contrast pair: two people whose causes are taken one for the other. Who had which, and what tells them apart?"""

import random
from collections.abc import Iterator
from typing import NamedTuple

from ..engine.consult import consult
from ..facts.case import PERSON
from ..facts.errors import InputError
from ..rules.knowledge_base import KnowledgeBase
from ..wording.document import Block, Document, Paragraph, Section, Table
from ..wording.explain.phrases import called
from ..wording.story import small
from .attempt import recorded
from .deck import Dealt, draw
from .exercise import Choosing, Exercise
from .exercise_told import Back
from .uncounted import uncounted
from .weighing import Weights
from .words import item

RIVALS, SHOWN, ROWS = 3, 8, 8  # causes that may be the other; things shown of each person; rows told afterwards
LEAST = 2.0  # points by which the best choice has to beat chance
PEOPLE = ("The first", "The second")
WHO = (1.0, -1.0)  # what it earns to say who had which: rightly, wrongly


class Telling(NamedTuple):
    """One known thing of one of the two: which of them, what it is called, and by how many points it tells."""

    person: int
    says: str
    points: float


def contrast(hand: Dealt, variant: str, base: KnowledgeBase) -> Exercise | None:
    """The pair that a variant makes of a case and one of its rival's; None where there is none to be told apart."""
    chance = random.Random(f"{variant}/{hand.number}")  # noqa: S311 - no secret
    ranking = [h.id for h in consult(hand.case, base).hypotheses if h.id != hand.truth]
    for rival in ranking[:RIVALS]:
        try:
            other = draw(f"{variant}/{rival}", base, [rival], {hand.number})
        except InputError:
            continue
        if other.number != hand.number and (made := _pair(hand, other, chance, base)):
            return made
    return None


def _pair(hand: Dealt, other: Dealt, chance: random.Random, base: KnowledgeBase) -> Exercise | None:
    """The two in an order drawn by lot; None where nothing that is shown tells them apart."""
    people = [hand, other]
    chance.shuffle(people)
    told = list(_told(people, chance, base))
    mean = sum(t.points for t in told) / len(told)
    best = max(t.points for t in told)
    if best - mean < LEAST:
        return None
    asked = chance.randrange(2)  # whose cause is asked for
    names = sorted(called(base, each.truth) for each in people)
    return Exercise(
        told=((f"Two people: one had {small(names[0])}, the other {small(names[1])}", ()),),
        choosing=(
            Choosing(
                "tells",
                "What, of all this, tells most who had which?",
                tuple(f"{PEOPLE[t.person]}: {t.says}" for t in told),
                tuple((t.points - mean) / (best - mean) for t in told),
            ),
            Choosing(
                "who", f"Who had {small(called(base, people[asked].truth))}?", PEOPLE, WHO if asked == 0 else WHO[::-1]
            ),
        ),
        back=_back(people, told, base),
    )


def _told(people: list[Dealt], chance: random.Random, base: KnowledgeBase) -> Iterator[Telling]:
    """What is shown of each, with what it tells: what both have tells nothing."""
    cases = [recorded(each.case) for each in people]
    same = {name for name in PERSON if getattr(cases[0], name) == getattr(cases[1], name)}
    shared = same | {*cases[0].present} & {*cases[1].present} | {*cases[0].absent} & {*cases[1].absent}
    for person, (each, rival) in enumerate(((people[0], people[1]), (people[1], people[0]))):
        fair = uncounted(each.number, base)
        weights = Weights(fair, consult(cases[person], fair))
        own, others = weights.of(each.truth), weights.of(rival.truth)
        tells = {a: 0.0 if a in shared else own[a] - others[a] for a in weights.items}
        for about in _shown(tells, chance):
            yield Telling(person, item(about, cases[person], base), tells[about])


def _shown(tells: dict[str, float], chance: random.Random) -> list[str]:
    """Some of what is known, age, sex and the most telling among it, in the order of the case."""
    best = max(tells, key=lambda about: tells[about])
    others = [about for about in tells if about not in (*PERSON, best)]
    chance.shuffle(others)
    kept = {"age", "sex", best, *others[: SHOWN - 3]}
    return [about for about in tells if about in kept]


def _back(people: list[Dealt], told: list[Telling], base: KnowledgeBase) -> Document:
    """Who had which, and the points by which each thing tells them apart."""
    telling = sorted(told, key=lambda t: -abs(t.points))[:ROWS]
    rows = tuple((f"{PEOPLE[t.person]}: {t.says}", f"{t.points:+.0f}") for t in telling if abs(t.points) >= 0.5)
    blocks: list[Block] = [
        Paragraph(f"{PEOPLE[n]}: {called(base, each.truth)}.", strong=True) for n, each in enumerate(people)
    ]
    blocks.append(Table(("Known", "Tells them apart by"), rows))
    blocks.append(Paragraph("Points for the cause that it was, less those for the other; below zero it misleads."))
    return Back(people[0], base).document([Section("Who had which", tuple(blocks))], people[1:])
