"""Looking back: what is told after the commitment, and that it is what the rules give."""

import re
from functools import cache

import pytest
from practising import BASE, commitment, everything, hands
from sampled import marked_by_place

from soleus.engine.consult import consult
from soleus.engine.evaluate import evaluator
from soleus.explain.change import UNKNOWN, Change, changed
from soleus.facts.errors import InputError
from soleus.practice.asking import ask
from soleus.practice.attempt import Kind, begin, gathered
from soleus.practice.deck import causes, dealt
from soleus.practice.own_path import own_path
from soleus.practice.patient import Patient, Told
from soleus.practice.reflection import Unasked, reflect
from soleus.practice.telling import told
from soleus.practice.uncounted import uncounted
from soleus.practice.weighing import EXPECTED
from soleus.practice.words import reply_line
from soleus.reports.markdown import markdown
from soleus.rules.rule import Level
from soleus.rules.weighing_scripts import scripts_of
from soleus.wording.document import Section, Table
from soleus.wording.words import level_word


@cache
def looked_back(place: int = 0, right: bool = True, asked: bool = False):
    """The reflection on a case committed to with the truth first, or without it."""
    hand = hands()[place]
    attempt = everything(hand) if asked else begin(hand, Kind.CUED)
    known = attempt.put("fever, weight loss", Patient(hand.case, BASE))
    named = [hand.truth, "shingles"] if right else ["shingles", "lipoedema"]
    items = gathered(known, Patient(hand.case, BASE)).present
    made = commitment(list(dict.fromkeys(named)), Level.SOON, speaks_for=items[:1])
    return hand, reflect(known.represent("my own words").commit(made, hand, BASE), hand, BASE)


def text_of(reflection) -> str:
    """The reflection as Markdown on one line."""
    return " ".join(markdown(told(reflection, BASE)).split())


def section(reflection, title):
    """The section whose title begins so."""
    return next(b for b in told(reflection, BASE).blocks if isinstance(b, Section) and b.title.startswith(title))


def test_there_is_no_looking_back_before_the_commitment():
    with pytest.raises(InputError, match="nothing is committed to yet"):
        reflect(begin(hands()[0], Kind.CUED), hands()[0], BASE)


def test_it_begins_with_the_confirmed_cause_and_its_page():
    hand, reflection = looked_back()
    document = told(reflection, BASE)
    assert document.blocks[0].title == "What it was"
    text = text_of(reflection)
    assert BASE.hypotheses[hand.truth].label in text
    assert hand.case.url in text
    assert "You had it first, at 60%" in text
    assert "You did not name it" in text_of(looked_back(right=False)[1])


def test_the_level_that_was_right_stands_beside_the_one_chosen():
    for place in range(4):
        hand, reflection = looked_back(place)
        text = text_of(reflection)
        assert f"({level_word(hand.case.urgency)})" in text
        missed = hand.case.urgency == "emergency"
        assert ("This was an emergency, and you sent the person elsewhere." in text) is missed


def test_the_table_sets_the_confirmed_cause_beside_the_learners_own():
    hand, reflection = looked_back(right=False, asked=True)
    (table,) = [b for b in section(reflection, "What spoke").blocks if isinstance(b, Table)]
    assert table.head == ("Known", "It was", "Your 1st", "Your 2nd", "You")
    assert any(row[-1] == "for" for row in table.rows)
    weights = reflection.weights[hand.truth]
    assert sorted((round(w) for w in weights.values() if abs(w) >= 0.5), reverse=True)[0] == int(table.rows[0][1])


def test_every_rule_is_told_with_its_reason_and_its_pages():
    _, reflection = looked_back(asked=True)
    text = text_of(reflection)
    counted = [e for e in reflection.known.hypothesis(reflection.marks.truth).evidence if e.counted][:4]
    assert counted
    for evidence in counted:
        assert " ".join(evidence.because.split()) in text
        for source in evidence.sources:
            assert BASE.sources[source].title in text


def test_what_would_have_told_most_is_what_moves_the_confirmed_cause_most():
    for place in range(4):
        hand, reflection = looked_back(place)
        best, case = reflection.most_telling, reflection.known.case
        if best is None:
            continue

        judge = evaluator(uncounted(hand.number, BASE))

        def margin(case, truth=hand.truth, judge=judge):
            scores = judge.of_case(case).scores
            return scores[truth] - max(s for h, s in scores.items() if h != truth)

        after = best.reply.value or {"yes": "present", "no": "absent"}[best.reply.told]
        learnt = changed(case, [Change(about=best.reply.about, before=UNKNOWN, after=after)], BASE.vocabulary)
        assert margin(learnt) - margin(case) == best.gain > 0
        assert best.reply.recorded
        assert best.reply.about not in (*case.present, *case.absent, *case.labs)


