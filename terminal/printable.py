"""Text out of a file, made fit to be shown on a terminal."""

import sys


def printable(text: str) -> str:
    """The text with a question mark for what would steer the terminal, or what its encoding cannot carry."""
    harmless = "".join(c if c.isprintable() else "?" for c in text)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return harmless.encode(encoding, "replace").decode(encoding)
