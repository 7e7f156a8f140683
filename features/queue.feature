Feature: The queue
  What rested on something that gave way is due for another look, and so is what somebody promised to look at again.
  The queue lists it with the reason and the command that deals with it, the most urgent first. Its exit code is 1 as
  long as anything is due, so that a nightly job can send it round.

  Scenario: Nothing is due
    Given the claim "The pier opens in June" by "Elena Voss"
    When I run "claims queue"
    Then it answers "Nothing is due."
    And the exit code is 0

  Scenario: The most urgent comes first, and each says what to do
    Given these commands were run:
      """
      claims add 'The pier opens in June' --by 'Elena Voss'
      claims add 'The pier stays shut' --by 'Bo Lind'
      claims add 'The ferry sails at night' --by 'Elena Voss'
      claims relate 2 contradicts 1
      claims verify 1 --because 'The minutes say so' --evidence https://courier.example/pier
      claims verify 2 --because 'He has the keys'
      claims verify 3 --because 'The timetable says so' --on 2025-03-01 --recheck-on 2025-04-01
      claims source retract https://courier.example/pier --because 'The minutes were invented'
      """
    When I run "claims queue"
    Then the answer has the lines:
      """
      retracted      2025-04-11  claim #1  verification #1: It rests on evidence #1, whose source “courier.example” was retracted on 11 April 2025.
          claims reopen 1 --because 'its source was retracted'
      contradiction  2025-04-11  claim #1  relation #1: Verified, and so is claim #2, “The pier stays shut”; the two contradict each other.
          claims reopen 2 1 --because 'they contradict each other'
      recheck        2025-04-01  claim #3  verification #3: Ruled verified on content; to be looked at again by 1 April 2025, now past.
          claims verify 3 --because WHY --recheck-on DATE
      """
    And the exit code is 1

  Scenario: What the queue says to do takes the item off it
    Given these commands were run:
      """
      claims add 'The pier opens in June' --by 'Elena Voss'
      claims verify 1 --because 'The minutes say so' --evidence https://courier.example/pier
      claims source retract https://courier.example/pier --because 'The minutes were invented'
      claims reopen 1 --because 'its source was retracted'
      """
    When I run "claims queue"
    Then it answers "Nothing is due."

  Scenario: A retracted source takes down what copied it, however far away
    Given these commands were run:
      """
      claims source add https://vesta.example/wire/7 --title 'Wire 7' --kind wire
      claims source add https://ledger.example/pier --title 'The Ledger'
      claims source add https://beacon.example/pier --title 'The Beacon'
      claims source link 2 syndicates 1
      claims source link 3 quotes 2
      claims add 'The pier opens in June' --by 'Elena Voss'
      claims verify 1 --because 'The Beacon has it' --evidence 3
      """
    When I run "claims source retract 1 --because 'The agency withdrew it'"
    Then it says on stderr:
      """
      note: Claim #1, content verified, rests on it through evidence #1: see claims queue.
      """
    When I run "claims queue --json"
    Then the JSON has 1 "due"
    And the JSON has "due.0.kind" = "retracted"
    And the JSON has "due.0.code" = "E202"
    And the JSON has "due.0.record" = "verification #1"

  Scenario: A ruling whose evidence was withdrawn
    Given these commands were run:
      """
      claims add 'The pier opens in June' --by 'Elena Voss'
      claims verify 1 --attribution --because 'It is on tape' --evidence https://courier.example/tape
      claims evidence retire 1 --because 'The tape is of somebody else'
      """
    When I run "claims queue"
    Then the answer has the lines:
      """
      withdrawn      2025-04-11  claim #1  verification #1: It rests on evidence #1, which was withdrawn on 11 April 2025.
          claims reopen 1 --attribution --because 'its evidence was withdrawn'
      """

  Scenario: On the day itself a promised second look is due
    Given these commands were run:
      """
      claims add 'The ferry sails at night' --by 'Elena Voss'
      claims verify 1 --because 'The timetable says so' --recheck-on today
      """
    When I run "claims queue"
    Then the answer has "recheck        2025-04-11  claim #1  verification #1: Ruled verified on content; to be looked at again by 11 April 2025."
    And the exit code is 1

  @file
  Scenario: Under a policy, what waits for a second pair of eyes and what falls short is due, too
    Given these commands were run:
      """
      claims add 'The pier opens in June' --by 'Elena Voss'
      claims add 'The ferry sails at night' --by 'Elena Voss'
      claims verify 2 --because 'short'
      """
    And the file "policy.toml" holds:
      """
      name = "two of us"
      [content.verified]
      rationale = 10
      approvals = 1
      """
    And these commands were run:
      """
      claims verify 1 --because 'The minutes of the council say so'
      """
    When I run "claims queue --json"
    Then the JSON has "policy" = "two of us"
    And the JSON has "due.0.kind" = "approval"
    And the JSON has "due.0.do" = "claims approve 1 --as NAME"
    And the JSON has "due.1.kind" = "shortfall"
    And the JSON has "due.1.code" = "P104"
    And the JSON has "due.1.do" = "claims verify 2 --because WHY"

  Scenario: A limit keeps the most urgent
    Given these commands were run:
      """
      claims add 'One' --by 'Elena Voss'
      claims add 'Two' --by 'Elena Voss'
      claims verify 1 2 --because 'The timetable says so' --on 2025-03-01 --recheck-on 2025-04-01
      """
    When I run "claims queue --limit 1"
    Then the answer has "claim #1"
    And the answer doesn't have "claim #2"
    And it says on stderr:
      """
      note: There are more. Raise --limit, or 0 for all.
      """
    And the exit code is 1
