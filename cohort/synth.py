"""Synthetic people, drawn from what the knowledge base itself believes of them.

Each person has one hidden cause, drawn by the hypotheses' priors (or none of them). A finding's odds are those of its
`base_rate`, times the likelihood ratio of the strongest rule by which it speaks for or against that cause. The people
are plausible to these rules, not a sample of any population: they exercise the rules and prove nothing about them.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl
from polars.io.plugins import register_io_source

from ..facts.vocabulary import Vocabulary
from ..rules.condition import All, Compare, Condition, children
from ..rules.knowledge_base import KnowledgeBase

CHUNK = 50_000  # people drawn at once; part of what a seed means
ASKED, EXAMINED, TESTED = 0.2, 0.05, 0.08
ADULTS = (58.0, 17.0, 18.0, 98.0)  # mean, spread, least and most years of age
DURATION = (3.0, 1.8)  # of the logarithm of days
NONE = "none"


class Population:
    """People of one knowledge base; the same seed gives the same people, however many are asked for."""

    def __init__(self, base: KnowledgeBase, seed: int):
        self.base, self.seed = base, seed
        self.vocabulary: Vocabulary = base.vocabulary
        self.causes = [*base.hypotheses, NONE]
        shares = [h.prior.prevalence for h in base.hypotheses.values()]
        shares.append(max(0.0, 1 - sum(shares)))
        self.shares = np.array(shares) / sum(shares)
        self.ranges = _ranges(base)
        measured = {finding for ranges in self.ranges.values() for finding, _, _ in ranges}
        self.drawn = [f for f in self._in_order() if f not in ("female", "male")]
        self.asked = [f for f in self.drawn if f not in measured]
        self.odds = _odds(base, self.drawn)

    def people(self, count: int) -> Iterator[pl.DataFrame]:
        """So many people, some thousands at a time."""
        for start in range(0, count, CHUNK):
            yield self._draw(start).head(count - start)

    def query(self, count: int) -> pl.LazyFrame:
        """So many people as a Polars query that draws them when it runs."""

        def rows(
            columns: list[str] | None, predicate: Any, limit: int | None, size: int | None
        ) -> Iterator[pl.DataFrame]:
            for people in self.people(count if limit is None else min(count, limit)):
                yield people.select(columns) if columns is not None else people

        return register_io_source(rows, schema=self._draw(0).schema)

    def _draw(self, start: int) -> pl.DataFrame:
        random = np.random.default_rng([self.seed, start // CHUNK])
        cause = random.choice(len(self.causes), CHUNK, p=self.shares)
        age = np.clip(random.normal(ADULTS[0], ADULTS[1], CHUNK), ADULTS[2], ADULTS[3]).round()
        female = random.random(CHUNK) < 0.55
        has = self._findings(random, cause, age, female)
        columns: dict[str, Any] = {
            "id": np.arange(start, start + CHUNK),
            "truth": pl.Series(np.array(self.causes)[cause], dtype=pl.Enum(self.causes)),
            "sex": pl.Series(np.where(female, "female", "male"), dtype=pl.Enum(["female", "male"])),
            "age": age,
            "duration_days": np.clip(random.lognormal(*DURATION, CHUNK), 0.1, 15_000).round(1),
        }
        for finding in self.asked:
            asked = EXAMINED if self.vocabulary.findings[finding].examined else ASKED
            known = random.random(CHUNK, np.float32) < np.where(has[finding], 2 * asked, asked)
            columns[finding] = _with_gaps(has[finding], known)
        for name in self.vocabulary.measurements:
            if name not in columns:
                columns[name] = self._measured(random, name, has)
        return pl.DataFrame(columns)

    def _findings(self, random: Any, cause: Any, age: Any, female: Any) -> dict[str, Any]:
        has: dict[str, Any] = {"female": female, "male": ~female}
        for index, finding in enumerate(self.drawn):
            odds = self.odds[index, cause]
            drawn = random.random(CHUNK, np.float32) < odds / (1 + odds)
            low, high = self.vocabulary.findings[finding].ages
            drawn &= (age >= low) & (age < high + 1)
            if needed := self.vocabulary.findings[finding].ask_if:
                drawn &= np.logical_or.reduce([has[n] for n in needed])
            for sex in self.vocabulary.broader(finding) & {"female", "male"}:
                drawn &= has[sex]
            has[finding] = drawn
        for finding in self.vocabulary.findings:
            if finding not in ("female", "male") and (narrower := self.vocabulary.narrower(finding) - {finding}):
                has[finding] = np.logical_or.reduce([has[finding], *(has[n] for n in sorted(narrower))])
        return has

    def _measured(self, random: Any, name: str, has: dict[str, Any]) -> pl.Series:
        """A number from the range of a result that the person has, otherwise one that laboratories call normal."""
        measurement = self.vocabulary.measurements[name]
        least, most = measurement.plausible
        reference = measurement.reference or (None, None)
        low = np.full(CHUNK, least if reference[0] is None else reference[0])
        high = np.full(CHUNK, most if reference[1] is None else reference[1])
        for finding, start, end in self.ranges.get(name, ()):
            low, high = np.where(has[finding], max(start, least), low), np.where(has[finding], min(end, most), high)
        value = np.clip(low + (high - low) * random.random(CHUNK), least, most).round(2)
        return _with_gaps(np.clip(value, least, most), random.random(CHUNK, np.float32) < TESTED)

    def _in_order(self) -> list[str]:
        """The findings, each after those that must be present before it is asked."""
        order: dict[str, None] = {}

        def place(finding: str, waiting: tuple[str, ...]) -> None:
            if finding not in order and finding not in waiting:
                for needed in self.vocabulary.findings[finding].ask_if:
                    place(needed, (*waiting, finding))
                order[finding] = None

        for finding in self.vocabulary.findings:
            place(finding, ())
        return list(order)


def _with_gaps(values: Any, known: Any) -> pl.Series:
    return pl.Series(values).set(pl.Series(~known), None)


def _ranges(base: KnowledgeBase) -> dict[str, list[tuple[str, float, float]]]:
    """For each measurement the results that rules conclude from it alone, with the range of each."""
    found: dict[str, list[tuple[str, float, float]]] = {}
    for rule in base.derive:
        if isinstance(rule.when, Compare):
            asked = rule.when.range(base.vocabulary.measurements[rule.when.measurement])
            found.setdefault(rule.when.measurement, []).append((rule.then, asked.low, asked.high))
    return found


def _odds(base: KnowledgeBase, findings: list[str]) -> Any:
    """The odds of each finding (a row) with each cause (a column), the last being none."""
    places = {f: i for i, f in enumerate(findings)}
    causes = {h: i for i, h in enumerate(base.hypotheses)}
    up, down = (np.zeros((len(findings), len(causes) + 1)) for _ in range(2))
    for rule in base.evidence:
        for finding, share in _speaking(rule.when):
            for hypothesis, points in rule.points.items():
                if finding in places:
                    place = places[finding], causes[hypothesis]
                    up[place] = max(up[place], points * share)
                    down[place] = min(down[place], points * share)
    rates = np.array([base.vocabulary.findings[f].base_rate for f in findings])[:, None]
    return np.minimum(rates / (1 - rates) * 10 ** ((up + down) / 10), 19.0)


def _speaking(condition: Condition) -> Iterator[tuple[str, float]]:
    """The findings by which a condition holds; those of an `all` share its weight."""
    parts = children(condition)
    if not parts and isinstance(condition, str):
        yield condition, 1.0
    for part in parts:
        share = 1 / len(parts) if isinstance(condition, All) else 1.0
        for finding, weight in _speaking(part):
            yield finding, weight * share
