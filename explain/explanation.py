"""What every explanation carries: what was asked, the sources it leans on, and the knowledge it speaks for."""

from collections.abc import Iterable

from ..engine.consultation import PURPOSE
from ..facts.finding import Record
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Source


class Explanation(Record):
    """An answer to one question about a consultation. `sources` holds every page it cites, by id."""

    asked: str
    knowledge: str
    purpose: str = PURPOSE
    sources: dict[str, Source] = {}


def cited(base: KnowledgeBase, *names: Iterable[str]) -> dict[str, Source]:
    """The sources with these ids, each once."""
    return {name: base.sources[name] for group in names for name in group}
