"""The story must be true: each figure is held against a fresh run of the rules, over the published cases."""

import re
from dataclasses import replace

import pytest
from conftest import PUBLISHED
from sampled import sampled, shares

from soleus.engine.consult import consult
from soleus.engine.consultation import CLOSE
from soleus.engine.evaluate import evaluator
from soleus.explain.change import UNKNOWN, Change, changed
from soleus.explain.compare import compare
from soleus.explain.how import how
from soleus.explain.learn import learn
from soleus.explain.problem import most_specific
from soleus.explain.story import story
from soleus.explain.tipping import SHOWN, tipping
from soleus.reading.case_files import read_cases
from soleus.reading.understand import understand
from soleus.rules.condition import leaves
from soleus.terminal.console import console
from soleus.terminal.explanations import print_document
from soleus.wording.document import Heading, Item, Listing, Paragraph, Pen
from soleus.wording.explain.write import document
from soleus.wording.person import person
from soleus.wording.spans import span
from soleus.wording.story import sentence
from soleus.wording.trace import trace
from soleus.wording.words import counted

EXAMPLE = PUBLISHED.parent.parent / "examples" / "tingling-feet.yaml"
EVERY = 12  # fresh runs of the whole network are made for one case of so many


@pytest.fixture(scope="module", params=shares(one_in=3))
def stories(base, consultations, request):
    """Every third of them with its story."""
    return [(consultation, story(base, consultation)) for consultation in consultations[::3][request.param]]


@pytest.fixture(scope="module")
def example(base):
    """The example of the documents."""
    return consult(next(iter(read_cases(str(EXAMPLE), base.vocabulary))), base)


def words(text):
    """Everything that a document says, line by line."""

    def of(item: Item):
        return [item.text, *(t for i in item.items for t in of(i))]

    lines = []
    for block in text.blocks:
        if isinstance(block, Heading | Paragraph):
            lines.append(block.text)
        elif isinstance(block, Listing):
            lines += [t for item in block.items for t in of(item)]
    return lines


def printed(text, capsys, width=80):
    print_document(console(plain=True, width=width), text)
    return capsys.readouterr().out.splitlines()


def test_the_first_sentence_says_who_since_when_and_what(base, stories):
    for consultation, whole in stories:
        case, told = consultation.case, whole.problem
        said = sentence(Pen(base, whole), told, case)
        if case.age is not None:
            assert str(round(case.age if case.age >= 2 else max(1, case.age * 12))) in said, case.id
        if case.sex in ("female", "male"):
            assert re.search({"female": r"\b(woman|girl)\b", "male": r"\b(man|boy)\b"}[case.sex], said, re.I), case.id
        if case.duration_days is not None:
            assert span(case.duration_days) in said, case.id
            assert not re.search(r"\d\.\d (day|week|month|year)", said), case.id
        findings = base.vocabulary.findings
        complaints = {f for f in case.present if findings[f].kind in ("symptom", "sign") and not findings[f].examined}
        assert bool(told.complaints or told.course) == bool(complaints), case.id
        for finding in (*told.complaints, *told.course, *told.risks):
            assert finding in most_specific(case.present, base.vocabulary)
            assert findings[finding].label[1:] in said, case.id


def test_the_sentence_of_the_example(base, example):
    assert words(trace(base, example))[0] == (
        "66-year-old woman (vegan diet), for about 3 months: unsteady walk; tingling, pins and needles; fatigue. "
        "Found: vitamin B12 in blood 150 pg/mL."
    )


def test_people_are_called_what_they_are():
    assert person(66, "female") == "66-year-old woman"
    assert person(0.7, "male") == "8-month-old boy"
    assert person(9, None) == "9-year-old child"
    assert person(None, "male") == "man of unknown age"
    assert (counted(1, "point"), counted(2, "point")) == ("1 point", "2 points")


@pytest.mark.slow
def test_without_is_what_a_run_without_those_rules_gives(base, stories):
    for consultation, told in stories[::EVERY]:
        for one in told.decisive:
            kept = {
                part: tuple(r for r in getattr(base, part) if r.id not in one.rules) for part in ("evidence", "scripts")
            }
            left = replace(base, **kept)
            again = consult(consultation.case, left)
            assert again.hypothesis(told.leader.hypothesis).score == one.without, (consultation.case.id, one.title)
            assert again.hypotheses[0].id == one.leader
            assert again.hypotheses[0].score == one.leads_with
            assert one.score == consultation.hypotheses[0].score
            assert one.without < one.score


