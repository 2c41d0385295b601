"""Practice on a terminal, from the opening to the looking back, and that nothing gives the case away before."""

import re

import pytest
from practising import BASE, commitment, every_fit, everything, hands, practice

from soleus.practice import words
from soleus.practice.attempt import Kind, begin, gathered, known_items
from soleus.practice.deck import dealt
from soleus.practice.helping import ASKING, CAUSES, CONFIRMING, EVIDENCE, KEEPING, LEVEL, REPRESENTING
from soleus.practice.naming import cause_meant
from soleus.practice.patient import Patient, Told
from soleus.practice.sitting import drawn
from soleus.rules.rule import Level
from soleus.wording.explain.phrases import called

COMMIT = ["", "diabetic neuropathy 50, B12 20", "soon", "1", "2", ""]
"""No representation; causes, level, evidence for and against; Enter."""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return practice


def number_of(text):
    """The number of the case that was shown last."""
    return "".join(re.findall(r"Case (\d{4}) (\d{4})", text)[-1])


def test_a_case_unfolds_is_committed_to_and_looked_back_on(run):
    hand = drawn("5", 0, BASE)
    shown = run("--seed", "5", typed=["do you smoke?", "known", "done", *COMMIT, "keep this"])
    assert number_of(shown) == hand.number
    before, _, after = shown.partition("Enter commits")
    assert words.opening(Patient(hand.case, BASE).opening, BASE) in " ".join(before.split())
    assert "Tobacco" in before or "Smoking" in before or "smok" in before.lower()
    assert "You commit to: Nerve damage from diabetes (for 'diabetic neuropathy') 50%" in " ".join(before.split())
    assert f"{BASE.hypotheses[hand.truth].label}." in after
    assert hand.case.url in after
    assert "One sentence to keep" in after
    assert "This cause comes again in" in after


@pytest.mark.parametrize("typed", ["known", "iron 40", "yes"])
def test_nothing_but_enter_commits(run, typed):
    shown = run("--seed", "5", typed=["done", *COMMIT[:-1], typed, "back"])
    assert f"{typed!r} commits nothing. Press Enter alone to commit." in shown
    assert "comes again in" not in shown
    assert "comes again in" in run("--seed", "5", typed=["done", *COMMIT[:-1], typed, "", ""])


@pytest.mark.parametrize("asking", ["?", "help"])
def test_help_is_given_everywhere_and_is_never_an_answer(run, asking):
    answers = ["do you smoke?", "done", *COMMIT, "keep this"]
    shown = run("--seed", "5", typed=[line for answer in answers for line in (asking, answer)])
    told = (ASKING, REPRESENTING, CAUSES, LEVEL, EVIDENCE, CONFIRMING, KEEPING)
    assert [" ".join(shown.split()).count(help_) for help_ in told] == [2, 1, 1, 1, 2, 1, 1]
    assert "1 of 40 spent" in shown
    assert "You commit to: Nerve damage from diabetes" in shown
    assert "This cause comes again in" in shown


def test_help_is_given_at_an_exercise(run):
    shown = run("--seed", "5", "--kind", "concordance", typed=["?", "help", "1", "?", ""])
    assert shown.count("Type the number of your choice") == 2
    assert "Enter alone commits" in shown


def test_known_things_are_listed_again_at_the_commitment(run):
    shown = run("--seed", "5", typed=["done", "", "iron 40", "soon", "known", "1", "", "quit"])
    assert shown.count(" 1 Age") == 2


def test_known_things_are_listed_at_the_problem_and_are_not_the_problem(run):
    shown = run("--seed", "5", typed=["done", "known", "mine", *COMMIT[1:], ""])
    assert shown.count("The problem in one line") == 2
    assert shown.count(" 1 Age") == 2
    assert "You: mine" in shown


@pytest.mark.parametrize("group", [(), ("set",)])
def test_the_list_of_commands_breaks_no_sentence_off(run, group):
    commands = run(*group, "--help").partition("Commands:")[2].splitlines()[1:]
    assert commands
    assert all(line.endswith(".") and not line.endswith("...") for line in commands)


def test_each_way_to_take_a_case_is_told_in_the_help(run):
    told = run("--help").partition("Options:")[0]
    assert all(kind.value in told for kind in Kind)


def test_it_is_said_that_a_sitting_goes_on_whatever_else_is_asked_for(run):
    said = "A sitting is unfinished and goes on"
    first = run("--seed", "5", typed=["quit"])
    second = run("--seed", "6", "--kind", "worked", typed=["quit"])
    assert said not in first
    assert said in second
    assert number_of(first) == number_of(second)
    assert said not in run("--new", "--seed", "6", typed=["quit"])


