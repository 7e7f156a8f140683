Feature: The difference
  claims diff tells what changed between two moments, or since one: what an editor would want to hear on Monday of what
  happened since Friday. What changed and changed back is not told; claims history has every step.

  Background:
    Given the claim "The bridge is closed" by "Elena Voss" in "Council minutes"

  Scenario: A ruling that changed, and why
    Given these commands were run:
      """
      claims verify 1 --because 'The order says so'
      claims dispute 1 --because 'The port shows a photograph of traffic' --rating 'Half true'
      """
    When I run "claims diff @4"
    Then it answers:
      """
      From @4 (line 4) to now (line 6): 1 claim, 0 sources, 0 claimants.

      Claims that changed
        #1 The bridge is closed
            Is it so? unverified → disputed (Half true), after 2 rulings, by ana.
              Why: The port shows a photograph of traffic
      """

  Scenario: New words, new evidence, a new claim
    Given these commands were run:
      """
      claims edit 1 --text 'The old bridge is closed to lorries' --tag roads
      claims evidence add 1 'Order of the council' --stance supports
      claims add 'The pier is safe' --by 'Viktor Petrov'
      """
    When I run "claims diff @4"
    Then it answers:
      """
      From @4 (line 4) to now (line 10): 2 claims, 1 source, 1 claimant.

      Claims that changed
        #1 The old bridge is closed to lorries
            Reworded: The {+old+} bridge is closed {+to lorries+}
            Evidence added: supports (content): Order of the council
            Tags: +roads

      New claims
        #2 The pier is safe
            Recorded by ana; said by Viktor Petrov.

      Sources
        #2 Order of the council (new)

      Claimants
        #2 Viktor Petrov (new)
      """

  Scenario: A source that was retracted
    Given these commands were run:
      """
      claims source retract 1 --on 2025-04-10 --because 'The minutes were forged'
      """
    When I run "claims diff @4"
    Then it answers:
      """
      From @4 (line 4) to now (line 5): 0 claims, 1 source, 0 claimants.

      Sources
        #1 Council minutes
            Retracted on 10 April 2025.
              Why: The minutes were forged
      """

  Scenario: What changed and changed back is no difference
    Given these commands were run:
      """
      claims edit 1 --tag roads
      claims edit 1 --untag roads
      """
    When I run "claims diff @4"
    Then it answers "From @4 (line 4) to now (line 6): nothing changed."

  Scenario: Between two moments
    Given these commands were run:
      """
      claims verify 1 --attribution --because 'The recording has it'
      claims edit 1 --text 'The old bridge is closed'
      """
    When I run "claims diff @4 @5 --json"
    Then the JSON has "claims.0.changes.0.what" = "ruling"
    And the JSON has "claims.0.changes.0.new" = "verified"
    And the JSON has "to_line" = 5

  Scenario: The later moment comes second
    When I run "claims diff @4 @2"
    Then it refuses:
      """
      Error: @4 is later than @2. Give the earlier moment first.
      """
