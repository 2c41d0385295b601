"""soleus interview and soleus export: a record read into an interview, and a case written for another program."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from .refusing import Refusal

if TYPE_CHECKING:
    from ..rules.knowledge_base import KnowledgeBase


@click.command()
@click.option("--from", "record", metavar="FILE", help="Begin with what this file says: a case, or a record.")
@click.option("--plain", is_flag=True, help="Line by line, without colour or cursor movement.")
@click.option("--no-save", is_flag=True, help="Keep nothing of the interview on disk.")
def interview(record: str | None, plain: bool, no_save: bool) -> None:
    """Hold the interview; with --from, after the answers of a case file, a phenopacket or a FHIR record."""
    from ..rules.knowledge import load_knowledge
    from .ending import hold
    from .from_record import begin
    from .journal import Journal
    from .one_case import only_case
    from .session_commands import conversation

    base = load_knowledge()
    case = only_case(record, base, "an interview") if record else None
    talk = conversation(plain, base, journal=None if no_save else Journal.begin(base))
    if case is None:
        hold(talk)
    else:
        hold(talk, lambda: begin(talk, case))


@click.command()
@click.argument("case", required=False)
@click.option("--to", "form", type=click.Choice(["phenopacket", "fhir", "questionnaire"]), required=True)
@click.option("--topic", default="core", show_default=True, help="The questions of this topic, for a questionnaire.")
@click.option("-o", "--output", help="Write to this file.")
def export(case: str | None, form: str, topic: str, output: str | None) -> None:
    """Write a CASE for other programs as JSON, or the questions as a FHIR questionnaire.

    phenopacket: what was said, as a GA4GH phenopacket. fhir: what was said and what follows, as a FHIR R4 Bundle.
    """
    from ..rules.knowledge import load_knowledge
    from .output_file import output_file

    if (form == "questionnaire") is (case is not None):
        raise Refusal("a questionnaire takes no case" if case else f"name the case to write as {form}")
    made = _made(case, form, topic, load_knowledge())
    with output_file(output, [case] if case else []) as file:
        click.echo(json.dumps(made, indent=1, ensure_ascii=False), file=file)


def _made(name: str | None, form: str, topic: str, base: "KnowledgeBase") -> dict[str, Any]:
    from ..engine.consult import consult
    from ..formats.fhir_out import bundle_of
    from ..formats.phenopacket_out import phenopacket_of
    from ..formats.questionnaire import questionnaire_of
    from .one_case import only_case

    if name is None:
        return questionnaire_of(topic, base)
    case, now = only_case(name, base, "export"), f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if form == "phenopacket":
        return phenopacket_of(case, base.vocabulary, base.version, now)
    return bundle_of(consult(case, base), base, now)
