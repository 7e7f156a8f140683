"""Groups that know their commands by name and load each only when it is called."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import click

from claims.cli.once import refuse_repeats

WEIGHTY = frozenset({"retract"})
"""Commands that say something of others and have no way back: suggested only to whoever nearly wrote them."""


@dataclass(frozen=True, slots=True)
class Lazy:
    """A command that isn't loaded yet: where it is, what it does, and under which heading help lists it."""

    where: str
    help: str
    heading: str = "Commands"


class LazyGroup(click.Group):
    """A group whose help costs no import: its commands' names and short texts are listed, and a test checks them."""

    def __init__(self, *args: object, entries: Mapping[str, Lazy], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # click's own parameters, handed through
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        module, _, name = entry.where.partition(":")
        return cast(click.Command, getattr(importlib.import_module(module), name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            name, command, rest = super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = _near(args[0], self.entries)
            if near is None or args[0] in self.entries:
                raise
            raise click.UsageError(f"There is no command {args[0]!r}. Did you mean {near}?", ctx) from error
        if command is not None and not ctx.resilient_parsing:
            refuse_repeats(command, click.Context(command, info_name=name, parent=ctx), rest)
        return name, command, rest

    def format_commands(  # click's signature
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        headings: dict[str, list[tuple[str, str]]] = {}
        for name, entry in self.entries.items():
            headings.setdefault(entry.heading, []).append((name, entry.help))
        width = max(len(name) for name in self.entries)
        for heading, rows in headings.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(width), text) for name, text in rows])


def _near(written: str, names: Mapping[str, Lazy]) -> str | None:
    from difflib import get_close_matches

    found = get_close_matches(written, names, n=1)
    if found and found[0] in WEIGHTY:
        found = get_close_matches(written, found, n=1, cutoff=0.85)
    return next(iter(found), None)
