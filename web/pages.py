"""HTML from the templates of the page: everything escaped, words taken from where every face takes them."""

import re
from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from ..engine.consultation import PURPOSE
from ..reports.bars import bars
from ..reports.page import WORDS
from ..reports.page import linked as to_sources

_RULE = re.compile(r"\[([a-z][a-z0-9_]*\.[a-z0-9][a-z0-9-]*)\]")


def linked(text: str) -> Markup:
    """Text, escaped, with "[rule.id]" and the numbers of sources as links."""
    return Markup(_RULE.sub(r'<a href="/knowledge/rules/\1">\1</a>', str(to_sources(text))))  # noqa: S704 - escaped


@cache
def environment() -> Environment:
    """The templates, compiled once."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("soleus.web"), PackageLoader("soleus.reports")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(WORDS, bars=bars, purpose=PURPOSE)
    made.filters["linked"] = linked
    return made


def render(template: str, **values: Any) -> str:
    """A page as text."""
    return environment().get_template(template).render(**values)


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page as a response."""
    return HTMLResponse(render(template, **values), status)
