Feature: Utterances
  An utterance is one occasion on which a claim was made, as one source has it. The same claim said again, or printed
  elsewhere, is not a new claim: it is one more utterance, with a chain of its own.

  Scenario: The same claim, printed elsewhere
    Given the claim "The pier will open in June" by "Elena Voss" in "Council minutes"
    And these commands were run:
      """
      claims source add https://courier.example/pier --publisher 'The Harbour Courier'
      """
    When I run "claims utterance add 1 --by 'Elena Voss' --via 'VESTA news agency' --source 2 --on 2025-04-09"
    Then it answers:
      """
      #1 The pier will open in June
          content: unverified · attribution: unverified
          Elena Voss
          Elena Voss > VESTA news agency > The Harbour Courier · 2025-04-09
      """

  Scenario: The same claim, made by somebody else
    Given the claim "The pier will open in June" by "Elena Voss"
    When I run "claims utterance add 1 --by 'Port Authority' --mode narrated --json"
    Then the JSON has "claimant.name" = "Elena Voss"
    And the JSON has "utterances.1.chain.0.name" = "Port Authority"
    And the JSON has "utterances.1.mode" = "narrated"

  Scenario: A quote that nobody has looked up in the stored text is an orphan, never a guess
    Given the claim "The pier will open in June" by "Elena Voss"
    When I run "claims utterance add 1 --by 'Elena Voss' --quote 'In June, if the weather holds' --json"
    Then the JSON has "utterances.1.quote.exact" = "In June, if the weather holds"
    And the JSON has "utterances.1.quote.state" = "orphan"

  Scenario: A quote with the mode given is not taken for direct speech
    Given the claim "The pier will open in June" by "Elena Voss"
    When I run "claims utterance add 1 --by 'Elena Voss' --quote 'in June' --mode mixed --json"
    Then the JSON has "utterances.1.mode" = "mixed"

  Scenario: An utterance entered wrongly is taken out, and the log keeps it
    Given the claim "The pier will open in June" by "Elena Voss"
    And these commands were run:
      """
      claims utterance add 1 --by 'Viktor Petrov'
      claims utterance retire 2 --because 'He spoke of another pier'
      """
    When I run "claims history 1"
    Then it answers:
      """
      1  2025-04-11 09:00  ana  add claim #1: The pier will open in June
      3  2025-04-11 09:00  ana  add utterance #1 (claim #1)
      5  2025-04-11 09:00  ana  add utterance #2 (claim #1)
      6  2025-04-11 09:00  ana  retire utterance #2 (claim #1): He spoke of another pier
          retired_at: nothing -> 2025-04-11T09:00:02.000000Z
      """

  Scenario: A taken-out utterance no longer counts
    Given the claim "The pier will open in June" by "Elena Voss"
    And these commands were run:
      """
      claims utterance add 1 --by 'Viktor Petrov'
      claims utterance retire 2 --because 'He spoke of another pier'
      """
    When I run "claims list --by 'Viktor Petrov'"
    Then it answers "No claims."

  Scenario: An utterance is taken out once
    Given the claim "The pier will open in June" by "Elena Voss"
    And these commands were run:
      """
      claims utterance retire 1 --because 'She never spoke of it'
      """
    When I run "claims utterance retire 1 --because 'She never spoke of it'"
    Then it refuses:
      """
      Error: That utterance (#1) is already taken out. There is nothing to do.
      """

  Scenario: A claim that isn't there can't be said again
    Given an empty ledger
    When I run "claims utterance add 12 --by 'Elena Voss'"
    Then it refuses:
      """
      Error: There is no claim 12. claims list shows the numbers.
      """

  Scenario: A joint statement has several speakers
    Given an empty ledger
    And these commands were run:
      """
      claims source add https://courier.example/talks --publisher 'The Harbour Courier'
      """
    When I run "claims add 'The talks go on' --by 'Elena Voss|mayor' --by 'Viktor Petrov' --via VESTA --source 1"
    Then it answers:
      """
      #1 The talks go on
          content: unverified · attribution: unverified
          Elena Voss and Viktor Petrov > VESTA > The Harbour Courier
      """
    When I run "claims list --by 'Viktor Petrov'"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER                 CLAIM
      #1  unverified  unverified   Elena Voss and Viktor…  The talks go on
      """

  Scenario: Unknown, none and not recorded are three answers to who and when
    Given an empty ledger
    When I run "claims add 'The talks go on' --by unknown --via VESTA --on unknown"
    Then it answers:
      """
      #1 The talks go on
          content: unverified · attribution: unverified
          speaker unknown > VESTA · date unknown
      """
    When I run "claims add 'It is forbidden' --by none --on none"
    Then it answers:
      """
      #2 It is forbidden
          content: unverified · attribution: unverified
          no speaker · no date
      """
    When I run "claims show 1 --json"
    Then the JSON has "utterances.0.said_on_absence" = "unknown"
    And the JSON has "utterances.0.speaker_absence" = "unknown"

  Scenario: A list asks for what is unknown, what there is none of, and what nobody recorded
    Given an empty ledger
    And these commands were run:
      """
      claims add 'The talks go on' --by unknown --via VESTA --on XXXX-XX-XX
      claims add 'It is forbidden' --by none --on none
      claims add 'The pier is shut' --by Ana
      """
    When I run "claims list --on unknown"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER  CLAIM
      #1  unverified  unverified            The talks go on
      """
    When I run "claims list --by none"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER  CLAIM
      #2  unverified  unverified            It is forbidden
      """
    When I run "claims list --on unrecorded"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER  CLAIM
      #3  unverified  unverified   Ana      The pier is shut
      """

  Scenario: Somebody who is really called Unknown is named by their number
    Given an empty ledger
    And these commands were run:
      """
      claims claimant add Unknown
      """
    When I run "claims add 'The pier is shut' --by 1"
    Then it answers:
      """
      #1 The pier is shut
          content: unverified · attribution: unverified
          Unknown
      """
