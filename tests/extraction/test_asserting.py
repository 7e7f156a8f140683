"""Under a negation, a denial, a question or a condition nothing was stated, and a candidate says so."""

import pytest

from claims.extraction.pipeline import read

UNSTATED = [
    ("Lena Hart did not say that the pier was closed.", "not_said"),
    ("Lena Hart has never claimed that the pier was closed.", "not_said"),
    ("No councillor has said that the pier was closed.", "not_said"),
    ("Neither Hart nor Orr said that the pier was closed.", "not_said"),
    ("Nor did Hart say that the pier was closed.", "not_said"),
    ("Hart stopped short of saying that the pier was closed.", "not_said"),
    ("Hart declined to say whether the pier was closed.", "not_said"),
    ("The harbour office refused to confirm that the pier was closed.", "not_said"),
    ("The harbour office has yet to confirm that the pier was closed.", "not_said"),
    ("There is no proof that Hart said the pier was closed.", "not_said"),
    ("“The pier is closed,” Hart never said.", "not_said"),
    ("Orr denied that he had closed the pier.", "denied"),
    ("Orr denied saying that the pier was closed.", "denied"),
    ("Orr rejected claims that he had closed the pier.", "denied"),
    ("Orr does not believe that the pier is safe.", "denied"),
    ("Did Hart say that the pier was closed?", "asked"),
    ("Who said that the pier was closed?", "asked"),
    ("Reporters asked whether the pier was closed.", "asked"),
    ("If Hart says that the pier is closed, the ferries will stop.", "supposed"),
    ("Should Hart say that the pier is closed, the ferries will stop.", "supposed"),
    ("Hart is expected to say that the pier is closed.", "supposed"),
    ("Hart may have said that the pier was closed.", "supposed"),
]

STATED = [
    "Hart said that the pier was not closed.",
    "Hart not only said that the pier was closed, she shut it.",
    "Hart, who did not attend, said that the pier was closed.",
    "Orr did not attend, saying that the pier was closed.",
    "Hart did not hesitate to say that the pier was closed.",
    "Hart went on to say that the pier was closed.",
    "“Are we there? Probably not,” Hart said.",
    "Did it rain? Hart said that the pier was closed.",
]


@pytest.mark.parametrize(("text", "stance"), UNSTATED)
def test_what_nobody_stated_is_marked(text: str, stance: str) -> None:
    found = read(text)
    assert found
    assert {each.stance for each in found} == {stance}
    assert not any(each.sure for each in found)


@pytest.mark.parametrize("text", STATED)
def test_what_was_stated_is_not_marked(text: str) -> None:
    assert "stated" in {each.stance for each in read(text) if "pier" in each.text or "Probably" in each.text}
