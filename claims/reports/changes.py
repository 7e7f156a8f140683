"""What became different about a record, told as a person would tell it."""

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Annotated, Any, TypeVar

from msgspec import Meta, Struct

from claims.reports.words import QUESTIONS, chain_line, in_quotes, one_line, source_name, when
from claims.views import ClaimantView, ClaimView, EvidenceView, RelationView, RulingView, SourceView, UtteranceView
from claims.vocabulary import Axis

Part = TypeVar("Part", UtteranceView, EvidenceView, RelationView)


class Change(Struct, frozen=True):
    """One thing that became different."""

    what: Annotated[str, Meta(description="ruling, pending, text, utterance, evidence, relation, tags ...")]
    said: Annotated[str, Meta(description="The change in a sentence.")]
    old: Annotated[str | None, Meta(description="How it was before; null where there was nothing.")] = None
    new: Annotated[str | None, Meta(description="How it is now; null where there is nothing.")] = None
    because: Annotated[str | None, Meta(description="Why, where a reason was given.")] = None


def new_claim(now: ClaimView) -> list[Change]:
    """What there is to say of a claim that wasn't there before."""
    who = now.claimant.name if now.claimant else "nobody named"
    changes = [Change("added", f"Recorded by {one_line(now.recorded_by)}; said by {one_line(who)}.", new=now.text)]
    return [*changes, *_rulings([], now), *_taken_out(False, now)]


def changed_claim(old: ClaimView, now: ClaimView) -> list[Change]:
    """What became different about a claim: rulings first, then its words, then what was brought to bear on it."""
    return [
        *_taken_out(old.retired_at is not None, now),
        *_rulings(old.rulings, now),
        *_reworded(old.text, now.text),
        *_parts("utterance", old.utterances, now.utterances, _utterance),
        *_parts("evidence", old.evidence, now.evidence, _evidence),
        *_parts("relation", old.relations, now.relations, _relation),
        *_tags(old.tags, now.tags),
        *_fields(old, now, {"language": "Language", "kind": "Kind", "note": "Note"}),
    ]


def _taken_out(was: bool, now: ClaimView) -> list[Change]:
    if (now.retired_at is not None) is was:
        return []
    return [Change("taken out" if not was else "brought back", "Taken out." if not was else "Brought back.")]


def _rulings(old: Sequence[RulingView], now: ClaimView) -> list[Change]:
    """How the answer to each question changed, and which rulings wait for approval."""
    known = {ruling.id for ruling in old}
    changes = []
    for axis in Axis:
        before, after = _standing(old, axis), _standing(now.rulings, axis)
        fresh = [ruling for ruling in now.rulings if ruling.id not in known and ruling.axis == axis]
        if after is not None and fresh and not after.pending and after in fresh:
            was, is_ = _ruled(before), _ruled(after)
            count = sum(not ruling.pending for ruling in fresh)
            steps = f", after {count} rulings" if count > 1 else ""
            overridden = _outside_policy(after)
            said = f"{QUESTIONS[axis]} {was} → {is_}{steps}, by {one_line(after.ruled_by)}.{overridden}"
            changes.append(Change("ruling", said, was, is_, after.rationale))
        if fresh and fresh[-1].pending:
            waits = fresh[-1]
            said = f"{QUESTIONS[axis]} {_ruled(waits)} waits for approval, ruled by {one_line(waits.ruled_by)}."
            changes.append(Change("pending", said, None, _ruled(waits), waits.rationale))
    return changes


def _outside_policy(ruling: RulingView) -> str:
    """How a ruling departs from the desk's policy, if it does."""
    if not ruling.exception:
        return ""
    how = (
        f"Under {ruling.policy} and not the desk's own policy" if ruling.exception == "policy" else "Against the policy"
    )
    return f" {how}: {one_line(ruling.override or 'no reason was given')}"


def _standing(rulings: Iterable[RulingView], axis: Axis) -> RulingView | None:
    return next((each for each in reversed(list(rulings)) if each.axis == axis and not each.pending), None)


def _ruled(ruling: RulingView | None) -> str:
    if ruling is None:
        return "unverified"
    return f"{ruling.status} ({one_line(ruling.rating)})" if ruling.rating else ruling.status


def _reworded(old: str, new: str) -> list[Change]:
    return [] if old == new else [Change("text", f"Reworded: {word_changes(old, new)}", old, new)]


def word_changes(old: str, new: str) -> str:
    """A text with the words taken away as [-words-] and those put in as {+words+}, as word diffs are written."""
    before, after = old.split(), new.split()
    parts: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts += before[a:b]
            continue
        parts += [f"[-{' '.join(before[a:b])}-]"] if b > a else []
        parts += [f"{{+{' '.join(after[c:d])}+}}"] if d > c else []
    return one_line(" ".join(parts), 600)


