Feature: JSON output
  With --json every command answers with one JSON document, and lists with --jsonl one line a row, for other programs to
  read. Keys are always there; what is not known is null.

  Scenario: A claim is the same document wherever it is answered
    Given an empty ledger
    When I run "claims add 'The bridge is closed' --by 'Elena Voss' --json"
    Then the JSON has "id" = 1
    And the JSON has "text" = "The bridge is closed"
    And the JSON has "language" = "und"
    And the JSON has "kind" = null
    And the JSON has "status" = {"content": "unverified", "attribution": "unverified"}
    And the JSON has "tags" = []
    And the JSON has "claimant.name" = "Elena Voss"
    And the JSON has "utterances.0.source" = null
    And the JSON has "evidence" = []
    And the JSON has "recorded_at" = "2025-04-11T09:00:00.000000Z"
    And the JSON has "retired_at" = null

  Scenario: Several claims are a list
    Given an empty ledger
    When I run "claims add - --by 'Elena Voss' --json" on the input:
      """
      The bridge is closed
      The pier is safe
      """
    Then the JSON has 2 "claims"
    And the JSON has "claims.1.text" = "The pier is safe"

  Scenario: A list says whether there is more
    Given the claim "The bridge is closed" by "Elena Voss"
    And the claim "The pier is safe" by "Elena Voss"
    When I run "claims list --limit 1 --json"
    Then the JSON has 1 "claims"
    And the JSON has "claims.0.id" = 2
    And the JSON has "more" = true
    And it says nothing on stderr

  Scenario: A list of nothing is a document, too
    Given an empty ledger
    When I run "claims list --json"
    Then it answers:
      """
      {
        "claims": [],
        "more": false
      }
      """

  Scenario: One line a row, for programs that read as they go
    Given the claim "The bridge is closed" by "Elena Voss"
    And the claim "The pier is safe" by "Elena Voss"
    When I run "claims list --jsonl"
    Then line 1 of the JSON lines has "text" = "The pier is safe"
    And line 2 of the JSON lines has "text" = "The bridge is closed"
    And there are 2 JSON lines

  Scenario: A list of nothing in lines is no line
    Given an empty ledger
    When I run "claims list --jsonl"
    Then it answers nothing

  Scenario: A search answers with what was asked and what was found
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims search bridge --json"
    Then the JSON has "query" = "bridge"
    And the JSON has 1 "claims"
    And the JSON has "claimants" = []
    And the JSON has "sources" = []

  Scenario: Letters stay letters
    Given the claim "外交部否认达成协议" by "Hélène Voß"
    When I run "claims list --jsonl"
    Then the answer has "外交部否认达成协议"
    And the answer has "Hélène Voß"

  Scenario: Warnings go to stderr, so that the document stays whole
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims add 'The pier is safe' --by 'Elena Vos' --json"
    Then the JSON has "claimant.name" = "Elena Vos"
    And it says on stderr:
      """
      note: "Elena Vos" is a new claimant; did you mean "Elena Voss"? If they are one: claims claimant merge "Elena Vos" "Elena Voss".
      """
