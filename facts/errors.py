"""The errors Soleus raises on bad input.

    SoleusError
    ├── InputError         a case file, a term, a value, a unit
    │   ├── UnknownTerm    a word no finding, measurement or hypothesis goes by
    │   └── CaseFileError  a file that cannot be read as cases
    └── KnowledgeError     the knowledge base itself is at fault

Every message says what is wrong, where, and what would be right.
"""


class SoleusError(Exception):
    """Anything Soleus refuses, with a message meant for the person who caused it."""


class InputError(SoleusError):
    """A case that cannot be understood."""


class UnknownTerm(InputError):
    """A term that names nothing in the vocabulary, with the nearest terms that do."""

    def __init__(self, term: str, nearest: tuple[str, ...] = (), what: str = "finding"):
        self.term, self.nearest, self.what = term, nearest, what
        hint = f" Did you mean {' or '.join(repr(n) for n in nearest)}?" if nearest else ""
        super().__init__(f"unknown {what} {term!r}.{hint}")


class CaseFileError(InputError):
    """A file that cannot be read as one or more cases."""


class KnowledgeError(SoleusError):
    """Faults in the vocabulary or the rules, all of one load together."""

    def __init__(self, faults: list[str]):
        self.faults = faults
        super().__init__("\n".join(faults))
