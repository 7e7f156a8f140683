"""Files of one's own: a path is read only if somebody at this desk typed it.

An import, a table, an excerpt or another ledger can name any file on this machine; whoever kept a copy of it would hand
it on with the next export.
"""

from collections.abc import Iterable

import msgspec
from sqlmodel import Session

from claims.errors import Refused
from claims.ledger.store.sql import Bulk
from claims.models import Source
from claims.vocabulary import Action

SET = """SELECT record_id, actor, action, before, "after" FROM event
WHERE kind = 'source' AND record_id {among} ORDER BY seq"""


def is_file(source: Source) -> bool:
    """Whether a source's address is a path on some machine."""
    return (source.url or "").lower().startswith("file:")


def require_typed(session: Session, source: Source) -> None:
    """Refuse to read a file whose path came from elsewhere."""
    if not is_file(source):
        return
    _actor, came_by = _set_by(session, [source.id])[source.id]
    if came_by:
        raise Refused(
            f"The address of source #{source.id} is a file, and came by {came_by}: nobody here typed it.",
            f"If you know the file, name it yourself: claims archive {source.id} --from FILE",
        )


def files_of_others(session: Session, sources: Iterable[Source], actor: str) -> list[int]:
    """The sources whose address is a file that this person didn't type: no sweep reads them."""
    files = [source.id for source in sources if is_file(source)]
    return [number for number, (who, came_by) in _set_by(session, files).items() if came_by or who != actor]


def _set_by(session: Session, numbers: list[int]) -> dict[int, tuple[str, str]]:
    """Who gave each source the address that it has, and how it came if nobody here typed it."""
    found: dict[int, tuple[str, str]] = {}
    for number, actor, action, before, after in Bulk(session).rows(SET, numbers):
        then, now = msgspec.json.decode(before or "{}"), msgspec.json.decode(after)
        if then.get("url") != now.get("url"):
            by_import = "an import" if action == Action.ADD and now.get("imported") else ""
            found[number] = actor, "another ledger or an excerpt" if action == Action.UNITE else by_import
    return {number: found.get(number, ("", "an unknown way")) for number in numbers}
