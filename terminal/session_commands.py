"""soleus sessions: the interviews kept on this machine."""

from textwrap import shorten
from typing import Any

import click

from ..facts.printable import printable

WORDS_SHOWN = 60


def conversation(plain: bool, base: Any, **kept: Any) -> Any:
    """A conversation on this terminal."""
    from ..reports.assessment import assessment_markdown
    from .interview import Conversation
    from .prompt_io import face

    if journal := kept.get("journal"):
        click.get_current_context().call_on_close(journal.close)
    return Conversation(face(plain), base, assessment_markdown, **kept)


@click.group()
def sessions() -> None:
    """List, resume or delete saved interviews."""


@sessions.command("list")
def list_sessions() -> None:
    """List the saved interviews by their complaint, last used first."""
    from . import session_store as store
    from .session_lines import SessionError

    for kept in store.sessions():
        if isinstance(kept, SessionError):
            click.echo(f"Damaged: {kept}")
            continue
        complaint = shorten(printable(kept.complaint), WORDS_SHOWN, placeholder="...") or "(nothing said yet)"
        click.echo(f"{complaint}\n  {kept.name}  last used {kept.used:%Y-%m-%d %H:%M} UTC, {kept.answers} answered")


@sessions.command("resume")
@click.argument("name", required=False)
@click.option("--plain", is_flag=True, help="Line by line, without colour or cursor movement.")
def resume_session(name: str | None, plain: bool) -> None:
    """Go on with a saved interview; without a name, the last used."""
    from ..rules.knowledge import load_knowledge
    from . import session_store as store
    from .ending import hold

    base = load_knowledge()
    session = store.session(name)
    interview, kept, notes = session.resume(base)
    for note in notes:
        click.echo(note)
    hold(conversation(plain, base, interview=interview, journal=kept, draft=session.draft))


@sessions.command("delete")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def delete_sessions(names: tuple[str, ...]) -> None:
    """Delete saved interviews for good."""
    from . import session_store as store

    for name in names:
        store.delete(name)
        click.echo(f"Deleted {name}.")
