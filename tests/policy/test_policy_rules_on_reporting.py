"""Lint's rules on chains, quotes and relations: a planted defect that only this rule names, and its sound twin."""

from collections.abc import Callable

import pytest

from claims.policy.lint.run import RULES
from claims.policy.rules.codes import Code
from claims.views import ChainLink
from tests.support.linted_ledgers import (
    BBC,
    BBC_AGAIN,
    BBC_STORY,
    DARCHIEV,
    HERALD,
    HERALD_STORY,
    LAVROV,
    MINISTRY,
    NOTHING,
    REUTERS_STORY,
    SAID,
    STATEMENT,
    TASS,
    TEXT,
    VIA_TASS,
    WIRE,
    Desk,
    orphan,
    quoting,
    relating,
    says,
)
from tests.support.sample_views import claim, link, links, quote, source, utterance

BRIEFING = source(9, MINISTRY, title="Briefing", kind="transcript")
BBC_FIRST = source(10, BBC)
Seed = tuple[Code, str, Callable[[], Desk], Callable[[], Desk]]
SEEDS: list[Seed] = [
    (
        Code.CYCLE,
        "source #2",
        lambda: Desk(
            [claim(1, utterances=[SAID, utterance(2, DARCHIEV, HERALD_STORY)])],
            links=links((BBC_STORY, HERALD_STORY), (HERALD_STORY, BBC_STORY)),
        ),
        lambda: Desk(
            [claim(1, utterances=[SAID, utterance(2, DARCHIEV, HERALD_STORY, [BBC])])],
            links=links((HERALD_STORY, BBC_STORY)),
        ),
    ),
    (
        Code.CIRCULAR,
        "source #6",
        lambda: Desk(
            [claim(1, utterances=[utterance(1, DARCHIEV, BBC_AGAIN)])],
            links=links((BBC_AGAIN, HERALD_STORY), (HERALD_STORY, BBC_STORY)),
        ),
        lambda: Desk(
            [claim(1, utterances=[utterance(1, DARCHIEV, BBC_AGAIN, [TASS, HERALD])])],
            links=links((BBC_AGAIN, HERALD_STORY), (HERALD_STORY, WIRE)),
        ),
    ),
    (
        Code.CIRCULAR,
        "source #2",
        lambda: Desk(
            [claim(1, utterances=[SAID, utterance(2, DARCHIEV, HERALD_STORY, [BBC])])],
            links=links((BBC_STORY, HERALD_STORY)),
        ),
        lambda: Desk(
            [
                claim(
                    1,
                    utterances=[
                        utterance(1, DARCHIEV, BBC_STORY, [HERALD]),
                        utterance(2, DARCHIEV, HERALD_STORY, [TASS]),
                    ],
                )
            ],
            links=links((BBC_STORY, HERALD_STORY)),
        ),
    ),
    (
        Code.CIRCULAR,
        "utterance #1",
        lambda: Desk([claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY, [BBC, HERALD])])]),
        lambda: Desk([claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY, [TASS, HERALD])])]),
    ),
    (
        Code.DROPPED_HOP,
        "utterance #1",
        lambda: Desk([claim(1, utterances=[SAID])], links=links((BBC_STORY, WIRE))),
        lambda: Desk([claim(1, utterances=[VIA_TASS])], links=links((BBC_STORY, WIRE), (BBC_STORY, REUTERS_STORY))),
    ),
    (
        Code.SPEAKER_CHANGED,
        "utterance #2",
        lambda: Desk(
            [claim(1, utterances=[utterance(1, DARCHIEV, WIRE), utterance(2, LAVROV, BBC_STORY)])],
            links=links((BBC_STORY, WIRE)),
        ),
        lambda: Desk(
            [
                claim(
                    1,
                    utterances=[
                        utterance(1, DARCHIEV, WIRE),
                        utterance(2, LAVROV, WIRE),
                        utterance(3, LAVROV, BBC_STORY, [TASS]),
                    ],
                )
            ],
            links=links((BBC_STORY, WIRE)),
        ),
    ),
    (
        Code.SPEAKER_CHANGED,
        "utterance #2",
        lambda: Desk(
            [
                claim(1, utterances=[utterance(1, DARCHIEV, WIRE, quote=quote("We agree on “rules” now"))]),
                claim(2, utterances=[utterance(2, LAVROV, BBC_STORY, [TASS], quote=quote('We agree on "rules" now'))]),
            ],
            links=links((BBC_STORY, WIRE)),
        ),
        lambda: Desk(
            [
                claim(1, utterances=[utterance(1, DARCHIEV, WIRE, quote=quote("We agree"))]),
                claim(2, utterances=[utterance(2, LAVROV, BBC_STORY, [TASS], quote=quote("We agree"))]),
            ],
            links=links((BBC_STORY, WIRE)),
        ),
    ),
    (
        Code.SPEAKER_CHANGED,
        "utterance #2",
        lambda: Desk(
            [claim(1, utterances=[utterance(1, DARCHIEV, BBC_STORY), utterance(2, LAVROV, HERALD_STORY)])],
            links=links((BBC_STORY, STATEMENT), (HERALD_STORY, STATEMENT)),
        ),
        lambda: Desk(
            [
                claim(
                    1,
                    utterances=[
                        utterance(1, DARCHIEV, BBC_STORY),
                        says(
                            2,
                            [ChainLink(99, "an official", None, None, "unnamed", False), link(DARCHIEV)],
                            HERALD_STORY,
                        ),
                    ],
                )
            ],
            links=links((BBC_STORY, STATEMENT), (HERALD_STORY, STATEMENT)),
        ),
    ),
    (
        Code.RELAY_AS_SPEAKER,
        "utterance #2",
        lambda: Desk(
            [claim(1, utterances=[VIA_TASS, utterance(2, TASS, HERALD_STORY)])],
            links=links((BBC_STORY, WIRE), (HERALD_STORY, WIRE)),
        ),
        lambda: Desk(
            [claim(1, utterances=[VIA_TASS, utterance(2, DARCHIEV, HERALD_STORY, [TASS])])],
            links=links((BBC_STORY, WIRE), (HERALD_STORY, WIRE)),
        ),
    ),
    (
        Code.RELAY_AS_SPEAKER,
        "utterance #2",
        lambda: Desk([claim(1, utterances=[SAID, utterance(2, BBC, BBC_AGAIN, mode="direct")])]),
        lambda: Desk([claim(1, utterances=[SAID, utterance(2, BBC, BBC_AGAIN, mode="narrated")])]),
    ),
    (
        Code.QUOTE_ALTERED,
        "utterance #1",
        lambda: quoting("We did not agree to loosen the laws on movement of diplomats"),
        lambda: quoting("We did not agree to loosen the rules on movement of diplomats"),
    ),
    (
        Code.QUOTE_ALTERED,
        "utterance #1",
        lambda: quoting("the rules on movement [...] did not agree"),
        lambda: quoting("did not agree [...] the rules on movement"),
    ),
    (
        Code.UNMARKED_CUT,
        "utterance #1",
        lambda: quoting("We did agree to loosen the rules"),
        lambda: quoting("We did … agree to loosen the rules"),
    ),
    (
        Code.PARAPHRASE,
        "utterance #1",
        lambda: quoting("Both sides want embassy staff to travel freely again"),
        lambda: quoting("he said - not yet"),
    ),
    (
        Code.WRONG_SOURCE,
        "utterance #1",
        lambda: quoting(
            "the border is not on the table", texts={2: TEXT, 9: "He said the border is not on the table."}
        ),
        lambda: quoting("Talks went on for hours", texts={2: TEXT, 9: "Talks went on for hours"}),
    ),
    (
        Code.ORPHAN_QUOTE,
        "utterance #1",
        lambda: orphan({2: None, 5: None}, [1]),
        lambda: orphan({2: None, 5: None}, [1], NOTHING),
    ),
    (
        Code.ORPHAN_QUOTE,
        "utterance #1",
        lambda: orphan({2: TEXT, 5: None}, []),
        lambda: orphan({2: TEXT, 5: None}, [1], NOTHING),
    ),
    (
        Code.ORPHAN_QUOTE,
        "utterance #1",
        lambda: orphan({5: None}, [1]),
        lambda: orphan({5: None}, [1], NOTHING),
    ),
    (
        Code.FALLEN_CLAIM,
        "relation #1",
        lambda: Desk([relating("supports", "refuted")]),
        lambda: Desk([relating("supports", "disputed")]),
    ),
    (
        Code.FALLEN_CLAIM,
        "relation #1",
        lambda: Desk([relating("repeats", "withdrawn", outgoing=False)]),
        lambda: Desk([relating("repeats", "withdrawn", gone=True)]),
    ),
    (
        Code.CONTRADICTION,
        "relation #1",
        lambda: Desk([relating("contradicts", "verified")]),
        lambda: Desk([relating("contradicts", "refuted")]),
    ),
    (
        Code.CORRECTED_CLAIM,
        "relation #1",
        lambda: Desk([relating("corrects", "verified")]),
        lambda: Desk([relating("corrects", "refuted")]),
    ),
    (
        Code.CORRECTED_CLAIM,
        "relation #1",
        lambda: Desk([relating("retracts", "unverified", outgoing=False)]),
        lambda: Desk([relating("retracts", "refuted", outgoing=False)]),
    ),
    (
        Code.CIRCULAR,
        "source #2",
        lambda: Desk(
            [claim(1, utterances=[utterance(1, DARCHIEV, BBC_AGAIN)])],
            links=links((BBC_AGAIN, BBC_STORY), (BBC_STORY, HERALD_STORY), (HERALD_STORY, BBC_FIRST)),
        ),
        lambda: Desk(
            [claim(1, utterances=[utterance(1, DARCHIEV, BBC_AGAIN)])],
            links=links((BBC_AGAIN, BBC_STORY), (BBC_STORY, BBC_FIRST)),
        ),
    ),
    (
        Code.SPEAKER_CHANGED,
        "utterance #2",
        lambda: Desk(
            [
                claim(
                    1,
                    utterances=[
                        utterance(1, LAVROV, BRIEFING),
                        utterance(2, DARCHIEV, WIRE, [MINISTRY]),
                        utterance(3, LAVROV, BBC_STORY, [TASS]),
                    ],
                )
            ],
            links=links((WIRE, BRIEFING), (BBC_STORY, WIRE)),
        ),
        lambda: Desk(
            [
                claim(
                    1,
                    utterances=[
                        utterance(1, LAVROV, BRIEFING),
                        utterance(2, LAVROV, WIRE, [MINISTRY]),
                        utterance(3, LAVROV, BBC_STORY, [TASS]),
                    ],
                )
            ],
            links=links((WIRE, BRIEFING), (BBC_STORY, WIRE)),
        ),
    ),
    (
        Code.FALLEN_CLAIM,
        "relation #1",
        lambda: Desk([relating("supports", "refuted", outgoing=False)]),
        lambda: Desk([relating("supports", "refuted", "unverified")]),
    ),
]

PLANTED = [pytest.param(*seed[:3], id=f"{seed[0]}-{place}") for place, seed in enumerate(SEEDS)]
SOUND = [pytest.param(seed[3], id=f"{seed[0]}-{place}") for place, seed in enumerate(SEEDS)]


@pytest.mark.parametrize(("code", "record", "planted"), PLANTED)
def test_a_planted_defect_is_named_by_its_rule_and_no_other(
    code: Code, record: str, planted: Callable[[], Desk]
) -> None:
    assert [(each.code, each.record) for each in planted().findings()] == [(code, record)]


@pytest.mark.parametrize("sound", SOUND)
def test_its_sound_twin_passes_every_rule(sound: Callable[[], Desk]) -> None:
    assert sound().findings() == []


def test_every_rule_on_reporting_has_a_seed() -> None:
    assert {code for code, *_ in SEEDS} == {code for code in RULES if code[0] in "CQL"}