def test_what_was_written_is_said(run, tmp_path):
    run("--seed", "5", typed=["skip"])
    assert "2 cases. Take it with 'soleus practice --set" in run("set", "new", str(tmp_path / "s.yaml"), "--cases", "2")
    assert "a.jsonl: written, of 1 attempt." in run("export", "jsonl", str(tmp_path / "a.jsonl"))
    assert "written" not in run("export", "csv", "-")


def test_what_was_left_goes_on_where_it_stood(run):
    left = run("--seed", "5", typed=["do you smoke?", "quit"])
    assert "It is kept." in left
    again = run(typed=["known", "done", *COMMIT, ""])
    assert number_of(left) == number_of(again)
    assert "You left it open; 1 of 40 spent so far." in again
    assert "1 case: the cause first" in run("progress")


def test_the_end_of_input_leaves_everything_kept(run):
    assert "It is kept." in run("--seed", "5", typed=["do you smoke?"])
    assert "1 of 40 spent so far" in run(typed=["quit"])


@pytest.mark.slow
def test_a_case_that_is_left_can_be_given_up_for_a_new_one(run):
    first = run("--seed", "5", typed=["quit"])
    second = run("--new", "--seed", "6", typed=["quit"])
    assert number_of(first) != number_of(second)
    assert "given up" in run("review")


@pytest.mark.slow
def test_skip_gives_a_case_up_wherever_it_stands(run):
    for typed in (["skip"], ["done", "skip"], ["done", "", "iron 20", "skip"]):
        assert "given up, and kept as such" in run("--seed", "5", "--new", typed=typed)


def test_a_worked_case_tells_all_and_asks_only_for_a_first_guess(run):
    hand = drawn("5", 0, BASE)
    shown = run("--seed", "5", "--kind", "worked", typed=["", "iron 30", "routine", "", ""])
    before = shown.partition("You commit to")[0]
    case = gathered(begin(hand, Kind.WORKED), Patient(hand.case, BASE))
    for name in words.items(known_items(case), case, BASE):
        assert name in before
    assert "What speaks for" not in before


@pytest.mark.slow
def test_an_exam_is_looked_back_on_only_after_its_last_case(run):
    typed = ["done", *COMMIT, "done", *COMMIT, "", ""]
    shown = run("--seed", "5", "--kind", "exam", "--cases", "2", typed=typed)
    first, second = drawn("5", 0, BASE), drawn("5", 1, BASE)
    before, _, after = shown.partition("All 2 are done. Looking back:")
    for hand in (first, second):
        assert hand.case.url not in before
        assert hand.case.url in after


@pytest.mark.slow
def test_an_exam_that_is_left_goes_on_with_its_next_case(run):
    run("--seed", "5", "--kind", "exam", "--cases", "2", typed=["done", *COMMIT, "quit"])
    shown = run(typed=["done", *COMMIT, "", ""])
    assert "2 of 2" in shown
    assert "All 2 are done" in shown


@pytest.mark.parametrize(
    ("mistaken", "says"),
    [
        ("iron", "how sure you are of it"),
        ("iron 70, potassium 40", "come to 110"),
        ("dragon pox 20", "This system holds no cause called 'dragon pox'."),
        ("iron 20, iron deficiency 10", "named twice"),
        ("muscle 20", "may be"),
        ("iron 1, zinc 1, folate 1, sodium 1, calcium 1, magnesium 1", "5 at most"),
    ],
)
def test_a_commitment_that_cannot_be_is_said_and_asked_again(run, mistaken, says):
    shown = run("--seed", "5", typed=["done", "", mistaken, *COMMIT[1:], ""])
    assert says in shown
    assert "You commit to: Nerve damage" in shown


@pytest.mark.slow
def test_back_begins_the_commitment_anew(run):
    shown = run("--seed", "5", typed=["done", "", "iron 30", "back", *COMMIT[1:], ""])
    assert "You commit to: Nerve damage" in shown


def test_back_at_the_causes_goes_back_to_the_problem_and_there_to_asking(run):
    shown = run(
        "--seed", "5", typed=["done", "first", "back", "back", "do you smoke?", "done", "again", *COMMIT[1:], ""]
    )
    assert shown.count("The problem in one line") == 3
    assert "You: again" in shown
    assert "You: first" not in shown
    assert "1 of 40 spent" in shown


