"""The knowledge base that YAML says, read, checked and linked."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ..facts.errors import CaseFileError, KnowledgeError
from ..facts.finding import Record
from ..facts.reader import line_of, read_text, read_yaml
from ..facts.records import describe
from ..facts.vocabulary import FOLDER as VOCABULARY
from ..facts.vocabulary import Vocabulary, load_vocabulary
from . import links
from .definitions import definitions_in, unknown_names, written_out
from .folder import COUNTS, FOLDER
from .knowledge_base import KnowledgeBase
from .outside_ages import outside_ages
from .rule import ReferralRule
from .rule_file import RuleFile
from .scaffold import unfilled
from .script import Counts, Parameters
from .settle import settled, worked_out
from .turns import turns
from .unsaid_age import at_unsaid_age
from .weighing_scripts import scripts_of

PARAMETERS = "parameters.yaml"
M = TypeVar("M", bound=Record)
SECTIONS = ("derive", "evidence", "referral", "advice")
UNTRACED = ("definitions", "limits", "contents", "expected")  # whose ids may be those of other records


def read_knowledge(folder: Path = FOLDER) -> KnowledgeBase:
    """The knowledge base that the YAML in `folder` says. Raises KnowledgeError with every fault."""
    from pydantic import ValidationError

    vocabulary = load_vocabulary()
    faults: list[str] = []
    written, files, content = [], [], hashlib.sha256()
    for path in sorted(VOCABULARY.rglob("*.yaml")):
        content.update(path.read_bytes())
    for path in sorted(folder.glob("*/*.yaml")):
        try:
            text = read_text(path)
            data = read_yaml(text, str(path)) or {}
            content.update(text.encode())
            written.append((path, data))
        except CaseFileError as error:
            faults.append(str(error))
    meant = definitions_in(data for _, data in written)
    for path, data in written:
        unfit = [f"{path}:{line_of(data, place)}: {fault}" for place, fault in _as_written(data, meant)]
        faults += unfit
        try:
            if not unfit:
                files.append((path, data, RuleFile.model_validate(written_out(data, meant))))
        except ValidationError as error:
            faults += describe(error, path, data)
    entries = [entry for file in files for entry in _entries(*file)]
    for path in (folder / COUNTS, folder / PARAMETERS):
        content.update(path.read_bytes() if path.exists() else b"")
    base = _assemble(entries, vocabulary, _version(folder, content.hexdigest()))
    base = replace(base, counts=_numbers(folder / COUNTS, Counts), parameters=_numbers(folder / PARAMETERS, Parameters))
    faults += _clashes(entries)
    if len(files) == len(written):  # what a spoilt file would have defined is not missing
        faults += links.check(base)
    if faults:
        raise KnowledgeError(faults)
    base = replace(base, scripts=scripts_of(base).rules(), referral=_at_unsaid_ages(base))
    return replace(base, vocabulary=vocabulary.turning(turns(base)))


def _at_unsaid_ages(base: KnowledgeBase) -> tuple[ReferralRule, ...]:
    opened = at_unsaid_age(base.derive, base.vocabulary)
    return tuple(rule.model_copy(update={"when": opened(rule.when)}) for rule in base.referral)


def _numbers(path: Path, model: type[M]) -> M:
    """What a file of numbers says; the model's defaults where there is none. Raises KnowledgeError."""
    from pydantic import ValidationError

    if not path.exists():
        return model()
    data = read_yaml(read_text(path), str(path))
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise KnowledgeError(describe(error, path, data)) from None


class _Entry(NamedTuple):
    """A record of a file: `section` is the one it stands in, `where` the `file:line`."""

    section: str
    id: str
    record: Any
    where: str


def _entries(path: Path, data: Any, file: RuleFile) -> Iterator[_Entry]:
    """Everything a file defines."""
    if file.hypothesis:
        where = f"{path}:{line_of(data, ('hypothesis',))}"
        yield _Entry("hypotheses", file.hypothesis.id, file.hypothesis, where)
    for section in SECTIONS:
        for index, rule in enumerate(getattr(file, section)):
            yield _Entry(section, rule.id, rule, f"{path}:{line_of(data, (section, index))}")
    if file.script:
        yield _Entry("expected", file.script.hypothesis, file.script, f"{path}:{line_of(data, ('script',))}")
    for name, source in file.sources.items():
        yield _Entry("sources", name, source, f"{path}:{line_of(data, ('sources', name))}")
    for name, content in file.contents.items():
        yield _Entry("contents", name, content, f"{path}:{line_of(data, ('contents', name))}")
    for name, definition in file.definitions.items():
        yield _Entry("definitions", name, definition, f"{path}:{line_of(data, ('definitions', name))}")
    for name, limits in file.limits.items():
        yield _Entry("limits", name, limits, f"{path}:{line_of(data, ('limits', name))}")


