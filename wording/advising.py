"""What a consultation advises: the tests, foods, habits and cautions that fit this person, chosen once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..engine.consultation import Consultation, Ranked, near_leader
from ..rules.condition import Band
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .fitting import each_food_once, fitting, unfit
from .grown_up import is_small_child, of_a_small_child
from .measured import measured, still_to_test

ADVISED = 3
NOTHING_BUT_THE_ACTION = (Level.EMERGENCY, Level.URGENT)


@dataclass(frozen=True)
class Advised:
    """What is advised, as the rules say it, and as it is told where that is otherwise.

    There are no `tests` where nobody need be seen, and nothing but `cautions` where only the action counts: these are
    all that fired.
    """

    cautions: dict[str, str]
    tests: dict[str, str] = field(default_factory=dict)
    foods: dict[str, str] = field(default_factory=dict)
    lifestyle: dict[str, str] = field(default_factory=dict)


def advised(consultation: Consultation, first: tuple[Ranked, ...], base: KnowledgeBase) -> Advised:
    """What to tell of, given the hypotheses in the list; nothing but cautions if there is no list."""
    cautions = _itself(c for a in consultation.advice for c in a.cautions)
    level = consultation.referral.level
    if not first or level in NOTHING_BUT_THE_ACTION:
        return Advised(cautions)
    whom = {None, *(h.id for h in near_leader(first, ADVISED) if h.band is not Band.UNLIKELY)}
    barred = unfit(consultation, base)
    tests, foods, lifestyle = (
        fitting(_of(consultation, part, whom), barred, base) for part in ("tests", "foods", "lifestyle")
    )
    told = of_a_small_child if is_small_child(consultation) else dict
    return Advised(
        cautions=cautions,
        tests=told(_to_do(tests, consultation, base)) if level is not Level.SELF_CARE else {},
        foods=told(_itself(each_food_once(foods))),
        lifestyle=told(_itself(lifestyle)),
    )


def _of(consultation: Consultation, part: str, whom: set[str | None]) -> Iterator[str]:
    """Advice of one sort, general or on those to advise on."""
    return (item for a in consultation.advice if a.hypothesis in whom for item in getattr(a, part))


def _to_do(tests: tuple[str, ...], consultation: Consultation, base: KnowledgeBase) -> dict[str, str]:
    """Tests not done yet, by their name, before the colon: of several reasons for one the first is told."""
    done = measured(consultation, base)
    named: dict[str, tuple[str, str]] = {}
    for test in tests:
        if (told := still_to_test(test, done, base)) is not None:
            named.setdefault(test.partition(":")[0].lower(), (test, told))
    return dict(named.values())


def _itself(items: Iterable[str]) -> dict[str, str]:
    return {item: item for item in items}
