@file
Feature: Auditing
  An audit holds the ledger against its own log. A head that was published proves later that nothing before it was
  rewritten.

  Scenario: A sound ledger is what its log says
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims audit"
    Then the answer has "The ledger is what its log says. 3 lines, head "

  Scenario: An empty ledger had nothing to audit
    Given an empty ledger
    When I run "claims audit"
    Then the exit code is 1
    And the answer has "The log is empty: there was nothing to audit."

  Scenario: The head of today in two words
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims audit --head --json"
    Then the JSON has "count" = 3

  Scenario: A head of another ledger doesn't lead here
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run:
      """
      claims audit --expect 0000000000000000000000000000000000000000000000000000000000000000
      """
    Then the exit code is 1
    And the answer has "no line has the hash 0000000000000000..."

  Scenario: What is no head is refused
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims audit --expect 12"
    Then it refuses:
      """
      Error: That is no head: a head has 64 hexadecimal digits. claims audit --head prints today's.
      """

  Scenario: A seal is a small file to be signed or timestamped
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims audit --seal ledger.seal.json"
    Then it says on stderr:
      """
      note: Sealed in ledger.seal.json: sign or timestamp that file, and keep it elsewhere.
      """
    And the file "ledger.seal.json" has "count"

  Scenario: A seal is never written over a file
    Given the claim "The bridge is closed" by "Elena Voss"
    And the file "ledger.seal.json" holds:
      """
      signed
      """
    When I run "claims audit --seal ledger.seal.json"
    Then it refuses:
      """
      Error: ledger.seal.json is there already, and a seal is never written over. Name a new file.
      """
