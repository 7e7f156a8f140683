Feature: History
  Every change by any command is a line in the log: when, who, what, to which record, and why. Lines can be added, never
  changed or removed; the database itself refuses. Newest come last.

  Scenario: Every change leaves a line
    Given the claim "The bridge is closed" by "Elena Voss" in "https://courier.example/bridge"
    And these commands were run:
      """
      claims source edit 1 --publisher 'The Harbour Courier' --because 'It is their site'
      claims verify 1 --because 'The order says so' --evidence 1
      """
    When I run "claims history"
    Then it answers:
      """
      1  2025-04-11 09:00  ana  add claim #1: The bridge is closed
      2  2025-04-11 09:00  ana  add source #1: https://courier.example/bridge
      3  2025-04-11 09:00  ana  add claimant #1: Elena Voss
      4  2025-04-11 09:00  ana  add utterance #1 (claim #1)
      5  2025-04-11 09:00  ana  add claimant #2: The Harbour Courier
      6  2025-04-11 09:00  ana  edit source #1: It is their site
          publisher_id: nothing -> 2
      7  2025-04-11 09:00  ana  add evidence #1 (claim #1): supports, content
      8  2025-04-11 09:00  ana  rule verification #1 (claim #1): content, verified, The order says so
      """

  Scenario: One claim's own history
    Given the claim "The bridge is closed" by "Elena Voss"
    And the claim "The pier is safe" by "Elena Voss"
    And these commands were run:
      """
      claims relate 2 supports 1
      claims edit 2 --tag piers
      """
    When I run "claims history 1"
    Then it answers:
      """
      1  2025-04-11 09:00  ana  add claim #1: The bridge is closed
      3  2025-04-11 09:00  ana  add utterance #1 (claim #1)
      6  2025-04-11 09:00  ana  add relation #1 (claim #2): supports, #1
      """

  Scenario: The newest lines are shown when there are many
    Given the claim "The bridge is closed" by "Elena Voss"
    And the claim "The pier is safe" by "Elena Voss"
    When I run "claims history --limit 2"
    Then it answers:
      """
      4  2025-04-11 09:00  ana  add claim #2: The pier is safe
      5  2025-04-11 09:00  ana  add utterance #2 (claim #2)
      """
    And it says on stderr:
      """
      note: There are more. Raise --limit, or 0 for all.
      """

  Scenario: A change bears the name of whoever made it
    Given an empty ledger
    When I run "claims add 'The bridge is closed' --by 'Elena Voss' --as 'Ines Brandt' --json"
    Then the JSON has "recorded_by" = "Ines Brandt"

  Scenario: What one person did is picked out by their name
    Given an empty ledger
    And these commands were run:
      """
      claims claimant add 'Elena Voss' --as 'Ines Brandt'
      claims claimant add 'Viktor Petrov' --as 'Tom Abel'
      """
    When I run "claims history --by 'Tom Abel' --jsonl"
    Then there are 1 JSON lines
    And line 1 of the JSON lines has "after.name" = "Viktor Petrov"

  Scenario: Without a name the change bears git's user name
    Given the environment has no CLAIMS_USER
    And the file "home/.gitconfig" holds:
      """
      [user]
          name = Tom Abel
      """
    When I run "claims add 'The bridge is closed' --by 'Elena Voss' --json"
    Then the JSON has "recorded_by" = "Tom Abel"

  Scenario: A line has the record before and after, and the hash that ties it to the line before
    Given the claim "The bridge is closed" by "Elena Voss"
    And these commands were run:
      """
      claims edit 1 --note 'Ask the port' --because 'Two sources differ'
      """
    When I run "claims history 1 --json"
    Then the JSON has the same at "events.1.hash" and at "events.2.previous_hash"
    And the JSON has "events.2.action" = "edit"
    And the JSON has "events.2.after.note" = "Ask the port"
    And the JSON has "events.2.at" = "2025-04-11T09:00:01.000000Z"
    And the JSON has "events.2.reason" = "Two sources differ"
