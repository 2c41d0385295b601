"""The command line: parse, call, print."""

import atexit
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

import click

if not __package__:
    sys.exit("run: soleus (installed by: pip install -e .), or python -m soleus.cli")

from .facts.errors import CaseFileError, SoleusError
from .facts.printable import message
from .terminal.group import Soleus
from .terminal.refusing import Refusal, leave

if TYPE_CHECKING:
    from .engine.consultation import Consultation
    from .facts.case import Case
    from .rules.knowledge_base import KnowledgeBase

RARELY = (200_000, 20, 20)
"""Objects more between collections: one case makes fewer."""


def _version() -> str:
    from importlib.metadata import version

    from .engine.consultation import PURPOSE
    from .rules.knowledge import load_knowledge

    return f"soleus {version('soleus')}, knowledge {load_knowledge().version}\n{PURPOSE}"


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(_version())
        ctx.exit()


@click.group(cls=Soleus, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="Show versions."
)
@click.option("--plain", is_flag=True, help="Interview line by line, without colour or cursor movement.")
@click.option("--answers", type=click.Path(dir_okay=False), help="Answer the interview from this case file.")
@click.option("--no-save", is_flag=True, help="Keep nothing of the interview on disk.")
@click.pass_context
def main(ctx: click.Context, plain: bool, answers: str | None, no_save: bool) -> None:
    """Explained hypotheses for aching, cramping, weak, stiff, heavy or tingling legs. For training and education.

    Without a command: the interview. New here: soleus demo.
    """
    if ctx.invoked_subcommand is None:
        from .rules.knowledge import load_knowledge
        from .terminal.answers_file import AnswersFile
        from .terminal.ending import hold
        from .terminal.journal import Journal
        from .terminal.session_commands import conversation

        base = load_knowledge()
        file = AnswersFile(answers, base.vocabulary) if answers else None
        talk = conversation(plain or bool(answers), base, journal=None if no_save else Journal.begin(base))
        if file:
            talk.run_through(file)
        else:
            hold(talk)


@main.command()
@click.argument("cases", nargs=-1, required=True, metavar="CASE...")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown", "html"]), default="text")
@click.option("--json", "form", flag_value="json", help="Same as --format json.")
@click.option(
    "-o",
    "--output",
    help="Write json, markdown or html to this file.",
)
@click.option("--map", "plan", metavar="FILE", help="What the columns of a table (CSV, as of REDCap) mean.")
@click.option("--full", is_flag=True, help="Text in full: tests, foods, what to beware of, and every reason.")
@click.option("--trace", is_flag=True, help="Show the chain of rules from the answers to each conclusion.")
@click.option("--plain", is_flag=True, help="Text without colour, bars or boxes.")
def assess(
    cases: tuple[str, ...], form: str, output: str | None, plan: str | None, full: bool, trace: bool, plain: bool
) -> None:
    """Assess one or many case files (YAML, JSON, JSON lines; '-' for standard input).

    A phenopacket, a FHIR record and a list of HPO terms are recognised and read too; tables with --map.
    """
    from .formats.door import read_many, read_tables
    from .reading.alone import in_vain
    from .rules.knowledge import load_knowledge
    from .terminal.output_file import output_file
    from .terminal.rendering import in_format, on_a_screen

    base = load_knowledge()
    if form == "text" and output:
        raise Refusal("-o goes with --format json, markdown or html")
    render = on_a_screen(base, full, trace, plain) if form == "text" else in_format(form, base, trace)
    consult = _consulting(trace)
    failed = False

    def shown() -> Iterator[str]:
        nonlocal failed
        given = read_tables(cases, plan, base.vocabulary) if plan else read_many(cases, base.vocabulary)
        for item in _with_progress(given, len(cases)):
            try:
                yield render(consult(_read(item), base))
            except SoleusError as error:
                failed = True
                name = "" if isinstance(item, CaseFileError) else f"{item.id or 'case'}: "
                click.echo(f"Error: {message(f'{name}{error}')}", err=True)

    if form == "text" and (full or trace) and sys.stdout.isatty():
        click.echo_via_pager(f"{text}\n" for text in shown())
    else:
        with output_file(output, cases) as file:
            for text in shown():
                click.echo(text, file=file)
    if in_vain(base.vocabulary):
        from .reading.trying import ids_as_words, try_names

        try_names(base.vocabulary, ids_as_words(base.vocabulary))
    if failed:
        sys.exit(2)