def _firsts(entries: Iterable[_Entry]) -> dict[tuple[str, str], _Entry]:
    """Of each kind and id the first entry; rules of all sections are one kind."""
    first: dict[tuple[str, str], _Entry] = {}
    for entry in entries:
        first.setdefault((_kind(entry), entry.id), entry)
    return first


def _kind(entry: _Entry) -> str:
    return "rules" if entry.section in SECTIONS else entry.section


def _clashes(entries: list[_Entry]) -> Iterator[str]:
    """Every id defined twice; a source may be, as long as it says the same."""
    first = _firsts(entries)
    for entry in entries:
        earlier = first[_kind(entry), entry.id]
        if entry is earlier:
            continue
        if entry.section in SECTIONS:
            yield f"{entry.where}: rule {entry.id!r} is already defined at {earlier.where}"
        elif entry.section == "hypotheses":
            yield f"{entry.where}: hypothesis {entry.id!r} is defined twice"
        elif entry.section == "expected":
            yield f"{entry.where}: the script of {entry.id!r} is given twice"
        elif entry.section in ("definitions", "contents"):
            yield f"{entry.where}: {entry.section.removesuffix('s')} {entry.id!r} is given twice"
        elif entry.section == "limits":
            yield f"{entry.where}: the limits of {entry.id!r} are given twice"
        elif entry.record != earlier.record:
            yield f"{entry.where}: source {entry.id!r} differs from the one at {earlier.where}"


def _assemble(entries: list[_Entry], vocabulary: Vocabulary, version: str) -> KnowledgeBase:
    kept = _firsts(entries).values()
    parts: dict[str, list[_Entry]] = {s: [] for s in ("hypotheses", "sources", *UNTRACED, *SECTIONS)}
    for entry in sorted(kept, key=lambda e: e.id):
        parts[entry.section].append(entry)
    hypotheses = {e.id: e.record for e in parts["hypotheses"]}
    rules: dict[str, Any] = {section: tuple(e.record for e in parts[section]) for section in SECTIONS}
    outside = tuple(outside_ages(hypotheses.values(), rules["derive"], vocabulary))
    rules["evidence"] = settled(sorted((*rules["evidence"], *outside), key=lambda r: r.id), hypotheses, vocabulary)
    origins = {e.id: e.where for e in kept if e.section not in UNTRACED}
    return KnowledgeBase(
        vocabulary=vocabulary,
        version=version,
        hypotheses=hypotheses,
        sources={e.id: e.record for e in parts["sources"]},
        origins=origins | {rule.id: origins[name] for rule in outside for name in rule.lowers},
        contents={e.id: e.record for e in parts["contents"]},
        definitions={e.id: e.record.when for e in parts["definitions"]},
        limits={e.id: e.record for e in parts["limits"]},
        expected={e.id: e.record for e in parts["expected"]},
        **rules,
    )


def _as_written(data: Any, meant: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What keeps a file's data from being read at all, each with its place."""
    for place, words in unfilled(data):
        yield place, f"{'.'.join(map(str, place))}: still to be filled in: {words}"
    for place in worked_out(data.get("evidence") if isinstance(data, dict) else None, ("evidence",)):
        yield place, f"{'.'.join(map(str, place))}: is worked out when the knowledge is loaded"
    for place, error in unknown_names(data, meant):
        yield place, str(error)


def _version(folder: Path, digest: str) -> str:
    path = folder / "version.yaml"
    said = read_yaml(read_text(path), str(path))
    if not isinstance(said, dict) or not isinstance(said.get("version"), str | int | float):
        raise KnowledgeError([f"{path}: expected the version of the knowledge, such as 'version: 1.0.0'"])
    return f"{said['version']}+{digest[:8]}"
