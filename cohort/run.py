"""A file of people through the rules: in bounded memory, resumable, whole or not at all."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from ..facts.errors import InputError
from ..rules.knowledge_base import KnowledgeBase
from . import files
from .columns import LEVEL
from .door import Door
from .parts import Parts
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
    door: Door = files.PLAIN,
    report: Report = lambda progress: None,
) -> Outcome:
    """Score the people of `source` into `target`; both formats go by the names.

    `door` is what was told of the source's columns and words. Each chunk of rows is kept in `<target>.parts` as it is
    done, so that a killed run continues where it stood; the target appears when it is whole. Cells that cannot be read
    are left out and named in the column `problem`; bad rows go to `<target>.bad-rows.jsonl` with their number and the
    reason. With `strict` the first of either raises InputError. With `counted`, the summary counts bands, levels and
    rules.

    Raises InputError if the target is the source, if the source changes meanwhile, or while another run writes to it.
    """
    kind = files.format_of(target)
    total = files.row_count(source)
    if target.exists() and target.samefile(source):
        raise InputError(f"{target}: is the input itself; name another file to write")
    manifest = _manifest(source, base, fired, counted, door)
    with Parts(target, manifest) as parts:
        done = parts.done()
        report(Progress(sum(s.rows for s in done), sum(s.bad for s in done), total))
        for index, chunk in enumerate(files.chunks(source, base.vocabulary, len(done), door, base), len(done)):
            if not chunk.frame.width:
                raise InputError(f"{source}: no column has a name; the first row names them: age, sex, fever")
            rows, bad, summary = _scored(chunk, base, fired, counted)
            if strict:
                _refuse(rows, bad)
            parts.store(index, rows, bad, summary)
            done.append(summary)
            report(Progress(sum(s.rows for s in done), sum(s.bad for s in done), total))
        if not done:
            raise InputError(f"{source}: holds no row")
        if _manifest(source, base, fired, counted, door) != manifest:
            parts.forget()
            raise InputError(f"{source}: was changed while it was read; nothing was written, start again")
        return Outcome(Summary.total(done), parts.finish(len(done), kind))


def _scored(
    chunk: files.Chunk, base: KnowledgeBase, fired: bool, counted: bool
) -> tuple[pl.DataFrame, list[dict[str, Any]], Summary]:
    scored = score_frame(nw.from_native(chunk.frame, eager_only=True), base, fired or counted).to_native()
    rows = pl.DataFrame(scored).insert_column(0, chunk.numbers)
    broken: list[dict[str, Any]] = [{"row": number, "problem": reason} for number, reason in chunk.broken]
    if rows.get_column(PROBLEM).null_count() < len(rows):
        bad = rows.filter(pl.col(LEVEL).is_null())
        keys = [c for c in ("row", "id", PROBLEM) if c in rows.columns]
        broken = sorted([*broken, *bad.select(keys).to_dicts()], key=lambda r: r["row"])
        rows = rows.filter(pl.col(LEVEL).is_not_null())
    marked = len(rows) - rows.get_column(PROBLEM).null_count()
    summary = count(rows, base) if counted else Summary(rows=len(rows))
    rules = () if fired else [c for c in rows.columns if c in base.rules]
    return (
        rows.drop(rules),
        broken,
        summary.model_copy(update={"bad": len(broken), "marked": marked, "rows": len(rows) + len(broken)}),
    )


def _refuse(rows: pl.DataFrame, bad: list[dict[str, Any]]) -> None:
    """Refuse the first row that is bad or not read in full. Raises InputError."""
    marked = rows.filter(pl.col(PROBLEM).is_not_null()).select("row", PROBLEM).head(1).to_dicts()
    for first in sorted([*bad[:1], *marked], key=lambda row: row["row"]):
        raise InputError(f"row {first['row']}: {first[PROBLEM]}")


def _manifest(source: Path, base: KnowledgeBase, fired: bool, counted: bool, door: Door) -> dict[str, Any]:
    """What must be the same for a run to continue another."""
    try:
        read = source.stat()
    except OSError as error:
        raise InputError(f"{source}: cannot be read: {error.strerror or error}") from None
    return {
        "source": str(source.resolve()),
        "size": read.st_size,
        "changed": [read.st_mtime_ns, read.st_ctime_ns, read.st_ino],
        "door": [dict(door.columns), *map(list, (door.missing, door.yes, door.no))],
        "knowledge": _digest(base),
        "fired": fired,
        "counted": counted,
        "rows": files.chunk_size(source),
    }


@lru_cache(maxsize=2)
def _digest(base: KnowledgeBase) -> str:
    # Record by record: what is made when it is asked for has a repr that is another in every process.
    knowledge = repr([base.version, *base.hypotheses.values(), *base.derive, *base.weighing, *base.referral])
    return hashlib.sha256(knowledge.encode()).hexdigest()
