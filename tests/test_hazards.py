"""The hazard log: every hazard has a control, and every control a test that is there."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
LOG = (TESTS.parent / "SAFETY.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in row.strip("|").split("|")] for row in re.findall(r"^\|.*\|$", LOG, re.MULTILINE)][2:]


def functions(file: Path) -> set[str]:
    """The names of the tests that a file holds."""
    parts = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return {part.name for part in parts if isinstance(part, ast.FunctionDef) and part.name.startswith("test_")}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_control_is_a_test_that_is_there(row):
    hazard, control, test = row
    assert hazard
    assert control
    named = re.findall(r"`([^`]+)`", test)
    assert named
    for name in named:
        file, _, function = name.partition("::")
        assert (TESTS / file).exists(), name
        assert not function or function in functions(TESTS / file), name
