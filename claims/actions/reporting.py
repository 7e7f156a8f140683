"""Reports: what the ledger says about a source, an outlet, a claimant, a claim, or as a whole."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta
from sqlalchemy import or_, select, union
from sqlmodel import Session, col

from claims.actions.finding import (
    claimant_family,
    find_claimant,
    find_source,
    source_family,
    the_claimant,
    the_claims,
)
from claims.actions.looking import history, show_claimants, show_sources
from claims.errors import NotFound
from claims.ledger.access import among
from claims.ledger.assemble import claim_views, links_behind
from claims.ledger.present import Present
from claims.models import Evidence, Hop, Source, Utterance
from claims.policy.origins import find_origins
from claims.reports.builders import Dossier, claim_report, claimant_report, reported, source_report
from claims.reports.content import ClaimantReport, ClaimReport, ReportedClaim, SourceReport
from claims.text import quoted
from claims.views import EventView


class ShownClaim(ReportedClaim, frozen=True):
    """A claim with everything about it, its history included."""

    history: Annotated[list[EventView], Meta(description="What the log says of it, newest last.")]


def gather(session: Session, claim_ids: Sequence[int], today: date) -> Dossier:
    """Everything that a report on these claims is written from."""
    records = Present(session)
    claims = claim_views(records, claim_ids)
    links = links_behind(records, claims)
    return Dossier(
        claims=claims, origins={claim.id: find_origins(claim, links) for claim in claims}, links=links, today=today
    )


def show_claim(session: Session, written: str, today: date) -> ShownClaim:
    """One claim and everything about it."""
    (claim,) = the_claims(session, [written])
    dossier = gather(session, [claim.id], today)
    view = reported(dossier.claims[0], dossier.origins[claim.id])
    events, _more = history(session, claim.id)
    fields = {name: getattr(view, name) for name in ReportedClaim.__struct_fields__}
    return ShownClaim(**fields, history=events)


def report_on_source(session: Session, written: str, today: date) -> SourceReport:
    """How far one source can be relied on; or an outlet or agency, by what it published, relayed or said."""
    source = find_source(session, written)
    if source is not None:
        family = source_family(session, [source.id])
        (view,) = show_sources(session, [source.id])
        return source_report(gather(session, _claims_in(session, family), today), source=view)
    outlet = None if written.strip().lstrip("#").isdigit() else find_claimant(session, written)
    if outlet is None:
        raise NotFound(
            f"No source and no publisher is known as {quoted(written, 60)}.", "claims source list shows those that are."
        )
    claimant_ids = claimant_family(session, outlet.id)
    (named,) = show_claimants(session, [outlet.id])
    return source_report(gather(session, _claims_through(session, claimant_ids), today), claimant=named)


def report_on_claimant(session: Session, written: str, today: date) -> ClaimantReport:
    """What one claimant said, how it held up, and through whom it reached us."""
    claimant = the_claimant(session, written)
    family = claimant_family(session, claimant.id)
    said = (
        select(col(Hop.claim_id))
        .join(Utterance, col(Utterance.id) == col(Hop.utterance_id))
        .where(among(session, Hop.claimant_id, family), col(Hop.position) == 0, col(Utterance.retired_at).is_(None))
        .distinct()
        .order_by(col(Hop.claim_id))
    )
    (view,) = show_claimants(session, [claimant.id])
    return claimant_report(gather(session, list(session.scalars(said)), today), view)


def report_on_claim(session: Session, written: str, today: date) -> ClaimReport:
    """One claim in full."""
    (claim,) = the_claims(session, [written])
    return claim_report(gather(session, [claim.id], today))


def _claims_in(session: Session, source_ids: Sequence[int]) -> list[int]:
    """The claims that these sources print, or that they are evidence on."""
    printed = select(col(Utterance.claim_id)).where(
        among(session, Utterance.source_id, source_ids), col(Utterance.retired_at).is_(None)
    )
    brought = select(col(Evidence.claim_id)).where(
        among(session, Evidence.source_id, source_ids), col(Evidence.retired_at).is_(None)
    )
    return sorted(session.scalars(union(printed, brought)))


def _claims_through(session: Session, claimant_ids: Sequence[int]) -> list[int]:
    """The claims that these claimants published, relayed or said."""
    published = select(col(Source.id)).where(among(session, Source.publisher_id, claimant_ids))
    merged = select(col(Source.merged_into_id)).where(among(session, Source.publisher_id, claimant_ids))
    own = or_(col(Utterance.source_id).in_(published), col(Utterance.source_id).in_(merged))
    printed = select(col(Utterance.claim_id)).where(own, col(Utterance.retired_at).is_(None))
    passed_on = (
        select(col(Hop.claim_id))
        .join(Utterance, col(Utterance.id) == col(Hop.utterance_id))
        .where(among(session, Hop.claimant_id, claimant_ids), col(Utterance.retired_at).is_(None))
    )
    return sorted(session.scalars(union(printed, passed_on)))
