"""Case files through a form or a request, held to the same rules as on the command line."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from ..facts.case import LISTS, RECORD_KEYS, Case
from ..facts.errors import CaseFileError, InputError
from ..facts.reader import MAX_DEPTH, decode, read_json
from ..facts.terms import fold
from ..facts.vocabulary import Vocabulary
from ..formats import door
from ..reading.case_files import cases_in

REQUEST = "request"
MOST_KEYS, MOST_TERMS, LONGEST_TERM, LONGEST_NOTE = 100, 1000, 200, 10_000
MOST_STRANGE = 100


def json_body(data: bytes) -> Any:
    """The JSON of a request. Raises CaseFileError."""
    found = read_json(decode(data, REQUEST), REQUEST)
    if too_deep(found):
        raise CaseFileError(f"{REQUEST}: nested more than {MAX_DEPTH} deep")
    return found


def too_deep(data: Any, most: int = MAX_DEPTH) -> bool:
    """Whether lists and mappings lie deeper in one another than `most`."""
    layer, depth = [data], 0
    while layer := [child for node in layer if isinstance(node, dict | list) for child in _children(node)]:
        depth += 1
        if depth > most:
            return True
    return False


def _children(node: dict[Any, Any] | list[Any]) -> list[Any]:
    return list(node.values()) if isinstance(node, dict) else node


def case_of(raw: Any, vocabulary: Vocabulary) -> Case:
    """The case that data means, in any form that files have. Raises InputError with every fault, a line each."""
    if isinstance(raw, dict):
        if faults := [*_beyond_measure(raw)]:
            raise InputError("\n".join(faults))
        if not isinstance(raw.get("also"), list | None):
            raise InputError("also: expected a list of ids")
        if _strange(raw, vocabulary) > MOST_STRANGE:
            raise InputError(f"more than {MOST_STRANGE} of these terms are unknown; see /api/v1/find")
    elif isinstance(raw, list) and len(raw) > MOST_TERMS:
        raise InputError(f"more than {MOST_TERMS} entries")
    return door.case_of(raw, vocabulary)


def _strange(raw: dict[Any, Any], vocabulary: Vocabulary) -> int:
    """How many terms go by no known name, each of which would be searched for at length."""
    terms = [t for key in LISTS if isinstance(raw.get(key), list) for t in raw[key] if isinstance(t, str)]
    labs = [str(t) for t in raw["labs"]] if isinstance(raw.get("labs"), dict) else []
    _, measurements = vocabulary.names_by_kind
    return sum(fold(t) not in vocabulary.names for t in terms) + sum(fold(t) not in measurements for t in labs)


def _beyond_measure(raw: dict[Any, Any]) -> Iterator[str]:
    """What no case needs: looking for what a term of a megabyte might mean would take minutes."""
    if len(raw) > MOST_KEYS or any(len(str(key)) > LONGEST_TERM for key in raw):
        yield "a case has no such fields"
        return
    for key, value in raw.items():
        entries = (
            [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else [value]
        )
        longest = LONGEST_NOTE if key in RECORD_KEYS else LONGEST_TERM
        if len(entries) > MOST_TERMS:
            yield f"{key}: more than {MOST_TERMS} entries"
        elif any(isinstance(e, str) and len(e) > longest for e in entries):
            yield f"{key}: longer than {longest} letters"


def uploaded_case(data: bytes, name: str, vocabulary: Vocabulary) -> Case:
    """The one case of an uploaded file, whatever form of those that `soleus assess` reads it has. Raises InputError."""
    name = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1][:80] or "the file"
    first, *others = islice(cases_in(data, name, vocabulary, case_of), 2)
    if isinstance(first, CaseFileError):
        raise first
    if others:
        raise CaseFileError(f"{name}: holds several cases; here one is assessed at a time")
    return first
