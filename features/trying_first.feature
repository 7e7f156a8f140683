Feature: Trying a command first
  Every command that records something takes --dry-run: it does its work, answers as it would, and keeps nothing. Whatever
  would refuse it, the desk's policy among others, refuses it then, too, with the same exit code.

  Scenario: A dry run answers as the command would, and records nothing
    Given the claim "The ferry is late" by "Elena Voss"
    When I run "claims verify 1 --because 'The timetable says so' --dry-run"
    Then it answers:
      """
      #1 The ferry is late
          content: verified · attribution: unverified
          Elena Voss
      """
    And it says on stderr:
      """
      note: This was only tried (--dry-run): nothing was recorded.
      """
    When I run "claims list"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The ferry is late
      """

  Scenario: An option that takes one value is given once
    Given an empty ledger
    When I run "claims add 'The ferry is late' --by 'Elena Voss' --on 2025-04-01 --on 2025-04-02"
    Then it says on stderr:
      """
      Error: --on takes one value and was given two: "2025-04-01" and "2025-04-02". Give it once. See: claims add --help
      """
    And the exit code is 2

  Scenario: The same text is noticed with another full stop, case or quotation marks
    Given the claim "The mayor is “ready to talk”" by "Elena Voss"
    When I run "claims add 'The mayor is "ready to talk."' --by 'Elena Voss' --strict"
    Then it refuses:
      """
      Error: Claim #1 has the same text. Nothing was recorded. If it was only said again: claims utterance add 1 --by NAME.
      """
