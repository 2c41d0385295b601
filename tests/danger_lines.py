"""Who has to be seen how soon, whatever else they say: tests/data/danger/*.yaml, one line a way of telling it.

`sudden_onset + headache / vomiting` are two people: one who says the first two and one who says the first and the last.
`no fever` is denied, `fever not known` was not said, `without fever` are two people: one who was not asked and one who
denies it (of several such findings, one at a time is denied). `age 70` and `potassium 6.6 mmol/L` are numbers,
`likely iron` stands for all that makes a hypothesis likely, `leading iron` for all that puts none before it. Nothing
else is known of any of them.

The lines were first drawn from the rules themselves: they hold what was meant when they were written, and are laid out
to be read. No physician has signed them.
"""

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from danger_people import Way, signs_of, ways
from written import written

from soleus.engine.evaluate import Facts, evaluator
from soleus.explain.change import NUMBERS
from soleus.facts.case import Case
from soleus.facts.errors import InputError
from soleus.rules.condition import BAND_ORDER, Band
from soleus.rules.knowledge_base import KnowledgeBase
from soleus.rules.rule import DeriveRule, Level, ReferralRule

FOLDER = Path(__file__).parent / "data" / "danger"
BANDS = {band.value: band for band in BAND_ORDER}
Signs = frozenset[str]
MANY = 400  # combinations of one line


@dataclass(frozen=True)
class Line:
    """People who all have to be told at least `least`; `under` names the rule that they were written for."""

    under: str
    least: Level
    text: str

    def people(self) -> list[Signs]:
        """What each of them says."""
        return people(self.text)


def people(text: str) -> list[Signs]:
    """What each person of a line says."""
    return [frozenset(signs) for signs in _tellings([_signs(group) for group in text.split(" + ")])]


def _signs(group: str) -> tuple[str, ...]:
    first, _, finding = group.partition(" ")
    return (f"{finding} not known", f"no {finding}") if first == "without" else tuple(group.split(" / "))


def _without(group: tuple[str, ...]) -> str | None:
    """The finding that a group is denied or silent about, if that is what it is."""
    finding = min(group, key=len).removeprefix("no ")
    return finding if {*group} == {f"{finding} not known", f"no {finding}"} else None


def _tellings(groups: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """One sign of each group, in every combination; where there are too many, and of denials, one differs at a time."""
    silent = [group[:1] if _without(group) else group for group in groups]
    together = math.prod(map(len, silent)) <= MANY
    found = list(itertools.product(*silent)) if together else [tuple(group[0] for group in silent)]
    first = found[0]
    for place, group in enumerate(groups):
        if _without(group) or not together:
            found += [(*first[:place], other, *first[place + 1 :]) for other in group[1:]]
    return found


@dataclass
class Entry:
    """What one rule was written for."""

    least: Level
    people: list[str] = field(default_factory=list)


Table = dict[str, Entry]


def load(folder: Path = FOLDER) -> Table:
    """Every entry of the table, by the id of the rule it was written for; a level may follow the id."""
    read = [written(path) for path in sorted(folder.glob("*.yaml"))]
    return {rule: Entry(Level(e["least"]), e["people"]) for entries in read for rule, e in entries.items()}


def lines(table: Table) -> list[Line]:
    """The lines of a table."""
    return [Line(rule, entry.least, text) for rule, entry in table.items() for text in entry.people]


def case_of(signs: Signs, base: KnowledgeBase) -> Case:
    """What someone answers who says these."""
    words = [sign.split(" ", 1) for sign in sorted(signs) if " " in sign]
    given = [(name, amount) for name, amount in words if amount != "not known"]
    numbers = {name: amount for name, amount in given if name in base.vocabulary.measurements}
    return Case(
        present=tuple(sorted(sign for sign in signs if " " not in sign)),
        absent=tuple(finding for no, finding in words if no == "no"),
        labs={name: amount for name, amount in numbers.items() if name not in NUMBERS},
        **{name: float(amount) for name, amount in numbers.items() if name in NUMBERS},
    )


def foremost(signs: Signs) -> frozenset[str]:
    """The hypotheses that are supposed to lead."""
    return frozenset(sign.removeprefix("leading ") for sign in signs if sign.startswith("leading "))


def supposed(signs: Signs) -> dict[str, Band]:
    """The bands that are supposed of someone."""
    words = [sign.split(" ", 1) for sign in signs if " " in sign]
    return {hypothesis: BANDS[band] for band, hypothesis in words if band in BANDS}


@lru_cache(maxsize=8192)
def facts_of(signs: Signs, base: KnowledgeBase) -> Facts:
    """What is known of someone who says these, no hypothesis standing higher than supposed. Raises InputError."""
    case = case_of(signs, base)
    facts, _ = evaluator(base).facts(case.states(base.vocabulary), case.readings(base.vocabulary))
    facts.bands = dict.fromkeys(base.hypotheses, Band.UNLIKELY) | supposed(signs)
    facts.leading = foremost(signs)
    return facts


@lru_cache(maxsize=8192)
def reasons(signs: Signs, base: KnowledgeBase) -> tuple[ReferralRule, ...]:
    """The referral rules that fire for someone who says these; none where nobody can be so."""
    try:
        facts = facts_of(signs, base)
    except InputError:
        return ()
    return tuple(evaluator(base).reasons(facts))


def told(signs: Signs, base: KnowledgeBase) -> Level:
    """How soon someone who says these is told to be seen."""
    return highest(reasons(signs, base))


def highest(rules: Iterable[ReferralRule]) -> Level:
    """The most urgent level that any of the rules asks for."""
    return max((rule.level for rule in rules), key=lambda level: level.rank, default=Level.SELF_CARE)


def raising(base: KnowledgeBase) -> list[ReferralRule]:
    """The rules that ask for more than self-care."""
    return [rule for rule in base.referral if rule.level is not Level.SELF_CARE]


def fires(rule: DeriveRule | ReferralRule, signs: Signs, base: KnowledgeBase) -> bool:
    """Whether a rule fires for someone who says these, or what it derives follows by another."""
    if isinstance(rule, ReferralRule):
        return rule in reasons(signs, base)
    try:
        return rule.then in facts_of(signs, base).present
    except InputError:
        return False


def written_for(rule: DeriveRule | ReferralRule, base: KnowledgeBase) -> Iterator[str]:
    """The lines of the people whom a rule is for: as few as can hold those for whom it fires."""
    for way in ways(rule.when):
        yield from _lines(rule, way, base)


def _lines(rule: DeriveRule | ReferralRule, way: Way, base: KnowledgeBase) -> Iterator[str]:
    groups = [_signs(f"without {out}") if (out := _without(g)) else g for g in signs_of(way, base.vocabulary)]
    every = _tellings(groups)
    able = [signs for signs in every if fires(rule, frozenset(signs), base)]
    if able == every:
        yield _text(groups)
    else:
        yield from (_text([(sign,) for sign in signs]) for signs in able)


def _text(groups: Iterable[tuple[str, ...]]) -> str:
    return " + ".join(dict.fromkeys(f"without {out}" if (out := _without(g)) else " / ".join(g) for g in groups))
