"""Names that say their finding and nothing besides: who writes one needs no reader of words.

Which these are was tried out with the reader itself (`reading/trying.py`) and is kept.
"""

import os
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from pathlib import Path

from ..facts.kept import digest, keep, kept
from ..facts.vocabulary import Vocabulary

KIND = "names"
FOLDER = Path(__file__).parent


def alone(text: str, vocabulary: Vocabulary) -> str | None:
    """The finding of which a text is known to say that it is present, and nothing else; None of any other text."""
    if not vocabulary.key or "\n" in text:
        return None
    line = f"\n{text}\n".encode(errors="replace")
    return vocabulary.named(text) if any(line in names for names in _names(vocabulary)) else None


def in_vain(vocabulary: Vocabulary) -> bool:
    """Whether names were asked for that nobody has tried out yet."""
    return bool(vocabulary.key) and _names.cache_info().currsize > 0 and not _names(vocabulary)


def keep_names(vocabulary: Vocabulary, names: Iterable[str]) -> None:
    """Keep names that were tried out."""
    content = "\n".join(["", *sorted(names), ""]).encode()
    _names(vocabulary).append(content)
    keep(KIND, key_of(vocabulary), content)


@lru_cache(maxsize=2)
def key_of(vocabulary: Vocabulary) -> str:
    """A digest of all that words are read by, but for what was learned."""
    files = chain.from_iterable(os.scandir(folder) for folder in (FOLDER, FOLDER / "tables") if folder.is_dir())
    made_of = (entry.path for entry in files if entry.name.endswith((".py", ".yaml")))
    return digest(made_of, FOLDER)[:32] + vocabulary.key


@lru_cache(maxsize=2)
def _names(vocabulary: Vocabulary) -> list[bytes]:
    """Nothing, or one text with a name a line."""
    content = kept(KIND, key_of(vocabulary))
    return [] if content is None else [bytes(content)]
