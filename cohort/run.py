"""A file of people through the rules: in bounded memory, resumable, whole or not at all."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
from filelock import FileLock, Timeout

from ..facts.errors import InputError
from ..rules.knowledge_base import KnowledgeBase
from . import files
from .scoring import PROBLEM, score_frame
from .summary import Summary, count

Report = Callable[["Progress"], None]


@dataclass(frozen=True)
class Progress:
    """How far a run is: rows done of the rows there are, where the file says how many."""

    done: int
    bad: int
    total: int | None


@dataclass(frozen=True)
class Outcome:
    """What a run came to. `bad_rows` is the side file, if there was any bad row."""

    summary: Summary
    bad_rows: Path | None


def run(
    source: Path,
    target: Path,
    base: KnowledgeBase,
    *,
    fired: bool = False,
    counted: bool = False,
    strict: bool = False,
    report: Report = lambda progress: None,
) -> Outcome:
    """Score the people of `source` into `target`; both formats go by the names.

    Each chunk of rows is kept in `<target>.parts` as it is done, so that a killed run continues where it stood; the
    target appears when it is whole. Bad rows go to `<target>.bad-rows.jsonl` with their number and the reason; with
    `strict` the first one raises InputError. With `counted`, the summary counts bands, levels and rules.

    Raises InputError if the target is the source, or while another run writes to it.
    """
    kind = files.format_of(target)
    total = files.row_count(source)
    if target.exists() and target.samefile(source):
        raise InputError(f"{target}: is the input itself; name another file to write")
    with _Parts(target, _manifest(source, base, fired, counted)) as parts:
        done = parts.done()
        report(Progress(sum(s.rows for s in done), sum(s.bad for s in done), total))
        for index, chunk in enumerate(files.chunks(source, base.vocabulary, len(done)), len(done)):
            summary = parts.store(index, *_scored(chunk, base, fired, counted), strict=strict)
            done.append(summary)
            report(Progress(sum(s.rows for s in done), sum(s.bad for s in done), total))
        if not done:
            raise InputError(f"{source}: holds no row")
        return Outcome(Summary.total(done), parts.finish(len(done), kind))


def _scored(
    chunk: files.Chunk, base: KnowledgeBase, fired: bool, counted: bool
) -> tuple[pl.DataFrame, list[dict[str, Any]], Summary]:
    scored = score_frame(nw.from_native(chunk.frame, eager_only=True), base, fired or counted).to_native()
    rows = pl.DataFrame(scored).insert_column(0, chunk.numbers)
    broken: list[dict[str, Any]] = [{"row": number, "problem": reason} for number, reason in chunk.broken]
    if rows.get_column(PROBLEM).null_count() < len(rows):
        bad = rows.filter(pl.col(PROBLEM).is_not_null())
        keys = [c for c in ("row", "id", PROBLEM) if c in rows.columns]
        broken = sorted([*broken, *bad.select(keys).to_dicts()], key=lambda r: r["row"])
        rows = rows.filter(pl.col(PROBLEM).is_null())
    rows = rows.drop(PROBLEM)
    summary = count(rows, base) if counted else Summary(rows=len(rows))
    rules = () if fired else [r for r in base.rules if r in rows.columns]
    return rows.drop(rules), broken, summary.model_copy(update={"bad": len(broken), "rows": len(rows) + len(broken)})


def _manifest(source: Path, base: KnowledgeBase, fired: bool, counted: bool) -> dict[str, Any]:
    """What must be the same for a run to continue another."""
    # Record by record: what is made when it is asked for has a repr that is another in every process.
    knowledge = repr([base.version, *base.hypotheses.values(), *base.derive, *base.weighing, *base.referral])
    try:
        read = source.stat()
    except OSError as error:
        raise InputError(f"{source}: cannot be read: {error.strerror or error}") from None
    return {
        "source": str(source.resolve()),
        "size": read.st_size,
        "changed": read.st_mtime_ns,
        "knowledge": hashlib.sha256(knowledge.encode()).hexdigest(),
        "fired": fired,
        "counted": counted,
        "rows": files.chunk_size(source),
    }


class _Parts:
    """The folder of what is done: for each chunk its rows, its bad rows and, last of all, its summary.

    One run at a time holds it.
    """

    def __init__(self, target: Path, manifest: dict[str, Any]):
        self.target, self.manifest = target, manifest
        self.folder = target.with_name(f"{target.name}.parts")
        self.lock = FileLock(self._path("lock"), timeout=0)

    def __enter__(self) -> "_Parts":
        if self.folder.exists() and not self._is_ours():
            raise InputError(f"{self.folder}: is in the way; it is not the folder of a run")
        try:
            self.folder.mkdir(exist_ok=True)
            self.lock.acquire()
        except Timeout:
            raise InputError(f"{self.target}: another run is writing to it") from None
        except OSError as error:
            raise InputError(f"{self.folder}: cannot be made: {error.strerror or error}") from None
        return self

    def __exit__(self, *_: object) -> None:
        self.lock.release()
        if not self._names() - {"lock"}:
            self._path("lock").unlink(missing_ok=True)
            self.folder.rmdir()

    def done(self) -> list[Summary]:
        """The summaries of the chunks done by an earlier run of the same thing; what another run left is removed."""
        try:
            same = json.loads(self._path("manifest.json").read_text()) == self.manifest
        except (OSError, ValueError):
            same = False
        if not same:
            self._clear()
            self._put("manifest.json", json.dumps(self.manifest))
        found: list[Summary] = []
        while (path := self._path(f"{len(found):06}.json")).exists():
            found.append(Summary.model_validate_json(path.read_text()))
        return found

    def store(
        self, index: int, rows: pl.DataFrame, bad: list[dict[str, Any]], summary: Summary, strict: bool
    ) -> Summary:
        """Keep what a chunk came to."""
        if bad and strict:
            raise InputError(f"row {bad[0]['row']}: {bad[0]['problem']}")
        rows.write_ipc(self._path("rows.tmp"), compression="lz4")
        self._path("rows.tmp").replace(self._path(f"{index:06}.arrow"))
        self._put(f"{index:06}.bad", "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in bad))
        self._put(f"{index:06}.json", summary.model_dump_json())
        return summary

    def finish(self, count: int, kind: str) -> Path | None:
        """Put the whole into place, and the side file of bad rows beside it."""
        side = self.target.with_name(f"{self.target.name}.bad-rows.jsonl")
        whole, bad = self._path("whole.tmp"), self._path("bad.tmp")
        files.write(pl.scan_ipc([self._path(f"{index:06}.arrow") for index in range(count)]), whole, kind)
        with bad.open("wb") as file:
            for index in range(count):
                file.write(self._path(f"{index:06}.bad").read_bytes())
        if bad.stat().st_size:
            bad.replace(side)
        else:
            side.unlink(missing_ok=True)
        whole.replace(self.target)
        self._clear()
        return side if side.exists() else None

    def _is_ours(self) -> bool:
        names = self._names()
        return not names or not names.isdisjoint({"lock", "manifest.json"})

    def _names(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}

    def _clear(self) -> None:
        # The manifest first: killed in between, what is left is never taken for chunks done.
        self._path("manifest.json").unlink(missing_ok=True)
        for name in self._names() - {"lock"}:
            self._path(name).unlink(missing_ok=True)

    def _put(self, name: str, text: str) -> None:
        self._path("text.tmp").write_text(text, encoding="utf-8")
        self._path("text.tmp").replace(self._path(name))

    def _path(self, name: str) -> Path:
        return self.folder / name
