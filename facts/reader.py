"""Reading YAML and JSON safely: bounded, without aliases or doubled keys, every mapping knowing its line."""

import json
import os
import re
from pathlib import Path
from typing import Any

import yaml

from .errors import CaseFileError

MAX_BYTES = 5_000_000
MAX_DEPTH = 40
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Located(dict[Any, Any]):
    """A mapping that remembers the line it began on."""

    line: int = 0


class _Written(_Base):  # type: ignore[misc]
    """The safe loader, refusing a key given twice; every scalar but true, false and null is the text as written."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


class _Loader(_Written):
    """The same with numbers: decimal ones alone, so that 045 is 45, and 1:30, 1_000 and 0x10 are text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


def _mapping(loader: Any, node: yaml.Node) -> Any:
    if not isinstance(node, yaml.MappingNode):
        raise yaml.constructor.ConstructorError(None, None, "expected a mapping", node.start_mark)
    mapping = Located()
    mapping.line = node.start_mark.line + 1
    yield mapping
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        try:
            doubled = key in mapping
        except TypeError:
            raise yaml.constructor.ConstructorError(None, None, "a key must be a word", key_node.start_mark) from None
        if doubled:
            raise yaml.constructor.ConstructorError(None, None, f"{key!r} is given twice", key_node.start_mark)
        mapping[key] = loader.construct_object(value_node, deep=True)


def _integer(loader: Any, node: yaml.ScalarNode) -> int:
    return int(loader.construct_scalar(node))


_Written.add_constructor("tag:yaml.org,2002:map", _mapping)
_Written.add_constructor("tag:yaml.org,2002:int", _integer)
for _tag, _pattern, _first in (
    ("null", r"(?:~|null|Null|NULL|)", ["~", "n", "N", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)", list("tTfF")),
):
    for _class in (_Written, _Loader):
        _class.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^{_pattern}$"), _first)
for _tag, _pattern in (("int", r"[-+]?\d+"), ("float", r"[-+]?(?:\.\d+|\d+\.\d*|\d+(?=[eE]))(?:[eE][-+]?\d+)?")):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^{_pattern}$"), list("-+.0123456789"))


def read_text(path: Path) -> str:
    """The text of a file of at most MAX_BYTES. Raises CaseFileError with the file's name."""
    try:
        if path.is_dir():
            raise CaseFileError(f"{path}: is a directory; name a case file")
        with open(path, "rb", opener=at_once) as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CaseFileError(f"{path}: cannot be read: {error.strerror or error}") from None
    return decode(data, str(path))


def at_once(path: str, flags: int) -> int:
    """Opens for `open`, without waiting for a writer if it is a pipe: without one it is empty."""
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(handle, True)
    return handle


def decode(data: bytes, name: str) -> str:
    """UTF-8 text of at most MAX_BYTES."""
    if len(data) > MAX_BYTES:
        raise CaseFileError(f"{name}: larger than {MAX_BYTES // 1_000_000} MB; split it, or give JSON lines (.jsonl)")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseFileError(f"{name}: not UTF-8 text (byte {error.start}); save it as UTF-8") from None


def read_yaml(text: str, name: str, as_written: bool = False) -> Any:
    """The data of one YAML document, numbers read, or left as they are written where a unit may yet decide on them.

    Raises CaseFileError naming file and line.
    """
    try:
        _refuse_bombs(text, name)
        return yaml.load(text, Loader=_Written if as_written else _Loader)  # noqa: S506 - both are safe loaders
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}:{mark.line + 1}" if mark else name
        raise CaseFileError(f"{where}: not YAML: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise CaseFileError(f"{name}: not YAML: {str(error).splitlines()[0]}") from None
    except ValueError as error:
        raise CaseFileError(f"{name}: not YAML: {error}") from None
    except (LookupError, AttributeError):  # as yaml fails on "!!bool foo", "!!float" and "!!timestamp foo"
        raise CaseFileError(f"{name}: not YAML: a value does not fit its tag") from None


def _refuse_bombs(text: str, name: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Base):
        if isinstance(event, yaml.AliasEvent):
            raise CaseFileError(f"{_at(name, event)}: YAML aliases (*name) are not accepted; write it out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise CaseFileError(f"{_at(name, event)}: nested more than {MAX_DEPTH} deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _at(name: str, event: yaml.Event) -> str:
    return f"{name}:{event.start_mark.line + 1}" if event.start_mark else name


def read_json(text: str, name: str) -> Any:
    """The data of one JSON document. Raises CaseFileError naming file and line."""
    try:
        return json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise CaseFileError(f"{name}:{error.lineno}: not JSON: {error.msg}") from None
    except RecursionError:
        raise CaseFileError(f"{name}: nested too deep") from None
    except ValueError as error:
        raise CaseFileError(f"{name}: not JSON: {error}") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key, value in pairs:
        if key in mapping:
            raise ValueError(f"{key!r} is given twice")
        mapping[key] = value
    return mapping


def line_of(data: Any, path: tuple[int | str, ...]) -> int | None:
    """The line of the innermost mapping on the way to `path` in data read by `read_yaml`."""
    line = getattr(data, "line", None)
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            break
        line = getattr(data, "line", line)
    return line


def kind_of(value: Any) -> str:
    """What a value of YAML or JSON is called in a message."""
    names = {dict: "a mapping", list: "a list", str: "text", bool: "true or false", type(None): "nothing"}
    return names.get(type(value)) or next((n for t, n in names.items() if isinstance(value, t)), "a number")