def _consulting(trace: bool) -> "Callable[[Case, KnowledgeBase], Consultation]":
    """What takes a case through the rules; a trace that is shown is experta's."""
    if trace:
        from .engine.consult import consult

        return consult
    from .engine.plainly import consult_plainly

    return consult_plainly


def _read(item: "Case | CaseFileError") -> "Case":
    """The case that was read. Raises the CaseFileError that stands in its place."""
    if isinstance(item, CaseFileError):
        raise item
    return item


def _with_progress(items: Iterator["Case | CaseFileError"], files: int) -> Iterator["Case | CaseFileError"]:
    """A progress bar on stderr for many cases whose answers go to a file or a pipe."""
    if files > 20 and sys.stderr.isatty() and not sys.stdout.isatty():
        with click.progressbar(items, length=files, label="Assessing", file=sys.stderr) as bar:
            yield from bar
    else:
        yield from items


@main.command()
@click.argument("what", type=click.Choice(["case", "consultation", "rule"]))
def schema(what: str) -> None:
    """Print the JSON Schema of a case, of what 'assess --json' prints, or of a rule file."""
    import json

    from .engine.schemas import schema as of

    click.echo(json.dumps(of(what), indent=1))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
@click.option("--open/--no-open", "open_page", default=True, help="Open the page in a browser.")
def serve(host: str, port: int, workers: int, open_page: bool) -> None:
    """Serve the page and the API, to this machine alone unless --host says otherwise."""
    try:
        from .web.serve import is_loopback, serve
    except ModuleNotFoundError as error:
        from .facts.extras import how_to_get

        raise Refusal(f"the page needs {error.name}, which is not installed; {how_to_get('web')}") from None
    if not is_loopback(host):
        click.echo(
            f"Warning: anyone who can reach {host} can use this page, and answers travel unencrypted. "
            "Put it behind a proxy with TLS.",
            err=True,
        )
    click.echo(f"Soleus on http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C stops it)")
    serve(host, port, workers, open_page)


main.later = {
    "cohort": ("cohort.commands", "cohort"),
    "demo": ("terminal.demo_command", "demo"),
    "explain": ("terminal.explain_command", "explain"),
    "export": ("terminal.record_commands", "export"),
    "find": ("terminal.reading_commands", "find"),
    "interview": ("terminal.record_commands", "interview"),
    "library": ("terminal.library_commands", "library"),
    "practice": ("terminal.practice_commands", "practice"),
    "read": ("terminal.reading_commands", "read"),
    "rules": ("terminal.rule_commands", "rules"),
    "rules export": ("cohort.commands", "export"),
    "rules impact": ("cohort.commands", "impact"),
    "scorecard": ("reports.commands", "scorecard"),
    "sessions": ("terminal.session_commands", "sessions"),
    "synth": ("cohort.commands", "synth"),
}


def run(name: str | None = None) -> None:
    """The program as a process of its own: it waits for no collector of garbage, no plugin of pydantic, no teardown."""
    gc.set_threshold(*RARELY)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        main(prog_name=name)
    except SystemExit as end:
        _leave(end.code)


def _leave(status: Any) -> NoReturn:
    """End as Python would, but without taking apart, object by object, what ends with the process anyway."""
    if not isinstance(status, int | None) or threading.active_count() > 1:
        sys.exit(status)
    atexit._run_exitfuncs()
    leave(status)


if __name__ == "__main__":
    run()
