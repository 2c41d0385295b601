"""The catalogue: every case as its file has it, and what each states, kept so that looking it up does not read it all.

Both are kept in the cache folder under a digest of all that they are made of, and made anew when any of it changes.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..engine.evaluate import evaluator
from ..facts.errors import CaseFileError, UnknownTerm
from ..facts.finding import Record
from ..facts.kept import digest, keep, kept
from ..facts.reader import read_text, read_yaml
from ..facts.records import describe
from ..facts.terms import fold, nearest
from ..rules.knowledge_base import KnowledgeBase
from .counting import Stated, stated
from .library import FOLDER, cause, files, library
from .record import LibraryCase
from .selection import Selection

PROGRAM = FOLDER.parent
READS = ("facts/*.py", "reading/*.*", "reading/tables/*", "rules/*.py", "engine/*.py", "cases/*.py")
"""What decides, besides the knowledge and the cases, on what a case states."""
T = TypeVar("T")

if TYPE_CHECKING:
    from pydantic import TypeAdapter  # long to load, and who imports this seldom reads a case


class Entry(Record):
    """A case and the batch that it was added with."""

    batch: str
    case: LibraryCase


@cache
def _forms() -> "tuple[TypeAdapter[tuple[Entry, ...]], TypeAdapter[dict[str, Stated]]]":
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Entry, ...]), TypeAdapter(dict[str, Stated])


@cache
def catalogue() -> tuple[Entry, ...]:
    """Every case of the library, by file. Raises CaseFileError with every fault of the first that has not the form."""
    key = digest([*files(), *FOLDER.glob("*.py")], FOLDER)
    if (known := _known("library", key, _forms()[0])) is not None:
        return known
    entries = tuple(entry(path) for path in files())
    keep("library", key, _forms()[0].dump_json(entries, exclude_defaults=True))
    return entries


def entry(path: Path) -> Entry:
    """The case of a file. Raises CaseFileError with every fault, each with its line."""
    from pydantic import ValidationError

    data = read_yaml(read_text(path), str(path))
    try:
        return Entry(batch=path.parent.name, case=LibraryCase.model_validate(data))
    except ValidationError as error:
        raise CaseFileError("\n".join(describe(error, path, data))) from None


def find(name: str) -> Entry:
    """The case of an id, read from its file alone. Raises UnknownTerm with the nearest."""
    known = {path.stem: path for path in files()}
    if name not in known:
        raise UnknownTerm(name, nearest(name, {fold(each): each for each in known}), what="case")
    return entry(known[name])


@cache
def stated_by_id(base: KnowledgeBase) -> dict[str, Stated]:
    """What every case states, by its id. Raises CaseFileError for the first that cannot be understood."""
    made_of = [*files(), *(path for pattern in READS for path in PROGRAM.glob(pattern) if path.is_file())]
    key = digest(made_of, PROGRAM)[:16] + base.version.rpartition("+")[2]
    if (known := _known("stated", key, _forms()[1])) is not None:
        return known
    found = {p.case.id or p.path.stem: stated(p.case, evaluator(base)) for p in library(base)}
    keep("stated", key, _forms()[1].dump_json(found))
    return found


def selected(wanted: Selection, base: KnowledgeBase) -> Iterator[Entry]:
    """The cases that are meant, by file."""
    stated = stated_by_id(base) if wanted.finding or wanted.denied else {}
    for entry in catalogue():
        said = stated.get(entry.case.id)
        if (
            wanted.cause in (None, cause(entry.case.truth, base))
            and wanted.batch in (None, entry.batch)
            and (wanted.finding is None or (said and wanted.finding in said.present))
            and (wanted.denied is None or (said and wanted.denied in said.absent))
        ):
            yield entry


def _known(kind: str, key: str, form: "TypeAdapter[T]") -> T | None:
    from pydantic import ValidationError

    content = kept(kind, key)
    try:
        return None if content is None else form.validate_json(bytes(content))
    except ValidationError:
        return None
