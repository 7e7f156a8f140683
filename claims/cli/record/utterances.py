"""Utterances: the same claim, said again or printed elsewhere."""

from typing import Any

import click

from claims.cli.lazy import Lazy, LazyGroup
from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import reason_option, strict_option, utterance_options

ENTRIES = {
    "add": Lazy("claims.cli.record.utterances:add", "Record one more occasion on which a claim was made."),
    "retire": Lazy("claims.cli.record.utterances:retire", "Take out an utterance entered wrongly."),
}


@click.group(
    cls=LazyGroup,
    entries=ENTRIES,
    epilog=examples("claims utterance add 12 --by 'Ana Ruiz' --source https://paper.example/2"),
)
def utterance() -> None:
    """Record the same claim, said again or printed elsewhere."""


@click.command(
    epilog=examples("claims utterance add 12 --by 'Ana Ruiz' --via 'Example Agency' --source https://paper.example/2")
)
@click.argument("claim", metavar="ID")
@click.option(
    "-b",
    "--by",
    "speaker",
    metavar="NAME",
    multiple=True,
    required=True,
    help="Who said it; repeats for a joint statement, where NAME|ROLE says more.",
)
@utterance_options
@click.option("--note", metavar="TEXT", help="The desk's own note.")
@strict_option
@at_desk(writes=True)
def add(desk: Desk, claim: str, strict: bool, **options: Any) -> None:
    """Record one more occasion on which a claim was made.

    Also when it is the same occasion, and one more source has it.
    """
    from claims.actions.read.find import the_claims
    from claims.actions.record.utterances import add_utterance
    from claims.cli.terminal.answers import answer_claims
    from claims.cli.terminal.reading_input import utterance_draft

    draft = utterance_draft(**options)
    with desk.writing(strict=strict) as register:
        (found,) = the_claims(register.ledger.session, [claim])
        add_utterance(register, found, draft)
        answer_claims(desk, register, [found.id])


@click.command(epilog=examples("claims utterance retire 31 --because 'that was another ambassador'"))
@click.argument("utterance_id", metavar="UTTERANCE")
@reason_option(required=True)
@at_desk(writes=True)
def retire(desk: Desk, utterance_id: str, reason: str) -> None:
    """Take out an utterance entered wrongly.

    Show and the log keep it; claims show lists the numbers.
    """
    from claims.actions.read.find import the_record
    from claims.actions.record.utterances import retire_part
    from claims.cli.terminal.answers import answer_claims
    from claims.drafts import given_reason
    from claims.models import Utterance

    with desk.writing() as register:
        found = the_record(register.ledger.session, Utterance, utterance_id)
        retire_part(register.ledger, found, given_reason(reason))
        answer_claims(desk, register, [found.claim_id])
