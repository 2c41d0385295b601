"""A file of people through the rules: the same in every format, bad rows set aside, a killed run continued."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from soleus.cli import main
from soleus.engine.evaluate import evaluator
from soleus.reading.understand import understand

pl = pytest.importorskip("polars", reason="the extra [test-all] is not installed")
from polars.testing import assert_frame_equal  # noqa: E402

from soleus.cohort import files, score  # noqa: E402
from soleus.cohort.run import run  # noqa: E402
from soleus.cohort.synth import Population  # noqa: E402

pytestmark = pytest.mark.slow
PEOPLE = 1200


@pytest.fixture(scope="module")
def people(base):
    return pl.concat(Population(base, 5).people(PEOPLE))


@pytest.fixture(scope="module")
def narrow(people):
    """The same people, asked little."""
    few = [*people.columns[:5], *people.columns[5::9], "leg_cramps", "nocturnal_leg_cramps"]
    return people.select(list(dict.fromkeys(few)))


def soleus(*args, status=0):
    result = CliRunner().invoke(main, [str(a) for a in args])
    assert result.exit_code == status, result.output
    return result


WRITE = {
    "parquet": pl.DataFrame.write_parquet,
    "csv": pl.DataFrame.write_csv,
    "jsonl": pl.DataFrame.write_ndjson,
    "arrow": pl.DataFrame.write_ipc,
}
READ = {"parquet": pl.read_parquet, "csv": pl.read_csv, "jsonl": pl.read_ndjson, "arrow": pl.read_ipc}


@pytest.mark.parametrize("form", WRITE)
def test_every_format_gives_the_same_results(form, narrow, base, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "BINARY_CHUNK", 500)
    monkeypatch.setattr(files, "TEXT_CHUNK", 500)
    few = narrow.head(700)
    WRITE[form](few, tmp_path / f"people.{form}")
    soleus("cohort", tmp_path / f"people.{form}", tmp_path / f"out.{form}")
    results = READ[form](tmp_path / f"out.{form}")
    assert results["row"].to_list() == list(range(1, 701))
    assert list(tmp_path.glob("*.parts")) == []
    for row in results.gather([499, 500]).to_dicts():
        case = json.loads(soleus("cohort", tmp_path / f"people.{form}", "--case", row["row"]).stdout)
        outcome = evaluator(base).of_case(understand(case, base.vocabulary))
        assert {h: row[f"{h}_score"] for h in base.hypotheses} == outcome.scores
        assert row["level"] == outcome.level


CASES = """id,sex,age,tingling,leg_cramps,nocturnal_leg_cramps,ferritin_ng_ml
good,f,66,yes,yes,yes,<15
unreadable,f,66,maybe,,,
contradicting,f,66,yes,no,yes,
impossible,f,660,yes,,,
short,f
neither,x,50,no,,,
words,m,,1,0,unknown,normal
figure,,,,,,twelve
"""


def test_bad_rows_are_set_aside_with_their_number_and_the_reason(tmp_path):
    (tmp_path / "people.csv").write_text(CASES)
    result = soleus("cohort", tmp_path / "people.csv", tmp_path / "out.jsonl")
    assert "6 of 8 rows assessed" in result.stderr
    assert "2 bad rows" in result.stderr
    assert pl.read_ndjson(tmp_path / "out.jsonl")["row"].to_list() == [1, 2, 4, 6, 7, 8]
    bad = [json.loads(line) for line in (tmp_path / "out.jsonl.bad-rows.jsonl").read_text().splitlines()]
    assert [b["row"] for b in bad] == [3, 5]
    for row, reason in zip(bad, ["leg_cramps", "has 2 cells, not 7"], strict=True):
        assert reason in row["problem"]


def test_a_cell_that_cannot_be_read_costs_the_cell_and_is_named(base, tmp_path):
    (tmp_path / "people.csv").write_text(CASES)
    result = soleus("cohort", tmp_path / "people.csv", tmp_path / "out.jsonl")
    assert "4 of them without cells that cannot be read" in result.stderr
    rows = {row["row"]: row for row in pl.read_ndjson(tmp_path / "out.jsonl").to_dicts()}
    reasons = {2: "tingling: 'maybe'", 4: "impossible", 6: "sex: 'x'", 8: "Ferritin: 'twelve'"}
    for number, reason in reasons.items():
        assert reason.lower() in rows[number]["problem"].lower()
        assert rows[number]["problem"].startswith("not read: ")
        shown = soleus("cohort", tmp_path / "people.csv", "--case", number)
        assert reason.lower() in shown.stderr.lower()
        outcome = evaluator(base).of_case(understand(json.loads(shown.stdout), base.vocabulary))
        assert {h: rows[number][f"{h}_score"] for h in base.hypotheses} == outcome.scores
    assert {rows[number]["problem"] for number in (1, 7)} == {None}


def test_strict_stops_at_the_first_bad_row(tmp_path):
    (tmp_path / "people.csv").write_text(CASES)
    result = soleus("cohort", tmp_path / "people.csv", tmp_path / "out.csv", "--strict", status=2)
    assert "row 2" in result.stderr
    assert not (tmp_path / "out.csv").exists()


def test_broken_json_lines_are_bad_rows(tmp_path):
    lines = ['{"tingling": true}', "{", '{"tingling": "yes", "ferritin": 9}', '{"tinglin": true}', "[1]"]
    (tmp_path / "people.jsonl").write_text("\n".join(lines))
    soleus("cohort", tmp_path / "people.jsonl", tmp_path / "out.csv")
    assert pl.read_csv(tmp_path / "out.csv")["row"].to_list() == [1, 3]
    bad = [json.loads(line) for line in (tmp_path / "out.csv.bad-rows.jsonl").read_text().splitlines()]
    assert [b["row"] for b in bad] == [2, 4, 5]
    assert "'Tingling, pins and needles'" in bad[1]["problem"]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("tinglin", "'Tingling, pins and needles'"),
        ("tingling,HP:0003401", "another column already says"),
        ("tingling_present", "none ending in '_absent'"),
        ("ferritin_at_least", "none ending in '_at_most'"),
        ("migraine", "narrower than 'headache'"),
        ("migraine_present,migraine_absent", "column 'migraine_"),
    ],
)
def test_a_column_that_means_nothing_is_refused(header, said, tmp_path):
    (tmp_path / "people.csv").write_text(f"{header}\n{',' * header.count(',')}1\n")
    result = soleus("cohort", tmp_path / "people.csv", tmp_path / "out.csv", status=2)
    assert said in result.stderr


def test_a_file_of_no_known_format_is_refused(tmp_path):
    (tmp_path / "people.txt").write_text("tingling\n1\n")
    assert ".parquet" in soleus("cohort", tmp_path / "people.txt", tmp_path / "out.csv", status=2).stderr


def test_the_summary_counts_what_the_rows_say(people, base, tmp_path):
    people.write_parquet(tmp_path / "people.parquet")
    soleus("cohort", tmp_path / "people.parquet", tmp_path / "out.parquet", "--fired", "--summary")
    results = pl.read_parquet(tmp_path / "out.parquet")
    summary = json.loads((tmp_path / "out.parquet.summary.json").read_text())
    assert summary["rows"] == PEOPLE
    assert sum(summary["levels"].values()) == PEOPLE
    for rule in (*base.derive, *base.weighing, *base.referral):
        assert summary["rules"][rule.id] == results[rule.id].sum()
    assert summary["bands"]["iron"]["likely"] == (results["iron_band"] == "likely").sum()
    page = (tmp_path / "out.parquet.summary.html").read_text()
    assert f"{summary['levels']['urgent']:,}" in page
    assert "http" not in page


KILLED = """
import os, signal, sys
from pathlib import Path
from soleus.cli import main
from soleus.cohort import files

