"""Plain lists of terms of the Human Phenotype Ontology, as laboratories ask for them and other programs give them."""

import re
from typing import Any

from ..facts.case import Case
from ..facts.hpo import hpo_id
from ..facts.vocabulary import Vocabulary
from .gathering import Gathering
from .hpo_reading import hpo_reading

FORM = "list of HPO terms"
_BETWEEN = re.compile(r"[;,|\n]|(?<=\d{7})\s+|(?<=\d{7}\))\s+|(?<=\d{7}\])\s+")


def terms_in(raw: Any) -> list[str]:
    """The terms of a text or a list that holds terms with their ids and nothing else; none of any other."""
    texts = [raw] if isinstance(raw, str) else raw if isinstance(raw, list) else []
    if not all(isinstance(text, str) for text in texts):
        return []
    terms = [term.strip() for text in texts for term in _BETWEEN.split(text) if term.strip()]
    return terms if terms and all(hpo_id(term) is not None for term in terms) else []


def case_of_terms(terms: list[str], vocabulary: Vocabulary) -> Case:
    """The Case of someone who has all of this."""
    gathered, hpo = Gathering(FORM, vocabulary), hpo_reading(vocabulary)
    for number, term in enumerate(terms, 1):
        hpo.take(gathered, f"term {number}", term, hpo_id(term) or "")
    return gathered.case()
