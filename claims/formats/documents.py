"""One JSON document as a stream: its long lists element by element, so that a feed of any size takes no memory."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from claims.formats.incoming import Piece
from claims.formats.streams import Stream

LISTS = frozenset({"dataFeedElement", "claims", "@graph"})
"""The lists at the top of a document that are told element by element."""


def elements(stream: Stream) -> Iterator[Piece]:
    """The elements of a document's list; of an object without one, itself."""
    import ijson  # type: ignore[import-untyped]  # it has no types
    from ijson.common import IncompleteJSONError, JSONError  # type: ignore[import-untyped]

    if stream.peek(3)[:3] == b"\xef\xbb\xbf":
        stream.read(3)
    # Asked for floats, it would break off at a whole number beyond 64 bits.
    told = ijson.basic_parse(stream, multiple_values=True)
    events = ((event, float(value) if isinstance(value, Decimal) else value) for event, value in told)
    try:
        for event, value in events:
            if event == "start_array":
                yield from _each(events, "$")
            elif event == "start_map":
                yield from _object(events)
            else:
                yield Piece(None, "$", value)
    except (IncompleteJSONError, JSONError, UnicodeDecodeError) as error:
        said = " ".join(str(error).split())[:200]
        yield Piece(None, "$", None, "", f"the JSON breaks off here: {said}")


def _each(events: Iterator[tuple[str, Any]], path: str) -> Iterator[Piece]:
    for number, (event, value) in enumerate(events):
        if event == "end_array":
            return
        yield Piece(None, f"{path}[{number}]", _built(event, value, events))


def _object(events: Iterator[tuple[str, Any]]) -> Iterator[Piece]:
    known: dict[str, Any] = {}
    told = False
    for event, name in events:
        if event == "end_map":
            break
        opening, value = next(events)
        if name in LISTS and opening == "start_array":
            told = True
            yield from _each(events, f"$.{name}")
        else:
            known[name] = _built(opening, value, events)
    if not told or "claimReviewed" in known:
        yield Piece(None, "$", known)


def _built(event: str, value: Any, events: Iterator[tuple[str, Any]]) -> Any:
    """The value that begins with this event."""
    from ijson.common import ObjectBuilder

    if event not in ("start_map", "start_array"):
        return value
    builder, depth = ObjectBuilder(), 1
    builder.event(event, value)
    while depth:
        event, value = next(events)
        depth += {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}.get(event, 0)
        builder.event(event, value)
    return builder.value
