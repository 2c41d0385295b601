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
from ..wording.library import measured
from ..wording.words import counted

_RULE = re.compile(r"\[([a-z][a-z0-9_]*\.[a-z0-9][a-z0-9-]*)\]")
_CASES = re.compile(r"soleus library list((?: --[a-z]+ \w+)+)")


def linked(text: str) -> Markup:
    """Text, escaped, with "[rule.id]", the numbers of sources and what lists published cases as links."""
    with_rules = _RULE.sub(r'<a href="/knowledge/rules/\1">\1</a>', str(to_sources(text)))
    return Markup(_CASES.sub(_listed, with_rules))  # noqa: S704 - escaped


def _listed(command: re.Match[str]) -> str:
    """The page that lists the same cases as a command."""
    options = re.findall(r"--([a-z]+) (\w+)", command[1])
    return f'<a href="/knowledge/cases?{"&amp;".join(f"{name}={value}" for name, value in options)}">list them</a>'


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
    made.globals.update(WORDS, bars=bars, purpose=PURPOSE, counted=counted, measured=measured)
    made.filters["linked"] = linked
    return made


def render(template: str, **values: Any) -> str:
    """A page as text."""
    return environment().get_template(template).render(**values)


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page as a response."""
    return HTMLResponse(render(template, **values), status)
