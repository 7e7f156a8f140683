"""Each status has all its traits, and every closed vocabulary is what the database holds it to."""

import re
from dataclasses import fields
from enum import StrEnum

import pytest
from click.testing import CliRunner
from sqlalchemy import CheckConstraint

from claims import vocabulary
from claims.cli import ENTRIES, main
from claims.formats.ratings.table import table
from claims.models import whole_schema
from claims.traits import STATUSES, StatusTraits
from claims.vocabulary import Status
from tests.support.ledgers import POSTGRESQL, Place

OPTIONAL = {"opposite", "falls", "heard"}


@pytest.mark.parametrize("status", Status)
def test_a_status_has_every_trait(status: Status) -> None:
    traits = STATUSES.get(status)
    assert traits is not None, f"claims/traits.py: {status.value} has no row"
    for field in fields(StatusTraits):
        assert field.name in OPTIONAL or getattr(traits, field.name), f"claims/traits.py: {status.value}.{field.name}"


def test_the_traits_are_in_the_order_of_the_vocabulary() -> None:
    assert list(STATUSES) == list(Status)


def test_traits_that_tell_statuses_apart_differ() -> None:
    for name in ("verb", "light", "dark", "said_as"):
        told = [getattr(traits, name) for traits in STATUSES.values()]
        assert len(set(told)) == len(told), name


@pytest.mark.parametrize("status", Status)
def test_a_status_has_its_command(status: Status) -> None:
    verb = STATUSES[status].verb
    assert verb in ENTRIES
    assert CliRunner().invoke(main, [verb, "--help"]).exit_code == 0


@pytest.mark.parametrize("ground", ["light", "dark"])
@pytest.mark.parametrize("status", Status)
def test_a_status_is_readable_on_a_page(status: Status, ground: str) -> None:
    paper = "#fbfaf7" if ground == "light" else "#1f1f22"
    assert contrast(getattr(STATUSES[status], ground), paper) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- Vocabularies and CHECKs ------------------------------------------------------------------------------------------


def test_every_vocabulary_is_the_one_that_the_database_allows(ledger: Place) -> None:
    """By content: a word that no migration lets in, or that the vocabulary has lost, is named."""
    differ = []
    for name, of_table in whole_schema().tables.items():
        allowed = {rule: set(re.findall(r"'([^']*)'", said)) for rule, said in rules(ledger, name)}
        for rule in of_table.constraints:
            if isinstance(rule, CheckConstraint) and " IN (" in str(rule.sqltext):
                wanted = set(re.findall(r"'([^']*)'", str(rule.sqltext)))
                differ += [f"{rule.name}: {word}" for word in sorted(wanted ^ allowed[str(rule.name)])]
    assert differ == []


def rules(ledger: Place, table: str) -> list[tuple[str, str]]:
    """The CHECKs of a table as the database has them, each by its name."""
    if ledger.kind == POSTGRESQL:
        asked = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = CAST(:table AS regclass)"
        return [(str(rule), str(said)) for rule, said in ledger.ask(asked, table=table)]
    ((written,),) = ledger.ask("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table", table=table)
    return re.findall(r"\b(ck_\w+)\"? CHECK (\([^()]* IN \([^()]*\)\))", written)


def test_every_rating_that_is_known_leads_to_a_status_that_is() -> None:
    assert set(table().status.values()) <= set(Status)


def test_no_vocabulary_says_a_word_twice() -> None:
    for name, listed in vars(vocabulary).items():
        if isinstance(listed, type) and issubclass(listed, StrEnum) and listed is not StrEnum:
            assert len({word.value for word in listed}) == len(list(listed)), name
