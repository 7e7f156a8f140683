"""Which record a person means: by number, uid, name, alias, title, address or file."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from sqlmodel import Session, col, select

from claims.errors import Ambiguous, BadInput, NotFound
from claims.ledger.log.search_index import CLAIMANT_NAMES
from claims.ledger.read.expressions import among
from claims.ledger.read.search import claimants_with
from claims.ledger.store.sql import Bulk
from claims.likeness import are_alike, asked_by
from claims.models import Claim, Claimant, Record, Source
from claims.text import name_key, quoted
from claims.urls import canonical_url, clean_url, looks_like_url
from claims.words import Term

Kept = TypeVar("Kept", bound=Record)

_NUMBER = re.compile(r"#?(\d{1,18})")
_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def by_number(session: Session, model: type[Kept], written: str) -> Kept | None:
    """The record meant by a number (`12`, `#12`) or a uid; nothing if it's written in neither way."""
    number = _NUMBER.fullmatch(written.strip())
    uid = _UID.fullmatch(written.strip())
    if number:
        found = session.get(model, int(number[1]))
    elif uid:
        found = session.scalar(select(model).where(col(model.uid) == uid[0].lower()))
    else:
        return None
    if found is None:
        noun = model.record.value.replace("_", " ")
        raise NotFound(f"There is no {noun} {written.strip()}.", HINTS.get(model.__name__, "Check the number."))
    return found


HINTS = {
    "Claim": "claims list shows the numbers.",
    "Claimant": "claims claimant list shows the numbers.",
    "Source": "claims source list shows the numbers.",
}


def the_record(session: Session, model: type[Kept], written: str) -> Kept:
    """The record with this number or uid."""
    found = by_number(session, model, written)
    if found is None:
        noun = model.record.value.replace("_", " ")
        raise BadInput(f"{quoted(written)} is no number of {_one(noun)}.", "Give a number such as 12, or a uid.")
    return found


def _one(noun: str) -> str:
    return {"evidence": "evidence", "utterance": "an utterance"}.get(noun, f"a {noun}")


def the_claims(session: Session, written: Iterable[str]) -> list[Claim]:
    """The claims with these numbers, each once, in the order given."""
    found: dict[int, Claim] = {}
    for each in written:
        claim = the_record(session, Claim, each)
        found[claim.id] = claim
    return list(found.values())


def the_claim(session: Session, written: str) -> int:
    """The number of the claim meant; whoever wants no more need not load the claim."""
    number = _NUMBER.fullmatch(written.strip())
    if number and Bulk(session).rows("SELECT 1 FROM claim WHERE id = :number", number=int(number[1])):
        return int(number[1])
    return the_record(session, Claim, written).id


def find_claimant(session: Session, written: str) -> Claimant | None:
    """The claimant meant by a number, uid, name or alias; what was merged stands for what it was merged into."""
    found = by_number(session, Claimant, written)
    if found is not None:
        return _stayed(session, found)
    key = name_key(written)
    named = list(session.scalars(select(Claimant).where(col(Claimant.name_key) == key).order_by(col(Claimant.id))))
    if not named:
        aliased = Bulk(session).rows("SELECT claimant_id FROM claimant_alias WHERE name_key = :key", key=key)
        named = [session.get_one(Claimant, number) for number in sorted({row[0] for row in aliased})]
    different = {claimant.id: claimant for claimant in (_stayed(session, each) for each in named)}
    if len(different) > 1:
        exact = {number: claimant for number, claimant in different.items() if claimant.name == written.strip()}
        different = exact if len(exact) == 1 else different
    if len(different) > 1:
        numbers = ", ".join(f"#{number}" for number in different)
        raise Ambiguous(f"{quoted(written)} could be any of the claimants {numbers}.", "Give the number instead.")
    return next(iter(different.values()), None)


def the_claimant(session: Session, written: str) -> Claimant:
    """The claimant meant, who must be known."""
    found = find_claimant(session, written)
    if found is None:
        raise NotFound(f"No claimant is called {quoted(written)}.", near_hint(session, written, "claimant"))
    return found


def claimant_as_written(session: Session, written: str) -> Claimant:
    """The claimant meant; a number means that very record, also where it was merged into another."""
    found = by_number(session, Claimant, written)
    return found or the_claimant(session, written)


def _stayed(session: Session, claimant: Claimant) -> Claimant:
    if claimant.merged_into_id is None:
        return claimant
    return session.get_one(Claimant, claimant.merged_into_id)


def address_of(written: str) -> str | None:
    """The URL that a web address or an existing file stands for; nothing if it's written as neither."""
    if "://" in written:
        return clean_url(written)
    path = Path(written).expanduser()
    if _is_file(path):
        return path.resolve().as_uri()
    if written.startswith(("./", "../", "/", "~/")):
        raise NotFound(f"There is no file {quoted(written)}.", "Check the path, or give a URL or title.")
    return clean_url(f"https://{written}") if looks_like_url(written) else None


_FILE = re.compile(
    r"[^\s:?]+\.(?:pdf|docx?|odt|rtf|html?|txt|md|csv|tsv|xlsx?|jsonl?|zip|warc|wacz|png|jpe?g|gif|webp|mp3|mp4|wav)",
    re.IGNORECASE,
)


