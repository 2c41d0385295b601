"""The lines typed in answer to a question that is not answered yet: kept, and typed again when it is resumed."""

from collections.abc import Callable, Iterable

Keep = Callable[[tuple[str, ...]], None]


class Draft:
    """What was typed so far at one question. `again` are lines of an earlier time, `keep` writes down what there is."""

    def __init__(self, again: Iterable[str] = (), keep: Keep = lambda lines: None):
        self.again, self.keep = list(again), keep
        self.lines: list[str] = []
        self.kept: tuple[str, ...] = tuple(self.again)

    def next(self) -> str | None:
        """The next line of the earlier time, if one is left."""
        return self.again.pop(0) if self.again else None

    def took(self, line: str) -> None:
        """A line was understood."""
        self.lines.append(line)

    def refused(self) -> None:
        """A line of the earlier time is no longer understood: what followed it may mean something else now."""
        self.again.clear()

    def back(self, lines: int | None = None) -> None:
        """So many lines, or all, are taken back."""
        del self.lines[-lines if lines else 0 :]
        self.again.clear()

    def save(self) -> None:
        """Write down the lines, if they are others than those written down already."""
        if not self.again and (now := tuple(self.lines)) != self.kept:
            self.keep(now)
            self.kept = now
