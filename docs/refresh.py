"""Fills what the documents show by running it: outputs of commands, a file, a whole interview.

    python docs/refresh.py            rewrites README.md and docs/*.md
    python docs/refresh.py --check    exit status 1 if one is stale

What is shown stands between a comment and the end of the code block that follows: `<!-- output: soleus … -->`, or
`<!-- output 1-20: soleus … -->` for the first lines; `<!-- file: … -->`; `<!-- transcript -->`. What is written without
a block, such as `<!-- made: blind -->`, ends with `<!-- end -->`; making.py makes it, and the pictures. Versions of the
knowledge and numbers of lines are left out, since any edit of a rule would change them.
"""

import os
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from io import StringIO
from pathlib import Path

from click.testing import CliRunner
from making import MADE, pictures
from rich.console import Console

from soleus.cli import main
from soleus.reports.assessment import assessment_markdown
from soleus.rules.knowledge import load_knowledge
from soleus.terminal.ending import hold
from soleus.terminal.interview import Conversation
from soleus.terminal.prompt_io import Face

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"(<!-- (?:(output|file)(?: 1-(\d+))?: (.*?)|transcript) -->\n```(\w+)\n).*?```", re.DOTALL)
WRITTEN = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
EDITED = (
    (re.compile(r"(?i)(knowledge) \d+\.\d+\.\d+(?:\+[0-9a-f]{8})?"), r"\1 X.Y.Z"),
    (re.compile(r"(rules/[\w/]+\.yaml):\d+"), r"\1"),
)
# What is typed at a prompt of the interview, in turn; the last is typed again. A prompt is known by its beginning.
TYPED = {
    "Your words": ["my calves cramp at night and my fingers tingle, but no fever"],
    "'my calves": ["no"],
    "Age": ["68"],
    "Female": ["female"],
    "Since when": ["2 weeks"],
    "Which? (numbers": ["none", "why", "none"],
    "Which? (names": ["omeprazole for years", "none"],
    "What was found": ["magnesium 0.55 mmol/L", "no"],
    "Ask me more": ["no"],
    "What now": ["why not iron", "quit"],
    "Enter for": [""],
}
MOST = 60  # prompts; a prompt that takes no answer typed here is a fault, not an endless interview


class Scripted(Face):
    """A face whose answers are written down beforehand."""

    def __init__(self) -> None:
        self.text = StringIO()
        super().__init__(Console(file=self.text, width=100, no_color=True, highlight=False, emoji=False, markup=False))
        self.asked = 0
        self.left = {begins: list(lines) for begins, lines in TYPED.items()}

    def ask(self, prompt: str, words: object = ()) -> str:
        self.asked += 1
        if self.asked > MOST:
            raise RuntimeError(f"nothing that is typed answers {prompt!r}")
        lines = next((left for begins, left in self.left.items() if prompt.startswith(begins)), ["yes"])
        line = lines.pop(0) if len(lines) > 1 else lines[0]
        self.console.print(f"{prompt} {line}", soft_wrap=True)
        return line


@cache
def shown(kind: str, what: str) -> str:
    """What a command prints, a file holds, or the interview shows, as the documents show it."""
    os.chdir(ROOT)
    if kind == "file":
        return Path(what).read_text("utf-8").rstrip()
    if kind == "output":
        runner = CliRunner(env={"COLUMNS": "110", "NO_COLOR": "1"})
        text = f"$ {what}\n{runner.invoke(main, what.split()[1:], catch_exceptions=False).stdout}"
    else:
        face = Scripted()
        hold(Conversation(face, load_knowledge(), assessment_markdown))
        text = face.text.getvalue()
    for edited, lasting in EDITED:
        text = edited.sub(lasting, text)
    return "\n".join(line.rstrip() for line in text.rstrip().splitlines())


def refreshed(text: str) -> str:
    """A document with everything that it shows as it is now."""
    return WRITTEN.sub(lambda m: f"{m[1]}{MADE[m[2]]()}\n{m[3]}", BLOCK.sub(_block, text))


def _block(match: re.Match[str]) -> str:
    opening, kind, last, what, _ = match.groups()
    lines = shown(kind or "transcript", what or "").splitlines()
    if last and len(lines) > int(last) + 1:
        lines = [*lines[: int(last) + 1], "…"]
    return "\n".join([opening.rstrip(), *lines, "```"])


def documents() -> list[Path]:
    """The documents that show something."""
    every = {p: p.read_text("utf-8") for p in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))}
    return [path for path, text in every.items() if BLOCK.search(text) or WRITTEN.search(text)]


def _new(path: Path) -> str | None:
    """What a document should say, if that is not what it says."""
    text = path.read_text("utf-8")
    return new if (new := refreshed(text)) != text else None


if __name__ == "__main__":
    paths = documents()
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        stale = {path: new for path, new in zip(paths, pool.map(_new, paths), strict=True) if new is not None}
    drawn = {ROOT / "docs" / "images" / name: made for name, made in pictures().items()}
    stale |= {path: svg for path, svg in drawn.items() if not path.exists() or path.read_text("utf-8") != svg}
    if "--check" in sys.argv:
        sys.exit(f"stale, run docs/refresh.py: {', '.join(str(p.relative_to(ROOT)) for p in stale)}" if stale else 0)
    for path, new in stale.items():
        path.write_text(new, "utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)} refreshed\n")
