"""Soleus: an explained, rule-based expert system for leg symptoms, for training and education.

    >>> import soleus
    >>> result = soleus.assess(age=66, sex="female", present=["tingling feet", "vegan diet"])
    >>> result.referral.level.value
    'soon'

Everything named in `__all__` is loaded when it is first used, so that importing Soleus costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import Result, assess, load_knowledge
    from .facts.case import Case
    from .facts.errors import SoleusError

__all__ = ["Case", "Result", "SoleusError", "assess", "load_knowledge"]

_HOMES = {
    "Case": ".facts.case",
    "Result": ".api",
    "SoleusError": ".facts.errors",
    "assess": ".api",
    "load_knowledge": ".api",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("soleus")
    if name not in _HOMES:
        raise AttributeError(f"module 'soleus' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
