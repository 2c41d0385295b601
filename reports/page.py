"""Self-contained HTML pages from templates: style inside, nothing fetched, everything escaped."""

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ..wording.words import as_ratio, band_word, join, level_sentence, level_word, plus
from .bars import bars

WORDS: dict[str, Any] = {
    "level_sentence": level_sentence,
    "level_word": level_word,
    "band_word": band_word,
    "plus": plus,
    "as_ratio": as_ratio,
    "join": join,
}
"""How templates say levels, bands and points."""
_SOURCE = re.compile(r"\[(\d{1,3})\]")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("soleus.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(WORDS, bars=bars)
    made.filters["linked"] = linked
    return made


def linked(text: str) -> Markup:
    """Text, escaped, with the numbers of sources as links to them."""
    return Markup(_SOURCE.sub(r'<a href="#source-\1">[\1]</a>', str(escape(text))))  # noqa: S704 - escaped


def page(template: str, **values: Any) -> str:
    """The page that a template in reports/templates makes of these values."""
    return _environment().get_template(template).render(**values)
