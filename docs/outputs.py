"""Fills the outputs shown in the documents by running the commands they name.

    python docs/outputs.py            rewrites README.md and docs/*.md
    python docs/outputs.py --check    exit status 1 if one is stale

An output stands between a comment `<!-- output: soleus … -->`, or `<!-- output 1-20: soleus … -->` for its first
lines, and the end of the code block that follows.
"""

import re
import sys
from pathlib import Path

from click.testing import CliRunner

from soleus.cli import main

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"<!-- output(?: 1-(\d+))?: soleus (.*?) -->\n```text\n.*?```", re.DOTALL)


def refreshed(text: str) -> str:
    """The text with every output as the commands give it now."""
    return BLOCK.sub(_block, text)


def _block(match: re.Match[str]) -> str:
    last, command = match.groups()
    result = CliRunner(env={"COLUMNS": "110", "NO_COLOR": "1"}).invoke(main, command.split(), catch_exceptions=False)
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    if last and len(lines) > int(last):
        lines = [*lines[: int(last)], "…"]
    opening = match.group(0).splitlines()[0]
    shown = "\n".join([f"$ soleus {command}", *lines])
    return f"{opening}\n```text\n{shown}\n```"


def documents() -> list[Path]:
    """The documents that show outputs."""
    return [
        p for p in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if BLOCK.search(p.read_text("utf-8"))
    ]


if __name__ == "__main__":
    stale = [p for p in documents() if refreshed(p.read_text("utf-8")) != p.read_text("utf-8")]
    if "--check" in sys.argv:
        sys.exit(f"stale: {', '.join(str(p) for p in stale)}" if stale else 0)
    for path in stale:
        path.write_text(refreshed(path.read_text("utf-8")), "utf-8")
