Feature: Merging ledgers
  Two colleagues worked apart, each on a copy or on a ledger of their own. claims merge brings the other's records in, with the
  log that tells of them; nothing is lost, nothing is merged by a guess, and merging again changes nothing.

  Background:
    Given the claim "The bridge is closed" by "Elena Voss"
    And these commands were run:
      """
      claims add 'The pier is safe' --by 'Viktor Petrov' --db other.db
      """

  @file
  Scenario: What the other ledger has comes in
    When I run "claims merge other.db"
    Then the answer has "1 claimant, 1 claim, 1 utterance brought in."
    When I run "claims list --json"
    Then the JSON has 2 "claims"

  @file
  Scenario: Merging again changes nothing
    Given these commands were run:
      """
      claims merge other.db
      """
    When I run "claims merge other.db"
    Then the answer has "has nothing that isn't known here."

  @file
  Scenario: Looking first writes nothing
    When I run "claims merge other.db --dry-run"
    Then the answer has "would be brought in."
    When I run "claims list --json"
    Then the JSON has 1 "claims"

  @file
  Scenario: The audit holds the other's lines, too
    Given these commands were run:
      """
      claims merge other.db
      """
    When I run "claims audit"
    Then the answer has "other ledgers"
    And the answer has "The ledger is what its log says."
