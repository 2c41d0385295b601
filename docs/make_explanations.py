"""Writes docs/explanations.md: what explanations say, with three whole outputs.

python docs/make_explanations.py
"""

import sys
from pathlib import Path

from click.testing import CliRunner

from soleus.cli import main

HERE = Path(__file__).parent
CASE = HERE.parent / "examples" / "tingling-feet.yaml"
SHOWN = (("how", "b12"), ("why-not", "iron"), ("tipping",))
OPENING = """\
# Explanations

Every result can be questioned, in `soleus explain CASE …` and with the same words at the end of an interview:

| ask | and learn |
|---|---|
| `how HYPOTHESIS`, `why HYPOTHESIS` | each rule that counted, its source, down to the answers |
| `why-not HYPOTHESIS` | what speaks against it, which rules did not fire, and what would fire them |
| `compare A B`, `compare` | the features side by side, and up to three open answers that would decide, if any would |
| `what-if +finding -finding ?finding age=70 ferritin="9 ng/mL"` | what moves when answers change, and by which rule |
| `tipping` | the fewest changed answers that swap the first two or change the level, three at most, or that none does |
| `stability` | which ranks hold when any one weight or prior moves by a step |
| `learn HYPOTHESIS` | one page: who gets it, how it shows, what tells it from its mimics, pitfalls, dangers, tests |

`soleus assess CASE --trace` tells the result as a story before it shows every rule: the problem in one sentence, what
decided it with and without each of the three weightiest pieces of evidence, the dangers considered and what keeps them
from firing, and what is missing.

`--format markdown`, `json` and `html` say the same; `soleus assess CASE --format html -o report.html` makes a page of
the whole result. Points add up: +10 makes a hypothesis ten times as likely as before, -10 a tenth.

What `tipping` names is exact: every set of up to three answers is looked at, or proved unable to matter. Two things
bound it. Only answers given as yes or no, and findings that could still be asked for, are changed: results, numbers,
age and sex are not. And sets that mix answers given with findings not yet asked for are looked for only where neither
kind alone does it in fewer than three. `why-not` tries the ways a rule could fire, fewest answers first, and names only
one that it has tried; for a rule with very many ways it tries the twelve shortest.

What follows is made by `python docs/make_explanations.py`, and a test keeps it true.

The case, `examples/tingling-feet.yaml`:
"""


def made() -> str:
    """The document as it should be now."""
    parts = [OPENING, "```yaml", CASE.read_text(encoding="utf-8").rstrip(), "```"]
    for words in SHOWN:
        output = CliRunner().invoke(main, ["explain", str(CASE), *words, "--plain"], catch_exceptions=False).stdout
        parts += ["", f"## {' '.join(words)}", "", "```console"]
        parts += [f"$ soleus explain examples/{CASE.name} {' '.join(words)} --plain", output.rstrip(), "```"]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    (HERE / "explanations.md").write_text(made(), encoding="utf-8")
    sys.stdout.write("docs/explanations.md written\n")
