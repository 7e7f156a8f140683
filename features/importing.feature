Feature: Imports
  claims import takes in what others have published: ClaimReview as JSON, as lines or inside a page, the Data Commons
  feed, answers of Google's Fact Check Tools API, tables, and whole ledgers. Each review becomes a claim, the utterance in
  which it was made, the review as a source, and a ruling; what no column holds is kept, and comes out again.

  Background:
    Given the file "reviews.jsonl" holds:
      """
      {"@context": "https://schema.org", "@type": "ClaimReview", "url": "https://desk.example/bridge", "claimReviewed": "The bridge is closed", "datePublished": "October 22, 2019", "author": {"@type": "Organization", "name": "Example Desk", "url": "https://desk.example"}, "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Elena Voss", "jobTitle": "Mayor"}, "datePublished": "2019-10-20", "appearance": "https://courier.example/bridge https://herald.example/bridge"}, "reviewRating": {"@type": "Rating", "ratingValue": 2, "bestRating": 6, "worstRating": 1, "alternateName": "False"}, "audience": "Drivers"}
      {"@type": "ClaimReview", "url": "https://desk.example/pier", "claimReviewed": "The pier is
      {"@type": "ClaimReview", "url": "https://desk.example/ferry", "datePublished": "2019-11-01"}
      """

  Scenario: Good reviews go in, the others are kept as they came
    When I run "claims import reviews.jsonl --rejects rejects.jsonl"
    Then it answers:
      """
      Taken: 1 new, 0 newer rulings; 0 unchanged, 2 rejected.
      """
    And the file "rejects.jsonl" has "$.claimReviewed"
    And the file "rejects.jsonl" has "The review doesn't say which claim it is of."

  Scenario: A review is a claim, who made it and where it stood, and a ruling
    Given these commands were run:
      """
      claims import reviews.jsonl
      """
    When I run "claims show 1 --json"
    Then the JSON has "text" = "The bridge is closed"
    And the JSON has "status.content" = "refuted"
    And the JSON has "utterances.0.chain.0.role" = "Mayor"
    And the JSON has "utterances.1.source.url" = "https://herald.example/bridge"
    And the JSON has "rulings.0.checked_on" = "2019-10-22"

  Scenario: The same file again adds nothing
    Given these commands were run:
      """
      claims import reviews.jsonl
      """
    When I run "claims import reviews.jsonl"
    Then it answers:
      """
      Taken: 0 new, 0 newer rulings; 1 unchanged, 2 rejected.
      """

  Scenario: A newer version of a review is a new ruling
    Given these commands were run:
      """
      claims import reviews.jsonl
      """
    And a word of the file "reviews.jsonl" was changed from "False" to "Half true"
    When I run "claims import reviews.jsonl"
    Then it answers:
      """
      Taken: 0 new, 1 newer rulings; 0 unchanged, 2 rejected.
      """

  Scenario: Who else ruled, when, on which scale and where, is told as the review tells it
    Given these commands were run:
      """
      claims import reviews.jsonl
      """
    And a word of the file "reviews.jsonl" was changed from "False" to "Half true"
    And these commands were run:
      """
      claims import reviews.jsonl
      """
    When I run "claims show 1"
    Then the answer has the lines:
      """
      - Example Desk rated it “Half true”, which counts as disputed.
      """
    And the answer has the lines:
      """
      - 22 October 2019
          Is it so? disputed (Half true, 2 on a scale from 1 to 6), by Example Desk.
          Rated Half true by Example Desk.
          The review: https://desk.example/bridge (source #1).
      """

  Scenario: Nothing is written to try it
    When I run "claims import reviews.jsonl --dry-run"
    Then it answers:
      """
      Would take: 1 new, 0 newer rulings; 0 unchanged, 2 rejected.
      """

  Scenario: What was only tried leaves nothing behind
    Given these commands were run:
      """
      claims import reviews.jsonl --dry-run
      """
    When I run "claims list --json"
    Then the JSON has 0 "claims"

  @file
  Scenario: To try it where no ledger is makes none
    When I run "claims import reviews.jsonl --dry-run --db new.db"
    Then it answers:
      """
      Would take: 1 new, 0 newer rulings; 0 unchanged, 2 rejected.
      """
    And the file "new.db" isn't there

  @file
  Scenario: Rejects go neither over the ledger nor over what is read
    When I run "claims import reviews.jsonl --rejects claims.db"
    Then it refuses:
      """
      Error: claims.db is the ledger itself. Name another file.
      """
    When I run "claims import reviews.jsonl --rejects ./reviews.jsonl"
    Then it refuses:
      """
      Error: reviews.jsonl is the file that is to be read. Name another file for the rejects.
      """

  Scenario: A table's columns are mapped, and what was guessed is shown
    Given the file "statements.csv" holds:
      """
      id,statement,who,label
      7,The pier is safe,Viktor Petrov,mostly-true
      """
    When I run "claims import statements.csv --map who=speaker --publisher 'Example Desk'"
    Then it answers:
      """
      Taken: 1 new, 0 newer rulings; 0 unchanged, 0 rejected.
      """
    And it says on stderr:
      """
      note: Columns: who = speaker, statement = claim, label = rating; kept as they are: id.
      """

  Scenario: A table without a claim
    Given the file "numbers.csv" holds:
      """
      year,rain
      2019,12
      """
    When I run "claims import numbers.csv"
    Then it refuses:
      """
      Error: No column holds the claim's text. Say which with --map COLUMN=claim; the columns are: year, rain.
      """

  Scenario: What is no table has no columns to map
    When I run "claims import reviews.jsonl --map Statement=claim --dry-run --rejects rejects.jsonl"
    Then it says on stderr:
      """
      note: --map is for the columns of a table, and this is claimreview.
      note: The first rejected: line 2, $: it is no JSON: JSON is malformed: invalid character (byte 90)
      """

  Scenario: A page without a review
    Given the file "page.html" holds:
      """
      <html><title>Bridge closed</title><p>Nobody has checked it.</p></html>
      """
    When I run "claims import page.html"
    Then it answers:
      """
      Taken: 0 new, 0 newer rulings; 0 unchanged, 0 rejected.
      """
    And it says on stderr:
      """
      note: There is no review in it. claims import --help says what is read.
      """

  Scenario: A whole ledger goes only into an empty one
    Given the claim "The pier is safe" by "Viktor Petrov"
    And the file "ledger.jsonl" holds:
      """
      {"head":{"count":0,"hash":"","ledger":"01890000-0000-7000-8000-000000000000"}}
      """
    When I run "claims import ledger.jsonl"
    Then it refuses:
      """
      Error: A whole ledger goes only into an empty one, and this one has records. Name a new file with --db, or bring the two together with claims merge.
      """
