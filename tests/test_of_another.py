"""Who tells of another is heard as that person would be, and asked of "them"; who tells of himself is spoken to."""

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from soleus.cli import main
from soleus.engine.consult import consult
from soleus.facts.case import Case
from soleus.interview import headings as headings_py
from soleus.interview.gates import shipped
from soleus.reading.entries import told
from soleus.reading.story import facts_of
from soleus.wording.addressing import Whom, addressed, parents_words
from soleus.wording.asking import is_child
from soleus.wording.grown_up import fits
from soleus.wording.of_another import of_a_child, of_another
from soleus.wording.telling import PARTS, telling

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


STAYS = r"can|cannot|could|must|did|had|would|should|does|was|has|is|hardly|used|went|sat|lost|from|be|\w+ed"
"""Words after "your child" that are no verb of the present, or are in their form already."""
INVERTED = "is|are|was|were|has|have|does|do|did|can|in"
DONE_TO = (
    "of|for|to|with|from|about|under|around|round|hurts|makes|made|lets|wakes|wake|kept|keeps|hit|bitten|found|"
    "harmed|troubles|carry|numb|examined|tested|threatening|bother"
)
"""Words after which somebody is the one something is done to."""


def every_question(base):
    """Every text to "you" that is put to who answers."""
    findings, gates = base.vocabulary.findings.values(), shipped().values()
    headings = yaml.safe_load((Path(headings_py.__file__).with_name("headings.yaml")).read_text(encoding="utf-8"))
    named = [*headings["asked"].values(), *headings["groups"]]
    texts = [t for f in findings for t in (f.question, f.help)]
    texts += [t for g in gates for t in (g.question, g.help, *g.under.values(), *g.denied.values())]
    texts += [t for n in named for t in (n["heading"], n.get("help", ""), *n.get("again", ()))]
    return [t for t in texts if t and re.search(r"\b(you|the person)\b", t, re.IGNORECASE)]


def test_of_a_child_every_verb_is_of_one(base):
    verbs = parents_words()["verbs"]
    for text in every_question(base):
        said = of_a_child(text)
        for before, after in re.findall(r"(\w*) ?\byour child (\w+)", said, re.IGNORECASE):
            if not re.fullmatch(f"{INVERTED}|{DONE_TO}", before, re.IGNORECASE):
                assert re.fullmatch(STAYS, after) or after in verbs.values(), said
        told = re.search(rf"(?<!do)(?<!does )your child ({'|'.join(verbs.values())})\b([^.;:?]*)", said, re.IGNORECASE)
        more = told and re.search(rf"(?:,| or) ({'|'.join(verbs)})\b", told[2])
        assert not more or "they" in told[2], said
        assert not re.search(r"\b(is|has|does|was) they\b|they (is|has|does|was)\b", said, re.IGNORECASE), said


def test_of_another_who_does_it_is_they_and_to_whom_it_is_done_them(base):
    for text in every_question(base):
        said = of_another(text)
        assert not re.search(rf"\b({DONE_TO}) they\b", said), said
        assert not re.search(r"\b(is|has|does|was) they\b|\bthey (is|has|does|was)\b", said, re.IGNORECASE), said
        assert "or is the person" not in said


@pytest.mark.parametrize(
    ("asked", "child", "other"),
    [
        ("Are you, or is the person, confused?", "Is your child confused?", "Are they confused?"),
        ("Do you have, or does the person have, dementia?", "Does your child have dementia?", "Do they have dementia?"),
        ("Is the person in shock?", "Is your child in shock?", "Are they in shock?"),
        (
            "A jab each time you cough or press.",
            "A jab each time your child coughs or presses.",
            "A jab each time they",
        ),
        ("You cannot walk, or need help.", "Your child cannot walk, or needs help.", "They cannot walk, or need help."),
        ("Illness kept you lying.", "Illness kept your child lying.", "Illness kept them lying."),
    ],
)
def test_a_question_is_turned_to_whom_it_is_about(asked, child, other):
    assert of_a_child(asked) == child
    assert of_another(asked).startswith(other)


def test_what_is_advised_for_another_grown_up_is_not_told_to_who_tells_of_him(base):
    texts = {t for r in base.referral for t in (r.title, r.action)}
    texts |= {t for r in base.advice for part in PARTS for t in getattr(r, part)}
    texts |= {t for h in base.hypotheses.values() for t in h.lifestyle}
    turned = {t: addressed(t, Whom.ANOTHER) for t in texts}
    assert not [t for t, said in turned.items() if "your child" in said and "your child" not in t]
    own = r"your (?:local emergency number|country)|(?:Diagnosing and treating|Do not treat) the person yourself"
    own += r"|while you wait|if you notice|you fear|near you|tells you|you have spoken"
    own += r"|If you are in danger.*|before you .*"
    left = {said: re.sub(own, "", said) for said in turned.values()}
    assert [said for said, rest in left.items() if re.search(r"\b(?:you|your|yourself)\b", rest)] == []
    his = consult(Case(age=90, teller="other", present=("leg_cramps", "diuretic")), base)
    assert telling(his, base).of is Whom.ANOTHER
    assert telling(consult(Case(age=90, teller="self", present=("leg_cramps",)), base), base).of is Whom.ONESELF


@pytest.mark.parametrize(
    ("text", "of", "said"),
    [
        ("Do not stop it on your own.", Whom.ANOTHER, "Do not stop it without asking."),
        ("See your doctor within two weeks.", Whom.ANOTHER, "See the person's doctor within two weeks."),
        (
            "Call an ambulance now. Do not drive yourself.",
            Whom.ANOTHER,
            "Call an ambulance now. Do not let the person drive.",
        ),
        ("Lie flat.", Whom.CHILD, "Let your child lie flat."),
        ("Lie flat.", Whom.ONESELF, "Lie flat."),
        ("Keep the packet; do not vomit.", Whom.ANOTHER, "Keep the packet; do not make the person vomit."),
    ],
)
def test_what_the_person_is_to_do_is_told_of_the_person(text, of, said):
    assert addressed(text, of) == said


def test_who_tells_of_another_who_wants_to_die_is_told_to_stay_with_them(base):
    action = next(r.action for r in base.referral if r.id == "stops.suicide")
    assert addressed(action, Whom.ANOTHER).startswith("Stay with the person, and call your local emergency number")
    assert addressed(action, Whom.ONESELF) == addressed(action, Whom.CHILD) == action  # a child may type for itself


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
