"""What an import knows of the ledger: by natural keys, asked for in batches, and forgotten when it grows too much."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from math import isfinite
from operator import itemgetter
from typing import Any
from urllib.parse import urlsplit

from msgspec import structs

from claims.actions.imports.bloom_filter import Sieve
from claims.actions.imports.mentions import KnownClaim, KnownParty, KnownWork, Learned, MentionedRuling
from claims.dates import PartialDate
from claims.formats.claimreview.as_given import GIVEN, without_given
from claims.formats.claimreview.drafts import OccasionDraft, PartyDraft, ReviewDraft, WorkDraft
from claims.formats.claimreview.parts import unread_fields
from claims.formats.claimreview.unread_fields import is_empty
from claims.formats.ratings.labels import said_of
from claims.ledger.log.ledger import Ledger
from claims.ledger.log.witness import Reach
from claims.ledger.store.canonical import SAFE, canonical
from claims.ledger.store.lookup import Lookup
from claims.models import Claimant
from claims.text import name_key, text_key
from claims.urls import canonical_url
from claims.vocabulary import Axis, ClaimantKind, Precision, SourceKind

MOST = 30_000
"""Claimants, sources or claims that are remembered; beyond that the ledger is asked again."""

_WORD = re.compile(r"\w+")

LONGEST = 50_000_000
"""Characters of a file of which is remembered what they said."""


class Known:
    """Claimants by identity and by exact name, sources by address, claims by what was said, by whom and when.

    Of a ledger that was empty, and into which nobody else writes, only what may have come before is asked for.
    """

    def __init__(self) -> None:
        self.works: dict[str, KnownWork] = {}
        self.claims: dict[bytes, KnownClaim] = {}
        self.learned: Learned = {}
        self._same: dict[str, KnownParty] = {}
        self._named: dict[str, list[KnownParty]] = {}
        self._heard: set[str] = set()
        self._texts: set[str] = set()
        self._met: Sieve | None = None
        self._left: Reach | None = None
        self._since = 0

    def prepare(self, ledger: Ledger, drafts: Sequence[ReviewDraft], read: int = 0) -> None:
        """Know what these drafts may already have in the ledger; what others wrote meanwhile is taken into account.

        `read` is how many characters of the file were read by now: so much may be remembered, at the most; less than
        before, and it is another file.
        """
        lookup = Lookup(ledger.session)
        if self._left is None or self._left != ledger.reach:
            self._forget()
            self._met = Sieve() if self._left is None and lookup.is_empty() else None
        elif self.is_full(read):
            self._forget()
            self._since = read
        self._ask(lookup, drafts)

    def is_full(self, read: int) -> bool:
        """Whether it's time to forget what the ledger can be asked for; for that, all of it must be stored."""
        kept = max(len(self.works), len(self.claims), len(self._named))
        return kept > MOST or not 0 <= read - self._since <= LONGEST

    def leave(self, ledger: Ledger) -> None:
        """Note how far the log reached with what is known."""
        self._left = ledger.reach

    def _forget(self) -> None:
        for kept in (self.works, self.claims, self._same, self._named, self._heard, self._texts):
            kept.clear()

    def party(self, draft: PartyDraft) -> KnownParty | None:
        """The claimant that this is, by what identifies it or by exactly its name; never a guess."""
        keys = party_keys(draft.same_as)
        for key in keys:
            if (found := self._same.get(key)) is not None and may_be_one(draft.name, found.said.name):
                return found
        named = [each for each in self._named.get(draft.name, ()) if not (keys and each.said.same_as)]
        if not named:
            return None
        # Of several who bear the name, whoever was recorded first: the same file then means the same again.
        found = min(named, key=lambda each: (bool(each.said.same_as), each.id) if keys else (False, each.id))
        if draft.same_as and not found.said.same_as:
            found.said = structs.replace(found.said, same_as=draft.same_as)
            self.learned.setdefault((Claimant, found.id), {})["same_as"] = draft.same_as
            self._keep_same(found)
        return found

    def keep_party(self, draft: PartyDraft, party: KnownParty) -> KnownParty:
        """Remember a claimant."""
        self._named.setdefault(draft.name, []).append(party)
        self._keep_same(party)
        return party

    def _keep_same(self, party: KnownParty) -> None:
        for key in party_keys(party.said.same_as):
            self._same.setdefault(key, party)

    def _ask(self, lookup: Lookup, drafts: Sequence[ReviewDraft]) -> None:
        works = [work for draft in drafts for work in works_of(draft)]
        parties = [party for draft in drafts for party in draft.occasion.speakers]
        parties += [work.publisher for work in works if work.publisher]
        self._ask_parties(lookup, parties)
        self._ask_works(lookup, works)
        self._ask_claims(lookup, {text_key(draft.claim) for draft in drafts} - self._texts)

    def _met_before(self, kind: str, keys: set[str]) -> set[str]:
        """Of these keys those that the ledger may have."""
        return keys if self._met is None else self._met.met(kind, keys)

    def _ask_parties(self, lookup: Lookup, parties: Iterable[PartyDraft]) -> None:
        keys, names = set(), set()
        for party in parties:
            keys |= {key for key in party_keys(party.same_as) if key not in self._same}
            if party.name not in self._heard:  # whose name is known by an address may have namesakes
                names.add(name_key(party.name))
                self._heard.add(party.name)
        rows = [
            row
            for column, sought in (("same_as_key", keys), ("name_key", names))
            for row in lookup.parties(column, self._met_before(column, sought))
        ]
        if not rows:
            return
        found: dict[int, KnownParty] = {each.id: each for known in self._named.values() for each in known}
        for number, name, same_as, merged_into, aliased, kind, extra in rows:
            stays = merged_into or number
            said = PartyDraft(name, ClaimantKind(kind) if kind else None, same_as, None, unread_fields(extra))
            known = found.setdefault(stays, KnownParty(stays, said, not aliased and merged_into is None))
            if known not in self._named.setdefault(name, []):
                self._named[name].append(known)
            for key in party_keys(same_as):
                self._same.setdefault(key, known)

    def _ask_works(self, lookup: Lookup, works: Iterable[WorkDraft]) -> None:
        wanted = {work_key(work) for work in works} - self.works.keys()
        addresses = {key for key in wanted if not key.startswith("title:")}
        titles = {name_key(key.removeprefix("title:")) for key in wanted if key.startswith("title:")}
        for column, sought in (("canonical_url", addresses), ("title_key", titles)):
            for row in lookup.works(column, self._met_before(column, sought)):
                key, work = _known_work(row)
                self.works.setdefault(key, work)

    def _ask_claims(self, lookup: Lookup, texts: set[str]) -> None:
        self._texts |= texts
        found: dict[int, KnownClaim] = {}
        sought = self._met_before("text_key", texts)
        for _utterance, rows in groupby(lookup.claims(sought), key=itemgetter(0, 11)):
            said = list(rows)
            number, text, speaker, first, precision, circa, source, _role, occasion, quote, extra, *rest = said[0]
            unsaid = rest[1]
            when = _date(first, precision, circa)
            claim = found.setdefault(number, KnownClaim(number, set(), {}))
            claim.sources.add(source)
            speakers = [row[2] for row in said if row[2] is not None]
            self.claims[claim_key(text, speakers, str(when or unsaid or ""))] = claim
            if claim.said is None or (claim.said.speaker is None and speaker is not None):
                who = [PartyDraft(row[13], role=row[7]) for row in said if row[2] is not None]
                claim.said = OccasionDraft(
                    next(iter(who), None), when, occasion, quote, extra=unread_fields(extra), together=tuple(who[1:])
                )
        cited = lookup.cited(found)
        for row in lookup.rulings(found):
            number, review, rating, value, best, worst, rationale, extra, checked_on, axis, ruling, who, lamport = row
            found[number].lamport = max(found[number].lamport, lamport or 0)
            bare, given = _apart(extra)
            ruled = MentionedRuling(str(checked_on), Axis(axis), {given}, cited.get(ruling, set()))
            for digest in ruling_digests(who, rationale, rating, value, axis, best, worst, bare):
                found[number].rule(review, digest, ruled)


