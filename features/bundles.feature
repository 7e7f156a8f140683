Feature: Bundles
  claims bundle packs claims with everything they rest on into one file, for a lawyer, a reader or another desk. It holds
  the records, the sources' bytes, the lines of the log and a verify.py that needs only Python's standard library.

  Background:
    Given the claim "The bridge is closed" by "Elena Voss" in "Council minutes"
    And these commands were run:
      """
      claims add 'The pier is safe' --by 'Viktor Petrov'
      claims verify 1 --because 'The survey says so' --evidence 'Survey of the bridge'
      """

  Scenario: A dossier is whole, and hangs from the head that was published with it
    When I run "claims bundle 1 -o bridge.zip"
    Then the answer has "bridge.zip: 7 records, 10 lines of the log"
    And the dossier "bridge.zip" is whole and hangs from the head it was published with

  Scenario: The lines of others can stay at home, and the dossier then says what it can't prove
    When I run "claims bundle 1 --own-lines -o bridge.zip --json"
    Then the JSON has "lines" = 7
    And the JSON has "proof" = "own lines"
    And the dossier "bridge.zip" is whole and hangs from no head

  Scenario: A claim that isn't there
    When I run "claims bundle 9 -o bridge.zip"
    Then it refuses:
      """
      Error: There is no claim 9. claims list shows the numbers.
      """

  Scenario: The program that checks dossiers comes from one's own installation, not from the dossier
    When I run "claims bundle --verifier check.py --json"
    Then the JSON has "file" = "check.py"
