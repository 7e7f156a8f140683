"""What commands answer with beyond their own structs, as documents."""

from typing import Annotated

from msgspec import Meta, Struct

from claims import views
from claims.actions.archive.copies import KeptCopy
from claims.actions.archive.keep import Archived
from claims.actions.imports.unmapped import Unmapped
from claims.actions.leaving.listing import EditionView
from claims.actions.record.quotes import CheckedQuote
from claims.actions.report.queue import DueItem
from claims.policy.lint.case import Finding


class ClaimList(Struct, forbid_unknown_fields=True):
    """A page of claims."""

    claims: Annotated[list[views.ClaimView], Meta(description="The claims, in the order asked for.")]
    more: Annotated[bool, Meta(description="Whether there are more: go on with --after.")]


class ClaimantList(Struct, forbid_unknown_fields=True):
    """A page of claimants."""

    claimants: Annotated[list[views.ClaimantView], Meta(description="The claimants, in the order entered.")]
    more: Annotated[bool, Meta(description="Whether there are more: go on with --after.")]


class SourceList(Struct, forbid_unknown_fields=True):
    """A page of sources."""

    sources: Annotated[list[views.SourceView], Meta(description="The sources, in the order entered.")]
    more: Annotated[bool, Meta(description="Whether there are more: go on with --after.")]


class EventList(Struct, forbid_unknown_fields=True):
    """The newest lines of the log."""

    events: Annotated[list[views.EventView], Meta(description="The lines, newest last.")]
    more: Annotated[bool, Meta(description="Whether there are older ones: raise --limit.")]


class SeveralClaims(Struct, forbid_unknown_fields=True):
    """What a command that changes claims answers when there are several; for one, it is that claim alone."""

    claims: Annotated[list[views.ClaimView], Meta(description="Each claim as it stands now.")]


class Head(Struct, forbid_unknown_fields=True):
    """How far the log reaches."""

    count: Annotated[int, Meta(description="Number of lines in the log.")]
    head: Annotated[str, Meta(description="Hash of the newest line.")]


class Upgraded(Struct, forbid_unknown_fields=True):
    """A ledger that was upgraded."""

    database: Annotated[str, Meta(description="The ledger's path, or its URL without a password.")]
    before: Annotated[str | None, Meta(description="The schema it had; null if it was just made.")]
    after: Annotated[str, Meta(description="The schema it has.")]
    restated: Annotated[list[int], Meta(description="Numbers of the claims whose last ruling was restated.")]


class Current(Struct, forbid_unknown_fields=True):
    """Which schema a ledger has."""

    database: Annotated[str, Meta(description="The ledger's path, or its URL without a password.")]
    schema: Annotated[str, Meta(description="The schema it has.")]
    needs: Annotated[str, Meta(description="The schema that this program needs.")]


class BackedUp(Struct, forbid_unknown_fields=True):
    """A ledger that was copied."""

    database: Annotated[str, Meta(description="The ledger's path.")]
    backup: Annotated[str, Meta(description="The copy's path, as it was given.")]
    bytes: Annotated[int, Meta(description="Size of the copy.")]


class Exported(Struct, forbid_unknown_fields=True):
    """What an export wrote to a file, and what it left out; `export --site` answers with SiteWritten."""

    file: Annotated[str, Meta(description="The file's path.")]
    format: Annotated[str, Meta(description="The format.")]
    documents: Annotated[int, Meta(description="How many documents, rows or lines went out.")]
    claims: Annotated[int, Meta(description="How many claims met the filters; 0 for jsonl, which has no filters.")]
    unruled: Annotated[int, Meta(description="Claims left out of ClaimReviews: never ruled on, or reopened.")]
    without_address: Annotated[int, Meta(description="Published reviews left out for want of a web address.")]


class SiteWritten(Struct, forbid_unknown_fields=True):
    """A site that was written into a folder."""

    folder: Annotated[str, Meta(description="The folder's path.")]
    files: Annotated[int, Meta(description="How many files belong to the site.")]
    removed: Annotated[int, Meta(description="Files of an earlier export that were no longer part of it.")]


class PolicyWritten(Struct, forbid_unknown_fields=True):
    """A policy that was written to start from."""

    policy: Annotated[str, Meta(description="The file's path.")]
    preset: Annotated[str, Meta(description="What it starts from.")]


