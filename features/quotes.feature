Feature: Quotes
  A quote is looked for in the archived text of its source. It is stored with where it stands, refused where it stands
  nowhere, and never guessed.

  Background:
    Given the file "talks.txt" holds:
      """
      The owner said: “We have a crew, and we have a date.” The port said nothing of the kind was agreed.
      Later the owner said the fare would be $5.2m in all, and the port said nothing.
      """
    And these commands were run:
      """
      claims source add talks.txt --publisher 'The Strait Courier' --archive
      """

  Scenario: A quote that stands there is anchored, however its marks are set
    When I run:
      """
      claims add 'There is a crew' --by 'The owner' --source 1 --quote '"We have a crew, and we have a date."' --json
      """
    Then the JSON has "utterances.0.quote.state" = "anchored"
    And the JSON has "utterances.0.quote.start" = 16
    And the JSON has "utterances.0.quote.exact" = "“We have a crew, and we have a date.”"

  Scenario: A quote that is altered by a word is refused, with the nearest passage
    When I run "claims add 'There is a crew' --by 'The owner' --source 1 --quote 'We had a crew, and we have a date'"
    Then it refuses:
      """
      Error: "We had a crew, and we have a date" is not in the stored text of source #1 (snapshot #1); the nearest passage is "We have a crew and we have a date". Quote the words as they stand, or keep it unfound with --orphan.
      """

  Scenario: A number is never cut
    When I run "claims add 'It costs millions' --by 'The owner' --source 1 --quote '2m in all'"
    Then the exit code is 1

  Scenario: A cut has to be marked
    When I run "claims add 'There is a date' --by 'The owner' --source 1 --quote 'We have a crew a date'"
    Then it refuses:
      """
      Error: "We have a crew a date" is not in the stored text of source #1 (snapshot #1): words are left out without a mark. Mark the cut with [...].
      """

  Scenario: A marked cut holds, if its parts stand in that order
    When I run:
      """
      claims add 'There is a date' --by 'The owner' --source 1 --quote 'We have a crew ... a date' --json
      """
    Then the JSON has "utterances.0.quote.exact" = "We have a crew [...] a date"

  Scenario: Of two places the words before decide
    When I run:
      """
      claims add 'The port keeps silent' --by 'The port' --source 1 --quote 'the port said nothing' --json
      """
    Then the exit code is 0
    When I run:
      """
      claims add 'The owner speaks' --by 'The owner' --source 1 --quote 'owner said' --quote-prefix 'Later the' --json
      """
    Then the JSON has "utterances.0.quote.start" = 110

  Scenario: Of two places nobody is guessed at; at a terminal the person is asked
    When I run "claims add 'The owner speaks' --by 'The owner' --source 1 --quote 'owner said'"
    Then it refuses:
      """
      Error: "owner said" stands 2 times in source #1: 1) ...The [owner said]: “We have a crew, and we have a date.” ...; 2) ...thing of the kind was agreed. Later the [owner said] the fare would be $5.2m in all, and the... Say which with --quote-prefix or --quote-suffix, the words just before or after it; for a ruling's evidence with claims evidence add.
      """

  Scenario: A ruling's evidence keeps an unfound quote, too, where that is asked for
    Given the claim "There is a boat" by "The owner" in "1"
    When I run "claims dispute 1 --because 'No boat is in sight' --evidence '1#We have a boat'"
    Then the exit code is 1
    When I run "claims dispute 1 --because 'No boat is in sight' --evidence '1#We have a boat' --orphan --json"
    Then the exit code is 0

  Scenario: A quote can be kept unfound, and is then called an orphan
    When I run:
      """
      claims add 'There is a boat' --by 'The owner' --source 1 --quote 'We have a boat' --orphan --json
      """
    Then the JSON has "utterances.0.quote.state" = "orphan"

  Scenario: After a silent edit every quote is looked for again
    Given these commands were run:
      """
      claims add 'There is a crew' --by 'The owner' --source 1 --quote 'We have a crew'
      claims add 'The port denies it' --by 'The port' --source 1 --quote 'nothing of the kind was agreed'
      """
    And a word of the file "talks.txt" was changed from "crew" to "captain"
    And these commands were run:
      """
      claims archive --refresh
      """
    When I run "claims quotes check"
    Then the exit code is 1
    And the answer has "claim #1, utterance #1, source #1: anchored -> orphan"
    And the answer has "claim #2, utterance #2, source #1: anchored -> moved"
