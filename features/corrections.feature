Feature: Corrections
  A reader who was told one thing is owed the other. The corrections page lists every ruling that changed after an
  edition had shown it, be it a report written with -o, a site, an export, a dossier or an answer: old and new, who
  changed it and why, in the order of the changes.

  Background:
    Given these commands were run:
      """
      claims add 'The pier opens in June' --by 'Elena Voss' --source https://courier.example/pier
      claims add 'The ferry sails at night' --by 'Elena Voss' --source https://courier.example/pier
      claims verify 1 --because 'The minutes say so' --rating True
      """

  Scenario: A ruling that changed after it had been reported
    Given these commands were run:
      """
      claims report source 1 -o pier.html
      claims dispute 1 --because 'The harbour master denies it' --as Ben
      """
    When I run "claims report corrections"
    Then it answers:
      """
      Corrections
      ═══════════

      1 ruling on 1 claim changed after having been reported.

      As of  11 April 2025, 09:00 UTC

      11 April 2025
      ─────────────
      - #1 “The pier opens in June”
          Is it so? verified (True) → disputed.
          Why: The harbour master denies it
          Ruled by Ben. Reported as verified (True) in the source report of 11 April
          2025.
      """

  Scenario: What was never reported, or was reported as open, needs no correction
    Given these commands were run:
      """
      claims dispute 1 --because 'The harbour master denies it'
      claims report source 1 -o pier.html
      claims verify 2 --because 'The timetable says so'
      """
    When I run "claims report corrections"
    Then the answer has "No ruling has changed after it had been reported."

  Scenario: The same answer given again corrects nothing, another rating does
    Given these commands were run:
      """
      claims report claim 1 -o pier.html
      claims verify 1 --because 'The minutes were approved' --rating True
      claims verify 1 --because 'Half of the pier' --rating 'Half true'
      """
    When I run "claims report corrections --json"
    Then the JSON has 1 "corrections"
    And the JSON has "corrections.0.old_rating" = "True"
    And the JSON has "corrections.0.new_rating" = "Half true"
    And the JSON has "corrections.0.because" = "Half of the pier"

  Scenario: Every step is on the page, the first change first
    Given these commands were run:
      """
      claims report source 1 -o pier.html
      claims dispute 1 --because 'The harbour master denies it'
      claims refute 1 --because 'It is still shut'
      """
    When I run "claims report corrections --json"
    Then the JSON has "corrections.0.new" = "disputed"
    And the JSON has "corrections.1.old" = "disputed"
    And the JSON has "corrections.1.new" = "refuted"
    And the JSON has "corrections.1.last.status" = "verified"

  Scenario: Only what changed since a day
    Given these commands were run:
      """
      claims report source 1 -o pier.html
      claims dispute 1 --because 'The harbour master denies it'
      """
    When I run "claims report corrections --since 2025-04-12 --format markdown"
    Then the answer has "No ruling has changed after it had been reported."
    And the answer has "- Since: 12 April 2025"

  Scenario: The page is a report like the others: written, vouched for, and the same when asked for again
    Given these commands were run:
      """
      claims report source 1 -o pier.html
      claims dispute 1 --because 'The harbour master denies it'
      claims report corrections -o corrections.html
      claims report corrections -o again.html
      """
    Then the files "corrections.html" and "again.html" are the same
    And the file "corrections.html" has "verified (True) → disputed."
    And the file "corrections.html" has "lines 9, head "
    When I run "claims report verify corrections.html"
    Then the answer has "Genuine and current."
