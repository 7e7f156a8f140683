"""The field's closed vocabularies.

Values are what the database stores and what JSON prints. Each docstring says what the order of the list means.
"""

from enum import StrEnum


class Axis(StrEnum):
    """The two questions about a claim, never mixed; in the order a checker asks them last to first.

    `content` asks "is it so?", `attribution` asks "did they say it?".
    """

    CONTENT = "content"
    ATTRIBUTION = "attribution"


class Status(StrEnum):
    """How a claim stands on one axis; the order is that of reports, from open through settled to off the table."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    REFUTED = "refuted"
    UNVERIFIABLE = "unverifiable"
    WITHDRAWN = "withdrawn"


class ClaimKind(StrEnum):
    """What sort of proposition a claim is; the order means nothing."""

    FACT = "fact"
    QUANTITY = "quantity"
    CAUSE = "cause"
    PREDICTION = "prediction"
    PROMISE = "promise"
    RULE = "rule"
    OPINION = "opinion"


class ClaimantKind(StrEnum):
    """Who or what a statement can be attributed to; from the most to the least identifiable."""

    PERSON = "person"
    ORGANIZATION = "organization"
    OFFICE = "office"
    GROUP = "group"
    UNNAMED = "unnamed"


class Absence(StrEnum):
    """Why a date, a publisher or a speaker isn't given, where that is known; empty is "not recorded"."""

    UNKNOWN = "unknown"
    NONE = "none"


class EditionKind(StrEnum):
    """What left the house; the order means nothing."""

    REPORT = "report"
    SITE = "site"
    EXPORT = "export"
    FEED = "feed"
    ANSWER = "answer"
    DOSSIER = "dossier"


class Naming(StrEnum):
    """How a source names a link of the reporting chain; from the most to the least accountable."""

    NAMED = "named"
    TITLED = "titled"
    INSTITUTIONAL = "institutional"
    UNNAMED = "unnamed"


class SourceKind(StrEnum):
    """What sort of document a source is; the order means nothing."""

    ARTICLE = "article"
    WIRE = "wire"
    STATEMENT = "statement"
    TRANSCRIPT = "transcript"
    INTERVIEW = "interview"
    BROADCAST = "broadcast"
    SOCIAL_POST = "social_post"
    DATASET = "dataset"
    REPORT = "report"
    DOCUMENT = "document"
    FACT_CHECK = "fact_check"
    OTHER = "other"


class LinkKind(StrEnum):
    """How one source takes its content from another; from the closest copy to the loosest."""

    SYNDICATES = "syndicates"
    TRANSLATES = "translates"
    QUOTES = "quotes"
    SUMMARISES = "summarises"


class Mode(StrEnum):
    """How a source gives a statement; from the speaker's own words to the outlet's own voice."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    NARRATED = "narrated"


class QuoteState(StrEnum):
    """Whether a quote stands in the stored text of its source; from found to not found."""

    ANCHORED = "anchored"
    MOVED = "moved"
    ORPHAN = "orphan"


class Stance(StrEnum):
    """What a piece of evidence does to a claim; for, against, in part, beside it."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    QUALIFIES = "qualifies"
    CONTEXT = "context"


class Directness(StrEnum):
    """How close a piece of evidence is to the matter; primary before secondary."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class RelationKind(StrEnum):
    """What one claim does to another; the order means nothing."""

    REPEATS = "repeats"
    CONTRADICTS = "contradicts"
    SUPPORTS = "supports"
    QUALIFIES = "qualifies"
    CORRECTS = "corrects"
    RETRACTS = "retracts"


class Precision(StrEnum):
    """How much of a date is known; from most to least."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class RecordKind(StrEnum):
    """The records whose every change is an event; in the order in which they can refer to one another."""

    CLAIMANT = "claimant"
    SOURCE = "source"
    SOURCE_LINK = "source_link"
    SNAPSHOT = "snapshot"
    CLAIM = "claim"
    UTTERANCE = "utterance"
    EVIDENCE = "evidence"
    RULING = "verification"
    RELATION = "relation"
    EDITION = "report"
    JUDGEMENT = "judgement"
    CANDIDATE = "candidate"
    MERGER = "merger"


class Action(StrEnum):
    """What an event did to its record; the order means nothing."""

    ADD = "add"
    EDIT = "edit"
    MERGE = "merge"
    RETRACT = "retract"
    RETIRE = "retire"
    RESTORE = "restore"
    RULE = "rule"
    APPROVE = "approve"
    ACCEPT = "accept"
    REJECT = "reject"
    UNITE = "unite"


class Verdict(StrEnum):
    """What a rating comes to, whoever gave it; from true to false, then what no scale holds."""

    TRUE = "true"
    MOSTLY_TRUE = "mostly_true"
    HALF_TRUE = "half_true"
    MOSTLY_FALSE = "mostly_false"
    FALSE = "false"
    MISLEADING = "misleading"
    MISSING_CONTEXT = "missing_context"
    UNPROVEN = "unproven"
    UNVERIFIABLE = "unverifiable"
    DISPUTED = "disputed"
    OUTDATED = "outdated"
    SATIRE = "satire"
    ALTERED_MEDIA = "altered_media"
    ATTRIBUTION_CORRECT = "attribution_correct"
    ATTRIBUTION_INCORRECT = "attribution_incorrect"
    OPINION = "opinion"
    NOT_A_CLAIM = "not_a_claim"


class Acquisition(StrEnum):
    """How a snapshot's bytes came here; the order means nothing."""

    FETCHED = "fetched"
    WAYBACK = "wayback"
    WARC = "warc"
    FILE = "file"
    INPUT = "input"


class Coding(StrEnum):
    """How stored bytes are packed; from not at all to most."""

    IDENTITY = "identity"
    ZLIB = "zlib"


class SpeechStance(StrEnum):
    """Whether the words of a candidate were stated at all."""

    STATED = "stated"
    DENIED = "denied"
    NOT_SAID = "not_said"
    ASKED = "asked"
    SUPPOSED = "supposed"


class CandidateState(StrEnum):
    """What became of a statement that a reader found in a source; from undecided to decided."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
