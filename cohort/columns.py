"""What is computed over a table, and the columns that results have."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import narwhals.stable.v2 as nw

from ..rules.knowledge_base import KnowledgeBase
from .circuit import Circuit
from .layout import Layout
from .nodes import Graph
from .plain_cells import Plain, plain_of
from .read_cells import Frame, answers

Schema = tuple[tuple[str, Any], ...]

LEVEL = "level"
UNREAD, AT_ODDS = "!", "!!"
"""The marks of rows with cells that cannot be read, or that contradict themselves."""


def score_of(hypothesis: str) -> str:
    """The column of a hypothesis's score."""
    return f"{hypothesis}_score"


def band_of(hypothesis: str) -> str:
    """The column of a hypothesis's band."""
    return f"{hypothesis}_band"


def rank_of(hypothesis: str) -> str:
    """The column of a hypothesis's rank."""
    return f"{hypothesis}_rank"


@dataclass(frozen=True, eq=False)
class Plan:
    """What to compute over a table: expressions that read its cells, then the rules as a circuit over what they say.

    `reading` are expressions for the columns to add to the table, step by step, each asking for those before it.
    `plain` are the columns of a Polars table that need no such expression.
    """

    reading: tuple[tuple[nw.Expr, ...], ...]
    circuit: Circuit
    plain: Plain | None

    @property
    def taken(self) -> frozenset[str]:
        """The columns that need no expression."""
        return self.plain.columns if self.plain else frozenset()


def plan(base: KnowledgeBase, table: Layout, frame: Frame, rules: bool) -> Plan:
    """The plan for a table like this; with `rules`, every rule has its column as well."""
    types = tuple(frame.to_native().schema.items()) if frame.implementation.is_polars() else None
    return _plan(base, table, tuple(frame.schema.items()), types, rules)


@lru_cache(maxsize=32)
def _plan(base: KnowledgeBase, table: Layout, schema: Schema, types: Schema | None, rules: bool) -> Plan:
    plain = None if types is None else plain_of(table, types)
    reading = answers(dict(schema), plain.rest if plain else table, base.vocabulary)
    return Plan(tuple(tuple(step) for step in reading if step), Circuit(base, Graph(base, table), rules), plain)
