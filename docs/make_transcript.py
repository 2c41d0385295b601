"""Writes the transcript in docs/interview.md by holding that interview.

python docs/make_transcript.py            rewrites the transcript
python docs/make_transcript.py --check    exit status 1 if it is stale
"""

import re
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console

from soleus.reports.assessment import assessment_markdown
from soleus.rules.knowledge import load_knowledge
from soleus.terminal.ending import hold
from soleus.terminal.interview import Conversation
from soleus.terminal.prompt_io import Face

DOCUMENT = Path(__file__).parent / "interview.md"
BLOCK = re.compile(r"(<!-- transcript -->\n```text\n).*?(```)", re.DOTALL)
# What is typed at a prompt, in turn; the last is typed again. The prompt is known by its beginning.
TYPED = {
    "Age": ["68"],
    "Female": ["female"],
    "Your words": ["my calves cramp at night and my fingers tingle, but no fever"],
    "Since when": ["2 weeks"],
    "Result": ["magnesium 0.55 mmol/L", "none"],
    "Which? ('none'": ["none", "why", "none", "proton pump inhibitor, others no", "none"],
    "And the others": ["no"],
    "Keep asking": ["no"],
    "Go on": ["yes"],
    "Enter for": [""],
    "What now": ["why not iron", "quit"],
}


class Scripted(Face):
    """A face whose answers are written down beforehand."""

    def __init__(self) -> None:
        self.text = StringIO()
        super().__init__(Console(file=self.text, width=100, no_color=True, highlight=False, emoji=False, markup=False))
        self.left = {begins: list(lines) for begins, lines in TYPED.items()}

    def ask(self, prompt: str, words: object = ()) -> str:
        lines = next((left for begins, left in self.left.items() if prompt.startswith(begins)), ["yes"])
        line = lines.pop(0) if len(lines) > 1 else lines[0]
        self.console.print(f"{prompt} {line}", soft_wrap=True)
        return line


def transcript() -> str:
    """The interview as it is shown."""
    face = Scripted()
    hold(Conversation(face, load_knowledge(), assessment_markdown))
    return "\n".join(line.rstrip() for line in face.text.getvalue().splitlines()) + "\n"


def refreshed(text: str) -> str:
    """The document with the transcript as the interview goes now."""
    return BLOCK.sub(lambda match: match[1] + transcript() + match[2], text)


if __name__ == "__main__":
    text = DOCUMENT.read_text("utf-8")
    if "--check" in sys.argv:
        sys.exit(0 if refreshed(text) == text else f"stale: {DOCUMENT}")
    DOCUMENT.write_text(refreshed(text), "utf-8")
