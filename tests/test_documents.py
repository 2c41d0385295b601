"""What the documents show is what the commands say, and the commands they give exist."""

import os
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs"))
import refresh  # noqa: E402


@pytest.mark.slow
@pytest.mark.parametrize("path", refresh.documents(), ids=lambda p: p.name)
def test_the_outputs_shown_are_real(path):
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        text = path.read_text("utf-8")
        assert refresh.refreshed(text) == text, "run: python docs/refresh.py"
    finally:
        os.chdir(here)


def test_nothing_shown_changes_with_every_edit_of_a_rule():
    for path in refresh.documents():
        text = path.read_text("utf-8")
        assert not re.search(r"\+[0-9a-f]{8}\b|rules/\S+\.yaml:\d", text), path.name


def test_the_readme_gives_two_commands_that_set_everything_up():
    text = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(r"^python3 -m venv .*", text, re.MULTILINE)
    assert len(commands) == 2
    assert commands[0].endswith("soleus assess examples/tingling-feet.yaml")
    assert commands[1].endswith("pytest")


def test_every_control_in_the_hazard_log_is_a_test():
    named = re.findall(r"`(test_\w+\.py)(?:::(test_\w+))?`", (ROOT / "SAFETY.md").read_text("utf-8"))
    assert len(named) >= 10
    for file, test in named:
        text = (ROOT / "tests" / file).read_text("utf-8")
        assert f"def {test}(" in text or not test, f"{file}::{test}"


def test_nobody_is_sent_a_dose_or_a_machine_path():
    for path in ROOT.rglob("*.md"):
        if ".venv" not in path.parts:
            assert not re.search(r"(?<![\w.])/(root|work|home|tmp)/", path.read_text("utf-8")), path
