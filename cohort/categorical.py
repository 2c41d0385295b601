"""Codes as the words they stand for, kept as codes inside: each library has its own type for that."""

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw

from .read_cells import Frame


def named(frame: Frame, words: Mapping[str, tuple[str, ...]]) -> Frame:
    """The frame with these columns of codes (0 for the first word) as ordered words."""
    native = frame.to_native()
    if frame.implementation.is_polars():
        native = _polars(native, words)
    elif frame.implementation.is_pyarrow():
        native = _arrow(native, words)
    else:
        native = _pandas(native, words)
    return nw.from_native(native, eager_only=True)


def _polars(native: Any, words: Mapping[str, tuple[str, ...]]) -> Any:
    import polars as pl

    types = {names: pl.Enum([str(n) for n in names]) for names in set(words.values())}
    return native.with_columns(pl.col(c).cat.to(types[names]) for c, names in words.items())


def _arrow(native: Any, words: Mapping[str, tuple[str, ...]]) -> Any:
    import pyarrow as pa

    for column, names in words.items():
        codes = native[column].combine_chunks().cast(pa.int8())
        index = native.schema.get_field_index(column)
        values = pa.DictionaryArray.from_arrays(codes, [str(n) for n in names], ordered=True)
        native = native.set_column(index, column, values)
    return native


def _pandas(native: Any, words: Mapping[str, tuple[str, ...]]) -> Any:
    import pandas as pd

    columns = {}
    for name in native.columns:
        column = native[name]
        if name in words:
            codes = column.fillna(-1).astype("int8")
            column = pd.Series(
                pd.Categorical.from_codes(codes, [str(n) for n in words[name]], ordered=True), index=native.index
            )
        elif pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype):
            column = column.astype(
                "UInt8" if name.endswith("_rank") else "Int16"
            )  # the same type with and without gaps
        columns[name] = column
    return pd.DataFrame(columns, index=native.index)