def test_what_decided_is_the_weightiest_for_the_leader(stories):
    for consultation, told in stories:
        points = [d.points for d in told.decisive]
        counted_ = [e.points for e in consultation.hypotheses[0].evidence if e.counted and e.points > 0]
        assert points == sorted(counted_, reverse=True)[:3]


def test_dangers_considered_did_not_fire_and_say_what_they_lack(base, stories):
    for consultation, told in stories:
        fired = {a.rule for a in consultation.trace.activations}
        states = consultation.case.states(base.vocabulary)
        readings = consultation.case.readings(base.vocabulary)
        dangers = told.dangers
        assert len(dangers) <= 5
        for danger in dangers:
            assert danger.rule not in fired
            assert base.rules[danger.rule].danger_sign
            assert danger.level.rank >= consultation.referral.level.rank
            assert danger.said or danger.bands or danger.not_asked, (consultation.case.id, danger.rule)
            for finding in danger.not_asked:
                assert finding not in states
                assert finding not in readings
            for said in danger.said:
                known = states.get(said.about)
                assert known is None or known.value == said.state
                assert known or said.about in readings or said.about in derived(consultation)


def derived(consultation):
    return {f.about for f in consultation.trace.facts if f.origin == "derived"}


def test_what_is_ruled_out_cannot_be_brought_about_by_what_was_not_asked(base, stories):
    """Every open finding that the rule asks about is answered yes, one by one and all at once."""
    rules, seen = evaluator(base), 0
    for consultation, told in stories:
        states = consultation.case.states(base.vocabulary)
        for danger in told.dangers:
            if not danger.ruled_out:
                continue
            seen += 1
            rule = base.rules[danger.rule]
            asked = [x for x in leaves(rule.when) if isinstance(x, str) and x not in states]
            present = [f for f in asked if not any(states.get(b) == "absent" for b in base.vocabulary.broader(f))]
            more = [Change(about=f, before=UNKNOWN, after="present") for f in present]
            fresh = rules.of_case(changed(consultation.case, more, base.vocabulary))
            assert danger.rule not in fresh.fired, (consultation.case.id, danger.rule)
    assert seen


def test_a_denied_danger_is_told_as_what_was_said(base):
    case = understand(
        {"age": 50, "sex": "male", "present": ["calf_pain"], "absent": ["leg_swelling", "chest_pain", "fever"]},
        base.vocabulary,
    )
    dangers = story(base, consult(case, base)).dangers
    assert {"leg_swelling", "chest_pain", "fever"} & {s.about for d in dangers for s in d.said}


@pytest.mark.slow
def test_what_is_missing_would_do_what_it_says(base, stories):
    for consultation, told in stories[::EVERY]:
        for one in told.missing.wanted:
            if one.asked:
                given = {"at_least": ">=", "above": ">", "at_most": "<=", "below": "<"}
                (name, limit), *more = one.asked.model_dump(include=set(given), exclude_none=True).items()
                assert not more
                unit = one.asked.unit or base.vocabulary.measurements[one.about].unit
                answer = f"{given[name]}{limit:g} {unit}"
            else:
                answer = "present"
            change = Change(about=one.about, before=UNKNOWN, after=answer)
            fresh = consult(changed(consultation.case, [change], base.vocabulary), base)
            assert fresh.referral.level is one.level, (consultation.case.id, one.about)
            assert (fresh.hypotheses[0].id, fresh.hypotheses[0].score) == (one.leader, one.score)
            assert one.before == consultation.hypothesis(one.leader).score
            assert (one.level, one.score) != (consultation.referral.level, one.before)


def test_the_trace_tells_the_story_before_any_rule_and_holds_every_rule(base, consultations):
    for consultation in consultations[::EVERY]:
        lines = words(trace(base, consultation))
        assert lines.index("What decided it") < lines.index("Trace 1: the answers")
        text = "\n".join(lines)
        shown = [h for h in consultation.hypotheses if h.evidence and (h.band != "unlikely" or h.rank <= 3)]
        rules = {e.rule for h in shown for e in h.evidence} | {r.rule for r in consultation.referral.reasons}
        assert not {r for r in rules if f"[{r}]" not in text}
        for hypothesis in shown:
            assert f"= {hypothesis.score}" in text
            for evidence in hypothesis.evidence:
                if evidence.contested:
                    assert evidence.contested.claim.says in text
                    assert evidence.contested.against.says in text


