"""What is told of a consultation: enough for this person, nothing by default, and what matters first."""

import json
from statistics import median

import pytest
from conftest import PUBLISHED
from rich.console import Console
from sampled import shares

from soleus.engine.consult import consult
from soleus.explain.how import how
from soleus.facts.window import holds
from soleus.reading.case_files import read_cases
from soleus.reading.understand import understand
from soleus.reports.assessment import assessment_markdown
from soleus.reports.assessment_page import assessment_html
from soleus.reports.graph import inference_graph
from soleus.rules.condition import Band
from soleus.rules.rule import Level
from soleus.terminal import assessment
from soleus.terminal.bars import ASCII, BLOCKS, WIDTH, bars, marks
from soleus.web.pages import render
from soleus.web.result import assessed
from soleus.wording import words
from soleus.wording.document import Rank
from soleus.wording.explain.write import document
from soleus.wording.fitting import each_food_once
from soleus.wording.rules import describe
from soleus.wording.telling import as_json, telling

LATER = sorted(PUBLISHED.parent.joinpath("later").glob("*.yaml"))


def consulted(base, **case):
    return consult(understand(case, base.vocabulary), base)


def library(base, paths):
    return [consult(case, base) for path in paths for case in read_cases(str(path), base.vocabulary)]


@pytest.fixture(scope="module", params=shares(one_in=3))
def sample(base, consultations, request):
    """Consultations of a sample of the library."""
    return [*consultations[request.param], *library(base, LATER[::20][request.param])]


def screen(consultation, base, width=80, plain=False):
    face = Console(width=width, highlight=False, emoji=False, markup=False, no_color=True)
    with face.capture() as shown:
        assessment.show(face, consultation, base, plain, more="--full")
    return shown.get().splitlines()


UNNAMED = "it may be something not named here"


def test_that_the_cause_may_have_no_name_here_is_said_while_none_is_likely(sample, base):
    shown = {True: 0, False: 0}
    for consultation in sample:
        said = telling(consultation, base)
        bands = {h.band for h in said.listed}
        if Band.POSSIBLE in bands or said.likely:
            assert said.likely is bool(bands & {Band.LIKELY, Band.VERY_LIKELY})
            assert (UNNAMED in " ".join("\n".join(screen(consultation, base)).split())) is not said.likely
            shown[said.likely] += 1
    assert min(shown.values()) > 0


def test_a_hypothesis_that_nothing_speaks_for_is_not_listed(sample, base):
    for consultation in sample:
        for hypothesis in telling(consultation, base).listed:
            assert any(e.counted and e.points > 0 for e in hypothesis.evidence), hypothesis.id


def at_its_age(hypothesis, consultation, base):
    """Whether the person is of an age at which the hypothesis is told."""
    return consultation.case.age is None or holds(base.hypotheses[hypothesis].ages, consultation.case.age)


def test_what_a_rule_raises_by_four_points_is_told_whatever_its_rank_at_its_ages(sample, base):
    for consultation in sample:
        said = telling(consultation, base)
        assert len(said.listed) <= 5
        written = {h.id: [e for e in h.evidence if e.points > 0 and not e.counts] for h in consultation.hypotheses}
        raised = {h for h, evidence in written.items() if any(e.points + e.elsewhere >= 4 for e in evidence)}
        outside = {h for h in raised if not at_its_age(h, consultation, base)}
        assert raised - outside <= said.told
        assert not outside & said.told
        listed = {h["id"] for h in json.loads(as_json(consultation, base))["hypotheses"] if h["listed"]}
        assert listed == said.told


def test_where_only_the_action_counts_there_is_no_shopping_list(sample, base):
    pressing = [c for c in sample if c.referral.level in (Level.EMERGENCY, Level.URGENT)]
    assert any(a.foods for c in pressing for a in c.advice)
    for consultation in pressing:
        said = telling(consultation, base)
        assert not any((said.tests, said.foods, said.lifestyle))
        assert set(said.cautions) == {c for a in consultation.advice for c in a.cautions}


@pytest.mark.parametrize("case", [{}, {"age": 40, "sex": "male"}, {"absent": ["leg_cramps"]}])
def test_who_names_no_complaint_is_told_nothing_by_default(case, base):
    consultation = consulted(base, **case)
    said = telling(consultation, base)
    assert not any((said.enough, said.listed, said.tests, said.foods, said.lifestyle))
    for text in (" ".join(screen(consultation, base)), assessment_markdown(consultation, base)):
        assert "Not enough was said" in text
        assert "look after yourself" not in text
        assert "Vitamin D deficiency" not in text


def test_the_first_screen_fits_a_screen(sample, base):
    heights = [len(screen(c, base)) for c in sample]
    assert median(heights) <= 24
    assert max(heights) <= 28


@pytest.mark.slow
def test_the_first_screen_of_every_library_case_fits_a_screen(base):
    consultations = library(base, [*PUBLISHED.glob("*.yaml"), *LATER])
    lines = [screen(c, base) for c in consultations]
    assert median(map(len, lines)) <= 24
    assert max(len(line) for screen_lines in lines for line in screen_lines) <= 80