def test_one_thing_that_was_not_asked_is_told_once():
    reflection = next(r for _, r in map(looked_back, range(6)) if r.most_telling)
    same = reflection.model_copy(update={"worth_most": Unasked(reply=reflection.most_telling.reply)})
    told_of_it = text_of(same).count(reply_line(reflection.most_telling.reply, BASE))
    assert told_of_it == 1
    assert "Worth most to ask next" not in text_of(same)


def test_nothing_is_left_to_ask_of_who_asked_everything():
    _, reflection = looked_back(asked=True)
    assert reflection.most_telling is None


def test_what_it_hung_on_changes_the_leader_or_the_level_when_it_is_taken_away():
    tips = 0
    for place in range(6):
        _, reflection = looked_back(place)
        for tip in reflection.tips:
            tips += 1
            without = changed(
                reflection.known.case, [Change(about=tip.about, before="", after=UNKNOWN)], BASE.vocabulary
            )
            outcome = evaluator(BASE).of_case(without)
            before = reflection.known
            assert (outcome.ranking()[0], outcome.level) != (before.hypotheses[0].id, before.referral.level)
            assert (outcome.ranking()[0], outcome.level) == (tip.leader, tip.level)
    assert tips


@cache
def silent(place: int):
    """The reflection on a case of which everything was asked for that its cause leads one to expect, unrecorded."""
    hand = hands()[place]
    patient, attempt, scripts = (
        Patient(hand.case, BASE),
        begin(hand, Kind.CUED),
        scripts_of(uncounted(hand.number, BASE)),
    )
    for finding in BASE.vocabulary.findings.values():
        reply = patient.asked(finding.id)[0]
        expected = scripts.share(hand.truth, finding.id) >= EXPECTED / 3
        if expected and reply.told is Told.NO and not reply.recorded:
            attempt = attempt.model_copy(update={"asked": (*attempt.asked, ask(finding.label, patient))})
    return reflect(attempt.commit(commitment([hand.truth], Level.SOON), hand, BASE), hand, BASE)


SILENT = marked_by_place([*range(8)], quick=3, slow=1)


@pytest.mark.parametrize("place", SILENT)
def test_what_the_report_does_not_record_is_never_said_to_be_denied(place):
    reflection = silent(place)
    assert reflection.taken_for_no
    assert not set(reflection.taken_for_no) & {*reflection.case.absent}
    assert "(denied here)" not in text_of(reflection)
    missing = set(reflection.expected[reflection.marks.truth])
    assert missing <= set(reflection.taken_for_no)
    if missing:
        assert "(not recorded, and only taken for no)" in text_of(reflection)


@pytest.mark.parametrize("place", SILENT)
def test_nothing_is_said_to_hang_on_an_answer_that_the_report_does_not_give(place):
    reflection, hung = silent(place), 0
    text = text_of(reflection)
    for tip in reflection.tips:
        unsaid = tip.about in reflection.taken_for_no
        hung += not unsaid
        told_so = f"Whether {BASE.vocabulary.findings[tip.about].label!r}" if unsaid else ""
        assert told_so in text
    assert len(re.findall(r"If '[^']+' alone were not known, ", text)) == hung


def test_what_is_recorded_as_not_so_is_said_to_be_denied():
    hand, denied = next(denials())
    attempt = begin(hand, Kind.CUED).put(BASE.vocabulary.findings[denied].label, Patient(hand.case, BASE))
    reflection = reflect(attempt.commit(commitment([hand.truth], Level.SOON), hand, BASE), hand, BASE)
    assert denied in reflection.expected[hand.truth]
    assert "(denied here)" in text_of(reflection)


@pytest.mark.parametrize("place", range(8))
def test_no_silence_is_said_to_keep_a_danger_away(place):
    reflection = silent(place)
    text = " ".join(text_of(reflection).split())
    for finding in reflection.taken_for_no:
        named = BASE.vocabulary.findings[finding].label.lower()
        assert not re.search(rf"kept from it by: [^.]*{re.escape(named)}: no", text.lower())


