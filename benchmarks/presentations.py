"""How invented presentations are told: neither too little nor too much, by kind, as their writers put them.

    python benchmarks/presentations.py [-v] [FILE...]

A file lists presentations with `kind`, `case`, `least` and `most`, the lowest and highest level that their writer
accepts.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from case_files import ACCEPTED, BASE, level_mark

from soleus.engine.evaluate import evaluator
from soleus.facts.errors import InputError
from soleus.reading.understand import understand
from soleus.rules.rule import Level

FILES = sorted((Path(__file__).parent.parent / "tests" / "data" / "presentations").glob("*.yaml"))


def main(files: list[Path], loud: bool) -> None:
    """Print a row of figures for each kind, and with `loud` each presentation told too little or too much."""
    rows = [row for path in files for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    marks = Counter((row["kind"], mark) for row in rows for mark in _marks(row, loud))
    for kind, number in sorted(Counter(row["kind"] for row in rows).items()):
        print(f"{kind}: {number}")
        for (of, mark), count in sorted(marks.items()):
            if of == kind:
                print(f"  {mark}: {count} = {count / number:.0%}")


def _marks(row: dict[str, Any], loud: bool) -> Iterator[str]:
    try:
        told = evaluator(BASE).of_case(understand(row["case"], BASE.vocabulary)).level
    except InputError as error:
        if loud:
            print(f"{row['id']}: refused: {error}")
        yield "refused"
        return
    mark = level_mark(told, row)
    if loud and mark != ACCEPTED:
        print(f"{row['id']}: {mark}: {told.value}, not {row['least']} to {row['most']}: {row['why']}")
    yield mark
    if row["least"] == Level.EMERGENCY and told.rank < Level.URGENT.rank:
        yield "emergency told less than urgent"
    if row["kind"] == "everyday" and told is Level.EMERGENCY:
        yield "everyday told emergency"


if __name__ == "__main__":
    named = [Path(arg) for arg in sys.argv[1:] if not arg.startswith("-")]
    main(named or FILES, "-v" in sys.argv)
