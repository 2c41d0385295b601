"""Tables of REDCap, raw or with labels, read row by row into Cases as a map of their columns says."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from ..facts.answer_words import NO, YES, says_nothing
from ..facts.case import Case
from ..facts.errors import CaseFileError, InputError
from ..facts.finding import State
from ..facts.printable import refuse_unprintable
from ..facts.reader import read_text
from ..facts.vocabulary import Vocabulary
from .gathering import NOT_KNOWN, Gathering
from .table_map import TableMap

FORM = "row of a REDCap table"
BOX = "___"
"""Stands in the name of a column that is one box of several: raw, it is 0 also for whoever was never asked."""
COMPLETE = ("2", "complete")
BOOKKEEPING = ("redcap_", "_complete", "_timestamp")
NOT_ASKED = "not ticked, and the form is not said to be complete"


def read_table(name: str, plan: TableMap, vocabulary: Vocabulary) -> Iterator[Case | CaseFileError]:
    """The cases of a table, a row each; a row that cannot be one comes as the CaseFileError that says why.

    Raises CaseFileError for a file that is no table, or in which a column of the map is missing.
    """
    header, rows = _table(name)
    if missing := [column for column in plan.columns if column not in header]:
        raise CaseFileError(f"{name}: no column is called {', '.join(map(repr, missing[:5]))}, as the map says")
    for line, row in rows:
        where = f"{name}:{line}"
        if len(row) != len(header):
            yield CaseFileError(f"{where}: {len(row)} cells under {len(header)} columns")
            continue
        try:
            yield _Row(dict(zip(header, row, strict=True)), plan, vocabulary).gathered.case()
        except InputError as error:
            yield CaseFileError("\n".join(f"{where}: {said}" for said in str(error).splitlines()))


def _table(name: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    text = read_text(Path(name))
    first = text.split("\n", 1)[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise CaseFileError(f"{name}:{reader.line_num}: not a table: {error}") from None
    doubled = [column for column, times in Counter(header).items() if times > 1]
    if len(header) < 2 or doubled:
        raise CaseFileError(
            f"{name}: " + (f"column {doubled[0]!r} stands twice" if doubled else "not a table of columns")
        )
    return header, iter(rows)


class _Row:
    """One row, cell by cell."""

    def __init__(self, row: dict[str, str], plan: TableMap, vocabulary: Vocabulary):
        refuse_unprintable(row)
        self.row, self.plan = row, plan
        self.gathered = Gathering(FORM, vocabulary)
        self._person()
        for column, finding in plan.findings.items():
            self._finding(column, vocabulary.named(finding) or finding, vocabulary.same(finding) is None)
        for column, number in plan.labs.items():
            if said := self._said(column):
                value = f"{said} {number.unit}" if number.unit and said[-1:].isdigit() else said
                self.gathered.measure(column, f"{column} {said}", number.measurement, value)
        for column in row:
            if column not in plan.columns and column not in plan.ignore:
                self._unmapped(column)

    def _said(self, column: str | None) -> str:
        """What stands in a cell; empty if it is a code for "not known"."""
        said = self.row.get(column, "").strip() if column else ""
        return "" if says_nothing(said) or said in self.plan.missing else said

    def _unmapped(self, column: str) -> None:
        said = self._said(column)
        empty = not said or (BOX in column and said.lower() in NO)
        if not empty and not any(mark in column for mark in BOOKKEEPING):
            self.gathered.leave(column, f"{column} {said}", "not in the map")

    def _person(self) -> None:
        person = self.gathered.person
        person["id"] = self._said(self.plan.id) or None
        person["age"] = self._said(self.plan.age) or None
        person["duration_days"] = self._said(self.plan.duration_days) or None
        sex = self._said(self.plan.sex)
        person["sex"] = self.plan.sexes.get(sex, sex) or None

    def _finding(self, column: str, finding: str, broader: bool) -> None:
        said = self._said(column).lower()
        words = f"{column} {said}"
        if said in YES:
            self.gathered.finding(column, words, finding, State.PRESENT, broader)
        elif said in NO and BOX in column and not self._asked(column):
            self.gathered.leave(column, words, NOT_ASKED)
        elif said in NO and broader:
            self.gathered.leave(column, words, "denies only a part of what is known here")
        elif said in NO:
            self.gathered.finding(column, words, finding, State.ABSENT)
        elif said:
            self.gathered.leave(column, words, NOT_KNOWN)

    def _asked(self, column: str) -> bool:
        form = self.plan.form_of(column)
        return form is not None and self._said(form).lower() in COMPLETE