class PolicyShown(Struct, forbid_unknown_fields=True):
    """The policy that holds; all null where none does."""

    file: Annotated[str | None, Meta(description="The file's path.")]
    name: Annotated[str | None, Meta(description="The policy's name.")]
    description: Annotated[str | None, Meta(description="What it asks, in a sentence.")]
    toml: Annotated[str | None, Meta(description="The whole file.")]


class Findings(Struct, forbid_unknown_fields=True):
    """What in the ledger falls short of a policy, or is wrong in itself."""

    findings: Annotated[list[Finding], Meta(description="The findings, by claim, code and record.")]
    policy: Annotated[str, Meta(description="The policy's name; none where no policy holds.")]


class Queue(Struct, forbid_unknown_fields=True):
    """What is due."""

    due: Annotated[list[DueItem], Meta(description="What is due, the most urgent first, then the longest due.")]
    more: Annotated[bool, Meta(description="Whether there is more: raise --limit.")]
    policy: Annotated[str | None, Meta(description="The policy's name; null where no policy holds.")]
    old_editions: Annotated[int, Meta(description="How many of the newest editions at their place tell an old ruling.")]


class CopyList(Struct, forbid_unknown_fields=True):
    """The copies that are kept."""

    copies: Annotated[list[KeptCopy], Meta(description="The copies, in the order taken.")]


class OpenedCopy(Struct, forbid_unknown_fields=True):
    """A copy whose bytes were written to a file."""

    snapshot: Annotated[int, Meta(description="The snapshot's number.")]
    file: Annotated[str, Meta(description="Path of the file.")]
    sha256: Annotated[str, Meta(description="SHA-256 of its bytes.")]


class EditionList(Struct, forbid_unknown_fields=True):
    """What left the house."""

    editions: Annotated[list[EditionView], Meta(description="The editions, newest first.")]
    more: Annotated[bool, Meta(description="Whether there is more: raise --limit, or go on with --before.")]


class Kept(Struct, forbid_unknown_fields=True):
    """What was archived."""

    archived: Annotated[list[Archived], Meta(description="Each source that was had, unchanged ones included.")]
    failed: Annotated[int, Meta(description="How many could not be had; why is said on standard error.")]


class WarcWritten(Struct, forbid_unknown_fields=True):
    """A web archive that was written."""

    file: Annotated[str, Meta(description="The file, as it was named.")]
    snapshots: Annotated[int, Meta(description="How many snapshots it holds.")]


class Inbox(Struct, forbid_unknown_fields=True):
    """The statements that wait to be decided on."""

    candidates: Annotated[list[views.CandidateView], Meta(description="Those that wait, by source, in reading order.")]
    more: Annotated[bool, Meta(description="Whether there are more: raise --limit.")]


class Quotes(Struct, forbid_unknown_fields=True):
    """Quotes, looked for again."""

    quotes: Annotated[list[CheckedQuote], Meta(description="Every live quote from a source.")]


class Imported(Struct, forbid_unknown_fields=True):
    """What became of a file that was imported."""

    taken: Annotated[int, Meta(description="Reviews that brought something new; of a whole ledger, its records.")]
    newer: Annotated[int, Meta(description="Newer versions of known reviews: each is a new ruling.")]
    unchanged: Annotated[int, Meta(description="Reviews that the ledger had as they are.")]
    rejected: Annotated[int, Meta(description="What couldn't be taken.")]
    dry_run: Annotated[bool, Meta(description="Whether this was only tried, and nothing written.")]
    first_rejected: Annotated[
        str | None, Meta(description="Where the first reject stands, and why it is one; null if there is none.")
    ]
    left_out: Annotated[
        dict[str, int], Meta(description="What is no part of any review and has no place here, by name: how often.")
    ]
    kept_first: Annotated[
        dict[str, int],
        Meta(description="What known reviews say differently now, by name: how often. What was told first stays."),
    ]


class RatingList(Struct, forbid_unknown_fields=True):
    """Ratings in the ledger that no table knows."""

    ratings: Annotated[list[Unmapped], Meta(description="The labels, the most frequent first.")]


class Explained(Struct, forbid_unknown_fields=True):
    """What a code of lint stands for."""

    code: Annotated[str, Meta(description="The code.")]
    title: Annotated[str, Meta(description="The finding in a few words.")]
    asks: Annotated[str, Meta(description="What the rule asks.")]
    why: Annotated[str, Meta(description="Why it asks.")]
    satisfy: Annotated[str, Meta(description="How to satisfy it.")]