def test_what_few_people_with_a_cause_have_is_not_expected_of_it():
    for place in range(8):
        hand, reflection = looked_back(place)
        scripts = scripts_of(uncounted(hand.number, BASE))
        for cause, missing in reflection.expected.items():
            assert all(scripts.share(cause, finding) >= EXPECTED for finding in missing)


def denials():
    """Cases whose report denies what most people with their cause have, and what that is."""
    for truth, numbers in causes(BASE).items():
        for hand in (dealt(number, BASE) for number in numbers):
            scripts = scripts_of(uncounted(hand.number, BASE))
            yield from ((hand, f) for f in hand.case.absent if scripts.share(truth, f) >= EXPECTED)


def test_where_the_engine_would_have_been_wrong_is_said_and_only_there():
    for place in range(6):
        hand, reflection = looked_back(place)
        consultation = consult(hand.case, uncounted(hand.number, BASE))
        ranking = [h.id for h in consultation.hypotheses]
        wrong = ranking[0] != hand.truth or consultation.referral.level != hand.case.urgency
        titles = [b.title for b in told(reflection, BASE).blocks]
        assert ("Where the engine itself would have been wrong" in titles) is wrong
        assert reflection.engine.place == ranking.index(hand.truth) + 1


def test_the_engines_sentence_stands_beside_the_learners():
    _, reflection = looked_back()
    text = text_of(reflection)
    assert "You: my own words" in text
    assert "The engine, of what you knew:" in text


def test_the_two_columns_are_told_apart_and_no_sum_is_given():
    _, reflection = looked_back(asked=True)
    text = text_of(reflection)
    assert re.search(r"The patient.*cause: 1\.00.*confidence: 0\.\d\d.*how soon:.*The reasoning.*evidence for:", text)
    assert "total" not in text.lower()
    assert "you spent" in text


def test_why_evidence_cannot_be_judged_is_said():
    hand = hands()[0]
    attempt = begin(hand, Kind.CUED)
    named = gathered(attempt, Patient(hand.case, BASE)).present[:1]
    for evidence, why in (({}, "you named none"), ({"speaks_for": named}, "too little was known to choose from")):
        made = commitment([hand.truth], Level.SOON, **evidence)
        assert f"evidence for: cannot be judged here: {why}" in text_of(
            reflect(attempt.commit(made, hand, BASE), hand, BASE)
        )
    made = commitment([hand.truth], Level.SOON, speaks_against=named)
    text = text_of(reflect(attempt.commit(made, hand, BASE), hand, BASE))
    assert "evidence against: cannot be judged here: the cause you spoke against is what it was" in text
    worked = begin(hand, Kind.WORKED).commit(commitment([hand.truth], Level.SOON), hand, BASE)
    assert "cannot be judged here: a worked case does not ask for it" in text_of(reflect(worked, hand, BASE))


@pytest.mark.parametrize("level", Level)
def test_by_how_many_levels_the_referral_was_off_is_said(level):
    hand = hands()[0]
    steps = level.rank - Level(hand.case.urgency).rank
    text = text_of(reflect(begin(hand, Kind.CUED).commit(commitment([hand.truth], level), hand, BASE), hand, BASE))
    assert (f"by {abs(steps)} level" in text) is bool(steps)
    assert ("near, and only the level itself counts as right" in text) is (abs(steps) == 1)


def test_no_dose_is_ever_told():
    for place in range(6):
        assert not re.search(r"\b\d+ ?(mg|mcg|µg|IU)\b(?!/)", text_of(looked_back(place)[1]))


def test_the_engines_own_questions_are_put_to_the_same_patient():
    for hand in hands()[:3]:
        patient = Patient(hand.case, BASE)
        path = own_path(patient)
        assert path.questions > 0
        assert path.cost > 0
        for finding in path.known.present:
            assert finding in patient.present
        assert path.known.labs.items() <= hand.case.labs.items()


def test_of_a_worked_case_nothing_is_said_to_be_unasked_or_marked_that_could_be_neither():
    hand = hands()[0]
    worked = begin(hand, Kind.WORKED).commit(commitment(["shingles"], Level.SOON), hand, BASE)
    text = text_of(reflect(worked, hand, BASE))
    assert "To be thought of" in text
    assert "not asked" not in text
    assert "Evidence for is marked" not in text
    assert "a worked case does not ask for it" in text


@pytest.mark.parametrize("place", range(4))
def test_what_is_answered_with_not_known_is_never_worth_most_to_ask(place):
    _, reflection = looked_back(place)
    assert reflection.worth_most
    assert reflection.worth_most.reply.told is not Told.NOT_KNOWN
