"""docs/explanations.md shows what the program says today."""

import re
import runpy
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def test_the_document_is_what_its_command_writes():
    made = runpy.run_path(str(DOCS / "make_explanations.py"))["made"]()
    written = (DOCS / "explanations.md").read_text(encoding="utf-8")
    version = re.compile(r"Knowledge\s+\S+\.$", re.MULTILINE)
    assert version.sub("", written) == version.sub("", made), "run: python docs/make_explanations.py"
