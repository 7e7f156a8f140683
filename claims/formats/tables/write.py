"""The flat table: one claim a row, with how it stands, who said it first and where, for spreadsheets and statistics."""

from collections.abc import Iterable
from typing import Any

from claims.formats.material import Document, Material, day_known
from claims.formats.ratings.labels import words
from claims.vocabulary import Axis, Stance

NUMBER, TEXT, DAY, MOMENT = "number", "text", "day", "moment"
COLUMNS = {
    "id": NUMBER, "uid": TEXT, "claim": TEXT, "language": TEXT, "kind": TEXT, "tags": TEXT,
    "content": TEXT, "content_rating": TEXT, "content_verdict": TEXT, "content_checked_on": DAY,
    "content_ruled_by": TEXT, "content_for": NUMBER, "content_against": NUMBER,
    "attribution": TEXT, "attribution_rating": TEXT, "attribution_checked_on": DAY, "attribution_ruled_by": TEXT,
    "attribution_for": NUMBER, "attribution_against": NUMBER,
    "speaker": TEXT, "speaker_uid": TEXT, "speaker_kind": TEXT, "role": TEXT, "relays": TEXT,
    "said_on": TEXT, "said_from": DAY, "mode": TEXT, "occasion": TEXT, "quote": TEXT,
    "source": TEXT, "source_uid": TEXT, "source_url": TEXT, "source_kind": TEXT, "publisher": TEXT,
    "published_on": TEXT, "source_retracted_on": DAY, "utterances": NUMBER, "recorded_at": MOMENT, "retired_at": MOMENT,
}  # fmt: skip
"""The columns in their order, each with what it holds."""


def flat_row(material: Material) -> Document:
    """A claim as a row; what is not known is None."""
    claim = material.claim
    row = dict.fromkeys(COLUMNS) | {
        name: claim.get(name) for name in ("id", "uid", "language", "kind", "recorded_at", "retired_at")
    }
    row |= {"claim": claim["text"], "tags": "; ".join(claim["tags"]) or None, "utterances": len(material.utterances)}
    for axis in Axis:
        row |= _standing(material, axis.value)
    return row | _said(material)


def _standing(material: Material, axis: str) -> Document:
    """How a claim stands on one axis."""
    stances = [each["stance"] for each in material.evidence if each["axis"] == axis]
    known: Document = {
        axis: material.claim[f"{axis}_status"],
        f"{axis}_for": stances.count(Stance.SUPPORTS),
        f"{axis}_against": stances.count(Stance.REFUTES),
    }
    ruling = next((each for each in reversed(material.rulings) if each["axis"] == axis), None)
    if ruling is None:
        return known
    known |= {
        f"{axis}_rating": words(ruling) if ruling.get("rating") else None,
        f"{axis}_checked_on": ruling["checked_on"] if material.day_checked(ruling) else None,
        f"{axis}_ruled_by": ruling["ruled_by"],
    }
    return known | ({"content_verdict": ruling.get("verdict")} if axis == Axis.CONTENT else {})


def _said(material: Material) -> Document:
    """Who said it first, how and where."""
    said = material.speaking() or next(iter(material.utterances), None)
    if said is None:
        return {}
    known: Document = {name: said.get(name) for name in ("mode", "occasion")}
    known |= {
        "said_on": day_known(said, "said_on") or said.get("said_on_absence"),
        "said_from": said.get("said_on"),
        "quote": said.get("quote_exact"),
    }
    known["speaker"] = said.get("speaker_absence")
    speaking = [hop for hop in said["hops"] if hop["position"] == 0]
    if speaking:
        who = [material.claimant(hop["claimant_id"]) for hop in speaking]
        known |= {"speaker": _joined(each["name"] for each in who), "speaker_uid": _joined(each["uid"] for each in who)}
        known |= {"speaker_kind": _joined(each.get("kind") for each in who)}
        known["role"] = _joined(hop.get("role") for hop in speaking)
    through = [material.claimant(hop["claimant_id"])["name"] for hop in said["hops"] if hop["position"]]
    known |= {"relays": " > ".join(through) or None} if said["hops"] else {}
    return known | (_printed(material, material.source(said["source_id"])) if said.get("source_id") else {})


def _joined(each: Iterable[str | None]) -> str | None:
    """One, or those of a joint statement in their order; nothing if none is known."""
    known = list(each)
    return "; ".join(one or "" for one in known) if any(known) else None


def _printed(material: Material, source: Document) -> Document:
    """The source of an utterance."""
    publisher: Any = material.publisher_of(source)
    return {
        "source": source.get("title"),
        "source_uid": source["uid"],
        "source_url": source.get("url"),
        "source_kind": source.get("kind"),
        "publisher": publisher["name"] if publisher else source.get("publisher_absence"),
        "published_on": day_known(source, "published_on") or source.get("published_on_absence"),
        "source_retracted_on": source.get("retracted_on"),
    }
