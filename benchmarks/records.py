"""What becomes of records of other programs: `python benchmarks/records.py FOLDER [--legs] [--first N]`.

Reads every JSON file below FOLDER as `soleus assess` does. With --legs only those count that come to a complaint, sign
or danger of the legs. A record contradicts itself where it says both of one finding; the denial is then left out.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from soleus.facts.case import Case
from soleus.facts.errors import CaseFileError
from soleus.formats.door import read_cases
from soleus.formats.gathering import BELIED
from soleus.interview.complaints import complaint_topics
from soleus.rules.knowledge import load_knowledge

BASE = load_knowledge()
VOCABULARY = BASE.vocabulary


def read(folder: Path) -> Iterator[Case | CaseFileError]:
    """Every record below `folder`, in the order of the names."""
    for path in sorted(folder.rglob("*.json")):
        yield from read_cases(str(path), VOCABULARY)


def of_the_legs(case: Case) -> bool:
    """Whether anything that is so is a complaint of the legs."""
    topics = complaint_topics(BASE)
    return any(VOCABULARY.findings[finding].topic in topics for finding in case.present)


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", type=Path)
    asked.add_argument("--legs", action="store_true")
    asked.add_argument("--first", type=int)
    words = asked.parse_args()
    refused, cases = [], []
    for item in read(words.folder):
        if isinstance(item, CaseFileError):
            refused.append(item)
        elif not words.legs or of_the_legs(item):
            cases.append(item)
        if words.first and len(cases) >= words.first:
            break
    for error in refused:
        print(error)
    told(cases, len(refused))


def told(cases: list[Case], refused: int) -> None:
    """The figures of these records."""
    records = [case.imported for case in cases if case.imported]
    counts = Counter[str]()
    for record in records:
        counts["read"] += len(record.read)
        counts["broader"] += len(record.broader)
        counts["left"] += sum(left.times for left in record.left)
        counts["contradict"] += any(
            left.why == BELIED or left.why.startswith("the record says") for left in record.left
        )
    answers = [len({t.meant for t in (*r.read, *r.broader)}) for r in records]
    print(f"{len(records)} records read, {refused} refused, {counts['contradict']} contradict themselves")
    print(f"{counts['read']} answers as they stand, {counts['broader']} as broader, {counts['left']} entries left out")
    if answers:
        print(f"median {median(answers):g} answers a record; {sum(a >= 3 for a in answers)} with three or more")


if __name__ == "__main__":
    main()
