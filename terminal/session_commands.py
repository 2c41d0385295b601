"""soleus sessions: the interviews kept on this machine."""

from textwrap import shorten
from typing import Any

import click

WORDS_SHOWN = 60


def conversation(plain: bool, base: Any, **kept: Any) -> Any:
    """A conversation on this terminal."""
    from ..reports.assessment import assessment_markdown
    from .interview import Conversation
    from .prompt_io import face

    return Conversation(face(plain), base, assessment_markdown, **kept)


@click.group()
def sessions() -> None:
    """List, resume or delete saved interviews."""


@sessions.command("list")
def list_sessions() -> None:
    """List the saved interviews, newest first."""
    from . import session_store as journal

    for kept in journal.sessions():
        words = f": {shorten(kept.words, WORDS_SHOWN, placeholder='…')}" if kept.words else ""
        click.echo(f"{kept.name}  begun {kept.header.get('begun', '')}, {kept.answers} answered{words}")


@sessions.command("resume")
@click.argument("name", required=False)
@click.option("--plain", is_flag=True, help="Line by line, without colour or cursor movement.")
def resume_session(name: str | None, plain: bool) -> None:
    """Go on with a saved interview; without a name, the newest."""
    from ..rules.knowledge import load_knowledge
    from . import session_store as journal
    from .ending import hold

    base = load_knowledge()
    interview, kept, notes = journal.session(name).resume(base)
    for note in notes:
        click.echo(note)
    hold(conversation(plain, base, interview=interview, journal=kept))


@sessions.command("delete")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def delete_sessions(names: tuple[str, ...]) -> None:
    """Delete saved interviews for good."""
    from . import session_store as journal

    for name in names:
        journal.delete(name)
        click.echo(f"Deleted {name}.")
