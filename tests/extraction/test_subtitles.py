"""Subtitles: time codes never enter a claim, and turns keep their speaker."""

import pytest

from claims.errors import BadInput
from claims.extraction.readers import candidates

SRT = """1
00:00:01,000 --> 00:00:04,000
HART: The pier is closed

2
00:00:04,100 --> 00:00:06,000
until the end of May.

3
00:00:06,500 --> 00:00:09,000
ORR: Nobody told us.
"""
VTT = """WEBVTT - Debate

intro
00:01.000 --> 00:04.000 align:start
<v Lena Hart>The pier is <i>closed</i></v>

00:04.100 --> 00:06.000
<v Tom Orr>Nobody told us.</v>
"""


def test_subrip_is_read_by_turns() -> None:
    found = candidates(SRT, reader="transcript")
    said = [(each.speaker.name, each.text) for each in found if each.speaker]
    assert said == [("HART", "The pier is closed until the end of May"), ("ORR", "Nobody told us")]


def test_webvtt_is_read_by_voices() -> None:
    found = candidates(VTT, reader="transcript")
    said = [(each.speaker.name, each.text) for each in found if each.speaker]
    assert said == [("Lena Hart", "The pier is closed"), ("Tom Orr", "Nobody told us")]


@pytest.mark.parametrize("text", [SRT, VTT])
def test_the_rules_do_not_read_time_codes_as_prose(text: str) -> None:
    with pytest.raises(BadInput, match="subtitles"):
        candidates(text)
