"""What commands print for people. Outside text is made harmless first: it can't drive a terminal."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from claims.cli.terminal.tables import table
from claims.text import printable, shorten
from claims.traits import STATUSES
from claims.views import (
    ChainLink,
    ClaimantRef,
    ClaimantView,
    ClaimView,
    EventView,
    RulingView,
    SourceRef,
    SourceView,
    UtteranceView,
    speaker_names,
    speakers,
    told_absence,
)
from claims.vocabulary import Axis, RecordKind, Status

if TYPE_CHECKING:
    from claims.actions.read.lists import SearchResults
    from claims.cli.terminal.desk import Desk
    from claims.ledger.audit.run import Audit

INDENT = "    "


def status(word: str) -> str:
    """A status, in its colour where colours are shown."""
    return click.style(word, fg=STATUSES[Status(word)].colour)


def _painted(cell: str) -> str:
    return status(cell) if cell in list(Status) else cell


def chain(links: Sequence[ChainLink]) -> str:
    """A reporting chain, the speaker first: `Darchiev > state media > TASS > BBC`."""
    said = "".join(f"{' and ' if link.joint else ' > '}{link.name}" for link in links)
    return printable(said.removeprefix(" > "))


def source_name(source: SourceRef | SourceView) -> str:
    """A source by what a person knows it by."""
    return printable(source.title or source.url or f"source #{source.id}")


def brief(claim: ClaimView) -> str:
    """A claim in a few lines: where it stands, and every occasion on which it was made."""
    head = f"#{claim.id} {printable(claim.text)}"
    lines = [head, f"{INDENT}{_standing(claim)}"]
    lines += [f"{INDENT}{utterance_line(each)}" for each in claim.utterances if each.retired_at is None]
    return "\n".join(lines)


def no_parts(_claim: ClaimView) -> list[str]:
    """Nothing besides the essence."""
    return []


def evidence_parts(claim: ClaimView) -> list[str]:
    """The evidence on a claim, with the numbers by which it is withdrawn."""
    return [
        f"{INDENT}evidence #{each.id} {each.stance} ({each.axis}{f', {each.directness}' if each.directness else ''}):"
        f" {source_name(each.source)}"
        for each in claim.evidence
        if each.retired_at is None
    ]


def relation_parts(claim: ClaimView) -> list[str]:
    """What a claim does to others, and they to it."""
    live = [each for each in claim.relations if each.retired_at is None]
    return [
        f"{INDENT}{each.kind} #{each.claim.id}: {printable(each.claim.text)}"
        if each.outgoing
        else f"{INDENT}#{each.claim.id} {each.kind} it: {printable(each.claim.text)}"
        for each in live
    ]


def _standing(claim: ClaimView) -> str:
    parts = [f"{axis.value}: {status(getattr(claim.status, axis.value))}{_rating(claim, axis)}" for axis in Axis]
    parts += [f"pending: {each.axis} {each.status}" for each in waiting(claim.rulings)]
    if any(ruling is not None and ruling.exception for ruling in (newest(claim.rulings, axis) for axis in Axis)):
        parts.append("ruled against policy")
    if claim.tags:
        parts.append(f"tags: {', '.join(printable(tag) for tag in claim.tags)}")
    if claim.retired_at:
        parts.append("taken out")
    return " · ".join(parts)


def _rating(claim: ClaimView, axis: Axis) -> str:
    ruling = newest(claim.rulings, axis)
    return f" ({printable(ruling.rating)})" if ruling and ruling.rating else ""


def newest(rulings: Iterable[RulingView], axis: Axis) -> RulingView | None:
    """The ruling that stands on an axis."""
    return next(
        (ruling for ruling in reversed(list(rulings)) if ruling.axis == axis.value and not ruling.pending), None
    )


def waiting(rulings: Sequence[RulingView]) -> list[RulingView]:
    """The rulings that wait for approval and that no later one on their axis has overtaken."""
    last = {ruling.axis: ruling for ruling in rulings}
    return [ruling for ruling in last.values() if ruling.pending]


def utterance_line(utterance: UtteranceView) -> str:
    """An utterance in one line: chain with its cues, date, mode."""
    from claims.reports.words import attributed_chain

    through = printable(attributed_chain(utterance.chain))
    if utterance.speaker_absence:
        nobody = told_absence("speaker", utterance.speaker_absence)
        through = f"{nobody} > {through}" if through else nobody
    parts = [through or "nobody named"]
    if utterance.said_on or utterance.said_on_absence:
        parts.append(utterance.said_on or told_absence("date", utterance.said_on_absence))
    if utterance.mode:
        parts.append(utterance.mode)
    return " · ".join(parts)


def claim_table(claims: Sequence[ClaimView], desk: "Desk") -> str:
    """Claims, one a row."""
    if not claims:
        return "No claims."
    rows = [
        (
            f"#{claim.id}",
            claim.status.content,
            claim.status.attribution,
            shorten(printable(said_by(claim)), 24),
            printable(claim.text),
        )
        for claim in claims
    ]
    return table(("ID", "CONTENT", "ATTRIBUTION", "SPEAKER", "CLAIM"), rows, desk.width, _painted)


def said_by(claim: ClaimView) -> str:
    """Who said it where it is told first: `Ana Ruiz and Ben Ode` of a joint statement."""
    first = next((each for each in claim.utterances if each.retired_at is None and speakers(each.chain)), None)
    return speaker_names(first.chain) if first else ""


def claimant_table(claimants: Sequence[ClaimantView], desk: "Desk") -> str:
    """Claimants, one a row."""
    if not claimants:
        return "No claimants."
    rows = [
        (f"#{each.id}", each.kind or "", printable(each.name), printable(", ".join(each.aliases))) for each in claimants
    ]
    return table(("ID", "KIND", "NAME", "ALSO"), rows, desk.width)


def claimant_line(claimant: ClaimantView) -> str:
    """A claimant in one line."""
    also = f" (also {', '.join(claimant.aliases)})" if claimant.aliases else ""
    kind = f" · {claimant.kind}" if claimant.kind else ""
    hidden = " · confidential" if claimant.confidential else ""
    return printable(f"#{claimant.id} {claimant.name}{also}{kind}{hidden}")


def claimant_in_full(claimant: ClaimantView) -> str:
    """A claimant, a field a line."""
    return _fields(
        f"#{claimant.id} {claimant.name}",
        {
            "kind": claimant.kind,
            "name": "confidential: --as-recorded shows it" if claimant.confidential else None,
            "also": ", ".join(claimant.aliases),
            "same as": claimant.same_as,
            "merged into": _named(claimant.merged_into),
            "note": claimant.note,
            "uid": claimant.uid,
            "recorded": f"{claimant.recorded_at[:16].replace('T', ' ')} UTC by {claimant.recorded_by}",
        },
    )


def source_table(sources: Sequence[SourceView], desk: "Desk") -> str:
    """Sources, one a row."""
    if not sources:
        return "No sources."
    rows = [
        (
            f"#{each.id}",
            each.kind or "",
            each.published_on or "",
            printable(each.publisher.name) if each.publisher else "",
            source_name(each) + (f" (retracted {each.retracted_on})" if each.retracted_on else ""),
        )
        for each in sources
    ]
    return table(("ID", "KIND", "PUBLISHED", "PUBLISHER", "SOURCE"), rows, desk.width)


def source_line(source: SourceView) -> str:
    """A source in a line or two: what it is, and where it takes its content from."""
    parts = [f"#{source.id} {source_name(source)}"]
    if source.title and source.url:
        parts.append(source.url)
    if source.publisher:
        parts.append(source.publisher.name)
    if source.published_on:
        parts.append(source.published_on)
    if source.retracted_on:
        parts.append(f"retracted {source.retracted_on}")
    lines = [printable(" · ".join(parts))]
    lines += [f"{INDENT}{link.kind} #{link.origin.id} {source_name(link.origin)}" for link in source.takes_from]
    return "\n".join(lines)


def source_in_full(source: SourceView) -> str:
    """A source, a field a line."""
    retracted = f"{source.retracted_on}: {source.retraction_reason}" if source.retracted_on else None
    return _fields(
        f"#{source.id} {source.title or source.url or 'untitled'}",
        {
            "url": source.url,
            "kind": source.kind,
            "publisher": _named(source.publisher) or source.publisher_absence,
            "byline": source.byline,
            "published": source.published_on or source.published_on_absence,
            "language": source.language,
            "retracted": retracted,
            "merged into": f"#{source.merged_into.id} {source_name(source.merged_into)}"
            if source.merged_into
            else None,
            "takes from": "; ".join(
                f"{link.kind} #{link.origin.id} {source_name(link.origin)}" for link in source.takes_from
            ),
            "gives to": "; ".join(
                f"#{link.source.id} {source_name(link.source)} {link.kind} it" for link in source.gives_to
            ),
            "note": source.note,
            "uid": source.uid,
            "recorded": f"{source.recorded_at[:16].replace('T', ' ')} UTC by {source.recorded_by}",
        },
    )


def _named(claimant: ClaimantRef | None) -> str | None:
    return f"#{claimant.id} {claimant.name}" if claimant else None


def _fields(head: str, fields: dict[str, str | None]) -> str:
    width = max(len(name) for name in fields)
    lines = [f"{INDENT}{name.ljust(width)}  {value}" for name, value in fields.items() if value]
    return printable("\n".join([head, *lines]))


def found_in_full(found: "SearchResults", desk: "Desk") -> str:
    """What a search found: claims, then claimants and sources."""
    parts = []
    if found.claims:
        parts.append(claim_table(found.claims, desk))
    if found.claimants:
        parts.append("Claimants\n" + "\n".join(claimant_line(each) for each in found.claimants))
    if found.sources:
        parts.append("Sources\n" + "\n".join(source_line(each) for each in found.sources))
    return "\n\n".join(parts) or "Nothing found."


def log_lines(events: Sequence[EventView], _desk: "Desk | None" = None) -> str:
    """Lines of the log, newest last."""
    return "\n".join(log_line(event) for event in events) or "No changes."


def log_line(event: EventView) -> str:
    """One line of the log, and below it what changed."""
    noun = "edition" if event.kind == RecordKind.EDITION else event.kind.replace("_", " ")
    about = f" (claim #{event.claim})" if event.claim and event.kind != "claim" else ""
    head = (
        f"{event.seq}  {event.at[:16].replace('T', ' ')}  {event.actor}  {event.action} {noun} #{event.record}{about}"
    )
    said = essence(event) if event.before is None else event.reason
    lines = [f"{head}: {shorten(' '.join(said.split()), 200)}" if said else head]
    if event.before is not None:
        for name in sorted(event.before.keys() | event.after.keys()):
            old, new = event.before.get(name), event.after.get(name)
            if old != new:
                lines.append(f"{INDENT}{name}: {_value(old)} -> {_value(new)}")
    return printable("\n".join(lines))


ESSENCE = {
    "claimant": ("name",),
    "source": ("title", "url"),
    "source_link": ("kind", "origin_id"),
    "claim": ("text",),
    "utterance": ("mode", "said_on", "quote_exact"),
    "evidence": ("stance", "axis", "directness"),
    "verification": ("axis", "status", "rating", "rationale"),
    "relation": ("kind", "other_id"),
    "report": ("edition", "place"),
}
"""The fields that tell a new record from others of its kind."""


def essence(event: EventView) -> str:
    """What a new record is about, in a few words."""
    told = (event.after.get(name) for name in ESSENCE.get(event.kind, ()))
    return ", ".join(f"#{value}" if isinstance(value, int) else str(value) for value in told if value is not None)


def _value(value: object) -> str:
    return "nothing" if value is None else shorten(str(value), 200)


def audit_lines(audit: "Audit") -> str:
    """What an audit found, a check a line, and the verdict."""
    width = max(len(check.check) for check in audit.checks)
    lines = []
    for check in audit.checks:
        lines.append(f"{check.check.ljust(width)}  {check.verdict}  ({check.looked_at} {check.of_what})")
        lines += [f"{INDENT}{fault.said}" for fault in check.faults]
    if audit.whole:
        lines.append(f"The ledger is what its log says. {audit.count} lines, head {audit.head}")
    elif any(check.faults for check in audit.checks):
        lines.append("The ledger is NOT what its log says.")
    else:
        lines.append("The log is empty: there was nothing to audit.")
    return printable("\n".join(lines))
