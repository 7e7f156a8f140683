"""The reports as a reader gets them, to the letter."""

import csv
import io
import re

import msgspec
import pytest

from claims.errors import BadInput
from claims.reports import FORMATS, render
from tests.support import talks

PULLED_TEXT = """\
Source report: “Flights back by June”
═════════════════════════════════════

This source was retracted on 3 May 2026. Why: The flights were never planned.

1 claim. Did they say it? 1 unverified. Is it so? 1 verified. Independent
sources that it was said: one for 1 claim; on whether it is so: none for 1
claim.

Publisher  Daily Ledger
Published  12 April 2026
Byline     By our own correspondent
Kind       article
Language   en
Retracted  3 May 2026
Recorded   source #6, 20 November 2026, 09:00 UTC, by Ines

Did they say it?
  unverified    ████████████████████████████████████████ 1

Is it so?
  verified      ████████████████████████████████████████ 1

Rests on a retracted source
───────────────────────────
- #4 “Borovia pressed for flights between the capitals to resume”
    Utterance #6 is printed in “Flights back by June”, retracted on 3 May 2026.
    Evidence #4 is “Flights back by June”, retracted on 3 May 2026.
    The ruling “verified” on content rests on evidence #4.

Due for re-check by 23 November 2026
────────────────────────────────────
- #4 “Borovia pressed for flights between the capitals to resume”
    Is it so? Ruled verified, to be looked at again by 1 October 2026.

Open: still unverified
──────────────────────
- Did they say it? #4

Nothing is contested.

What it did with them
─────────────────────
                          claims  did they say it?  is it so?
──────────────────────────────────────────────────────────────
Claims it prints               1  1 unverified      1 verified
Claims it is evidence on       1  1 unverified      1 verified

#4  Borovia pressed for flights between the capitals to resume
    Viktor Petrov, ambassador of Borovia to Arland
    ! rests on a retracted source and due for re-check
    Did they say it?  unverified, no evidence
    Is it so?         verified, no evidence that counts
      Ines, 20 November 2026: “Reported twice.” Rests on evidence #4.
    No independent source says whether it is so; that it was said: 1 (The
      Harbour Courier)
    · April 2026, the outlet's own words
      Viktor Petrov (“said”) > Daily Ledger
    · 10 April 2026, indirect speech
      Viktor Petrov (“said”) > The Harbour Courier
      The Harbour Courier, “Arland and Borovia discuss embassy staffing in
        harbour talks”, 10 April 2026
      https://courier.example/world/harbour-talks
    · Evidence #4
      Is it so? supports, secondary. Daily Ledger, “Flights back by June”, 12
        April 2026 (retracted on 3 May 2026).
      No copy kept
    · Not counted: utterance #6: Daily Ledger, April 2026. Its source was
      retracted on 3 May 2026.
    · Not counted: evidence #4: Daily Ledger, 12 April 2026 (supports, content).
      Its source was retracted on 3 May 2026.
"""

PULLED_MARKDOWN = r"""
# Source report: “Flights back by June”

> **This source was retracted on 3 May 2026. Why: The flights were never planned.**

1 claim. Did they say it? 1 unverified. Is it so? 1 verified. Independent sources that it was said: one for 1 claim; on whether it is so: none for 1 claim.

- Publisher: Daily Ledger
- Published: 12 April 2026
- Byline: By our own correspondent
- Kind: article
- Language: en
- Retracted: 3 May 2026
- Recorded: source #6, 20 November 2026, 09:00 UTC, by Ines

| Status | Did they say it? | Is it so? |
| --- | --- | --- |
| unverified | 1 | 0 |
| verified | 0 | 1 |
| disputed | 0 | 0 |
| refuted | 0 | 0 |
| unverifiable | 0 | 0 |
| withdrawn | 0 | 0 |

## Rests on a retracted source

- [\#4](#claim-4) “Borovia pressed for flights between the capitals to resume”
  - Utterance #6 is printed in “Flights back by June”, retracted on 3 May 2026.
  - Evidence #4 is “Flights back by June”, retracted on 3 May 2026.
  - The ruling “verified” on content rests on evidence #4.

## Due for re-check by 23 November 2026

- [\#4](#claim-4) “Borovia pressed for flights between the capitals to resume”
  - Is it so? Ruled verified, to be looked at again by 1 October 2026.

## Open: still unverified

- Did they say it? [\#4](#claim-4)

Nothing is contested.

## What it did with them

|  | claims | did they say it? | is it so? |
| --- | --- | --- | --- |
| Claims it prints | 1 | 1 unverified | 1 verified |
| Claims it is evidence on | 1 | 1 unverified | 1 verified |

<a id="claim-4"></a>

### Claim 4: Borovia pressed for flights between the capitals to resume

- Said by Viktor Petrov, ambassador of Borovia to Arland
- **Attention:** rests on a retracted source and due for re-check
- Did they say it? **unverified**; no evidence
- Is it so? **verified**; no evidence that counts. Ines, 20 November 2026: “Reported twice.” Rests on evidence #4.
- No independent source says whether it is so; that it was said: 1 (The Harbour Courier)
- April 2026, the outlet's own words: Viktor Petrov (“said”) > Daily Ledger
- 10 April 2026, indirect speech: Viktor Petrov (“said”) > The Harbour Courier; [The Harbour Courier, “Arland and Borovia discuss embassy staffing in harbour talks”, 10 April 2026](<https://courier.example/world/harbour-talks>)
- Evidence #4
  - Is it so? supports, secondary. Daily Ledger, “Flights back by June”, 12 April 2026 (retracted on 3 May 2026).
  - No copy kept
- Not counted: utterance #6: Daily Ledger, April 2026. Its source was retracted on 3 May 2026.
- Not counted: evidence #4: Daily Ledger, 12 April 2026 (supports, content). Its source was retracted on 3 May 2026.
"""[1:]  # noqa: E501

