"""Quality control of how the knowledge is written: where a rule stands, whom it leaves out, what it writes thrice."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ..facts.finding import Finding
from ..facts.measurement import Measurement
from .condition import All, AtLeast, Compare, Condition, children, finding_of, hypothesis_of, leaves
from .knowledge_base import KnowledgeBase
from .scaffold import unfilled
from .unsaid_age import at_unsaid_age

Members = frozenset[Condition]
LARGE, OFTEN = 3, 3
TWICE = 2


def misplaced_id(base: KnowledgeBase) -> Iterator[str]:
    """An id begins with the name of its file, so that whoever reads the one finds the other."""
    for record in (*base.written, *base.hypotheses):
        where = base.origins[record]
        name = Path(where.rpartition(":")[0]).stem
        if record.split(".")[0] != name:
            what = "rule" if "." in record else "hypothesis"
            yield f"{where}: {what} {record}: stands in {name}.yaml, so its id should begin with {name}"


def unreferred_hypothesis(base: KnowledgeBase) -> Iterator[str]:
    """A hypothesis that is likely has somebody see the person, or says in no_referral why not."""
    referred = {hypothesis_of(leaf) for rule in base.referral for leaf in leaves(rule.when)}
    for name, hypothesis in base.hypotheses.items():
        where = f"{base.origins[name]}: hypothesis {name}"
        if name not in referred and not hypothesis.no_referral:
            yield f"{where}: no referral rule asks for its band; write one, or say why not in no_referral"
        if name in referred and hypothesis.no_referral:
            yield f"{where}: says no_referral, yet a referral rule asks for its band"


def unnamed_group(base: KnowledgeBase) -> Iterator[str]:
    """A list of three or more findings that is written twice, or such a group that is written three times, has a name.

    It stands under `definitions`; a list is what `any` or `at_least` chooses from, a group what holds together as well.
    """
    named = {(type(c), _members(c)) for c in _given(base)}
    lists = {members for _, members in named}
    written: dict[tuple[type, Members], list[str]] = defaultdict(list)
    for rule in base.written.values():
        for group in _groups(rule.when, named, lists):
            written[type(group), _members(group)].append(rule.id)
    for (kind, _), rules in written.items():
        if len(rules) >= (OFTEN if kind is All else TWICE):
            first, *others = dict.fromkeys(rules)
            group = f"a group of findings is written {len(rules)} times without a name"
            yield f"{base.origins[first]}: rule {first}: {group}; also in {', '.join(others) or 'the same rule'}"


def _given(base: KnowledgeBase) -> Iterator[Condition]:
    """What nobody has to name: definitions, and what loading makes of them and of ages where the age is not said."""
    ages = (leaf for rule in base.referral for leaf in leaves(rule.when) if isinstance(leaf, Compare))
    opened = at_unsaid_age(base.derive, base.vocabulary)
    yield from base.definitions.values()
    yield from map(opened, (*base.definitions.values(), *ages))


def left_to_fill(base: KnowledgeBase) -> Iterator[str]:
    """A finding or measurement that was begun by 'rules new' has every word that it needs."""
    records: list[Finding | Measurement] = [*base.vocabulary.findings.values(), *base.vocabulary.measurements.values()]
    for record in records:
        for place, words in unfilled(record.model_dump(mode="json")):
            yield f"{record.id}: {'.'.join(map(str, place))}: still to be filled in: {words}"


def _groups(condition: Condition, named: set[tuple[type, Members]], lists: set[Members]) -> Iterator[Condition]:
    """The groups of a condition that no name stands for."""
    members = _members(condition)
    if (type(condition), members) in named or (isinstance(condition, AtLeast) and members in lists):
        return
    if members and _findings_in(condition) >= LARGE:
        yield condition
    for child in members:
        yield from _groups(child, named, lists)


def _members(condition: Condition) -> Members:
    return frozenset(children(condition))


def _findings_in(condition: Condition) -> int:
    return sum(finding_of(leaf) is not None for leaf in leaves(condition))
