Feature: The other reports
  Beside the report on a source there is one on a claimant, one on a claim, and one that sums up the ledger.

  Scenario: A ledger is summed up in figures
    Given the claim "The bridge is closed" by "Elena Voss" in "Council minutes"
    And the claim "The pier is safe" by "Elena Voss" in "Council minutes"
    And these commands were run:
      """
      claims verify 1 --because 'The order says so'
      claims verify 2 --attribution --because 'The recording has it'
      """
    When I run "claims report summary --json"
    Then the JSON has "records" = {"claims": 2, "claimants": 1, "sources": 1, "utterances": 2, "evidence": 0, "rulings": 2}
    And the JSON has "totals.content.verified" = 1
    And the JSON has "totals.attribution.verified" = 1

  Scenario: A claim's report can be printed as Markdown
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims report claim 1 --format markdown"
    Then it answers:
      """
      # Claim #1

      Did they say it? unverified. Is it so? unverified. No independent source says whether it is so; that it was said: 0.

      - Recorded: 11 April 2025, 09:00 UTC, by ana
      - As of: 11 April 2025, 09:00 UTC

      Nothing is contested, nothing rests on a retracted source and nothing is due for re-check by 11 April 2025.

      ### Claim 1: The bridge is closed

      - Said by Elena Voss
      - Did they say it? **unverified**; no evidence
      - Is it so? **unverified**; no evidence
      - No independent source says whether it is so; that it was said: 0
      - date not recorded: Elena Voss
      - Not counted: utterance #1: no source. It names no source and nobody who passed it on.
      """

  Scenario: A claimant's report counts only what they said themselves
    Given these commands were run:
      """
      claims add 'The ferry is sold' --by 'Viktor Petrov' --via 'VESTA news agency'
      claims add 'Our reporter was turned away' --by 'VESTA news agency'
      """
    When I run "claims report claimant 'VESTA news agency' --json"
    Then the JSON has "totals.claims" = 1
    And the JSON has "claims.0.text" = "Our reporter was turned away"

  Scenario: A report in a format that doesn't fit --json is refused
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims report claim 1 --format html --json"
    Then it says on stderr:
      """
      Error: --json and --format html can't go together. See: claims report claim --help
      """
    And the exit code is 2