AGENCY_TEXT = """\
Source report: VESTA news agency
════════════════════════════════

2 claims. Did they say it? 2 unverified. Is it so? 1 unverified and 1 disputed.
Independent sources that it was said: one for 2 claims; on whether it is so: one
for 1 claim, none for 1.

Kind           organization
Also known as  VESTA
Recorded       claimant #3, 20 November 2026, 09:00 UTC, by Ines

Did they say it?
  unverified    ████████████████████████████████████████ 2

Is it so?
  unverified    ████████████████████ 1
  disputed      ████████████████████ 1

Contested
─────────
- #2 “The sides agreed to loosen the rules on the movement of diplomats”
    It contradicts claim #6: “No agreement on the movement of diplomats was
    reached”
    1 piece of evidence says that it is so, 1 that it is not.

Open: still unverified
──────────────────────
- Did they say it? #2 and #3
- Is it so? #3

Nothing rests on a retracted source and nothing is due for re-check by 23
November 2026.

What it did with them
─────────────────────
                            claims  did they say it?  is it so?
────────────────────────────────────────────────────────────────────────────────
Claims it passed on for          2  2 unverified      1 unverified and 1
others to print                                       disputed

Claims
──────
#2  The sides agreed to loosen the rules on the movement of diplomats
    Viktor Petrov, ambassador of Borovia to Arland
    ! contested
    Did they say it?  unverified, no evidence
    Is it so?         disputed (Mixed), 1 for, 1 against
      Ines, 20 November 2026: “The readouts differ.” Rests on evidence #1 and
        #2.
    1 independent source says it is so (Port Authority), 1 that it isn't
      (Foreign Ministry of Arland); that it was said: 1 (VESTA news agency)
    · 10 April 2026, indirect speech
      Viktor Petrov (“said”) > state media (“according to”) > VESTA news
        agency (“according to”) > The Harbour Courier
      The Harbour Courier, “Arland and Borovia discuss embassy staffing in
        harbour talks”, 10 April 2026
      https://courier.example/world/harbour-talks
      ‹“loosen” rules on the movement of diplomats›
    · 10 April 2026, direct quote
      Viktor Petrov (“said”) > Daily Ledger
      Daily Ledger, “Visa rules to ease, envoy says”, 11 April 2026
      “We have agreed to loosen the rules”
      Quote not yet held against a stored copy of the source.
    · Evidence #1
      Is it so? supports, primary. Port Authority, “Register of movements,
        second quarter”, 1 July 2026.
      No copy kept
      Trips beyond 40 km doubled from May.
    · Evidence #2
      Is it so? refutes, secondary. Foreign Ministry of Arland, “Readout of
        the talks”, 10 April 2026.
      No copy kept
      Lists no such agreement.
    · Evidence #3
      Is it so? supports, secondary. VESTA news agency, “Ambassador: talks
        held in positive atmosphere”, 10 April 2026.
      No copy kept
    · Utterances #2 and #3: Both come through VESTA news agency.
    · Not counted: evidence #3: VESTA news agency, 10 April 2026 (supports,
      content). It only relays the claimant: it comes from VESTA news agency, as
      utterance #2 does.

#3  Borovia asked for the speedy return of its confiscated houses
    Viktor Petrov, ambassador of Borovia to Arland
    Did they say it?  unverified, no evidence
    Is it so?         unverified, no evidence
    No independent source says whether it is so; that it was said: 1 (VESTA
      news agency)
    · 10 April 2026, direct quote
      Viktor Petrov (“said”) > VESTA news agency (“according to”) > The
        Harbour Courier
      The Harbour Courier, “Arland and Borovia discuss embassy staffing in
        harbour talks”, 10 April 2026
      https://courier.example/world/harbour-talks
      “The Borovian side emphasised the priority of the speedy return of the
       houses”
"""  # noqa: RUF001

