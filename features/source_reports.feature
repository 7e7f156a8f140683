Feature: Source reports
  A source report answers an editor's question: how far can we rely on what this source gave us? It counts where its
  claims stand, says what is contested, open or built on sand, and names for every claim the chain through which it came
  and the sources that are really independent of one another.

  Scenario: The report on an article says what stands, what is open and what is contested
    Given these commands were run:
      """
      claims source add https://courier.example/talks --title 'Night ferry to return, envoys say' --kind article \
        --publisher 'The Harbour Courier' --published 2025-04-10
      claims add 'The sides agreed to restore the night ferry' --by 'Viktor Petrov' --role 'ambassador of Borovia' \
        --via 'state media' --via 'VESTA news agency' --source 1 --on 2025-04-10
      claims add 'Arland renewed its concerns about the ban on local staff' --by 'Foreign Ministry of Arland' \
        --source 1 --on 2025-04-10 --mode indirect
      claims dispute 1 --because 'The two readouts differ' --evidence https://arland.example/readout \
        --evidence supports:https://borovia.example/readout
      claims verify 2 --attribution --because 'The ministry published the statement' --rating Confirmed
      """
    When I run "claims report source https://courier.example/talks"
    Then it answers:
      """
      Source report: “Night ferry to return, envoys say”
      ══════════════════════════════════════════════════

      2 claims. Did they say it? 1 unverified and 1 verified. Is it so? 1 unverified
      and 1 disputed. Independent sources that it was said: one for 2 claims; on
      whether it is so: one for 1 claim, none for 1.

      Publisher  The Harbour Courier
      Published  10 April 2025
      Kind       article
      Address    https://courier.example/talks
      Recorded   source #1, 11 April 2025, 09:00 UTC, by ana
      As of      11 April 2025, 09:00 UTC

      Did they say it?
        unverified    ████████████████████ 1
        verified      ████████████████████ 1

      Is it so?
        unverified    ████████████████████ 1
        disputed      ████████████████████ 1

      Contested
      ─────────
      - #1 “The sides agreed to restore the night ferry”
          1 piece of evidence says that it is so, 1 that it is not.

      Open: still unverified
      ──────────────────────
      - Did they say it? #1
      - Is it so? #2

      Nothing rests on a retracted source and nothing is due for re-check by 11 April
      2025.

      Claims
      ──────
      #1  The sides agreed to restore the night ferry
          Viktor Petrov, ambassador of Borovia
          ! contested
          Did they say it?  unverified, no evidence
          Is it so?         disputed, 1 for, 1 against
            ana, 11 April 2025: “The two readouts differ”. Rests on evidence #1 and
              #2.
          1 independent source says it is so (borovia.example), 1 that it isn't
            (arland.example); that it was said: 1 (state media + VESTA news agency)
          · 10 April 2025
            Viktor Petrov > state media > VESTA news agency > The Harbour Courier
          · Evidence #1
            Is it so? refutes. arland.example.
            https://arland.example/readout
            No copy kept
          · Evidence #2
            Is it so? supports. borovia.example.
            https://borovia.example/readout
            No copy kept

      #2  Arland renewed its concerns about the ban on local staff
          Foreign Ministry of Arland
          Did they say it?  verified (Confirmed), no evidence
            ana, 11 April 2025: “The ministry published the statement”.
          Is it so?         unverified, no evidence
          No independent source says whether it is so; that it was said: 1 (The
            Harbour Courier)
          · 10 April 2025, indirect speech
            Foreign Ministry of Arland > The Harbour Courier
      """

  Scenario: That they said it and that it is so are counted apart
    Given the claim "The night ferry sails in May" by "Viktor Petrov" in "Press conference"
    And these commands were run:
      """
      claims verify 1 --attribution --because 'The recording has it'
      """
    When I run "claims report source 'Press conference' --json"
    Then the JSON has "totals.claims" = 1
    And the JSON has "totals.attribution.verified" = 1
    And the JSON has "totals.content.verified" = 0
    And the JSON has "totals.content.unverified" = 1

  Scenario: Four papers on one wire count one
    Given these commands were run:
      """
      claims add 'The pier will open in June' --by 'Elena Voss' --source https://vesta.example/wire/77
      claims utterance add 1 --by 'Elena Voss' --source https://courier.example/pier
      claims utterance add 1 --by 'Elena Voss' --source https://ledger.example/pier
      claims utterance add 1 --by 'Elena Voss' --source https://beacon.example/pier
      claims source link 2 syndicates 1
      claims source link 3 syndicates 1
      claims source link 4 translates 3
      """
    When I run "claims report source 1 --json"
    Then the JSON has "claims.0.independent_sources" = 1
    And the JSON has 4 "claims.0.utterances"
    And the JSON has "claims.0.origins.groups.0.utterances" = [1, 2, 3, 4]

  Scenario: Papers that name the same agency count one, also when nobody linked them
    Given these commands were run:
      """
      claims add 'The pier will open in June' --by 'Elena Voss' --via 'VESTA news agency' \
        --source https://courier.example/pier
      claims utterance add 1 --by 'Elena Voss' --via 'VESTA news agency' --source https://ledger.example/pier
      """
    When I run "claims report source 1 --json"
    Then the JSON has "claims.0.independent_sources" = 1
    And the JSON has "claims.0.origins.groups.0.label" = "VESTA news agency"

  Scenario: Papers that each heard it themselves count each
    Given these commands were run:
      """
      claims add 'The pier will open in June' --by 'Elena Voss' --source https://courier.example/pier
      claims utterance add 1 --by 'Elena Voss' --source https://ledger.example/pier
      """
    When I run "claims report source 1 --json"
    Then the JSON has "claims.0.independent_sources" = 2

  Scenario: A report that only relays the speaker counts for the saying and not for the thing said
    Given these commands were run:
      """
      claims source add https://courier.example/pier --publisher 'The Harbour Courier'
      claims add 'The pier will open in June' --by 'Elena Voss' --source 1
      claims evidence add 1 1 --stance supports --secondary
      """
    When I run "claims report source 1 --json"
    Then the JSON has "claims.0.origins.attribution" = 1
    And the JSON has "claims.0.origins.supports" = 0
    And the JSON has "claims.0.origins.discounted.0.evidence" = 1
    And the JSON has "claims.0.origins.discounted.0.reason" = "It only relays the claimant: it comes from The Harbour Courier, as utterance #1 does."

  Scenario: A retracted source says so at the top, and what rests on it is named
    Given these commands were run:
      """
      claims source add https://ledger.example/flights --title 'Flights back by June' --publisher 'Daily Ledger'
      claims add 'Flights between the capitals resume in June' --by 'Viktor Petrov' --source https://vesta.example/wire/80
      claims verify 1 --because 'The paper confirmed it' --evidence 1
      claims source retract 1 --because 'The interview was invented' --on 2025-04-11
      """
    When I run "claims report source 1"
    Then it answers:
      """
      Source report: “Flights back by June”
      ═════════════════════════════════════

      This source was retracted on 11 April 2025. Why: The interview was invented

      1 claim. Did they say it? 1 unverified. Is it so? 1 verified. Independent
      sources that it was said: one for 1 claim; on whether it is so: none for 1
      claim.

      Publisher  Daily Ledger
      Address    https://ledger.example/flights
      Retracted  11 April 2025
      Recorded   source #1, 11 April 2025, 09:00 UTC, by ana
      As of      11 April 2025, 09:00 UTC

      Did they say it?
        unverified    ████████████████████████████████████████ 1

      Is it so?
        verified      ████████████████████████████████████████ 1

      Rests on a retracted source
      ───────────────────────────
      - #1 “Flights between the capitals resume in June”
          Evidence #1 is “Flights back by June”, retracted on 11 April 2025.
          The ruling “verified” on content rests on evidence #1.

      Open: still unverified
      ──────────────────────
      - Did they say it? #1

      Nothing is contested and nothing is due for re-check by 11 April 2025.

      #1  Flights between the capitals resume in June
          Viktor Petrov
          ! rests on a retracted source
          Did they say it?  unverified, no evidence
          Is it so?         verified, no evidence that counts
            ana, 11 April 2025: “The paper confirmed it”. Rests on evidence #1.
          No independent source says whether it is so; that it was said: 1
            (vesta.example)
          · date not recorded
            Viktor Petrov
            vesta.example
            https://vesta.example/wire/80
          · Evidence #1
            Is it so? supports. Daily Ledger, “Flights back by June” (retracted on
              11 April 2025).
            https://ledger.example/flights
            No copy kept
          · Not counted: evidence #1: Daily Ledger (supports, content). Its source was
            retracted on 11 April 2025.
      """

  Scenario: An agency's report tells what it published, what it passed on and what it said itself apart
    Given these commands were run:
      """
      claims source add https://vesta.example/wire/77 --publisher 'VESTA news agency' --kind wire
      claims add 'The pier will open in June' --by 'Elena Voss' --source 1
      claims add 'The ferry has been sold' --by 'Viktor Petrov' --via 'VESTA news agency' \
        --source https://courier.example/ferry
      claims add 'Our reporter was turned away' --by 'VESTA news agency' --source https://beacon.example/gate
      """
    When I run "claims report source 'VESTA news agency'"
    Then it answers:
      """
      Source report: VESTA news agency
      ════════════════════════════════

      3 claims. Did they say it? 3 unverified. Is it so? 3 unverified. Independent
      sources that it was said: one for 3 claims; on whether it is so: none for 3
      claims.

      Recorded  claimant #1, 11 April 2025, 09:00 UTC, by ana
      As of     11 April 2025, 09:00 UTC

      Did they say it?
        unverified    ████████████████████████████████████████ 3

      Is it so?
        unverified    ████████████████████████████████████████ 3

      Open: still unverified
      ──────────────────────
      - Did they say it? #1, #2 and #3
      - Is it so? #1, #2 and #3

      Nothing is contested, nothing rests on a retracted source and nothing is due for
      re-check by 11 April 2025.

      What it did with them
      ─────────────────────
                                               claims  did they say it?  is it so?
      ───────────────────────────────────────────────────────────────────────────────
      Claims it published                           1  1 unverified      1 unverified
      Claims it passed on for others to print       1  1 unverified      1 unverified
      Claims it made itself                         1  1 unverified      1 unverified

      Claims
      ──────
      #1  The pier will open in June
          Elena Voss
          Did they say it?  unverified, no evidence
          Is it so?         unverified, no evidence
          No independent source says whether it is so; that it was said: 1 (VESTA
            news agency)
          · date not recorded
            Elena Voss > VESTA news agency
            VESTA news agency, vesta.example
            https://vesta.example/wire/77

      #2  The ferry has been sold
          Viktor Petrov
          Did they say it?  unverified, no evidence
          Is it so?         unverified, no evidence
          No independent source says whether it is so; that it was said: 1 (VESTA
            news agency)
          · date not recorded
            Viktor Petrov > VESTA news agency
            courier.example
            https://courier.example/ferry

      #3  Our reporter was turned away
          VESTA news agency
          Did they say it?  unverified, no evidence
          Is it so?         unverified, no evidence
          No independent source says whether it is so; that it was said: 1
            (beacon.example)
          · date not recorded
            VESTA news agency
            beacon.example
            https://beacon.example/gate
      """

  Scenario: What has to be looked at again is named once its day has come
    Given the claim "The pier will open in June" by "Elena Voss" in "Council minutes"
    And these commands were run:
      """
      claims verify 1 --because 'The tender says so' --on 2025-03-01 --recheck-on 2025-04-01
      """
    When I run "claims report source 'Council minutes' --json"
    Then the JSON has "due" = [{"claim": 1, "axis": "content", "status": "verified", "recheck_on": "2025-04-01"}]

  Scenario: Claims that contradict each other are contested on both sides
    Given the claim "The pier is safe" by "Elena Voss" in "Council minutes"
    And the claim "The pier is about to fall" by "Port Authority" in "Council minutes"
    And these commands were run:
      """
      claims relate 2 contradicts 1
      """
    When I run "claims report source 'Council minutes' --json"
    Then the JSON has "contested.0.claim" = 1
    And the JSON has "contested.0.other" = 2
    And the JSON has "contested.1.claim" = 2
    And the JSON has "contested.1.other" = 1

  Scenario: A report goes to a file, in the format of its ending
    Given the claim "The pier is safe" by "Elena Voss" in "Council minutes"
    When I run "claims report source 1 -o minutes.html"
    Then it answers nothing
    And it says on stderr:
      """
      note: Written to minutes.html.
      """
    And the file "minutes.html" has "<!DOCTYPE html>"
    And the file "minutes.html" has "The pier is safe"

  Scenario: What came from outside can't run in an HTML report
    Given the claim "<script>alert(1)</script> is what it said" by "Elena <b>Voss</b>" in "Council & minutes"
    When I run "claims report source 1 -o minutes.html"
    Then the file "minutes.html" has "&lt;script&gt;alert(1)&lt;/script&gt; is what it said"
    And the file "minutes.html" has "Elena &lt;b&gt;Voss&lt;/b&gt;"
    And the file "minutes.html" doesn't have "<script>alert"

  Scenario: What came from outside can't be a formula in a spreadsheet
    Given the claim "=HYPERLINK(0)" by "+Elena Voss" in "Council minutes"
    When I run "claims report source 1 --format csv"
    Then the answer has ",'=HYPERLINK(0),"
    And the answer has ",'+Elena Voss,"

  Scenario: What came from outside can't be markup in a Markdown report
    Given the claim "Read [this](https://trap.example) and **that** | or <i>not</i>" by "Elena Voss" in "Council minutes"
    When I run "claims report source 1 --format markdown"
    Then the answer doesn't have "[this](https://trap.example)"
    And the answer doesn't have "**that**"
    And the answer doesn't have "<i>"

  Scenario: The same ledger gives the same bytes
    Given the claim "The pier is safe" by "Elena Voss" in "Council minutes"
    When I run "claims report source 1 -o first.html"
    And I run "claims report source 1 -o second.html"
    Then the files "first.html" and "second.html" are the same

  Scenario: A name that is neither a source nor a publisher is not found
    Given an empty ledger
    When I run "claims report source 'The Harbour Courier'"
    Then it refuses:
      """
      Error: No source and no publisher is known as "The Harbour Courier". claims source list shows those that are.
      """

  Scenario: A long report shows the newest claims, counts them all, and says how to see the rest
    Given these commands were run:
      """
      claims add 'The pier opens in May' --by 'Elena Voss' --source 'Council minutes'
      claims add 'The pier opens in June' --by 'Elena Voss' --source 'Council minutes'
      claims add 'The pier is shut' --by 'Elena Voss' --source 'Council minutes'
      """
    When I run "claims report source 1 --limit 1"
    Then the answer has "#3  The pier is shut"
    And the answer has "3 claims. Did they say it?"
    And the answer has "2 older claims are counted above but not shown: --limit 0 shows all."
    And the answer doesn't have "The pier opens in"
    When I run "claims report claimant 'Elena Voss' --limit 2 --format markdown"
    Then the answer has "1 older claim is counted above but not shown: --limit 0 shows all."
    When I run "claims report source 1 --limit 0"
    Then the answer has "The pier opens in May"
    And the answer doesn't have "not shown"
    When I run "claims report source 1 --limit 1 --json"
    Then the JSON has "claims.0.text" = "The pier opens in May"

  Scenario: A report that was cut short can be checked, and had again to the byte
    Given these commands were run:
      """
      claims add 'The pier opens in June' --by 'Elena Voss' --source 'Council minutes'
      claims add 'The pier is shut' --by 'Elena Voss' --source 'Council minutes'
      claims report source 1 --limit 1 -o then.html
      claims add 'The pier is open again' --by 'Elena Voss' --source 'Council minutes'
      claims report source 1 --limit 1 --as-of @6 -o again.html
      """
    Then the file "then.html" has "1 older claim is counted above but not shown"
    And the files "then.html" and "again.html" are the same
    When I run "claims report verify then.html --json"
    Then the JSON has "verdict" = "current"
    And the JSON has "report.asked.limit" = 1
