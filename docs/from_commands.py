"""The reference of the command line, written from the commands themselves."""

from collections.abc import Iterator

import click

from claims.cli import ENTRIES, main
from claims.cli.lazy import LazyGroup
from docs.markdown import code, link, table

HEAD = """# The commands

Written from the program by `make docs`; `claims COMMAND --help` says the same.

Every command that reads or writes takes `--db PATH|URL` (which ledger), and every command that writes takes `--as NAME`
(who acts), before the command or behind it. Every answer comes as one JSON document with `--json`; see
[the JSON documents](json.md). A line on standard error begins with `Error:` or `note:`; standard output holds the
answer and nothing else.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | refused, or not found; nothing was changed |
| 2 | the command line can't be read |
| 130 | interrupted by Ctrl-C |
"""


def commands_page() -> str:
    """The whole page."""
    parts = [HEAD, *_contents()]
    for path, command in walk(main, ("claims",)):
        parts += _section(path, command)
    return "\n".join(parts).rstrip() + "\n"


def walk(group: LazyGroup, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below a group, each behind its own group."""
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, LazyGroup):
            yield from walk(command, (*path, name))


def _contents() -> list[str]:
    headings: dict[str, list[str]] = {}
    for name, entry in ENTRIES.items():
        headings.setdefault(entry.heading, []).append(link(f"claims {name}", name))
    rows = [(heading, ", ".join(links)) for heading, links in headings.items()]
    return [table(("to", "commands"), rows), ""]


def _section(path: tuple[str, ...], command: click.Command) -> Iterator[str]:
    ctx = click.Context(command, info_name=" ".join(path))
    yield f"{'#' * len(path)} {' '.join(path)}\n"
    yield paragraphs(command.help or "") + "\n"
    if isinstance(command, LazyGroup):
        rows = [(link(f"{' '.join(path)} {name}", name), entry.help) for name, entry in command.entries.items()]
        yield table(("command", "does"), rows) + "\n"
        return
    usage = " ".join(part for part in command.collect_usage_pieces(ctx))
    yield f"```\n{' '.join(path)} {usage}\n```\n"
    options = [option for option in command.params if isinstance(option, click.Option) and not option.hidden]
    yield table(("option", "meaning"), [_option(option, ctx) for option in options]) + "\n"
    yield f"```sh\n{_examples(command)}\n```\n"


def _option(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    names = ", ".join(option.opts)
    value = "" if option.is_flag else f" {option.make_metavar(ctx)}"
    meaning = option.help or ""
    if isinstance(option.type, click.Choice):
        value = f" {_metavar(option)}"
        meaning += f" One of {', '.join(code(word) for word in option.type.choices)}."
    if option.required:
        meaning += " Required."
    if option.show_default:
        meaning += f" Default: {code(str(option.default))}."
    return code(names + value), meaning


def _metavar(option: click.Option) -> str:
    return option.metavar or str(option.name).removesuffix("_").upper()


def _examples(command: click.Command) -> str:
    lines = (command.epilog or "").removeprefix("\b\n").removeprefix("Examples:\n").splitlines()
    return "\n".join(line[2:] for line in lines)


def paragraphs(text: str) -> str:
    """Help as Markdown: paragraphs on one line each."""
    return "\n\n".join(" ".join(each.split()) for each in text.split("\n\n"))
