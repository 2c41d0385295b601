"""The ways people say each finding, as they stand in `facts/wordings`, and what a finding is called and asked as."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ..facts.errors import CaseFileError, KnowledgeError
from ..facts.reader import read_text, read_yaml
from ..facts.records import describe
from ..facts.vocabulary import FOLDER, Vocabulary
from .tables import Table

WORDINGS = FOLDER / "wordings"
ByWriter = dict[str, tuple[str, ...]]


class Spoken(Table):
    """What people say who have a finding, who have it not, and who speak of it and neither may be taken."""

    says: ByWriter = {}
    denies: ByWriter = {}
    not_to_be_taken: ByWriter = {}


_FILE = TypeAdapter(dict[str, Spoken])
KINDS = ("says", "denies", "not_to_be_taken")


def files() -> list[Path]:
    """The files that the wordings are read from."""
    return sorted(WORDINGS.glob("*.yaml"))


@cache
def load_spoken() -> dict[str, Spoken]:
    """Finding id to its wordings. Raises KnowledgeError with every fault, each with its file and line."""
    faults: list[str] = []
    spoken: dict[str, Spoken] = {}
    for path in files():
        try:
            data = read_yaml(read_text(path), str(path))
            spoken |= _FILE.validate_python(data)
        except CaseFileError as error:
            faults.append(str(error))
        except ValidationError as error:
            faults += describe(error, path, data)
    if faults:
        raise KnowledgeError(faults)
    return spoken


def rows(spoken: dict[str, Spoken]) -> list[tuple[str, tuple[str, ...], str, str]]:
    """Phrase, its findings, kind and writer; a phrase that stands under several findings is one row."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for finding, ways in spoken.items():
        for kind in KINDS:
            for writer, phrases in getattr(ways, kind).items():
                for phrase in phrases:
                    found[phrase, kind, writer].append(finding)
    return [(phrase, tuple(findings), kind, writer) for (phrase, kind, writer), findings in found.items()]


def names(vocabulary: Vocabulary) -> Iterable[tuple[str, str]]:
    """Every label, synonym, narrower name, question and id in words, and its finding."""
    for finding in vocabulary.findings.values():
        for name in dict.fromkeys((finding.label, finding.id.replace("_", " "), *finding.synonyms, *finding.narrower)):
            yield name, finding.id
        if not finding.various:
            yield finding.question, finding.id
