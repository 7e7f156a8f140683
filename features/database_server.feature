@postgres
Feature: A ledger on a PostgreSQL server
  A desk of many keeps its ledger on PostgreSQL: --db or CLAIMS_DB names it by URL, and every command works as it does on a
  file.

  Scenario: The check names everything it looked at
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims db check"
    Then it answers:
      """
      guards: ok
      search index: ok
      log: 3 lines
      """

  Scenario: A backup is PostgreSQL's own business, and the answer says how
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims db backup copy.dump"
    Then it refuses:
      """
      Error: A ledger on PostgreSQL is backed up by PostgreSQL. Run: pg_dump -Fc -f copy.dump DATABASE
      """

  Scenario: The ledger's schema is the one this program needs
    Given an empty ledger
    When I run "claims db current --json"
    Then the JSON has the same at "schema" and at "needs"

  Scenario: An address that isn't a database's is refused
    Given an empty ledger
    When I run "claims list --db mysql://desk.example/claims"
    Then it refuses:
      """
      Error: A ledger can't be kept on mysql. Use a file (SQLite) or a postgresql:// URL.
      """
