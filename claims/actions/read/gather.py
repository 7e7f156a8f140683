"""Reports: what the ledger says about a source, an outlet, a claimant or a claim."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated

from msgspec import Meta

from claims.actions.read.lists import history
from claims.actions.read.on_file import judgements, stored
from claims.actions.read.view import LedgerView, last_change, the_claimant, told_openly
from claims.errors import NotFound
from claims.ledger.read.assemble import claim_views, claimant_views, links_behind, reviews_behind, source_views
from claims.policy.provenance.holdings import CopiesOnFile
from claims.policy.provenance.origins import find_origins
from claims.policy.provenance.reprints import likeness
from claims.policy.provenance.ties import Verdicts
from claims.policy.provenance.tree import origin_tree
from claims.reports.builders import ReportMaterial, claim_report, claimant_report, source_report
from claims.reports.content import ClaimantReport, ClaimReport, ReportClaim, SourceReport
from claims.text import quoted
from claims.trails import Origins
from claims.views import ClaimantView, ClaimView, EventView


class ShownClaim(ReportClaim, frozen=True):
    """A claim with everything about it, its history included."""

    history: Annotated[list[EventView], Meta(description="What the log says of it, newest last.")]


class _Found(Mapping[int, Origins]):
    """The origins of some claims, each found when it is first asked for."""

    def __init__(self, claims: Iterable[ClaimView], find: Callable[[ClaimView], Origins]) -> None:
        self._claims, self._find = {claim.id: claim for claim in claims}, find
        self._known: dict[int, Origins] = {}

    def __getitem__(self, number: int) -> Origins:
        if number not in self._known:
            self._known[number] = self._find(self._claims[number])
        return self._known[number]

    def __iter__(self) -> Iterator[int]:
        return iter(self._claims)

    def __len__(self) -> int:
        return len(self._claims)


def gather(edition: LedgerView, claim_ids: Iterable[int]) -> ReportMaterial:
    """Everything that a report on these claims is written from."""
    claims = claim_views(edition.records, sorted(claim_ids))
    links = links_behind(edition.records, claims)
    copies = stored(edition, links.sources)
    alike, holdings = likeness(copies.texts, copies.hashes), CopiesOnFile(copies.texts, copies.flaws, copies.shelf)
    judged = Verdicts(judgements(edition, links.sources))
    return ReportMaterial(
        claims=claims,
        origins=_Found(claims, lambda claim: find_origins(claim, links, alike, judged, holdings)),
        links=links,
        today=edition.today,
        as_of=last_change(edition),
        texts=copies.texts,
        shelf=copies.shelf,
        reviews=reviews_behind(edition.records, claims),
    )


def show_claim(edition: LedgerView, written: str) -> ShownClaim:
    """One claim and everything about it."""
    number = edition.claim(written)
    return _shown(edition, number, gather(edition, [number]))


def show_and_report(edition: LedgerView, written: str) -> tuple[ShownClaim, ClaimReport]:
    """The same, and the report on it; gathered once."""
    number = edition.claim(written)
    dossier = gather(edition, [number])
    return _shown(edition, number, dossier), claim_report(dossier)


def _shown(edition: LedgerView, number: int, dossier: ReportMaterial) -> ShownClaim:
    view = dossier.reported(dossier.claims[0])
    events, _more = history(edition, number)
    fields = {name: getattr(view, name) for name in ReportClaim.__struct_fields__}
    return ShownClaim(**fields, history=events)


def origins_of_claim(edition: LedgerView, written: str) -> list[str]:
    """The tree behind a claim, as lines: what comes from where, what is one, and what counts for nothing."""
    number = edition.claim(written)
    dossier = gather(edition, [number])
    return origin_tree(dossier.claims[0], dossier.origins[number], dossier.links)


def report_on_source(edition: LedgerView, written: str) -> SourceReport:
    """How far one source can be relied on; or an outlet or agency, by what it published, relayed or said."""
    source = edition.find_source(written)
    if source is not None:
        family = edition.source_family([source])
        (view,) = source_views(edition.records, [source], edition.records.links_about([source]))
        return source_report(gather(edition, edition.printed_in(family) | edition.supported_by(family)), source=view)
    outlet = None if written.strip().lstrip("#").isdigit() else edition.find_claimant(written)
    if outlet is None:
        raise NotFound(
            f"No source and no publisher is known as {quoted(written, 60)}.", "claims source list shows those that are."
        )
    family = edition.claimant_family(outlet)
    published = edition.source_family(edition.published_by(family))
    told = told_openly(edition, edition.told_by(family, speaking=False), family, speaking=False)
    claims = edition.printed_in(published) | set(told)
    return source_report(gather(edition, claims), claimant=_claimant(edition, outlet))


def report_on_claimant(edition: LedgerView, written: str) -> ClaimantReport:
    """What one claimant said, how it held up, and through whom it reached us."""
    claimant = the_claimant(edition, written)
    family = edition.claimant_family(claimant)
    said = told_openly(edition, edition.told_by(family, speaking=True), family, speaking=True)
    return claimant_report(gather(edition, said), _claimant(edition, claimant))


def report_on_claim(edition: LedgerView, written: str) -> ClaimReport:
    """One claim in full."""
    return claim_report(gather(edition, [edition.claim(written)]))


def _claimant(edition: LedgerView, number: int) -> ClaimantView:
    (view,) = claimant_views(edition.records, [number])
    return view
