"""What a rating comes to: labels looked up whole in a table that is data, the publisher's own first, never a guess."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Annotated

import msgspec
from msgspec import Meta

from claims.errors import BadInput
from claims.urls import host
from claims.vocabulary import Axis, Status, Verdict

_QUOTES = "\"'\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb\u2039\u203a`"
_EDGES = f"{_QUOTES}:!. "
_SPACE = re.compile(r"\s+")
_ANNOUNCED = re.compile(
    r"(?:(?:our|the|final|overall) )*(?:fact[ -]?check(?:er)?(?:'s)? )?"
    r"(?:rating|verdict|ruling|conclusion|status|rated|fact[ -]?check|claim|result|label|calificación|veredicto|"
    r"evaluación|classificação|veredito|évaluation|conclusion|bewertung|urteil|fazit|valutazione|verdetto|oordeel|"
    r"ocena|werdykt|вердикт|оценка|оцінка|sonuç|değerlendirme|hasil|التقييم|النتيجة|الحكم|निष्कर्ष|判定|結論|결론)"
    r"\s*(?:[:\u2013\u2014]| - |\uff1a)\s*(?=\S)"
)
"""The word that announces a rating in front of it: `Rating: False`."""

_MARKS = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u231a-\u23ff\ufe0e\ufe0f\u20e3\U0001f000-\U0001faff\u200b]+"
)
"""Emoji and other pictures beside a label."""
_ATTRIBUTION = frozenset({Verdict.ATTRIBUTION_CORRECT, Verdict.ATTRIBUTION_INCORRECT})

ON_SCALE = {
    Verdict.TRUE: 5,
    Verdict.MOSTLY_TRUE: 4,
    Verdict.HALF_TRUE: 3,
    Verdict.MOSTLY_FALSE: 2,
    Verdict.FALSE: 1,
}
"""The verdicts that stand on a scale from 5 to 1; no other is ever a number."""


class Meaning(msgspec.Struct, frozen=True):
    """What a label comes to, and by which table."""

    label: Annotated[str, Meta(description="The label as written.")]
    key: Annotated[str, Meta(description="The label as it is looked up.")]
    verdict: Annotated[Verdict | None, Meta(description="What it comes to; empty where no table has it.")]
    axis: Annotated[Axis, Meta(description="The question that it answers.")]
    status: Annotated[Status, Meta(description="The status to which an import rules by it.")]
    number: Annotated[int | None, Meta(description="Where it stands from 5 (true) to 1 (false), if on that scale.")]
    severity: Annotated[str | None, Meta(description="What the label says beyond the verdict.")]
    table: Annotated[str | None, Meta(description="Whose table has it: a site, or `all`.")]
    version: Annotated[str, Meta(description="Version of the tables.")]


class RatingTable(msgspec.Struct, frozen=True):
    """The tables as the file has them, labels by verdict turned into verdicts by label."""

    version: str
    status: dict[Verdict, Status]
    labels: dict[str, Verdict]
    severity: dict[str, str]
    publishers: dict[str, dict[str, Verdict]]


class _Written(msgspec.Struct, forbid_unknown_fields=True):
    version: str
    status: dict[Status, list[Verdict]]
    labels: dict[Verdict, list[str]]
    severity: dict[str, list[str]]
    publishers: dict[str, dict[Verdict, list[str]]]


def rating_key(label: str) -> str:
    """A label as it is looked up: one case and width, single spaces, and nothing around it that is no word.

    Quotation marks, full stops, emoji, a hash mark and the word that announces a rating (`Verdict:`) are folded away.
    """
    folded = unicodedata.normalize("NFKC", label).casefold().replace("\u2019", "'").strip()
    bare = _MARKS.sub(" ", folded).strip(_EDGES + "#") or folded  # a label of pictures alone is looked up as it is
    said = _ANNOUNCED.sub("", _SPACE.sub(" ", bare), count=1) if _ANNOUNCED.match(bare) else bare
    return _SPACE.sub(" ", said.strip(_EDGES + "#").replace("-", " ").replace("_", " ")).strip(_EDGES)


@cache
def table() -> RatingTable:
    """The tables that come with the program."""
    text = files("claims.formats").joinpath("ratings.toml").read_text(encoding="utf-8")
    written = msgspec.convert(tomllib.loads(text), _Written)
    return RatingTable(
        version=written.version,
        status={verdict: status for status, verdicts in written.status.items() for verdict in verdicts},
        labels=_by_label(written.labels),
        severity={rating_key(label): severity for severity, labels in written.severity.items() for label in labels},
        publishers={site: _by_label(labels) for site, labels in written.publishers.items()},
    )


def _by_label(labels: dict[Verdict, list[str]]) -> dict[str, Verdict]:
    found: dict[str, Verdict] = {}
    for verdict, written in labels.items():
        for label in written:
            if found.setdefault(rating_key(label), verdict) is not verdict:
                raise BadInput(f"The rating {label} stands twice in a table.", "Take one out.")
    return found


@lru_cache(maxsize=10_000)
def explain(label: str, publisher: str | None = None) -> Meaning:
    """What a label comes to; `publisher` is a site or an address on it."""
    tables, key = table(), rating_key(label)
    site = site_of(publisher) if publisher else None
    own = tables.publishers.get(site or "", {})
    verdict = own.get(key) or tables.labels.get(key)
    return Meaning(
        label=label,
        key=key,
        verdict=verdict,
        axis=Axis.ATTRIBUTION if verdict in _ATTRIBUTION else Axis.CONTENT,
        status=tables.status.get(verdict, Status.UNVERIFIED) if verdict else Status.UNVERIFIED,
        number=ON_SCALE.get(verdict) if verdict else None,
        severity=tables.severity.get(key),
        table=None if verdict is None else site if key in own else "all",
        version=tables.version,
    )


@lru_cache(maxsize=10_000)
def site_of(publisher: str) -> str | None:
    """The site that an address is on, or that is named, without www."""
    written = publisher.strip().casefold()
    try:
        name = host(written if "://" in written else f"https://{written}")
    except BadInput:
        return None
    return name.removeprefix("www.")
