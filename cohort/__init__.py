"""The same rules compiled to columns, for tables of people. Needs the extra `soleus[cohort]`."""

from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from ..rules.knowledge_base import KnowledgeBase

Table = TypeVar("Table")


def score(frame: Table, base: "KnowledgeBase | None" = None, fired: bool = False) -> Table:
    """Take every row of a table through the rules; the results come back as the same kind of table, in the same order.

    `frame` is a Polars, pandas or pyarrow table, a Polars LazyFrame, a Dask or Spark DataFrame, or a DuckDB relation.
    A finding is one three-valued column (true, false, empty; 1, 0; yes, no) or two without gaps, `tingling_present`
    and `tingling_absent`; a measurement is a column of numbers (`ferritin`, `ferritin_ng_ml`) or two that bound it,
    `ferritin_at_least` and `ferritin_at_most`; `sex` is female, male or other. `id`, `truth` and the other keys of a
    case's record go to the output as they are.

    Each hypothesis gets a score (integer decibans), a band and a rank, each row its referral `level`, with `fired`
    each rule a column of its own. A row that cannot be read as a case gets only the reason, in `problem`.
    Raises InputError if a column means nothing.
    """
    from .dispatch import score_any  # the libraries come with an extra

    return cast(Table, score_any(frame, base, fired))
