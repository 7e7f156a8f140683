Feature: Editing claims
  Nothing is lost: an edit keeps the old value in the log, and a claim entered wrongly is taken out, not removed.

  Scenario: A claim gets better words, and the log keeps the old ones
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims edit 1 --text 'The bridge is closed to lorries' --because 'Cars may pass'"
    Then it answers:
      """
      #1 The bridge is closed to lorries
          content: unverified · attribution: unverified
          Elena Voss
      """
    When I run "claims history 1"
    Then it answers:
      """
      1  2025-04-11 09:00  ana  add claim #1: The bridge is closed
      3  2025-04-11 09:00  ana  add utterance #1 (claim #1)
      4  2025-04-11 09:00  ana  edit claim #1: Cars may pass
          text: The bridge is closed -> The bridge is closed to lorries
      """

  Scenario: Tags are added and taken away
    Given these commands were run:
      """
      claims add 'The bridge is closed' --by 'Elena Voss' --tag bridges --tag rumour
      """
    When I run "claims edit 1 --tag Traffic --untag rumour --language en --kind fact --json"
    Then the JSON has "tags" = ["bridges", "traffic"]
    And the JSON has "language" = "en"
    And the JSON has "kind" = "fact"

  Scenario: A tag that isn't there can't be taken away
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims edit 1 --untag rumour"
    Then it refuses:
      """
      Error: Claim #1 has no tag "rumour". claims show 1 lists its tags.
      """

  Scenario: An edit that changes nothing says so and leaves no line in the log
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims edit 1 --text 'The bridge is closed'"
    Then it says on stderr:
      """
      note: Claim #1 was like that already; nothing changed.
      """
    When I run "claims history 1 --json"
    Then the JSON has 2 "events"

  Scenario: An edit without a change is a slip of the pen
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims edit 1"
    Then it says on stderr:
      """
      Error: There is nothing to change: give --text, --tag, --untag, --language, --kind or --note. See: claims edit --help
      """
    And the exit code is 2

  Scenario: A claim entered wrongly is taken out with a reason
    Given the claim "The bridge is closed" by "Elena Voss"
    And the claim "The bridge is shut" by "Elena Voss"
    When I run "claims retire 2 --because 'The same as #1'"
    Then it answers:
      """
      #2 The bridge is shut
          content: unverified · attribution: unverified · taken out
          Elena Voss
      """

  Scenario: A claim that was taken out comes back with a reason
    Given the claim "The bridge is closed" by "Elena Voss"
    And these commands were run:
      """
      claims retire 1 --because 'Wrong bridge'
      """
    When I run "claims restore 1 --because 'It was the right bridge after all'"
    Then it answers:
      """
      #1 The bridge is closed
          content: unverified · attribution: unverified
          Elena Voss
      """
    When I run "claims restore 1 --because 'It was the right bridge after all'"
    Then it refuses:
      """
      Error: Claim #1 isn't taken out. There is nothing to bring back.
      """
