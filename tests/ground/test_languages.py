"""A language is named by its registered BCP-47 tag or not at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import languages
from claims.errors import BadInput
from claims.languages import language_tag


@pytest.mark.parametrize(
    ("raw", "tag"),
    [
        ("en", "en"),
        (" fa ", "fa"),
        ("EN-us", "en-US"),
        ("en_gb", "en-GB"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("eng", "en"),
        ("iw", "he"),
        ("UND", "und"),
        ("und", "und"),
        ("sr-latn", "sr-Latn"),
        ("gd", "gd"),
    ],
)
def test_a_tag_is_put_in_its_standard_spelling(raw: str, tag: str) -> None:
    assert language_tag(raw) == tag


ENDLESS = "en" + "-abcde" * 5000


@pytest.mark.parametrize("raw", ["", "qq", "jp", "english", "en-", "e", "en US", "en\u202e", ENDLESS, "fr-FRA-x"])
def test_what_is_not_registered_is_refused(raw: str) -> None:
    with pytest.raises(BadInput) as refusal:
        language_tag(raw)
    assert len(refusal.value.message) < 80
    assert "pt-BR" in refusal.value.hint


def test_every_tag_taken_on_trust_is_registered_and_standard() -> None:
    import langcodes

    assert [tag for tag in languages._COMMON if not langcodes.tag_is_valid(tag)] == []
    assert [tag for tag in languages._COMMON if langcodes.standardize_tag(tag) != tag] == []


@settings(max_examples=60)
@given(st.text(max_size=20) | st.from_regex(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}", fullmatch=True))
def test_any_text_is_refused_or_settles(raw: str) -> None:
    try:
        tag = language_tag(raw)
    except BadInput:
        return
    assert language_tag(tag) == tag
