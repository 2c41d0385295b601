"""Tables that are not held in memory at once: each engine hands over its rows in batches."""

from collections.abc import Iterable, Iterator
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pyarrow as pa

from ..rules.knowledge import load_knowledge
from ..rules.knowledge_base import KnowledgeBase
from .scoring import score_frame

BATCH = 100_000


def score_lazy(frame: pl.LazyFrame, base: KnowledgeBase, fired: bool) -> pl.LazyFrame:
    """A Polars query with the results of another."""
    empty = pl.DataFrame(schema=frame.collect_schema())
    schema = _score(empty, base, fired).schema
    return frame.map_batches(lambda rows: _score(rows, base, fired), schema=schema)


def score_dask(frame: Any, base: KnowledgeBase | None, fired: bool) -> Any:
    """A Dask DataFrame, partition by partition, on whatever workers it runs."""
    meta = score_partition(frame._meta, base, fired)
    return frame.map_partitions(score_partition, base, fired, meta=meta)


def score_partition(rows: Any, base: KnowledgeBase | None, fired: bool) -> Any:
    """One pandas table, by way of Arrow; where no base is given, each worker loads its own."""
    known = rows.convert_dtypes()
    mixed = {c: known[c].map(str, na_action="ignore") for c in known.select_dtypes(object)}
    table = pa.Table.from_pandas(known.assign(**mixed), preserve_index=False)
    results = score_arrow(table, base or load_knowledge(), fired).to_pandas(types_mapper=_with_gaps().get)
    results = results.set_axis(rows.index)
    return results.assign(**{c: rows[c] for c in results.columns.intersection(rows.columns)})


def score_spark(frame: Any, base: KnowledgeBase | None, fired: bool) -> Any:
    """A Spark DataFrame through `mapInArrow`, on whatever executors it runs."""
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    def score_rows(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        known = base or load_knowledge()
        for rows in gathered(batches):
            yield from _plain(score_arrow(rows, known, fired)).to_batches()

    empty = to_arrow_schema(frame.schema).empty_table()
    results = _plain(score_arrow(empty, base or load_knowledge(), fired)).schema
    return frame.mapInArrow(score_rows, from_arrow_schema(results))


def score_duckdb(relation: Any, base: KnowledgeBase, fired: bool) -> Any:
    """A DuckDB relation; its rows are read in batches, the results are held in memory."""
    reader = relation.to_arrow_reader(BATCH)
    tables = [score_arrow(rows, base, fired) for rows in gathered(reader)]
    scored = pa.concat_tables(tables or [score_arrow(reader.schema.empty_table(), base, fired)])
    columns = ", ".join(f'"{name}"' for name in scored.column_names)
    return relation.query("people", f"SELECT {columns} FROM scored")  # noqa: S608 - DuckDB finds `scored` by its name


def score_arrow(rows: pa.Table, base: KnowledgeBase, fired: bool) -> pa.Table:
    """Arrow rows, scored by Polars."""
    frame = pl.from_arrow(rows)
    return _score(frame, base, fired).to_arrow()  # type: ignore[arg-type]


def gathered(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Small batches together, so that the cost of a query is paid once for many rows."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if sum(b.num_rows for b in held) >= BATCH:
            yield pa.Table.from_batches(held)
            held = []
    if held:
        yield pa.Table.from_batches(held)


def _score(rows: pl.DataFrame, base: KnowledgeBase, fired: bool) -> pl.DataFrame:
    scored: pl.DataFrame = score_frame(nw.from_native(rows, eager_only=True), base, fired).to_native()
    return scored


def _with_gaps() -> dict[pa.DataType, Any]:
    import pandas as pd

    return {pa.uint8(): pd.UInt8Dtype(), pa.int16(): pd.Int16Dtype(), pa.bool_(): pd.BooleanDtype()}


def _plain(table: pa.Table) -> pa.Table:
    """Words as text and small numbers as 16 bits: the types that Spark has."""
    types = {pa.uint8(): pa.int16(), pa.large_string(): pa.string(), pa.string_view(): pa.string()}
    fields = []
    for field in table.schema:
        kind = pa.string() if pa.types.is_dictionary(field.type) else types.get(field.type, field.type)
        fields.append(pa.field(field.name, kind))
    return table.cast(pa.schema(fields))
