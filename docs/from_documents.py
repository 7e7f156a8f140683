"""The JSON documents, written from the structs that the program encodes."""

import types
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from claims import views
from claims.actions.archive.copies import KeptCopy, ShownCopy
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
from docs.answers import (
    BackedUp,
    ClaimantList,
    ClaimList,
    CopyList,
    Current,
    EditionList,
    EventList,
    Explained,
    Exported,
    Findings,
    Head,
    Imported,
    Inbox,
    Kept,
    OpenedCopy,
    PolicyShown,
    PolicyWritten,
    Queue,
    Quotes,
    RatingList,
    SeveralClaims,
    SiteWritten,
    SourceList,
    Upgraded,
    WarcWritten,
)
from docs.markdown import code, link, table

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
    "archive list": CopyList,
    "archive show": ShownCopy,
    "archive open": OpenedCopy,
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
    "archive list": KeptCopy,
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
