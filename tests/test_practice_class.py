"""A set of cases for a class: drawn, checked, taken, and marked when it comes back."""

import csv
import io
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from practising import BASE, hands

from soleus.cli import main
from soleus.practice.deck import number_of
from soleus.practice.sitting import drawn

COMMIT = ["done", "", "iron 50, B12 20", "soon", "1", "2", ""]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs soleus practice as one learner, and gives what is shown."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, typed=(), status=0, learner="me"):
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / learner))
        result = CliRunner().invoke(main, ["practice", *arguments], input="".join(f"{line}\n" for line in typed))
        assert result.exit_code == status, result.output
        return result.output

    return run


def a_case_of_its_own() -> str:
    """A teacher's case: one file in the form of the library."""
    return yaml.safe_dump(
        {
            "id": "own-vegan",
            "url": "https://example.org/own",
            "source": "Own teaching case",
            "summary": "A vegan whose feet tingle.",
            "age": 50,
            "sex": "female",
            "duration_days": 90,
            "present": ["tingling", "numbness", "vegan diet", "unsteady gait", "loss of vibration sense", "fatigue"],
            "labs": {"vitamin_b12": "90 pg/mL"},
            "truth": "vitamin_b12",
            "urgency": "soon",
        }
    )


def test_a_set_is_drawn_by_its_seed(run):
    run("set", "new", "a.yaml", "--cases", "3", "--seed", "7", "--title", "Legs: an evening")
    written = yaml.safe_load(Path("a.yaml").read_text())
    assert written["title"] == "Legs: an evening"
    assert [n.replace(" ", "") for n in written["cases"]] == [drawn("7", place, BASE).number for place in range(3)]


def test_the_teacher_is_told_what_the_cases_are_and_the_learner_is_not(run):
    run("set", "new", "a.yaml", "--cases", "2", "--seed", "7")
    truths = [BASE.hypotheses[drawn("7", place, BASE).truth].label for place in range(2)]
    checked = run("set", "check", "a.yaml")
    assert all(truth in checked for truth in truths)
    begun = run("--set", "a.yaml", typed=["quit"])
    assert "1 of 2" in begun
    assert not any(truth in begun for truth in truths)


def test_a_teacher_adds_a_case_with_one_file(run):
    Path("own.yaml").write_text(a_case_of_its_own())
    Path("a.yaml").write_text("title: Own\nkind: cued\ncases: [own.yaml]\n")
    assert "Vitamin B12 deficiency, soon" in run("set", "check", "a.yaml")
    shown = run("--set", "a.yaml", typed=["vitamin b12", "done", "", "B12 90", "soon", "", "", "", ""])
    assert "Vitamin B12 in blood: 90 pg/mL" in shown
    assert "Own teaching case. https://example.org/own" in shown
    run("export", "jsonl", "me.jsonl")
    marked = run("set", "mark", "me.jsonl", "--set", "a.yaml")
    (row,) = csv.DictReader(io.StringIO(marked))
    assert (row["learner"], row["case"], row["place"], row["referral"]) == ("me", number_of("own-vegan"), "1", "right")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title: A\ncases: ['0000 0000']\n", "case 1: there is no case '00000000'"),
        ("title: A\ncases: []\n", "a.yaml:1: cases: Tuple should have at least 1 item"),
        ("title: A\ncases: [none.yaml]\n", "none.yaml"),
        (
            "title: A\nkind: race\ncases: ['00000000']\n",
            "kind: Input should be 'worked', 'cued', 'exam', 'concordance'",
        ),
        ("cases: ['00000000']\n", "title"),
        ("title: A\ncases: [X, X]\n", "twice"),
    ],
)
def test_a_set_that_is_wrong_is_refused_with_its_place(run, text, says):
    Path("a.yaml").write_text(text.replace("X", hands()[0].number))
    assert says in run("set", "check", "a.yaml", status=2)


@pytest.mark.slow
def test_what_a_class_sends_back_is_marked_with_its_spread(run):
    run("set", "new", "a.yaml", "--cases", "2", "--seed", "7")
    for learner in ("ada", "bo"):
        run("--set", "a.yaml", typed=[*COMMIT, *COMMIT, "", ""], learner=learner)
        run("export", "jsonl", f"{learner}.jsonl", "--learner", learner, learner=learner)
    run("set", "mark", "ada.jsonl", "bo.jsonl", "--set", "a.yaml", "--csv", "rows.csv", "--spread", "spread.csv")
    rows = list(csv.DictReader(io.StringIO(Path("rows.csv").read_text())))
    spread = list(csv.DictReader(io.StringIO(Path("spread.csv").read_text())))
    assert [r["learner"] for r in rows] == ["ada", "ada", "bo", "bo"]
    assert [s["learners"] for s in spread] == ["2", "2"]
    assert [s["said_soon"] for s in spread] == ["2", "2"]
    assert {s["truth"] for s in spread} == {drawn("7", place, BASE).truth for place in range(2)}
    assert "commonest_wrong_first" in spread[0]


def test_what_was_changed_is_not_marked(run):
    run("--seed", "5", typed=[*COMMIT, ""])
    run("export", "jsonl", "me.jsonl")
    Path("me.jsonl").write_text(Path("me.jsonl").read_text().replace('"percent":50', '"percent":99'))
    assert "changed after it was sealed" in run("set", "mark", "me.jsonl", status=2)


@pytest.mark.slow
def test_practice_is_carried_to_another_machine(run):
    run("--seed", "5", typed=[*COMMIT, "keep"])
    for form in ("csv", "jsonl"):
        run("export", form, f"me.{form}")
        assert "1 of 1 attempts were new" in run("import", f"me.{form}", learner=form)
        assert "1 case: the cause first" in run("progress", learner=form)