def _parts(what: str, old: Sequence[Part], now: Sequence[Part], tell: Callable[[Part], str]) -> list[Change]:
    """What was brought in and what was withdrawn; a part that came and went in between is neither."""
    before = {each.id: each for each in old if each.retired_at is None}
    after = {each.id: each for each in now if each.retired_at is None}
    came = [each for number, each in after.items() if number not in before]
    gone = [each for number, each in before.items() if number not in after]
    changes = [Change(what, f"{what.capitalize()} added: {tell(each)}", None, tell(each)) for each in came]
    changes += [Change(what, f"{what.capitalize()} withdrawn: {tell(each)}", tell(each), None) for each in gone]
    return changes


def _utterance(said: UtteranceView) -> str:
    through = chain_line(said.chain) or "nobody named"
    return f"{through}{f', {when(said.said_on)}' if said.said_on else ''}"


def _evidence(brought: EvidenceView) -> str:
    return f"{brought.stance} ({brought.axis}): {one_line(source_name(brought.source), 120)}"


def _relation(relation: RelationView) -> str:
    other = f"#{relation.claim.id} {in_quotes(relation.claim.text)}"
    return f"{relation.kind} {other}" if relation.outgoing else f"{other} {relation.kind} it"


def _tags(old: Sequence[str], now: Sequence[str]) -> list[Change]:
    gone, come = sorted(set(old) - set(now)), sorted(set(now) - set(old))
    if not gone and not come:
        return []
    told = [*(f"+{one_line(tag)}" for tag in come), *(f"-{one_line(tag)}" for tag in gone)]
    return [Change("tags", f"Tags: {', '.join(told)}", ", ".join(old) or None, ", ".join(now) or None)]


def _fields(old: Any, now: Any, names: dict[str, str]) -> list[Change]:
    """Plain fields that became different."""
    changes = []
    for name, label in names.items():
        was, is_ = getattr(old, name), getattr(now, name)
        if was != is_:
            told = f"{label}: {_shown(was)} → {_shown(is_)}"
            changes.append(Change(name, told, _value(was), _value(is_)))
    return changes


def _value(value: Any) -> str | None:
    return None if value is None else str(getattr(value, "name", value))


def _shown(value: Any) -> str:
    return "nothing" if value is None else one_line(str(getattr(value, "name", value)), 120)


SOURCE_FIELDS = {
    "title": "Title",
    "url": "Address",
    "kind": "Kind",
    "publisher": "Publisher",
    "byline": "Byline",
    "published_on": "Published",
    "language": "Language",
    "archived_url": "Archived copy",
    "note": "Note",
}


def changed_source(old: SourceView | None, now: SourceView) -> list[Change]:
    """What became different about a source; retraction and merging first."""
    changes = []
    if now.retracted_on and not (old and old.retracted_on):
        said = f"Retracted on {when(now.retracted_on)}."
        changes.append(Change("retracted", said, None, now.retracted_on, now.retraction_reason))
    if now.merged_into and not (old and old.merged_into):
        changes.append(Change("merged", f"Found to be source #{now.merged_into.id}.", None, str(now.merged_into.id)))
    before = {(link.kind, link.origin.id) for link in old.takes_from} if old else set()
    after = {(link.kind, link.origin.id): link for link in now.takes_from}
    for key, link in after.items():
        if key not in before:
            origin = f"{link.kind} #{link.origin.id} {one_line(source_name(link.origin), 120)}"
            changes.append(Change("link", f"Now known that it {origin}.", None, origin))
    changes += [
        Change("link", f"No longer thought that it {kind} #{number}.", f"{kind} #{number}", None)
        for kind, number in sorted(before - after.keys())
    ]
    return changes if old is None else [*changes, *_fields(old, now, SOURCE_FIELDS)]


def changed_claimant(old: ClaimantView | None, now: ClaimantView) -> list[Change]:
    """What became different about a claimant; merging first."""
    changes = []
    if now.merged_into and not (old and old.merged_into):
        said = f"Found to be {one_line(now.merged_into.name)} (#{now.merged_into.id})."
        changes.append(Change("merged", said, None, now.merged_into.name))
    if old is None:
        return changes
    changes += _fields(old, now, {"name": "Name", "kind": "Kind", "same_as": "Same as", "note": "Note"})
    come = sorted(set(now.aliases) - set(old.aliases))
    if come:
        told = ", ".join(one_line(alias) for alias in come)
        changes.append(Change("aliases", f"Also called {told}.", None, told))
    return changes
