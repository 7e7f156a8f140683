"""Samples: an article with its claims and rulings, written down in a file, recorded as a desk would record it."""

from pathlib import Path

import msgspec

from claims import clock
from claims.actions.read.find import the_claims, the_source
from claims.actions.record.claimants import add_claimant
from claims.actions.record.claims import record_claim
from claims.actions.record.evidence import add_evidence
from claims.actions.record.register import Register
from claims.actions.record.relations import relate
from claims.actions.record.rulings import rule_on
from claims.actions.record.sources import add_source, link_sources, retract_source
from claims.actions.record.utterances import add_utterance
from claims.drafts import (
    ClaimDraft,
    EvidenceDraft,
    HopDraft,
    RulingDraft,
    UtteranceDraft,
    claimant_fields,
    source_fields,
)
from claims.vocabulary import Axis, LinkKind, RelationKind, Status

FOLDER = Path(__file__).parents[2] / "samples"


class SampleClaimant(msgspec.Struct, forbid_unknown_fields=True):
    """Somebody who speaks, relays or prints."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()


class SampleSource(msgspec.Struct, forbid_unknown_fields=True):
    """A document."""

    which: str
    title: str
    publisher: str
    kind: str
    published: str
    byline: str | None = None


class SampleLink(msgspec.Struct, forbid_unknown_fields=True):
    """A source that takes its content from another."""

    which: str
    kind: LinkKind
    origin: str


class SampleUtterance(msgspec.Struct, forbid_unknown_fields=True):
    """One occasion on which a claim was made."""

    by: str
    source: str
    mode: str
    role: str | None = None
    cue: str | None = None
    naming: str | None = None
    via: tuple[str, ...] = ()
    on: str | None = None
    quote: str | None = None
    occasion: str | None = None

    def draft(self) -> UtteranceDraft:
        """The utterance as a command's options would give it."""
        return UtteranceDraft.of(
            speaker=HopDraft.of(self.by, self.role, self.cue, self.naming),
            relays=self.via,
            source=self.source,
            said_on=self.on,
            mode=self.mode,
            quote=self.quote,
            occasion=self.occasion,
            today=clock.today(),
        )


class SampleEvidence(msgspec.Struct, forbid_unknown_fields=True):
    """A source brought to bear on a claim."""

    source: str
    stance: str
    axis: Axis = Axis.CONTENT
    directness: str | None = None
    quote: str | None = None
    note: str | None = None


class SampleClaim(msgspec.Struct, forbid_unknown_fields=True):
    """A claim; the first utterance is the one it was recorded with."""

    text: str
    kind: str
    utterances: list[SampleUtterance]
    tags: tuple[str, ...] = ()
    evidence: tuple[SampleEvidence, ...] = ()


class SampleRelation(msgspec.Struct, forbid_unknown_fields=True):
    """What one claim does to another, both by their place in the sample, from 1."""

    claim: int
    kind: RelationKind
    other: int


class SampleRuling(msgspec.Struct, forbid_unknown_fields=True):
    """A ruling on a claim."""

    claim: int
    status: Status
    because: str
    axis: Axis = Axis.CONTENT
    rating: str | None = None
    recheck: str | None = None
    evidence: tuple[str, ...] = ()


class SampleRetraction(msgspec.Struct, forbid_unknown_fields=True):
    """A source that its publisher withdrew."""

    which: str
    because: str
    on: str


class Sitting(msgspec.Struct, forbid_unknown_fields=True):
    """What one checker did in one go."""

    by: str
    checked: str
    retractions: tuple[SampleRetraction, ...] = ()
    rulings: tuple[SampleRuling, ...] = ()


class Sample(msgspec.Struct, forbid_unknown_fields=True):
    """An article, what it claims, and how a desk ruled; `subject` is the address of the article."""

    article: str
    subject: str
    language: str
    claimants: list[SampleClaimant]
    sources: list[SampleSource]
    links: list[SampleLink]
    claims: list[SampleClaim]
    relations: list[SampleRelation]
    sittings: list[Sitting]

    @property
    def text(self) -> str:
        """The article itself."""
        return (FOLDER / self.article).read_text(encoding="utf-8")


def read_sample(name: str) -> Sample:
    """A sample that comes with the program."""
    return msgspec.toml.decode((FOLDER / f"{name}.toml").read_bytes(), type=Sample)


def record_sample(register: Register, sample: Sample) -> None:
    """Record who speaks, what was printed, what was claimed and what bears on it, in a ledger with no claims yet."""
    ledger, today = register.ledger, clock.today()
    for who in sample.claimants:
        add_claimant(register, who.name, claimant_fields(kind=who.kind), who.aliases)
    for each in sample.sources:
        fields = source_fields(
            today=today,
            title=each.title,
            kind=each.kind,
            byline=each.byline,
            published_on=each.published,
            language=sample.language,
        )
        add_source(register, each.which, fields, each.publisher)
    for link in sample.links:
        link_sources(ledger, the_source(ledger.session, link.which), link.kind, the_source(ledger.session, link.origin))
    for claim in sample.claims:
        _record(register, claim, sample.language)
    for relation in sample.relations:
        first, second = the_claims(ledger.session, [str(relation.claim), str(relation.other)])
        relate(ledger, first, relation.kind, second)


def _record(register: Register, claim: SampleClaim, language: str) -> None:
    said, *said_again = (utterance.draft() for utterance in claim.utterances)
    recorded, _said = record_claim(
        register, ClaimDraft.of(claim.text, said, language=language, kind=claim.kind, tags=claim.tags)
    )
    for utterance in said_again:
        add_utterance(register, recorded, utterance)
    for each in claim.evidence:
        draft = EvidenceDraft.of(each.source, each.axis, each.stance, each.directness, each.quote, each.note)
        add_evidence(register, recorded, draft)


def hold_sitting(register: Register, sitting: Sitting) -> None:
    """Rule as one checker did in one go."""
    session = register.ledger.session
    for each in sitting.retractions:
        retract_source(register.ledger, the_source(session, each.which), each.on, each.because)
    for ruling in sitting.rulings:
        draft = RulingDraft.of(
            ruling.status,
            ruling.axis,
            ruling.because,
            rating=ruling.rating,
            checked_on=sitting.checked,
            recheck_on=ruling.recheck,
            evidence=ruling.evidence,
            today=clock.today(),
        )
        rule_on(register, the_claims(session, [str(ruling.claim)]), draft)
