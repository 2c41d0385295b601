"""How many people of a cohort come to what."""

from collections import Counter
from collections.abc import Iterable

import polars as pl

from ..facts.finding import Record
from ..rules.condition import BAND_ORDER
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .columns import LEVEL, band_of, rank_of


class Summary(Record):
    """Counts of people: all, those whose row is bad, those of whom some cell was not read, by referral level, by band
    and first place of each hypothesis (equals all count as first), and by rule that fired."""

    rows: int
    bad: int = 0
    marked: int = 0
    levels: dict[str, int] = {}
    bands: dict[str, dict[str, int]] = {}
    first: dict[str, int] = {}
    rules: dict[str, int] = {}

    @classmethod
    def total(cls, parts: Iterable["Summary"]) -> "Summary":
        """Several summaries added up."""
        parts = list(parts)
        return cls(
            rows=sum(p.rows for p in parts),
            bad=sum(p.bad for p in parts),
            marked=sum(p.marked for p in parts),
            levels=_added(p.levels for p in parts),
            bands={h: _added(p.bands[h] for p in parts) for h in parts[0].bands} if parts else {},
            first=_added(p.first for p in parts),
            rules=_added(p.rules for p in parts),
        )


def count(rows: pl.DataFrame, base: KnowledgeBase) -> Summary:
    """The summary of scored rows with the columns of all rules."""
    bands = {h: rows.get_column(band_of(h)).value_counts().rows() for h in base.hypotheses}
    levels = dict(rows.get_column(LEVEL).value_counts().rows())
    firsts = rows.select((pl.col(rank_of(h)) == 1).sum().alias(h) for h in base.hypotheses)
    fired = rows.select(pl.col(r.id).sum() for r in (*base.derive, *base.weighing, *base.referral))
    return Summary(
        rows=len(rows),
        levels={level: levels.get(level, 0) for level in Level},
        bands={h: {band: dict(found).get(band, 0) for band in BAND_ORDER} for h, found in bands.items()},
        first=firsts.row(0, named=True),
        rules=fired.row(0, named=True),
    )


def _added(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(total)
