"""What a merger did, as a terminal shows it."""

from typing import TYPE_CHECKING

from claims.text import shorten

if TYPE_CHECKING:
    from claims.actions.merge.merge import Merged

SHOWN = 100
TAKING = {"claim": "claims relate {} repeats {}", "claimant": "claims claimant merge {} {}"}
NOUNS = {"evidence": "evidence", "source_link": "source links"}


def united_lines(united: "Merged") -> str:
    """What was brought in, what both had changed or ruled on, and what looks alike."""
    if not (united.lines or united.matches):
        return f"Ledger {united.other} has nothing that isn't known here."
    verb = "would be brought" if united.dry_run else "brought"
    lines = [f"Ledger {united.other}: {_counted(united.brought) or 'nothing new'} {verb} in."]
    if united.changed:
        lines.append(f"Changed to what it says: {_counted(united.changed)}.")
    for each in united.conflicts:
        lines.append(f"Both changed the {each.field} of {each.kind} #{each.id}:")
        for whose, said in (("ours", each.ours), ("theirs", each.theirs)):
            goes = "  (goes: it is later)" if whose == each.goes else ""
            lines.append(f"    {whose + ':':7} {'nothing' if said is None else shorten(str(said), SHOWN)}{goes}")
    for both in united.rulings:
        lines.append(f"Both ruled on the {both.axis} of claim #{both.claim}, and both rulings stay:")
        for whose, word in (("ours", both.ours), ("theirs", both.theirs)):
            stands = "  (stands: it is newer)" if whose == both.stands else ""
            rated = f" ({word.rating})" if word.rating else ""
            told = shorten(f"{word.status}{rated}, {word.by}, {word.checked_on}: {word.rationale}", SHOWN)
            lines.append(f"    {whose + ':':7} {told}{stands}")
    for match in united.matches:
        named = f"{match.kind}:{match.theirs}={match.ours}"
        lines.append(f"{named}  {match.state}: {shorten(match.by, SHOWN)}, here #{match.came_as}")
    return "\n".join(lines + _how_to_take(united))


def _how_to_take(united: "Merged") -> list[str]:
    """What makes one of those that are offered: another word to this merger, or a command of its own after it."""
    offered = [match for match in united.matches if match.state == "offered"]
    if united.dry_run and offered:
        return ["To take those offered for one: claims merge OTHER --match exact, or --match KIND:THEIRS=OURS."]
    return [f"To take them for one: {TAKING[match.kind].format(match.came_as, match.ours)}" for match in offered]


def _counted(found: dict[str, int]) -> str:
    return ", ".join(
        f"{count} {NOUNS.get(kind) or kind + ('s' if count != 1 else '')}" for kind, count in found.items()
    )
