"""How a page is asked for: the form's fields, the walk they carry, the engines."""

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from ..facts.errors import InputError
from ..facts.printable import refuse_unprintable
from ..rules.knowledge_base import KnowledgeBase
from .engines import Engines
from .signed_session import Seal, Walk

MOST_FIELDS = 400


@dataclass
class Visit:
    """One request for a page: what was sent, and what is needed to answer it."""

    fields: dict[str, list[str]]
    upload: tuple[str, bytes] | None
    base: KnowledgeBase
    engines: Engines
    seal: Seal

    def field(self, name: str) -> str:
        """The first value of a field, empty if it was not sent."""
        return (self.fields.get(name) or [""])[0]

    def walk(self) -> Walk:
        """The walk that came with the form. Raises StateRefused."""
        return self.seal.open(self.field("state"))


async def visit(request: Request) -> Visit:
    """Read the form. Raises InputError where it is none."""
    state: Any = request.app.state
    fields: dict[str, list[str]] = {}
    upload = None
    try:
        form = await request.form(max_files=1, max_fields=MOST_FIELDS)
    except (MultiPartException, ValueError, UnicodeError):
        raise InputError("this is not a form that was filled in here") from None
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            upload = (value.filename or "", await value.read())
        else:
            fields.setdefault(name, []).append(value)
    refuse_unprintable(fields)
    return Visit(fields, upload, state.base, state.engines, state.seal)
