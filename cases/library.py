"""Reading the library: one YAML file a case, in a folder for each time that cases were added."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..facts.case import Case
from ..facts.errors import CaseFileError
from ..reading.case_files import read_cases
from ..rules.knowledge_base import KnowledgeBase

FOLDER = Path(__file__).parent
NONE_HERE = "other_"  # begins a cause that is no hypothesis


@dataclass(frozen=True)
class Published:
    """A case of the library: the file it stands in, and what it says. `batch` is the folder's name."""

    path: Path
    case: Case

    @property
    def batch(self) -> str:
        """When it was added: the name of its folder."""
        return self.path.parent.name


@cache
def library(base: KnowledgeBase) -> tuple[Published, ...]:
    """Every case, by file. Raises CaseFileError for the first that cannot be read."""
    return tuple(published(files(), base))


def files(folder: Path = FOLDER) -> list[Path]:
    """The files of all cases, or of a folder's."""
    return sorted(folder.rglob("*.yaml"))


def published(paths: Iterable[Path], base: KnowledgeBase) -> Iterator[Published]:
    """The cases of some files. Raises CaseFileError for one that cannot be read."""
    for path in paths:
        for case in read_cases(str(path), base.vocabulary):
            if isinstance(case, CaseFileError):
                raise case
            yield Published(path, case)


def bare(truth: str | None) -> str:
    """A confirmed cause without the mark of one that is no hypothesis."""
    return (truth or "").removeprefix(NONE_HERE)


@cache
def cause(truth: str | None, base: KnowledgeBase) -> str | None:
    """The hypothesis that a confirmed cause is; None for a cause that is none here."""
    named = bare(truth)
    return base.named_hypothesis(named.replace("_", " ")) or base.named_hypothesis(named)
