"""HTML from the templates of the page: everything escaped, words taken from where the terminal takes them."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from ..engine.consultation import PURPOSE
from ..terminal.words import BAND_WORDS, LEVEL_SENTENCE, as_ratio, join, plus


@cache
def environment() -> Environment:
    """The templates, compiled once."""
    made = Environment(
        loader=PackageLoader("soleus.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        purpose=PURPOSE, level_sentence=LEVEL_SENTENCE, band_words=BAND_WORDS, plus=plus, as_ratio=as_ratio, join=join
    )
    return made


def render(template: str, **values: Any) -> str:
    """A page as text."""
    return environment().get_template(template).render(**values)


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page as a response."""
    return HTMLResponse(render(template, **values), status)
