"""Reading case files: YAML, JSON (one case or a list) and JSON lines, from disk or standard input."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from ..facts.case import Case
from ..facts.errors import CaseFileError, InputError
from ..facts.reader import MAX_BYTES, at_once, decode, line_of, read_json, read_text, read_yaml
from ..facts.vocabulary import Vocabulary
from .understand import understand

Meant = Callable[[Any, Vocabulary], Case]
"""What makes a Case of the data of a file, and raises InputError."""


def read_cases(
    name: str, vocabulary: Vocabulary, stdin: BinaryIO | None = None, meant: Meant = understand
) -> Iterator[Case | CaseFileError]:
    """The cases of the file `name`, or of standard input for "-", in order; `meant` makes each of what stands there.

    A case that cannot be understood comes as the CaseFileError that says why, in its place, so that
    the good ones among them are still answered. Raises CaseFileError if the file itself cannot be read.
    """
    if name == "-":
        yield from cases_in((stdin or sys.stdin.buffer).read(MAX_BYTES + 1), "standard input", vocabulary, meant)
    elif name.endswith((".jsonl", ".ndjson")):
        yield from _lines(Path(name), vocabulary, meant)
    else:
        text = read_text(Path(name))
        data = read_json(text, name) if name.endswith(".json") else read_yaml(text, name, as_written=True)
        yield from _understood(data, name, vocabulary, meant)


def cases_in(
    data: bytes, name: str, vocabulary: Vocabulary, meant: Meant = understand
) -> Iterator[Case | CaseFileError]:
    """The cases of what was sent instead of a file, called `name`; otherwise as `read_cases`."""
    yield from _understood(_guess(decode(data, name), name), name, vocabulary, meant)


def read_many(
    names: Iterable[str], vocabulary: Vocabulary, meant: Meant = understand
) -> Iterator[Case | CaseFileError]:
    """The cases of many files in order; a file that cannot be read comes as the error that says why."""
    for name in names:
        try:
            yield from read_cases(name, vocabulary, meant=meant)
        except CaseFileError as error:
            yield error


def _guess(text: str, name: str) -> Any:
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and all(line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines):
        return [read_json(line, f"{name}, line {number}") for number, line in enumerate(lines, 1)]
    return read_json(text, name) if text.lstrip().startswith(("{", "[")) else read_yaml(text, name, as_written=True)


def _understood(data: Any, name: str, vocabulary: Vocabulary, meant: Meant) -> Iterator[Case | CaseFileError]:
    if data is None or data == []:
        raise CaseFileError(f"{name}: holds no case; see 'soleus schema case' for the form of one")
    cases = data if isinstance(data, list) and not all(isinstance(each, str) for each in data) else [data]
    for index, raw in enumerate(cases):
        where = name
        if len(cases) > 1:
            line = line_of(data, (index,))
            where = f"{name}:{line}" if line else f"{name}, case {index + 1}"
        yield _one(raw, where, vocabulary, meant)


def _one(raw: Any, where: str, vocabulary: Vocabulary, meant: Meant) -> Case | CaseFileError:
    try:
        return meant(raw, vocabulary)
    except InputError as error:
        name = str(raw.get("id") or "") if isinstance(raw, dict) else ""
        called = f" ({name})" if name.isprintable() and name else ""
        return CaseFileError("\n".join(f"{where}{called}: {line}" for line in str(error).splitlines()))


def _lines(path: Path, vocabulary: Vocabulary, meant: Meant) -> Iterator[Case | CaseFileError]:
    try:
        with open(path, "rb", opener=at_once) as file:
            empty = True
            for number, line in enumerate(iter(lambda: file.readline(MAX_BYTES + 1), b""), 1):
                where = f"{path}:{number}"
                if line.strip():
                    empty = False
                    try:
                        yield _one(read_json(decode(line, where), where), where, vocabulary, meant)
                    except CaseFileError as error:
                        yield error
            if empty:
                raise CaseFileError(f"{path}: holds no case")
    except OSError as error:
        raise CaseFileError(f"{path}: cannot be read: {error.strerror or error}") from None