def test_a_band_is_named_after_its_hypothesis_and_not_after_a_blood_level(base, example):
    text = "\n".join(words(trace(base, example)))
    assert "Vitamin B12 in blood very likely" not in text
    assert "Vitamin B12 deficiency very likely" in text


def test_ids_stand_at_the_end_of_a_line_alone(base, example):
    for line in words(trace(base, example)):
        for at in (m.end() for m in re.finditer(r"\[[a-z_0-9]+\.[a-z0-9-]+\]", line)):
            assert re.fullmatch(r"(\s|\[[^\]]+\])*", line[at:]), line


@sampled(one_in=8)
def test_an_answer_in_two_clusters_is_said_to_be(base, consultations, some):
    for consultation in consultations[some]:
        for ranked in consultation.hypotheses[:3]:
            explained = how(base, consultation, ranked.id)
            for shared in explained.shared:
                rules = [c.counted for c in explained.clusters if c.counted.title in shared.titles]
                points = sorted(abs(r.points) for r in rules)
                assert len(shared.titles) > 1
                assert shared.lower in (sum(points[:-1]), sum(points[: len(shared.titles) - 1]))


def test_compare_lists_only_what_decides(base, consultations):
    def side(lead):
        return (lead > CLOSE) - (lead < -CLOSE)

    for consultation in consultations[::EVERY]:
        explained = compare(base, consultation)
        first, second = (h.hypothesis for h in explained.hypotheses[:2])
        now = side(explained.hypotheses[0].score - explained.hypotheses[1].score)
        assert len(explained.deciding) <= 3
        for decider in explained.deciding:
            leads = []
            for answer in decider.samples:
                change = Change(about=decider.about, before=UNKNOWN, after=answer)
                fresh = consult(changed(consultation.case, [change], base.vocabulary), base)
                leads.append(fresh.hypothesis(first).score - fresh.hypothesis(second).score)
            assert tuple(leads) == decider.leads
            assert {side(lead) for lead in leads} != {now}
        if not explained.deciding:
            undecided = [*explained.questions, *explained.signs, *explained.tests]
            assert all(side(lead) == now for d in undecided for lead in d.leads)


def test_compare_says_that_nothing_decides_and_makes_up_no_value(base, consultations, example):
    text = "\n".join(words(document(compare(base, example), base)))
    assert "No single answer, sign or result still open would change it" in text
    for consultation in consultations[::EVERY]:
        for decider in compare(base, consultation).tests:
            for answer in decider.answers:
                assert re.match(r"below |above |any value|[\d.]+ to [\d.]+ ", answer), answer


@pytest.mark.slow
def test_tipping_names_at_most_three_ideas_and_every_choice_in_them_is_true(base, consultations):
    for consultation in consultations[2::12]:
        explained = tipping(base, consultation)
        first, second = explained.first, explained.second
        for tip in explained.tips:
            assert len(tip.sets) <= SHOWN
            shown = 0
            for found in tip.sets:
                ways = 1
                for choice in found.choices:
                    ways *= len(choice)
                shown += ways + found.alike
                last = [choice[-1] for choice in found.choices]
                fresh = consult(changed(consultation.case, last, base.vocabulary), base)
                rank = fresh.referral.level.rank - explained.level.rank
                if tip.target == "swap":
                    assert fresh.hypothesis(second).score > fresh.hypothesis(first).score
                else:
                    assert rank > 0 if tip.target == "higher" else rank < 0
                if tip.target == "higher":
                    assert fresh.referral.level is found.level
                    assert set(found.rules) <= {r.rule for r in fresh.referral.reasons}
            assert shown <= tip.count


@pytest.mark.slow
def test_tipping_groups_the_ways_to_answer_the_same_findings(base, example):
    lower = next(t for t in tipping(base, example).tips if t.target == "lower" and t.pool == "known")
    assert lower.count == 2
    assert [{c.about for choice in s.choices for c in choice} for s in lower.sets] == [{"unsteady_gait"}]


@sampled(one_in=8)
def test_learn_is_one_page(base, capsys, some):
    lines = {h: len(printed(document(learn(base, h), base), capsys)) for h in list(base.hypotheses)[some]}
    assert {h: n for h, n in lines.items() if n > 66} == {}  # the lines of a printed page


def test_a_page_to_learn_from_names_mimics_tests_and_both_sides(base):
    text = "\n".join(words(document(learn(base, "vitamin_b12"), base)))
    for said in (
        "Who gets it",
        "How it shows",
        "What results say",
        "mimics",
        "Contested",
        "But:",
        "Tests in their order",
    ):
        assert said in text
