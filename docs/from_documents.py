"""The JSON documents, written from the structs that the program encodes."""

import types
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from claims import views
from claims.actions.archive.keep import Archived, CheckedBytes
from claims.actions.archive.source_changes import SourceChanges
from claims.actions.exports.validate import ValidatedFile
from claims.actions.imports.unmapped import Unmapped
from claims.actions.inbox.extract import Extraction
from claims.actions.leaving.checking import CheckedFile
from claims.actions.leaving.listing import EditionView
from claims.actions.maintain.check import DatabaseCheck
from claims.actions.maintain.copy import Copied
from claims.actions.maintain.dossiers import Packed, Verifier
from claims.actions.merge.merge import Merged
from claims.actions.read.gather import ShownClaim
from claims.actions.read.lists import SearchResults
from claims.actions.record.quotes import CheckedQuote
from claims.actions.report.differences import Difference
from claims.actions.report.queue import DueItem
from claims.formats.ratings.table import Meaning
from claims.ledger.audit.run import Audit
from claims.policy.lint.case import Finding
from claims.policy.lint.run import PolicyComparison
from claims.reports import content
from docs.markdown import code, link, table


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


_CLAIM, _CLAIMANT, _SOURCE = views.ClaimView, views.ClaimantView, views.SourceView

DOCUMENTS: dict[str, type[Struct]] = {
    **dict.fromkeys(("add", "edit", "retire", "restore"), _CLAIM),
    **dict.fromkeys(("verify", "dispute", "refute", "unverifiable", "withdraw", "reopen", "approve"), _CLAIM),
    **dict.fromkeys(("utterance add", "utterance retire", "evidence add", "evidence retire"), _CLAIM),
    **dict.fromkeys(("relate", "unrelate"), _CLAIM),
    "list": ClaimList,
    "show": ShownClaim,
    "search": SearchResults,
    "history": EventList,
    "extract": Extraction,
    "claimant list": ClaimantList,
    **dict.fromkeys((f"claimant {verb}" for verb in ("show", "add", "edit", "alias", "merge")), _CLAIMANT),
    "source list": SourceList,
    **dict.fromkeys(
        (f"source {verb}" for verb in ("show", "add", "edit", "link", "unlink", "judge", "retract", "merge")), _SOURCE
    ),
    "report source": content.SourceReport,
    "report claimant": content.ClaimantReport,
    "report claim": content.ClaimReport,
    "report summary": content.SummaryReport,
    "report corrections": content.CorrectionsReport,
    "report coverage": content.CoverageReport,
    "report verify": CheckedFile,
    "editions list": EditionList,
    "editions check": CheckedFile,
    "diff": Difference,
    "archive keep": Kept,
    "archive export": WarcWritten,
    "archive verify": CheckedBytes,
    "inbox": Inbox,
    "quotes check": Quotes,
    "source diff": SourceChanges,
    "queue": Queue,
    "import": Imported,
    "rating explain": Meaning,
    "rating unmapped": RatingList,
    "policy init": PolicyWritten,
    "policy show": PolicyShown,
    "lint": Findings,
    "lint --explain": Explained,
    "lint --compare": PolicyComparison,
    "export": Exported,
    "export --site": SiteWritten,
    "validate": ValidatedFile,
    "bundle": Packed,
    "bundle --verifier": Verifier,
    "merge": Merged,
    "db copy": Copied,
    "audit": Audit,
    "audit --head": Head,
    "db upgrade": Upgraded,
    "db current": Current,
    "db check": DatabaseCheck,
    "db backup": BackedUp,
    "demo": content.SourceReport,
}
"""What each command answers with `--json`; `shell` has no answer of its own."""

