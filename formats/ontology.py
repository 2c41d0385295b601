"""The Human Phenotype Ontology as far as it leads to findings: what lies above and below a term."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ..facts.errors import CaseFileError, KnowledgeError
from ..facts.finding import HpoId, Record
from ..facts.reader import read_text, read_yaml
from ..facts.records import read_records

FOLDER = Path(__file__).parent


class Scope(Record):
    """How far a term means its finding when a record names it, where not as far as its name does.

    `asked`: it may speak of another place, time or person, and is asked about. `own`: only the term itself means the
    finding, not what lies under it. `no_denial`: its exclusion denies nothing.
    """

    asked: dict[HpoId, str]
    own: dict[HpoId, str]
    no_denial: dict[HpoId, str]


class Ontology:
    """Terms by id. `parents` are those above each, `merged` the id that stands for one that was merged or replaced."""

    def __init__(self, parents: dict[str, tuple[str, ...]], merged: dict[str, str], scope: Scope):
        self.parents, self.merged, self.scope = parents, merged, scope
        self.children: dict[str, list[str]] = {}
        for child, above in parents.items():
            for parent in above:
                self.children.setdefault(parent, []).append(child)

    def now(self, code: str) -> str:
        """The id that stands for this one today."""
        return self.merged.get(code, code)

    def under(self, code: str) -> frozenset[str]:
        """The term and everything that is one of it."""
        return frozenset(_closure([code], self.children))

    def passes_on(self, code: str) -> bool:
        """Whether what lies under a term means the finding of the term."""
        return code not in self.scope.asked and code not in self.scope.own


def _closure(start: Iterable[str], edges: dict[str, list[str]]) -> set[str]:
    found, left = set(start), list(start)
    while left:
        for each in edges.get(left.pop(), ()):
            if each not in found:
                found.add(each)
                left.append(each)
    return found


@cache
def load_ontology(folder: Path = FOLDER) -> Ontology:
    """The part of the ontology that ships. Raises KnowledgeError for a file that is not as it should be."""
    faults: list[str] = []
    path = folder / "hpo_scope.yaml"
    try:
        scopes = read_records(path, [read_yaml(read_text(path), str(path))], Scope, faults)
        text = read_text(folder / "hpo_is_a.txt")
    except CaseFileError as error:
        raise KnowledgeError([str(error)]) from None
    if faults:
        raise KnowledgeError(faults)
    is_a, _, merged = text.partition("\n\n")
    rows = [line.split() for line in is_a.splitlines() if not line.startswith("#")]
    return Ontology(
        {_id(child): tuple(map(_id, above)) for child, *above in rows},
        {_id(old): _id(new) for old, new in (line.split() for line in merged.splitlines())},
        scopes[0],
    )


def _id(digits: str) -> str:
    return f"HP:{digits}"
