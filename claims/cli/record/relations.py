"""Relations: what one claim does to another."""

import click

from claims.cli.terminal.desk import Desk, at_desk, examples
from claims.cli.terminal.options import reason_option, words
from claims.vocabulary import RelationKind


@click.command(epilog=examples("claims relate 12 contradicts 9"))
@click.argument("claim", metavar="ID")
@click.argument("kind", type=words(RelationKind))
@click.argument("other", metavar="ID")
@click.option("--note", metavar="TEXT", help="The desk's own note.")
@at_desk(writes=True)
def relate(desk: Desk, claim: str, kind: str, other: str, note: str | None) -> None:
    """Say what one claim does to another.

    The first ID does it to the second.
    """
    from claims.actions.read.find import the_claims
    from claims.actions.record.relations import relate as record
    from claims.cli.terminal.answers import answer_claims
    from claims.cli.terminal.printing import relation_parts
    from claims.drafts import passage

    with desk.writing() as register:
        session = register.ledger.session
        (subject,), (object_,) = the_claims(session, [claim]), the_claims(session, [other])
        record(register.ledger, subject, RelationKind(kind), object_, passage(note, "note"))
        answer_claims(desk, register, [subject.id], relation_parts)


@click.command(epilog=examples("claims unrelate 12 contradicts 9 --because 'they speak of different days'"))
@click.argument("claim", metavar="ID")
@click.argument("kind", type=words(RelationKind))
@click.argument("other", metavar="ID")
@reason_option(required=True)
@at_desk(writes=True)
def unrelate(desk: Desk, claim: str, kind: str, other: str, reason: str) -> None:
    """Take out a relation entered wrongly.

    The log keeps it.
    """
    from claims.actions.read.find import the_claims
    from claims.actions.record.relations import unrelate as take_out
    from claims.cli.terminal.answers import answer_claims
    from claims.cli.terminal.printing import relation_parts
    from claims.drafts import given_reason

    with desk.writing() as register:
        session = register.ledger.session
        (subject,), (object_,) = the_claims(session, [claim]), the_claims(session, [other])
        take_out(register.ledger, subject, RelationKind(kind), object_, given_reason(reason))
        answer_claims(desk, register, [subject.id], relation_parts)
