@file
Feature: The site
  The ledger as pages that need no server: a start page with a search, a page for each claim that was ruled on, for
  each source and claimant, the corrections, a feed. Nothing is loaded from elsewhere; the desk's own notes stay at the
  desk.

  Background:
    Given these commands were run:
      """
      claims add 'The pier opens in June' --by 'Elena Voss' --source https://courier.example/pier --note 'ask Ben'
      claims refute 1 --because 'The contract says </script> August'
      claims add 'The ferry sails at night' --by 'Elena Voss' --source https://courier.example/pier
      claims verify 2 --because 'The timetable says so' --evidence https://state.example/timetable
      """

  Scenario: A ledger becomes a site
    When I run "claims export --site public --site-url https://desk.example --publisher 'The Desk'"
    Then it says on stderr:
      """
      note: 12 files in public; 0 of an earlier export removed.
      """
    And the file "public/index.html" has "<h1>Claims checked</h1>"
    And the file "public/claims/1/index.html" has "The pier opens in June</h1>"
    And the file "public/claims/1/index.html" doesn't have "ask Ben"
    And the file "public/sitemap.xml" has "<loc>https://desk.example/claims/2</loc>"
    And the file "public/feed.xml" has "Is it so? Refuted."

  Scenario: A claim that nobody ruled on isn't checked, and stays at the desk unless it is asked for
    Given these commands were run:
      """
      claims add 'The lighthouse is for sale' --by 'Bo Lind'
      """
    When I run "claims export --site public"
    Then it says on stderr:
      """
      note: 1 claim was left out: never ruled on. --all puts them on the site, too.
      note: No page holds a ClaimReview: that takes the site's address. Give --site-url.
      note: 12 files in public; 0 of an earlier export removed.
      """
    And the file "public/index.html" doesn't have "lighthouse"
    When I run "claims export --site public --all"
    Then the file "public/index.html" has "<h1>Claims</h1>"
    And the file "public/index.html" has "3 claims (1 not ruled on)"
    And the file "public/index.html" has "lighthouse"

  Scenario: A ruling whose source was retracted says so wherever it stands
    Given these commands were run:
      """
      claims source retract https://state.example/timetable --because 'It was invented'
      claims export --site public
      """
    Then the file "public/claims/2/index.html" has "Rests on a source that was retracted."
    And the file "public/claims/2/index.html" has "<bdi>state.example</bdi></a> <strong class="fallen">(retracted on 11 April 2025)</strong>"
    And the file "public/index.html" has "Is it so? Rests on a source that was retracted."
    And the file "public/feed.xml" has "Rests on a source that was retracted."
    When I run "claims export --format claimreview --site-url https://desk.example --search ferry"
    Then line 1 of the JSON lines has "citation.0.creativeWorkStatus" = "Retracted"

  Scenario: So does one whose source only copied what was retracted
    Given these commands were run:
      """
      claims source add https://vesta.example/wire/7 --title 'Wire 7' --kind wire
      claims source link https://state.example/timetable syndicates https://vesta.example/wire/7
      claims source retract https://vesta.example/wire/7 --because 'The agency withdrew it'
      claims export --site public
      """
    Then the file "public/claims/2/index.html" has "(takes its content from Wire 7, retracted on 11 April 2025)"
    And the file "public/claims/2/index.html" has "Rests on a source that takes its content from one that was retracted."

  Scenario: Evidence that was withdrawn since isn't passed over
    Given these commands were run:
      """
      claims evidence retire 1 --because 'It is the old timetable'
      claims export --site public
      """
    Then the file "public/claims/2/index.html" has "1 piece of evidence that it rested on was withdrawn."

  Scenario: A ruling made against the policy is marked as one
    Given the file "policy.toml" holds:
      """
      name = "two of us"
      [content.verified]
      independent = 2
      """
    And these commands were run:
      """
      claims verify 2 --because 'The harbour master says so' --override 'The ferry is there to see'
      claims export --site public
      """
    Then the file "public/claims/2/index.html" has "Made as an exception to the policy of the desk."
    And the file "public/claims/2/index.html" doesn't have "there to see"
    And the file "public/feed.xml" has "Made as an exception to the policy of the desk."

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
    Then the JSON has "removed" = 2

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
