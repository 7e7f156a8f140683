"""What is known about the source, claimant or claim at the head of a report."""

from claims.reports.content import ReportClaim
from claims.reports.layout.page import FactRow
from claims.reports.words import moment, one_line, source_line, when
from claims.views import ClaimantView, SourceView


def source_facts(source: SourceView) -> list[FactRow]:
    """Who, what, when: publisher, date, address, links and retraction."""
    address = source.url or source.canonical_url
    facts = [
        FactRow("Publisher", source.publisher.name if source.publisher else source.publisher_absence or ""),
        FactRow("Published", when(source.published_on) if source.published_on else source.published_on_absence or ""),
        FactRow("Byline", source.byline or ""),
        FactRow("Kind", (source.kind or "").replace("_", " ")),
        FactRow("Language", source.language or ""),
        FactRow("Address", address or "", address),
        FactRow("Retracted", when(source.retracted_on) if source.retracted_on else ""),
        *(FactRow(_GIVES[link.kind], source_line(link.origin), link.origin.url) for link in source.takes_from),
        *(FactRow(_TAKEN[link.kind], source_line(link.source), link.source.url) for link in source.gives_to),
        FactRow("Merged into", source_line(source.merged_into) if source.merged_into else ""),
        FactRow("Note", source.note or ""),
        FactRow("Recorded", f"source #{source.id}, {moment(source.recorded_at)}, by {source.recorded_by}"),
    ]
    return _known(facts)


def claimant_facts(claimant: ClaimantView) -> list[FactRow]:
    """Who they are and under what other names."""
    facts = [
        FactRow("Kind", claimant.kind or ""),
        FactRow("Also known as", ", ".join(claimant.aliases)),
        FactRow("Same as", claimant.same_as or "", claimant.same_as),
        FactRow("Merged into", claimant.merged_into.name if claimant.merged_into else ""),
        FactRow("Note", claimant.note or ""),
        FactRow("Recorded", f"claimant #{claimant.id}, {moment(claimant.recorded_at)}, by {claimant.recorded_by}"),
    ]
    return _known(facts)


def claim_facts(claim: ReportClaim) -> list[FactRow]:
    """What sort of claim it is and who entered it."""
    facts = [
        FactRow("Kind", claim.kind or ""),
        FactRow("Language", "" if claim.language == "und" else claim.language),
        FactRow("Tags", ", ".join(claim.tags)),
        FactRow("Note", claim.note or ""),
        FactRow("Recorded", f"{moment(claim.recorded_at)}, by {claim.recorded_by}"),
        FactRow("Taken out", moment(claim.retired_at) if claim.retired_at else ""),
    ]
    return _known(facts)


_GIVES = {
    "syndicates": "Syndicates",
    "translates": "Translates",
    "quotes": "Quotes",
    "summarises": "Summarises",
}
_TAKEN = {
    "syndicates": "Syndicated by",
    "translates": "Translated by",
    "quotes": "Quoted by",
    "summarises": "Summarised by",
}


def _known(facts: list[FactRow]) -> list[FactRow]:
    """The facts that say something, on one line each."""
    return [FactRow(fact.label, one_line(fact.text, 600), fact.url) for fact in facts if fact.text]
