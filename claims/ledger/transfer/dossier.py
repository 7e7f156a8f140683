"""Dossiers: claims with everything they rest on, and the lines of the log that prove it, as one file that travels."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files

import msgspec
from sqlmodel import Session

from claims.errors import NotFound
from claims.ledger.log.chain import stored_lines
from claims.ledger.read.discretion import TO_READERS, Shown
from claims.ledger.read.present import Present
from claims.ledger.store.blobs import kept_bytes
from claims.ledger.store.canonical import Document, canonical
from claims.ledger.store.sql import Bulk
from claims.ledger.transfer.withholding import Withholding
from claims.models import Head
from claims.vocabulary import RecordKind

Key = tuple[RecordKind, int]

LINES_ABOUT = "SELECT seq FROM event WHERE kind = :kind AND record_id {among}"
SNAPSHOTS = "SELECT id FROM snapshot WHERE source_id {among}"
JUDGEMENTS = "SELECT id FROM judgement WHERE source_id {among} AND other_id {among}"
RELATED = (
    "SELECT other_id FROM relation WHERE claim_id {among} UNION SELECT claim_id FROM relation WHERE other_id {among}"
)
DAY_ZERO = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive, so that the same dossier is the same bytes."""

CHAIN, OWN_LINES = "chain", "own lines"
"""What a dossier can prove: that it hangs from a head, or only that each of its own lines is whole."""

README = """This is a dossier from a ledger of claims: what was recorded about {claims}, what it rests on,
and how all of that can be checked.

pages/          each claim as a page to read; open it in a browser
records.jsonl   the records, one JSON object a line
log.jsonl       the lines of the ledger's log: who did what, when and why; each holds the hash of the one before
blobs/          the bytes of the sources as they were seen, each under its SHA-256
manifest.json   what is in here, with the hash of every file, and the head of the log
verify.py       checks all of it; needs Python 3.8 or newer and nothing else

    python verify.py                     is the dossier whole?
    python verify.py --head HASH         and does it hang from a head that I know from elsewhere?

The head is the hash of the newest line. If the desk mailed, printed or published it when the dossier was made, or any
head after the lines you care about, then nobody, the desk included, can have changed those lines since. Without a head
from elsewhere the dossier shows only that it agrees with itself.
{proof}
Whoever made this dossier up could have made up verify.py as well: take it from an installed claims (claims bundle
--verifier FILE), or compare its SHA-256 with that in the manual's page on trust.
The pages are for reading, and unproven. What is proven is the records and the log.
"""
PROOFS = {
    CHAIN: "It holds every line of the log from the first about these records to the head, about whatever they are.",
    OWN_LINES: "Lines about other records were left out, so that it can't be shown to hang from any head.",
}


class Dossier(msgspec.Struct, frozen=True):
    """What goes into a dossier: the claims, the records behind them, and which lines of the log."""

    claims: list[int]
    keys: list[Key]
    first: int
    own: frozenset[int]
    proof: str
    head: str
    newest: int

    @property
    def lines(self) -> int:
        """How many lines of the log go along."""
        return len(self.own) if self.proof == OWN_LINES else self.newest - self.first + 1


def gather(session: Session, claims: Iterable[int], *, own_lines: bool = False) -> Dossier:
    """Everything that some claims rest on."""
    wanted = sorted(set(claims))
    bulk, present = Bulk(session), Present(session)
    keys = set(_about_claims(bulk, present, wanted))
    keys |= set(_about_sources(bulk, present, {number for kind, number in keys if kind is RecordKind.SOURCE}))
    keys |= set(_publishers(present, keys))
    listed = sorted(keys, key=lambda key: (list(RecordKind).index(key[0]), key[1]))
    own = frozenset(seq for kind in RecordKind for seq in _lines(bulk, kind, listed))
    if not own:
        raise NotFound("There are no claims to put into a dossier.", "claims list shows the numbers.")
    head = session.get_one(Head, 1)
    return Dossier(wanted, listed, min(own), own, OWN_LINES if own_lines else CHAIN, head.hash, head.count)


def _lines(bulk: Bulk, kind: RecordKind, keys: list[Key]) -> list[int]:
    numbers = [number for each, number in keys if each is kind]
    return [row[0] for row in bulk.rows(LINES_ABOUT, numbers, kind=kind.value)] if numbers else []


