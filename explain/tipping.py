"""tipping: the smallest sets of changed answers that swap the first two hypotheses or change the referral level."""

from math import prod
from typing import Literal

from ..engine.consultation import Consultation
from ..engine.evaluate import evaluator
from ..facts.finding import Record, State
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .change import UNKNOWN, Change, changed
from .explanation import Explanation
from .ideas import Idea, TippingSet, ways
from .search.bitset_rules import Many, many
from .search.gain import Gains
from .search.lower_level import lowering
from .search.options import Option, Options
from .search.smallest_sets import MOST, Search, Sets

SHOWN = 3
# So many sets are run through the rules to see what each would set off; of what follows, only the answers are compared.
TRIED = 60

Target = Literal["swap", "higher", "lower"]
Pool = Literal["known", "unasked", "mixed"]


class Tip(Record):
    """What it takes to reach one target within one pool of answers.

    `size` is the least number of answers to change, None if no set of up to three does it; `count` the number of sets
    of that size, of which `sets` holds the likeliest, one of each idea.
    """

    target: Target
    pool: Pool
    size: int | None
    count: int
    sets: tuple[TippingSet, ...]


class Tipping(Explanation):
    """How near the result is to tipping over.

    `first` and `second` are the leading hypotheses and `lead` the points between them; to swap, the second must
    score more than the first. Known answers are those given as yes or no; unasked ones are findings that could still
    be asked for (not results, numbers, age or sex). Sets that mix both are looked for only where neither alone does
    it in fewer.
    """

    first: str
    second: str
    lead: int
    level: Level
    tips: tuple[Tip, ...]


def tipping(base: KnowledgeBase, consultation: Consultation) -> Tipping:
    """The smallest changes that tip the result. Exact: no smaller set of these answers does it."""
    first, second = consultation.hypotheses[:2]
    level = consultation.referral.level
    finder = _Finder(base, consultation)
    tips = [*finder.tips("swap")]
    if level is not Level.EMERGENCY:
        tips += finder.tips("higher")
    if level is not Level.SELF_CARE:
        tips += finder.tips("lower")
    return Tipping(
        asked="tipping",
        knowledge=base.version,
        first=first.id,
        second=second.id,
        lead=first.score - second.score,
        level=level,
        tips=tuple(tips),
    )


class _Finder:
    def __init__(self, base: KnowledgeBase, consultation: Consultation):
        self.base, self.consultation, self.case = base, consultation, consultation.case
        self.first, self.second = (h.id for h in consultation.hypotheses[:2])
        self.level = consultation.referral.level
        self.fired = {r.rule for r in consultation.referral.reasons}
        self.reasons = {r.rule for r in consultation.referral.reasons if r.level is self.level}

    def tips(self, target: Target) -> list[Tip]:
        """The target within known answers, within unasked ones, and where it can matter within both together."""
        rules = self._rules(target)
        options = Options(self.case, self.base.vocabulary, rules.conditions)
        known, unasked = options.known(), options.unasked()
        found: dict[Pool, Sets] = {
            "known": self._search(rules, options, known, target),
            "unasked": self._search(rules, options, unasked, target),
        }
        least = min((len(sets[0]) for sets in found.values() if sets), default=MOST + 1)
        if least >= MOST:
            mixed = self._search(rules, options, [*known, *unasked], target)
            if mixed and len(mixed[0]) < least:
                found["mixed"] = mixed
        return [self._tip(target, pool, sets) for pool, sets in found.items()]

    def _rules(self, target: Target) -> Many:
        if target == "swap":
            return many(self.base, frozenset((self.first, self.second)), frozenset())
        rank = self.level.rank + (target == "higher")
        return many(self.base, frozenset(), frozenset(x for x in Level if x.rank >= rank))

    def _search(self, rules: Many, options: Options, pool: list[Option], target: Target) -> Sets:
        if target == "lower":
            return lowering(rules, self.case, options, pool, self.reasons)
        if target == "swap":
            search = Search(rules, self.case, options, lambda r, c: r.leads(c, self.second, self.first))
            return search.smallest_that_gain(Gains(rules, self.case, options, self.first, self.second), pool)
        return Search(rules, self.case, options, lambda r, c: r.referred(c)).smallest(pool)

    def _tip(self, target: Target, pool: Pool, sets: Sets) -> Tip:
        ordered = sorted(sets, key=lambda s: (-prod(map(self._likely, s)), [o.changes[0].about for o in s]))
        return Tip(
            target=target,
            pool=pool,
            size=len(sets[0]) if sets else None,
            count=sum(map(ways, sets)),
            sets=tuple(self._ideas(ordered, by_rule=target == "higher")),
        )

    def _ideas(self, ordered: Sets, by_rule: bool) -> list[TippingSet]:
        """The likeliest set of each idea, with the others of it gathered in."""
        ideas: list[Idea] = []
        tried = 0
        for found in ordered:
            idea = next((i for i in ideas if not by_rule and i.same_findings(found, self.base.vocabulary)), None)
            if idea is None and tried < TRIED and (by_rule or len(ideas) < SHOWN):
                tried += 1
                told = self._set(found)
                idea = next((i for i in ideas if by_rule and i.told.rules == told.rules), None)
                if idea is None and len(ideas) < SHOWN:
                    ideas.append(Idea(found, told))
            if idea:
                idea.add(found)
        return [i.gathered(self.order_of) for i in ideas]

    def order_of(self, change: Change) -> tuple[float, str, str]:
        """The likeliest change first."""
        return -self._chance(change), change.about, change.after

    def _likely(self, option: Option) -> float:
        return max(map(self._chance, option.changes))

    def _chance(self, change: Change) -> float:
        """How likely the change is, to put the likeliest first: one in two for an answer given."""
        rate = self.base.vocabulary.findings[change.about].base_rate
        if change.before != UNKNOWN:
            return 0.5
        return rate if change.after == State.PRESENT else 1 - rate

    def _set(self, options: tuple[Option, ...]) -> TippingSet:
        choices = tuple(tuple(sorted(o.changes, key=self.order_of)) for o in options)
        after = evaluator(self.base).of_case(changed(self.case, [c[0] for c in choices], self.base.vocabulary))
        first, second = after.ranking()[:2]
        rules = sorted(r.id for r in self.base.referral if r.level is after.level and r.id in after.fired - self.fired)
        return TippingSet(
            choices=choices,
            level=after.level,
            order=(first, second),
            scores=(after.scores[first], after.scores[second]),
            rules=tuple(rules),
        )
