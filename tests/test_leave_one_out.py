"""A case judged by all others is judged as if it had never been counted."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from counted import counted, library, written

from soleus.cases.library import library as published
from soleus.cli import main
from soleus.engine.evaluate import evaluator
from soleus.rules.points import band
from soleus.validation.first_met import first_met
from soleus.validation.leave_one_out import leave_one_out
from soleus.validation.left_out_scorecard import LeftOutScorecard, everyday, left_out_scorecard
from soleus.wording.listing import listed

CASES = Path(__file__).parent.parent / "cases"


@pytest.fixture(scope="module")
def cases():
    return library()


@pytest.fixture(scope="module")
def toy(cases):
    return counted(written(), cases)


@pytest.fixture(scope="module")
def card(cases, toy):
    return left_out_scorecard(leave_one_out(cases, toy), toy, listed)


def scores(result):
    return {h.id: h.score for h in result.hypotheses}


def test_a_case_left_out_is_judged_as_if_the_library_did_not_hold_it(cases, toy):
    for left in leave_one_out(cases, toy):
        others = counted(written(), [one for one in cases if one is not left.published])
        alone = evaluator(others).of_case(left.published.case)
        assert scores(left.result) == alone.scores
        assert [h.id for h in left.result.hypotheses] == alone.ranking()
        assert left.result.referral.level is alone.level


def test_leaving_a_case_out_matters(cases, toy):
    differ = [left for left in leave_one_out(cases, toy) if scores(left.result) != of_all(left, toy)]
    assert len(differ) > len(cases) / 2


def test_a_case_that_was_never_counted_is_judged_by_all_counts(cases, toy):
    for left in leave_one_out(cases, toy, counted={"case-0"}):
        assert (scores(left.result) == of_all(left, toy)) or left.published.case.id == "case-0"


def of_all(left, base):
    return evaluator(base).of_case(left.published.case).scores


def test_each_case_keeps_its_batch_and_a_cause_that_is_no_hypothesis_has_no_place(card):
    assert [name for name, *_ in card.batches()] == ["early", "late"]
    assert sum(d.first.n + c.first.n for _, d, c in card.batches()) == len(card.named()) == len(card.cases) - 1
    (other,) = (c for c in card.cases if c.place is None)
    assert (other.truth, other.kind, other.right) == ("thing", "not named", False)


def test_each_case_stands_in_one_row_of_every_reliability_table(card):
    right = sum(c.place == 1 for c in card.cases)
    for rows in (card.by_score(), card.by_margin(), card.by_band()):
        assert sum(rate.n for _, rate in rows) == len(card.cases)
        assert sum(rate.hits for _, rate in rows) == right


def test_score_and_lead_together_divide_the_cases_of_each_score(card):
    for (score, rate), (same, leads) in zip(card.by_score(), card.by_score_and_margin(), strict=True):
        assert score == same
        assert sum(lead.n for lead in leads.values()) == rate.n
        assert sum(lead.hits for lead in leads.values()) == rate.hits


def test_a_row_of_points_ends_below_the_next(card):
    leads = {1: "1 to 3", 3: "1 to 3", 4: "4 to 6", 0: "under 1", 20: "20 or more", 99: "20 or more"}
    for points, row in leads.items():
        moved = card.model_copy(update={"cases": (card.cases[0].model_copy(update={"margin": points}),)})
        assert [name for name, rate in moved.by_margin() if rate.n] == [row]


def test_the_margin_is_the_lead_over_the_next_and_the_word_that_of_the_score(card, cases, toy):
    for left, score in zip(leave_one_out(cases, toy), card.cases, strict=True):
        best = sorted(scores(left.result).values(), reverse=True)
        assert (score.score, score.margin, score.band) == (best[0], best[0] - best[1], band(best[0]))


def test_what_was_told_is_counted_against_how_often_it_was_so(card):
    for told in card.tellings():
        assert told.confirmed == sum(c.truth == told.name for c in card.cases)
        assert told.both <= min(told.listed, told.confirmed)
        assert told.listed == sum(told.name in c.told for c in card.cases)


def test_the_everyday_causes_are_conditions_of_the_knowledge(base):
    assert {base.hypotheses[name].kind for name in everyday()} == {"condition"}


def test_every_batch_has_a_record_of_how_it_fared_when_first_met():
    met = first_met()
    assert {batch.batch for batch in met} == {path.name for path in CASES.iterdir() if any(path.glob("*.yaml"))}
    for batch in met:
        assert (batch.accepted or 0) <= batch.cases
        assert sum(kind.of for kind in (batch.deficiencies, batch.conditions) if kind) <= batch.cases


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """A library case, and one of nobody's, judged by the command."""
    folder = tmp_path_factory.mktemp("cases")
    (folder / "mine.yaml").write_text("id: mine\npresent: [achilles_pain]\ntruth: achilles_tendinopathy\n")
    names = [str(next((CASES / "fresh").glob("*.yaml"))), str(folder / "mine.yaml")]
    return names, CliRunner().invoke(main, ["scorecard", *names, "--leave-one-out", "--json"])


def test_the_command_judges_library_cases_and_others(asked):
    card = LeftOutScorecard.model_validate_json(asked[1].stdout)
    assert card.cases[0].batch == "fresh"
    assert card.cases[1].place == 1
    assert "achilles_tendinopathy" in card.cases[1].told


def test_the_command_tells_what_moved_against_an_earlier_scorecard_made_alike(asked, tmp_path):
    names, earlier = asked
    (tmp_path / "before.json").write_text(earlier.stdout)
    against = ["--against", str(tmp_path / "before.json")]
    told = CliRunner().invoke(main, ["scorecard", *names, "--leave-one-out", *against]).stdout
    assert told.startswith("# Leave-one-out scorecard")
    assert "| fresh | 32 |  | 7/12 = 58%" in told
    assert told.rstrip().endswith("No case moved.")
    refused = CliRunner().invoke(main, ["scorecard", *names, *against])
    assert refused.exit_code == 2
    assert "in the same way" in refused.stderr


@pytest.mark.slow
def test_everyday_causes_are_found_and_vitamin_d_is_not_told_without_need(base):
    card = left_out_scorecard(leave_one_out(published(base), base), base, listed)
    usual = card.wholes()[2].among_three
    assert usual.hits >= 0.85 * usual.n
    (vitamin_d,) = (t for t in card.tellings() if t.name == "vitamin_d")
    assert vitamin_d.listed <= 3 * vitamin_d.confirmed
