"""What a rating label stands for: by the desk's own table, else by its plain sense."""

from claims.policy.requirements import Policy
from claims.text import name_key
from claims.vocabulary import Axis, Status

_PLAIN = {
    Status.VERIFIED: "true, mostly true, correct, mostly correct, accurate, mostly accurate, confirmed",
    Status.REFUTED: "false, mostly false, incorrect, inaccurate, wrong, untrue, not true, debunked, fake, fabricated, "
    "pants on fire, four pinocchios",
}
"""Labels that no desk uses for anything else; half-true, misleading, unproven and the like are left to its table."""

_STATUS = {label.strip(): status for status, labels in _PLAIN.items() for label in labels.split(",")}


def meaning(rating: str | None, axis: str, policy: Policy) -> Status | None:
    """The status that a rating stands for on an axis, if it stands for one; plain labels answer "is it so?" only."""
    if not rating:
        return None
    label = name_key(rating)
    own = {name_key(each): status for each, status in policy.ratings.items()}
    if label in own:
        return own[label]
    return _STATUS.get(label.rstrip("!. ")) if axis == Axis.CONTENT else None
