"""A file's name may be no text: every command reads and writes it all the same, or refuses it in a line."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from soleus.cli import main
from soleus.facts.kept import digest

EXAMPLE = (Path(__file__).parent.parent / "examples" / "tingling-feet.yaml").read_bytes()
HALF = "half\ud800.yaml"  # half a character, which no file system has
ODD = "odd\udcff"  # how Python names a file whose name has a byte that is not UTF-8
SHOWN = {HALF: "half?.yaml", ODD: "odd?"}
posix = pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX alone")


def all_commands(group=main, path=()):
    """Every command with the words that call it."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from all_commands(command, (*path, name))
        else:
            yield (*path, name), command


def calls():
    """The half character as every argument of a command, and as the value of every option that takes any text."""
    for path, command in all_commands():
        arguments = [p for p in command.params if isinstance(p, click.Argument)]
        if arguments:
            yield (*path, *[HALF] * len(arguments))
        for option in (p for p in command.params if isinstance(p, click.Option)):
            if not option.is_flag and isinstance(option.type, click.Path | click.types.StringParamType):
                yield (*path, *["x"] * sum(a.required for a in arguments), option.opts[0], HALF)


def told(result):
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "\ud800" not in result.output
    return result


@pytest.mark.parametrize("words", [c for c in calls() if c[0] != "serve"], ids=lambda c: ascii(" ".join(c)))
def test_half_a_character_is_refused_by_every_command(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = told(CliRunner().invoke(main, words, input=""))
    assert result.exit_code == 2
    assert "Error: " in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_refusal_names_the_file_and_the_character():
    result = told(CliRunner().invoke(main, ["rules", "impact", HALF, HALF]))
    assert result.exit_code == 2
    assert "half?.yaml: not text: character 5 cannot be written (U+D800)" in result.stderr


@posix
@pytest.mark.parametrize("end", [".yaml", ".json"])
@pytest.mark.parametrize("form", [(), ("--json",), ("--format", "html"), ("--format", "markdown")], ids=str)
def test_a_case_in_a_file_of_any_name_is_assessed(tmp_path, end, form):
    path = tmp_path / f"{ODD}{end}"
    path.write_bytes(EXAMPLE if end == ".yaml" else b'{"present": ["tingling"]}')
    result = told(CliRunner().invoke(main, ["assess", str(path), *form]))
    assert result.exit_code == 0, result.stderr
    result.output.encode()


@posix
def test_a_file_of_any_name_is_written_to(tmp_path):
    (tmp_path / "case.yaml").write_bytes(EXAMPLE)
    words = ["assess", str(tmp_path / "case.yaml"), "--json", "-o", str(tmp_path / ODD)]
    assert told(CliRunner().invoke(main, words)).exit_code == 0
    assert os.fsencode(ODD) in os.listdir(os.fsencode(tmp_path))


@posix
@pytest.mark.parametrize(
    "words",
    [("library", "new", ODD), ("rules", "new", ODD), ("rules", "new", "magnesium." + ODD)],
    ids=["case", "hypothesis", "rule"],
)
def test_nothing_is_begun_whose_id_is_no_text(tmp_path, words):
    result = told(CliRunner().invoke(main, [*words, "--folder", str(tmp_path)]))
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


@posix
@pytest.mark.parametrize("words", [("synth", "2"), ("cohort", "people.csv")], ids=["synth", "cohort"])
def test_a_table_is_refused_whose_name_polars_cannot_open(tmp_path, monkeypatch, words):
    pytest.importorskip("polars", reason="the extra [test-all] is not installed")
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text("id,tingling\n1,yes\n")
    before = os.listdir()
    result = told(CliRunner().invoke(main, [*words, f"{ODD}.csv"]))
    assert result.exit_code == 2
    assert "odd?.csv: not text: character 4 cannot be written (U+DCFF)" in result.stderr
    assert os.listdir() == before


@posix
def test_knowledge_is_told_apart_by_files_of_any_name(tmp_path):
    for name in ("a", ODD):
        (tmp_path / name).write_text("x")
    both = digest([tmp_path / "a", tmp_path / ODD], tmp_path)
    assert both != digest([tmp_path / "a"], tmp_path)
    assert both == digest([tmp_path / ODD, tmp_path / "a"], tmp_path)


@posix
@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((b"assess", b"odd\xff.yaml"), 0),
        ((b"rules", b"impact", b"odd\xff", b"odd\xff"), 2),
        ((b"library", b"new", b"odd\xff", b"--folder", b"."), 2),
        ((b"cohort", b"odd\xff.csv", b"out.csv"), 2),
        ((b"read", b"\xff"), 2),
    ],
    ids=lambda words: ascii(words),
)
def test_bytes_of_any_kind_on_the_command_line_leave_no_traceback(tmp_path, words, status):
    (tmp_path / f"{ODD}.yaml").write_bytes(EXAMPLE)
    command = [os.fsencode(sys.executable), b"-m", b"soleus", *words]
    folder = str(Path(sys.modules["soleus"].__file__).parent.parent)
    ran = subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": folder}, capture_output=True)
    assert ran.returncode == status, ran.stderr
    assert b"Traceback" not in ran.stderr
    (ran.stdout + ran.stderr).decode()
