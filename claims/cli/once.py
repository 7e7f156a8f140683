"""What was typed twice: an option that takes one value is given once, or the command line is refused."""

import click

_LISTENING = {"store": "append", "store_const": "append_const"}


def refuse_repeats(command: click.Command, ctx: click.Context, args: list[str]) -> None:
    """Refuse an option of one value that was given twice, and switches of which one excludes the other."""
    if ctx.resilient_parsing or len(args) < 2:
        return
    for option, values in _given(command, ctx, args):
        switch = option.is_flag
        if len(values) < 2 or (switch and len(set(values)) == 1):
            continue
        if switch:
            raise click.UsageError(f"{' and '.join(_switches(command, option))} exclude each other. Give one.", ctx)
        name = max(option.opts, key=len)
        several = "two" if len(values) == 2 else str(len(values))
        raise click.UsageError(
            f"{name} takes one value and was given {several}: {' and '.join(map(_shown, values))}. Give it once.", ctx
        )


def _given(command: click.Command, ctx: click.Context, args: list[str]) -> list[tuple[click.Option, list[object]]]:
    """Every option that takes one value, with all the values that stand on the command line."""
    parser = command.make_parser(ctx)
    for option in {*parser._short_opt.values(), *parser._long_opt.values()}:
        if option.nargs == 1:
            option.action = _LISTENING.get(option.action, option.action)
    try:
        found, _rest, _order = parser.parse_args(list(args))
    except click.UsageError:  # the command itself says what is wrong with it
        return []
    named = {option.name: option for option in command.get_params(ctx) if isinstance(option, click.Option)}
    return [
        (option, found[name])
        for name, option in named.items()
        if name in found and not option.multiple and not option.count and isinstance(found[name], list)
    ]


def _switches(command: click.Command, option: click.Option) -> list[str]:
    """The switches that say different things about one matter."""
    return [
        max(name, key=len)
        for each in command.params
        if isinstance(each, click.Option) and each.name == option.name
        for name in (each.opts, each.secondary_opts)
        if name
    ]


def _shown(value: object) -> str:
    from claims.text import quoted

    return quoted(str(value))