def test_cautions_without_room_are_counted(sample, base):
    for consultation in sample:
        cautions = telling(consultation, base).cautions
        text = screen(consultation, base)
        shown = sum(any(c.startswith(line[2:]) for c in cautions) for line in text if line.startswith("! "))
        counted = [int(line.split()[1]) for line in text if line.startswith("! ") and line.endswith(": --full")]
        assert shown + sum(counted) == len(cautions)


def test_who_eats_nothing_from_animals_is_offered_nothing_from_animals(base):
    consultation = consulted(base, age=40, present=["tingling", "fatigue", "vegan_diet"])
    animal = {f for a in consultation.advice for f in a.foods if any(w in f.lower() for w in ("liver", "fish", "egg"))}
    foods = telling(consultation, base).foods
    assert animal
    assert foods
    assert animal.isdisjoint(foods)


def test_a_food_within_another_is_said_once():
    foods = ["Nuts", "Nuts and seeds", "Legumes: beans, peas", "Legumes: peas, beans", "Liver"]
    assert each_food_once(tuple(foods)) == ("Nuts and seeds", "Legumes: beans, peas", "Liver")


def row(score, prior):
    return Rank(1, "p", "P", "possible", "possible", score, prior)


def test_bars_start_at_zero_in_one_column_and_show_where_each_starts():
    drawn = bars([row(10, -10), row(-5, -9)], BLOCKS)
    zero = drawn[0].index(BLOCKS.zero)
    assert {len(b) for b in drawn} == {WIDTH}
    assert drawn[0] == f"{BLOCKS.start}{' ' * (zero - 1)}{BLOCKS.zero}{BLOCKS.bar * (WIDTH - zero - 1)}"
    assert drawn[1].index(BLOCKS.zero) == zero
    assert set(drawn[1][zero - 4 : zero]) == {BLOCKS.bar}
    assert not drawn[1][zero + 1 :].strip()


@pytest.mark.parametrize(("encoding", "drawn"), [("utf-8", BLOCKS), ("cp1252", ASCII), ("ascii", ASCII)])
def test_bars_use_what_the_encoding_can_carry(encoding, drawn):
    assert marks(encoding) is drawn


def test_plain_has_no_bars(sample, base):
    text = "\n".join(screen(sample[0], base, plain=True))
    assert not any(mark in text for mark in (BLOCKS.bar, BLOCKS.start, BLOCKS.zero))


def test_names_of_bands_and_levels_are_changed_in_one_place(base, monkeypatch):
    case = {"age": 66, "present": ["tingling", "unsteady_gait", "vegan_diet"], "labs": {"vitamin_b12": "150 pg/mL"}}
    consultation = consulted(base, **case)
    band, level = consultation.hypotheses[0].band, consultation.referral.level
    assert band is Band.VERY_LIKELY
    monkeypatch.setitem(words.BAND_WORDS, band, "all but sure")
    monkeypatch.setitem(words.LEVEL_WORDS, level, "this week")
    monkeypatch.setitem(words.LEVEL_SENTENCE, level, "Go this week")
    terminal = Console(width=80, highlight=False, emoji=False, markup=False, no_color=True)
    with terminal.capture() as shown:
        assessment.show_everything(terminal, consultation, base, trace=True)
    texts = {
        "screen": "\n".join(screen(consultation, base)),
        "text": shown.get(),
        "markdown": assessment_markdown(consultation, base),
        "html": assessment_html(consultation, base),
        "page": render("result.html", state="", **assessed(consultation, base)),
    }
    for face, text in texts.items():
        assert "all but sure" in text, face
        assert "Go this week" in text, face
        assert "very likely" not in text, face
        assert face == "screen" or "this week" in text.replace("Go this week", ""), face
    graph = [node.text for node in inference_graph(base, consultation).nodes.values()]
    assert "Referral: this week" in graph
    assert "all but sure" in str(document(how(base, consultation, "vitamin_b12"), base))
    rule = next(r for r in base.referral if r.level is level)
    assert "this week" in describe(base, rule.id)


def test_words_not_understood_stand_above_the_referral_and_nothing_reassures(base):
    asked = {"words": "tight chest", "finding": "chest_pain", "state": "present"}
    raw = {"present": ["leg_aching"], "unread": ["grumblewort"], "asked": [asked]}
    consultation = consult(understand(raw, base.vocabulary), base)
    assert consultation.referral.level is Level.SELF_CARE
    text = assessment_markdown(consultation, base)
    assert words.LEVEL_SENTENCE[Level.SELF_CARE] not in text
    places = [text.index(part) for part in ("grumblewort", "tight chest", "If so: ", "nothing here reassures")]
    assert places == sorted(places)
    understood = consult(understand({"present": ["leg_aching"]}, base.vocabulary), base)
    assert words.LEVEL_SENTENCE[Level.SELF_CARE] in assessment_markdown(understood, base)
