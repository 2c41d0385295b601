"""What is written in the cells of a table, as columns that the rules can read.

A finding becomes two columns without gaps, `+id` present and `-id` absent; a measurement the two ends of what is known
of it, `<id` and `>id`, in its own unit; `!` marks the rows of which some cell cannot be read.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache, reduce
from operator import add
from typing import Any

import narwhals.stable.v2 as nw

from ..facts.answer_words import NO, NO_SEX, NOTHING, SEXES, YES
from ..facts.errors import InputError
from ..facts.measurement import Measurement
from ..facts.vocabulary import Vocabulary
from .layout import Layout, Number
from .words import read_number

Frame = nw.DataFrame[Any]
Schema = Mapping[str, Any]
WRITTEN = "!written"


def read_written(frame: Frame, table: Layout, vocabulary: Vocabulary) -> tuple[Frame, Layout]:
    """The table with each measurement that is written as text ("<60", "9 ng/mL") as the two numbers it lies between.

    Each distinct text is read once, as in a case. A column `!written` counts the cells of a row that cannot be read.
    """
    schema = frame.schema
    written = {m: n for m, n in table.exact.items() if is_text(schema[n.column])}
    if not written:
        return frame, table
    columns, faults = [], []
    for name, number in written.items():
        text = nw.col(number.column).cast(nw.String).fill_null("")
        texts = frame.select(text).get_column(number.column).unique().to_list()
        ends = [_ends(t, vocabulary.measurements[name], number.factor) for t in texts]
        for index, column in enumerate(_columns_of(name)):
            numbers = [e[index] if e else None for e in ends]
            columns.append(text.replace_strict(texts, numbers, return_dtype=nw.Float64).alias(column))
        if None in ends:
            faults.append(text.replace_strict(texts, [int(e is None) for e in ends], return_dtype=nw.Int16))
    fault = reduce(add, faults) if faults else nw.lit(0, nw.Int16)
    return frame.with_columns(*columns, fault.alias(WRITTEN)), _read(table, tuple(written))


def _columns_of(name: str) -> tuple[str, str]:
    return f"!<{name}", f"!>{name}"


@lru_cache(maxsize=32)
def _read(table: Layout, written: tuple[str, ...]) -> Layout:
    low, high = ({m: Number(_columns_of(m)[end]) for m in written} for end in (0, 1))
    exact = {m: n for m, n in table.exact.items() if m not in written}
    return replace(table, exact=exact, low=table.low | low, high=table.high | high)


def _ends(text: str, measurement: Measurement, factor: float) -> tuple[float | None, float | None] | None:
    try:
        interval = read_number(text, measurement, factor)
    except InputError:
        return None
    return (interval.low, interval.high) if interval else (None, None)


def answers(schema: Schema, table: Layout, vocabulary: Vocabulary) -> tuple[list[nw.Expr], list[nw.Expr]]:
    """The columns of answers, and `!`, as expressions over a table of this schema and columns to add to it before.

    Those are the words of its text, so that each is folded once.

    Raises InputError for a column of a type that says nothing.
    """
    reader = _Reader(schema, vocabulary)
    for finding, column in table.states.items():
        reader.state(finding, column)
    for finding in table.present:
        reader.pair(finding, table.present[finding], table.absent[finding])
    for name, number in table.exact.items():
        reader.exact(name, number)
    for name in table.low:
        reader.ends(name, table.low[name], table.high[name])
    if table.sex:
        reader.sex(table.sex)
    if WRITTEN in schema:
        reader.faults.append(nw.col(WRITTEN) > 0)
    fault = any_of(reader.faults) if reader.faults else nw.lit(False)
    said = [*(expression.alias(name) for name, expression in reader.columns.items()), fault.alias("!")]
    return [expression.alias(name) for name, expression in reader.words.items()], said


class _Reader:
    def __init__(self, schema: Schema, vocabulary: Vocabulary):
        self.schema, self.vocabulary = schema, vocabulary
        self.words: dict[str, nw.Expr] = {}
        self.columns: dict[str, nw.Expr] = {}
        self.faults: list[nw.Expr] = []

    def state(self, finding: str, column: str) -> None:
        self.columns[f"+{finding}"], self.columns[f"-{finding}"] = self._states(column)

    def pair(self, finding: str, present: str, absent: str) -> None:
        self.columns[f"+{finding}"], _ = self._states(present)
        self.columns[f"-{finding}"], _ = self._states(absent)

    def sex(self, column: str) -> None:
        text = self._text(column)
        said = {sex: text.is_in(words).fill_null(False) for sex, words in SEXES.items()}
        self.faults.append(~any_of([*said.values(), text.is_in((*NO_SEX, *NOTHING)).fill_null(True)]))
        for sex, other in (("female", "male"), ("male", "female")):
            if sex in self.vocabulary.findings:
                for sign, named in (("+", sex), ("-", other)):
                    known = self.columns.get(f"{sign}{sex}")
                    self.columns[f"{sign}{sex}"] = said[named] if known is None else known | said[named]

    def exact(self, name: str, number: Number) -> None:
        value = self._number(number)
        self.columns[f"<{name}"] = self.columns[f">{name}"] = value
        self._bound(value, name)

    def ends(self, name: str, low: Number, high: Number) -> None:
        below, above = self._number(low), self._number(high)
        known = ~(below.is_null() & above.is_null())
        plausible = self.vocabulary.measurements[name].plausible
        for sign, value, end in (("<", below, plausible[0]), (">", above, plausible[1])):
            self.columns[f"{sign}{name}"] = nw.when(known).then(value.fill_null(end))
            self._bound(value, name)
        self.faults.append((below > above).fill_null(False))

    def _states(self, column: str) -> tuple[nw.Expr, nw.Expr]:
        dtype, cell = self.schema[column], nw.col(column)
        if dtype == nw.Boolean:
            return cell.fill_null(False), (~cell).fill_null(False)
        if dtype.is_numeric():
            yes, no = (cell == 1).fill_null(False), (cell == 0).fill_null(False)
            empty = cell.is_null() | cell.is_nan().fill_null(False) if dtype.is_float() else cell.is_null()
            self.faults.append(~any_of([yes, no, empty]))
            return yes, no
        text = self._text(column)
        yes, no = (text.is_in(words).fill_null(False) for words in (YES, NO))
        self.faults.append(~any_of([yes, no, text.is_in(NOTHING).fill_null(True)]))
        return yes, no

    def _text(self, column: str) -> nw.Expr:
        if not is_text(self.schema[column]):
            raise InputError(f"column {column!r}: cannot be read as answers: it holds {self.schema[column]}")
        words = f"!~{column}"
        self.words[words] = nw.col(column).cast(nw.String).fill_null("").str.strip_chars().str.to_lowercase()
        return nw.col(words)

    def _number(self, number: Number) -> nw.Expr:
        dtype = self.schema[number.column]
        if not (dtype.is_numeric() or dtype == nw.Unknown):
            raise InputError(f"column {number.column!r}: cannot be read as numbers: it holds {dtype}")
        value = nw.col(number.column).cast(nw.Float64)
        if dtype.is_float():
            value = nw.when(~value.is_nan()).then(value)
        return value * number.factor if number.factor != 1 else value

    def _bound(self, value: nw.Expr, name: str) -> None:
        low, high = self.vocabulary.measurements[name].plausible
        self.faults.append(((value < low) | (value > high)).fill_null(False))


def is_text(dtype: Any) -> bool:
    """Whether a column of this type may hold words."""
    return dtype in (nw.String, nw.Categorical, nw.Unknown, nw.Object) or isinstance(dtype, nw.Enum)


def any_of(expressions: list[nw.Expr]) -> nw.Expr:
    """Or, over columns without gaps."""
    return nw.any_horizontal(*expressions, ignore_nulls=False)
