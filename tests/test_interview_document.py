"""The transcript in the documents is a session that really goes that way."""

import sys
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
sys.path.insert(0, str(DOCS))
import make_transcript  # noqa: E402


def test_the_transcript_is_real():
    text = (DOCS / "interview.md").read_text("utf-8")
    assert "What might explain it" in text
    assert make_transcript.refreshed(text) == text, "run: python docs/make_transcript.py"
