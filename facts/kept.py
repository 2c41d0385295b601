"""What is compiled from the data that ships, kept in the user's cache folder so that only a first run compiles it."""

import contextlib
import os
import tempfile
from pathlib import Path

from platformdirs import user_cache_path


def kept_at(kind: str, key: str) -> Path:
    """Where something of a kind is kept under a digest; nothing of any person is in it."""
    return user_cache_path("soleus") / f"{kind}-{key[:32]}.json"


def keep(kind: str, key: str, text: str) -> None:
    """Keep a text as the one of its kind.

    It is written whole or not at all, and silently not where the folder is read-only.
    """
    path = kept_at(kind, key)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
        for old in path.parent.glob(f"{kind}-*.json"):
            if old != path:
                old.unlink(missing_ok=True)
