Feature: Relations between claims
  One claim can repeat, contradict, support, qualify, correct or retract another. The two sides of a meeting each tell it
  their way; a relation says which of their claims meet.

  Scenario: One claim contradicts another, and both say so
    Given the claim "The pier is safe" by "Elena Voss"
    And the claim "The pier is about to fall" by "Port Authority"
    When I run "claims relate 2 contradicts 1 --note 'On the same day' --json"
    Then the JSON has "relations.0.kind" = "contradicts"
    And the JSON has "relations.0.outgoing" = true
    And the JSON has "relations.0.claim.text" = "The pier is safe"
    When I run "claims show 1 --json"
    Then the JSON has "relations.0.outgoing" = false
    And the JSON has "relations.0.claim.text" = "The pier is about to fall"

  Scenario Outline: There are six kinds of relation
    Given the claim "The pier is safe" by "Elena Voss"
    And the claim "The pier is about to fall" by "Port Authority"
    When I run "claims relate 2 <kind> 1 --json"
    Then the JSON has "relations.0.kind" = "<kind>"

    Examples:
      | kind        |
      | repeats     |
      | contradicts |
      | supports    |
      | qualifies   |
      | corrects    |
      | retracts    |

  Scenario: Any other word is refused with the ones there are
    Given the claim "The pier is safe" by "Elena Voss"
    And the claim "The pier is about to fall" by "Port Authority"
    When I run "claims relate 2 denies 1"
    Then it says on stderr:
      """
      Error: Invalid value for '{repeats|contradicts|supports|qualifies|corrects|retracts}': 'denies' is not one of 'repeats', 'contradicts', 'supports', 'qualifies', 'corrects', 'retracts'. See: claims relate --help
      """
    And the exit code is 2

  Scenario: A relation moves no status
    Given the claim "The pier is safe" by "Elena Voss"
    And the claim "The pier is about to fall" by "Port Authority"
    When I run "claims relate 2 contradicts 1"
    Then it answers:
      """
      #2 The pier is about to fall
          content: unverified · attribution: unverified
          Port Authority
          contradicts #1: The pier is safe
      """

  Scenario: The same relation is recorded once
    Given the claim "The pier is safe" by "Elena Voss"
    And the claim "The pier is about to fall" by "Port Authority"
    And these commands were run:
      """
      claims relate 2 contradicts 1
      """
    When I run "claims relate 2 contradicts 1"
    Then it refuses:
      """
      Error: It is recorded already that #2 contradicts #1. There is nothing to do.
      """

  Scenario: A claim has no relation to itself
    Given the claim "The pier is safe" by "Elena Voss"
    When I run "claims relate 1 contradicts 1"
    Then it refuses:
      """
      Error: Claim #1 can't be related to itself. Give two different claims.
      """

  Scenario: A relation entered wrongly is taken out, and may come back
    Given the claim "The pier is safe" by "Elena Voss"
    And the claim "The pier is about to fall" by "Port Authority"
    And these commands were run:
      """
      claims relate 2 contradicts 1
      claims unrelate 2 contradicts 1 --because 'They speak of two piers'
      claims relate 2 contradicts 1
      """
    When I run "claims show 2 --json"
    Then the JSON has 1 "relations"
    And the JSON has "relations.0.retired_at" = null
