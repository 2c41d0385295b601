"""The group of all commands: each is loaded when it is asked for, and a refusal is one message and exit status 2."""

from importlib import import_module
from typing import Any

import click

from .refusing import bear_any_text, refusals

_HOUSE = __package__.rpartition(".")[0]


class Soleus(click.Group):
    """Commands of its own, and those that stand in `later`: by name, the module in the house and the command in it.

    A command of a group that is loaded later is named with it: "rules impact".
    """

    later: dict[str, tuple[str, str]] = {}

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        bear_any_text()
        with refusals():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with refusals():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self.commands, *(name for name in self.later if " " not in name)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.commands and cmd_name in self.later and " " not in cmd_name:
            self.add_command(self._loaded(cmd_name), cmd_name)
        return super().get_command(ctx, cmd_name)

    def _loaded(self, name: str) -> click.Command:
        module, attribute = self.later[name]
        command: click.Command = getattr(import_module(f"{_HOUSE}.{module}"), attribute)
        if isinstance(command, click.Group):
            for inner in (inner for inner in self.later if inner.startswith(f"{name} ")):
                command.add_command(self._loaded(inner))
        return command
