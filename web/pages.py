"""HTML from the templates of the page: everything escaped, words taken from where every face takes them."""

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from ..engine.consultation import PURPOSE
from ..wording.words import BAND_WORDS, LEVEL_SENTENCE, as_ratio, join, plus

_RULE, _SOURCE = re.compile(r"\[([a-z][a-z0-9_]*\.[a-z0-9][a-z0-9-]*)\]"), re.compile(r"\[(\d{1,3})\]")


def linked(text: str) -> Markup:
    """Text, escaped, with "[rule.id]" and the numbers of sources as links."""
    safe = _RULE.sub(r'<a href="/knowledge/rules/\1">\1</a>', str(escape(text)))
    return Markup(_SOURCE.sub(r'<a href="#source-\1">[\1]</a>', safe))  # noqa: S704 - escaped above


@cache
def environment() -> Environment:
    """The templates, compiled once."""
    made = Environment(
        loader=PackageLoader("soleus.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        purpose=PURPOSE, level_sentence=LEVEL_SENTENCE, band_words=BAND_WORDS, plus=plus, as_ratio=as_ratio, join=join
    )
    made.filters["linked"] = linked
    return made


def render(template: str, **values: Any) -> str:
    """A page as text."""
    return environment().get_template(template).render(**values)


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page as a response."""
    return HTMLResponse(render(template, **values), status)
