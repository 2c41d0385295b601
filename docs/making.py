"""What the documents show that no command prints: a sentence from the record, the reference, a picture."""

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import soleus
from soleus.api import Picture, Told
from soleus.validation.first_met import FirstMet, first_met

EXAMPLE = Path(__file__).parent.parent / "examples" / "tingling-feet.yaml"


def blind() -> str:
    """How cases fared that nobody had seen: of each, the figures of the day on which it was first met, as written."""
    met = [m for m in first_met() if (m.deficiencies or m.conditions) and not (m.note or "").startswith("the same")]
    first, three, of = _sum(met)
    last, last_three, last_of = _sum(met[-1:])
    return (
        f"**Is it any good?** Of {of:,} published cases assessed before any rule was changed for them, the confirmed\n"
        f"cause came first in {first / of:.0%} and among three in {three / of:.0%}; in the last and rarest {last_of}, "
        f"in {last / last_of:.0%} and {last_three / last_of:.0%}."
    )


def _sum(met: list[FirstMet]) -> tuple[int, int, int]:
    """First, among three, of how many."""
    parts = [part for m in met for part in (m.deficiencies, m.conditions) if part]
    return sum(p.first for p in parts), sum(p.among_three for p in parts), sum(p.of for p in parts)


def reference() -> str:
    """The front door for Python, from its signatures and docstrings."""
    named = {f"soleus.{name}": getattr(soleus, name) for name in soleus.__all__}
    named |= {"Told": Told, "Picture": Picture}
    return "\n".join(line for name, thing in named.items() for line in _entry(name, thing))


def _entry(name: str, thing: Any) -> Iterator[str]:
    yield from (f"## {name}", "")
    if not inspect.isclass(thing):
        yield from ("```python", f"{name}{_signature(thing)}", "```", "")
    yield from (inspect.getdoc(thing) or "", "")
    for part, member in vars(thing).items() if inspect.isclass(thing) and thing.__module__ == "soleus.api" else ():
        if not part.startswith("_") and (told := inspect.getdoc(member)):
            yield from (f"### {part}", "")
            if inspect.isfunction(member):
                yield from ("```python", f"{part}{_signature(member)}", "```", "")
            yield from (told, "")


def _signature(function: Callable[..., Any]) -> str:
    """What goes in and comes out, with names as short as the docstrings have them."""
    written = re.sub(r"\(self(?:, )?", "(", str(inspect.signature(function)))
    written = re.sub(r"= \w*Path\([^)]*\)", "= the folder that ships", written)
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Z])|'", "", written)


def pictures() -> dict[str, str]:
    """The pictures that the program draws, by the file they stand in."""
    return {"points.svg": str(soleus.assess(EXAMPLE).plot())}


MADE: dict[str, Callable[[], str]] = {"blind": blind, "reference": reference}
