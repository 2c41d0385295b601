"""What was practised, on this machine alone: raw commitments, chained so that none can be changed unseen."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from ..facts.case import Case
from ..facts.errors import InputError
from .attempt import Attempt
from .exercise import EXERCISE_SCHEME, Scored
from .kept import Kept, Plan, digest_of
from .marks import SCHEME, Marks
from .spacing import Review

TABLES = """
CREATE TABLE IF NOT EXISTS sitting (id TEXT PRIMARY KEY, plan TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS attempt (
    id INTEGER PRIMARY KEY, sitting TEXT NOT NULL, place INTEGER NOT NULL, knowledge TEXT NOT NULL,
    case_digest TEXT NOT NULL, opened TEXT NOT NULL, closed TEXT, body TEXT NOT NULL,
    previous TEXT, sha256 TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS mark (
    attempt INTEGER NOT NULL REFERENCES attempt(id), scheme INTEGER NOT NULL, knowledge TEXT NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (attempt, scheme, knowledge));
CREATE TABLE IF NOT EXISTS score (
    attempt INTEGER NOT NULL REFERENCES attempt(id), scheme INTEGER NOT NULL, knowledge TEXT NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (attempt, scheme, knowledge));
CREATE TABLE IF NOT EXISTS review (
    attempt INTEGER NOT NULL REFERENCES attempt(id), subject TEXT NOT NULL, at TEXT NOT NULL, rating INTEGER NOT NULL,
    UNIQUE (attempt, subject));
CREATE TABLE IF NOT EXISTS note (attempt INTEGER PRIMARY KEY REFERENCES attempt(id), words TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS closed_for_good BEFORE UPDATE ON attempt WHEN OLD.closed IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a closed attempt does not change'); END;
CREATE TRIGGER IF NOT EXISTS kept_for_good BEFORE DELETE ON attempt
    BEGIN SELECT RAISE(ABORT, 'an attempt is not deleted'); END;
"""


class Store:
    """The file of one learner. Use as a context manager, or close it."""

    def __init__(self, path: Path | str):
        """Open the file, or begin it. Raises InputError where that cannot be done."""
        self.path = str(path)
        try:
            if self.path != ":memory:":
                Path(path).parent.mkdir(parents=True, mode=0o700, exist_ok=True)
            self.file = sqlite3.connect(self.path, isolation_level=None, timeout=10, check_same_thread=False)
            self.file.execute("PRAGMA journal_mode=WAL")
            self.file.executescript(TABLES)
            if self.path != ":memory:":
                Path(path).chmod(0o600)
        except (OSError, sqlite3.Error) as error:
            raise InputError(f"{path}: practice cannot be kept here: {error}") from None

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the file."""
        self.file.close()

    def begin_sitting(self, name: str, plan: Plan) -> None:
        """Keep a new sitting under a name."""
        self._do("INSERT INTO sitting VALUES (?, ?)", name, plan.model_dump_json())

    def plan(self, sitting: str) -> Plan:
        """The plan of a sitting; an empty one for attempts that were taken elsewhere."""
        rows = self._all("SELECT plan FROM sitting WHERE id = ?", sitting)
        return Plan.model_validate_json(rows[0][0]) if rows else Plan(started=datetime.min, seed="")

    def open(self, sitting: str, place: int, attempt: Attempt, case: Case, knowledge: str, at: datetime) -> Kept:
        """Keep an attempt that begins."""
        cursor = self._do(
            "INSERT INTO attempt (sitting, place, knowledge, case_digest, opened, body) VALUES (?, ?, ?, ?, ?, ?)",
            sitting, place, knowledge, digest_of(case), at.isoformat(), attempt.model_dump_json(),
        )  # fmt: skip
        return self.attempt(cursor.lastrowid or 0)

    def update(self, kept: Kept, attempt: Attempt) -> Kept:
        """Keep how far an open attempt has come. Raises InputError if it is closed meanwhile."""
        self._change(kept.id, "body = ?", attempt.model_dump_json())
        return self.attempt(kept.id)

    def close_attempt(self, kept: Kept, attempt: Attempt, at: datetime) -> Kept:
        """Seal an attempt with what was committed to, once and for all. Raises InputError if it is closed already."""
        rows = self._all("SELECT sha256 FROM attempt WHERE sha256 IS NOT NULL ORDER BY id DESC LIMIT 1")
        last = rows[0][0] if rows else ""
        sealed = kept.model_copy(update={"attempt": attempt, "closed": at, "previous": last})
        body = attempt.model_dump_json()
        self._change(
            kept.id, "body = ?, closed = ?, previous = ?, sha256 = ?", body, at.isoformat(), last, sealed.seal()
        )
        return self.attempt(kept.id)

    def attempt(self, number: int) -> Kept:
        """An attempt by its number here. Raises InputError where there is none."""
        rows = self._all(f"SELECT {_COLUMNS} FROM attempt WHERE id = ?", number)  # noqa: S608
        if not rows:
            raise InputError(f"there is no attempt {number}")
        return _kept(rows[0])

    def attempts(self, sitting: str | None = None) -> list[Kept]:
        """All attempts, or those of a sitting, oldest first."""
        rows = self._all(f"SELECT {_COLUMNS} FROM attempt ORDER BY id")  # noqa: S608
        return [kept for kept in map(_kept, rows) if sitting in (None, kept.sitting)]

    def left_open(self) -> Kept | None:
        """The last attempt that was left open."""
        return next((kept for kept in reversed(self.attempts()) if kept.closed is None), None)

    def unfinished(self) -> str | None:
        """The sitting to go on with: that of the case left open, or the last one if cases of it are still to come."""
        if (left := self.left_open()) is not None:
            return left.sitting
        rows = self._all("SELECT id FROM sitting ORDER BY id DESC LIMIT 1")
        if not rows or self.plan(rows[0][0]).scheduled or self.plan(rows[0][0]).minutes:
            return None
        sitting: str = rows[0][0]
        return sitting if len(self.attempts(sitting)) < self.plan(sitting).length else None

    def add(self, kept: Kept) -> int | None:
        """Take in a sealed attempt from elsewhere: its number here, None if it is known."""
        if self._all("SELECT 1 FROM attempt WHERE sha256 = ?", kept.sha256):
            return None
        closed = kept.closed.isoformat() if kept.closed else None
        cursor = self._do(
            "INSERT INTO attempt (sitting, place, knowledge, case_digest, opened, closed, body, previous, sha256) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            kept.sitting, kept.place, kept.knowledge, kept.case_digest, kept.opened.isoformat(), closed,
            kept.attempt.model_dump_json(), kept.previous, kept.sha256,
        )  # fmt: skip
        return cursor.lastrowid

    def keep_marks(self, attempt: int, marks: Marks) -> None:
        """Keep the marks of an attempt under the knowledge that gave them."""
        self._do(
            "INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?)",
            attempt, marks.scheme, marks.knowledge, marks.model_dump_json(),
        )  # fmt: skip

    def marks(self, attempt: int) -> list[Marks]:
        """All marks of an attempt, oldest first."""
        rows = self._all("SELECT body FROM mark WHERE attempt = ? ORDER BY rowid", attempt)
        return [Marks.model_validate_json(row[0]) for row in rows]

    def marked(self, attempt: int, knowledge: str) -> Marks | None:
        """The marks under this knowledge and the present scheme, if they are known."""
        return next((m for m in self.marks(attempt) if (m.scheme, m.knowledge) == (SCHEME, knowledge)), None)

    def keep_score(self, attempt: int, score: Scored) -> None:
        """Keep the marks of an exercise under the knowledge that gave them."""
        body = score.model_dump_json()
        self._do("INSERT OR REPLACE INTO score VALUES (?, ?, ?, ?)", attempt, EXERCISE_SCHEME, score.knowledge, body)

    def score(self, attempt: int) -> Scored | None:
        """The last marks of an exercise."""
        rows = self._all("SELECT body FROM score WHERE attempt = ? ORDER BY rowid DESC LIMIT 1", attempt)
        return Scored.model_validate_json(rows[0][0]) if rows else None

    def review(self, attempt: int, review: Review) -> None:
        """Note a look at a card; a second one of the same attempt does not count."""
        self._do(
            "INSERT OR IGNORE INTO review VALUES (?, ?, ?, ?)",
            attempt, review.subject, review.at.isoformat(), review.rating,
        )  # fmt: skip

    def reviews(self, attempt: int | None = None) -> list[Review]:
        """Every look at a card, or those of an attempt, oldest first."""
        rows = self._all(
            "SELECT subject, at, rating FROM review WHERE ?1 IS NULL OR attempt = ?1 ORDER BY at, rowid", attempt
        )
        return [Review(subject=s, at=datetime.fromisoformat(at), rating=r) for s, at, r in rows]

    def note(self, attempt: int, words: str) -> None:
        """Keep the learner's own sentence on an attempt."""
        self._do("INSERT OR REPLACE INTO note VALUES (?, ?)", attempt, words)

    def notes(self) -> dict[int, str]:
        """The learner's own sentences, by attempt."""
        return dict(self._all("SELECT attempt, words FROM note"))

    def broken(self) -> list[int]:
        """The attempts whose seal does not fit, or that follow on one that is not there."""
        kept = [k for k in self.attempts() if k.closed is not None]
        known = {"", *(k.sha256 for k in kept)}
        return [k.id for k in kept if k.seal() != k.sha256 or k.previous not in known]

    def _change(self, attempt: int, what: str, *values: Any) -> None:
        sql = f"UPDATE attempt SET {what} WHERE id = ? AND closed IS NULL"  # noqa: S608
        if self._do(sql, *values, attempt).rowcount != 1:
            raise InputError("this case is closed; nothing changes after the commitment")

    def _do(self, sql: str, *values: Any) -> sqlite3.Cursor:
        try:
            return self.file.execute(sql, values)
        except sqlite3.Error as error:
            raise InputError(f"{self.path}: {error}") from None

    def _all(self, sql: str, *values: Any) -> list[Any]:
        with closing(self._do(sql, *values)) as cursor:
            return cursor.fetchall()


_COLUMNS = "id, sitting, place, knowledge, case_digest, opened, closed, body, previous, sha256"


def _kept(row: Any) -> Kept:
    fields = dict(zip(_COLUMNS.split(", "), row, strict=True))
    attempt = Attempt.model_validate_json(fields.pop("body"))
    return Kept.model_validate({**fields, "attempt": attempt})
