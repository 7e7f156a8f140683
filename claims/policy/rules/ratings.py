"""What a rating label stands for: by the desk's own table, else by the table that imports go by."""

from claims.formats.ratings.table import explain
from claims.policy.rules.requirements import Policy
from claims.text import name_key
from claims.traits import STATUSES
from claims.vocabulary import Status

_PLAIN = [status for status, traits in STATUSES.items() if traits.opposite]
"""What a label can plainly stand for; half-true, misleading, unproven and the like are left to the desk's table."""


def meaning(rating: str | None, axis: str, policy: Policy) -> Status | None:
    """The status that a rating stands for on an axis, if it stands for one."""
    if not rating:
        return None
    label = name_key(rating)
    own = {name_key(each): status for each, status in policy.ratings.items()}
    if label in own:
        return own[label]
    found = explain(rating)
    return found.status if found.axis == axis and found.status in _PLAIN else None
