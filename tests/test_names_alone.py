"""A name that says its finding and nothing besides is read without the reader, and comes to what the reader makes."""

import subprocess
import sys

import pytest
from sampled import sampled

from soleus.facts import kept as keeping
from soleus.facts.vocabulary import Vocabulary
from soleus.reading import alone as names_alone
from soleus.reading.alone import alone, in_vain, keep_names
from soleus.reading.entries import entry_of, worded
from soleus.reading.trying import every_name, ids_as_words, try_names
from soleus.rules.knowledge import load_knowledge

VOCABULARY = load_knowledge().vocabulary
NAMES = sorted(every_name(VOCABULARY))


@pytest.fixture
def nothing_kept(tmp_path, monkeypatch):
    """No name is known to stand alone."""
    monkeypatch.setattr(keeping, "_instead", [tmp_path / "cache"])
    monkeypatch.setattr(keeping, "SHIPPED", tmp_path / "nothing")
    names_alone._names.cache_clear()
    yield
    names_alone._names.cache_clear()


@sampled(one_in=60, slowly=6)
def test_an_entry_of_a_name_comes_to_what_the_reader_makes_of_it(some, nothing_kept):
    try_names(VOCABULARY, NAMES[some])
    read_alone = [name for name in NAMES[some] if alone(name, VOCABULARY)]
    assert len(read_alone) > len(NAMES[some]) / 2
    assert [n for n in read_alone if entry_of("present", n, VOCABULARY) != worded(n, VOCABULARY)] == []


def test_a_name_that_says_more_is_left_to_the_reader(nothing_kept):
    try_names(VOCABULARY, ["left knee pain", "knee pain"])
    assert alone("left knee pain", VOCABULARY) is None
    assert alone("knee pain", VOCABULARY) == "knee_pain"
    assert entry_of("present", "left knee pain", VOCABULARY).present == ("knee_pain", "leg_pain_one_side")


def test_nothing_but_the_name_as_it_was_tried_is_read_so(nothing_kept):
    try_names(VOCABULARY, ["knee pain", "fatigue"])
    for text in ("knee", "Knee pain", "knee pain?", " knee pain", "fatigue\nknee pain", "", "\ud800"):
        assert alone(text, VOCABULARY) is None, text


def test_a_vocabulary_that_nobody_kept_has_no_such_names(nothing_kept):
    try_names(VOCABULARY, ["knee pain"])
    assert alone("knee pain", Vocabulary(VOCABULARY.findings.values(), topics=VOCABULARY.topics.values())) is None


def test_names_are_tried_once_where_somebody_asked(nothing_kept):
    assert not in_vain(VOCABULARY)
    alone("knee pain", VOCABULARY)
    assert in_vain(VOCABULARY)
    keep_names(VOCABULARY, [])
    assert not in_vain(VOCABULARY)
    names_alone._names.cache_clear()
    alone("knee pain", VOCABULARY)
    assert not in_vain(VOCABULARY), "they were kept"


def test_a_second_start_reads_a_case_of_names_without_the_reader(tmp_path):
    assert "knee pain" in ids_as_words(VOCABULARY)
    (tmp_path / "case.yaml").write_text("present: [knee pain]\nage: 50\nduration_days: 20\n", encoding="utf-8")
    code = (
        "import sys; from soleus.cli import main; main(['assess', 'case.yaml', '--json'], standalone_mode=False); "
        "print([m for m in ('soleus.reading.reader', 'soleus.facts.units') if m in sys.modules], file=sys.stderr)"
    )
    for told in (b"", b"[]"):
        run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True)
        assert run.stderr.strip().endswith(told), run.stderr