LINES: dict[str, type[Struct]] = {
    "archive keep": Archived,
    "extract": Extraction,
    "inbox": views.CandidateView,
    "quotes check": CheckedQuote,
    "list": _CLAIM,
    "search": _CLAIM,
    "history": views.EventView,
    "lint": Finding,
    "rating unmapped": Unmapped,
    "queue": DueItem,
    "editions list": EditionView,
    "claimant list": _CLAIMANT,
    "source list": _SOURCE,
}
"""What each line is with `--jsonl`."""

HEAD = """# The JSON documents

Written from the program by `make docs`. Every command answers with one JSON document when it is given `--json`; a list
answers with one line a row when it is given `--jsonl`. Both are UTF-8.

- A key is always there; what is not known is `null`. The keys come in the order of these tables.
- New keys may come with a new version; keys don't change their meaning, and don't go without a major version.
- Dates are EDTF: `2025-04-10`, `2025-04`, `2025`, each with `~` behind it for "about". Moments are UTC, ISO 8601, with
  microseconds. Languages are BCP-47.
- `id` is a number in one ledger; `uid` stays the same when ledgers are merged.
- An error prints no document: one line on standard error, and exit code 1 (refused, not found) or 2 (usage).
- A command that changes several claims at once answers with [SeveralClaims](#severalclaims) instead.

## Which command answers with which document
"""


def documents_page() -> str:
    """The whole page."""
    rows = [
        (code(f"claims {name}"), link(document.__name__), link(LINES[name].__name__) if name in LINES else "")
        for name, document in DOCUMENTS.items()
    ]
    parts = [HEAD, table(("command", "`--json`", "each line of `--jsonl`"), rows), ""]
    for document in documents():
        parts += _section(document)
    return "\n".join(parts).rstrip() + "\n"


def documents() -> list[type[Struct]]:
    """Every document, and what they are made of, each once, in the order of first use."""
    found: dict[type[Struct], None] = {}
    answers: list[type[Struct]] = [*DOCUMENTS.values(), SeveralClaims]
    for document in answers:
        _collect(document, found)
    return list(found)


def _collect(document: type[Struct], found: dict[type[Struct], None]) -> None:
    if document in found:
        return
    found[document] = None
    for hint in get_type_hints(document).values():
        for each in _structs(hint):
            _collect(each, found)


def _structs(hint: Any) -> Iterator[type[Struct]]:
    if isinstance(hint, type) and issubclass(hint, Struct):
        yield hint
    for inner in get_args(hint):
        yield from _structs(inner)


def _section(document: type[Struct]) -> Iterator[str]:
    yield f"## {document.__name__}\n"
    yield " ".join((document.__doc__ or "").split()) + "\n"
    rows = []
    config = document.__struct_config__
    if config.tag_field:
        rows.append((code(config.tag_field), "text", f"Always {code(str(config.tag))}."))
    hints = get_type_hints(document, include_extras=True)
    for field in msgspec.structs.fields(document):
        rows.append((code(field.encode_name), *_typed(hints[field.name])))
    yield table(("key", "type", "meaning"), rows) + "\n"


def _typed(hint: Any) -> tuple[str, str]:
    assert get_origin(hint) is Annotated, f"{hint} has no description: Annotated[..., Meta(description=...)]"
    inner, *extras = get_args(hint)
    meaning = next(each.description for each in extras if isinstance(each, Meta))
    assert meaning
    return _name(inner), meaning


PLAIN = {int: "number", float: "number", str: "text", bool: "true or false", type(None): "null", object: "anything"}


def _name(hint: Any) -> str:
    """A type in words."""
    if hint in PLAIN:
        return PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, Struct):
        return link(hint.__name__)
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        return f"list of {len(args)}: {', '.join(map(_name, args))}"
    if origin is list:
        return f"list of {_name(args[0])}"
    if origin is dict:
        return f"object: {_name(args[0])} → {_name(args[1])}"
    if origin in (types.UnionType, Union):
        return " or ".join(map(_name, args))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "text"
    if origin is tuple:
        return " and ".join(_name(each) for each in args)
    raise TypeError(f"How is {hint} called?")
