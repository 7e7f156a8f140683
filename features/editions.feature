Feature: Editions
  Everything that leaves the house is an edition: a report written with -o, a site, an export, a dossier, an answer of
  the Fact Check API. The ledger keeps what it was, where it went, how far the log reached, the hash of its bytes, and
  the claims in it. So it can be said of each whether it still tells what the ledger says, and the corrections page
  knows what anybody was ever told. The whole ledger as jsonl, a copy and a backup are moves: they take their editions
  along, and are none.

  Background:
    Given these commands were run:
      """
      claims add 'The pier opens in June' --by 'Elena Voss' --source https://courier.example/pier
      claims add 'The ferry sails at night' --by 'Elena Voss' --source https://courier.example/pier
      claims refute 1 --because 'The contract says August'
      """

  Scenario: A claim that the public was told is refuted, and that is so after all
    Given these commands were run:
      """
      claims export --site public --site-url https://desk.example
      claims verify 1 --because 'The contract was amended'
      claims export --site public --site-url https://desk.example
      """
    Then the file "public/corrections/index.html" has "refuted → verified."
    And the file "public/corrections/index.html" has "Reported as refuted in the site of 11 April 2025."

  Scenario Outline: Whatever told a ruling is known to the corrections
    Given these commands were run:
      """
      <command>
      claims verify 1 --because 'The contract was amended'
      """
    When I run "claims report corrections"
    Then the answer has "Reported as refuted in the <edition>"

    Examples:
      | command                                                                       | edition                        |
      | claims report claim 1 -o pier.html                                            | claim report of 11 April 2025  |
      | claims export --site public                                                   | site of 11 April 2025          |
      | claims export -f claimreview --site-url https://desk.example -o r.jsonl       | ClaimReview export of 11 April |
      | claims export -f claimreview --site-url https://desk.example                  | ClaimReview export of 11 April |
      | claims export -f feed --site-url https://desk.example -o feed.json            | feed of 11 April 2025          |
      | claims export -f factcheck-api --site-url https://desk.example -o answer.json | Fact Check API export of 11    |
      | claims export -f insights-csv --site-url https://desk.example -o insights.csv | Insights table of 11 April     |
      | claims export -o claims.csv                                                   | table of 11 April 2025         |
      | claims export -o claims.parquet                                               | Parquet table of 11 April 2025 |
      | claims export --search pier -o pier.jsonl                                     | excerpt of 11 April 2025       |
      | claims bundle 1 -o pier.zip                                                   | dossier of 11 April 2025       |

  Scenario: What left the house, and what of it tells an old ruling
    Given these commands were run:
      """
      claims export --site public
      claims export -o claims.csv
      claims verify 1 --because 'The contract was amended'
      claims export --site public
      """
    When I run "claims editions list"
    Then it answers:
      """
      #3  2025-04-11 09:00 UTC  site in public, 1 claim, by ana
          Current.
      #2  2025-04-11 09:00 UTC  table in claims.csv, 2 claims, by ana
          Tells an old ruling on #1.
      #1  2025-04-11 09:00 UTC  site in public, 1 claim, by ana
          Tells an old ruling on #1. Edition #3 took its place.
      """
    When I run "claims editions list --old --json"
    Then the JSON has 2 "editions"
    And the JSON has "editions.0.kind" = "export"
    And the JSON has "editions.0.changed" = [1]
    And the JSON has "editions.1.replaced_by" = 3

  Scenario: Nothing tells an old ruling
    Given these commands were run:
      """
      claims export -o claims.csv
      """
    When I run "claims editions list --old"
    Then it answers "No edition tells an old ruling."

  Scenario: The queue says so, too
    Given these commands were run:
      """
      claims export -o claims.csv
      claims verify 1 --because 'The contract was amended'
      """
    When I run "claims queue"
    Then it answers "Nothing is due."
    And it says on stderr:
      """
      note: 1 edition tells an old ruling: see claims editions list --old.
      """

  Scenario: A file found somewhere: is it ours, and does it still stand?
    Given these commands were run:
      """
      claims export -f claimreview --site-url https://desk.example -o reviews.jsonl
      claims verify 1 --because 'The contract was amended'
      """
    When I run "claims editions check reviews.jsonl"
    Then the answer has the lines:
      """
      Genuine, and 1 ruling has changed since.
      Edition #1: ClaimReview export, in reviews.jsonl.
      """
    And the answer has the lines:
      """
      #1 content: refuted -> verified, 2025-04-11 by ana
          The contract was amended
      """
    And the exit code is 1

  @file
  Scenario: A site is checked whole, and page by page
    Given these commands were run:
      """
      claims export --site public
      """
    When I run "claims editions check public"
    Then the answer has "Genuine and current."
    When I run "claims editions check public/claims/1/index.html"
    Then the answer has the lines:
      """
      Genuine and current.
      Edition #1: site, in public.
      """
    Given a word of the file "public/claims/1/index.html" was changed from "June" to "July"
    When I run "claims editions check public/claims/1/index.html"
    Then the answer has "Altered: edition #1, a site, has claims/1/index.html with another hash."
    When I run "claims editions check public"
    Then the answer has "Altered: public/claims/1/index.html isn't as it was written."
    And the exit code is 1

  Scenario: What is no edition
    Given the file "note.txt" holds:
      """
      The pier opens in June.
      """
    When I run "claims editions check note.txt"
    Then the answer has "Altered, or not from this ledger: no edition has these bytes, and there is no foot."
    And the exit code is 1

  Scenario: The same bytes at the same place are one edition
    Given these commands were run:
      """
      claims export -o claims.csv
      claims export -o claims.csv
      claims export -o copy.csv
      """
    When I run "claims editions list --json"
    Then the JSON has 2 "editions"

  Scenario: The whole ledger is a move, and changes nothing
    Given these commands were run:
      """
      claims export -o ledger.jsonl
      claims export -o again.jsonl
      """
    Then the files "ledger.jsonl" and "again.jsonl" are the same
    When I run "claims editions list"
    Then it answers "Nothing has left the house."
