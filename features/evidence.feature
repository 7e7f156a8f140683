Feature: Evidence
  Evidence is a source brought to bear on one question about a claim: is it so (content), or did they say it
  (attribution). It supports, refutes, qualifies, or only gives context.

  Scenario: A source is brought to bear on whether the claim is so
    Given the claim "The bridge is closed to lorries" by "Elena Voss"
    When I run:
      """
      claims evidence add 1 https://saltby.example/orders/14 --stance supports --primary \
        --quote 'closed to vehicles above 7.5 t' --note 'The order itself' --json
      """
    Then the JSON has "evidence.0.axis" = "content"
    And the JSON has "evidence.0.stance" = "supports"
    And the JSON has "evidence.0.directness" = "primary"
    And the JSON has "evidence.0.quote.exact" = "closed to vehicles above 7.5 t"
    And the JSON has "evidence.0.note" = "The order itself"

  Scenario: A source is brought to bear on whether they said it
    Given the claim "The bridge is closed to lorries" by "Elena Voss"
    When I run "claims evidence add 1 'Recording of the council meeting' --stance refutes --attribution --json"
    Then the JSON has "evidence.0.axis" = "attribution"
    And the JSON has "evidence.0.stance" = "refutes"

  Scenario: Evidence moves no status; only a ruling does
    Given the claim "The bridge is closed to lorries" by "Elena Voss"
    When I run "claims evidence add 1 https://saltby.example/orders/14 --stance supports"
    Then it answers:
      """
      #1 The bridge is closed to lorries
          content: unverified · attribution: unverified
          Elena Voss
          evidence #1 supports (content): https://saltby.example/orders/14
      """

  Scenario: Evidence needs a stance
    Given the claim "The bridge is closed to lorries" by "Elena Voss"
    When I run "claims evidence add 1 https://saltby.example/orders/14"
    Then it says on stderr:
      """
      Error: Missing option '--stance'. Choose from: supports, refutes, qualifies, context. See: claims evidence add --help
      """
    And the exit code is 2

  Scenario: The same source, said the same way, is one piece of evidence
    Given the claim "The bridge is closed to lorries" by "Elena Voss"
    And these commands were run:
      """
      claims evidence add 1 https://saltby.example/orders/14 --stance supports --primary --note 'The order itself'
      """
    When I run "claims verify 1 --because 'The order says so' --evidence 1 --json"
    Then the JSON has 1 "evidence"
    And the JSON has "rulings.0.evidence" = [1]

  Scenario: The same source may speak to both questions
    Given the claim "The bridge is closed to lorries" by "Elena Voss"
    And these commands were run:
      """
      claims evidence add 1 'Council minutes' --stance supports
      claims evidence add 1 'Council minutes' --stance supports --attribution
      """
    When I run "claims show 1 --json"
    Then the JSON has "evidence.0.axis" = "content"
    And the JSON has "evidence.1.axis" = "attribution"
    And the JSON has "evidence.1.source.id" = 1

  Scenario: Evidence from a source that was retracted comes with a word of warning
    Given the claim "The bridge is closed to lorries" by "Elena Voss"
    And these commands were run:
      """
      claims source add https://ledger.example/bridge
      claims source retract 1 --because 'The story was invented' --on 2025-04-02
      """
    When I run "claims evidence add 1 1 --stance supports"
    Then it says on stderr:
      """
      note: Source #1 was retracted on 2025-04-02.
      """
    And the exit code is 0

  Scenario: Evidence is withdrawn with a reason, and stays readable
    Given the claim "The bridge is closed to lorries" by "Elena Voss"
    And these commands were run:
      """
      claims evidence add 1 https://saltby.example/orders/14 --stance supports
      claims evidence retire 1 --because 'It speaks of another bridge'
      """
    When I run "claims show 1 --json"
    Then the JSON has "evidence.0.retired_at" = "2025-04-11T09:00:02.000000Z"
    And the JSON has "origins.supports" = 0
    And the JSON has "history.3.reason" = "It speaks of another bridge"

  Scenario: A source that is new is said to be, and a file has to be there
    Given these commands were run:
      """
      claims add 'The bridge is closed' --by 'Elena Voss'
      """
    When I run "claims evidence add 1 nonexist.pdf --stance supports"
    Then it says on stderr:
      """
      Error: No file nonexist.pdf here. Name one that there is, give its web address, or a title in words.
      """
    When I run "claims evidence add 1 https://paper.example/bridge --stance supports --strict"
    Then it says on stderr:
      """
      Error: No source is known as "https://paper.example/bridge". Nothing was recorded. Add it first (claims source add), or leave out --strict.
      """
    When I run "claims evidence add 1 https://paper.example/bridge --stance supports"
    Then it says on stderr:
      """
      note: Source #1 is new: "https://paper.example/bridge".
      """
