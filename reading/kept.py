"""What reading compiles of its tables, kept in the user's cache folder, so that only the first run compiles it.

The file is named after a digest of the tables, the wordings, the vocabulary's names and the program; nothing of any
person is in it. Where the folder cannot be written, every run compiles.
"""

import gc
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..facts.kept import keep, kept_at

KIND = "reading"
MOST = 3  # files kept, so that copies of the program side by side do not throw out each other's


def digest(files: Iterable[Path], names: Iterable[str]) -> str:
    """A digest of files and of names."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(f"{path.name}\0".encode())
        total.update(path.read_bytes())
    for name in names:
        total.update(f"{name}\0".encode())
    return total.hexdigest()


def stored(key: str) -> Any:
    """What is kept under a digest, or None."""
    collecting = gc.isenabled()
    gc.disable()  # millions of new numbers hold no circle to be looked for
    try:
        return json.loads(kept_at(KIND, key).read_bytes())
    except (OSError, ValueError):
        return None
    finally:
        if collecting:
            gc.enable()


def store(key: str, data: Any) -> None:
    """Keep data beside a few older ones."""
    keep(KIND, key, json.dumps(data, separators=(",", ":")), MOST)  # dumps is in C, dump is not
