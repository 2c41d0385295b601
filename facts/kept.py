"""What is compiled from the data that ships, kept so that only a first run compiles it.

A kept file proves itself: it begins with a digest of its kind, its key and all that follows. One that is damaged, that
is written by someone else, or that others may write, is as good as none. The installed program may bring some; what it
does not bring stands in the user's cache folder, the last few of each kind. Nothing of any person is in it.
"""

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

SHIPPED = Path(__file__).parent.parent / "kept"
KEPT_OF_A_KIND = 4
_LONG = 32  # bytes of a proof
_instead: list[Path] = []
_alone: list[Path] = []
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def digest(files: Iterable[Path | str], root: Path) -> str:
    """A digest of the contents of files and of their names below `root`, wherever that lies."""
    total, start = hashlib.sha256(), len(str(root)) + 1
    for path in sorted(map(str, files)):
        with open(path, "rb", buffering=0) as file:
            content = file.readall()
        total.update(f"{path[start:].replace(os.sep, '/')}\0{len(content)}\0".encode("utf-8", "surrogatepass"))
        total.update(content)
    return total.hexdigest()


def keep_in(folder: Path) -> None:
    """From now on keep in this folder instead of the user's: for what is to ship."""
    _instead.append(folder)


def shipped_alone() -> None:
    """From now on what ships of a kind is what is kept of it: for where what it was compiled from is not there."""
    _alone.append(SHIPPED)


def kept(kind: str, key: str) -> memoryview | None:
    """What is kept of a kind under a key, if it is there and proves itself."""
    for path in (path for folder in _alone for path in folder.glob(f"{kind}-*.kept")):
        return memoryview(path.read_bytes())[_LONG:]
    name = _name(kind, key)
    if (content := _proven(kind, key, _read(SHIPPED / name, own=False))) is not None:
        return content
    folder = _cache()
    return _proven(kind, key, _read(folder / name, own=True)) if folder else None


def keep(kind: str, key: str, content: bytes) -> None:
    """Keep something of a kind: whole or not at all, and silently not where the folder is read-only."""
    if (folder := _cache()) is None:
        return
    import tempfile  # only a first run pays for the import

    path = folder / _name(kind, key)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_proof(kind, key, content))
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        for old in sorted(folder.glob(f"{kind}-*.kept"), key=_written, reverse=True)[KEPT_OF_A_KIND:]:
            old.unlink(missing_ok=True)


def _name(kind: str, key: str) -> str:
    return f"{kind}-{key[:32]}.kept"


def _proven(kind: str, key: str, content: bytes | None) -> memoryview | None:
    """What follows the proof, where it does prove it."""
    if content is None:
        return None
    proof, rest = content[:_LONG], memoryview(content)[_LONG:]
    return rest if proof == _proof(kind, key, rest) else None


def _proof(kind: str, key: str, content: bytes | memoryview) -> bytes:
    total = hashlib.sha256(f"{kind}\0{key}\0".encode())
    total.update(content)
    return total.digest()


def _cache() -> Path | None:
    """The user's cache folder; None where there is no home to have one in."""
    if _instead:
        return _instead[-1]
    from platformdirs import user_cache_path

    with contextlib.suppress(RuntimeError):
        return user_cache_path("soleus")
    return None


def _read(path: Path, own: bool) -> bytes | None:
    """A plain file; where it must be our `own`, written by this user and by nobody else."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if stat.S_ISREG(about.st_mode) and (not own or _is_own(about)):
                return file.read()
    return None


def _is_own(about: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or (about.st_uid == os.geteuid() and not about.st_mode & _OTHERS_MAY_WRITE)


def _written(path: Path) -> float:
    with contextlib.suppress(OSError):
        return path.stat().st_mtime
    return 0.0
