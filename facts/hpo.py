"""Terms of the Human Phenotype Ontology: which finding each means, and how its id may be written."""

import re
from typing import Annotated

from .declared import StringConstraints
from .finding import HpoId, Id, Record, Text

_WRITTEN = re.compile(r"^(?:.*[(\[/#]\s*)?hp[:_](\d{7})\s*[)\]>]?$", re.IGNORECASE)
Release = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class HpoTerm(Record):
    """One term of the ontology and the finding that it means.

    `narrower`: the term says more than the finding, so that its absence denies nothing. `alternatives` are ids that
    were merged into this one, or are obsolete and replaced by it. `labels` are those of other releases of the ontology.
    """

    finding: Id
    id: HpoId
    label: Text
    narrower: bool = False
    alternatives: tuple[HpoId, ...] = ()
    labels: tuple[Text, ...] = ()


def hpo_id(term: str) -> str | None:
    """The HPO id that a term is, however written: `hp:0003394`, `HP_0003394`, its purl, `Muscle spasm (HP:0003394)`."""
    found = _WRITTEN.match(term.strip())
    return None if found is None else f"HP:{found[1]}"
