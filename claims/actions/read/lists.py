"""Looking things up: lists, one record in full, search, history."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import structs
from sqlalchemy import select
from sqlmodel import Session, col

from claims.actions.read.find import claimant_family
from claims.actions.read.find import the_claimant as known_claimant
from claims.actions.read.view import LedgerView, the_claimant
from claims.dates import since as first_day
from claims.dates import until as last_day
from claims.drafts import clean_tags
from claims.errors import BadInput, NotFound
from claims.ledger.log.search_index import KIND_CODES, name_entry
from claims.ledger.read.assemble import claim_views, claimant_views, source_views
from claims.ledger.read.discretion import AT_THE_DESK, Confidential, Shown, discreet
from claims.ledger.read.expressions import among
from claims.ledger.read.filters import SAID, Criteria
from claims.ledger.read.search import CLAIMS, NAMES
from claims.ledger.store.sql import Bulk
from claims.models import Claimant, Source
from claims.text import name_key, quoted
from claims.views import ClaimantView, ClaimView, EventView, SourceView
from claims.vocabulary import Axis, RecordKind
from claims.words import Term, read_query

View = TypeVar("View")


NEWEST_LINE = 1 << 62
"""A number that no line of a log reaches."""


class ClaimPage(msgspec.Struct, frozen=True):
    """A page of a list of claims."""

    claims: list[ClaimView]
    more: bool


class SearchResults(msgspec.Struct, frozen=True):
    """What a search found, best match first."""

    query: Annotated[str, msgspec.Meta(description="The words as they were typed.")]
    claims: Annotated[list[ClaimView], msgspec.Meta(description="Claims that hold them all, best match first.")]
    claimants: Annotated[list[ClaimantView], msgspec.Meta(description="Claimants whose names hold them all.")]
    sources: Annotated[list[SourceView], msgspec.Meta(description="Sources whose titles or names hold them all.")]


def read_criteria(
    edition: LedgerView,
    *,
    axis: Axis = Axis.CONTENT,
    statuses: Iterable[str] = (),
    by: str | None = None,
    source: str | None = None,
    via: str | None = None,
    tags: Iterable[str] = (),
    kinds: Iterable[str] = (),
    languages: Iterable[str] = (),
    since: str | None = None,
    until: str | None = None,
    search: str | None = None,
    pending: bool = False,
    recorders: Iterable[str] = (),
    relations: Iterable[str] = (),
    namings: Iterable[str] = (),
    archived: bool = False,
    retired: bool = False,
) -> Criteria:
    """What a list is asked for, with names turned into records; a name that nobody bears is refused."""
    criteria = Criteria(
        axis=axis,
        statuses=tuple(statuses),
        speakers=tuple(edition.claimant_family(the_claimant(edition, by))) if by is not None else (),
        sources=tuple(sources_named(edition, source)) if source is not None else (),
        relays=tuple(edition.claimant_family(the_claimant(edition, via))) if via is not None else (),
        tags=clean_tags(tags),
        kinds=tuple(kinds),
        languages=tuple(languages),
        since=None if since is None else first_day(since, edition.today),
        until=None if until is None else last_day(until, edition.today),
        terms=() if search is None else read_query(search),
        pending=pending,
        recorders=tuple(recorders),
        relations=tuple(relations),
        namings=tuple(namings),
        archived=archived,
        retired=retired,
    )
    if criteria.since and criteria.until and criteria.since > criteria.until:
        raise BadInput(f"--since {criteria.since} is after --until {criteria.until}.", "Swap them.")
    return criteria


def sources_named(edition: LedgerView, written: str) -> list[int]:
    """The sources meant by a number, address, file or title; or all that an outlet of that name published."""
    source = edition.find_source(written)
    if source is not None:
        return edition.source_family([source])
    publisher = None if written.lstrip("#").isdigit() else edition.find_claimant(written)
    if publisher is None:
        raise NotFound(f"No source and no publisher is known as {quoted(written, 60)}.", "See: claims source list")
    published = edition.published_by(edition.claimant_family(publisher))
    return edition.source_family(published) or [0]


def list_claims(
    edition: LedgerView, criteria: Criteria, *, order: str, limit: int | None, after: int | None = None
) -> ClaimPage:
    """The claims that meet the criteria, and whether there are more."""
    if after is not None and order == SAID:
        raise BadInput("--after can't go with --sort said.", "Use --limit, or another order.")
    found = edition.select(criteria, order=order, limit=None if limit is None else limit + 1, after=after)
    page = found if limit is None else found[:limit]
    return ClaimPage(claims=claim_views(edition.records, page), more=len(page) < len(found))


def show_claims(session: Session, numbers: Iterable[int]) -> list[ClaimView]:
    """These claims and everything about them."""
    return claim_views(discreet(session), list(numbers))


def search(edition: LedgerView, words: str, limit: int) -> SearchResults:
    """Claims, claimants and sources that hold all of these words, best match first; a limit below 0 is none."""
    terms = read_query(words)
    named = _best(edition, NAMES, terms, limit, _live_names)
    return SearchResults(
        query=words,
        claims=_best(edition, CLAIMS, terms, limit, _live_claims),
        claimants=[each for each in named if isinstance(each, ClaimantView)],
        sources=[each for each in named if isinstance(each, SourceView)],
    )


def _best(
    edition: LedgerView,
    index: str,
    terms: tuple[Term, ...],
    limit: int,
    live: Callable[[LedgerView, list[int]], list[View]],
) -> list[View]:
    """The best matches that are live: what was taken out or merged is in the index, too, but uses up no limit."""
    asked = limit
    while True:
        keys = edition.ranked(index, terms, asked)
        found = live(edition, keys)
        if limit < 0 or len(keys) < asked or len(found) >= limit:
            return found if limit < 0 else found[:limit]
        asked *= 4


def _live_claims(edition: LedgerView, numbers: list[int]) -> list[ClaimView]:
    return [claim for claim in claim_views(edition.records, numbers) if claim.retired_at is None]


def _live_names(edition: LedgerView, keys: list[int]) -> list[ClaimantView | SourceView]:
    claimants = [key // 2 for key in keys if key % 2 == KIND_CODES["claimant"]]
    sources = [key // 2 for key in keys if key % 2 == KIND_CODES["source"]]
    links = edition.records.links_about(sources)
    named: dict[int, ClaimantView | SourceView] = {
        name_entry("claimant", each.id): each for each in claimant_views(edition.records, claimants)
    }
    named |= {name_entry("source", each.id): each for each in source_views(edition.records, sources, links)}
    return [named[key] for key in keys if key in named and named[key].merged_into is None]


def list_claimants(
    session: Session,
    shown: Shown = AT_THE_DESK,
    *,
    named: str | None = None,
    kind: str | None = None,
    limit: int | None,
    after: int | None = None,
) -> tuple[list[ClaimantView], bool]:
    """Claimants in the order entered, and whether there are more."""
    query = select(col(Claimant.id)).where(col(Claimant.merged_into_id).is_(None))
    if kind is not None:
        query = query.where(col(Claimant.kind) == kind)
    if named is not None:
        query = query.where(col(Claimant.name_key).contains(name_key(named), autoescape=True))
    numbers, more = _page(session, query, col(Claimant.id), limit, after)
    return show_claimants(session, numbers, shown), more


def list_sources(
    session: Session,
    *,
    publisher: str | None = None,
    kind: str | None = None,
    retracted: bool = False,
    limit: int | None,
    after: int | None = None,
) -> tuple[list[SourceView], bool]:
    """Sources in the order entered, and whether there are more."""
    query = select(col(Source.id)).where(col(Source.merged_into_id).is_(None))
    if publisher is not None:
        family = claimant_family(session, known_claimant(session, publisher).id)
        query = query.where(among(session, Source.publisher_id, family))
    if kind is not None:
        query = query.where(col(Source.kind) == kind)
    if retracted:
        query = query.where(col(Source.retracted_on).is_not(None))
    numbers, more = _page(session, query, col(Source.id), limit, after)
    return show_sources(session, numbers), more


def _page(session: Session, query: Any, key: Any, limit: int | None, after: int | None) -> tuple[list[int], bool]:
    if after is not None:
        query = query.where(key > after)
    found = list(session.scalars(query.order_by(key).limit(None if limit is None else limit + 1)))
    page = found if limit is None else found[:limit]
    return page, len(page) < len(found)


def show_claimants(session: Session, numbers: list[int], shown: Shown = AT_THE_DESK) -> list[ClaimantView]:
    """These claimants, in the order asked for."""
    return claimant_views(discreet(session, shown), numbers)


def show_sources(session: Session, numbers: list[int]) -> list[SourceView]:
    """These sources with their links, in the order asked for."""
    records = discreet(session)
    return source_views(records, numbers, records.links_about(numbers))


def history(
    edition: LedgerView, claim_id: int | None = None, *, by: str | None = None, limit: int | None = None
) -> tuple[list[EventView], bool]:
    """The log, or what it says of one claim or one person did, newest last, and whether there is more; a limit keeps
    the newest lines."""
    conditions = ["seq <= :upto"]
    if by is not None:
        conditions.append("actor = :actor")
    if claim_id is not None:
        conditions.append(
            "(claim_id = :claim OR (kind = 'relation'"
            " AND record_id IN (SELECT id FROM relation WHERE other_id = :claim)))"
        )
    hidden = Confidential(edition.session)
    shown = as_recorded if edition.shown.names else without_people
    lines = [
        shown(_event_view(line), hidden)
        for line in Bulk(edition.session).documents(
            "event",
            " AND ".join(conditions),
            order="seq DESC",
            limit=None if limit is None else limit + 1,
            upto=NEWEST_LINE if edition.upto is None else edition.upto,
            claim=claim_id,
            actor=by,
        )
    ]
    page = lines if limit is None else lines[:limit]
    return page[::-1], len(page) < len(lines)


def as_recorded(event: EventView, _hidden: Confidential) -> EventView:
    """A line of the log as it was written."""
    return event


def without_people(event: EventView, hidden: Confidential) -> EventView:
    """A line of the log without what tells who a confidential person is; its hash stays that of the whole line."""
    if not hidden.described:
        return event
    if event.kind == RecordKind.CLAIMANT and event.record in hidden.described:
        withheld: dict[str, object] = {"id": event.record, "uid": event.uid, "name": hidden.described[event.record]}
        return structs.replace(event, before=event.before and withheld, after=withheld, reason=None)
    return structs.replace(
        event,
        before=event.before and _without_people(event.before, hidden),
        after=_without_people(event.after, hidden),
        reason=event.reason and hidden.without_names(event.reason),
    )


def _without_people(document: dict[str, object], hidden: Confidential) -> dict[str, object]:
    told = {name: _scrubbed(value, hidden) for name, value in document.items()}
    if isinstance(hops := told.get("hops"), list):
        told["hops"] = [
            {name: value for name, value in hop.items() if name in ("position", "seat", "claimant_id")}
            if hop["claimant_id"] in hidden.described
            else hop
            for hop in hops
        ]
    return told


def _scrubbed(value: Any, hidden: Confidential) -> Any:
    if isinstance(value, str):
        return hidden.without_names(value)
    if isinstance(value, dict):
        return {name: _scrubbed(each, hidden) for name, each in value.items()}
    return [_scrubbed(each, hidden) for each in value] if isinstance(value, list) else value


def _event_view(line: dict[str, Any]) -> EventView:
    return EventView(
        seq=line["seq"],
        at=line["at"],
        actor=line["actor"],
        action=line["action"],
        kind=line["kind"],
        record=line["record_id"],
        uid=line["record_uid"],
        claim=line["claim_id"],
        before=None if line["before"] is None else msgspec.json.decode(line["before"]),
        after=msgspec.json.decode(line["after"]),
        reason=line["reason"],
        previous_hash=line["previous_hash"],
        hash=line["hash"],
    )
