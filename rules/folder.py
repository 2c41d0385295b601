"""Where the rules that ship stand, and the file there of what was counted."""

from pathlib import Path

FOLDER = Path(__file__).parent
COUNTS = "counts.yaml"
