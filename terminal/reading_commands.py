"""soleus read and soleus find: what words mean, and which findings they may mean."""

import sys
from typing import TYPE_CHECKING

import click

from ..facts.errors import InputError
from ..facts.printable import json_line, printable

if TYPE_CHECKING:
    from ..facts.vocabulary import Vocabulary
    from ..reading.said import Reading


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def read(text: tuple[str, ...], as_json: bool) -> None:
    """Show what words mean: each TEXT, or each line of standard input for '-'."""
    from ..reading.reader import read as reading_of
    from ..rules.knowledge import load_knowledge

    vocabulary = load_knowledge().vocabulary
    lines = (line.strip() for line in sys.stdin) if text == ("-",) else iter(text)
    for line in lines:
        if line:
            reading = reading_of(line, vocabulary)
            click.echo(_json(line, reading) if as_json else printable(_told(line, reading, vocabulary)))


def _json(text: str, reading: "Reading") -> str:
    said = [
        {"finding": s.finding, "state": s.state, "who": s.who, "when": s.when, "certain": s.certain, "words": s.words}
        for s in reading.said
    ]
    return json_line({"text": text, "said": said, "unread": list(reading.unread)})


def _told(text: str, reading: "Reading", vocabulary: "Vocabulary") -> str:
    lines = [text]
    for said in reading.said:
        marks = [said.state.value, *(m.value for m in (said.who, said.when) if m not in ("self", "now"))]
        doubt = "" if said.certain else ", to be confirmed"
        lines.append(f"  {vocabulary.findings[said.finding].label} ({', '.join(marks)}{doubt}) [{said.finding}]")
    if reading.unread:
        lines.append(f"  not understood: {', '.join(reading.unread)}")
    return "\n".join(lines)


@click.command()
@click.argument("text", nargs=-1, required=True)
def find(text: tuple[str, ...]) -> None:
    """Show which findings a phrase may mean, likeliest first."""
    from ..reading.nearest import nearest
    from ..rules.knowledge import load_knowledge

    vocabulary = load_knowledge().vocabulary
    phrase = " ".join(text)
    hits = [vocabulary.findings[name] for name in nearest(phrase, vocabulary)]
    if not hits:
        raise InputError(f"nothing in the vocabulary is like {phrase!r}; try a plain word such as 'cramps'")
    for hit in hits:
        click.echo(f"{hit.id:<34} {hit.label}" + (f"  ({hit.hpo})" if hit.hpo else ""))
