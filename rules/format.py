"""Knowledge files in one layout: at most WIDTH columns, one condition a line where conditions nest, comments kept.

What a file says never changes. What was written on one line stays there if it fits, and is opened if it does not or if
its conditions nest NESTED deep; a list of plain words goes on in the next line; long text is folded.
"""

import re
from collections import deque
from io import StringIO
from pathlib import Path
from typing import Any

import yaml
from yaml.emitter import Emitter
from yaml.resolver import Resolver

from ..facts.errors import CaseFileError
from ..facts.reader import read_text, read_yaml

WIDTH = 120
NESTED = 3
COMPOUND = ("all", "any", "at_least")
TEXT = "tag:yaml.org,2002:str"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_scalars: Any = Emitter(StringIO(), allow_unicode=True)
_tags: Any = Resolver()


def formatted(text: str, name: str) -> str:
    """The text of a knowledge file in the one layout. Raises CaseFileError naming file and line if it is not YAML."""
    data = read_yaml(text, name)
    node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    if node is None:
        return text
    made = _Layout(text).of(node)
    if read_yaml(made, name) != data or _comments(made) != _comments(text):
        raise CaseFileError(f"{name}: cannot be laid out without changing what it says")
    return made


def laid_out(path: Path, *, write: bool) -> bool:
    """Whether a file's layout differs from the one layout; with `write` it is given it."""
    text = read_text(path)
    if (made := formatted(text, str(path))) == text:
        return False
    if write:
        path.write_text(made, encoding="utf-8")
    return True


def _comments(text: str) -> list[str]:
    """The words of all comments."""
    return [word for _, words in _placed_comments(text) for word in words.split() if word != "#"]


def _placed_comments(text: str) -> list[tuple[int, str]]:
    """Each comment with its line, counted from 0. A comment ends a line and has a gap before it."""
    tokens = yaml.scan(text, Loader=_Loader)
    scalars = [(t.start_mark.index, t.end_mark.index) for t in tokens if isinstance(t, yaml.ScalarToken)]
    found, end = [], 0
    for match in re.finditer(r"(?:^|(?<=\s))#.*", text, re.MULTILINE):
        if match.start() >= end and not any(a <= match.start() < b for a, b in scalars):
            found.append((text.count("\n", 0, match.start()), match.group().rstrip()))
            end = match.end()
    return found


class _Layout:
    def __init__(self, text: str):
        self.comments = deque(_placed_comments(text))
        self.blank = {number for number, line in enumerate(text.splitlines()) if not line.strip()}
        self.end = text.count("\n")
        self.lines: list[str] = []

    def of(self, root: yaml.Node) -> str:
        """The whole document."""
        if isinstance(root, yaml.ScalarNode):
            self.lines.append(_scalar(root, flow=False))
        else:
            self._entries(root, 0)
        self._comments_before(self.end, 0)
        return "\n".join(self.lines) + "\n"

    def _entries(self, node: yaml.Node, indent: int) -> None:
        """The entries of a mapping or list, each on lines of its own; sections and long records stand apart."""
        part = indent == 0 or (indent == 2 and isinstance(node, yaml.SequenceNode))
        long = False
        for number, (key, value) in enumerate(_pairs(node)):
            start = len(self.lines)
            was_apart = self._comments_before((key or value).start_mark.line, indent)
            below = len(self.lines)
            self._entry(key, value, indent)
            before, long = long, len(self.lines) > below + 1
            if number and (was_apart or (part and (before or long))):
                self.lines.insert(start, "")

    def _comments_before(self, line: int, indent: int) -> bool:
        """Write the comments above an entry; whether an empty line stood above them or it."""
        first = min(line, self.comments[0][0]) if self.comments else line
        while self.comments and self.comments[0][0] <= line:
            words = self.comments.popleft()[1].split(" ")
            self.lines += _filled(words, " " * indent, " " * indent + "# ")
        return first - 1 in self.blank

    def _entry(self, key: yaml.Node | None, value: yaml.Node, indent: int) -> None:
        """One entry: what it is called, or the dash of a list, and its value behind or below it."""
        head = " " * indent + (f"{_scalar(key, flow=False)}:" if key else "-")
        nested = nesting(value) + _is_compound(key, value)
        if nested < NESTED and (line := self._on_one_line(head, value)) is not None:
            self.lines.append(line)
        elif isinstance(value, yaml.ScalarNode):
            self._folded(head, value, indent + 2)
        elif _plain_list(value):
            self._wrapped(head, value)
        else:
            start = len(self.lines)
            self._entries(value, indent + 2)
            if key is None and self.lines[start].lstrip()[0] != "#":
                self.lines[start] = head + self.lines[start][len(head) :]
            else:
                self.lines.insert(start, head)

    def _on_one_line(self, head: str, value: yaml.Node) -> str | None:
        if isinstance(value, yaml.ScalarNode):
            line = f"{head} {_scalar(value, flow=False)}".rstrip()
        elif not _in_brackets(value) or self._holds_comment(value):
            return None
        else:
            line = f"{head} {_flow(value)}"
        return line if len(line) <= WIDTH else None

    def _holds_comment(self, value: yaml.Node) -> bool:
        return bool(self.comments) and self.comments[0][0] < value.end_mark.line

    def _folded(self, head: str, value: yaml.ScalarNode, indent: int) -> None:
        """Text over several lines; what cannot be folded without change stays on one."""
        if value.tag != TEXT or not re.search(r"\S \S", value.value) or re.search(r"\n|^\s|\s$|\s\s", value.value):
            self.lines.append(f"{head} {_scalar(value, flow=False)}")
            return
        self.lines.append(f"{head} >-")
        self.lines += _filled(value.value.split(" "), " " * indent, " " * indent)

    def _wrapped(self, head: str, value: yaml.Node) -> None:
        words = [_scalar(n, flow=True) for n in value.value]
        parts = [*(f"{w}," for w in words[:-1]), f"{words[-1]}]"]
        self.lines += _filled(parts, f"{head} [", " " * (len(head) + 2))


