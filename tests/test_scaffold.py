"""What `rules new` and `library new` begin: FILL where words are due, named by `rules check`, whole once filled in."""

import re
import shutil

import pytest
import yaml
from click.testing import CliRunner

from soleus.cli import main
from soleus.facts.finding import Finding
from soleus.rules.definitions import written_out
from soleus.rules.knowledge import FOLDER
from soleus.rules.rule_file import RuleFile

FILLED = {
    "FILL any, 12+ or [2, 15]; whoever is younger or older is never told of it": "any",
    "FILL any, 12+ or [2, 15], the years at which it can be at all": "12+",
    "FILL_finding, FILL_finding": "fatigue, pallor",
    "FILL share of adults with leg complaints whom it explains, 0 to 1": "0.01",
    "[FILL_finding]": "[fatigue]",
    "FILL_measurement, above: FILL, unit: FILL": "ferritin, above: 10, unit: ng/mL",
    "FILL_finding": "fatigue",
    "FILL_hypothesis": "iron",
    "FILL_strength": "slight",
    "FILL_level": "routine",
    "FILL_kind": "symptom",
    "FILL-": "some-",
    "FILL ": "Some ",
    "FILL": "Some",
}


def filled(text):
    for old, new in FILLED.items():
        text = text.replace(old, new)
    return text


@pytest.fixture
def folder(tmp_path):
    """A copy of the knowledge to write into."""
    for name in ("rules", "facts"):
        shutil.copytree(FOLDER.parent / name, tmp_path / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path / "rules"


def soleus(*words, status=0):
    result = CliRunner().invoke(main, [str(w) for w in words])
    assert result.exit_code == status, result.output
    return result.stdout if status == 0 else result.stderr


def test_a_new_hypothesis_is_whole_once_filled_in(folder):
    soleus("rules", "new", "cold_knees", "--reviewed", "2026-05-01", "--folder", folder)
    text = (folder / "conditions" / "cold_knees.yaml").read_text()
    file = RuleFile.model_validate(yaml.safe_load(filled(text)))
    assert file.hypothesis.id == "cold_knees"
    assert {str(r.reviewed) for r in (*file.evidence, *file.referral)} == {"2026-05-01"}


@pytest.mark.slow
def test_what_is_left_to_fill_is_named_with_file_and_line_and_nothing_else_is(folder):
    soleus("rules", "new", "iron.at-night", "--reviewed", "2026-05-01", "--folder", folder)
    faults = soleus("rules", "check", folder, status=2).splitlines()
    line = (folder / "deficiencies" / "iron.yaml").read_text().splitlines().index("  - id: iron.at-night") + 1
    assert all(re.search(rf"iron\.yaml:({line}|{line + 2}|{line + 3}): evidence\.\d+\.", fault) for fault in faults)
    assert [f.split("filled in: ")[1] for f in faults] == [
        "FILL what is seen, in a few words", "FILL_finding", "FILL_finding", "FILL_strength",
        "FILL one sentence that a clinician can sign",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["derive", "evidence", "referral", "advice"])
def test_a_new_rule_of_each_kind_is_whole_once_filled_in_and_has_the_layout(kind, folder):
    path = folder / "deficiencies" / "vitamin_e.yaml"
    before = RuleFile.model_validate(written_out(yaml.safe_load(filled_names(path)), {}))
    soleus("rules", "new", "vitamin_e.some-more", "--kind", kind, "--reviewed", "2026-05-01", "--folder", folder)
    soleus("rules", "format", "--check", path)
    path.write_text(filled(path.read_text()))
    after = RuleFile.model_validate(written_out(yaml.safe_load(filled_names(path)), {}))
    assert [r.id for r in getattr(after, kind)] == [*(r.id for r in getattr(before, kind)), "vitamin_e.some-more"]
    assert str(getattr(after, kind)[-1].reviewed) == "2026-05-01"


def filled_names(path):
    """A rule file's text with some condition in place of each name."""
    return re.sub(r"\{named: \w+\}", "fatigue", path.read_text())


def test_a_new_finding_is_whole_once_filled_in(folder):
    soleus("rules", "new", "cold_knees", "--finding", "sensation", "--folder", folder)
    text = (folder.parent / "facts" / "findings" / "sensation.yaml").read_text()
    finding = Finding.model_validate(yaml.safe_load(filled(text))[-1])
    assert (finding.id, finding.topic) == ("cold_knees", "sensation")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("magnesium.cramps-and-sweating",), "magnesium.cramps-and-sweating is there already, in "),
        (("arthritis",), "arthritis is there already, in "),
        (("fatigue", "--finding", "general"), "fatigue is there already, in "),
        (("no_such_thing.at-night",), "no file no_such_thing.yaml"),
    ],
)
def test_what_is_there_is_not_begun_again(words, says, folder):
    assert says in soleus("rules", "new", *words, "--folder", folder, status=2)


def test_a_new_case_says_what_is_left_to_fill(tmp_path):
    soleus("library", "new", "clot-44f", "--folder", tmp_path)
    assert "FILL a finding" in soleus("assess", tmp_path / "clot-44f.yaml", status=2)
    assert "is there already" in soleus("library", "new", "clot-44f", "--folder", tmp_path, status=2)


@pytest.mark.parametrize(
    ("text", "says"),
    [(b"a: [", "not YAML"), (b"- x", "holds no rules"), (b"words", "holds no rules"), (b"", "no rules"),
     (b"\xff", "not UTF-8")],
    ids=ascii,
)  # fmt: skip
def test_a_rule_is_begun_in_no_file_that_cannot_be_read(text, says, folder):
    path = folder / "deficiencies" / "iron.yaml"
    path.write_bytes(text)
    assert says in soleus("rules", "new", "iron.at-night", "--folder", folder, status=2)
    assert path.read_bytes() == text
