"""How case files fare as they are written: accepted, read whole, the cause's place, and the level told.

    python benchmarks/case_files.py FOLDER...

A file is accepted if it is assessed at all, and read whole if no word of it stays unread or waits to be confirmed.
Fields that no case file has (a collector's remarks) are left out. `least` and `most`, where a file has them, are the
lowest and highest level that its collector accepts; `truth` is the confirmed cause.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from soleus.engine.consult import consult
from soleus.engine.consultation import Consultation
from soleus.facts.case import KEYS
from soleus.facts.errors import InputError
from soleus.reading.understand import understand
from soleus.rules.knowledge import load_knowledge
from soleus.rules.rule import Level

BASE = load_knowledge()
ACCEPTED = "level as accepted"


def main(folders: list[str]) -> None:
    """Print a row of figures a folder, and with -v every refusal and every level that falls short."""
    loud = "-v" in folders
    for folder in folders:
        if folder != "-v":
            files = sorted(Path(folder).glob("*.yaml"))
            figures = Counter(mark for path in files for mark in marks(path, loud))
            print(f"{folder}: {len(files)} files")
            for mark, number in sorted(figures.items()):
                print(f"  {mark}: {number} = {number / len(files):.0%}")


def marks(path: Path, loud: bool) -> Iterator[str]:
    """What is counted of one file."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        case = understand({key: value for key, value in raw.items() if key in KEYS}, BASE.vocabulary)
        result = consult(case, BASE)
    except InputError as error:
        if loud:
            print(f"{path.name}: refused: {error}")
        yield "refused"
        return
    yield "accepted"
    if loud and (case.unread or case.asked):
        print(f"{path.name}: unread {case.unread}; asked {[a.finding for a in case.asked]}")
    if not case.unread and not case.asked:
        yield "read whole"
    yield from _level(path, raw, result, loud)
    yield from _cause(raw, result)


def level_mark(told: Level, raw: dict[str, Any]) -> str:
    """How a level stands to the lowest and highest that its writer accepts."""
    least, most = Level(raw["least"]).rank, Level(raw["most"]).rank
    return "level too low" if told.rank < least else "level too high" if told.rank > most else ACCEPTED


def _level(path: Path, raw: dict[str, Any], result: Consultation, loud: bool) -> Iterator[str]:
    if "least" not in raw:
        return
    mark = level_mark(result.referral.level, raw)
    if loud and mark != ACCEPTED:
        print(f"{path.name}: {mark}: {result.referral.level.value}, not {raw['least']} to {raw['most']}")
    yield mark
    if raw["least"] == "emergency":
        yield f"emergency told {result.referral.level.value}"


def _cause(raw: dict[str, Any], result: Consultation) -> Iterator[str]:
    order = [h.id for h in result.hypotheses]
    if raw.get("truth") in order:
        place = order.index(raw["truth"])
        kind = result.hypotheses[place].kind
        yield f"cause known, {kind}"
        if place < 3:
            yield f"cause among three, {kind}"
        if place == 0:
            yield f"cause first, {kind}"


if __name__ == "__main__":
    main(sys.argv[1:])
