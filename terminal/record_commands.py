"""soleus interview and soleus export: a record read into an interview, and a case written for another program."""

import click


@click.command()
@click.option("--from", "record", metavar="FILE", help="Begin with what this file says: a case, or a record.")
@click.option("--plain", is_flag=True, help="Line by line, without colour or cursor movement.")
@click.option("--no-save", is_flag=True, help="Keep nothing of the interview on disk.")
def interview(record: str | None, plain: bool, no_save: bool) -> None:
    """Hold the interview; with --from, after the answers of a case file, a phenopacket or a FHIR record."""
    from ..rules.knowledge import load_knowledge
    from .ending import hold
    from .from_record import hold as hold_from
    from .journal import Journal
    from .one_case import only_case
    from .session_commands import conversation

    base = load_knowledge()
    case = only_case(record, base, "an interview") if record else None
    talk = conversation(plain, base, journal=None if no_save else Journal.begin(base))
    if case is None:
        hold(talk)
    else:
        hold_from(talk, case)
