"""Documents are written as RFC 8785 has it, whichever way is quicker: the hashes of a log depend on every byte."""

from typing import Any

import pytest
import rfc8785
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.ledger.store.canonical import SAFE, canonical, fingerprint, line_fingerprint

WORDS = st.text(st.characters(exclude_categories=()), max_size=8)
NUMBERS = st.integers(-9, 9) | st.integers(SAFE - 2, SAFE + 2) | st.integers(-SAFE - 2, -SAFE + 2) | st.integers()
LEAVES = st.none() | st.booleans() | NUMBERS | st.floats() | WORDS
DOCUMENTS = st.dictionaries(
    WORDS,
    st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3)),
    max_size=5,
)


def outcome(write: Any, document: Any) -> Any:
    """What a writer makes of a document, or how it refuses it."""
    try:
        return write(document)
    except ValueError as error:
        return type(error)


@settings(max_examples=80, deadline=None)
@given(DOCUMENTS)
@example({"text": "".join(map(chr, range(0x20))) + '\x7f\x80\u2028\u2029\ufeff\U0001f600"\\/'})
@example({"\U0001f600": 1, "\ufb33": 2, "\x80": 3, "\r": 4, "1": 5, "é": 6})
@example({"n": SAFE, "m": -SAFE, "half": 0.5, "none": -0.0, "ten": 1e21})
@example({"n": SAFE + 1})
@example({"n": 2**64})
@example({"text": "\ud800"})
def test_a_document_is_written_as_the_reference_writes_it(document: dict[str, Any]) -> None:
    assert outcome(canonical, document) == outcome(lambda each: rfc8785.dumps(each).decode(), document)


@pytest.mark.parametrize(
    "refused", [{1: "a key that is no text"}, {"a set": {1}}, {"bytes": b"1"}, {"n": float("nan")}]
)
def test_what_json_has_no_way_to_write_is_refused(refused: Any) -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical(refused)


@settings(max_examples=50, deadline=None)
@given(DOCUMENTS, DOCUMENTS | st.none(), WORDS)
def test_the_hash_of_a_line_is_the_hash_of_the_whole_line(after: Any, before: Any, reason: str) -> None:
    said = {"seq": 3, "actor": "Ana Ruiz", "before": before, "after": after, "reason": reason}
    try:
        wanted = fingerprint(said)
    except ValueError:
        return
    stored = said | {"after": canonical(after), "before": None if before is None else canonical(before)}
    assert line_fingerprint(stored | {"hash": "its own, which it doesn't cover"}) == wanted