@pytest.mark.slow
def test_too_much_evidence_is_refused(run):
    shown = run("--seed", "5", typed=["done", "", "iron 30", "soon", "1-5", "1", "", "", ""])
    assert "named; 4 at most" in shown or "the list goes from" in shown


def test_causes_are_found_by_a_word(run):
    assert "Inherited muscle disease" in run("--seed", "5", typed=["done", "", "? inherited", "quit"])


def test_causes_are_found_by_what_goes_with_them_too(run):
    shown = " ".join(run("--seed", "5", typed=["done", "", "? foot", "quit"]).split())
    named, _, beside = shown.partition("In what goes with it: ")
    assert called(BASE, "peroneal_palsy") in named
    for cause in ("mortons_neuroma", "plantar_fasciitis"):
        assert called(BASE, cause) in beside


@pytest.mark.parametrize("spelling", ["leukaemia", "leukemia"])
def test_causes_are_named_in_either_spelling(spelling):
    assert cause_meant(spelling, BASE) == "leukaemia_child"


def test_cases_of_one_cause_are_practised(run):
    shown = run("--cause", "iron deficiency", typed=["quit"])
    assert dealt(number_of(shown), BASE).truth == "iron"


def test_an_unknown_cause_is_refused(run):
    assert "holds no cause called 'dragon pox'" in run("--cause", "dragon pox", status=2)


def test_a_new_learner_is_dealt_a_worked_case_by_the_schedule(run):
    assert "(worked:" in run(typed=["quit"])


def test_looking_back_again_by_number(run):
    hand = drawn("5", 0, BASE)
    run("--seed", "5", typed=["done", *COMMIT, ""])
    assert "committed" in run("review")
    assert hand.case.url in run("review", "1", "--plain")
    assert "there is no attempt 7" in run("review", "7", status=2)


def told_before(hand):
    """Everything that any question could bring before the commitment, in words."""
    patient = Patient(hand.case, BASE)
    shown = [words.case_called(hand.number), words.opening(patient.opening, BASE)]
    for attempt in (everything(hand), begin(hand, Kind.WORKED)):
        case = gathered(attempt, patient)
        shown += words.items(known_items(case), case, BASE)
        for asked in attempt.asked:
            shown += words.answered(asked, BASE)
    for question in ("examination", "blood tests", "medicines", "illnesses", "what is the diagnosis?"):
        shown += words.answered(begin(hand, Kind.CUED).put(question, patient).asked[0], BASE)
    return shown


def given_away(hand):
    """What of the case's own page, or of its cause, is told before the commitment.

    A finding that the case states may bear the name of the cause: "multiple sclerosis in the family: no".
    """
    shown = "\n".join(told_before(hand)).lower()
    case = hand.case
    secret = [case.id, case.url, case.source, case.summary, case.quote, case.note, case.title]
    own = {label.lower() for f in (*case.present, *case.absent) for label in [BASE.vocabulary.findings[f].label]}
    label = BASE.hypotheses[hand.truth].label.lower()
    named = [] if any(label in name for name in own) else [label]
    return [text for text in (*filter(None, secret), *named) if text.lower() in shown]


@pytest.mark.parametrize("place", range(8))
def test_nothing_of_the_case_is_given_away_before_the_commitment(place):
    assert given_away(hands()[place]) == []


@pytest.mark.slow
def test_nothing_of_any_case_is_given_away_before_the_commitment():
    assert {hand.case.id: found for hand in every_fit() if (found := given_away(hand))} == {}


def test_what_an_attempt_carries_tells_nothing_of_the_case():
    for hand in hands()[:8]:
        carried = everything(hand).model_dump_json()
        assert hand.case.id not in carried
        assert (hand.case.summary or "") not in carried


def test_an_answer_is_said_in_words():
    patient = Patient(hands()[0].case.model_copy(update={"present": ("tingling",), "absent": ()}), BASE)
    asked = begin(hands()[0], Kind.CUED).put("xyzzy, knee reflexes, gangrene", patient).asked[0]
    said = words.answered(asked, BASE)
    assert any(line.startswith("Not understood: 'xyzzy'") for line in said)
    assert "Taken for: reflexes." in said
    assert "Knee reflexes: nothing of that was taken over from the report" in said
    assert {r.told for r in asked.replies} <= set(Told)


def test_levels_are_offered_most_pressing_first():
    assert [level for level, _, _ in words.LEVELS] == sorted(Level, key=lambda level: -level.rank)
    assert commitment(["iron"], Level.SOON).alternative == "iron"
