"""What clinicians may edit fits a window: no line of it is wider than 120 columns, save an address."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COUNTED = {ROOT / "rules" / "counts.yaml", ROOT / "interview" / "emergencies.yaml"}  # written by the program
FOLDERS = ("rules", "facts", "reading", "wording", "interview", "practice", "web", "tests", "examples")


def too_wide(path):
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    return [number for number, line in lines if len(line) > 120 and "://" not in line]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_line_is_wider_than_a_window(folder):
    files = sorted({*(ROOT / folder).rglob("*.yaml")} - COUNTED)
    assert files
    assert {str(path.relative_to(ROOT)): wide for path in files if (wide := too_wide(path))} == {}