def require_file(written: str) -> None:
    """Refuse what is written like a file's name where there is no such file."""
    bare = written.strip()
    host, slash, _path = bare.partition("/")
    if _FILE.fullmatch(bare) and not (slash and looks_like_url(host)) and not _is_file(Path(bare).expanduser()):
        raise NotFound(f"No file {bare} here.", "Name one that there is, give its web address, or a title in words.")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long for the file system, or one no file can have
        return False


def find_source(session: Session, written: str) -> Source | None:
    """The source meant by a number, uid, address, file or title; what was merged stands for what it was merged into."""
    found = by_number(session, Source, written)
    if found is not None:
        return _kept(session, found)
    address = address_of(written)
    if address is not None:
        matching = select(Source).where(col(Source.canonical_url) == canonical_url(address))
    else:
        matching = select(Source).where(col(Source.title_key) == name_key(written))
    different = {each.id: each for each in (_kept(session, source) for source in session.scalars(matching))}
    if len(different) > 1:
        numbers = ", ".join(f"#{number}" for number in sorted(different))
        raise Ambiguous(f"{quoted(written)} could be any of the sources {numbers}.", "Give the number instead.")
    return next(iter(different.values()), None)


def the_source(session: Session, written: str) -> Source:
    """The source meant, which must be known."""
    found = find_source(session, written)
    if found is None:
        raise NotFound(f"No source is known as {quoted(written)}.", near_hint(session, written, "source"))
    return found


def source_as_written(session: Session, written: str) -> Source:
    """The source meant; a number means that very record, also where it was merged into another."""
    found = by_number(session, Source, written)
    return found or the_source(session, written)


def _kept(session: Session, source: Source) -> Source:
    if source.merged_into_id is None:
        return source
    return session.get_one(Source, source.merged_into_id)


def claimant_family(session: Session, number: int) -> list[int]:
    """A claimant and those merged into it."""
    merged = select(Claimant.id).where(col(Claimant.merged_into_id) == number).order_by(col(Claimant.id))
    return [number, *session.scalars(merged)]


def source_family(session: Session, numbers: Iterable[int]) -> list[int]:
    """These sources and those merged into them."""
    wanted = list(numbers)
    merged = select(Source.id).where(among(session, Source.merged_into_id, wanted)).order_by(col(Source.id))
    return [*wanted, *session.scalars(merged)]


def near_names(session: Session, written: str, noun: str) -> list[str]:
    """Known names one or two letters off, nearest first."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    key = name_key(written)
    reach = 0 if len(key) < 4 else 1 if len(key) < 6 else 2
    if reach == 0:
        return []
    if noun == "claimant":
        names = "SELECT name, name_key FROM claimant UNION SELECT name, name_key FROM claimant_alias"
    else:
        names = "SELECT DISTINCT title, title_key FROM source WHERE title IS NOT NULL"
    known = {row[0]: row[1] for row in Bulk(session).rows(names)}
    figures = _figures(key)
    near = process.extract(key, known, scorer=OSA.distance, score_cutoff=reach, limit=5)
    # Names that differ in a figure ("Briefing 10", "Briefing 11") are different names, not slips of the pen.
    return [
        name
        for _key, distance, name in sorted(near, key=lambda hit: (hit[1], hit[2]))
        if distance and _figures(_key) == figures
    ]


def alike_names(session: Session, written: str) -> list[str]:
    """Known names of claimants that may well be this one: the index is asked for their words, and not all are read."""
    key = name_key(written)
    found: dict[str, None] = {}
    for words in asked_by(written):
        terms = tuple(Term(word, prefix=False) for word in words)
        numbers = claimants_with(session, terms, MOST_ALIKE)
        found |= dict.fromkeys(row[1] for row in Bulk(session).rows(CLAIMANT_NAMES, sorted(numbers)))
    return [name for name in found if name_key(name) != key and are_alike(written, name)]


def newest_claimant(session: Session) -> int:
    """The highest number of a claimant; 0 where there is none."""
    return int(Bulk(session).rows("SELECT coalesce(max(id), 0) FROM claimant")[0][0])


def newcomers_alike(session: Session, after: int, most: int) -> list[tuple[str, str]]:
    """Claimants numbered beyond a number, each beside the known one that it may well be; so many are looked at."""
    rows = Bulk(session).rows(
        "SELECT id, name FROM claimant WHERE id > :after ORDER BY id LIMIT :most", after=after, most=most
    )
    beside = ((name, alike_names(session, name)) for _number, name in rows)
    return [(name, near[0]) for name, near in beside if near]


MOST_ALIKE = 200
"""Claimants that are looked at for one word of a name."""


def _figures(key: str) -> str:
    return "".join(character for character in key if character.isdigit())


def near_hint(session: Session, written: str, noun: str) -> str:
    """What to do about a name that nobody bears."""
    near = near_names(session, written, noun) or (alike_names(session, written) if noun == "claimant" else [])
    if near:
        return f"Did you mean {quoted(near[0])}?"
    return f"claims {noun} list shows those that are known."