def _known_work(row: Sequence[Any]) -> tuple[str, KnownWork]:
    """A source by its key, from its row."""
    number, title, address, merged_into, publisher, name, publisher_merged, aliased = row[:8]
    url, kind, first, precision, circa, language, archived_url, extra, undated, nobodys = row[8:]
    said = WorkDraft(
        url=url,
        title=title,
        kind=SourceKind(kind) if kind else None,
        published_on=_date(first, precision, circa),
        language=language,
        archived_url=archived_url,
        extra=unread_fields(extra),
    )
    plain = publisher_merged is None and not aliased
    by = KnownParty(publisher, PartyDraft(name), plain) if publisher else None
    stays = merged_into is None and (by is None or plain)
    return address or f"title:{title}", KnownWork(
        merged_into or number,
        said,
        by,
        stays,
        frozenset(name for name, why in (("published_on", undated), ("publisher", nobodys)) if why),
    )


def _apart(extra: str | None) -> tuple[str | None, str | None]:
    """What a ruling has left over, and what its review said differently, each as the ledger keeps it."""
    if extra is None or GIVEN not in extra:
        return extra, None
    bare, given = without_given(unread_fields(extra))
    return canonical(bare) if bare else None, canonical(given) if given else None


def _date(first: Any, precision: str | None, circa: Any) -> PartialDate | None:
    return PartialDate(str(first), Precision(str(precision)), bool(circa)) if first else None


