"""What a command line leaves in doubt: asked of whoever is there, or refused."""

import click

from claims.errors import InDoubt
from claims.text import printable


def which_of(doubt: InDoubt) -> int:
    """Ask which of several is meant; whoever names no place of a quote has it refused. Nothing is held meanwhile."""
    if doubt.new and len(doubt.places) == 1:
        return int(click.confirm(f"{printable(doubt.question)} {printable(doubt.places[0])}?", err=True))
    shown = [f"  {number}  {printable(each)}" for number, each in enumerate(doubt.places, start=1)]
    click.echo("\n".join([printable(doubt.question), *shown]), err=True)
    most = len(doubt.places)
    asked = f"Which is it? (1 to {most}, 0 for {doubt.new or 'none'})"
    number: int = click.prompt(asked, type=click.IntRange(0, most), err=True)
    if number == 0 and not doubt.new:
        raise doubt
    return number