at, *arguments = sys.argv[1:]

def kill(event, paths):
    if event in ("os.rename", "os.remove", "os.rmdir") and at in (Path(p).name for p in paths if isinstance(p, str)):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(kill)
files.BINARY_CHUNK = 250
main(["cohort", *arguments])
"""


def test_a_killed_run_continues_and_ends_in_the_same_bytes(narrow, tmp_path):
    """Killed by the system just before it would rename or remove the file named."""
    contradicting = narrow.head(50).with_columns(nocturnal_leg_cramps=True, leg_cramps=False)
    people, whole, target = (tmp_path / f"{name}.parquet" for name in ("people", "whole", "out"))
    pl.concat([narrow, contradicting]).write_parquet(people)

    def killed_at(name, target=target):
        command = [sys.executable, "-c", KILLED, name, str(people), str(target)]
        return subprocess.run(command, capture_output=True).returncode

    def beside(target):
        return Path(f"{target}.bad-rows.jsonl").read_bytes()

    assert killed_at("nothing", whole) == 0
    for name in ("000000.arrow", "000001.bad", "000003.json", "out.parquet.bad-rows.jsonl", "out.parquet"):
        assert killed_at(name) == -signal.SIGKILL
        assert not target.exists()
    for name in ("manifest.json", "000002.arrow", "lock"):
        assert killed_at(name) == -signal.SIGKILL
        assert target.read_bytes() == whole.read_bytes()
    assert killed_at("nothing") == 0
    assert target.read_bytes() == whole.read_bytes()
    assert beside(target) == beside(whole)
    assert not Path(f"{target}.parts").exists()


def test_parts_of_another_input_are_not_continued(people, tmp_path):
    people.head(10).write_parquet(tmp_path / "people.parquet")
    parts = tmp_path / "out.csv.parts"
    parts.mkdir()
    (parts / "manifest.json").write_text('{"source": "elsewhere"}')
    (parts / "000000.json").write_text('{"rows": 3}')
    soleus("cohort", tmp_path / "people.parquet", tmp_path / "out.csv")
    assert len(pl.read_csv(tmp_path / "out.csv")) == 10


def test_the_input_is_never_the_output(tmp_path):
    (tmp_path / "people.csv").write_text(CASES)
    result = soleus("cohort", tmp_path / "people.csv", tmp_path / "people.csv", status=2)
    assert "is the input itself" in result.stderr
    assert (tmp_path / "people.csv").read_text() == CASES


def test_two_runs_into_one_output_are_refused(tmp_path, base):
    (tmp_path / "people.csv").write_text(CASES)
    refused = []

    def during(progress):
        if not refused:
            refused.append(soleus("cohort", tmp_path / "people.csv", tmp_path / "out.csv", status=2).stderr)

    run(tmp_path / "people.csv", tmp_path / "out.csv", base, report=during)
    assert "another run is writing to it" in refused[0]
    assert len(pl.read_csv(tmp_path / "out.csv")) == 6


def test_a_folder_that_no_run_made_is_left_alone(tmp_path):
    (tmp_path / "people.csv").write_text(CASES)
    (tmp_path / "out.csv.parts").mkdir()
    (tmp_path / "out.csv.parts" / "thesis.txt").write_text("mine")
    assert "is in the way" in soleus("cohort", tmp_path / "people.csv", tmp_path / "out.csv", status=2).stderr
    assert (tmp_path / "out.csv.parts" / "thesis.txt").read_text() == "mine"


def test_the_same_seed_gives_the_same_people_and_all_of_them_can_be_read(base, people, tmp_path):
    soleus("synth", 40, tmp_path / "forty.parquet", "--seed", 5)
    forty = pl.read_parquet(tmp_path / "forty.parquet")
    assert_frame_equal(forty, people.head(40))
    lines = soleus("synth", 3, "--seed", 5).stdout.splitlines()
    for line, row in zip(lines, people.head(3).to_dicts(), strict=True):
        case = understand(json.loads(line), base.vocabulary)
        assert set(case.present) == {f for f in base.vocabulary.findings if row.get(f) is True}
    scored = score(people, base)
    assert scored["problem"].null_count() == PEOPLE
    assert not forty.equals(pl.concat(Population(base, 6).people(40)))
