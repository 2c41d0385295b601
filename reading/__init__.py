"""What people say, read as findings: one reader for every door."""

from .reader import read
from .said import Reading, Said, When, Who

__all__ = ["Reading", "Said", "When", "Who", "read"]
