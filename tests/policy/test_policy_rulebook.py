"""Policy files: what they say, and how a slip of the pen in one is refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import BadInput, NotFound
from claims.policy.rules.codes import Code
from claims.policy.rules.presets import PRESETS, preset
from claims.policy.rules.rulebook import Policy, Requirement, read_policy
from claims.vocabulary import Axis, Status

NAMED = 'name = "test"\n'


def test_a_policy_says_what_each_status_takes_on_each_axis() -> None:
    read = read_policy(
        """
        name = "ours"
        description = "Two of us."
        allow = ["Q405"]
        [ratings]
        "Mostly true" = "verified"
        [content.verified]
        primary = 1
        independent = 3
        either = true
        snapshot = true
        rationale = 40
        approvals = 1
        recheck_days = 90
        [content.verified.principle]
        primary = "Go to the source."
        [attribution.disputed]
        both_sides = true
        principle = "Hear both."
        """
    )
    assert (read.name, read.description, set(read.allow)) == ("ours", "Two of us.", {Code.ORPHAN_QUOTE})
    assert read.ratings == {"Mostly true": Status.VERIFIED}
    asked = read.asks("content", "verified")
    assert (asked.primary, asked.independent, asked.either, asked.snapshot) == (1, 3, True, True)
    assert (asked.rationale, asked.approvals, asked.recheck_days) == (40, 1, 90)
    assert (asked.duty("primary"), asked.duty("independent")) == ("Go to the source.", None)
    assert read.asks("attribution", "disputed").both_sides
    assert read.asks("attribution", "disputed").duty("both_sides") == "Hear both."
    assert read.asks("attribution", "verified") == Requirement()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", 'The policy has no name. Write: name = "our desk"'),
        ("name = 1", "The policy's name is 1, which is not what belongs there. Write a text in quotation marks."),
        ('name = " "', "The policy's name is empty. Give at least one visible character."),
        (NAMED + "alow = []", "The policy has no key alow. Did you mean allow? Keys are name, description, allow, "),
        (NAMED + "[content.true]", "The policy has no key content.true. Keys are unverified, verified, disputed, "),
        (NAMED + "[content.verified]\nprimry = 1", "no key content.verified.primry. Did you mean primary? Keys are "),
        (NAMED + "content.verified.primary = -1", "content.verified.primary is -1, which is not what belongs there."),
        (NAMED + "content.verified.primary = true", "primary is true, which is not what belongs there. Write a whole"),
        (NAMED + "content.verified.primary = 1.0", 'is "1.0", which is not what belongs there. Write a whole number'),
        (NAMED + "content.verified.snapshot = 1", "is 1, which is not what belongs there. Write true or false."),
        (NAMED + "content.verified.approvals = 2", "Write a whole number from 0 to 1."),
        (NAMED + "content.verified.recheck_days = 0", "Write a whole number from 1 to 36,500."),
        (NAMED + "content.verified.either = true", "content.verified.either needs two numbers to choose between. Give"),
        (NAMED + "content.verified = 1", "content.verified is 1, which is not what belongs there. Write it as a table"),
        (NAMED + "content = []", "content is a list, which is not what belongs there. Write a table for each status"),
        (NAMED + "allow = 'Q405'", 'allow is "Q405", which is not what belongs there. Write a list of codes'),
        (NAMED + "allow = ['Q499']", 'allow is "Q499", which is no code. Codes are P101, '),
        (NAMED + "[ratings]\nTrue = 'so'", 'ratings.True is "so", which is no status. Write one of unverified, '),
        (NAMED + "[ratings]\nTrue='verified'\n'true '='refuted'", 'ratings."true" stands there twice, also as "True".'),
        (NAMED + "content.verified.principle.primry = 'x'", "content.verified.principle.primry. Did you mean primary?"),
        (NAMED + "x =", "The policy is not valid TOML: "),
        (NAMED + f"content.verified = 0x{'f' * 9000}", "content.verified is a very large number, which is not"),
        (f"a = {'9' * 9000}", "The policy is not valid TOML: "),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_refused_by_its_key_with_what_to_write(text: str, message: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_policy(text)
    assert message in str(refused.value)
    assert refused.value.hint


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_reads_as_a_policy_and_explains_itself(name: str) -> None:
    text = preset(name)
    assert read_policy(text).name == name
    assert max(map(len, text.splitlines())) <= 120
    assert sum(line.startswith("#") for line in text.splitlines()) >= 8


def test_the_ksj_preset_takes_one_primary_or_three_independent_sources() -> None:
    asked = read_policy(preset("ksj")).asks(Axis.CONTENT, Status.VERIFIED)
    assert (asked.primary, asked.independent, asked.either) == (1, 3, True)


def test_the_desk_preset_takes_two_people() -> None:
    policy = read_policy(preset("desk"))
    assert all(policy.asks(Axis.CONTENT, each).approvals for each in (Status.VERIFIED, Status.REFUTED, Status.DISPUTED))


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_but_that_of_one_person_asks_for_archived_copies_of_what_settles_a_claim(name: str) -> None:
    policy = read_policy(preset(name))
    settling = (Status.VERIFIED, Status.REFUTED, Status.DISPUTED)
    assert {policy.asks(Axis.CONTENT, status).snapshot for status in settling} == {name != "solo"}
    assert not policy.asks(Axis.CONTENT, Status.UNVERIFIABLE).snapshot


def test_every_rule_of_the_ifcn_preset_cites_its_principle() -> None:
    policy = read_policy(preset("ifcn"))
    for requirements in (policy.content, policy.attribution):
        for asked in requirements.values():
            assert isinstance(asked.principle, dict)
            given = {key for key in Requirement.__struct_fields__ if getattr(asked, key) and key not in _OTHER}
            assert set(asked.principle) == given
            assert all(each.startswith("IFCN, ") for each in asked.principle.values())


_OTHER = {"principle", "either"}


def test_an_unknown_preset_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotFound) as refused:
        preset("newsroom")
    assert str(refused.value) == "There is no preset 'newsroom'. Presets are solo, desk, ifcn, ksj."


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=8), each, max_size=3),
    max_leaves=5,
)


def toml(value: object) -> str:
    """A value as TOML writes it inline; what TOML can't hold, as a text."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(key)} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else _quoted(str(value))


def _quoted(text: str) -> str:
    return '"' + "".join(each if each.isalnum() and each.isascii() else "_" for each in text) + '"'


KEYS = st.sampled_from(
    [
        "name",
        "allow",
        "ratings",
        "content",
        "content.verified",
        "content.verified.primary",
        "content.verified.principle",
    ]
)


@given(KEYS, VALUES)
def test_whatever_stands_in_a_policy_it_is_read_or_refused(key: str, value: object) -> None:
    text = f"{key} = {toml(value)}\n" + ("" if key == "name" else NAMED)
    with suppress(BadInput):
        assert isinstance(read_policy(text), Policy)
