"""What of a run is done so far, in a folder of its own beside the output."""

import json
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import polars as pl
from filelock import FileLock, Timeout
from pydantic import ValidationError

from ..facts.errors import InputError
from .summary import Summary
from .writing import write

MANIFEST, LOCK, TEMPORARY = "manifest.json", "lock", ".tmp"
OURS = re.compile(r"manifest\.json|lock|\d{6}\.(?:arrow|bad|json)|[\w.-]*\.tmp")


class Parts:
    """The folder of what is done: for each chunk its rows, its bad rows and, last of all, its summary.

    One run at a time holds it. It belongs to the user alone, is no link, and holds nothing but what a run wrote; any
    other folder is refused and left as it is.
    """

    def __init__(self, target: Path, manifest: dict[str, Any]):
        self.target, self.manifest = target, manifest
        self.folder = target.with_name(f"{target.name}.parts")
        self.lock = FileLock(self._path(LOCK), timeout=0)

    def __enter__(self) -> "Parts":
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            if not self._is_ours():
                raise InputError(f"{self.folder}: is in the way; it is not the folder of a run of yours")
            self.lock.acquire()
        except Timeout:
            raise InputError(f"{self.target}: another run is writing to it") from None
        except OSError as error:
            raise InputError(f"{self.folder}: cannot be made: {error.strerror or error}") from None
        return self

    def __exit__(self, *_: object) -> None:
        self.lock.release()
        if not self._names() - {LOCK}:
            self._path(LOCK).unlink(missing_ok=True)
            self.folder.rmdir()

    def done(self) -> list[Summary]:
        """The summaries of the chunks done by an earlier run of the same thing; what another run left is removed."""
        if self._noted() != self.manifest:
            self.forget()
            self._put(MANIFEST, json.dumps(self.manifest))
        found: list[Summary] = []
        while (path := self._path(f"{len(found):06}.json")).exists():
            try:
                found.append(Summary.model_validate_json(path.read_text(encoding="utf-8")))
            except (OSError, ValueError, ValidationError):
                break  # damaged: done again from there
        return found

    def store(self, index: int, rows: pl.DataFrame, bad: list[dict[str, Any]], summary: Summary) -> None:
        """Keep what a chunk came to."""
        with self._new(f"{index:06}.arrow") as file:
            rows.write_ipc(file)  # to compress it costs more than to write it
        self._put(f"{index:06}.bad", "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in bad))
        self._put(f"{index:06}.json", summary.model_dump_json())

    def finish(self, count: int, kind: str) -> Path | None:
        """Put the whole into place, and the side file of bad rows beside it."""
        side = self.target.with_name(f"{self.target.name}.bad-rows.jsonl")
        whole, bad = self._path(_temporary()), self._path(_temporary())
        write(pl.scan_ipc([self._path(f"{index:06}.arrow") for index in range(count)]), whole, kind)
        with bad.open("xb") as file:
            for index in range(count):
                file.write(self._path(f"{index:06}.bad").read_bytes())
        if bad.stat().st_size:
            bad.replace(side)
        else:
            side.unlink(missing_ok=True)
        whole.replace(self.target)
        self.forget()
        return side if side.exists() else None

    def forget(self) -> None:
        """Remove what is done."""
        # The manifest first: killed in between, what is left is never taken for chunks done.
        self._path(MANIFEST).unlink(missing_ok=True)
        for name in self._names() - {LOCK}:
            self._path(name).unlink(missing_ok=True)

    def _is_ours(self) -> bool:
        about = self.folder.lstat()
        if not stat.S_ISDIR(about.st_mode):
            return False
        if os.name == "posix" and (about.st_uid != os.geteuid() or about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
            return False
        names = self._names()
        return all(map(OURS.fullmatch, names)) and (MANIFEST not in names or "source" in (self._noted() or {}))

    def _noted(self) -> dict[str, Any] | None:
        """The manifest that lies in the folder; None if there is none, or it is a link or anything else."""
        try:
            with open(self._path(MANIFEST), encoding="utf-8", opener=_not_a_link) as file:
                noted = json.load(file)
        except (OSError, ValueError, RecursionError):
            return None
        return noted if isinstance(noted, dict) else None

    def _names(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}

    def _put(self, name: str, text: str) -> None:
        with self._new(name) as file:
            file.write(text.encode("utf-8"))

    @contextmanager
    def _new(self, name: str) -> Iterator[IO[bytes]]:
        """A file that has its name when it is whole."""
        path = self._path(_temporary())
        with path.open("xb") as file:
            yield file
        path.replace(self._path(name))

    def _path(self, name: str) -> Path:
        return self.folder / name


def _temporary() -> str:
    return f"{secrets.token_hex(8)}{TEMPORARY}"


def _not_a_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))