def _filled(parts: list[str], first: str, further: str) -> list[str]:
    """The parts one behind the other, on as few lines as hold them."""
    lines = [first + parts[0]]
    for part in parts[1:]:
        if len(lines[-1]) + 1 + len(part) <= WIDTH:
            lines[-1] += f" {part}"
        else:
            lines.append(further + part)
    return lines


def _pairs(node: yaml.Node) -> list[tuple[yaml.Node | None, yaml.Node]]:
    """The keys and values of a mapping, or the items of a list without a key."""
    return list(node.value) if isinstance(node, yaml.MappingNode) else [(None, item) for item in node.value]


def _in_brackets(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _plain_list(node: yaml.Node) -> bool:
    """Whether this is a list of words in brackets, none of them so long that it fills a line."""
    if not (isinstance(node, yaml.SequenceNode) and _in_brackets(node)):
        return False
    return bool(node.value) and all(
        isinstance(item, yaml.ScalarNode) and len(item.value) < WIDTH // 2 for item in node.value
    )


def nesting(node: yaml.Node) -> int:
    """How many compound conditions stand within one another, at the deepest."""
    if isinstance(node, yaml.SequenceNode):
        return max(map(nesting, node.value), default=0)
    if isinstance(node, yaml.MappingNode):
        return max((nesting(v) + _is_compound(k, v) for k, v in node.value), default=0)
    return 0


def _is_compound(key: yaml.Node | None, value: yaml.Node) -> bool:
    """Whether an entry is a compound condition; `at_least` with a number is a bound."""
    return key is not None and key.value in COMPOUND and not isinstance(value, yaml.ScalarNode)


def _flow(node: yaml.Node) -> str:
    """A value on one line, inside brackets."""
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, flow=True)
    if isinstance(node, yaml.SequenceNode):
        return f"[{', '.join(map(_flow, node.value))}]"
    return f"{{{', '.join(f'{_flow(k)}: {_flow(v)}' for k, v in node.value)}}}"


def _scalar(node: yaml.Node, *, flow: bool) -> str:
    """A word, number or text, quoted only where it would be read as something else."""
    text = node.value
    if node.tag != TEXT:
        return str(text)
    about = _scalars.analyze_scalar(text)
    plain = about.allow_flow_plain if flow else about.allow_block_plain
    if plain and not about.multiline and _tags.resolve(yaml.ScalarNode, text, (True, False)) == TEXT:
        return str(text)
    if '"' in text or "\\" in text:
        return _single(text) if "\n" not in text else _escaped(text)
    return f'"{text}"' if "\n" not in text else _escaped(text)


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _escaped(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
