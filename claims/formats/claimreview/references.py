"""References within a graph: where a review names its author as `{"@id": "#desk"}`, and the graph says who that is."""

from collections.abc import Mapping
from typing import Any

from claims.formats.claimreview.read import is_review

SPELLED_OUT = frozenset(
    {"author", "citation", "appearance", "firstAppearance", "itemReviewed", "publisher", "reviewRating"}
)
"""What of a review may stand elsewhere in its graph."""

DEEPEST = 8
"""Levels of a review down to which references are followed; they may lead in a circle."""

Named = Mapping[str, Mapping[str, Any]]


def spelled_out(value: Any) -> Any:
    """A graph whose reviews say in full what they refer to; the objects from which that was taken are gone."""
    members = value.get("@graph") if isinstance(value, dict) else value
    if not isinstance(members, list):
        return value
    named = {name: each for each in members if (name := _name(each)) and not is_review(each)}
    if not named:
        return value
    used: set[str] = set()
    told = [_told(each, named, used) if is_review(each) else each for each in members]
    rest = [None if _name(each) in used and not is_review(each) else each for each in told]
    return {**value, "@graph": rest} if isinstance(value, dict) else rest


def _name(member: Any) -> str | None:
    name = member.get("@id") if isinstance(member, dict) else None
    return name if isinstance(name, str) else None


def _told(part: Any, named: Named, used: set[str], depth: int = 0) -> Any:
    if depth > DEEPEST:
        return part
    if isinstance(part, list):
        return [_told(each, named, used, depth + 1) for each in part]
    if not isinstance(part, dict):
        return part
    name = _name(part)
    if name is not None and name in named and part.keys() <= {"@id", "@type"}:
        used.add(name)
        part = named[name]
    return {key: _told(each, named, used, depth + 1) if key in SPELLED_OUT else each for key, each in part.items()}
