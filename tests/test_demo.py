"""A newcomer's first minutes: one command shows what Soleus does, and no hint sends them astray."""

import os
import re
import shlex
from importlib.metadata import requires
from pathlib import Path

import pytest
from click.testing import CliRunner

from soleus.cli import main
from soleus.facts.extras import how_to_get
from soleus.terminal.demo_command import FOLDER, names

ROOT = Path(__file__).parent.parent


def soleus(line: str, **environment: str):
    return CliRunner(env=environment).invoke(main, shlex.split(line), prog_name="soleus")


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder that holds nothing."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commands(shown: str) -> tuple[list[str], list[str]]:
    """The commands that a demo ran, and those it says to try."""
    return re.findall(r"^\$ soleus (.*)$", shown, re.MULTILINE), re.findall(r"^  soleus (.+)$", shown, re.MULTILINE)


@pytest.mark.parametrize("name", names())
def test_the_demo_shows_what_the_commands_it_names_print(elsewhere, name):
    shown = soleus(f"demo {name} --plain")
    assert shown.exit_code == 0
    assert (ROOT / "examples" / f"{name}.yaml").read_text("utf-8") in shown.stdout
    ran, _ = commands(shown.stdout)
    assert [line.split()[0] for line in ran] == ["assess", "explain"]
    for line in ran:
        assert f"$ soleus {line}\n{soleus(line).stdout}\n" in shown.stdout


def test_what_the_demo_says_to_try_works_from_anywhere(elsewhere):
    _, tried = commands(soleus("demo").stdout)
    assert len(tried) == 6
    for line in tried:
        if line != "practice":
            assert soleus(line).exit_code == 0, line
    assert soleus("practice --help").exit_code == 0


def test_beside_the_examples_the_paths_are_short(monkeypatch):
    monkeypatch.chdir(FOLDER.parent)
    assert "$ soleus assess examples/tingling-feet.yaml --plain\n" in soleus("demo --plain").stdout


def test_an_example_that_is_not_there_is_refused_with_those_that_are():
    refused = soleus("demo cramps")
    assert refused.exit_code == 2
    assert all(name in refused.stderr for name in names())


@pytest.mark.parametrize(
    ("typed", "offered"), [("de", "demo"), ("rules sh", "show"), ("demo sw", "swollen-calf"), ("assess --f", "--full")]
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_commands_examples_and_options(shell, typed, offered):
    words = f"soleus {typed}"
    last = str(len(typed.split())) if shell != "fish" else typed.split()[-1]
    completed = soleus("", _SOLEUS_COMPLETE=f"{shell}_complete", COMP_WORDS=words, COMP_CWORD=last)
    assert offered in re.split(r"[\s,]+", completed.stdout)


def test_a_hint_names_the_packages_that_an_extra_asks_for_and_never_soleus_on_an_index():
    asked = {line.split("<")[0] for line in requires("soleus") or () if 'extra == "web"' in line}
    hint = how_to_get("web")
    assert asked >= {"fastapi", "uvicorn"}
    assert all(f"'{name}<" in hint for name in asked)
    assert "soleus[" not in hint


def test_no_program_and_no_page_sends_anyone_to_an_index_for_soleus():
    shipped = [p for p in ROOT.rglob("*.py") if not {"tests", ".venv", "build"} & set(p.parts)]
    shipped += [ROOT / "README.md", *ROOT.glob("docs/*.md")]
    astray = re.compile(r"(?:pip|pipx|uv tool) install +(?:-\S+ +)*['\"]?soleus\b|install soleus\[|uvx soleus\b")
    assert not [os.fspath(p.relative_to(ROOT)) for p in shipped if astray.search(p.read_text("utf-8"))]
