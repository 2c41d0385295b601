"""The command line, driven as a user drives it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from soleus.cli import main

CASE = "id: example\nage: 66\nsex: female\nduration_days: 30\npresent: [tingling, unsteady_gait, vegan_diet]\n"


def soleus(*args, stdin=None):
    result = CliRunner().invoke(main, args, input=stdin)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_text_leads_with_the_referral_and_ends_with_the_purpose():
    lines = soleus("assess", "-", "--plain", stdin=CASE).splitlines()
    assert lines[0] == "example"
    assert "See a doctor" in lines[1] or "appointment" in lines[1] or "today" in lines[1]
    assert "no diagnosis" in " ".join(lines[-3:])


def test_one_screen_first_and_everything_when_asked_for():
    brief, full = (soleus("assess", "-", *more, stdin=CASE) for more in ([], ["--full"]))
    assert len(brief.splitlines()) <= 24
    assert brief.splitlines()[-1] == "More: --full (tests, foods, beware, how)"
    for heading in ("Every reason to be seen", "Ask a doctor about these tests", "Foods", "Beware", "Sources"):
        assert heading in full.splitlines()


def test_an_output_that_carries_no_blocks_gets_plain_bars(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(CASE)
    run = [sys.executable, "-m", "soleus.cli", "assess", str(path)]
    result = subprocess.run(run, env={**os.environ, "PYTHONIOENCODING": "cp1252"}, capture_output=True)
    assert result.returncode == 0, result.stderr
    text = result.stdout.decode("cp1252")
    assert "###" in text
    assert "█" not in text


def test_the_json_contract():
    data = json.loads(soleus("assess", "--json", "-", stdin=CASE))
    assert data["case"]["present"] == ["tingling", "unsteady_gait", "vegan_diet"]
    assert {"level", "reasons"} <= data["referral"].keys()
    assert {"id", "label", "kind", "score", "band", "evidence", "listed"} <= data["hypotheses"][0].keys()
    scores = [h["score"] for h in data["hypotheses"]]
    assert scores == sorted(scores, reverse=True)
    assert "version" in data["knowledge_base"]
    assert "advice" in data
    assert "trace" not in data
    assert "activations" in json.loads(soleus("assess", "--json", "--trace", "-", stdin=CASE))["trace"]


def test_several_cases_give_one_json_object_a_line_in_order():
    lines = soleus("assess", "--json", "-", stdin='{"id": "one"}\n{"id": "two"}\n').splitlines()
    assert [json.loads(line)["case"]["id"] for line in lines] == ["one", "two"]


def test_json_written_is_json_that_loads_again(tmp_path):
    data = json.loads(soleus("assess", "--json", "-", stdin=CASE + "labs: {ferritin: <9 ng/mL}\n"))
    path = tmp_path / "again.json"
    path.write_text(json.dumps(data["case"]))
    assert json.loads(soleus("assess", "--json", str(path))) == data


def test_the_trace_can_be_followed_to_its_sources():
    text = soleus("assess", "-", "--plain", "--trace", stdin=CASE)
    for words in ("the answers", "because of:", "sum:", "Sources", "[vitamin_b12.tingling-and-vegan]"):
        assert words in text


def test_markdown_lists_hypotheses_and_sources():
    text = soleus("assess", "-", "--format", "markdown", stdin=CASE)
    assert "| 1 |" in text
    assert "## Sources" in text


def test_terms_resolve_by_id_hpo_label_synonym_and_spelling():
    terms = ["muscle_spasms", "HP:0003394", "Muscle spasms", "MUSCLE-SPASM"]
    found = [json.loads(soleus("assess", "--json", "-", stdin=f"present: ['{t}']"))["case"]["present"] for t in terms]
    assert {tuple(f) for f in found} == {("muscle_spasms",)}
    assert json.loads(soleus("assess", "--json", "-", stdin="present: [pins and needles]"))["case"]["present"]


def test_find_rules_list_and_show():
    assert "nocturnal_leg_cramps" in soleus("find", "cramps at night")
    assert "magnesium.cramps-and-sweating" in soleus("rules", "list", "magnesium")
    shown = soleus("rules", "show", "magnesium.cramps-and-sweating")
    assert "expert judgement" in shown
    assert "source" in shown
    assert "Magnesium" in soleus("rules", "show", "magnesium")
    wrong = CliRunner().invoke(main, ["rules", "show", "magnesium.cramps-and-swaeting"])
    assert wrong.exit_code == 2
    assert "magnesium.cramps-and-sweating" in wrong.stderr


def test_version_states_the_purpose():
    assert "no diagnosis" in soleus("--version")


@pytest.mark.slow
def test_hash_seed_never_changes_the_result(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(CASE)
    run = [sys.executable, "-m", "soleus.cli", "assess", "--json", "--trace", str(path)]
    outputs = {
        subprocess.run(run, env={"PYTHONHASHSEED": seed}, capture_output=True).stdout for seed in ("0", "1", "7")
    }
    assert len(outputs) == 1
    assert outputs.pop()


def test_the_file_run_by_itself_says_how_it_is_run():
    file = Path(__file__).parent.parent / "cli.py"
    run = subprocess.run([sys.executable, str(file)], capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr.startswith("run: soleus")
