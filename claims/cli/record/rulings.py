"""Rulings: one command a status."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import policy_option, strict_option
from claims.vocabulary import Axis, Status


def _ruling(name: str, status: Status, promise: str, example: str) -> click.Command:
    @click.command(name, help=promise, epilog=examples(example))
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


verify = _ruling(
    "verify",
    Status.VERIFIED,
    "Rule that claims are so (or were said).\n\nWith --attribution: that they were said.",
    "claims verify 12 --because 'the ministry printed it' --evidence 'https://ministry.example/text#\"shall resume\"'",
)
dispute = _ruling(
    "dispute",
    Status.DISPUTED,
    "Rule that credible evidence points both ways.\n\n"
    "Evidence given here speaks against the claim, unless marked supports:.",
    "claims dispute 12 --because 'the other side denies it' --evidence https://other.example/denial",
)
refute = _ruling(
    "refute",
    Status.REFUTED,
    "Rule that claims are not so (or were not said).\n\nWith --attribution: that they were not said.",
    "claims refute 12 --because 'the transcript has other words' --attribution --evidence 4",
)
unverifiable = _ruling(
    "unverifiable",
    Status.UNVERIFIABLE,
    "Rule that nobody can tell.",
    "claims unverifiable 12 --because 'both witnesses are dead'",
)
withdraw = _ruling(
    "withdraw",
    Status.WITHDRAWN,
    "Record that the claimant took it back.",
    "claims withdraw 12 --because 'the ministry corrected its statement' --evidence https://ministry.example/correction",
)
reopen = _ruling(
    "reopen",
    Status.UNVERIFIED,
    "Make claims unverified again.\n\nThe rulings before stay readable.",
    "claims reopen 12 --because 'the document turned out to be a draft'",
)


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
