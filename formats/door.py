"""The door for files: what stands in one is recognised by its content, never by its name."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from ..facts.case import Case
from ..facts.errors import CaseFileError, InputError
from ..facts.vocabulary import Vocabulary
from ..reading import case_files
from ..reading.understand import understand

SEVERAL = 3
"""Cells that make a line one of a table."""


def read_cases(name: str, vocabulary: Vocabulary, stdin: BinaryIO | None = None) -> Iterator[Case | CaseFileError]:
    """The cases of a file, or of standard input for "-": case files of our own, and records of other programs.

    What cannot be understood comes as the CaseFileError that says why, in its place. Raises CaseFileError if the file
    itself cannot be read.
    """
    yield from case_files.read_cases(name, vocabulary, stdin, case_of)


def read_many(names: Iterable[str], vocabulary: Vocabulary) -> Iterator[Case | CaseFileError]:
    """The cases of many files in order; a file that cannot be read comes as the error that says why."""
    yield from case_files.read_many(names, vocabulary, case_of)


def read_tables(names: Iterable[str], plan: str, vocabulary: Vocabulary) -> Iterator[Case | CaseFileError]:
    """The cases of tables, a row each, as the map in the file `plan` says. Raises CaseFileError for a faulty map."""
    from .redcap import read_table
    from .table_map import load_map

    columns = load_map(plan, vocabulary)
    for name in names:
        try:
            yield from read_table(name, columns, vocabulary)
        except CaseFileError as error:
            yield error


def case_of(raw: Any, vocabulary: Vocabulary) -> Case:
    """The Case that data means, whatever form it has. Raises InputError saying what it is and why it is not read."""
    from .fields import is_phenopacket, refuse_strange

    if isinstance(raw, Mapping) and "resourceType" in raw:
        from .fhir import case_of_fhir

        refuse_strange(raw)
        return case_of_fhir(raw, vocabulary)
    if isinstance(raw, Mapping):
        if is_phenopacket(raw):
            from .phenopacket import case_of_phenopacket

            refuse_strange(raw)
            return case_of_phenopacket(raw, vocabulary)
    elif isinstance(raw, str | list):
        from .hpo_list import case_of_terms, terms_in

        if terms := terms_in(raw):
            return case_of_terms(terms, vocabulary)
        if isinstance(raw, str) and max(map(raw.count, ",;\t")) >= SEVERAL:
            raise InputError(
                "a table, not a case; say what its columns mean with --map, or score it with 'soleus cohort'"
            )
    return understand(raw, vocabulary)
