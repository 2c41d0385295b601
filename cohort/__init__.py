"""The same rules compiled to columns, for tables of people. Needs the extra `soleus[cohort]`."""

from .kinds import score

__all__ = ["score"]
