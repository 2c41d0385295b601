"""What an edit of the rules would do to people: whose first hypothesis, band or level moves, and by which rule."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl

from ..facts.finding import Record
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import DeriveRule, EvidenceRule, ReferralRule, Rule
from .columns import LEVEL, band_of, rank_of
from .scoring import PROBLEM, score_frame

MOVES = ("first", "band", "level")
EXAMPLES = 5


class RuleImpact(Record):
    """A rule that differs, how, and for how many people it differs whose first hypothesis, band or level moves."""

    rule: str
    change: str
    differs: int
    moved: dict[str, int]


class Impact(Record):
    """What moves from the old knowledge to the new.

    `moved` counts people by what moves; `level` and `first` count the moves themselves, "old to new". `examples` are
    the numbers of the first rows that move.
    """

    old: str
    new: str
    people: int
    moved: dict[str, int]
    level: dict[str, int]
    first: dict[str, int]
    rules: tuple[RuleImpact, ...]
    examples: dict[str, tuple[int, ...]]


@dataclass
class _Tally:
    people: int = 0
    moved: Counter[str] = field(default_factory=Counter)
    moves: dict[str, Counter[str]] = field(default_factory=lambda: {"first": Counter(), "level": Counter()})
    differs: Counter[str] = field(default_factory=Counter)
    by_rule: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[str, list[int]] = field(default_factory=lambda: {what: [] for what in MOVES})


def impact(old: KnowledgeBase, new: KnowledgeBase, people: Iterable[pl.DataFrame]) -> Impact:
    """Score tables of people with both. Rows that cannot be read as cases are left out."""
    changes = _changes(old, new)
    tally = _Tally()
    for rows in people:
        _compare(rows, old, new, changes, tally)
    rules = [
        RuleImpact(
            rule=name,
            change=change,
            differs=tally.differs[name],
            moved={what: tally.by_rule[name, what] for what in MOVES},
        )
        for name, change in changes.items()
    ]
    rules.sort(key=lambda r: (-sum(r.moved.values()), -r.differs, r.rule))
    return Impact(
        old=old.version,
        new=new.version,
        people=tally.people,
        moved={what: tally.moved[what] for what in MOVES},
        level=dict(tally.moves["level"].most_common()),
        first=dict(tally.moves["first"].most_common()),
        rules=tuple(r for r in rules if r.differs),
        examples={what: tuple(found) for what, found in tally.examples.items()},
    )


def _compare(
    people: pl.DataFrame, old: KnowledgeBase, new: KnowledgeBase, changes: dict[str, str], tally: _Tally
) -> None:
    before, after = (
        score_frame(nw.from_native(people, eager_only=True), b, fired=True).to_native() for b in (old, new)
    )
    good = before.get_column(PROBLEM).is_null() & after.get_column(PROBLEM).is_null()
    numbers = np.flatnonzero(good.to_numpy()) + tally.people + 1
    before, after = before.filter(good), after.filter(good)
    firsts = _first(before, old), _first(after, new)
    levels = tuple(rows.get_column(LEVEL).cast(pl.String).to_numpy() for rows in (before, after))
    moved = {"first": firsts[0] != firsts[1], "level": levels[0] != levels[1], "band": _bands(before, after, old, new)}
    for what, (a, b) in (("first", firsts), ("level", levels)):
        pairs = zip(a[moved[what]], b[moved[what]], strict=True)
        tally.moves[what].update(f"{x} to {y}" for x, y in pairs)
    for what, rows in moved.items():
        tally.moved[what] += int(rows.sum())
        tally.examples[what] += numbers[rows][: EXAMPLES - len(tally.examples[what])].tolist()
    for name in changes:
        differs = _differs(name, before, after, old, new)
        tally.differs[name] += int(differs.sum())
        for what, rows in moved.items():
            tally.by_rule[name, what] += int((rows & differs).sum())
    tally.people += len(people)


def _first(rows: pl.DataFrame, base: KnowledgeBase) -> Any:
    ranks = rows.select(rank_of(h) for h in base.hypotheses).to_numpy()
    return np.array(list(base.hypotheses))[ranks.argmin(axis=1)]


def _bands(before: pl.DataFrame, after: pl.DataFrame, old: KnowledgeBase, new: KnowledgeBase) -> Any:
    both = [band_of(h) for h in old.hypotheses if h in new.hypotheses]
    moved = [(before.get_column(c) != after.get_column(c)).to_numpy() for c in both]
    return np.logical_or.reduce(moved) if moved else np.zeros(len(before), bool)


def _differs(name: str, before: pl.DataFrame, after: pl.DataFrame, old: KnowledgeBase, new: KnowledgeBase) -> Any:
    """Where a rule fires in only one of the two, or fires in both and says something else."""
    if name not in old.rules and name not in new.rules:  # a prior
        return np.ones(len(before), bool)
    fired = [
        rows.get_column(name).to_numpy() if name in rows.columns else np.zeros(len(rows), bool)
        for rows in (before, after)
    ]
    if name in old.rules and name in new.rules and _says(old.rules[name]) == _says(new.rules[name]):
        return fired[0] != fired[1]
    return fired[0] | fired[1]


def _says(rule: Rule) -> Any:
    if isinstance(rule, EvidenceRule):
        return rule.points, rule.cluster
    return rule.level if isinstance(rule, ReferralRule) else getattr(rule, "then", None)


def _changes(old: KnowledgeBase, new: KnowledgeBase) -> dict[str, str]:
    """How each rule and prior differs; one that reads the same may fire for others through another's change."""
    return dict(_each_change(old, new))


def _each_change(old: KnowledgeBase, new: KnowledgeBase) -> Iterator[tuple[str, str]]:
    weighing = (DeriveRule, EvidenceRule, ReferralRule)
    for name in sorted(old.rules.keys() | new.rules.keys()):
        before, after = old.rules.get(name), new.rules.get(name)
        if not isinstance(before or after, weighing):
            continue
        if before is None or after is None:
            yield name, "added" if before is None else "removed"
            continue
        changed = [] if before.when == after.when else ["condition"]
        changed += [] if _says(before) == _says(after) else [f"{_worded(before)} to {_worded(after)}"]
        yield name, ", ".join(changed) or "itself as before"
    for name in sorted(old.hypotheses.keys() & new.hypotheses.keys()):
        priors = old.priors[name], new.priors[name]
        if priors[0] != priors[1]:
            yield f"{name} (prior)", f"{priors[0]:+d} to {priors[1]:+d}"


def _worded(rule: Rule) -> str:
    if isinstance(rule, EvidenceRule):
        said = ", ".join(f"{h} {p:+d}" for h, p in sorted(rule.points.items()))
        return f"{said} in {rule.cluster}" if rule.cluster else said
    return str(_says(rule))
