@file
Feature: The site
  The ledger as pages that need no server: a start page with a search, a page for each claim, source and claimant, the
  corrections, a feed. Nothing is loaded from elsewhere; the desk's own notes stay at the desk.

  Background:
    Given these commands were run:
      """
      claims add 'The pier opens in June' --by 'Elena Voss' --source https://courier.example/pier --note 'ask Ben'
      claims refute 1 --because 'The contract says </script> August'
      claims add 'The ferry sails at night' --by 'Elena Voss' --source https://courier.example/pier
      """

  Scenario: A ledger becomes a site
    When I run "claims export --site public --site-url https://desk.example --publisher 'The Desk'"
    Then it says on stderr:
      """
      note: 11 files in public; 0 of an earlier export removed.
      """
    And the file "public/index.html" has "<h1>Claims checked</h1>"
    And the file "public/claims/1/index.html" has "The pier opens in June</h1>"
    And the file "public/claims/1/index.html" doesn't have "ask Ben"
    And the file "public/sitemap.xml" has "<loc>https://desk.example/claims/2</loc>"
    And the file "public/feed.xml" has "Is it so? Refuted."

  Scenario: What a claim's page says to machines can't end its script
    When I run "claims export --site public --site-url https://desk.example"
    Then the file "public/claims/1/index.html" has "The contract says \u003c/script\u003e August"
    And the file "public/claims/1/index.html" doesn't have "says </script>"

  Scenario: The same ledger gives the same pages; pages that are no longer part of it go
    Given these commands were run:
      """
      claims export --site public --site-url https://desk.example
      claims export --site again --site-url https://desk.example
      """
    Then the files "public/claims-site.json" and "again/claims-site.json" are the same
    Given these commands were run:
      """
      claims retire 2 --because 'entered twice'
      """
    When I run "claims export --site public --json"
    Then the JSON has "removed" = 1

  Scenario: Files that no export wrote are never touched
    Given I sit in the folder "public"
    And the file "public/index.html" holds:
      """
      <p>Our own front page</p>
      """
    When I run "claims export --site . --db ../claims.db"
    Then it refuses:
      """
      Error: index.html is there already, and no export wrote it. Move it away, or name another folder with --site.
      """
    And the file "public/index.html" has "Our own front page"