EMPTY_TEXT = """\
Source report: “Readout of the talks”
═════════════════════════════════════

No claims are recorded here yet.

Publisher  Foreign Ministry of Arland
Published  10 April 2026
Byline     By our own correspondent
Kind       statement
Language   en
Recorded   source #4, 20 November 2026, 09:00 UTC, by Ines
"""

EMPTY_MARKDOWN = """\
# Source report: “Readout of the talks”

No claims are recorded here yet.

- Publisher: Foreign Ministry of Arland
- Published: 10 April 2026
- Byline: By our own correspondent
- Kind: statement
- Language: en
- Recorded: source #4, 20 November 2026, 09:00 UTC, by Ines
"""


def test_the_text_of_a_retracted_source_says_so_first() -> None:
    assert render(talks.pulled_report()) == PULLED_TEXT


def test_the_markdown_of_a_retracted_source_says_so_first() -> None:
    assert render(talks.pulled_report(), "markdown") == PULLED_MARKDOWN


def test_the_text_of_an_agencys_report() -> None:
    assert render(talks.agency_report()) == AGENCY_TEXT


def test_a_report_without_claims_says_that_there_are_none() -> None:
    assert render(talks.empty_report()) == EMPTY_TEXT
    assert render(talks.empty_report(), "markdown") == EMPTY_MARKDOWN
    assert "No claims are recorded here yet." in render(talks.empty_report(), "html")
    assert render(talks.empty_report(), "csv").count("\r\n") == 1


def test_a_table_has_one_row_a_claim() -> None:
    rows = list(csv.DictReader(io.StringIO(render(talks.article_report(), "csv"), newline="")))
    assert [row["id"] for row in rows] == [str(id) for id in range(1, 9)]
    two = rows[1]
    assert two["chain"] == (
        "Viktor Petrov > state media > VESTA news agency > The Harbour Courier; Viktor Petrov > Daily Ledger"
    )
    assert (two["is it so"], two["rating of content"], two["sources: said"]) == ("disputed", "Mixed", "1")
    assert (two["sources: so"], two["sources: not so"], two["sources: not said"]) == ("1", "1", "0")
    assert (two["content evidence for"], two["content evidence against"], two["attention"]) == ("1", "1", "contested")


def test_the_table_of_the_ledger_has_a_row_for_each_that_stands_in_it() -> None:
    rows = list(csv.DictReader(io.StringIO(render(talks.ledger_report(), "csv"), newline="")))
    assert [(row["what"], row["name"], row["claims"]) for row in rows] == [
        ("ledger", "the whole ledger", "8"),
        ("claimant", "Viktor Petrov", "4"),
        ("source", "Arland and Borovia discuss embassy staffing in harbour talks", "8"),
    ]


def test_the_page_draws_both_questions_and_names_every_status() -> None:
    page = render(talks.article_report(), "html")
    assert page.count("<svg") == 12
    assert 'aria-label="6 of 8"' in page
    for word in ("unverified", "verified", "disputed", "refuted", "unverifiable", "withdrawn"):
        assert f'<th scope="row">{word}</th>' in page


def test_the_page_can_be_read_without_seeing_it_and_loads_nothing() -> None:
    page = render(talks.article_report(), "html")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert page.count("<caption") == page.count("<table")
    for landmark in ("<header>", "<main id=", "<footer>"):
        assert page.count(landmark) == 1
    assert not re.search(r"<script|<link|<img|url\(|@import", page)
    assert 'rel="noopener noreferrer"' in page


def test_the_ledger_in_words_fits_a_narrow_terminal() -> None:
    page = render(talks.ledger_report(), width=40)
    assert "- unverified\n    unverified: 3\n    verified: 1\n" in page


def test_a_past_state_is_named_as_such() -> None:
    past = msgspec.structs.replace(talks.article_report(), as_of="2026-11-21T13:44:31.123456Z")
    assert "As of      21 November 2026, 13:44 UTC" in render(past)


@pytest.mark.parametrize("format", FORMATS)
def test_every_report_has_every_format(format: str) -> None:
    for make in (
        talks.article_report,
        talks.envoy_report,
        talks.one_claim_report,
        talks.ledger_report,
    ):
        assert render(make(), format).endswith("\n")


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInput, match=r"Choose one of text, markdown, html, json, csv\."):
        render(talks.empty_report(), "pdf")