def works_of(draft: ReviewDraft) -> Iterable[WorkDraft]:
    """Every document that a review names, itself included."""
    yield draft.review
    if draft.occasion.first:
        yield draft.occasion.first
    yield from draft.occasion.appearances
    yield from draft.citations


def work_key(work: WorkDraft) -> str:
    """What two mentions of one document share: its address, or else its title."""
    return canonical_url(work.url) if work.url else f"title:{work.title}"


@lru_cache(maxsize=4_096)
def party_keys(same_as: str | None) -> tuple[str, ...]:
    """What two mentions of one claimant share: the address that says who it is; of a front page, the site."""
    if same_as is None:
        return ()
    key = canonical_url(same_as)
    parts = urlsplit(key)
    if parts.path not in ("", "/") or parts.query:
        return (key,)
    bare = parts.netloc.removeprefix("www.")
    return tuple(f"{parts.scheme}://{name}{path}" for name in (bare, f"www.{bare}") for path in ("/", ""))


def may_be_one(name: str, other: str) -> bool:
    """Whether two names at one address may be those of one claimant: a word of them, or their initials, agree.

    An address may be a debate's page or a post: it says who somebody is only where the names don't say otherwise.
    """
    one, two = (_WORD.findall(name_key(each)) for each in (name, other))
    if not one or not two or "://" in name or "://" in other:
        return True
    initials = {"".join(each[0] for each in words) for words in (one, two) if len(words) > 1}
    return bool(set(one) & set(two)) or bool(initials & {"".join(one), "".join(two)})


def ruling_digests(
    who: str, rationale: str, label: str | None, value: str | None, *parts: str | None
) -> tuple[bytes, ...]:
    """What a published ruling says, to tell a newer version from the same one; the last as nobody named may say it.

    Where the review gave no reason, its import did, in the name of whoever ruled: a review that names nobody says the
    same whoever reads it.
    """
    says = "\x1f".join([part or "" for part in (label, value, *parts)])
    if rationale == said_of(label or value, who):
        return _digest(rationale, says), _digest(said_of(label or value, ""), says)
    return (_digest(rationale, says),)


def _digest(*parts: str) -> bytes:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).digest()


def claim_key(text: str, speakers: Iterable[int], said_on: str) -> bytes:
    """What two reviews of the same claim share: its exact text, all who said it, in whatever order, and when."""
    return _digest(",".join(map(str, sorted({*speakers}))), said_on, text)


def extra_of(left: dict[str, Any]) -> str | None:
    """What no column holds, as the ledger keeps it."""
    if is_empty(left):
        return None
    try:
        return canonical(left)
    except (ValueError, OverflowError):
        return canonical(_writable(left))


def _writable(value: Any) -> Any:
    """The same with numbers too great for canonical JSON as text."""
    if isinstance(value, dict):
        return {name: _writable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_writable(part) for part in value]
    beyond = isinstance(value, int) and not isinstance(value, bool) and abs(value) > SAFE
    return str(value) if beyond or (isinstance(value, float) and not isfinite(value)) else value