def _about_claims(bulk: Bulk, present: Present, claims: list[int]) -> Iterator[Key]:
    others = [row[0] for row in bulk.rows(RELATED, claims)]
    yield from ((RecordKind.CLAIM, number) for number in {*claims, *others})
    for utterance in present.utterances(claims):
        yield RecordKind.UTTERANCE, utterance["id"]
        yield from ((RecordKind.CLAIMANT, hop["claimant_id"]) for hop in utterance["hops"])
        yield from _source(utterance["source_id"])
    for evidence in present.evidence(claims):
        yield RecordKind.EVIDENCE, evidence["id"]
        yield from _source(evidence["source_id"])
    for ruling in present.verifications(claims):
        yield RecordKind.RULING, ruling["id"]
        yield from _source(ruling["review_id"])
    yield from ((RecordKind.RELATION, relation["id"]) for relation in present.relations(claims))


def _source(number: int | None) -> Iterator[Key]:
    if number is not None:
        yield RecordKind.SOURCE, number


def _about_sources(bulk: Bulk, present: Present, sources: set[int]) -> Iterator[Key]:
    """The sources that these were merged into or take their content from, the links, the snapshots, the desk's word."""
    reached = set(sources)
    for link in present.links(sources):
        yield RecordKind.SOURCE_LINK, link["id"]
        reached |= {link["source_id"], link["origin_id"]}
    reached |= {source["id"] for source in present.sources(reached)}
    yield from ((RecordKind.SOURCE, number) for number in reached)
    yield from ((RecordKind.SNAPSHOT, row[0]) for row in bulk.rows(SNAPSHOTS, reached))
    yield from ((RecordKind.JUDGEMENT, row[0]) for row in bulk.rows(JUDGEMENTS, reached))


def _publishers(present: Present, keys: set[Key]) -> Iterator[Key]:
    sources = present.sources(number for kind, number in keys if kind is RecordKind.SOURCE)
    named = {number for kind, number in keys if kind is RecordKind.CLAIMANT}
    named |= {source["publisher_id"] for source in sources if source["publisher_id"]}
    yield from ((RecordKind.CLAIMANT, claimant["id"]) for claimant in present.claimants(named))


def pack(session: Session, dossier: Dossier, pages: Mapping[str, str], shown: Shown = TO_READERS) -> bytes:
    """The dossier as a zip archive; the same ledger gives the same bytes."""
    head = session.get_one(Head, 1)
    log, records = _log_and_records(session, dossier, Withholding(session, shown))
    contents: dict[str, bytes] = {
        "README.txt": _readme(dossier).encode(),
        "log.jsonl": log,
        "records.jsonl": records,
        "verify.py": verifier(),
        **{f"pages/{name}": page.encode() for name, page in pages.items()},
        **_blobs(session, dossier),
    }
    manifest: Document = {
        "ledger": head.ledger_uid,
        "head": {"count": head.count, "hash": head.hash},
        "proof": dossier.proof,
        "claims": dossier.claims,
        "records": [[kind.value, number] for kind, number in dossier.keys],
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
    }
    contents["manifest.json"] = canonical(manifest).encode() + b"\n"
    return _zipped(contents)


def verifier() -> bytes:
    """The program that checks a dossier, as every dossier has it."""
    return files("claims.ledger.transfer").joinpath("verify.py").read_bytes()


def _readme(dossier: Dossier) -> str:
    claims = ", ".join(f"#{number}" for number in dossier.claims)
    noun = "claim" if len(dossier.claims) == 1 else "claims"
    return README.format(claims=f"{noun} {claims}", proof=PROOFS[dossier.proof])


def _log_and_records(session: Session, dossier: Dossier, withholding: Withholding) -> tuple[bytes, bytes]:
    """The lines of the log that go along, and each record as the last line about it says; what is withheld is said."""
    log, last = io.StringIO(), dict[Key, Document]()
    wanted = set(dossier.keys)
    for line in stored_lines(session, dossier.first):
        if dossier.proof == OWN_LINES and line["seq"] not in dossier.own:
            continue
        for name in ("before", "after"):
            line[name] = None if line[name] is None else msgspec.json.decode(line[name])
        log.write(canonical(withholding.line(line)) + "\n")
        key = RecordKind(line["kind"]), line["record_id"]
        if key in wanted:
            last[key] = line["after"]
    records = (canonical(withholding.record(*key, last[key])) + "\n" for key in dossier.keys)
    return log.getvalue().encode(), "".join(records).encode()


def _blobs(session: Session, dossier: Dossier) -> dict[str, bytes]:
    numbers = [number for kind, number in dossier.keys if kind is RecordKind.SNAPSHOT]
    digests = Bulk(session).rows("SELECT DISTINCT sha256 FROM snapshot WHERE id {among} ORDER BY sha256", numbers)
    found = {f"blobs/{digest}": kept_bytes(session, digest) for (digest,) in digests}
    return {name: content for name, content in found.items() if content is not None}


def _zipped(contents: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, DAY_ZERO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, contents[name])
    return out.getvalue()
