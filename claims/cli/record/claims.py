"""Claims: add, list, show, edit, take out."""

from collections.abc import Sequence
from typing import Any

import click

from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import (
    after_option,
    as_of_option,
    as_recorded_option,
    claim_filters,
    limit_option,
    reason_option,
    strict_option,
    utterance_options,
    words,
)
from claims.vocabulary import Axis, ClaimKind

ORDERS = ("newest", "oldest", "said")


@click.command(
    epilog=examples(
        "claims add 'The sides agreed to restore flights' --by 'Ana Ruiz' --role 'foreign minister' \\",
        "    --via 'state media' --via 'Example Agency' --source https://news.example/talks --on 2025-04-10",
        "claims add - --by 'Ana Ruiz' --source 3 < statements.txt",
    )
)
@click.argument("text")
@click.option(
    "-b",
    "--by",
    "speaker",
    metavar="NAME",
    multiple=True,
    required=True,
    help="Who made the claim; repeats for a joint statement, where NAME|ROLE says more.",
)
@utterance_options
@click.option(
    "-l", "--language", metavar="TAG", help="Language of TEXT, such as en. Default: CLAIMS_LANGUAGE, else und."
)
@click.option("-k", "--kind", type=words(ClaimKind), help="What sort of claim it is.")
@click.option("-t", "--tag", "tags", metavar="TAG", multiple=True, help="A tag; repeats.")
@click.option("--note", metavar="TEXT", help="The desk's own note.")
@strict_option
@at_desk(writes=True)
def add(desk: Desk, text: str, strict: bool, **options: Any) -> None:
    """Record a claim and who made it.

    TEXT is the proposition in your own words. With - as TEXT: one claim a line of standard input.
    """
    from claims.actions.record.claims import record_claim
    from claims.cli.terminal.answers import answer_claims
    from claims.cli.terminal.reading_input import claim_drafts

    drafts = claim_drafts(text, **options)
    with desk.writing(strict=strict) as register:
        recorded = [record_claim(register, draft)[0].id for draft in drafts]
        answer_claims(desk, register, recorded)


@click.command(
    "list",
    epilog=examples(
        "claims list --status disputed",
        "claims list --by 'Ana Ruiz' --since 2025-04 --status unverified --axis attribution",
    ),
)
@claim_filters
@click.option("--sort", "order", type=click.Choice(ORDERS), default="newest", show_default=True, help="In which order.")
@after_option("Go on behind this claim.")
@as_of_option
@as_recorded_option
@limit_option
@at_desk(lists=True)
def list_(
    desk: Desk,
    as_of: str | None,
    as_recorded: bool,
    axis: str,
    order: str,
    after: int | None,
    limit: int,
    **criteria: Any,
) -> None:
    """List claims."""
    from claims.actions.read.lists import list_claims, read_criteria
    from claims.cli.terminal.printing import claim_table

    with desk.edition(as_of, desk.shown(as_recorded)) as edition:
        wanted = read_criteria(edition, axis=Axis(axis), **criteria)
        page = list_claims(edition, wanted, order=order, limit=limit or None, after=after)
    desk.answer_page("claims", page.claims, page.more, claim_table, continues=order != "said")


@click.command(epilog=examples("claims show 12", "claims show 12 --origins"))
@click.argument("claim", metavar="ID")
@click.option("--origins", is_flag=True, help="Draw where its utterances and evidence come from, and what is one.")
@as_of_option
@as_recorded_option
@at_desk()
def show(desk: Desk, claim: str, origins: bool, as_of: str | None, as_recorded: bool) -> None:
    """Show everything about a claim.

    Its utterances and their chains, evidence, rulings, relations and history.
    """
    from claims.actions.read.gather import origins_of_claim, show_and_report, show_claim

    with desk.edition(as_of, desk.shown(as_recorded)) as edition:
        if origins and desk.style == "text":
            desk.print("\n".join(origins_of_claim(edition, claim)))
            return
        text = desk.style == "text"
        shown, report = show_and_report(edition, claim) if text else (show_claim(edition, claim), None)
    if report is None:
        desk.print_json(shown)
        return
    from claims.cli.terminal.printing import log_lines
    from claims.reports import render

    told = render(report, "text", width=desk.width or 80, colour=desk.colour).rstrip()
    desk.print(f"{told}\n\nHistory\n{log_lines(shown.history)}")


@click.command(
    epilog=examples(
        "claims edit 12 --text 'The bridge was closed on Monday' --tag roads --because 'the day was missing'"
    )
)
@click.argument("claim", metavar="ID")
@click.option("--text", metavar="TEXT", help="The claim in better words.")
@click.option("-l", "--language", metavar="TAG", help="Language of the text.")
@click.option("-k", "--kind", type=words(ClaimKind), help="What sort of claim it is.")
@click.option("-t", "--tag", "tags", metavar="TAG", multiple=True, help="Add a tag; repeats.")
@click.option("--untag", "without", metavar="TAG", multiple=True, help="Take a tag away; repeats.")
@click.option("--note", metavar="TEXT", help="The desk's own note.")
@reason_option(required=False)
@at_desk(writes=True)
def edit(
    desk: Desk, claim: str, tags: Sequence[str], without: Sequence[str], reason: str | None, **fields: Any
) -> None:
    """Change a claim's text, tags or language.

    The old values stay in the log.
    """
    from claims.actions.read.find import the_claims
    from claims.actions.record.claims import edit_claim
    from claims.cli.terminal.answers import answer_claims
    from claims.cli.terminal.reading_input import claim_changes
    from claims.drafts import clean_tags, passage

    changes = claim_changes(**fields)
    if not (changes or tags or without):
        raise click.UsageError("There is nothing to change: give --text, --tag, --untag, --language, --kind or --note.")
    with desk.writing() as register:
        ledger = register.ledger
        (found,) = the_claims(ledger.session, [claim])
        differs = edit_claim(
            ledger, found, changes, tags=clean_tags(tags), without=clean_tags(without), reason=passage(reason, "reason")
        )
        if not differs:
            register.remarks.append(f"Claim #{found.id} was like that already; nothing changed.")
        answer_claims(desk, register, [found.id])


@click.command(epilog=examples("claims retire 12 --because 'entered twice, see #11'"))
@click.argument("claims", metavar="ID...", nargs=-1, required=True)
@reason_option(required=True)
@at_desk(writes=True)
def retire(desk: Desk, claims: Sequence[str], reason: str) -> None:
    """Take out claims entered wrongly.

    Lists and reports leave them out; show and the log keep them.
    """
    from claims.actions.read.find import the_claims
    from claims.actions.record.claims import retire_claim
    from claims.cli.terminal.answers import answer_claims
    from claims.drafts import given_reason

    with desk.writing() as register:
        found = the_claims(register.ledger.session, claims)
        for claim in found:
            retire_claim(register.ledger, claim, given_reason(reason))
        answer_claims(desk, register, [claim.id for claim in found])


@click.command(epilog=examples("claims restore 12 --because 'it was no repeat after all'"))
@click.argument("claims", metavar="ID...", nargs=-1, required=True)
@reason_option(required=True)
@at_desk(writes=True)
def restore(desk: Desk, claims: Sequence[str], reason: str) -> None:
    """Bring back claims that were taken out."""
    from claims.actions.read.find import the_claims
    from claims.actions.record.claims import restore_claim
    from claims.cli.terminal.answers import answer_claims
    from claims.drafts import given_reason

    with desk.writing() as register:
        found = the_claims(register.ledger.session, claims)
        for claim in found:
            restore_claim(register.ledger, claim, given_reason(reason))
        answer_claims(desk, register, [claim.id for claim in found])
