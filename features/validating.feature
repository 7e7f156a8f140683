@file
Feature: Validating
  A file is held against the rules of those who will read it, offline: what Google requires, the strict form of the
  Reporters' Lab, the pages and searches of Google's API, feeds, the table of Fact-Check Insights, MediaReview.

  Scenario: Every export keeps to the rules of its readers
    Given these commands were run:
      """
      claims add 'The pier opens in June' --by 'Elena Voss' --source https://courier.example/pier --on 2025-04
      claims refute 1 --because 'The contract says August'
      claims export --format claimreview --profile insights --site-url https://desk.example -o reviews.jsonl
      """
    When I run "claims validate reviews.jsonl --profile insights"
    Then it answers "reviews.jsonl: 1 document, no fault by the rules of insights."

  Scenario: Each fault has its place
    Given the file "review.json" holds:
      """
      {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "desk.example/pier",
        "claimReviewed": "The pier opens in June",
        "author": {"@type": "Organization", "name": "The Desk"},
        "reviewRating": {"@type": "Rating", "ratingValue": 2},
        "dateModified": "2025-04-11"
      }
      """
    When I run "claims validate review.json --profile insights"
    Then the exit code is 1
    And the answer has the lines:
      """
      $.url: must be a whole web address, is "desk.example/pier"
      $.author.url: is missing
      $.reviewRating.alternateName: is missing
      $.reviewRating.ratingValue: must be text, is a number
      $.dateModified: is a key that isn't allowed here
      review.json: 1 document, 5 faults by the rules of insights.
      """

  Scenario: One document a line
    When I run "claims validate - --profile google" on the input:
      """
      {"@context":"https://schema.org","@type":"ClaimReview","url":"https://desk.example/1","claimReviewed":"It rains","reviewRating":{"alternateName":"True"}}
      {"@context":"https://schema.org","@type":"ClaimReview","url":"https://desk.example/2","claimReviewed":"It rains","reviewRating":{"alternateName":""}}
      """
    Then the answer has the lines:
      """
      document 2 $.reviewRating.alternateName: must not be empty
      standard input: 2 documents, 1 fault by the rules of google.
      """

  Scenario: For a program
    Given the file "review.json" holds:
      """
      {"@context": "https://schema.org"}
      """
    When I run "claims validate review.json --profile google --json"
    Then the JSON has "count" = 4
    And the JSON has "faults.0.path" = "$[\"@type\"]"
    And the exit code is 1

  Scenario: What isn't JSON
    Given the file "review.json" holds:
      """
      <html>
      """
    When I run "claims validate review.json --profile google"
    Then the answer has "review.json: 1 document, 1 fault by the rules of google."
