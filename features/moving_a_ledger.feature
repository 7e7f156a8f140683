@file
Feature: Moving a ledger
  A desk that outgrows its file moves to a server, and whoever leaves takes a file along. A copy holds everything, the log
  and the kept bytes included, and is kept only if the audit finds it whole.

  Scenario: A copy is the same ledger in another place
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims db copy --to desk.db"
    Then it answers:
      """
      claims.db copied to desk.db: 3 lines of the log, 7 rows in all.
      The audit found the copy whole; head and dump are the same here and there.
      """
    When I run "claims list --db desk.db"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The bridge is closed
      """

  Scenario: Whoever copies hears that the two part ways
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims db copy --to desk.db"
    Then it says on stderr:
      """
      note: What is recorded from now on in one of them is not in the other. Go on in the copy only.
      """

  Scenario: A ledger in which something was recorded is never written over
    Given the claim "The bridge is closed" by "Elena Voss"
    And these commands were run:
      """
      claims add 'The pier is safe' --by 'Tom Abel' --db desk.db
      """
    When I run "claims db copy --to desk.db"
    Then it refuses:
      """
      Error: The ledger to copy to is not empty. Name a new file, or an empty database.
      """

  Scenario: There has to be something to copy
    Given an empty ledger
    When I run "claims db copy --to desk.db"
    Then it refuses:
      """
      Error: There is nothing in claims.db to copy. Run: claims db upgrade --db desk.db
      """
