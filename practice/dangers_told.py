"""The dangers to be thought of in a reflection: what is not known of each, and what speaks against it."""

from collections.abc import Iterator

from ..explain.dangers import Considered
from ..wording.document import Block, Item, Listing, Pen
from ..wording.explain.phrases import label
from ..wording.story import said_against, small
from ..wording.words import join, level_word
from .attempt import Kind
from .patient import saying
from .reflection import Reflection

NAMED = 3  # things at most that are named of one danger


def dangers_told(r: Reflection, pen: Pen) -> Iterator[Block]:
    """Each danger that came near, and why it was not told."""
    for danger in r.dangers:
        why = f"{danger.title} ({level_word(danger.level)}); {_why_not(danger, r, pen)}"
        yield Listing((Item(f"To be thought of: {why}. {pen.cite(danger.sources)}"),))


def _why_not(danger: Considered, r: Reflection, pen: Pen) -> str:
    """What is not known of it, what was said against it, or what was only taken for no."""
    vocabulary, present = pen.base.vocabulary, r.known.case.present
    near = {about: [f for f in present if f in saying(about, vocabulary)] for about in danger.not_asked}
    if open_ := [about for about, said in near.items() if not said]:
        worked = r.attempt.kind is Kind.WORKED
        named = join([small(label(pen.base, about)) for about in open_[:NAMED]])
        return f"{'not known' if worked else 'not asked or not known'}: {named}"
    if near:
        comes = dict.fromkeys(finding for said in near.values() for finding in said)
        return f"near it comes {join([small(label(pen.base, about)) for about in comes])}"
    silent = [s.about for s in danger.said if _taken_for_no(s.about, r, pen)]
    said = [s for s in danger.said if s.about not in silent]
    if said:
        return f"kept from it by: {join([small(said_against(pen, s)) for s in said[:NAMED]])}"
    if silent:
        named = join([small(label(pen.base, about)) for about in silent[:NAMED]])
        return f"kept from it only by what was not recorded and taken for no: {named}"
    return "nothing that is known comes to it"


def _taken_for_no(finding: str, r: Reflection, pen: Pen) -> bool:
    """Whether a finding is denied by nothing but answers that the report does not record."""
    if finding not in pen.base.vocabulary.findings:
        return False
    broader = pen.base.vocabulary.broader(finding)
    return broader.isdisjoint(r.case.absent) and not broader.isdisjoint(r.taken_for_no)
