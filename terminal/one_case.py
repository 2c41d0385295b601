"""A file that is to hold one case."""

from ..facts.case import Case
from ..facts.errors import CaseFileError, InputError
from ..formats.door import read_cases
from ..rules.knowledge_base import KnowledgeBase


def only_case(name: str, base: KnowledgeBase, taker: str) -> Case:
    """The one case of a file. Raises InputError if it cannot be read or holds several; `taker` wants just one."""
    first, *others = read_cases(name, base.vocabulary)
    if isinstance(first, CaseFileError):
        raise first
    if others:
        raise InputError(f"{name}: holds {1 + len(others)} cases; {taker} takes a file of one")
    return first
