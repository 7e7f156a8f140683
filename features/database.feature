@file
Feature: A ledger in a file
  A ledger is one SQLite file that can be handed to a colleague. It is the one named by --db, else by CLAIMS_DB, else the
  claims.db of the nearest parent folder that has one, else the user's own.

  Scenario: The ledger's schema is the one this program needs
    Given an empty ledger
    When I run "claims db current --json"
    Then the JSON has "database" = "claims.db"
    And the JSON has the same at "schema" and at "needs"

  Scenario: An upgrade of a current ledger changes nothing
    Given an empty ledger
    When I run "claims db upgrade --json"
    Then the JSON has the same at "before" and at "after"

  Scenario: An upgrade creates a ledger where there is none
    Given no ledger yet
    When I run "claims db upgrade --json"
    Then the JSON has "before" = null
    When I run "claims list"
    Then it answers "No claims."

  Scenario: Looking into a ledger that isn't there says how to begin
    Given no ledger yet
    When I run "claims list"
    Then it refuses:
      """
      Error: There is no ledger at claims.db yet. The first claims add creates it; --db names another.
      """

  Scenario: The check names everything it looked at
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims db check --json"
    Then the JSON has "sound" = true
    And the JSON has "checks.0" = {"what": "pages", "sound": true, "said": "ok"}
    And the JSON has "checks.1" = {"what": "references", "sound": true, "said": "ok"}
    And the JSON has "checks.2" = {"what": "guards", "sound": true, "said": "ok"}
    And the JSON has "checks.3" = {"what": "search index", "sound": true, "said": "ok"}
    And the JSON has "checks.4" = {"what": "log", "sound": true, "said": "3 lines"}

  Scenario: A backup is a ledger like any other
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims db backup copy.db"
    And I run "claims list --db copy.db"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The bridge is closed
      """

  Scenario: A backup writes over nothing
    Given the claim "The bridge is closed" by "Elena Voss"
    And the file "copy.db" holds:
      """
      Something of value
      """
    When I run "claims db backup copy.db"
    Then it refuses:
      """
      Error: copy.db exists already. Name a new file.
      """
    And the file "copy.db" has "Something of value"

  Scenario: A file that is no ledger is left alone
    Given the file "notes.txt" holds:
      """
      The harbour master has not rung back.
      """
    When I run "claims add 'The bridge is closed' --by 'Elena Voss' --db notes.txt"
    Then it refuses:
      """
      Error: notes.txt is not a ledger: it's no SQLite database. Name another file.
      """
    And the file "notes.txt" has "The harbour master has not rung back."

  Scenario: A folder is not a ledger
    Given an empty ledger
    When I run "claims list --db home"
    Then it refuses:
      """
      Error: home is a folder, not a ledger. Name a file in it: --db home/claims.db
      """

  Scenario: Without a name the nearest parent folder's claims.db is used
    Given the claim "The bridge is closed" by "Elena Voss"
    And the environment has no CLAIMS_DB
    And I sit in the folder "desk/today"
    When I run "claims list"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The bridge is closed
      """
