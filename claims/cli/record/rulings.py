"""Rulings: one command a status."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import policy_option, strict_option
from claims.traits import STATUSES, StatusTraits
from claims.vocabulary import Axis, Status


def _ruling(status: Status, traits: StatusTraits) -> click.Command:
    @click.command(traits.verb, help=traits.promise, epilog=examples(traits.example))
    @click.argument("claims", metavar="ID...", nargs=-1, required=True)
    @click.option("--because", metavar="TEXT", required=True, help="Why; every ruling has a reason.")
    @click.option("--attribution", is_flag=True, help='Rule on "did they say it?" instead of "is it so?".')
    @click.option(
        "-e",
        "--evidence",
        metavar="SOURCE[#quote]",
        multiple=True,
        help="What it rests on; repeats. supports:, refutes:, qualifies: or context: before it tells which way.",
    )
    @click.option("--orphan", is_flag=True, help="Keep a quote of the evidence that its source's text doesn't have.")
    @click.option("--rating", metavar="TEXT", help="The desk's own rating, such as 'Mostly true'.")
    @click.option("--recheck-on", metavar="DATE", help="When to look again: 2025-10-01, 'in 30 days'.")
    @click.option("--on", "checked_on", metavar="DATE", help="When it was checked. Default: today.")
    @policy_option
    @click.option("--override", metavar="REASON", help="Rule though the policy asks for more; every report says so.")
    @strict_option
    @at_desk(writes=True)
    def rule(
        desk: Desk,
        claims: Sequence[str],
        attribution: bool,
        strict: bool,
        policy: Path | None,
        override: str | None,
        **options: Any,
    ) -> None:
        from claims import clock
        from claims.actions.read.find import the_claims
        from claims.actions.record.rulings import rule_on
        from claims.cli.terminal.answers import answer_claims
        from claims.drafts import RulingDraft, passage

        axis = Axis.ATTRIBUTION if attribution else Axis.CONTENT
        draft = RulingDraft.of(status, axis, today=clock.today(), **options)
        with desk.writing(strict=strict) as register:
            found = the_claims(register.ledger.session, claims)
            rule_on(register, found, draft, desk.policies(policy), passage(override, "override"))
            answer_claims(desk, register, [claim.id for claim in found])

    return rule


RULINGS = {traits.verb: _ruling(status, traits) for status, traits in STATUSES.items()}
"""The command of each status, by its name."""


def __getattr__(name: str) -> click.Command:
    """A command by its name, as the program's table of commands names it."""
    if name not in RULINGS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return RULINGS[name]


@click.command(epilog=examples("claims approve 12 --as 'Ben Ode'"))
@click.argument("claims", metavar="ID...", nargs=-1, required=True)
@click.option("--attribution", is_flag=True, help='The ruling on "did they say it?" instead of "is it so?".')
@policy_option
@at_desk(writes=True)
def approve(desk: Desk, claims: Sequence[str], attribution: bool, policy: Path | None) -> None:
    """Be the second pair of eyes.

    A pending ruling rules from then on. Whoever made it can't approve it.
    """
    from claims.actions.read.find import the_claims
    from claims.actions.record.rulings import approve_ruling
    from claims.cli.terminal.answers import answer_claims

    with desk.writing() as register:
        found, policies = the_claims(register.ledger.session, claims), desk.policies(policy)
        for claim in found:
            approve_ruling(register, claim, Axis.ATTRIBUTION if attribution else Axis.CONTENT, policies)
        answer_claims(desk, register, [claim.id for claim in found])
