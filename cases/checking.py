"""What is wrong in the library, every fault of every file together, and what in it is not understood."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..facts.errors import CaseFileError
from ..reading.case_files import read_many
from ..rules.knowledge_base import KnowledgeBase
from ..rules.scaffold import unfilled
from .catalogue import Entry, entry, stated_by_id
from .library import FOLDER, NONE_HERE, cause, files
from .record import LibraryCase

LICENCE = ("README.md", "## Licence")


class Checked(NamedTuple):
    """How many cases there are, what is wrong, and what is only not understood, each with its file."""

    cases: int
    faults: list[str]
    open: list[str]


def check(base: KnowledgeBase) -> Checked:
    """The whole library checked."""
    entries: list[tuple[Path, Entry]] = []
    faults = list(_without_licence())
    for path in files():
        try:
            entries.append((path, entry(path)))
        except CaseFileError as error:
            faults += str(error).splitlines()
    faults += [f"{path}: {fault}" for path, e in entries for fault in faults_of(path, e.case, base)]
    faults += doubled(entries)
    try:
        return Checked(len(entries), faults, list(_open(entries, base)))
    except CaseFileError:
        misread = (str(c) for c in read_many(map(str, files()), base.vocabulary) if isinstance(c, CaseFileError))
        return Checked(len(entries), [*faults, *misread], [])


def faults_of(path: Path, case: LibraryCase, base: KnowledgeBase) -> Iterator[str]:
    """What is wrong with one case in its file."""
    if case.id != path.stem:
        yield f"its id is {case.id!r}; a file is called by the id of its case"
    for words in (case.truth, *case.also):
        if not words.startswith(NONE_HERE) and cause(words, base) is None:
            yield f"{words!r} is no hypothesis; a cause that is none here is called '{NONE_HERE}{words}'"
    for _, words in unfilled(case.model_dump(mode="json")):
        yield f"still to be filled in: {words}"


def doubled(entries: Iterable[tuple[Path, Entry]]) -> Iterator[str]:
    """Ids given twice, and pages told twice of people who are the same as far as their age and sex say."""
    ids: dict[str, Path] = {}
    people: dict[tuple[str, float, str | None], Path] = {}
    for path, one in entries:
        case = one.case
        if (first := ids.setdefault(case.id, path)) != path:
            yield f"{path}: the id {case.id!r} is also that of {first}"
        if case.age is not None and (first := people.setdefault((case.url, case.age, case.sex), path)) != path:
            yield f"{path}: the same page, age and sex as in {first}"


def _open(entries: Iterable[tuple[Path, Entry]], base: KnowledgeBase) -> Iterator[str]:
    stated = stated_by_id(base)
    for path, one in entries:
        if said := stated.get(one.case.id):
            words = (("not understood", said.unread), ("to be confirmed", said.asked))
            if told := [f"{how}: {', '.join(dict.fromkeys(what))}" for how, what in words if what]:
                yield f"{path}: {'; '.join(told)}"


def _without_licence() -> Iterator[str]:
    name, heading = LICENCE
    path = FOLDER / name
    if not path.exists() or heading not in path.read_text("utf-8"):
        yield f"{path}: says nothing of the licence; it needs a section '{heading}'"
