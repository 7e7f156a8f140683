"""What ratings come to: every label can be reached, and none is known by its beginning."""

import pytest

from claims.formats.ratings.table import explain, rating_key, table
from claims.vocabulary import Verdict


def test_every_label_of_the_table_can_be_reached() -> None:
    found = table()
    for site, labels in (("", found.labels), *found.publishers.items()):
        for label, verdict in labels.items():
            for written in (
                label,
                f"“{label.upper() if label.isascii() else label}!”",
                f" {label.replace(' ', '-')}. ",
            ):
                meaning = explain(written, site or None)
                assert (meaning.verdict, meaning.table) == (verdict, site or "all")
    assert set(found.severity) <= set(found.labels)
    assert {*found.labels.values(), *(v for each in found.publishers.values() for v in each.values())} == set(Verdict)


@pytest.mark.parametrize("label", ["true-ish", "mostly", "false claim", "", "pants", "correct attribution of a quote"])
def test_a_label_is_never_known_by_its_beginning(label: str) -> None:
    assert explain(label).verdict is None


def test_a_label_is_folded_the_same_however_it_is_written() -> None:
    assert rating_key(" «\uff30ants-on \u00a0Fire!» ") == "pants on fire"
