"""What people say, read as findings: one reader for every door."""

from .reader import read
from .said import Reading, Said, When, Who
from .story import Told, facts_of

__all__ = ["Reading", "Said", "Told", "When", "Who", "facts_of", "read"]
