@file
Feature: Exporting
  The ledger goes out in the formats that the field reads. jsonl is all of it, lossless; a ClaimReview is one ruling on
  one claim, cut for whoever will read it. The same ledger gives the same bytes, and what has no place is counted.

  Background:
    Given these commands were run:
      """
      claims claimant add 'Elena Voss' --kind person --same-as https://www.wikidata.org/wiki/Q1
      claims source add https://courier.example/pier --publisher 'Harbour Courier' --title 'Pier to open'
      claims add 'The pier opens in June' --by 'Elena Voss' --role mayor --via 'Example Agency' --source 1 --on 2025-04 \
        --quote 'opens in June' --occasion briefing --language en
      claims utterance add 1 --by 'Elena Voss' --source https://lantern.example/pier
      claims refute 1 --because 'The contract says August' --rating 'Mostly false' --evidence https://port.example/contract
      claims add 'The ferry sails at night' --by 'Elena Voss' --source 1
      """

  Scenario: A ruling as the ClaimReview that Google asks for
    When I run:
      """
      claims export --format claimreview --profile google --site-url https://desk.example --publisher 'The Desk'
      """
    Then it answers:
      """
      {"@context":"https://schema.org","@type":"ClaimReview","url":"https://desk.example/claims/1","claimReviewed":"The pier opens in June","datePublished":"2025-04-11","author":{"@type":"Organization","name":"The Desk","url":"https://desk.example/"},"reviewRating":{"@type":"Rating","alternateName":"Mostly false","ratingExplanation":"The contract says August"},"itemReviewed":{"@type":"Claim","author":{"@type":"Person","name":"Elena Voss","sameAs":["https://www.wikidata.org/wiki/Q1"],"jobTitle":"mayor"},"datePublished":"2025-04","name":"briefing","firstAppearance":{"@type":"CreativeWork","url":"https://courier.example/pier"},"appearance":[{"@type":"CreativeWork","url":"https://lantern.example/pier"}]}}
      """
    And it says on stderr:
      """
      note: 1 claim was left out: never ruled on, or reopened.
      """

  Scenario: As rich as schema.org can hold it
    When I run:
      """
      claims export --format claimreview --site-url https://desk.example --publisher 'The Desk'
      """
    Then line 1 of the JSON lines has "url" = "https://desk.example/claims/1"
    And line 1 of the JSON lines has "itemReviewed.datePublished" = "2025-04"
    And line 1 of the JSON lines has "itemReviewed.text" = "opens in June"
    And line 1 of the JSON lines has "itemReviewed.author.sameAs.0" = "https://www.wikidata.org/wiki/Q1"
    And line 1 of the JSON lines has "itemReviewed.firstAppearance.publisher.name" = "Harbour Courier"
    And line 1 of the JSON lines has "itemReviewed.appearance.0.url" = "https://lantern.example/pier"
    And line 1 of the JSON lines has "citation.0.url" = "https://port.example/contract"

  Scenario: A ruling that changed goes out with its correction
    Given these commands were run:
      """
      claims verify 1 --because 'The contract was amended' --rating True
      """
    When I run "claims export --format claimreview --site-url https://desk.example"
    Then line 1 of the JSON lines has "datePublished" = "2025-04-11"
    And line 1 of the JSON lines has "dateModified" = "2025-04-11"
    And line 1 of the JSON lines has "correction.text" = "Rating changed from Mostly false to True. The contract was amended"
    And there are 1 JSON lines

  Scenario: Whether they said it is never mistaken for whether it is so
    Given these commands were run:
      """
      claims verify 2 --attribution --because 'On the recording'
      """
    When I run "claims export --format claimreview --site-url https://desk.example --search ferry"
    Then line 1 of the JSON lines has "url" = "https://desk.example/claims/2#attribution"
    And line 1 of the JSON lines has "reviewAspect" = "attribution"
    And line 1 of the JSON lines has "reviewRating.alternateName" = "Correct attribution"

  Scenario: A ClaimReview needs the address of its page
    When I run "claims export --format claimreview"
    Then it refuses:
      """
      Error: The desk's ruling on claim #1 has no address, which a ClaimReview needs. Say where its pages are, and who publishes them: --site-url https://desk.example --publisher NAME
      """

  Scenario: The answer of Google's search for fact-checks
    When I run "claims export --format factcheck-api --site-url https://desk.example --publisher 'The Desk'"
    Then it answers:
      """
      {"claims":[
      {"text":"The pier opens in June","claimant":"Elena Voss","claimDate":"2025-04-01T00:00:00Z","claimReview":[{"publisher":{"name":"The Desk","site":"desk.example"},"url":"https://desk.example/claims/1","reviewDate":"2025-04-11T00:00:00Z","textualRating":"Mostly false","languageCode":"en"}]}
      ]}
      """

  Scenario: A feed
    When I run "claims export --format feed --site-url https://desk.example"
    Then the JSON has "@type" = "DataFeed"
    And the JSON has "dataFeedElement.0.url" = "https://desk.example/claims/1"
    And the JSON has "dataFeedElement.0.item.0.claimReviewed" = "The pier opens in June"

  Scenario: A table for a spreadsheet, with the claims that nobody ruled on, and no cell that it would compute
    Given the claim "=HYPERLINK(1)" by "Elena Voss"
    When I run "claims export -o claims.csv"
    Then the file "claims.csv" has "The ferry sails at night"
    And the file "claims.csv" has ",'=HYPERLINK(1),"

  Scenario: The same filters as a list, and the past
    When I run "claims export --format csv --search ferry -o ferry.csv"
    Then the file "ferry.csv" has "The ferry sails at night"
    And the file "ferry.csv" doesn't have "The pier opens"
    When I run "claims export --format feed --site-url https://desk.example --as-of @3"
    Then the JSON has 0 "dataFeedElement"

  Scenario: The whole ledger, lossless: head, records, kept bytes, log
    When I run "claims export -o ledger.jsonl --json"
    Then the JSON has "format" = "jsonl"
    And the file "ledger.jsonl" has "{"head":{"count":"
    And the file "ledger.jsonl" has "{"event":{"action":"rule","
    When I run "claims export -o again.jsonl"
    Then the files "ledger.jsonl" and "again.jsonl" are the same

  Scenario: Some claims with all the records that they need; that log has gaps, and an import begins a new one
    When I run "claims export --search ferry -o ferry.jsonl"
    Then it says on stderr:
      """
      note: This is an excerpt: its lines of the log have gaps, and can't prove that nothing was changed.
      note: Written to ferry.jsonl.
      """
    And the file "ferry.jsonl" doesn't have "The pier opens"
    When I run "claims import ferry.jsonl --db ferry.db"
    Then it answers:
      """
      Taken: 5 new, 0 newer rulings; 0 unchanged, 0 rejected.
      """
    And it says on stderr:
      """
      note: A new ledger was begun at ferry.db.
      note: The log begins anew here; the old one's lines stay in the file: 5.
      """
    When I run "claims list --db ferry.db --json"
    Then the JSON has "claims.0.text" = "The ferry sails at night"

  Scenario: The ledger is never written over
    When I run "claims export -o claims.db"
    Then it refuses:
      """
      Error: claims.db is the ledger itself. Name another file.
      """

  Scenario: An ending that names another format is refused, and .gz is packed
    Given these commands were run:
      """
      claims add 'The bridge is closed' --by 'Elena Voss'
      """
    When I run "claims export -o claims.xlsx"
    Then it says on stderr:
      """
      Error: The ending .xlsx of claims.xlsx is none that is written. Name the format with --format, or a file that ends in .jsonl, .ndjson, .csv, .parquet.
      """
    When I run "claims export -o claims.jsonl.gz"
    Then it says on stderr:
      """
      note: Written to claims.jsonl.gz.
      """
