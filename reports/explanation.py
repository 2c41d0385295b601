"""An explanation as a self-contained page."""

from ..wording.document import Document
from .page import page


def html(text: Document) -> str:
    """A document as one page, nothing fetched."""
    return page("explanation.html.j2", text=text)
