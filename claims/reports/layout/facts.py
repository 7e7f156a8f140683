"""What is known about the source, claimant or claim at the head of a report."""

from claims.reports.content import ReportedClaim
from claims.reports.layout.page import Fact
from claims.reports.words import moment, one_line, source_line, when
from claims.views import ClaimantView, SourceView


def source_facts(source: SourceView) -> list[Fact]:
    """Who, what, when: publisher, date, address, links and retraction."""
    address = source.url or source.canonical_url
    facts = [
        Fact("Publisher", source.publisher.name if source.publisher else source.publisher_absence or ""),
        Fact("Published", when(source.published_on) if source.published_on else source.published_on_absence or ""),
        Fact("Byline", source.byline or ""),
        Fact("Kind", (source.kind or "").replace("_", " ")),
        Fact("Language", source.language or ""),
        Fact("Address", address or "", address),
        Fact("Retracted", when(source.retracted_on) if source.retracted_on else ""),
        *(Fact(_GIVES[link.kind], source_line(link.origin), link.origin.url) for link in source.takes_from),
        *(Fact(_TAKEN[link.kind], source_line(link.source), link.source.url) for link in source.gives_to),
        Fact("Merged into", source_line(source.merged_into) if source.merged_into else ""),
        Fact("Note", source.note or ""),
        Fact("Recorded", f"source #{source.id}, {moment(source.recorded_at)}, by {source.recorded_by}"),
    ]
    return _known(facts)


def claimant_facts(claimant: ClaimantView) -> list[Fact]:
    """Who they are and under what other names."""
    facts = [
        Fact("Kind", claimant.kind or ""),
        Fact("Also known as", ", ".join(claimant.aliases)),
        Fact("Same as", claimant.same_as or "", claimant.same_as),
        Fact("Merged into", claimant.merged_into.name if claimant.merged_into else ""),
        Fact("Note", claimant.note or ""),
        Fact("Recorded", f"claimant #{claimant.id}, {moment(claimant.recorded_at)}, by {claimant.recorded_by}"),
    ]
    return _known(facts)


def claim_facts(claim: ReportedClaim) -> list[Fact]:
    """What sort of claim it is and who entered it."""
    facts = [
        Fact("Kind", claim.kind or ""),
        Fact("Language", "" if claim.language == "und" else claim.language),
        Fact("Tags", ", ".join(claim.tags)),
        Fact("Note", claim.note or ""),
        Fact("Recorded", f"{moment(claim.recorded_at)}, by {claim.recorded_by}"),
        Fact("Taken out", moment(claim.retired_at) if claim.retired_at else ""),
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


def _known(facts: list[Fact]) -> list[Fact]:
    """The facts that say something, on one line each."""
    return [Fact(fact.label, one_line(fact.text, 600), fact.url) for fact in facts if fact.text]
