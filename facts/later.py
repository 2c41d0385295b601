"""Regular expressions that are compiled when they are first used: few cases meet many of them."""

import re
from typing import Any


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The regular expression of a pattern, not yet compiled."""
    expression: Any = _Later(pattern, flags)
    return expression  # type: ignore[no-any-return]


class _Later:
    def __init__(self, pattern: str, flags: int):
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled expression, from now on an attribute of this one."""
        found = self.__dict__[name] = getattr(re.compile(self.pattern, self.flags), name)
        return found
