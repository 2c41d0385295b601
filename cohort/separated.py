"""Separated text (CSV) of any make: encoding, delimiter, header and index are recognised before a cell is read."""

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from ..facts.errors import CaseFileError
from ..facts.printable import printable

BLOCK = 1 << 20
DELIMITERS = (",", ";", "\t", "|")
LONGEST_HEADER = 1 << 20  # characters
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_NOT_IN_CP1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
NAMELESS = "(column {})"
"""What a column without a name is called; nothing of it is read."""


@dataclass(frozen=True)
class Separated:
    """How a file of separated text is made: `skipped` lines stand before the header, `names` are the columns'."""

    encoding: str
    delimiter: str
    skipped: int
    names: tuple[str, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not as in plain comma-separated UTF-8, in words."""
        found = [f"read as {self.encoding}"] if self.encoding != "utf-8" else []
        if self.delimiter != ",":
            found.append(f"separated by {self.delimiter!r}")
        if left := [name for name in self.names if is_nameless(name)]:
            found.append(f"left out for want of a name: {', '.join(left)}")
        return tuple(found)


def is_nameless(column: str) -> bool:
    """Whether a column had no name in its header."""
    return column.startswith("(column ") and column.endswith(")")


def recognised(path: Path) -> Separated:
    """How the file is made. Raises CaseFileError if it holds no row."""
    about = path.stat()
    return _recognised(path, about.st_size, about.st_mtime_ns)


def has_open_quote(path: Path, made: Separated) -> bool:
    """Whether a cell is opened by a quotation mark and never closed: their number is odd."""
    with path.open(encoding=made.encoding, newline="", errors="replace") as file:
        return sum(block.count('"') for block in iter(lambda: file.read(BLOCK), "")) % 2 == 1


@lru_cache(maxsize=4)
def _recognised(path: Path, size: int, changed: int) -> Separated:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        lines = list(islice(iter(lambda: file.readline(LONGEST_HEADER), ""), 12))
    skipped = _filled(lines, 0)
    delimiter = None
    if skipped < len(lines) and (told := lines[skipped].strip('\ufeff"\r\n ').lower()).startswith("sep="):
        delimiter, skipped = told[4:5] or "\t", _filled(lines, skipped + 1)
    text = "".join(lines[skipped:]).removeprefix("\ufeff")
    delimiter = delimiter or _delimiter(text)
    try:
        header, *first = islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 2)
    except (ValueError, csv.Error):
        header, first = [], []
    if not first:
        raise CaseFileError(f"{path}: holds no row; the first line names the columns, each further one is a person")
    if len(first[0]) == len(header) + 1:  # as R writes it: the names of the rows have no name
        header = ["", *header]
    return Separated(encoding, delimiter, skipped, tuple(_names(header)))


def _filled(lines: list[str], start: int) -> int:
    """The first line from `start` on that says anything."""
    return next((number for number in range(start, len(lines)) if lines[number].strip("\ufeff\r\n\0")), len(lines))


def _encoding(path: Path) -> str:
    """UTF-8 if all of the file is, UTF-16 or UTF-32 by its mark or its zeros, else what Windows writes in the West."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        head = file.read(4096)
        if marked := next((name for mark, name in _MARKS if head.startswith(mark) and name != "utf-8"), None):
            return "utf-32" if head[:4] in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE) else marked
        if head.count(0) > len(head) // 4:
            return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        file.seek(0)
        try:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "latin-1" if any(map(block.__contains__, _NOT_IN_CP1252)) else "cp1252"
    return "utf-8"


def _delimiter(text: str) -> str:
    """The mark that stands most often between the names of the header."""
    header, quoted, found = next(iter(text.splitlines()), ""), False, Counter[str]()
    for letter in header:
        quoted ^= letter == '"'
        if not quoted and letter in DELIMITERS:
            found[letter] += 1
    return max(DELIMITERS, key=lambda mark: found[mark])


def _names(header: list[str]) -> list[str]:
    """The names without their margins; one that is missing or stands again says so."""
    times, names = Counter[str](), dict[str, None]()
    for number, written in enumerate(header, 1):
        name = told = printable(written.strip().strip("\ufeff\0")) or NAMELESS.format(number)
        while told in names:
            times[name] += 1
            told = f"{name} ({times[name] + 1})"
        names[told] = None
    return list(names)
