Feature: Verifying and disputing
  Two questions are asked of every claim and never mixed. Content: is it so? Attribution: did they say it? A ruling
  answers one of them, says why, and names what it rests on. A ruling is never changed: a newer one takes its place, and
  the old one stays readable.

  Scenario: A claim is verified, and the answer shows where it stands
    Given the claim "The harbour bridge is closed to lorries" by "Elena Voss"
    When I run "claims verify 1 --because 'The closing order is on the council notice board'"
    Then it answers:
      """
      #1 The harbour bridge is closed to lorries
          content: verified · attribution: unverified
          Elena Voss
      """

  Scenario: That they said it says nothing about whether it is so
    Given the claim "The night ferry will sail in May" by "Viktor Petrov"
    When I run "claims verify 1 --attribution --because 'The recording of the press conference has it'"
    Then it answers:
      """
      #1 The night ferry will sail in May
          content: unverified · attribution: verified
          Viktor Petrov
      """

  Scenario Outline: Each command is one ruling
    Given the claim "The pier is safe" by "Elena Voss"
    And these commands were run:
      """
      claims verify 1 --because 'The engineers signed'
      """
    When I run "claims <command> 1 --because 'The survey was looked at again' --json"
    Then the JSON has "status.content" = "<status>"
    And the JSON has "status.attribution" = "unverified"

    Examples:
      | command      | status       |
      | verify       | verified     |
      | dispute      | disputed     |
      | refute       | refuted      |
      | unverifiable | unverifiable |
      | withdraw     | withdrawn    |
      | reopen       | unverified   |

  Scenario: A ruling without a reason is no ruling
    Given the claim "The pier is safe" by "Elena Voss"
    When I run "claims verify 1"
    Then it says on stderr:
      """
      Error: Missing option '--because'. See: claims verify --help
      """
    And the exit code is 2

  Scenario: A ruling rests on evidence, a source and the words in it that matter
    Given the claim "The harbour bridge is closed to lorries" by "Elena Voss"
    When I run:
      """
      claims verify 1 --because 'The order says so' \
        --evidence 'https://saltby.example/orders/14#"closed to vehicles above 7.5 t"' --json
      """
    Then the JSON has "evidence.0.source.url" = "https://saltby.example/orders/14"
    And the JSON has "evidence.0.quote.exact" = "closed to vehicles above 7.5 t"
    And the JSON has "evidence.0.stance" = "supports"
    And the JSON has "rulings.0.evidence" = [1]

  Scenario: What disputes a claim speaks against it, unless it is marked otherwise
    Given the claim "The sides agreed to restore the night ferry" by "Viktor Petrov"
    When I run:
      """
      claims dispute 1 --because 'The two readouts differ' --json \
        --evidence https://arland.example/readout --evidence supports:https://borovia.example/readout
      """
    Then the JSON has "status.content" = "disputed"
    And the JSON has "evidence.0.stance" = "refutes"
    And the JSON has "evidence.1.stance" = "supports"
    And the JSON has "evidence.1.source.url" = "https://borovia.example/readout"

  Scenario: The newest ruling stands, and the ones before stay readable
    Given the claim "The repairs will cost nine million" by "Elena Voss"
    And these commands were run:
      """
      claims verify 1 --because 'The budget has nine million'
      claims refute 1 --because 'The final bill is fourteen million' --rating False --as ines
      """
    When I run "claims show 1 --json"
    Then the JSON has "status.content" = "refuted"
    And the JSON has "rulings.0.status" = "verified"
    And the JSON has "rulings.0.rationale" = "The budget has nine million"
    And the JSON has "rulings.1.ruled_by" = "ines"

  Scenario: A claim is opened again when what it rested on falls away
    Given the claim "The repairs will cost nine million" by "Elena Voss"
    And these commands were run:
      """
      claims verify 1 --because 'The budget has nine million'
      """
    When I run "claims reopen 1 --because 'The budget turned out to be a draft'"
    Then it answers:
      """
      #1 The repairs will cost nine million
          content: unverified · attribution: unverified
          Elena Voss
      """

  Scenario: A claim that nobody has ruled on can't be reopened
    Given the claim "The repairs will cost nine million" by "Elena Voss"
    When I run "claims reopen 1 --because 'The budget turned out to be a draft'"
    Then it refuses:
      """
      Error: The content of claim #1 is unverified already. There is no ruling to reopen.
      """

  Scenario: The desk's own rating stands beside the status
    Given the claim "The repairs will cost nine million" by "Elena Voss"
    When I run "claims refute 1 --because 'The final bill is fourteen million' --rating 'Mostly false'"
    Then it answers:
      """
      #1 The repairs will cost nine million
          content: refuted (Mostly false) · attribution: unverified
          Elena Voss
      """

  Scenario: Several claims are ruled on at once
    Given the claim "The bridge is closed" by "Elena Voss"
    And the claim "The ferry is late" by "Elena Voss"
    When I run "claims verify 1 2 --attribution --because 'Both are in the minutes'"
    Then it answers:
      """
      #1 The bridge is closed
          content: unverified · attribution: verified
          Elena Voss
      #2 The ferry is late
          content: unverified · attribution: verified
          Elena Voss
      """

  Scenario: One claim that isn't there, and none of them is ruled on
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims verify 1 7 --because 'Both are in the minutes'"
    Then it refuses:
      """
      Error: There is no claim 7. claims list shows the numbers.
      """
    When I run "claims list"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The bridge is closed
      """

  Scenario: A ruling can name the day by which to look again
    Given the claim "The ferry is late" by "Elena Voss"
    When I run "claims verify 1 --because 'The timetable says so' --on yesterday --recheck-on 'in 30 days' --json"
    Then the JSON has "rulings.0.checked_on" = "2025-04-10"
    And the JSON has "rulings.0.recheck_on" = "2025-05-11"

  Scenario: Nothing can have been checked tomorrow
    Given the claim "The ferry is late" by "Elena Voss"
    When I run "claims verify 1 --because 'The timetable says so' --on tomorrow"
    Then it refuses:
      """
      Error: It can't have been checked on 2025-04-12, which is still to come. Mend --on.
      """

  Scenario: A claim that was taken out can't be ruled on
    Given the claim "The ferry is late" by "Elena Voss"
    And these commands were run:
      """
      claims retire 1 --because 'Entered twice'
      """
    When I run "claims verify 1 --because 'The timetable says so'"
    Then it refuses:
      """
      Error: Claim #1 was taken out. claims restore 1 --because WHY brings it back.
      """

  @file
  Scenario: A policy that asks for archived copies says how to keep one
    Given the file "timetable.txt" holds:
      """
      The ferry leaves Port Selm at nine.
      """
    And these commands were run:
      """
      claims add 'The ferry is late' --by 'Elena Voss'
      claims evidence add 1 timetable.txt --stance refutes --primary
      claims policy init --preset ksj
      """
    When I run "claims refute 1 --because 'It left on time, by the timetable'"
    Then it refuses:
      """
      Error: Claim #1 falls short of the policy ksj: (1) 0 of 1 source archived: no copy of source #1. To supply it: claims archive 1. Or rule all the same with --override REASON.
      """
    When I run "claims archive 1"
    And I run "claims refute 1 --because 'It left on time, by the timetable'"
    Then the answer has "content: refuted"

  Scenario: What was ruled last rules, whatever the clock shows
    Given the claim "The pier is safe" by "Elena Voss"
    And the clock shows "2030-01-01T09:00:00Z"
    And these commands were run:
      """
      claims verify 1 --because 'The inspector signed it'
      """
    And the clock shows "2025-04-11T10:00:00Z"
    When I run "claims refute 1 --because 'The signature is forged'"
    Then the answer has "content: refuted"
    And it says on stderr:
      """
      note: The clock shows 2025-04-11T10:00 UTC, and the last change is from 2030-01-01T09:00: one of them is wrong. The order of the log holds all the same.
      """
    When I run "claims list --status refuted --json"
    Then the JSON has 1 "claims"

  Scenario: A ruling that names no evidence keeps what counted that day
    Given the claim "The pier is safe" by "Elena Voss"
    And these commands were run:
      """
      claims evidence add 1 https://survey.example/pier --stance supports --primary
      claims verify 1 --because 'The survey says so'
      """
    When I run "claims report claim 1"
    Then the answer has "Rests on evidence #1, which counted that day."
    When I run "claims source retract 1 --because 'The survey was invented'"
    And I run "claims queue"
    Then the answer has "retracted"
    And the answer has "claim #1"

  @file
  Scenario: A policy that isn't the desk's is an exception, even under the same name
    Given the claim "The pier is safe" by "Elena Voss"
    And the file "policy.toml" holds:
      """
      name = "desk"
      [content.verified]
      primary = 1
      """
    And the file "lax.toml" holds:
      """
      name = "desk"
      """
    When I run "claims verify 1 --because 'Seen' --policy lax.toml"
    Then it refuses:
      """
      Error: The policy desk that --policy names is not the desk's own, desk. Leave out --policy, or say why it is applied with --override REASON; every report says so.
      """
    When I run "claims verify 1 --because 'Seen' --policy lax.toml --override 'The printer waits'"
    Then the answer has "ruled against policy"
    When I run "claims report claim 1"
    Then the answer has "Made under desk and not the desk's own policy:"
    When I run "claims queue"
    Then the answer has "Ruled under desk and not the desk's own policy"

  @file
  Scenario: A ruling that was approved no longer waits
    Given the claim "The pier is safe" by "Elena Voss"
    And the file "policy.toml" holds:
      """
      name = "desk"
      [content.verified]
      approvals = 1
      """
    And these commands were run:
      """
      claims verify 1 --because 'Seen'
      claims approve 1 --as ben
      """
    When I run "claims report claim 1"
    Then the answer has "#2 approved it."
    And the answer doesn't have "doesn't rule until"
