"""What had to be acted on while questions were asked, and what is said when later answers take it back."""

from collections.abc import Collection, Iterable, Iterator

from ..engine.evaluate import Outcome, evaluator
from ..facts.case import Case
from ..facts.finding import Id, Record, State
from ..rules.condition import leaves
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .acted_on import acted_on
from .endings import acted_on_first

OTHERWISE = "what was answered since speaks against it"
HOW_SOON = {Level.EMERGENCY: "an emergency", Level.URGENT: "to be seen the same day"}


class Alarm(Record):
    """A reason to be seen that interrupted the questions, and what of it was so at that time."""

    rule: str
    level: Level
    held: tuple[Id, ...] = ()


def alarm(case: Case, outcome: Outcome, base: KnowledgeBase) -> Alarm:
    """The alarm that interrupts with what a case comes to."""
    rule = acted_on_first(base, outcome, case.states(base.vocabulary))
    asked = dict.fromkeys(leaf for leaf in leaves(rule.when) if isinstance(leaf, str))
    present = _present(case, base)
    return Alarm(rule=rule.id, level=rule.level, held=tuple(f for f in asked if f in present))


def stands(alarms: Iterable[Alarm], case: Case, base: KnowledgeBase) -> bool:
    """Whether one of the alarms still holds."""
    fired = acted_on(case, base).fired
    return any(each.rule in fired for each in alarms)


def taken_back(alarms: Iterable[Alarm], reasons: Collection[str], case: Case, base: KnowledgeBase) -> Iterator[str]:
    """A sentence for each alarm whose rule is no longer among the reasons: what was shown, and what became of it."""
    present, states = _present(case, base), case.states(base.vocabulary)
    for each in {a.rule: a for a in alarms if a.rule in base.rules}.values():
        if each.rule not in reasons:
            label = base.rules[each.rule].title
            gone = [f for f in each.held if f not in present]
            implied = {b for f in gone for b in base.vocabulary.broader(f) - {f}}
            why = "; ".join(_gone(f, states.get(f), base) for f in gone if f not in implied)
            shown = f"Shown earlier as {HOW_SOON[each.level]}: {label[:1].lower()}{label[1:]}"
            yield f"{shown}. It no longer stands: {why or OTHERWISE}. If in doubt, act as if it stood"


def _gone(finding: str, state: State | None, base: KnowledgeBase) -> str:
    """What became of a finding that an alarm rested on."""
    now = {State.ABSENT: "is now answered no", None: "is no longer said"}.get(state, "no longer follows")
    return f"{base.vocabulary.findings[finding].label!r} {now}"


def _present(case: Case, base: KnowledgeBase) -> set[str]:
    """What is so by the answers, and by what follows from them."""
    vocabulary = base.vocabulary
    return evaluator(base).facts(case.states(vocabulary), case.readings(vocabulary))[0].present
