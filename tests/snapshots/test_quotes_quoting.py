"""Looking for a quote: what is set differently is found, what is worded differently is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.quotes.quoting import StoredText

TEXT = StoredText(
    "“We did not agree,” he told the paper, “to loosen the rules — not yet.” Growth fell to -1.5 percent, from 12,000"
    " to 5 million. The co\xadoperation goes on; l\u2019accord tient. They couldn't sign. 今日は晴れです。"
)


@pytest.mark.parametrize(
    "quote",
    [
        '"We did not agree," he told the paper',
        "to loosen the rules - not yet",
        "to loosen the\u00a0 rules\n\u2013 not yet",
        "The cooperation goes on",
        "l'accord tient",
        "accord tient",
        "-1.5 percent",
        "\u22121.5 percent",
        "from 12,000",
        "晴れ",
        "We did not agree [...] to loosen the rules",
        "We did not agree … to loosen",
        "We ... not yet",
        "[T]he cooperation goes on",
        "did not agree (…) the rules",
        "not agree . . . to loosen",
        "he [the envoy] told the paper",
        "... to loosen the rules ...",
        "They couldn't",
        "l\u2019accord",
    ],
)
def test_what_is_only_set_differently_or_openly_cut_is_found(quote: str) -> None:
    assert TEXT.has(quote)


@pytest.mark.parametrize(
    "quote",
    [
        "We did agree",
        "we did not agree",
        "We did not agree. he told",
        "1.5 percent",
        "5 percent",
        "000",
        "from 12",
        "12.000",
        "+1.5 percent",
        "to loosen the rule",
        "hey couldn't",
        "They could",
        "They couldn",
        "to loosen the rules [...] We did not agree",
        "We ... agree ... did",
        "the rules not yet",
        "l\u00e1ccord tient",
        "[...]",
        "...",
        "",
    ],
)
def test_a_changed_word_figure_sign_or_order_is_not(quote: str) -> None:
    assert not TEXT.has(quote)


@pytest.mark.parametrize(
    ("quote", "cut"),
    [
        ("We did agree", True),
        ("We agree to loosen the rules", True),
        ("he told the paper to loosen the rules", False),
        ("We agree the yet", False),
        ("we did not agree", False),
        ("We did agree ... to loosen the rules", True),
        ("We did approve ... to loosen the rules", False),
        ("They sign", True),
        ("We diplomats", False),
    ],
)
def test_words_left_out_without_a_mark_are_told_from_words_changed(quote: str, cut: bool) -> None:
    assert TEXT.is_cut(quote) is cut


@pytest.mark.parametrize(
    ("quote", "altered"),
    [
        ("We never agreed to loosen the rules", False),
        ("We did not agree he told the station", True),
        ("Both sides want diplomats to travel freely", False),
        ("goes along", True),
        ("Growth rose to -1.5 percent", True),
    ],
)
def test_an_altered_quote_is_told_from_a_paraphrase(quote: str, altered: bool) -> None:
    assert (TEXT.altered(quote) is not None) is altered


def test_the_nearest_passage_is_named() -> None:
    assert TEXT.nearest("Growth rose to -1.5 percent") == (0.8, "Growth fell to -1.5 percent")


WORDS = st.lists(
    st.sampled_from("the sides agreed to loosen rules on 5 -5 not l\u2019accord “now” — 晴".split()), max_size=12
)


@given(WORDS, st.data())
def test_every_whole_passage_is_found_and_is_no_cut(text: list[str], draw: st.DataObject) -> None:
    start = draw.draw(st.integers(0, len(text)))
    passage = " ".join(text[start : draw.draw(st.integers(start, len(text)))])
    stored = StoredText(" ".join(text))
    if any(map(str.isalnum, passage)):
        assert stored.has(passage)
        assert not stored.is_cut(passage)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(text: str, quote: str) -> None:
    stored = StoredText(text)
    stored.has(quote)
    stored.has_parts(quote)
    stored.is_cut(quote)
    share, passage = stored.nearest(quote)
    assert 0 <= share <= 1
    assert bool(passage) or share == 0
    assert stored.altered(quote) in (None, stored.nearest(quote)[1])
