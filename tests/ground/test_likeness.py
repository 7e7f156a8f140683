"""Names that may be one are told from names that only share a word."""

import pytest

from claims.likeness import are_alike
from tests.support.ledgers import Terminal

ALIKE = [
    ("Darchiev", "Alexander Darchiev"),
    ("A. Darchiev", "Alexander Darchiev"),
    ("Darchiev, Alexander", "Alexander Darchiev"),
    ("Alexander N. Darchiev", "Alexander Darchiev"),
    ("the State Department", "State Department"),
    ("US Department of State", "State Department"),
    ("U.S. State Dept.", "State Department"),
]
DIFFERENT = [
    ("Ana Ruiz", "Elena Ruiz"),
    ("US State Department", "Russian State Department"),
    ("Person 1", "Person 2"),
    ("Bank", "Central Bank of Russia"),
    ("EU", "US"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_may_be_one(one: str, other: str) -> None:
    assert are_alike(one, other)
    assert are_alike(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_that_are_two(one: str, other: str) -> None:
    assert not are_alike(one, other)
    assert not are_alike(other, one)


@pytest.mark.parametrize(("new", "known"), ALIKE)
def test_a_new_name_is_noted_and_refused_when_strict(terminal: Terminal, new: str, known: str) -> None:
    terminal.ok(f"claims add 'The bridge is closed' --by '{known}'")
    said = f'"{new}" is a new claimant; did you mean "{known}"?'
    assert said in terminal.refused(f"claims add 'The bridge is wide' --by '{new}' --strict")
    assert said in terminal.refused(f"claims source add https://a.example/1 --publisher '{new}' --strict")
    assert said in terminal.ok(f"claims add 'The bridge is long' --by 'Ana Ruiz' --via '{new}'").err
