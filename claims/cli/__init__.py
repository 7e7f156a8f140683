"""The command line: one command family a module. A command parses, calls one action, and prints.

SQLAlchemy, pydantic and the actions are imported inside commands, so that help is instant. Start with
record/claims.py.
"""

import os

import click

from claims import __version__
from claims.cli.door import Door
from claims.cli.lazy import Lazy
from claims.traits import STATUSES
from claims.vocabulary import Status

# The program uses none of pydantic's plugins, for which pydantic would search every installed package.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

RECORD, RULE, LOOK, REPORT, KEEP = "Record", "Rule", "Look up", "Report", "Keep"

ENTRIES = {
    "add": Lazy("claims.cli.record.claims:add", "Record a claim and who made it.", RECORD),
    "edit": Lazy("claims.cli.record.claims:edit", "Change a claim's text, tags or language.", RECORD),
    "utterance": Lazy(
        "claims.cli.record.utterances:utterance", "Record the same claim, said again or printed elsewhere.", RECORD
    ),
    "import": Lazy("claims.cli.exchange.importing:import_", "Take in fact-checks that others have published.", RECORD),
    "evidence": Lazy("claims.cli.record.evidence:evidence", "Bring a source to bear on a claim.", RECORD),
    "relate": Lazy("claims.cli.record.relations:relate", "Say what one claim does to another.", RECORD),
    "unrelate": Lazy("claims.cli.record.relations:unrelate", "Take out a relation entered wrongly.", RECORD),
    "claimant": Lazy(
        "claims.cli.record.claimants:claimant", "People and organizations that statements come from.", RECORD
    ),
    "source": Lazy("claims.cli.record.sources:source", "Documents in which statements appear.", RECORD),
    "retire": Lazy("claims.cli.record.claims:retire", "Take out claims entered wrongly.", RECORD),
    "restore": Lazy("claims.cli.record.claims:restore", "Bring back claims that were taken out.", RECORD),
    **{
        traits.verb: Lazy(f"claims.cli.record.rulings:{traits.verb}", traits.promise.partition("\n")[0], RULE)
        for status, traits in sorted(STATUSES.items(), key=lambda each: each[0] is Status.UNVERIFIED)
    },
    "approve": Lazy("claims.cli.record.rulings:approve", "Be the second pair of eyes.", RULE),
    "policy": Lazy("claims.cli.look.policy:policy", "What a ruling takes at this desk.", RULE),
    "rating": Lazy("claims.cli.look.ratings:rating", "What the ratings of others come to.", RULE),
    "lint": Lazy("claims.cli.look.policy:lint", "Check the whole ledger against the policy.", RULE),
    "queue": Lazy("claims.cli.look.queue:queue", "Show what is due and why, most urgent first.", RULE),
    "archive": Lazy(
        "claims.cli.record.archive:archive",
        "Keep what a source said that day: the exact bytes, and the text read from them.",
        RECORD,
    ),
    "inbox": Lazy("claims.cli.record.inbox:inbox", "Decide which statements found in a source become claims.", RECORD),
    "list": Lazy("claims.cli.record.claims:list_", "List claims.", LOOK),
    "show": Lazy("claims.cli.record.claims:show", "Show everything about a claim.", LOOK),
    "search": Lazy("claims.cli.look.lookup:search", "Find claims, claimants and sources by their words.", LOOK),
    "history": Lazy("claims.cli.look.lookup:history", "Show the log of changes, newest last.", LOOK),
    "diff": Lazy("claims.cli.look.diff:diff", "Tell what changed between two moments, or since one.", LOOK),
    "extract": Lazy("claims.cli.record.extract:extract", "Find the statements in articles, and who made them.", LOOK),
    "report": Lazy("claims.cli.look.reports:report", "Report on a source, a claimant, a claim or everything.", REPORT),
    "quotes": Lazy("claims.cli.record.quotes:quotes", "Whether quotes still stand in their sources.", KEEP),
    "export": Lazy(
        "claims.cli.exchange.exporting:export",
        "Write the ledger, or some of its claims, in the field's formats, or as a website.",
        REPORT,
    ),
    "editions": Lazy(
        "claims.cli.look.editions:editions",
        "Know what left the house, and what of it still tells an old ruling.",
        REPORT,
    ),
    "validate": Lazy(
        "claims.cli.exchange.exporting:validate",
        "Check a file against the rules of those who will read it, offline.",
        REPORT,
    ),
    "serve": Lazy("claims.cli.exchange.serving:serve", "Let programs on this machine ask the ledger.", REPORT),
    "audit": Lazy("claims.cli.keep.audit:audit", "Check that nothing was changed behind the log's back.", KEEP),
    "bundle": Lazy(
        "claims.cli.exchange.bundle:bundle",
        "Pack claims with everything they rest on, for somebody who has no ledger.",
        KEEP,
    ),
    "merge": Lazy("claims.cli.exchange.merge:merge", "Bring another ledger's records into this one.", KEEP),
    "db": Lazy("claims.cli.keep.database:db", "Upgrade, check, back up and move the ledger.", KEEP),
    "shell": Lazy("claims.cli.keep.shell:shell", "Keep the program loaded: a prompt that answers at once.", KEEP),
    "demo": Lazy("claims.cli.keep.demo:demo", "Record a sample article and report on it.", KEEP),
}


@click.group(
    cls=Door,
    entries=ENTRIES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: claims add 'The bridge is closed' --by 'Mayor Ruiz' --source https://paper.example/bridge",
)
@click.option(
    "--db", metavar="PATH|URL", help="The ledger. Default: CLAIMS_DB, else the nearest claims.db, else your own."
)
@click.option(
    "--as", "actor", metavar="NAME", help="Who acts. Default: CLAIMS_USER, else git's user name, else the login."
)
@click.version_option(__version__, "-V", "--version", message="claims %(version)s")
@click.pass_context
def main(ctx: click.Context, db: str | None, actor: str | None) -> None:
    """Record claims, check them, and report on their sources.

    Two questions are asked of every claim and never mixed: did they say it (attribution), and is it so (content).
    """
    from claims.cli.terminal.desk import Desk

    if not isinstance(ctx.obj, Desk):
        ctx.obj = Desk()
    ctx.obj.use(db=db, actor=actor)
