"""Loading the knowledge base: from its YAML, or from the snapshot of what that said."""

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ..facts.kept import digest
from ..facts.vocabulary import FOLDER as VOCABULARY
from .folder import COUNTS as COUNTS
from .folder import FOLDER as FOLDER
from .knowledge_base import KnowledgeBase
from .snapshot import store, stored


@cache
def load_knowledge(folder: Path = FOLDER) -> KnowledgeBase:
    """The knowledge base in `folder`, from its snapshot if it has not changed since.

    Raises KnowledgeError with every fault, each with file and line.
    """
    key = key_of(folder)
    if (base := stored(key, folder)) is None:
        from .from_files import read_knowledge

        base = read_knowledge(folder)
        store(key, base, folder)
    base.vocabulary.key = key
    return base


def key_of(folder: Path = FOLDER) -> str:
    """A digest of all that the knowledge in `folder` is read from and by."""
    parts = (digest(_made_of(root), root) for root in (folder, VOCABULARY))
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def _made_of(root: Path) -> Iterator[str]:
    """The files in `root`, of the program and of numbers, and the YAML in its folders."""
    for entry in os.scandir(root):
        if entry.is_dir():
            yield from (inner.path for inner in os.scandir(entry) if inner.name.endswith(".yaml"))
        elif "." in entry.name and entry.is_file():
            yield entry.path
