"""The names of findings: each means one finding, and no further than its scope; HPO ids and labels agree."""

import importlib.util
from collections import Counter
from pathlib import Path

import pytest
from sampled import sampled

from soleus.facts.errors import InputError, KnowledgeError
from soleus.facts.finding import Finding
from soleus.facts.hpo import HpoTerm, hpo_id
from soleus.facts.reader import read_text, read_yaml
from soleus.facts.terms import fold
from soleus.facts.vocabulary import FOLDER, Vocabulary
from soleus.reading.understand import understand
from soleus.rules.knowledge import load_knowledge

VOCABULARY = load_knowledge().vocabulary
ROOT = Path(__file__).parent.parent
TERMS = [HpoTerm(**row) for row in read_yaml(read_text(FOLDER / "hpo.yaml"), "hpo.yaml")]
PACKETS = sorted((ROOT / "tests" / "data" / "phenopackets").glob("*.json"))


def finding(name, **more):
    texts = {"label": f"The {name}", "topic": "pain", "question": f"Have you {name}?", "help": "Something."}
    return Finding(id=name, kind="symptom", ages="any", **texts, **more)


def test_every_label_question_and_synonym_is_read_as_its_finding():
    for record in VOCABULARY.findings.values():
        for name in (record.id, record.label, *record.synonyms):
            assert VOCABULARY.names[fold(name)] == record.id
            assert fold(name) not in VOCABULARY.narrower_names
        assert VOCABULARY.named(record.question) in (None, record.id)


def test_no_two_findings_ask_the_same_question_or_share_a_label():
    for told in ("question", "label"):
        counted = Counter(fold(getattr(record, told)) for record in VOCABULARY.findings.values())
        assert [text for text, n in counted.items() if n > 1] == []


@sampled(one_in=5)
def test_a_related_name_never_asserts_what_it_is_related_to(some):
    for record in list(VOCABULARY.findings.values())[some]:
        for name in record.related:
            assert VOCABULARY.named(name) is None
            try:
                case = understand({"present": [name]}, VOCABULARY)
            except InputError:
                continue
            assert record.id not in case.present, name


def test_a_narrower_name_asserts_when_present_and_denies_nothing_when_absent():
    ankle = finding("leg_injury", synonyms=["injured leg"], narrower=["sprained ankle"], related=["limp"])
    vocabulary = Vocabulary([ankle])
    assert understand({"present": ["sprained ankle"]}, vocabulary).present == ("leg_injury",)
    denied = understand({"absent": ["sprained ankle"]}, vocabulary)
    assert denied.absent == ()
    assert [(u.words, u.finding, u.state.value) for u in denied.read] == [("sprained ankle", "leg_injury", "unknown")]
    assert understand({"absent": ["injured leg"]}, vocabulary).absent == ("leg_injury",)
    with pytest.raises(InputError, match="'limp' is not understood"):
        understand({"present": ["limp"]}, vocabulary)


@pytest.mark.parametrize(
    ("first", "second", "fault"),
    [
        ({"synonyms": ["ache"]}, {"synonyms": ["ache"]}, "'ache' already means 'one'"),
        ({"synonyms": ["ache"]}, {"narrower": ["ache"]}, "'ache' already means 'one'"),
        ({"narrower": ["ache"]}, {"related": ["ache"]}, "'ache' is only related, and already means 'one'"),
    ],
)
def test_a_name_of_two_findings_is_a_fault(first, second, fault):
    with pytest.raises(KnowledgeError, match=fault):
        Vocabulary([finding("one", **first), finding("two", **second)])


def test_an_hpo_term_of_no_finding_is_a_fault():
    with pytest.raises(KnowledgeError, match="HP:0000001: refers to unknown finding 'two'"):
        Vocabulary([finding("one")], terms=[HpoTerm(finding="two", id="HP:0000001", label="All")])


def test_id_and_label_of_an_hpo_term_mean_one_finding_and_equally_far():
    for term in TERMS:
        for name in (term.label, *term.labels, term.id, *term.alternatives):
            assert VOCABULARY.named(name) == term.finding, name
            assert VOCABULARY.same(name) == (None if term.narrower else term.finding), name


def test_no_hpo_id_stands_twice():
    codes = Counter(code for term in TERMS for code in (term.id, *term.alternatives))
    assert [code for code, n in codes.items() if n > 1] == []


def test_the_hpo_id_of_a_finding_means_just_that_finding():
    just = {term.id: term.finding for term in TERMS if not term.narrower}
    for record in VOCABULARY.findings.values():
        assert record.hpo is None or just[record.hpo] == record.id


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("HP:0003394", "HP:0003394"),
        ("hp:0003394", "HP:0003394"),
        ("HP_0003394", "HP:0003394"),
        (" http://purl.obolibrary.org/obo/HP_0003394 ", "HP:0003394"),
        ("<http://purl.obolibrary.org/obo/HP_0003394>", "HP:0003394"),
        ("Muscle spasm (HP:0003394)", "HP:0003394"),
        ("Muscle spasm [HP:0003394]", "HP:0003394"),
        ("HP:00033941", None),
        ("HP:003394", None),
        ("php:0003394", None),
        ("php 0003394", None),
    ],
)
def test_an_hpo_id_however_written(written, code):
    assert hpo_id(written) == code


@pytest.mark.parametrize("path", PACKETS, ids=lambda path: path.stem)
def test_published_phenopackets_do_not_contradict_themselves_by_label(path):
    where = ROOT / "benchmarks" / "phenopackets.py"
    spec = importlib.util.spec_from_file_location("phenopackets", where)
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    packet = read_yaml(path.read_text(encoding="utf-8"), path.name)
    assert any(benchmark.known(side, label) for side, _, label in benchmark.features(packet))
    assert benchmark.contradiction(packet) is None
