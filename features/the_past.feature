Feature: The past
  With --as-of, lists, searches, records, history and reports answer as the ledger stood then: at the end of a day, at a
  time (UTC), or after a line of the log.

  Scenario: A text that was edited since
    Given the claim "The bridge is closed" by "Elena Voss"
    And these commands were run:
      """
      claims edit 1 --text 'The old bridge is closed'
      """
    When I run "claims list --as-of @3 --json"
    Then the JSON has "claims.0.text" = "The bridge is closed"

  Scenario: A claim that was ruled on since
    Given the claim "The bridge is closed" by "Elena Voss"
    And these commands were run:
      """
      claims verify 1 --because 'The order says so'
      """
    When I run "claims show 1 --as-of 2025-04-11T09:00 --json"
    Then the JSON has "status.content" = "unverified"
    And the JSON has "rulings" = []

  Scenario: A claimant that was merged since
    Given the claim "The bridge is closed" by "E. Voss"
    And these commands were run:
      """
      claims claimant add 'Elena Voss'
      claims claimant merge 'E. Voss' 'Elena Voss'
      """
    When I run "claims list --by 'E. Voss' --as-of @3 --json"
    Then the JSON has "claims.0.claimant.name" = "E. Voss"

  Scenario: A word that was taken out since
    Given the claim "The bridge is closed" by "Elena Voss"
    And these commands were run:
      """
      claims edit 1 --text 'The crossing is shut'
      """
    When I run "claims search bridge --as-of @3 --json"
    Then the JSON has 1 "claims"

  Scenario: A claim that was not there yet
    Given the claim "The bridge is closed" by "Elena Voss"
    And the claim "The pier is safe" by "Elena Voss"
    When I run "claims show 2 --as-of @3"
    Then it refuses:
      """
      Error: There was no claim 2 yet. claims list --as-of ... shows those that there were.
      """

  Scenario: A moment before the first line
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims list --as-of 2025-04-10"
    Then it refuses:
      """
      Error: The ledger was empty at "2025-04-10". claims history shows when it began.
      """
