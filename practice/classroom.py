"""A set of cases for a class: one file that a teacher hands out, and the attempts that come back."""

import csv
import io
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean

import yaml
from pydantic import ValidationError

from ..facts.declared import Field
from ..facts.errors import CaseFileError, InputError
from ..facts.finding import Record, Text
from ..facts.printable import refuse_unprintable
from ..facts.reader import read_text, read_yaml
from ..facts.records import describe
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .attempt import Attempt, Kind
from .deck import Dealt, dealt, from_file, is_fit
from .exchange import COLUMNS, Line, harmless, row
from .exercise import Scored
from .exercises import score
from .marks import Marks, mark
from .sitting import drawn

MOST = 50


class CaseSet(Record):
    """A set: cases by their numbers, or by files in the form of the library beside it.

    `seed` is kept of how they were drawn; `minutes` is what the class is given, and is told, not enforced.
    """

    title: Text
    kind: Kind = Kind.EXAM
    minutes: int | None = Field(default=None, ge=1)
    seed: str | None = None
    cases: tuple[Text, ...] = Field(min_length=1, max_length=MOST)


class Opened(Record):
    """A set with its cases found: `numbers` in their order, `files` of those that are not of the library."""

    set: CaseSet
    numbers: tuple[str, ...]
    files: dict[str, str]


def read_set(path: Path, base: KnowledgeBase) -> Opened:
    """The set of a file, with every case looked up. Raises InputError with every fault, each with its place."""
    text = read_text(path)
    data = read_yaml(text, str(path), as_written=True)
    refuse_unprintable(data, str(path))
    try:
        wanted = CaseSet.model_validate(data)
    except ValidationError as error:
        raise CaseFileError("\n".join(describe(error, path, data))) from None
    numbers, files, faults = list[str](), dict[str, str](), list[str]()
    for place, name in enumerate(wanted.cases, 1):
        try:
            hand = _hand(name, path, base)
        except InputError as error:
            faults.append(f"{path}: case {place}: {error}")
            continue
        numbers.append(hand.number)
        if _is_file(name):
            files[hand.number] = str((path.parent / name).resolve())
    if len(set(numbers)) < len(numbers):
        faults.append(f"{path}: a case is there twice")
    if faults:
        raise InputError("\n".join(faults))
    return Opened(set=wanted, numbers=tuple(numbers), files=files)


def _is_file(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))


def _hand(name: str, path: Path, base: KnowledgeBase) -> Dealt:
    return from_file(path.parent / name, base) if _is_file(name) else dealt(name.replace(" ", ""), base)


def hands(opened: Opened, base: KnowledgeBase) -> list[Dealt]:
    """The cases of a set."""
    return [from_file(Path(opened.files[n]), base) if n in opened.files else dealt(n, base) for n in opened.numbers]


def unfit(opened: Opened, base: KnowledgeBase) -> list[str]:
    """The numbers of those on which the marks of the reasoning mean little."""
    return [hand.number for hand in hands(opened, base) if not is_fit(hand, base)]


def new_set(title: str, seed: str, cases: int, causes: tuple[str, ...], base: KnowledgeBase) -> str:
    """The text of a set that a seed draws. Raises InputError where there are not so many cases, or this is no text."""
    refuse_unprintable({"title": title, "seed": seed})
    numbers = [drawn(seed, place, base, causes).number for place in range(cases)]
    if len(set(numbers)) < cases:
        raise InputError(f"there are only {len(set(numbers))} such cases")
    head = [f"title: {_quoted(title)}", "kind: exam  # or cued, worked", f"seed: {_quoted(seed)}", "cases:"]
    return "\n".join([*head, *(f"  - '{number[:4]} {number[4:]}'" for number in numbers)]) + "\n"


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, default_style="'", allow_unicode=True, width=math.inf).rstrip("\n")


class Answered(Record):
    """One attempt of one learner and its marks."""

    line: Line
    marks: Marks | None
    scored: Scored | None = None


def answered(lines: Iterable[Line], opened: Opened | None, base: KnowledgeBase) -> list[Answered]:
    """The attempts at the cases of a set, or all, marked by the rules as they are. Raises InputError for a broken
    seal."""
    found = []
    own = {hand.number: hand for hand in hands(opened, base)} if opened else {}
    for line in lines:
        kept = line.kept
        if kept.seal() != kept.sha256:
            raise InputError(f"{line.learner or 'someone'}, case {kept.attempt.number}: changed after it was sealed")
        if not opened or kept.attempt.number in own:
            hand = own.get(kept.attempt.number) or dealt(kept.attempt.number, base)
            marks, scored = mark(kept.attempt, hand, base), _scored(kept.attempt, hand, base)
            found.append(Answered(line=line, marks=marks, scored=scored))
    return found


def _scored(attempt: Attempt, hand: Dealt, base: KnowledgeBase) -> Scored | None:
    """The marks of an exercise; None where it reads otherwise under these rules."""
    try:
        return score(attempt, hand, base)
    except InputError:
        return None


def rows_csv(found: Sequence[Answered]) -> str:
    """A row a learner and case."""
    return _csv(COLUMNS, (row(one.line, one.marks, one.scored) for one in found))


SPREAD = (
    "case", "truth", "learners", "given_up", "first", "credit", "brier", "speaks_for", "speaks_against",
    "minutes", "cost", *(f"said_{level}" for level in Level), "commonest_wrong_first",
)  # fmt: skip


def spread_csv(found: Sequence[Answered]) -> str:
    """A row a case: how the class fared."""
    by_case: dict[str, list[Answered]] = defaultdict(list)
    for one in found:
        by_case[one.line.kept.attempt.number].append(one)
    return _csv(SPREAD, (_spread(number, of_case) for number, of_case in by_case.items()))


def _spread(number: str, of_case: Sequence[Answered]) -> dict[str, object]:
    marked = [one for one in of_case if one.marks]
    rows = [row(one.line, one.marks) for one in marked]
    levels = Counter(r["level"] for r in rows)
    wrong = Counter(r["first"] for r in rows if r["place"] != 1)
    return {
        "case": number,
        "truth": rows[0]["truth"] if rows else "",
        "learners": len(of_case),
        "given_up": sum(one.line.kept.attempt.skipped for one in of_case),
        "first": sum(r["place"] == 1 for r in rows),
        **{name: _mean(r[name] for r in rows) for name in SPREAD[5:11]},
        **{f"said_{level}": levels.get(level.value, 0) for level in Level},
        "commonest_wrong_first": wrong.most_common(1)[0][0] if wrong else "",
    }


def _mean(values: Iterable[object]) -> str:
    numbers = [float(str(v)) for v in values if v != ""]
    return f"{mean(numbers):.2f}" if numbers else ""


def _csv(columns: Sequence[str], rows: Iterable[dict[str, object]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in one.items()} for one in rows)
    return text.getvalue()
