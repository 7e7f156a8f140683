Feature: Showing a claim
  Everything the ledger knows about one claim on one page: every occasion on which it was made, through whom it came, what
  speaks for and against it, every ruling, what it has to do with other claims, and every change.

  Scenario: Everything about a claim
    Given these commands were run:
      """
      claims source add https://courier.example/pier --title 'Pier reopens' --publisher 'The Harbour Courier'
      claims add 'The pier will open in June' --by 'Elena Voss' --role 'mayor of Port Saltby' --on 2025-04-09 \
        --via 'VESTA news agency' --source 1 --quote 'In June, if the weather holds' --tag piers
      claims add 'The pier stays shut until autumn' --by 'Port Authority'
      claims relate 2 contradicts 1
      claims verify 1 --attribution --because 'The recording has it' --rating Confirmed
      claims dispute 1 --because 'The port says autumn' --evidence https://port.example/notices/7 --recheck-on 2025-07-01
      """
    When I run "claims show 1"
    Then it answers:
      """
      Claim #1
      ════════

      Did they say it? verified. Is it so? disputed. 1 independent source says it
      isn't so; that it was said: 1.

      Tags      piers
      Recorded  11 April 2025, 09:00 UTC, by ana
      As of     11 April 2025, 09:00 UTC

      Contested
      ─────────
      - Claim #2 contradicts it: “The pier stays shut until autumn”

      Nothing rests on a retracted source and nothing is due for re-check by 11 April
      2025.

      #1  The pier will open in June
          Elena Voss, mayor of Port Saltby
          Did they say it?  verified (Confirmed), no evidence
          Is it so?         disputed, 0 for, 1 against
          1 independent source says it isn't so (port.example); that it was said: 1
            (VESTA news agency)
          · 9 April 2025, direct quote
            Elena Voss > VESTA news agency > The Harbour Courier
            The Harbour Courier, “Pier reopens”
            https://courier.example/pier
            “In June, if the weather holds”
            Quote not yet held against a stored copy of the source.
            No copy kept

      Where it comes from
      ───────────────────
      - VESTA news agency
          utterance #1: The Harbour Courier, 9 April 2025
      - port.example
          evidence #1: port.example (refutes, content)
          Publisher unknown: told by its site, port.example.

      Evidence
      ────────
      - Evidence #1
          Is it so? refutes. port.example.
          https://port.example/notices/7
          No copy kept

      Rulings, oldest first
      ─────────────────────
      - 11 April 2025
          Did they say it? verified (Confirmed), by ana.
          The recording has it
      - 11 April 2025
          Is it so? disputed, by ana. Rests on evidence #1. To be looked at again by 1
          July 2025.
          The port says autumn

      Relations
      ─────────
      - It is contradicted by claim #2
          “The pier stays shut until autumn”

      History
      3  2025-04-11 09:00  ana  add claim #1: The pier will open in June
      6  2025-04-11 09:00  ana  add utterance #1 (claim #1): direct, 2025-04-09, In June, if the weather holds
      10  2025-04-11 09:00  ana  add relation #1 (claim #2): contradicts, #1
      11  2025-04-11 09:00  ana  rule verification #1 (claim #1): attribution, verified, Confirmed, The recording has it
      13  2025-04-11 09:00  ana  add evidence #1 (claim #1): refutes, content
      14  2025-04-11 09:00  ana  rule verification #2 (claim #1): content, disputed, The port says autumn
      """

  Scenario: A claim can be asked for by its number, with or without the mark
    Given the claim "The pier is safe" by "Elena Voss"
    When I run "claims show '#1' --json"
    Then the JSON has "id" = 1
    And the JSON has "text" = "The pier is safe"

  Scenario: A claim that isn't there
    Given an empty ledger
    When I run "claims show 12"
    Then it refuses:
      """
      Error: There is no claim 12. claims list shows the numbers.
      """

  Scenario: A claim that was taken out can still be shown
    Given the claim "The pier is safe" by "Elena Voss"
    And these commands were run:
      """
      claims retire 1 --because 'Entered twice'
      """
    When I run "claims show 1 --json"
    Then the JSON has "retired_at" = "2025-04-11T09:00:01.000000Z"
    And the JSON has "history.2.reason" = "Entered twice"

  Scenario: Indirect speech gets no quotation marks, and what attributes it is told
    Given these commands were run:
      """
      claims add 'The pier is safe' --by 'a senior official' --named unnamed --cue said --mode indirect \
        --source https://courier.example/pier --quote 'the pier was safe'
      """
    When I run "claims show 1"
    Then the answer has "a senior official (“said”, unnamed)"
    And the answer has "https://courier.example/pier"
    And the answer has "‹the pier was safe›"
