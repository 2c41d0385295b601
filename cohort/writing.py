"""Tables written whole, some rows at a time."""

from pathlib import Path

import polars as pl

from ..facts.errors import InputError
from .files import BINARY_CHUNK, FAULTS, reason


def write(rows: pl.LazyFrame, path: Path, kind: str) -> None:
    """The rows of a query as one file of a kind, some at a time. Raises InputError if it cannot be written."""
    try:
        if kind == "parquet":
            # Least and most of each column, which hardly anyone asks for, would be two fifths of the work.
            rows.sink_parquet(
                path, compression="zstd", compression_level=1, row_group_size=BINARY_CHUNK, statistics=False
            )
        elif kind == "csv":
            texts = [name for name, dtype in rows.collect_schema().items() if dtype == pl.String]
            rows.with_columns(map(_harmless, texts)).sink_csv(path)
        elif kind == "jsonl":
            rows.sink_ndjson(path)
        else:
            rows.sink_ipc(path)
    except FAULTS as error:
        raise InputError(f"{path.parent}: cannot be written to: {reason(error)}") from None


def _harmless(column: str) -> pl.Expr:
    """Text that a spreadsheet would take for a formula, with an apostrophe before it; numbers stay as they are."""
    text = pl.col(column)
    formula = text.str.contains(r"^[=+\-@\t\r]") & ~text.str.contains(r"^[+-]?\d+(?:[.,]\d+)?$")
    return pl.when(formula).then(pl.concat_str(pl.lit("'"), text)).otherwise(text).alias(column)
