"""soleus explain: one explanation of the result of one case."""

from typing import Any

import click


def _help(ctx: click.Context, _: click.Parameter, value: Any) -> Any:
    """Help for -h, which stands alone here: -heavy_sweating is a change, not an option."""
    if value == "-h" or "-h" in (value if isinstance(value, tuple) else ()):
        click.echo(ctx.get_help())
        ctx.exit()
    return value


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
    epilog="ASK is one of: how (or why), why-not or learn HYPOTHESIS; compare, or compare HYPOTHESIS HYPOTHESIS; "
    "tipping; stability; what-if +tingling -vegan_diet ?fatigue age=70 ferritin='9 ng/mL'.",
)
@click.argument("case", is_eager=True, callback=_help)
@click.argument("ask", is_eager=True, callback=_help)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, callback=_help)
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json", "html"]), default="text")
@click.option("--plain", is_flag=True, help="Text without colour or columns.")
def explain(case: str, ask: str, words: tuple[str, ...], form: str, plain: bool) -> None:
    """Explain the result of one case: how, why-not, compare, what-if, tipping, stability or learn."""
    from ..engine.consult import consult
    from ..explain.ask import explain as explained
    from ..rules.knowledge import load_knowledge
    from .one_case import only_case

    base = load_knowledge()
    explanation = explained(base, consult(only_case(case, base, "explain"), base), ask, words)
    if form == "json":
        click.echo(explanation.model_dump_json())
        return
    from ..wording.explain.write import document

    text = document(explanation, base)
    if form == "text":
        from .console import console
        from .document import print_document

        print_document(console(plain), text, plain)
    else:
        from ..reports.explanation import html
        from ..reports.markdown import markdown

        click.echo(html(text) if form == "html" else markdown(text))
