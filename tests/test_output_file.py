"""What -o writes: in place of an ordinary file, and never of its input, a link, a pipe or a folder."""

import json
import os

import pytest
from click.testing import CliRunner

from soleus.cli import main

CASE = '{"age": 40, "present": ["tingling"]}'


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(CASE)
    return path


def assessed(*args, status=0):
    """What assess says of a failure, with JSON going to -o."""
    result = CliRunner().invoke(main, ["assess", *map(str, args), "--json"])
    assert result.exit_code == status, result.output
    return result.output


def names(folder):
    """What stands in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_whole_and_keeps_who_may_read_it(case, tmp_path):
    out = tmp_path / "out.json"
    out.write_text("old")
    out.chmod(0o640)
    assert assessed(case, "-o", out) == ""
    assert json.loads(out.read_text())["case"]["age"] == 40
    assert out.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == ["case.json", "out.json"]


def test_a_dash_is_standard_output(case):
    assert json.loads(assessed(case, "-o", "-"))["case"]["age"] == 40


@pytest.mark.parametrize("called", ["itself", "second", "hard-link", "another-way"])
def test_the_input_is_never_written_over(case, tmp_path, called):
    other = tmp_path / "other.json"
    other.write_text(CASE)
    out = case
    if called == "hard-link":
        out = tmp_path / "same.json"
        os.link(case, out)
    if called == "another-way":
        (tmp_path / "way").symlink_to(tmp_path)
        out = tmp_path / "way" / "case.json"
    cases = [other, case] if called == "second" else [case]
    assert "is the input itself" in assessed(*cases, "-o", out, status=2)
    assert case.read_text() == CASE


def test_standard_input_out_of_the_file_is_its_input_too(case, monkeypatch):
    with case.open() as file:
        monkeypatch.setattr("soleus.terminal.output_file.sys.stdin", file)
        from soleus.facts.errors import InputError
        from soleus.terminal.output_file import output_file

        with pytest.raises(InputError, match="is the input itself"), output_file(str(case), ["-"]):
            pass
    assert case.read_text() == CASE


@pytest.mark.parametrize("there", ["old", None])
def test_a_link_is_never_written_through_nor_replaced(case, tmp_path, there):
    target, link = tmp_path / "target", tmp_path / "link"
    if there:
        target.write_text(there)
    link.symlink_to(target)
    assert "is a link" in assessed(case, "-o", link, status=2)
    assert link.is_symlink()
    assert target.exists() == bool(there)
    assert not there or target.read_text() == there


def test_a_pipe_or_a_folder_is_never_replaced(case, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for out in (pipe, tmp_path):
        assert "is no ordinary file" in assessed(case, "-o", out, status=2)
    assert pipe.is_fifo()


def test_where_nothing_can_be_assessed_the_old_file_stays_and_no_other_is_left(case, tmp_path):
    out = tmp_path / "out.json"
    out.write_text("old")
    assert "cannot be read" in assessed(tmp_path / "missing.json", "-o", out, status=2)
    two = tmp_path / "two.json"
    two.write_text(f"[{CASE}, {CASE}]")
    html = CliRunner().invoke(main, ["assess", str(two), "--format", "html", "-o", str(out)])
    assert html.exit_code == 2
    assert out.read_text() == "old"
    assert names(tmp_path) == ["case.json", "out.json", "two.json"]


def test_a_folder_that_is_not_there_is_said(case, tmp_path):
    message = assessed(case, "-o", tmp_path / "none" / "out.json", status=2)
    assert "cannot be written: No such file or directory" in message
    assert len(message.splitlines()) == 1
