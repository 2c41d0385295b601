"""What became of a record that a case was read from, as it is told."""

from ..facts.imported import Imported, Left, Taken
from ..facts.vocabulary import Vocabulary


def came_to(record: Imported) -> str:
    """How much of a record was read, and how much was left out, in a sentence."""
    read = len(record.read) + len(record.broader)
    answers = f"{read} answer{'' if read == 1 else 's'}" if read else "nothing"
    broader = f", {len(record.broader)} of them as something broader" if record.broader else ""
    entries = sum(left.times for left in record.left)
    out = f"; {entries} {'entry was' if entries == 1 else 'entries were'} left out" if entries else ""
    return f"Read from a {record.form}: {answers}{broader}{out}"


def taken_line(taken: Taken, vocabulary: Vocabulary) -> str:
    """One entry of a record and what it was read as."""
    if taken.meant in vocabulary.measurements:
        return f"{taken.words!r}: {vocabulary.measurements[taken.meant].label} {taken.said}"
    denied = "not " if taken.said == "absent" else ""
    return f"{taken.words!r}: {denied}{vocabulary.findings[taken.meant].label}"


def left_line(left: Left) -> str:
    """One entry of a record that was left out, and why."""
    times = f" ({left.times} times)" if left.times > 1 else ""
    return f"{left.words!r}: {left.why}{times}"
