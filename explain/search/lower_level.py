"""Which sets of options lower the referral level: every reason for it must fall silent, and none take its place."""

from collections.abc import Collection

from ...facts.case import Case
from ...rules.condition import NotKnown, leaves
from ...rules.knowledge_base import KnowledgeBase
from .bitset_cases import Cases
from .bitset_rules import Many
from .needed import needed, weighed
from .options import Option, Options
from .smallest_sets import MOST, Search, Sets


def lowering(rules: Many, case: Case, options: Options, pool: list[Option], reasons: Collection[str]) -> Sets:
    """All smallest sets of the pool, of up to MOST options, after which no rule of this level or above fires.

    Only options that bear on the present `reasons` can silence them, and one of each set must bear on the reason
    that fewest bear on. A set that silences them all but raises another is tried again with every further option.
    """
    asked = [_asked(r, rules.base, case) for r in sorted(reasons)]
    bearing = [[o for o in pool if _bears(o, *a)] for a in asked]
    fewest = min(bearing, key=len)
    some = {id(o) for group in bearing for o in group}
    concerned = [o for o in pool if id(o) in some]

    def lowered(rules: Many, cases: Cases) -> int:
        return cases.every & ~rules.referred(cases)

    def silenced(rules: Many, cases: Cases) -> int:
        return cases.every & ~rules.referred(cases, reasons)

    exact, loose = Search(rules, case, options, lowered), Search(rules, case, options, silenced)
    replaced: Sets = []
    for size in range(1, MOST + 1):
        found = exact.of_size(size, concerned, fewest)
        for fixed in replaced:
            found += exact.extended(fixed, pool, size - len(fixed))
        if found:
            return _once(found)
        if size < MOST:
            replaced += [s for s in loose.of_size(size, concerned, fewest) if not any(_within(r, s) for r in replaced)]
    return []


def _bears(option: Option, sub: Options, soft: bool) -> bool:
    """Whether an option can silence a rule that fires, given what the rule asks about.

    Taking an answer back always may; a new answer only by way of a score, or of what must not be known.
    """
    if any(sub.matters(d) for d in option.drops):
        return True
    return soft and not (option.makes.isdisjoint(sub.positive) and option.denies.isdisjoint(sub.negative))


def _asked(rule: str, base: KnowledgeBase, case: Case) -> tuple[Options, bool]:
    when = base.rules[rule].when
    hypotheses = weighed(set(leaves(when)), base)
    conditions = [when, *(r.when for r in base.weighing if r.points.keys() & hypotheses)]
    conditions += needed(base, conditions)[1]
    soft = bool(hypotheses) or any(isinstance(leaf, NotKnown) for c in conditions for leaf in leaves(c))
    return Options(case, base.vocabulary, conditions), soft


def _within(one: tuple[Option, ...], other: tuple[Option, ...]) -> bool:
    return {id(o) for o in one} <= {id(o) for o in other}


def _once(sets: Sets) -> Sets:
    return list({frozenset(id(o) for o in s): s for s in sets}.values())
