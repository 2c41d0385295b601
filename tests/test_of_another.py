"""Who tells of another is heard as that person would be, and asked of "them"; who tells of himself is spoken to."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from soleus.cli import main
from soleus.facts.case import Case
from soleus.interview.gates import shipped
from soleus.reading.entries import told
from soleus.reading.story import facts_of
from soleus.wording.addressing import parents_words
from soleus.wording.asking import is_child
from soleus.wording.grown_up import fits
from soleus.wording.of_another import of_another

TALES = yaml.safe_load((Path(__file__).parent / "data" / "of_another.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("tale", TALES, ids=lambda tale: tale["said"])
def test_a_tale_is_heard_as_of_the_one_it_tells_of(tale, base):
    entry, facts = told(tale["said"], base.vocabulary, tale=True), facts_of(tale["said"])
    assert facts.model_dump(exclude_none=True) == tale["person"]
    assert {*tale["so"]} <= {*entry.present}
    assert not {*tale.get("not_taken", ())} & {*entry.present}
    assert not {*entry.absent} & {*tale["so"]}


def test_words_of_another_at_a_list_are_still_anothers(base):
    assert told("my son has a fever", base.vocabulary).present == ()


def test_who_tells_of_himself_is_spoken_to_however_young():
    assert is_child(Case(age=14))
    assert is_child(Case(age=14, teller="other"))
    assert not is_child(Case(age=14, teller="self"))


def test_every_question_can_be_asked_of_them(base):
    kept = {w.lower() for w in parents_words()["asked"]}
    asked = [f.question for f in base.vocabulary.findings.values() if f.question]
    for question in [*asked, *(gate.question for gate in shipped().values())]:
        said = f" {of_another(question).lower()} "
        for phrase in kept:
            said = said.replace(phrase, "")
        assert " you " not in said, question
        assert " your " not in said, question
        assert of_another(question)[:1].isupper(), question


def test_no_small_child_is_asked_about_statins():
    assert not fits("Statin", 4)
    assert fits("Statin", 60)
    assert fits("Diabetes", 4)


def test_a_wife_is_asked_of_him_and_a_boy_of_himself(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def typed(*lines):
        return CliRunner().invoke(main, [], input="".join(f"{line}\n" for line in lines)).output

    of_him = typed("my husband gets burning feet, hes 61", "yes", "2 years", "none", "quit")
    assert "Since when have they had it?" in of_him
    assert "Which illnesses have they had" in of_him or "First, about them" in of_him
    of_himself = typed("im 14 and my shins hurt", "yes", "boy", "2 weeks", "none", "quit")
    assert "your child" not in of_himself
    assert "your child" in typed("my son is 14 and his shins hurt", "yes", "2 weeks", "none", "quit")
