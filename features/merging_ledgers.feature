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

  @file
  Scenario: Where both ruled otherwise, both rulings are shown side by side, and both stay
    Given these commands were run:
      """
      claims merge other.db
      claims db backup copy.db
      claims dispute 1 --because 'The register says otherwise' --as ana
      claims verify 1 --because 'The photograph shows it' --as ben --db copy.db
      """
    When I run "claims merge copy.db"
    Then the answer has the lines:
      """
      Both ruled on the content of claim #1, and both rulings stay:
          ours:   disputed, ana, 2025-04-11: The register says otherwise
          theirs: verified, ben, 2025-04-11: The photograph shows it  (stands: it is newer)
      """
    When I run "claims history 1 --json"
    Then the exit code is 0

  @file
  Scenario: Two laptops with wrong clocks rule, and the newest word of the desk stands in both
    Given these commands were run:
      """
      claims merge other.db
      claims db backup copy.db
      """
    And the clock shows "2099-01-01T09:00:00Z"
    And these commands were run:
      """
      claims verify 1 --because 'The photograph shows it' --as ben --db copy.db
      """
    And the clock shows "2025-04-12T09:00:00Z"
    When I run "claims merge copy.db"
    Then it says on stderr:
      """
      note: A ruling is dated in the future: #1 on claim #1. Check it and rule again; claims queue lists those that stand or wait.
      """
    When I run "claims queue"
    Then the answer has "recorded on 1 January 2099"
    When I run "claims refute 1 --because 'The photograph is of another bridge'"
    Then the answer has "content: refuted"
    When I run "claims merge claims.db --db copy.db"
    And I run "claims show 1 --db copy.db"
    Then the answer has "Is it so? refuted."
    When I run "claims queue"
    Then it answers "Nothing is due."
