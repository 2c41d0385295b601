"""Tables in files, read in chunks of a fixed number of rows and written whole."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.csv as pa_csv

from ..facts.errors import CaseFileError, InputError
from ..facts.vocabulary import Vocabulary
from .layout import layout

BINARY_CHUNK, TEXT_CHUNK = 262_144, 65_536
FORMATS = {
    ".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".arrow": "arrow", ".feather": "arrow", ".ipc": "arrow",
}  # fmt: skip


@dataclass(frozen=True)
class Chunk:
    """Some rows of a file: their numbers, counted from 1, the table, and the rows that are not even a row of it."""

    numbers: pl.Series
    frame: pl.DataFrame
    broken: list[tuple[int, str]]


def format_of(path: Path) -> str:
    """The format that a file's name ends in. Raises InputError for any other."""
    if (found := FORMATS.get(path.suffix.lower())) is None:
        raise InputError(f"{path}: expected a name ending in {', '.join(FORMATS)}")
    return found


def chunk_size(path: Path) -> int:
    """How many rows of a file are taken at once."""
    return TEXT_CHUNK if format_of(path) in ("csv", "jsonl") else BINARY_CHUNK


def row_count(path: Path) -> int | None:
    """How many rows a file has, where it says so itself."""
    if (scan := _scans().get(format_of(path))) is None:
        return None
    return int(_read(path, lambda: scan(path).select(pl.len()).collect().item()))


def chunks(path: Path, vocabulary: Vocabulary, first: int = 0) -> Iterator[Chunk]:
    """The chunks of a file from the `first` on. Raises CaseFileError if it cannot be read, or InputError for columns
    that mean nothing."""
    size, kind = chunk_size(path), format_of(path)
    if kind in ("parquet", "arrow"):
        total = row_count(path) or 0
        scan = _scans()[kind]
        for start in range(first * size, max(total, 1), size):
            frame = _read(path, scan(path).slice(start, size).collect)
            yield Chunk(_numbers(start, len(frame)), frame, [])
    else:
        reader = _csv(path, size) if kind == "csv" else _jsonl(path, size, vocabulary)
        yield from islice(reader, first, None)


def write(rows: pl.LazyFrame, path: Path, kind: str) -> None:
    """The rows of a query as one file of a kind, some at a time."""
    if kind == "parquet":
        rows.sink_parquet(path, compression="zstd", compression_level=1, row_group_size=BINARY_CHUNK)
    elif kind == "csv":
        rows.sink_csv(path)
    elif kind == "jsonl":
        rows.sink_ndjson(path)
    else:
        rows.sink_ipc(path)


def _scans() -> dict[str, Callable[[Path], pl.LazyFrame]]:
    return {"parquet": pl.scan_parquet, "arrow": pl.scan_ipc}


def _numbers(start: int, count: int) -> pl.Series:
    return pl.int_range(start + 1, start + count + 1, dtype=pl.Int64, eager=True).alias("row")


def _read(path: Path, work: Callable[[], Any]) -> Any:
    try:
        return work()
    except (OSError, pl.exceptions.PolarsError, pa.ArrowInvalid) as error:
        raise CaseFileError(f"{path}: cannot be read: {str(error).splitlines()[0]}") from None


def _csv(path: Path, size: int) -> Iterator[Chunk]:
    """Every cell as text; a row with too many or too few cells is broken."""
    broken: list[tuple[int, str]] = []

    def refuse(row: Any) -> str:
        broken.append((row.number - 1, f"has {row.actual_columns} cells, not {row.expected_columns}"))
        return "skip"

    def start() -> Any:
        with path.open(encoding="utf-8-sig") as file:
            names = pa_csv.read_csv(pa.BufferReader(file.readline().encode())).column_names
        return pa_csv.open_csv(
            path,
            read_options=pa_csv.ReadOptions(use_threads=False, block_size=1 << 24),
            parse_options=pa_csv.ParseOptions(newlines_in_values=True, invalid_row_handler=refuse),
            convert_options=pa_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )

    reader = _read(path, start)
    held, row = pl.DataFrame(pl.from_arrow(reader.schema.empty_table())), 0
    ended = False
    while not ended:
        batch = _read(path, lambda: next(reader, None))
        if batch is not None:
            held = pl.concat([held, pl.DataFrame(pl.from_arrow(batch))])
        ended = batch is None
        while len(held) >= size or (ended and (len(held) or not row)):
            frame, held = held.head(size), held.slice(size)
            numbers, row, faults = _skipping(row, len(frame), broken)
            yield Chunk(numbers, frame, faults)
            if not row:
                return


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


def _jsonl(path: Path, size: int, vocabulary: Vocabulary) -> Iterator[Chunk]:
    row = 0
    try:
        with path.open("rb") as file:
            while lines := list(islice(file, size)):
                yield _objects(row, lines, vocabulary)
                row += len(lines)
    except OSError as error:
        raise CaseFileError(f"{path}: cannot be read: {error.strerror or error}") from None


def _objects(row: int, lines: list[bytes], vocabulary: Vocabulary) -> Chunk:
    try:
        frame = pl.read_ndjson(b"".join(lines), infer_schema_length=None)
        layout(tuple(frame.columns), vocabulary)
        if len(frame) == len(lines) and not any(t.is_nested() for t in frame.dtypes):
            return Chunk(_numbers(row, len(lines)), frame, [])
    except (pl.exceptions.PolarsError, InputError):
        pass  # one by one, to tell the broken lines from the others
    good: list[dict[str, str | None]] = []
    numbers: list[int] = []
    broken: list[tuple[int, str]] = []
    for number, line in enumerate(lines, row + 1):
        try:
            record = json.loads(line)
            if not isinstance(record, dict):
                raise InputError("is not a JSON object")
            layout(tuple(sorted(record)), vocabulary)
        except InputError as error:
            broken.append((number, "; ".join(str(error).splitlines())))
        except ValueError as error:
            broken.append((number, f"is not JSON: {error}"))
        else:
            numbers.append(number)
            good.append({k: None if v is None else str(v) for k, v in record.items()})
    columns = list(dict.fromkeys(k for record in good for k in record))
    frame = pl.DataFrame({c: pl.Series([r.get(c) for r in good], dtype=pl.String) for c in columns})
    return Chunk(pl.Series("row", numbers, pl.Int64), frame, broken)
