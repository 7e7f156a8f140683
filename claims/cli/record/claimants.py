"""Claimants: list, show, add, edit, alias, merge."""

from collections.abc import Sequence
from typing import Any

import click

from claims.cli.lazy import Lazy, LazyGroup
from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import (
    after_option,
    as_recorded_option,
    limit_option,
    reason_option,
    stack,
    strict_option,
    words,
)
from claims.vocabulary import ClaimantKind

ENTRIES = {
    "list": Lazy("claims.cli.record.claimants:list_", "List claimants."),
    "show": Lazy("claims.cli.record.claimants:show", "Show a claimant."),
    "add": Lazy("claims.cli.record.claimants:add", "Add a claimant."),
    "edit": Lazy("claims.cli.record.claimants:edit", "Change a claimant's name, kind or address."),
    "alias": Lazy("claims.cli.record.claimants:alias", "Give a claimant other names."),
    "merge": Lazy("claims.cli.record.claimants:merge", "Record that two claimants are one."),
}


@click.group(cls=LazyGroup, entries=ENTRIES, epilog=examples("claims claimant show 'Ana Ruiz'"))
def claimant() -> None:
    """People and organizations that statements come from."""


fields = stack(
    click.option("-k", "--kind", type=words(ClaimantKind), help="What it is."),
    click.option("--same-as", metavar="URL", help="The same entity elsewhere: Wikidata, its own site."),
    click.option("--note", metavar="TEXT", help="The desk's own note."),
    click.option(
        "--confidential",
        metavar="DESCRIPTION",
        help="Keep the name in the house: readers get this description instead. none: no longer.",
    ),
)


@click.command("list", epilog=examples("claims claimant list --kind organization"))
@click.option("--name", "named", metavar="TEXT", help="With this in the name.")
@click.option("-k", "--kind", type=words(ClaimantKind), help="Of this sort.")
@after_option("Go on behind this one.")
@as_recorded_option
@limit_option
@at_desk(lists=True)
def list_(desk: Desk, limit: int, as_recorded: bool, **criteria: Any) -> None:
    """List claimants."""
    from claims.actions.read.lists import list_claimants
    from claims.cli.terminal.printing import claimant_table

    with desk.reading() as session:
        page, more = list_claimants(session, desk.shown(as_recorded), limit=limit or None, **criteria)
    desk.answer_page("claimants", page, more, claimant_table)


@click.command(epilog=examples("claims claimant show 'Ana Ruiz'"))
@click.argument("name", metavar="NAME|ID")
@as_recorded_option
@at_desk()
def show(desk: Desk, name: str, as_recorded: bool) -> None:
    """Show a claimant.

    claims report claimant says how their claims hold up.
    """
    from claims.actions.read.find import claimant_as_written
    from claims.actions.read.lists import show_claimants
    from claims.cli.terminal.printing import claimant_in_full

    with desk.reading() as session:
        (view,) = show_claimants(session, [claimant_as_written(session, name).id], desk.shown(as_recorded))
    if desk.style == "text":
        desk.print(claimant_in_full(view))
    else:
        desk.print_json(view)


@click.command(epilog=examples("claims claimant add TASS --kind organization --alias 'TASS news agency'"))
@click.argument("name")
@fields
@click.option("--alias", "aliases", metavar="NAME", multiple=True, help="Another name; repeats.")
@click.option("--homonym", is_flag=True, help="Add it though another of the same name is known.")
@strict_option
@at_desk(writes=True)
def add(desk: Desk, name: str, aliases: Sequence[str], homonym: bool, strict: bool, **options: Any) -> None:
    """Add a claimant."""
    from claims.actions.record.claimants import add_claimant, add_homonym
    from claims.cli.terminal.answers import answer_claimant
    from claims.drafts import claimant_fields

    given = claimant_fields(**options)
    with desk.writing(strict=strict) as register:
        added = (add_homonym if homonym else add_claimant)(register, name, given, tuple(aliases))
        answer_claimant(desk, register, added.id)


@click.command(
    epilog=examples("claims claimant edit 'Ana Ruiz' --kind person --same-as https://www.wikidata.org/wiki/Q1")
)
@click.argument("claimant_name", metavar="NAME|ID")
@click.option("--name", metavar="NAME", help="The name in better writing; the old one becomes an alias.")
@fields
@reason_option(required=False)
@at_desk(writes=True)
def edit(desk: Desk, claimant_name: str, reason: str | None, **options: Any) -> None:
    """Change a claimant's name, kind or address.

    The old values stay in the log.
    """
    from claims.actions.read.find import the_claimant
    from claims.actions.record.claimants import edit_claimant
    from claims.cli.terminal.answers import answer_claimant
    from claims.drafts import claimant_fields, passage

    given = claimant_fields(**options)
    if not given:
        raise click.UsageError("There is nothing to change: give --name, --kind, --same-as or --note.")
    with desk.writing() as register:
        found = the_claimant(register.ledger.session, claimant_name)
        if not edit_claimant(register.ledger, found, given, passage(reason, "reason")):
            register.remarks.append(f"Claimant #{found.id} was like that already; nothing changed.")
        answer_claimant(desk, register, found.id)


@click.command(epilog=examples("claims claimant alias 'Ana Ruiz' 'A. Ruiz' 'Ruiz'"))
@click.argument("claimant_name", metavar="NAME|ID")
@click.argument("aliases", metavar="ALIAS...", nargs=-1)
@click.option("--remove", metavar="ALIAS", multiple=True, help="Take an alias away; repeats.")
@reason_option(required=False)
@at_desk(writes=True)
def alias(desk: Desk, claimant_name: str, aliases: Sequence[str], remove: Sequence[str], reason: str | None) -> None:
    """Give a claimant other names.

    They are found under each of them from now on.
    """
    from claims.actions.read.find import the_claimant
    from claims.actions.record.claimants import alias_claimant
    from claims.cli.terminal.answers import answer_claimant
    from claims.drafts import passage

    if not aliases and not remove:
        raise click.UsageError("There is nothing to change: give an alias, or --remove one.")
    with desk.writing() as register:
        found = the_claimant(register.ledger.session, claimant_name)
        alias_claimant(register.ledger, found, tuple(aliases), tuple(remove), passage(reason, "reason"))
        answer_claimant(desk, register, found.id)


@click.command(epilog=examples("claims claimant merge 'Ana Riuz' 'Ana Ruiz' --because 'a slip of the pen'"))
@click.argument("gone", metavar="NAME|ID")
@click.argument("stays", metavar="INTO")
@reason_option(required=False)
@at_desk(writes=True)
def merge(desk: Desk, gone: str, stays: str, reason: str | None) -> None:
    """Record that two claimants are one.

    Whatever named the first is read as naming the second, INTO.
    """
    from claims.actions.read.find import the_claimant
    from claims.actions.record.claimants import merge_claimants
    from claims.cli.terminal.answers import answer_claimant
    from claims.drafts import passage

    with desk.writing() as register:
        session = register.ledger.session
        kept = merge_claimants(
            register.ledger, the_claimant(session, gone), the_claimant(session, stays), passage(reason, "reason")
        )
        answer_claimant(desk, register, kept.id)
