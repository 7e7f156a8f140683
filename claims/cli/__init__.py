"""The command line: one command family a module."""

import os

import click

from claims import __version__
from claims.cli.door import Door
from claims.cli.lazy import Entry

# The program uses none of pydantic's plugins, for which pydantic would search every installed package.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

RECORD, RULE, LOOK, REPORT, KEEP = "Record", "Rule", "Look up", "Report", "Keep"

ENTRIES = {
    "add": Entry("claims.cli.claims:add", "Record a claim and who made it.", RECORD),
    "edit": Entry("claims.cli.claims:edit", "Change a claim's text, tags or language.", RECORD),
    "utterance": Entry(
        "claims.cli.utterances:utterance", "Record the same claim, said again or printed elsewhere.", RECORD
    ),
    "import": Entry("claims.cli.importing:import_", "Take in fact-checks that others have published.", RECORD),
    "evidence": Entry("claims.cli.evidence:evidence", "Bring a source to bear on a claim.", RECORD),
    "relate": Entry("claims.cli.relations:relate", "Say what one claim does to another.", RECORD),
    "unrelate": Entry("claims.cli.relations:unrelate", "Take out a relation entered wrongly.", RECORD),
    "claimant": Entry("claims.cli.claimants:claimant", "People and organizations that statements come from.", RECORD),
    "source": Entry("claims.cli.sources:source", "Documents in which statements appear.", RECORD),
    "retire": Entry("claims.cli.claims:retire", "Take out claims entered wrongly.", RECORD),
    "restore": Entry("claims.cli.claims:restore", "Bring back claims that were taken out.", RECORD),
    "verify": Entry("claims.cli.rulings:verify", "Rule that claims are so (or were said).", RULE),
    "dispute": Entry("claims.cli.rulings:dispute", "Rule that credible evidence points both ways.", RULE),
    "refute": Entry("claims.cli.rulings:refute", "Rule that claims are not so (or were not said).", RULE),
    "unverifiable": Entry("claims.cli.rulings:unverifiable", "Rule that nobody can tell.", RULE),
    "withdraw": Entry("claims.cli.rulings:withdraw", "Record that the claimant took it back.", RULE),
    "reopen": Entry("claims.cli.rulings:reopen", "Make claims unverified again.", RULE),
    "approve": Entry("claims.cli.rulings:approve", "Be the second pair of eyes.", RULE),
    "policy": Entry("claims.cli.policy:policy", "What a ruling takes at this desk.", RULE),
    "rating": Entry("claims.cli.ratings:rating", "What the ratings of others come to.", RULE),
    "lint": Entry("claims.cli.policy:lint", "Check the whole ledger against the policy.", RULE),
    "queue": Entry("claims.cli.queue:queue", "Show what is due and why, most urgent first.", RULE),
    "archive": Entry(
        "claims.cli.archive:archive",
        "Keep what a source said that day: the exact bytes, and the text read from them.",
        RECORD,
    ),
    "inbox": Entry("claims.cli.inbox:inbox", "Decide which statements found in a source become claims.", RECORD),
    "list": Entry("claims.cli.claims:list_", "List claims.", LOOK),
    "show": Entry("claims.cli.claims:show", "Show everything about a claim.", LOOK),
    "search": Entry("claims.cli.lookup:search", "Find claims, claimants and sources by their words.", LOOK),
    "history": Entry("claims.cli.lookup:history", "Show the log of changes, newest last.", LOOK),
    "diff": Entry("claims.cli.diff:diff", "Tell what changed between two moments, or since one.", LOOK),
    "extract": Entry("claims.cli.extract:extract", "Find the statements in articles, and who made them.", LOOK),
    "report": Entry("claims.cli.reports:report", "Report on a source, a claimant, a claim or everything.", REPORT),
    "quotes": Entry("claims.cli.quotes:quotes", "Whether quotes still stand in their sources.", KEEP),
    "export": Entry(
        "claims.cli.exporting:export",
        "Write the ledger, or some of its claims, in the field's formats, or as a website.",
        REPORT,
    ),
    "editions": Entry(
        "claims.cli.editions:editions", "Know what left the house, and what of it still tells an old ruling.", REPORT
    ),
    "validate": Entry(
        "claims.cli.exporting:validate", "Check a file against the rules of those who will read it, offline.", REPORT
    ),
    "serve": Entry("claims.cli.serving:serve", "Let programs on this machine ask the ledger.", REPORT),
    "audit": Entry("claims.cli.audit:audit", "Check that nothing was changed behind the log's back.", KEEP),
    "bundle": Entry(
        "claims.cli.bundle:bundle", "Pack claims with everything they rest on, for somebody who has no ledger.", KEEP
    ),
    "merge": Entry("claims.cli.merge:merge", "Bring another ledger's records into this one.", KEEP),
    "db": Entry("claims.cli.database:db", "Upgrade, check, back up and move the ledger.", KEEP),
    "shell": Entry("claims.cli.shell:shell", "Keep the program loaded: a prompt that answers at once.", KEEP),
    "demo": Entry("claims.cli.demo:demo", "Record a sample article and report on it.", KEEP),
}


@click.group(
    cls=Door,
    entries=ENTRIES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nStart with:\n"
    "  claims source add https://paper.example/bridge --publisher 'The Paper'\n"
    "  claims add 'The bridge is closed' --by 'Mayor Ruiz' --source https://paper.example/bridge",
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
    from claims.cli.desk import Desk

    if not isinstance(ctx.obj, Desk):
        ctx.obj = Desk()
    ctx.obj.use(db=db, actor=actor)
