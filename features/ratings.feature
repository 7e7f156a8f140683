Feature: Ratings
  Every publisher rates in words of its own. claims keeps them as written, and says what they come to by a table: labels
  are looked up whole, the publisher's own table first, and what stands in none is never guessed at.

  Scenario: A rating comes to a verdict, and the table that says so is named
    When I run "claims rating explain '“Pants on Fire!”'"
    Then it answers:
      """
      false, 1 on the scale from 5 to 1, extreme
      "pants on fire" stands in the table for all (version 3).
      An import rules refuted on the content.
      """

  Scenario: Whether somebody said it is the other question, and never a number
    When I run "claims rating explain 'Incorrect attribution'"
    Then it answers:
      """
      attribution_incorrect, off the scale
      "incorrect attribution" stands in the table for all (version 3).
      An import rules refuted on the attribution.
      """

  Scenario: A publisher's own table goes first
    When I run "claims rating explain RUMOR --publisher https://cofacts.tw/ --json"
    Then the JSON has "verdict" = "false"
    And the JSON has "table" = "cofacts.tw"

  Scenario: A label that begins like a known one is not that one
    When I run "claims rating explain 'True but too old to matter'"
    Then it answers:
      """
      "true but too old to matter" stands in no table (version 3): the label is kept, and rules nothing.
      """

  Scenario: What no table knows can be listed
    Given the file "reviews.jsonl" holds:
      """
      {"@type": "ClaimReview", "url": "https://desk.example/1", "claimReviewed": "The pier is safe", "author": {"@type": "Organization", "name": "Example Desk"}, "reviewRating": {"alternateName": "Wobbly"}}
      {"@type": "ClaimReview", "url": "https://desk.example/2", "claimReviewed": "The pier is new", "author": {"@type": "Organization", "name": "Example Desk"}, "reviewRating": {"alternateName": "False"}}
      """
    And these commands were run:
      """
      claims import reviews.jsonl
      """
    When I run "claims rating unmapped"
    Then it answers:
      """
      1  Wobbly  (Example Desk)
      """
