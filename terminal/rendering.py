"""What each format makes of a consultation; a format's own modules are loaded with it alone."""

from collections.abc import Callable

from ..engine.consultation import Consultation
from ..rules.knowledge_base import KnowledgeBase
from .refusing import Refusal

Renderer = Callable[[Consultation], str]


def on_a_screen(base: KnowledgeBase, full: bool, trace: bool, plain: bool) -> Renderer:
    """One screen for a terminal, or everything."""
    from . import assessment
    from .console import console, is_plain

    face, bare = console(plain), is_plain(plain)

    def text(consultation: Consultation) -> str:
        with face.capture() as shown:
            if full or trace:
                assessment.show_everything(face, consultation, base, bare, trace)
            else:
                assessment.show(face, consultation, base, bare, more="--full")
        return shown.get().removesuffix("\n")

    return text


def in_format(form: str, base: KnowledgeBase, trace: bool) -> Renderer:
    """What makes json, markdown or html of a consultation."""
    if form == "json":
        from ..wording.telling import as_json

        return lambda consultation: as_json(consultation, base, trace)
    if form == "markdown":
        from ..reports.assessment import assessment_markdown

        return lambda consultation: assessment_markdown(consultation, base, trace)
    return _one_page(base)


def _one_page(base: KnowledgeBase) -> Renderer:
    """Makes a page of one case, and refuses a second."""
    from ..reports.assessment_page import assessment_html

    seen: list[str | None] = []

    def page(consultation: Consultation) -> str:
        if seen:
            raise Refusal("--format html makes a page of one case; give one at a time")
        seen.append(consultation.case.id)
        return assessment_html(consultation, base)

    return page
