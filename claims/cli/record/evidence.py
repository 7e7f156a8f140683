"""Evidence: bring a source to bear on a claim."""

from typing import Any

import click

from claims.cli.lazy import Lazy, LazyGroup
from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import quote_options, reason_option, strict_option, words
from claims.vocabulary import Axis, Directness, Stance

ENTRIES = {
    "add": Lazy("claims.cli.record.evidence:add", "Bring a source to bear on a claim."),
    "retire": Lazy("claims.cli.record.evidence:retire", "Withdraw a piece of evidence."),
}


@click.group(
    cls=LazyGroup,
    entries=ENTRIES,
    epilog=examples("claims evidence add 12 https://ministry.example/text --stance supports --primary"),
)
def evidence() -> None:
    """Bring a source to bear on a claim."""


@click.command(
    epilog=examples(
        "claims evidence add 12 https://ministry.example/text --stance supports --primary --quote 'shall resume'",
        "claims evidence add 12 7 --stance refutes --attribution",
    )
)
@click.argument("claim", metavar="ID")
@click.argument("source", metavar="SOURCE")
@click.option("--stance", type=words(Stance), required=True, help="What it does to the claim.")
@click.option("--attribution", is_flag=True, help='It bears on "did they say it?" instead of "is it so?".')
@click.option("--primary", "directness", flag_value=Directness.PRIMARY.value, help="It is close to the matter itself.")
@click.option(
    "--secondary", "directness", flag_value=Directness.SECONDARY.value, help="It tells of the matter at second hand."
)
@quote_options
@click.option("--note", metavar="TEXT", help="What it shows.")
@strict_option
@at_desk(writes=True)
def add(
    desk: Desk,
    claim: str,
    attribution: bool,
    strict: bool,
    quote_prefix: str | None,
    quote_suffix: str | None,
    orphan: bool,
    **options: Any,
) -> None:
    """Bring a source to bear on a claim.

    SOURCE is a number, address, file or title.
    """
    from claims.actions.read.find import the_claims
    from claims.actions.record.evidence import add_evidence
    from claims.cli.terminal.answers import answer_claims
    from claims.cli.terminal.printing import evidence_parts
    from claims.drafts import EvidenceDraft, QuoteHints

    axis = Axis.ATTRIBUTION if attribution else Axis.CONTENT
    draft = EvidenceDraft.of(axis=axis, hints=QuoteHints(quote_prefix, quote_suffix, orphan), **options)
    with desk.writing(strict=strict) as register:
        (found,) = the_claims(register.ledger.session, [claim])
        add_evidence(register, found, draft)
        answer_claims(desk, register, [found.id], evidence_parts)


@click.command(epilog=examples("claims evidence retire 5 --because 'it speaks of another bridge'"))
@click.argument("evidence_id", metavar="EVIDENCE")
@reason_option(required=True)
@at_desk(writes=True)
def retire(desk: Desk, evidence_id: str, reason: str) -> None:
    """Withdraw a piece of evidence.

    Show and the log keep it; claims show lists the numbers.
    """
    from claims.actions.read.find import the_record
    from claims.actions.record.utterances import retire_part
    from claims.cli.terminal.answers import answer_claims
    from claims.cli.terminal.printing import evidence_parts
    from claims.drafts import given_reason
    from claims.models import Evidence

    with desk.writing() as register:
        found = the_record(register.ledger.session, Evidence, evidence_id)
        retire_part(register.ledger, found, given_reason(reason))
        answer_claims(desk, register, [found.claim_id], evidence_parts)
