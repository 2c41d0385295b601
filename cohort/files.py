"""Tables in files, read in chunks of a fixed number of rows and written whole."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.csv as pa_csv

from ..facts.errors import CaseFileError, InputError
from ..facts.printable import refuse_unwritable
from ..facts.vocabulary import Vocabulary
from ..rules.knowledge_base import KnowledgeBase
from .door import Door
from .layout import layout
from .parquet import frames
from .separated import has_open_quote, recognised
from .spared import spared

PLAIN = Door()
BINARY_CHUNK, TEXT_CHUNK = 262_144, 65_536
FORMATS = {
    ".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".arrow": "arrow", ".feather": "arrow", ".ipc": "arrow",
}  # fmt: skip
FAULTS = (OSError, UnicodeError, pl.exceptions.PolarsError, pl.exceptions.PanicException, pa.ArrowException)
"""What the libraries say of a file that cannot be read or written."""


@dataclass(frozen=True)
class Chunk:
    """Some rows of a file: their numbers, counted from 1, the table, and the rows that are not even a row of it."""

    numbers: pl.Series
    frame: pl.DataFrame
    broken: list[tuple[int, str]]


def format_of(path: Path) -> str:
    """The format that a name, in UTF-8, ends in. Raises InputError for any other, and for what is there and no file."""
    refuse_unwritable(str(path))
    if (found := FORMATS.get(path.suffix.lower())) is None:
        raise InputError(f"{path}: expected a name ending in {', '.join(FORMATS)}")
    if path.exists() and not path.is_file():
        raise InputError(f"{path}: is no ordinary file")
    return found


def notes(path: Path) -> tuple[str, ...]:
    """What was recognised of a file of separated text that is made otherwise than most. Raises CaseFileError."""
    return _read(path, lambda: recognised(path)).notes if format_of(path) == "csv" else ()


def chunk_size(path: Path) -> int:
    """How many rows of a file are taken at once."""
    return TEXT_CHUNK if format_of(path) in ("csv", "jsonl") else BINARY_CHUNK


def row_count(path: Path) -> int | None:
    """How many rows a file has, where it says so itself."""
    if (scan := _scans().get(format_of(path))) is None:
        return None
    return int(_read(path, lambda: scan(path).select(pl.len()).collect().item()))


def chunks(
    path: Path, vocabulary: Vocabulary, first: int = 0, door: Door = PLAIN, base: KnowledgeBase | None = None
) -> Iterator[Chunk]:
    """The chunks of a file from the `first` on, as they came through the door.

    With a `base`, columns that make no difference to its rules may be left out.
    Raises CaseFileError if the file cannot be read, or InputError for columns that mean nothing.
    """
    for chunk in _chunks(path, vocabulary, first, door, base):
        if chunk.frame.columns and format_of(path) == "csv":
            door.check(tuple(chunk.frame.columns), path)
        yield replace(chunk, frame=door.through(chunk.frame, vocabulary))


def _chunks(path: Path, vocabulary: Vocabulary, first: int, door: Door, base: KnowledgeBase | None) -> Iterator[Chunk]:
    size, kind = chunk_size(path), format_of(path)

    def understood(columns: tuple[str, ...]) -> None:
        layout(tuple(door.renamed(columns, vocabulary).values()), vocabulary)

    if kind in ("parquet", "arrow"):
        rows = _scans()[kind](path)
        names = tuple(_read(path, rows.collect_schema))
        if names:
            door.check(names, path)
        kept = door.renamed(names, vocabulary)
        left = _read(path, lambda: spared(path, kept, base)) if base and kind == "parquet" else ()
        wanted = [name for name in kept if name not in left]
        read = frames if kind == "parquet" else _sliced
        start, rest = first * size, read(path, wanted, first * size, size)
        while (frame := _read(path, lambda: next(rest, None))) is not None:
            yield Chunk(_numbers(start, len(frame)), frame, [])
            start += len(frame)
    else:
        reader = (
            _csv(path, size)
            if kind == "csv"
            else _jsonl(path, size, lambda names: layout(tuple(door.renamed(names, vocabulary).values()), vocabulary))
        )
        yield from islice(reader, first, None)


def _sliced(path: Path, names: Sequence[str], start: int, size: int) -> Iterator[pl.DataFrame]:
    """Some columns of an Arrow file, as `frames` gives those of Parquet."""
    rows = pl.scan_ipc(path).select(names)
    total = int(pl.scan_ipc(path).select(pl.len()).collect().item())
    for first in range(start, max(total, 1), size):
        yield rows.slice(first, size).collect()


def _scans() -> dict[str, Callable[[Path], pl.LazyFrame]]:
    return {"parquet": pl.scan_parquet, "arrow": pl.scan_ipc}


def _numbers(start: int, count: int) -> pl.Series:
    return pl.int_range(start + 1, start + count + 1, dtype=pl.Int64, eager=True).alias("row")


def _read(path: Path, work: Callable[[], Any]) -> Any:
    try:
        return work()
    except FAULTS as error:
        raise CaseFileError(f"{path}: cannot be read: {reason(error)}") from None


def reason(error: BaseException) -> str:
    if isinstance(error, pl.exceptions.PanicException):
        return "it is damaged"
    return str(getattr(error, "strerror", None) or str(error) or type(error).__name__).splitlines()[0]


def _csv(path: Path, size: int) -> Iterator[Chunk]:
    """Every cell as text; a row with too many or too few cells is broken."""
    broken: list[tuple[int, str]] = []

    def refuse(row: Any) -> str:
        broken.append((row.number - made.skipped - 1, f"has {row.actual_columns} cells, not {row.expected_columns}"))
        open_ended[:] = [row.text]
        return "skip"

    open_ended: list[str] = []
    made = _read(path, lambda: recognised(path))
    reader = _read(
        path,
        lambda: pa_csv.open_csv(
            path,
            read_options=pa_csv.ReadOptions(
                use_threads=False,
                block_size=1 << 24,
                encoding=made.encoding,
                skip_rows=made.skipped,
                column_names=made.names,
                skip_rows_after_names=1,
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=made.delimiter, newlines_in_values=True, invalid_row_handler=refuse
            ),
            convert_options=pa_csv.ConvertOptions(column_types=dict.fromkeys(made.names, pa.string())),
        ),
    )
    held, row = pl.DataFrame(pl.from_arrow(reader.schema.empty_table())), 0
    ended = False
    while not ended:
        batch = _read(path, lambda: next(reader, None))
        if batch is not None:
            held = pl.concat([held, pl.DataFrame(pl.from_arrow(batch))])
        ended = batch is None
        if ended and any("\n" in cell for cell in (*open_ended, *_last_cells(held))) and has_open_quote(path, made):
            raise CaseFileError(f"{path}: a quotation mark is opened and never closed; all that follows it is one cell")
        while len(held) >= size or (ended and (len(held) or not row)):
            frame, held = held.head(size), held.slice(size)
            numbers, row, faults = _skipping(row, len(frame), broken)
            yield Chunk(numbers, frame, faults)
            if not row:
                return


def _last_cells(rows: pl.DataFrame) -> list[str]:
    return [cell for cell in (rows.row(-1) if len(rows) else ()) if cell]


def _skipping(row: int, count: int, broken: list[tuple[int, str]]) -> tuple[pl.Series, int, list[tuple[int, str]]]:
    """The numbers of the next `count` good rows after `row`, and the broken rows among and right after them."""
    numbers: list[int] = []
    faults: list[tuple[int, str]] = []
    while len(numbers) < count or (broken and broken[0][0] == row + 1):
        row += 1
        if broken and broken[0][0] == row:
            faults.append(broken.pop(0))
        else:
            numbers.append(row)
    return pl.Series("row", numbers, pl.Int64), row, faults


def _jsonl(path: Path, size: int, understood: Callable[[tuple[str, ...]], Any]) -> Iterator[Chunk]:
    row = 0
    try:
        with path.open("rb") as file:
            while lines := list(islice(file, size)):
                yield _objects(row, lines, understood)
                row += len(lines)
    except OSError as error:
        raise CaseFileError(f"{path}: cannot be read: {error.strerror or error}") from None


def _text(value: object) -> str:
    """Text with a question mark for half a character, which no table can hold."""
    return str(value).encode("utf-8", "replace").decode()


def _objects(row: int, lines: list[bytes], understood: Callable[[tuple[str, ...]], Any]) -> Chunk:
    try:
        frame = pl.read_ndjson(b"".join(lines), infer_schema_length=None)
        understood(tuple(frame.columns))
        if len(frame) == len(lines) and not any(t.is_nested() for t in frame.dtypes):
            return Chunk(_numbers(row, len(lines)), frame, [])
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, InputError):
        pass  # one by one, to tell the broken lines from the others
    good: list[dict[str, str | None]] = []
    numbers: list[int] = []
    broken: list[tuple[int, str]] = []
    for number, line in enumerate(lines, row + 1):
        try:
            record = json.loads(line)
            if not isinstance(record, dict):
                raise InputError("is not a JSON object")
            understood(tuple(sorted(record)))
        except InputError as error:
            broken.append((number, "; ".join(str(error).splitlines())))
        except RecursionError:
            broken.append((number, "is nested too deep"))
        except ValueError as error:
            broken.append((number, f"is not JSON: {error}"))
        else:
            numbers.append(number)
            good.append({_text(k): None if v is None else _text(v) for k, v in record.items()})
    columns = list(dict.fromkeys(k for record in good for k in record)) or ["id"]
    frame = pl.DataFrame({c: pl.Series([r.get(c) for r in good], dtype=pl.String) for c in columns})
    return Chunk(pl.Series("row", numbers, pl.Int64), frame, broken)
